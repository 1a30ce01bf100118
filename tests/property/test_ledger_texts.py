"""Laws of the texts of a log: one spelling each, and no text from a stranger is an accident."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import LATEST, Cosignature, cosign, cosignature_of
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.notes import (
    COSIGNATURE_V1,
    ED25519,
    Note,
    NoteSignature,
    VerifierKey,
    is_key_name,
)
from tcei_rules.ledger.tiles import read_entry_bundle
from tcei_rules.ledger.tlog_proofs import TlogProof, proof_holds
from tcei_rules.ledger.tree import inclusion_proof
from tcei_rules.ledger.witness_policy import Group, Log, Witness, WitnessPolicy
from tests.growing import GrownTree

LOG = SigningKey(b"L" * 32)
WITNESSES = [SigningKey(bytes([number]) * 32) for number in range(1, 7)]
TREE = GrownTree.of(f"entry {number}".encode() for number in range(21))

letters = st.characters(exclude_categories=["Cs"])
names = st.text(letters, min_size=1, max_size=20).filter(is_key_name)
lines = st.text(letters, min_size=1, max_size=30).filter(lambda text: min(text) >= " ")
hashes = st.binary(min_size=32, max_size=32)
checkpoints = st.builds(
    Checkpoint,
    origin=lines,
    size=st.integers(0, 2**64 - 1),
    root=hashes,
    extensions=st.lists(lines, max_size=3).map(tuple),
)
signatures = st.builds(
    NoteSignature,
    name=names,
    key_id=st.binary(min_size=4, max_size=4),
    signature=st.binary(min_size=1, max_size=80),
)
texts = st.lists(lines | st.just(""), min_size=1).map(lambda found: "\n".join([*found, ""]))
notes = st.builds(
    Note, text=texts, signatures=st.lists(signatures, min_size=1, max_size=5).map(tuple)
)
proofs = st.builds(
    TlogProof,
    index=st.integers(0, 2**64 - 1),
    proof=st.lists(hashes, max_size=64).map(tuple),
    checkpoint=st.binary(min_size=1, max_size=50),
    extra=st.none() | st.binary(max_size=50),
)


@st.composite
def policies(draw: st.DrawFn) -> WitnessPolicy:
    words = st.text(letters, min_size=1, max_size=8).filter(
        lambda text: min(text) > " " and "\x7f" not in text and text != "none"
    )
    labels = draw(st.lists(words, min_size=6, max_size=10, unique=True))
    urls = st.just("") | words
    # A key's name may hold U+007F, and a policy may not.
    key_names = names.filter(lambda name: "\x7f" not in name)
    keys = [VerifierKey(draw(key_names), COSIGNATURE_V1, key.public) for key in WITNESSES]
    count = draw(st.integers(0, 6))
    witnesses = [
        Witness(label, key, draw(urls)) for label, key in zip(labels[:count], keys, strict=False)
    ]
    free, groups = [one.name for one in witnesses], list[Group]()
    for label in labels[6:]:
        members = draw(st.lists(st.sampled_from(free), min_size=1, unique=True)) if free else []
        if members:
            threshold = draw(st.integers(1, len(members)))
            groups.append(Group(label, threshold, tuple(members)))
            free = [name for name in free if name not in members] + [label]
    defined = [*(one.name for one in witnesses), *(one.name for one in groups)]
    logs = [Log(VerifierKey(draw(key_names), ED25519, LOG.public), draw(urls))]
    return WitnessPolicy(
        tuple(logs[: draw(st.integers(0, 1))]),
        tuple(witnesses),
        tuple(groups),
        draw(st.sampled_from(["none", *defined])),
    )


@given(checkpoints)
def test_a_checkpoint_reads_back_as_it_was_written(checkpoint: Checkpoint) -> None:
    assert Checkpoint.parse(checkpoint.text) == checkpoint


@given(notes)
def test_a_note_reads_back_as_it_was_written(note: Note) -> None:
    assert Note.parse(note.to_bytes()) == note


@given(names, st.sampled_from([ED25519, COSIGNATURE_V1]), st.sampled_from(WITNESSES))
def test_a_key_reads_back_as_it_was_written(name: str, algorithm: int, key: SigningKey) -> None:
    verifier = VerifierKey(name, algorithm, key.public)

    assert VerifierKey.parse(str(verifier)) == verifier
    assert VerifierKey.of(name, algorithm, verifier.raw) == verifier


@given(proofs)
def test_a_proof_reads_back_as_it_was_written(proof: TlogProof) -> None:
    assert TlogProof.parse(proof.to_bytes()) == proof


@given(policies())
def test_a_policy_reads_back_as_it_was_written(policy: WitnessPolicy) -> None:
    assert WitnessPolicy.parse(policy.text) == policy


def as_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda content: read(content.decode("utf-8", "replace"))


def bundle(content: bytes) -> list[bytes]:
    return read_entry_bundle(content, 3)


READERS: list[Callable[[bytes], object]] = [
    Note.parse,
    TlogProof.parse,
    bundle,
    as_text(Checkpoint.parse),
    as_text(VerifierKey.parse),
    as_text(WitnessPolicy.parse),
]
PIECES = [
    b"\n",
    b"\n\n",
    " — ".encode(),
    "— ".encode(),
    b"+",
    b"0",
    b"18446744073709551616",
    b"-1",
    b"c2sp.org/tlog-proof@v1\n",
    b"index ",
    b"extra ",
    b"quorum none\n",
    b"group g all ",
    b"witness w ",
    b"log ",
    b"k+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    b"A" * 43 + b"=\n",
    "٣\u2028\x7f\r\t".encode(),
    b"\xff\xed\xa0\x80",
]
rubbish = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=15).map(b"".join)


@pytest.mark.parametrize("read", READERS)
@given(content=rubbish)
def test_whatever_is_read_is_read_or_refused(
    read: Callable[[bytes], object], content: bytes
) -> None:
    with suppress(InvalidInputError):
        read(content)


@given(notes.map(Note.to_bytes) | rubbish, st.data())
def test_no_two_spellings_are_the_same_note(content: bytes, data: st.DataObject) -> None:
    changed = edited(content, data)
    with suppress(InvalidInputError):
        assert Note.parse(changed).to_bytes() == changed


@given(proofs.map(TlogProof.to_bytes) | rubbish, st.data())
def test_no_two_spellings_are_the_same_proof(content: bytes, data: st.DataObject) -> None:
    changed = edited(content, data)
    with suppress(InvalidInputError):
        assert TlogProof.parse(changed).to_bytes() == changed


@given(checkpoints, st.data())
def test_no_two_spellings_are_the_same_checkpoint(
    checkpoint: Checkpoint, data: st.DataObject
) -> None:
    changed = edited(checkpoint.text.encode(), data).decode("utf-8", "replace")
    with suppress(InvalidInputError):
        assert Checkpoint.parse(changed).text == changed


def edited(content: bytes, data: st.DataObject) -> bytes:
    """Return the bytes with a piece of them replaced."""
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 3))
    instead = data.draw(st.sampled_from(PIECES) | st.binary(max_size=2))
    return content[:start] + instead + content[start + length :]


@given(checkpoints.filter(lambda one: is_key_name(one.origin)), st.integers(0, LATEST))
def test_what_was_signed_and_cosigned_opens(checkpoint: Checkpoint, at: int) -> None:
    witness = VerifierKey("witness.example", COSIGNATURE_V1, WITNESSES[0].public)
    note = sign_checkpoint(checkpoint, LOG).signed_also(
        cosign(checkpoint, witness.name, WITNESSES[0], at)
    )
    key = VerifierKey(checkpoint.origin, ED25519, LOG.public)

    assert open_checkpoint(note.to_bytes(), key) == (checkpoint, note)
    assert cosignature_of(note, witness) == Cosignature("witness.example", at)


KEY = VerifierKey("log.example", ED25519, LOG.public)
HEAD = sign_checkpoint(Checkpoint("log.example", TREE.size, TREE.root()), LOG).to_bytes()


@given(st.integers(0, TREE.size - 1), st.data())
def test_a_changed_proof_never_holds_unless_it_says_the_same(
    index: int, data: st.DataObject
) -> None:
    """Signatures by keys that nobody knows may come and go: they say nothing."""
    proof = TlogProof(index, inclusion_proof(TREE, index, TREE.size), HEAD)
    changed = edited(proof.to_bytes(), data)
    known = {leaf_hash(entry) for entry in TREE.entries}

    assert proof_holds(TREE.entries[index], TlogProof.parse(proof.to_bytes()), KEY)
    with suppress(InvalidInputError):
        read = TlogProof.parse(changed)
        if proof_holds(TREE.entries[index], read, KEY):
            assert (read.index, read.proof) == (proof.index, proof.proof)
            assert Note.parse(read.checkpoint).text == Note.parse(HEAD).text
        assert not proof_holds(b"another entry", read, KEY)
    assert leaf_hash(b"another entry") not in known


@given(policies(), st.data())
def test_a_quorum_is_met_by_what_is_missing_and_by_no_less(
    policy: WitnessPolicy, data: st.DataObject
) -> None:
    """Whoever cosigns more never makes it worse; with all that is missing it is met."""
    checkpoint = Checkpoint("log.example", 1, TREE.root(1))
    note, places = sign_checkpoint(checkpoint, LOG), range(len(policy.witnesses))
    for place in data.draw(
        st.lists(st.sampled_from(places), unique=True) if places else st.just([])
    ):
        key = policy.witnesses[place].key
        note = note.signed_also(cosign(checkpoint, key.name, WITNESSES[place], 7))
    missing = policy.missing(note)
    for place in places:
        if policy.witnesses[place].name in missing:
            key = policy.witnesses[place].key
            more = note.signed_also(cosign(checkpoint, key.name, WITNESSES[place], 7))
            assert set(policy.missing(more)) < set(missing)
            note = more

    assert policy.is_met(note)
    assert policy.missing(note) == ()
