"""Heads: signed over what is there, never over a second truth, and proofs that lead to them."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tcei_rules.domain.canonical import canonical, read_json
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import cosign, cosignature_of
from tcei_rules.ledger.notes import (
    COSIGNATURE_V1,
    ED25519,
    MOST_SIGNATURES,
    FalseSignatureError,
    Note,
    NoteSignature,
    VerifierKey,
)
from tcei_rules.ledger.proofs import consistency_holds
from tcei_rules.ledger.tlog_proofs import TlogProof, proof_holds
from tcei_rules.ledger.tree import consistency_proof
from tcei_rules.ledger.witness_policy import WitnessPolicy
from tcei_rules.service.heads import Head, LedgerSigner, proof_under
from tcei_rules.store import checkpoints, nodes, records
from tcei_rules.wording import say_error
from tests.certificate_samples import LEDGER_KEY, ORIGIN, REAL_KEY, STRANGERS_KEY
from tests.growing import GrownTree
from tests.home import Office, raw, rows_of

KEY = VerifierKey(ORIGIN, ED25519, LEDGER_KEY.public)
WITNESSES = {"labels.example/first": REAL_KEY, "labels.example/second": STRANGERS_KEY}
POLICY = WitnessPolicy.parse(
    "".join(
        f"witness {name} {VerifierKey(name, COSIGNATURE_V1, key.public)}\n"
        for name, key in WITNESSES.items()
    )
    + "quorum none\n"
)


def entries(office: Office) -> list[bytes]:
    """Return all entries in their order."""
    found = office.database.read(
        lambda c: [one for kind in RecordKind for one in records.of_kind(c, kind)]
    )
    return [one.entry for one in sorted(found, key=lambda one: one.ledger_index)]


def ids(office: Office) -> list[str]:
    return [row[1] for row in rows_of(office.path, "record")]


def cosigned(head: Head, *names: str, at: int = 1_800_000_000) -> bytes:
    """Return a head as these witnesses give it back."""
    lines = [cosign(head.checkpoint, name, WITNESSES[name], at) for name in names]
    return head.note.signed_also(*lines).to_bytes()


def forged(path: Path, statement: str, *values: object) -> None:
    """Change the file as someone would who removes the guards first."""
    with raw(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in found.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)


# Signing


def test_a_head_is_of_all_entries_and_signed_by_the_ledger(office: Office) -> None:
    office.grant_gold()

    head = office.sign_head()

    tree = GrownTree.of(entries(office))
    assert head.checkpoint == Checkpoint(ORIGIN, tree.size, tree.root())
    assert open_checkpoint(head.content, KEY) == (head.checkpoint, head.note)
    assert not head.signed_before
    assert office.heads.latest() == head


def test_without_growth_the_same_head_is_given_again(office: Office) -> None:
    first = office.sign_head()

    with office.nothing_stored():
        again = office.sign_head()

    assert (again, again.signed_before) == (first, True)


def test_a_later_head_continues_the_earlier_one(office: Office) -> None:
    first = office.sign_head()
    office.grant_gold()

    second = office.sign_head()

    old, new = first.checkpoint, second.checkpoint
    assert new.size > old.size
    proof = office.database.read(
        lambda c: consistency_proof(nodes.StoredNodes(c), old.size, new.size)
    )
    assert consistency_holds(old.size, old.root, new.size, new.root, proof)
    assert office.heads.latest() == second
    kept = office.database.read(lambda c: [one.content for one in checkpoints.every(c)])
    assert kept == [first.content.decode(), second.content.decode()]


def test_a_head_that_was_never_signed_is_told(office: Office) -> None:
    with pytest.raises(NotFoundError) as caught:
        office.heads.latest()

    assert caught.value.message == "ledger.no_head"
    assert say_error(caught.value)


def test_a_rehearsal_keeps_no_head(office: Office) -> None:
    rehearsing = office.beside()
    rehearsing.database = type(office.database)(office.database.url, rehearse=True)

    with office.nothing_stored():
        rehearsing.sign_head()


# A forked tree is never signed over


def fork(office: Office, index: int) -> None:
    """Put another hash in the place of a leaf, and in all that stand above it.

    This is what someone does who alters a record and hides it from the tree.
    """
    tree = GrownTree.of([*entries(office)[:index], b"forged", *entries(office)[index + 1 :]])
    forged(office.path, "SELECT 1")
    with raw(office.path) as connection:
        for (level, position), hash_ in tree.nodes.items():
            connection.execute(
                "UPDATE node SET hash = ? WHERE level = ? AND position = ?",
                [hash_, level, position],
            )


@pytest.mark.parametrize("grown", [False, True], ids=["as it was", "grown since"])
@pytest.mark.parametrize("index", [0, 3, 6])
def test_a_tree_with_another_past_is_not_signed(office: Office, index: int, grown: bool) -> None:
    head = office.sign_head()
    fork(office, index)
    if grown:
        office.grant_gold()

    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.sign_head()

    assert caught.value.message == "ledger.forked"
    assert str(head.checkpoint.size) in say_error(caught.value)
    assert office.heads.latest() == head


def test_a_tree_that_shrank_is_not_signed(office: Office) -> None:
    """Yesterday's rows, without the last records and without the hashes above them."""
    small = GrownTree.of(entries(office))
    office.grant_gold()
    office.sign_head()
    forged(office.path, "DELETE FROM record WHERE ledger_index >= ?", small.size)
    with raw(office.path) as connection:
        for level, position in connection.execute("SELECT level, position FROM node").fetchall():
            if (level, position) not in small.nodes:
                connection.execute(
                    "DELETE FROM node WHERE level = ? AND position = ?", [level, position]
                )

    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.sign_head()

    assert caught.value.message == "ledger.shorter"


def test_a_tree_with_a_hole_is_not_signed(office: Office) -> None:
    office.sign_head()
    office.grant_gold()
    forged(office.path, "DELETE FROM node WHERE level = 2 AND position = 0")

    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.sign_head()

    assert caught.value.message == "ledger.node_absent"


# Cosignatures


def test_cosignatures_are_collected_under_the_latest_head(office: Office) -> None:
    head = office.sign_head()
    first, second = WITNESSES

    office.heads.collect(cosigned(head, first), (KEY,), POLICY)
    collected = office.heads.collect(cosigned(head, second), (KEY,), POLICY)

    assert [one.name for one in collected.note.signatures] == [ORIGIN, first, second]
    assert office.heads.latest() == collected
    for name, key in WITNESSES.items():
        found = cosignature_of(collected.note, VerifierKey(name, COSIGNATURE_V1, key.public))
        assert found is not None
        assert found.at == 1_800_000_000
    assert office.sign_head() == collected, "the ledger has not grown: it is the same head"


def test_collected_again_nothing_changes(office: Office) -> None:
    head = office.sign_head()
    given = cosigned(head, *WITNESSES)
    first = office.heads.collect(given, (KEY,), POLICY)

    with office.nothing_stored():
        again = office.heads.collect(given, (KEY,), POLICY)

    assert (again, again.signed_before, first.signed_before) == (first, True, False)


def test_the_head_without_cosignatures_stays_in_the_record(office: Office) -> None:
    head = office.sign_head()
    collected = office.heads.collect(cosigned(head, *WITNESSES), (KEY,), POLICY)

    kept = office.database.read(lambda c: [one.content for one in checkpoints.every(c)])

    assert sorted(kept) == sorted([head.content.decode(), collected.content.decode()])


def test_cosignatures_of_an_earlier_head_come_too_late(office: Office) -> None:
    early = office.sign_head()
    office.grant_gold()
    late = office.sign_head()

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.heads.collect(cosigned(early, *WITNESSES), (KEY,), POLICY)

    assert caught.value.message == "ledger.other_head"
    assert str(late.checkpoint.size) in say_error(caught.value)


def test_a_head_of_another_tree_is_not_collected(office: Office) -> None:
    """Signed by the ledger's own key, of the same size: a second truth."""
    head = office.sign_head()
    other = sign_checkpoint(Checkpoint(ORIGIN, head.checkpoint.size, bytes(32)), LEDGER_KEY)

    with office.nothing_stored(), pytest.raises(NotAllowedError):
        office.heads.collect(other.to_bytes(), (KEY,), POLICY)


def test_a_head_of_another_ledger_is_not_collected(office: Office) -> None:
    head = office.sign_head()
    renamed = Checkpoint("labels.example/other", head.checkpoint.size, head.checkpoint.root)

    with office.nothing_stored():
        for other in (
            sign_checkpoint(renamed, LEDGER_KEY).to_bytes(),
            sign_checkpoint(head.checkpoint, STRANGERS_KEY).to_bytes(),
            b"nothing\n",
        ):
            with pytest.raises(InvalidInputError):
                office.heads.collect(other, (KEY,), POLICY)


def test_a_head_whose_signature_does_not_hold_is_not_collected(office: Office) -> None:
    head = office.sign_head()
    line = head.note.signatures[0]
    broken = Note(head.note.text, (NoteSignature(line.name, line.key_id, bytes(64)),))

    with office.nothing_stored(), pytest.raises(FalseSignatureError):
        office.heads.collect(broken.to_bytes(), (KEY,), POLICY)


def test_more_signatures_than_a_note_may_have_are_not_kept(office: Office) -> None:
    """Otherwise the head could never be read again, and no other be signed after it."""
    head = office.sign_head()
    names = [f"labels.example/{number}" for number in range(MOST_SIGNATURES)]
    keys = {name: SigningKey(sha256(name.encode()).digest()) for name in names}
    lines = {name: cosign(head.checkpoint, name, key, 1) for name, key in keys.items()}
    policy = WitnessPolicy.parse(
        "".join(
            f"witness {name} {VerifierKey(name, COSIGNATURE_V1, key.public)}\n"
            for name, key in keys.items()
        )
        + "quorum none\n"
    )
    first = head.note.signed_also(*(lines[name] for name in names[1:]))
    collected = office.heads.collect(first.to_bytes(), (KEY,), policy)
    last = head.note.signed_also(lines[names[0]])

    with office.nothing_stored(), pytest.raises(InvalidInputError):
        office.heads.collect(last.to_bytes(), (KEY,), policy)

    assert len(collected.note.signatures) == MOST_SIGNATURES
    assert office.heads.latest() == collected


# Proofs


def test_every_record_has_a_proof_that_holds_and_is_of_that_entry(office: Office) -> None:
    office.grant_gold()
    head = office.sign_head()

    found = entries(office)
    for index, (record, entry) in enumerate(zip(ids(office), found, strict=True)):
        proof = office.heads.proof(record)
        assert (proof.index, proof.extra, proof.checkpoint) == (index, entry, head.content)
        assert proof_holds(entry, proof, KEY)
        assert not proof_holds(found[index - 1], proof, KEY)
        assert TlogProof.parse(proof.to_bytes()) == proof


def test_the_entry_in_a_proof_names_the_record_it_is_of(office: Office) -> None:
    decided = office.grant_gold()
    office.sign_head()

    proof = office.heads.proof(decided.record.decision)

    assert proof.extra is not None
    entry = read_json(proof.extra)
    assert isinstance(entry, dict)
    assert entry["id"] == decided.record.decision
    assert entry["kind"] == "decision"
    assert entry["content"] == decided.record.members()
    assert entry["recorded_at"] == decided.record.decided_at
    assert canonical(entry) == proof.extra


def test_a_proof_carries_the_cosignatures_that_the_head_has(office: Office) -> None:
    head = office.sign_head()
    collected = office.heads.collect(cosigned(head, *WITNESSES), (KEY,), POLICY)

    assert office.heads.proof(ids(office)[0]).checkpoint == collected.content


def test_a_proof_under_an_earlier_head_holds_as_well(office: Office) -> None:
    early = office.sign_head()
    office.grant_gold()
    office.sign_head()
    first = ids(office)[2]

    def under_the_early_one(connection: Connection) -> TlogProof:
        record = records.find(connection, first)
        assert record is not None
        return proof_under(connection, record, early)

    proof = office.database.read(under_the_early_one)

    assert proof.checkpoint == early.content
    assert proof_holds(entries(office)[2], proof, KEY)


def test_a_record_that_came_after_the_head_has_no_proof_yet(office: Office) -> None:
    office.sign_head()
    decided = office.grant_gold()

    with pytest.raises(NotFoundError) as caught:
        office.heads.proof(decided.record.decision)

    assert caught.value.message == "ledger.after_head"
    assert decided.record.decision in say_error(caught.value)
    office.sign_head()
    assert office.heads.proof(decided.record.decision)


def test_there_is_no_proof_without_a_head(office: Office) -> None:
    with pytest.raises(NotFoundError) as caught:
        office.heads.proof(ids(office)[0])

    assert caught.value.message == "ledger.no_head"


def test_what_is_no_record_has_no_proof(office: Office) -> None:
    office.sign_head()

    with pytest.raises(NotFoundError) as caught:
        office.heads.proof("01NONE")

    assert caught.value.message == "record.absent"
    assert "01NONE" in say_error(caught.value)


@pytest.mark.parametrize(
    ("column", "value"), [("recorded_at", "2026-01-01T00:00:00Z"), ("kind", "replay report")]
)
def test_what_is_beside_the_content_is_proven_too(office: Office, column: str, value: str) -> None:
    """The digest is of the content alone; the tree holds time and kind as well."""
    decided = office.grant_gold()
    office.sign_head()
    forged(
        office.path,
        f"UPDATE record SET {column} = ? WHERE id = ?",
        value, decided.record.decision,
    )  # fmt: skip

    with pytest.raises(IntegrityError) as caught:
        office.heads.proof(decided.record.decision)

    assert caught.value.message == "record.other_entry"
    assert decided.record.decision in say_error(caught.value)


def test_two_ledgers_may_share_a_tree_and_never_a_head(office: Office) -> None:
    """The origin is signed: a head of one is none of the other."""
    own = office.sign_head()

    other = office.heads.sign(LedgerSigner("labels.example/other", LEDGER_KEY))

    assert own.checkpoint.root == other.checkpoint.root
    with pytest.raises(InvalidInputError):
        open_checkpoint(other.content, KEY)


def test_a_head_is_final(office: Office) -> None:
    office.sign_head()

    with raw(office.path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM checkpoint")
