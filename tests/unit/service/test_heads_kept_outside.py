"""Heads: signed once, kept outside the database, cosigned by those whom the policy names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import cosign
from tcei_rules.ledger.notes import COSIGNATURE_V1, FalseSignatureError, Note, VerifierKey
from tcei_rules.ledger.tlog_proofs import proof_holds
from tcei_rules.ledger.witness_policy import WitnessPolicy
from tcei_rules.service.heads import Heads, LedgerSigner
from tcei_rules.store.kept_heads import KeptHeadFiles
from tests.certificate_samples import LEDGER_KEY, ORIGIN
from tests.home import Office, founded_database
from tests.publishing import LEDGER, grow, size_of

SIGNER = LedgerSigner(ORIGIN, LEDGER_KEY)
FIRST, SECOND = SigningKey(b"1" * 32), SigningKey(b"2" * 32)
POLICY = WitnessPolicy.parse(
    f"witness first {VerifierKey('one.example', COSIGNATURE_V1, FIRST.public)}\n"
    f"witness second {VerifierKey('two.example', COSIGNATURE_V1, SECOND.public)}\n"
    "group both all first second\nquorum both\n"
)


@pytest.fixture
def kept(tmp_path: Path) -> KeptHeadFiles:
    return KeptHeadFiles(tmp_path / "checkpoints")


@pytest.fixture
def heads(office: Office, kept: KeptHeadFiles) -> Heads:
    return Heads(office.desk, kept)


def never() -> LedgerSigner:
    raise AssertionError("nothing is to be signed")


def cosigned(note: Note, name: str, key: SigningKey, at: int = 1_800_000_000) -> bytes:
    return note.signed_also(cosign(Checkpoint.parse(note.text), name, key, at)).to_bytes()


def test_each_signed_head_lies_in_a_file_named_by_its_size(
    office: Office, heads: Heads, kept: KeptHeadFiles
) -> None:
    first = heads.sign(SIGNER)
    grow(office, 3)
    second = heads.sign(SIGNER)

    assert second.checkpoint.size == first.checkpoint.size + 3
    assert list(kept.every()) == [
        (first.checkpoint.size, first.content),
        (second.checkpoint.size, second.content),
    ]


def test_the_same_head_is_given_until_the_ledger_grows(office: Office, heads: Heads) -> None:
    first = heads.sign(SIGNER)

    assert not first.signed_before
    assert heads.sign(SIGNER).signed_before
    assert heads.present(never) == first
    grow(office, 1)
    assert heads.present(lambda: SIGNER).checkpoint.size == first.checkpoint.size + 1


def test_a_file_that_was_taken_away_comes_back(heads: Heads, kept: KeptHeadFiles) -> None:
    head = heads.sign(SIGNER)
    (kept.folder / f"{head.checkpoint.size}.txt").unlink()

    heads.sign(SIGNER)

    assert list(kept.every()) == [(head.checkpoint.size, head.content)]


def test_an_older_database_signs_nothing_once_a_longer_head_is_kept(
    office: Office, heads: Heads
) -> None:
    grow(office, 2)
    heads.sign(SIGNER)
    office.database.close()
    office.path.write_bytes(founded_database())

    with pytest.raises(IntegrityError) as raised:
        heads.sign(SIGNER)
    assert raised.value.message == "ledger.shorter"
    assert int(raised.value.values["last"]) == int(raised.value.values["size"]) + 2


def test_another_ledger_of_the_same_length_signs_nothing(
    office: Office, heads: Heads, kept: KeptHeadFiles
) -> None:
    grow(office, 2)
    heads.sign(SIGNER)
    before = list(kept.every())
    office.database.close()
    office.path.write_bytes(founded_database())
    grow(office, 2)  # the chance went on, so these are other records

    with pytest.raises(IntegrityError) as raised:
        heads.sign(SIGNER)
    assert raised.value.message == "ledger.forked"
    assert list(kept.every()) == before


def test_a_kept_head_is_never_written_over(kept: KeptHeadFiles) -> None:
    for root in (b"1", b"2"):
        note = sign_checkpoint(Checkpoint(ORIGIN, 7, root * 32), LEDGER_KEY)
        if root == b"1":
            kept.keep(7, note.to_bytes())
            continue
        with pytest.raises(IntegrityError) as raised:
            kept.keep(7, note.to_bytes())
        assert raised.value.message == "kept_head.another"
    assert kept.latest() == Checkpoint(ORIGIN, 7, b"1" * 32)


def test_a_kept_head_gains_signatures_and_loses_none(kept: KeptHeadFiles) -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 7, b"1" * 32), LEDGER_KEY)
    more = cosigned(note, "one.example", FIRST)

    kept.keep(7, note.to_bytes())
    kept.keep(7, more)
    kept.keep(7, note.to_bytes())

    assert list(kept.every()) == [(7, more)]


@pytest.mark.parametrize("content", [b"", b"nonsense\n", b"a\n8\n"])
def test_a_damaged_kept_head_is_told(kept: KeptHeadFiles, content: bytes) -> None:
    kept.folder.mkdir()
    (kept.folder / "7.txt").write_bytes(content)
    (kept.folder / "other.txt").write_bytes(b"left alone")

    with pytest.raises(IntegrityError) as raised:
        kept.latest()
    assert raised.value.message == "kept_head.damaged"
    assert kept.sizes() == (7,)


def test_a_head_under_the_name_of_another_size_is_damaged(kept: KeptHeadFiles) -> None:
    kept.folder.mkdir()
    note = sign_checkpoint(Checkpoint(ORIGIN, 6, b"1" * 32), LEDGER_KEY)
    (kept.folder / "7.txt").write_bytes(note.to_bytes())

    with pytest.raises(IntegrityError):
        kept.latest()


def test_cosignatures_of_the_policy_are_kept_and_others_left_out(
    heads: Heads, kept: KeptHeadFiles
) -> None:
    head = heads.sign(SIGNER)
    stranger = SigningKey(b"3" * 32)
    note = Note.parse(cosigned(head.note, "stranger.example", stranger))

    first = heads.collect(cosigned(note, "one.example", FIRST), (LEDGER,), POLICY)
    again = heads.collect(cosigned(note, "one.example", FIRST, 1_900_000_000), (LEDGER,), POLICY)
    second = heads.collect(cosigned(note, "two.example", SECOND), (LEDGER,), POLICY)

    assert POLICY.cosigned_by(first.note) == ("first",)
    assert not POLICY.is_met(first.note)
    assert again.signed_before
    assert again == first
    assert POLICY.is_met(second.note)
    assert len(second.note.signatures) == 3
    assert heads.latest() == second
    assert list(kept.every()) == [(second.checkpoint.size, second.content)]


def test_a_false_cosignature_is_refused_and_nothing_kept(heads: Heads) -> None:
    head = heads.sign(SIGNER)
    forged = cosigned(head.note, "one.example", SECOND)
    own = VerifierKey("one.example", COSIGNATURE_V1, FIRST.public)
    name = Note.parse(forged).signatures[-1]
    false = head.note.signed_also(type(name)(name.name, own.key_id, name.signature))

    with pytest.raises(FalseSignatureError):
        heads.collect(false.to_bytes(), (LEDGER,), POLICY)
    assert heads.latest() == head


def test_an_older_head_comes_too_late(office: Office, heads: Heads) -> None:
    old = heads.sign(SIGNER)
    grow(office, 1)
    heads.sign(SIGNER)

    with pytest.raises(NotAllowedError) as raised:
        heads.collect(cosigned(old.note, "one.example", FIRST), (LEDGER,), POLICY)
    assert raised.value.message == "ledger.other_head"


def test_a_head_that_the_ledger_did_not_sign_is_refused(heads: Heads) -> None:
    heads.sign(SIGNER)
    foreign = sign_checkpoint(Checkpoint(ORIGIN, 1, b"1" * 32), FIRST)

    with pytest.raises(InvalidInputError):
        heads.collect(foreign.to_bytes(), (LEDGER,), POLICY)


def test_a_proof_stays_under_the_latest_head_that_has_the_record(
    office: Office, heads: Heads
) -> None:
    issued = office.certify(office.grant_gold())
    certificate, number = issued.record.certificate, issued.record.number
    with pytest.raises(NotFoundError):
        heads.proof(certificate)

    proof = heads.proof(number, lambda: SIGNER)
    grow(office, 1)

    assert heads.proof(certificate, never) == proof
    assert proof.extra is not None
    assert proof_holds(proof.extra, proof, LEDGER)
    assert not proof_holds(proof.extra + b" ", proof, LEDGER)


def test_a_record_after_the_latest_head_needs_another_one(office: Office, heads: Heads) -> None:
    heads.sign(SIGNER)
    decision = office.grant_gold().record.decision

    with pytest.raises(NotFoundError) as raised:
        heads.proof(decision)
    assert raised.value.message == "ledger.after_head"
    assert heads.proof(decision, lambda: SIGNER).index == size_of(office) - 1


def test_what_is_not_recorded_has_no_proof(heads: Heads) -> None:
    with pytest.raises(NotFoundError) as raised:
        heads.proof("DEMO-ECEI-2026-9999", never)
    assert raised.value.message == "record.absent"
