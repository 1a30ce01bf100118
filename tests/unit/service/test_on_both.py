"""The whole path comes out the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from tcei_rules.domain.replay import Replay
from tcei_rules.ledger.notes import ED25519, VerifierKey
from tcei_rules.ledger.tlog_proofs import TlogProof, proof_holds
from tcei_rules.service.audit.report import State
from tcei_rules.service.erasing import Erasing
from tcei_rules.service.replaying import Replaying
from tcei_rules.store.tables import METADATA
from tests.audited import audit, failed, told
from tests.certificate_samples import LEDGER_KEY, ORIGIN
from tests.home import HOLDER, HOLDERS, Office, both_evaluators, gold_answers
from tests.places import SQLITE, Place


def walk(office: Office) -> tuple[bytes, bytes, bytes]:
    """Freeze, decide, certify, sign the head; return certificate, head, proof."""
    decided = office.decide(office.freeze(gold_answers(), office.add(HOLDER)))
    issued = office.certify(decided)
    head = office.sign_head()
    proof = office.heads.proof(issued.record.certificate)
    return issued.content, head.content, proof.to_bytes()


def test_from_answers_to_a_proof(founded_place: Place) -> None:
    proof = TlogProof.parse(walk(founded_place.office())[2])

    assert proof.extra is not None
    key = VerifierKey(ORIGIN, ED25519, LEDGER_KEY.public)
    assert proof_holds(proof.extra, proof, key)


def test_every_byte_is_the_same_on_both(founded_place: Place, tmp_path: Path) -> None:
    """Ids, digests, certificate, head and proof: nothing depends on where they are kept."""
    folder = tmp_path / "file"
    folder.mkdir()
    file = Office(folder)

    try:
        assert walk(founded_place.office(count=0)) == walk(file)
    finally:
        file.database.close()


def test_what_was_recorded_is_read_back(founded_place: Place) -> None:
    office = founded_place.office()
    decided = office.grant_gold()
    issued = office.certify(decided)

    other = founded_place.office(count=5_000)
    assert other.deciding.show(decided.record.decision) == decided
    assert other.certifying.find(issued.record.number) == issued
    assert other.certify(decided).issued_before


def test_published_labels_come_in_the_same_order(founded_place: Place, tmp_path: Path) -> None:
    """Also names that languages sort otherwise than their characters are numbered."""
    rows = HOLDERS.decode().splitlines(keepends=True)
    named = [rows[1].replace("Moonbeammoor", name) for name in ("Zeta", "Émile", "alpha", "Öre")]
    table = "".join([rows[0], *named]).encode()
    folder = tmp_path / "file"
    folder.mkdir()
    file, office = Office(folder), founded_place.office()

    try:
        for one in (file, office):
            one.registering.import_(table, "holders.csv", "ecei", "2026-11-24")
        found = [
            [entry.name for entry in one.registering.search("", "ecei", "2026-11-24", None)]
            for one in (file, office)
        ]
    finally:
        file.database.close()

    assert found[0] == found[1]
    assert len(found[0]) == 4


# Audits

HEAD = "kept.txt"


def audited(place: Place) -> Office:
    """Give an office at a filled place, whose latest head is kept beside the database."""
    office = place.office()
    (office.folder / HEAD).write_bytes(office.sign_head().content)
    return office


@contextmanager
def unguarded(place: Place) -> Generator[Connection]:
    """Write as the owner can, who takes the guards away for a while."""
    with place.raw() as connection:
        if place.kind == SQLITE:
            names = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            for name in connection.execute(text(names)).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
            yield connection
            return
        tables = [*METADATA.tables]
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield connection
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))


def test_a_whole_record_passes_every_check_of_an_audit(filled_place: Place) -> None:
    office = audited(filled_place)

    assert told(office, HEAD) == ""
    assert {one.state for one in audit(office, HEAD).results} == {State.PASSED}


def test_a_row_that_its_owner_changed_is_found(filled_place: Place) -> None:
    """Guards stop nobody who can take them away; the tree and the heads do."""
    office = audited(filled_place)
    decision = filled_place.record("decision")["id"]
    with unguarded(filled_place) as connection:
        change = "UPDATE record SET content = replace(content, 'gold', 'bold') WHERE id = :id"
        assert connection.execute(text(change), {"id": decision}).rowcount == 1

    assert {"records", "entries"} <= failed(office, HEAD)
    assert f"entries: decision {decision} (entry" in told(office, HEAD)
    (replayed,) = Replaying(office.desk, both_evaluators).replay_all()
    assert replayed.result is Replay.RECORD


def test_a_constraint_that_its_owner_changed_is_found(filled_place: Place) -> None:
    office = audited(filled_place)
    with unguarded(filled_place) as connection:
        connection.execute(text("UPDATE decision SET granted_rank = 1"))

    assert "decisions" in failed(office, HEAD)


def test_after_an_erasure_every_check_passes_and_replay_says_so(filled_place: Place) -> None:
    office = audited(filled_place)
    replaying = Replaying(office.desk, both_evaluators)
    assert [one.result for one in replaying.replay_all()] == [Replay.SAME]

    Erasing(office.desk).erase(filled_place.record("case")["id"])

    assert failed(office, HEAD) == set()
    assert [one.result for one in replaying.replay_all()] == [Replay.ERASED]
