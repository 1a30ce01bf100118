"""Records and their openings: read only if whole, erased without a trace in the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tcei_rules.domain.decision import CaseRecord, DecisionRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import IntegrityError, NotFoundError
from tcei_rules.language.nodes import Tree
from tcei_rules.service.deciding import Decided
from tcei_rules.store import records
from tcei_rules.store.database import Database
from tcei_rules.wording import say_error
from tests.appending import append_case
from tests.fixed import NOW, CountedChance
from tests.home import Office, raw, rows_of


@pytest.fixture
def database(filled: Path) -> Database:
    return Database(f"sqlite:///{filled}")


@pytest.fixture
def office(tmp_path: Path, filled: Path) -> Office:
    """Give an office at the filled database."""
    filled.rename(tmp_path / "tcei.db")
    return Office(tmp_path, chance=CountedChance(1_000))


def the_decision(office: Office) -> Decided:
    (made,) = office.deciding.list("9999-12-31")
    return office.deciding.show(made.decision)


def rewrite(path: Path, statement: str, *values: Any) -> None:
    """Change the file as someone would who removes the guards first."""
    with raw(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in found.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)


def test_records_are_read_back_as_written(founded: Path) -> None:
    database = Database(f"sqlite:///{founded}")
    chance, there = CountedChance(), len(rows_of(founded, "record"))

    written = [database.write(lambda c: append_case(c, chance)) for _ in range(3)]

    assert [one.ledger_index for one in written] == [there, there + 1, there + 2]
    assert database.read(lambda c: list(records.of_kind(c, RecordKind.CASE))) == written
    assert database.read(lambda c: records.find(c, written[1].id)) == written[1]


def test_nothing_is_found_where_nothing_is(database: Database) -> None:
    assert database.read(lambda c: records.find(c, "01NONE")) is None
    assert database.read(lambda c: records.certificate_of(c, "01NONE")) is None
    assert database.read(lambda c: records.certificate_numbered(c, "X-1")) is None
    assert database.read(lambda c: records.open_commitment(c, "sha256:" + "0" * 64)) is None


def test_a_record_of_another_kind_is_not_what_was_asked_for(database: Database) -> None:
    (case,) = database.read(lambda c: list(records.of_kind(c, RecordKind.CASE)))

    with pytest.raises(NotFoundError) as caught:
        database.read(lambda c: records.demand(c, RecordKind.DECISION, case.id, DecisionRecord))

    assert caught.value.message == "decision.absent"
    assert case.id in say_error(caught.value)


def test_a_record_that_was_changed_is_not_read(filled: Path, database: Database) -> None:
    (case,) = database.read(lambda c: list(records.of_kind(c, RecordKind.CASE)))
    changed = case.content.replace('"demonstration":true', '"demonstration":false')
    rewrite(filled, "UPDATE record SET content = ? WHERE id = ?", changed, case.id)

    looks: tuple[Callable[[Connection], object], ...] = (
        lambda c: records.find(c, case.id),
        lambda c: list(records.of_kind(c, RecordKind.CASE)),
        lambda c: records.of_case(c, RecordKind.CASE, case.id),
        lambda c: records.demand(c, RecordKind.CASE, case.id, CaseRecord),
    )
    for look in looks:
        with pytest.raises(IntegrityError) as caught:
            database.read(look)
        assert caught.value.message == "record.digest"
        assert case.id in say_error(caught.value)


@pytest.mark.parametrize("column", ["content", "salt"])
def test_an_opening_that_was_changed_is_not_read(
    filled: Path, database: Database, column: str
) -> None:
    commitment, salt, content = rows_of(filled, "opening")[0]
    forged = {"content": content + " ", "salt": salt[::-1]}[column]
    rewrite(filled, f"UPDATE opening SET {column} = ? WHERE commitment = ?", forged, commitment)

    with pytest.raises(IntegrityError) as caught:
        database.read(lambda c: records.open_commitment(c, commitment))

    assert caught.value.message == "record.opening"


def erase(office: Office, commitment: str) -> None:
    with raw(office.path) as connection:
        connection.execute("DELETE FROM opening WHERE commitment = ?", [commitment])


@pytest.mark.parametrize("part", ["facts", "history", "outcome"])
def test_what_was_erased_is_told_and_the_record_still_reads(office: Office, part: str) -> None:
    decided = the_decision(office)
    commitment = getattr(decided.record, part)

    erase(office, commitment)

    assert office.deciding.list("9999-12-31") == [decided.record]
    assert office.certifying.list("9999-12-31")
    with pytest.raises(NotFoundError) as caught:
        office.deciding.show(decided.record.decision)
    assert caught.value.message == "record.erased"
    assert commitment in say_error(caught.value)


def test_erased_facts_are_told_of_the_assessment_too(office: Office) -> None:
    decided = the_decision(office)

    erase(office, decided.record.facts)

    for look in (office.assessing.show, office.deciding.preview):
        with pytest.raises(NotFoundError, match="erased"):
            look(decided.record.assessment)


def test_an_erased_organisation_is_told_of_its_case(office: Office) -> None:
    decided = the_decision(office)
    with raw(office.path) as connection:
        connection.execute("DELETE FROM application")

    with pytest.raises(NotFoundError, match="erased"):
        office.assessing.show(decided.record.assessment)
    assert office.deciding.list("9999-12-31") == [decided.record]


def test_an_organisation_that_cannot_be_proven_any_more_is_told_as_erased(office: Office) -> None:
    """Without the opening nobody can say whether the link is the one that was recorded."""
    decided = the_decision(office)
    case = office.database.read(
        lambda c: records.demand(c, RecordKind.CASE, decided.case.id, CaseRecord)
    )

    erase(office, case.organisation)

    with pytest.raises(NotFoundError, match="erased"):
        office.assessing.show(decided.record.assessment)


def test_erased_people_leave_their_decisions_whole(office: Office) -> None:
    decided = the_decision(office)

    with raw(office.path) as connection:
        connection.execute("DELETE FROM person")

    assert the_decision(office) == decided
    assert office.certify(decided).issued_before


def test_a_case_that_was_given_to_another_organisation_is_not_believed(office: Office) -> None:
    """The record commits to the organisation: a link that says otherwise was forged."""
    decided = the_decision(office)
    other = office.add("Krakenholm software cluster")
    with raw(office.path) as connection:
        connection.execute("DELETE FROM application")
        connection.execute("INSERT INTO application VALUES (?, ?)", [decided.record.case, other])

    with pytest.raises(IntegrityError):
        office.assessing.show(decided.record.assessment)


def test_an_erased_reason_is_not_told_as_if_none_was_given(office: Office) -> None:
    office.organising.add({"name": "Krakenholm software cluster"})
    answers: Tree = {"on": "2026-10-15", "panel": ["Alva Ahlberg"], "facts": {"staff": "1"}}
    frozen = office.freeze(answers, "Krakenholm software cluster")
    refused = office.decide(frozen, refuse=True, reason="The office closes.")
    assert refused.record.reason is not None

    erase(office, refused.record.reason)

    with pytest.raises(NotFoundError, match="erased"):
        office.deciding.show(refused.record.decision)


def test_erasing_leaves_every_other_row_as_it_was(office: Office) -> None:
    before = {table: rows_of(office.path, table) for table in ("record", "decision")}

    with raw(office.path) as connection:
        connection.execute("DELETE FROM opening")

    assert {table: rows_of(office.path, table) for table in before} == before


def test_salts_are_never_used_twice(filled: Path) -> None:
    salts = [row[1] for row in rows_of(filled, "opening")]

    assert len(salts) == len(set(salts)) == 12
    assert {len(salt) for salt in salts} == {64}


def test_what_is_looked_for_is_read_from_the_canonical_bytes(filled: Path) -> None:
    with raw(filled) as connection:
        found = connection.execute(
            "SELECT content, case_id, assessment_id, decision_id, number, ruleset_digest, "
            "scheme, version FROM record"
        ).fetchall()

    for content, *members in found:
        said = json.loads(content)
        names = ("case", "assessment", "decision", "number", "ruleset", "scheme", "version")
        assert members == [said.get(name) for name in names]


def test_counting_takes_a_prefix_for_what_it_says(founded: Path) -> None:
    """`%` and `_` in a prefix are themselves, not wildcards."""
    database = Database(f"sqlite:///{founded}")
    content, index = '{"number":"DEMO-A_B-2026-0001"}', len(rows_of(founded, "record"))
    with raw(founded) as connection:
        connection.execute(
            "INSERT INTO record (ledger_index, id, kind, format, content, digest, recorded_at) "
            "VALUES (?, '01', 'replay report', 1, ?, '', ?)",
            [index, content, NOW],
        )

    def counted(prefix: str) -> int:
        return database.read(lambda c: records.count(c, RecordKind.REPLAY, prefix))

    assert counted("DEMO-A_B-2026-") == 1
    assert counted("DEMO-AxB-2026-") == counted("DEMO-%-2026-") == 0
    assert counted("") == 1


def test_an_erased_row_is_gone_from_the_file(office: Office) -> None:
    """Erased means erased: the bytes must not lie in free pages of the file."""
    decided = the_decision(office)
    office.database.close()
    salt = next(row[1] for row in rows_of(office.path, "opening") if row[0] == decided.record.facts)
    assert salt.encode() in office.path.read_bytes()

    office.database.write(
        lambda c: c.execute(
            text("DELETE FROM opening WHERE commitment = :one"), {"one": decided.record.facts}
        )
    )
    office.database.close()
    with raw(office.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert salt.encode() not in office.path.read_bytes()
    assert sqlite3.sqlite_version_info >= (3, 35)
