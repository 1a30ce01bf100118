"""What either database refuses, also to someone who reaches it without this program."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Connection, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tcei_rules.store.tables import ERASABLE, METADATA
from tests.places import POSTGRESQL, SQLITE, Place, Row, columns, forged, insert

FINAL = [table for table in METADATA.tables if table not in ERASABLE]
NEVER = "never changed or removed"

KEYS = [
    (table.name, tuple(column.name for column in key.columns))
    for table in METADATA.tables.values()
    for key in table.constraints
    if isinstance(key, PrimaryKeyConstraint | UniqueConstraint)
]
"""Every key by which a row could be taken for another one."""


def refused(connection: Connection, statement: str, why: str = "") -> None:
    with pytest.raises(DBAPIError, match=why):
        connection.execute(text(statement))


def test_no_column_of_a_row_can_be_updated(filled_place: Place) -> None:
    before = filled_place.dump()
    assert all(before.values())

    with filled_place.raw() as connection:
        for table in METADATA.tables:
            for column in columns(table):
                refused(connection, f"UPDATE {table} SET {column} = {column}", NEVER)

    assert filled_place.dump() == before


def test_no_row_can_be_deleted(filled_place: Place) -> None:
    before = filled_place.dump()

    with filled_place.raw() as connection:
        for table in FINAL:
            refused(connection, f"DELETE FROM {table}", NEVER)

    assert filled_place.dump() == before


@pytest.mark.parametrize("kind", [POSTGRESQL], indirect=True)
def test_no_table_can_be_emptied(filled_place: Place) -> None:
    before = filled_place.dump()

    with filled_place.raw() as connection:
        for table in FINAL:
            refused(connection, f"TRUNCATE {table} CASCADE", NEVER)
        refused(connection, f"TRUNCATE {', '.join(METADATA.tables)}", NEVER)

    assert filled_place.dump() == before


@pytest.mark.parametrize("how", ["", "ON CONFLICT DO NOTHING", "ON CONFLICT DO UPDATE"])
def test_no_row_takes_the_place_of_one_with_the_same_key(filled_place: Place, how: str) -> None:
    before = filled_place.dump()

    with filled_place.raw() as connection:
        for table, key in KEYS:
            update = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {key[0]} = excluded.{key[0]}"
            with pytest.raises(IntegrityError):
                insert(connection, table, before[table][-1], update if "UPDATE" in how else how)

    assert filled_place.dump() == before


@pytest.mark.parametrize("kind", [POSTGRESQL], indirect=True)
def test_no_row_can_be_merged_into_another(filled_place: Place) -> None:
    before = filled_place.dump()
    merge = (
        "MERGE INTO node USING (SELECT 0 AS level) AS other ON node.level = other.level "
        "WHEN MATCHED THEN {what}"
    )

    with filled_place.raw() as connection:
        if int(connection.scalar(text("SHOW server_version_num")) or 0) < 150_000:
            pytest.skip("this server knows no MERGE")
        refused(connection, merge.format(what="DELETE"), NEVER)
        refused(connection, merge.format(what="UPDATE SET level = 9"), NEVER)

    assert filled_place.dump() == before


def next_index(place: Place) -> int:
    return len(place.rows("record"))


def case(place: Place, index: int | None, ulid: str = "01NEW") -> Row:
    """Return the record of a case under a version that is published."""
    rows = place.rows("record")
    published = next((row for row in rows if row["kind"] == "publication"), None)
    ruleset = json.loads(published["content"])["ruleset"] if published else "sha256:0"
    row = forged(0, ulid, "case", {"case": ulid, "ruleset": ruleset})
    return row | {"ledger_index": index}


def test_the_next_record_is_taken(filled_place: Place) -> None:
    with filled_place.raw() as connection:
        insert(connection, "record", case(filled_place, next_index(filled_place)))

    assert filled_place.rows("record")[-1]["id"] == "01NEW"


@pytest.mark.parametrize("offset", [-3, -1, 1, 2, 1_000])
def test_the_ledger_index_follows_without_a_gap(filled_place: Place, offset: int) -> None:
    before = filled_place.dump()

    with filled_place.raw() as connection, pytest.raises(IntegrityError):
        insert(connection, "record", case(filled_place, next_index(filled_place) + offset))

    assert filled_place.dump() == before


@pytest.mark.parametrize("index", [-1, 1, 2**31, 2**53])
def test_the_first_record_has_the_index_0(empty_place: Place, index: int) -> None:
    with empty_place.raw() as connection:
        with pytest.raises(DBAPIError):
            insert(connection, "record", forged(index, "01NEW", "genesis", {}))
        insert(connection, "record", forged(0, "01NEW", "genesis", {}))

    assert next_index(empty_place) == 1


def test_the_first_record_is_the_trust_root_and_no_other_is(filled_place: Place) -> None:
    row = forged(next_index(filled_place), "01NEW", "genesis", {})

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="only the first"):
        insert(connection, "record", row)


def test_nothing_is_recorded_under_an_earlier_time(filled_place: Place) -> None:
    row = case(filled_place, next_index(filled_place)) | {"recorded_at": "2001-01-01T00:00:00Z"}

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="under a time"):
        insert(connection, "record", row)


@pytest.mark.parametrize("kind_of_record", ["case", "decision"])
def test_nothing_rests_on_a_ruleset_that_is_not_published(
    filled_place: Place, kind_of_record: str
) -> None:
    content = {"ruleset": "sha256:0", "decider": "01A", "confirmer": "01B"}
    row = forged(next_index(filled_place), "01NEW", kind_of_record, content)

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="published ruleset"):
        insert(connection, "record", row)


def test_a_version_is_published_once(filled_place: Place) -> None:
    before = json.loads(filled_place.record("publication")["content"])
    row = forged(next_index(filled_place), "01NEW", "publication", before | {"ruleset": "sha256:1"})

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="published once"):
        insert(connection, "record", row)


@pytest.mark.parametrize("missing", [(), ("decider",), ("confirmer",), ("decider", "confirmer")])
def test_two_people_are_named_by_every_record_of_a_decision(
    filled_place: Place, missing: tuple[str, ...]
) -> None:
    """NULL = NULL is not true in SQL, so people who are missing must be refused by themselves."""
    content: Row = json.loads(filled_place.record("decision")["content"]) | {"decision": "01NEW"}
    content["confirmer"] = content["decider"]
    for part in missing:
        del content[part]
    row = forged(next_index(filled_place), "01NEW", "decision", content)

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="two people"):
        insert(connection, "record", row)


def second_decision(place: Place, **changes: Any) -> Row:
    """Return the constraints of a decision on another assessment, with changes."""
    first = place.rows("decision")[0]
    decided = json.loads(place.record("decision")["content"])
    index = next_index(place)
    with place.raw() as connection:
        for number, kind in enumerate(("assessment", "decision")):
            content = decided | {kind: f"01{kind}"}
            insert(connection, "record", forged(index + number, f"01{kind}", kind, content))
    return first | {"id": "01decision", "assessment_id": "01assessment"} | changes


def play(connection: Connection, row: Row, *parts: str) -> None:
    for part in parts:
        played = {"decision_id": row["id"], "person_id": row[part], "part": part}
        insert(connection, "decision_part", played)


def test_a_second_decision_is_taken_if_nothing_speaks_against_it(filled_place: Place) -> None:
    row = second_decision(filled_place)

    with filled_place.raw() as connection:
        insert(connection, "decision", row)

    assert len(filled_place.rows("decision")) == 2


@pytest.mark.parametrize(("granted", "outcome"), [(1, 0), (3, 2), (4, 3)])
def test_nothing_is_granted_above_the_outcome(
    filled_place: Place, granted: int, outcome: int
) -> None:
    row = second_decision(filled_place, granted_rank=granted, outcome_rank=outcome)

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="never_above"):
        insert(connection, "decision", row)


def test_the_confirmer_is_not_the_decider(filled_place: Place) -> None:
    row = second_decision(filled_place)
    row["confirmer"] = row["decider"]

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="two_people"):
        insert(connection, "decision", row)


def test_an_assessment_is_decided_once(filled_place: Place) -> None:
    decided = filled_place.rows("decision")[0]["assessment_id"]
    row = second_decision(filled_place, assessment_id=decided)

    with filled_place.raw() as connection, pytest.raises(IntegrityError):
        insert(connection, "decision", row)


@pytest.mark.parametrize("part", ["decider", "confirmer", "assessor"])
def test_a_person_plays_one_part_in_a_decision(filled_place: Place, part: str) -> None:
    with filled_place.raw() as connection:
        for row in filled_place.rows("decision_part"):
            with pytest.raises(IntegrityError):
                insert(connection, "decision_part", row | {"part": part})


def test_there_are_three_parts_to_play_and_no_other(filled_place: Place) -> None:
    row = filled_place.rows("decision_part")[0] | {"person_id": "01B", "part": "friend"}

    with filled_place.raw() as connection, pytest.raises(IntegrityError, match="part"):
        insert(connection, "decision_part", row)


def certificate(place: Place, **changes: Any) -> Row:
    """Return the record of another certificate, `01NEW`, with changes."""
    issued = json.loads(place.record("certificate")["content"])
    content = issued | {"certificate": "01NEW", "number": "X-2", "decision": "01decision"}
    return forged(next_index(place), "01NEW", "certificate", content | changes)


def test_a_second_certificate_is_taken_if_nothing_speaks_against_it(filled_place: Place) -> None:
    row = second_decision(filled_place)

    with filled_place.raw() as connection:
        insert(connection, "decision", row)
        play(connection, row, "decider", "confirmer")
        insert(connection, "record", certificate(filled_place))

    assert filled_place.rows("record")[-1]["id"] == "01NEW"


@pytest.mark.parametrize("same", ["decision", "number"])
def test_a_decision_has_one_certificate_and_a_number_is_given_once(
    filled_place: Place, same: str
) -> None:
    issued = json.loads(filled_place.record("certificate")["content"])
    row = second_decision(filled_place)

    with filled_place.raw() as connection:
        insert(connection, "decision", row)
        play(connection, row, "decider", "confirmer")
        with pytest.raises(IntegrityError, match="one certificate"):
            insert(connection, "record", certificate(filled_place, **{same: issued[same]}))


@pytest.mark.parametrize("missing", ["row", "grant", "decider", "confirmer", "decision"])
def test_there_is_no_certificate_without_a_decision_that_grants(
    filled_place: Place, missing: str
) -> None:
    """A record that says of itself that it decides is not enough."""
    row = second_decision(filled_place, **({"granted_rank": 0} if missing == "grant" else {}))
    other = {"decision": "01NONE"} if missing == "decision" else {}

    with filled_place.raw() as connection:
        if missing != "row":
            insert(connection, "decision", row)
            play(connection, row, *({"decider", "confirmer"} - {missing}))
        with pytest.raises(IntegrityError, match="needs a decision"):
            insert(connection, "record", certificate(filled_place, **other))


@pytest.mark.parametrize("table", ["certificate_prepared", "certificate_file"])
def test_only_recorded_certificates_have_files(filled_place: Place, table: str) -> None:
    decision = filled_place.record("decision")["id"]

    with filled_place.raw() as connection:
        for other in ("01NONE", decision):
            with pytest.raises(IntegrityError, match="no such certificate"):
                insert(connection, table, {"certificate_id": other, "content": b"{}"})


def test_hashes_of_the_ledger_have_32_bytes(filled_place: Place) -> None:
    for content in (b"", b"x" * 31, b"x" * 33):
        with filled_place.raw() as connection, pytest.raises(IntegrityError, match="sha256"):
            insert(connection, "node", {"level": 0, "position": 1_000, "hash": content})


@pytest.mark.parametrize("table", ERASABLE)
def test_what_may_have_to_be_forgotten_can_be_erased(filled_place: Place, table: str) -> None:
    with filled_place.raw() as connection:
        connection.execute(text(f"DELETE FROM {table}"))

    assert filled_place.rows(table) == []


def test_the_guards_look_into_no_other_table_of_the_same_name(filled_place: Place) -> None:
    """Whoever may make temporary tables could otherwise show the guards what is not there."""
    before = filled_place.dump()
    row = case(filled_place, next_index(filled_place) + 5)
    schema = "main" if filled_place.kind == SQLITE else "public"

    with filled_place.raw() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE record AS SELECT * FROM record"))
        connection.execute(text("UPDATE record SET ledger_index = ledger_index + 5"))
        with pytest.raises(IntegrityError, match="without a gap"):
            insert(connection, f"{schema}.record", row)

    assert filled_place.dump() == before


def test_columns_to_search_by_are_read_from_the_canonical_bytes(filled_place: Place) -> None:
    names = {
        "case_id": "case", "assessment_id": "assessment", "decision_id": "decision",
        "number": "number", "ruleset_digest": "ruleset", "scheme": "scheme", "version": "version",
    }  # fmt: skip
    query = text(f"SELECT content, {', '.join(names)} FROM record")
    with filled_place.raw() as connection:
        found = connection.execute(query).fetchall()

    assert found
    for content, *members in found:
        said = json.loads(content)
        assert members == [said.get(name) for name in names.values()]
