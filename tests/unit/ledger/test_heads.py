"""Checkpoints, cosignatures and proofs to keep."""

from dataclasses import replace

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import Cosignature, cosign, cosignature_of
from tcei_rules.ledger.hashing import EMPTY_ROOT
from tcei_rules.ledger.notes import (
    COSIGNATURE_V1,
    ED25519,
    FalseSignatureError,
    Note,
    NoteSignature,
    VerifierKey,
    sign_note,
)
from tcei_rules.ledger.tlog_proofs import LARGEST_PROOF, TlogProof, proof_holds
from tcei_rules.ledger.tree import inclusion_proof
from tests.growing import GrownTree
from tests.naming import short

LOG = SigningKey(b"L" * 32)
WITNESS = SigningKey(b"W" * 32)
LOG_KEY = VerifierKey("log.example", ED25519, LOG.public)
WITNESS_KEY = VerifierKey("witness.example", COSIGNATURE_V1, WITNESS.public)
TREE = GrownTree.of((b"one", b"two", b"three"))
HEAD = Checkpoint("log.example", 3, TREE.root())
NOTE = sign_checkpoint(HEAD, LOG)
PROOF = TlogProof(1, inclusion_proof(TREE, 1, 3), NOTE.to_bytes())
ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def message(error: InvalidInputError) -> str:
    return error.mistakes[0].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"log\n0\n{ROOT}", "checkpoint.lines"),
        ("log\n0\n", "checkpoint.lines"),
        ("", "checkpoint.lines"),
        (f"\n0\n{ROOT}\n", "checkpoint.origin"),
        (f"l\to\n0\n{ROOT}\n", "checkpoint.origin"),
        (f"log\n00\n{ROOT}\n", "checkpoint.size"),
        (f"log\n+1\n{ROOT}\n", "checkpoint.size"),
        (f"log\n1_0\n{ROOT}\n", "checkpoint.size"),
        (f"log\n\N{ARABIC-INDIC DIGIT ONE}\n{ROOT}\n", "checkpoint.size"),
        (f"log\n18446744073709551616\n{ROOT}\n", "checkpoint.size"),
        (f"log\n{'9' * 10_000}\n{ROOT}\n", "checkpoint.size"),
        (f"log\n0\n{ROOT[:-2]}V=\n", "checkpoint.root"),
        (f"log\n0\n{ROOT[:-1]}\n", "checkpoint.root"),
        (f"log\n0\n {ROOT}\n", "checkpoint.root"),
        ("log\n0\nAAAA\n", "checkpoint.root"),
        (f"log\n0\n{ROOT}\n\n", "checkpoint.extension"),
        (f"log\n0\n{ROOT}\na\n\nb\n", "checkpoint.extension"),
    ],
    ids=short,
)
def test_what_is_not_exactly_a_checkpoint_is_refused(text: str, expected: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Checkpoint.parse(text)

    assert message(caught.value) == expected


def test_the_largest_size_is_read() -> None:
    assert Checkpoint.parse(f"log\n18446744073709551615\n{ROOT}\n").size == 2**64 - 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"size": -1}, "checkpoint.size"),
        ({"size": 2**64}, "checkpoint.size"),
        ({"root": b""}, "checkpoint.root"),
        ({"origin": "a\nb"}, "checkpoint.origin"),
        ({"origin": "\ud800"}, "checkpoint.origin"),
        ({"extensions": ("",)}, "checkpoint.extension"),
    ],
    ids=short,
)
def test_there_is_no_checkpoint_that_cannot_be_written(
    changes: dict[str, object], expected: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Checkpoint(**{"origin": "log", "size": 0, "root": EMPTY_ROOT} | changes)  # type: ignore[arg-type]  # wrong on purpose

    assert message(caught.value) == expected


def test_a_log_whose_name_cannot_be_a_keys_signs_nothing() -> None:
    with pytest.raises(InvalidInputError) as caught:
        sign_checkpoint(replace(HEAD, origin="go.sum database tree"), LOG)

    assert message(caught.value) == "signed_note.key_name"


def test_a_checkpoint_opens_with_the_key_of_its_log_only() -> None:
    stranger = VerifierKey("log.example", ED25519, WITNESS.public)

    assert open_checkpoint(NOTE.to_bytes(), LOG_KEY) == (HEAD, NOTE)
    with pytest.raises(InvalidInputError) as caught:
        open_checkpoint(NOTE.to_bytes(), stranger)
    assert message(caught.value) == "checkpoint.not_signed"
    with pytest.raises(InvalidInputError) as caught:
        open_checkpoint(NOTE.to_bytes(), WITNESS_KEY)
    assert message(caught.value) == "checkpoint.key"


def test_a_checkpoint_of_another_log_is_refused_though_the_key_signed_it() -> None:
    other = replace(HEAD, origin="other.example")
    note = Note(other.text, (sign_note(other.text, "log.example", LOG),))

    with pytest.raises(InvalidInputError) as caught:
        open_checkpoint(note.to_bytes(), LOG_KEY)
    assert message(caught.value) == "checkpoint.other_log"


def test_a_false_signature_is_told_before_anyone_reads_the_text() -> None:
    changed = NOTE.to_bytes().replace(b"\n3\n", b"\nthree\n")

    with pytest.raises(FalseSignatureError):
        open_checkpoint(changed, LOG_KEY)


def test_what_was_signed_and_is_no_checkpoint_is_refused() -> None:
    note = Note("hello\n", (sign_note("hello\n", "log.example", LOG),))

    with pytest.raises(InvalidInputError) as caught:
        open_checkpoint(note.to_bytes(), LOG_KEY)
    assert message(caught.value) == "checkpoint.lines"


def test_of_several_cosignatures_by_one_witness_the_latest_counts() -> None:
    times = (7, 9, 8)
    note = NOTE.signed_also(*(cosign(HEAD, "witness.example", WITNESS, at) for at in times))

    assert cosignature_of(NOTE, WITNESS_KEY) is None
    assert cosignature_of(note, WITNESS_KEY) == Cosignature("witness.example", 9)


def test_a_cosignature_that_is_not_one_is_false() -> None:
    good = cosign(HEAD, "witness.example", WITNESS, 7)
    moved = (8).to_bytes(8, "big") + good.signature[8:]
    plain = sign_note(HEAD.text, "witness.example", WITNESS).signature
    late = (2**63).to_bytes(8, "big") + WITNESS.sign(
        f"cosignature/v1\ntime {2**63}\n{HEAD.text}".encode()
    )

    for signature in (moved, plain, late, good.signature[:-1], good.signature + b"x", b"x"):
        note = NOTE.signed_also(NoteSignature("witness.example", WITNESS_KEY.key_id, signature))
        with pytest.raises(FalseSignatureError) as caught:
            cosignature_of(note, WITNESS_KEY)
        assert message(caught.value) == "cosignature.false"


def test_a_cosignature_covers_the_extension_lines() -> None:
    more = replace(HEAD, extensions=("more",))
    signature = cosign(more, "witness.example", WITNESS, 7)

    assert cosignature_of(sign_checkpoint(more, LOG).signed_also(signature), WITNESS_KEY)
    with pytest.raises(FalseSignatureError):
        cosignature_of(NOTE.signed_also(signature), WITNESS_KEY)


def test_a_proof_holds_for_its_entry_and_no_other() -> None:
    assert proof_holds(b"two", PROOF, LOG_KEY)
    assert not proof_holds(b"one", PROOF, LOG_KEY)
    assert not proof_holds(b"two", replace(PROOF, index=2**64 - 1), LOG_KEY)


def test_checked_and_false_is_not_the_same_as_not_checkable() -> None:
    changed = replace(PROOF, checkpoint=NOTE.to_bytes().replace(b"\n3\n", b"\n4\n"))
    unsigned = replace(PROOF, checkpoint=Note(HEAD.text, (cosignature(),)).to_bytes())
    malformed = replace(PROOF, checkpoint=b"checkpoint\n")

    assert not proof_holds(b"two", changed, LOG_KEY)
    for proof, expected in (
        (unsigned, "checkpoint.not_signed"),
        (malformed, "signed_note.no_signatures"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            proof_holds(b"two", proof, LOG_KEY)
        assert message(caught.value) == expected


def cosignature() -> NoteSignature:
    return cosign(HEAD, "witness.example", WITNESS, 7)


def test_extra_data_may_be_absent_and_may_be_empty() -> None:
    empty = replace(PROOF, extra=b"")

    assert TlogProof.parse(PROOF.to_bytes()).extra is None
    assert TlogProof.parse(empty.to_bytes()) == empty
    assert empty.to_bytes().startswith(b"c2sp.org/tlog-proof@v1\nextra \nindex 1\n")


@pytest.mark.parametrize(
    ("content", "expected", "line"),
    [
        (b"", "tlog_proof.no_checkpoint", None),
        (b"c2sp.org/tlog-proof@v1\nindex 0\n\n", "tlog_proof.no_checkpoint", None),
        (b"c2sp.org/tlog-proof@v2\nindex 0\n\nx", "tlog_proof.header", 1),
        (b"c2sp.org/tlog-proof@v1\n\nx", "tlog_proof.index", 2),
        (b"c2sp.org/tlog-proof@v1\nindex  0\n\nx", "tlog_proof.index", 2),
        (b"c2sp.org/tlog-proof@v1\nindex 00\n\nx", "tlog_proof.index", 2),
        (b"c2sp.org/tlog-proof@v1\nextra AA==\nextra AA==\n\nx", "tlog_proof.index", 3),
        (b"c2sp.org/tlog-proof@v1\nextra AA==\n\nx", "tlog_proof.index", 3),
        (b"c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\nx", "tlog_proof.hash", 3),
        (b"c2sp.org/tlog-proof@v1\nextra AB==\nindex 0\n\nx", "tlog_proof.extra", 2),
        (b"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx", "tlog_proof.hash", 3),
        (b"c2sp.org/tlog-proof@v1\nindex 0\r\n\nx", "tlog_proof.index", 2),
        (
            replace(PROOF, proof=(EMPTY_ROOT,) * 65).to_bytes(),
            "tlog_proof.long",
            None,
        ),
        (PROOF.to_bytes() + b"x" * LARGEST_PROOF, "tlog_proof.large", None),
    ],
    ids=short,
)
def test_what_is_not_exactly_a_proof_is_refused(
    content: bytes, expected: str, line: int | None
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        TlogProof.parse(content)

    assert message(caught.value) == expected
    assert caught.value.mistakes[0].place.line == line
