"""What the database itself refuses, also to someone who opens the file without this program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.store.tables import METADATA
from tests.fixed import NOW
from tests.home import dump, raw, rows_of

INSERT_ONLY = (
    "record",
    "node",
    "checkpoint",
    "ruleset",
    "membership",
    "organisation",
    "organisation_attributes",
    "decision",
    "decision_part",
    "certificate_decision",
    "certificate_prepared",
    "certificate_file",
    "published_label",
)
NEVER_CHANGED = ("opening", "application", "person", "disagreement")
"""Rows that can be erased, and never altered."""

KEYS = {
    "record": (("ledger_index",), ("id",)),
    "node": (("level", "position"),),
    "checkpoint": (("digest",),),
    "ruleset": (("digest",),),
    "membership": (("person_id", "role", "start"),),
    "organisation": (("id",),),
    "organisation_attributes": (("organisation_id", "start"),),
    "decision": (("id",), ("assessment_id",)),
    "decision_part": (("decision_id", "person_id"),),
    "certificate_decision": (("id",), ("certificate_id", "position")),
    "certificate_prepared": (("certificate_id",),),
    "certificate_file": (("certificate_id",),),
    "published_label": (("digest",),),
    "disagreement": (("id",),),
    "opening": (("commitment",),),
    "application": (("case_id",),),
    "person": (("id",), ("name_key",)),
}
AMONG_A_KIND = {("decision_id",), ("number",), ("scheme", "version")}
"""Keys of certificates or publications alone; they have tests of their own."""

GUARDED = [(table, key) for table, keys in KEYS.items() for key in keys]
RECURSIVE = pytest.mark.parametrize("recursive", [False, True], ids=["plain", "recursive"])
HOW = pytest.mark.parametrize("how", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])

Row: TypeAlias = dict[str, Any]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns that can be written; generated ones cannot."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    names = columns(connection, table)
    found = connection.execute(f"SELECT {', '.join(names)} FROM {table}")
    return [dict(zip(names, row, strict=True)) for row in found]


def insert(connection: sqlite3.Connection, table: str, row: Row, how: str = "INSERT") -> None:
    names, places = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"{how} INTO {table} ({names}) VALUES ({places})", list(row.values()))


def record(index: int, ulid: str, kind: str, content: Row, at: str = NOW) -> Row:
    """Return a record as a forger would write it, whole and with a digest that fits."""
    bytes_ = canonical({"format": 1, **content})
    return {
        "ledger_index": index,
        "id": ulid,
        "kind": kind,
        "format": 1,
        "content": bytes_.decode(),
        "digest": sha256(bytes_),
        "recorded_at": at,
    }


def found_record(path: Path, kind: str) -> Row:
    with raw(path) as connection:
        return next(row for row in rows(connection, "record") if row["kind"] == kind)


def next_index(path: Path) -> int:
    return len(rows_of(path, "record"))


def published(path: Path) -> str:
    """Return the digest of a ruleset on which cases and decisions can rest."""
    content: Row = json.loads(found_record(path, "publication")["content"])
    return str(content["ruleset"])


def case(path: Path) -> Row:
    """Return the content of another case, `01NEW`."""
    return {"case": "01NEW", "ruleset": published(path)}


def refuse(path: Path, row: Row, how: str, why: str, *, recursive: bool = False) -> None:
    """Hold that a record is refused, and that the attempt leaves everything as it was."""
    before = dump(path)

    with (
        raw(path, recursive_triggers=recursive) as connection,
        pytest.raises(sqlite3.IntegrityError, match=why),
    ):
        insert(connection, "record", row, how)

    assert dump(path) == before


def test_every_table_is_known_here_as_final_or_erasable() -> None:
    """A new table must be put into one of the lists before anyone writes to it."""
    assert set(METADATA.tables) == {*INSERT_ONLY, *NEVER_CHANGED}
    assert set(KEYS) == {*INSERT_ONLY, *NEVER_CHANGED}


def test_every_unique_key_is_guarded(filled: Path) -> None:
    """REPLACE deletes by any unique key, not by the primary one alone."""
    with raw(filled) as connection:
        for table, keys in KEYS.items():
            unique = set(_unique_keys(connection, table)) - AMONG_A_KIND
            assert unique <= set(keys), table


def _unique_keys(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, ...]]:
    for row in connection.execute(f"PRAGMA index_list({table})").fetchall():
        if row[2]:
            yield tuple(
                one[2] for one in connection.execute(f"PRAGMA index_xinfo({row[1]})") if one[5]
            )


@pytest.mark.parametrize("table", [*INSERT_ONLY, *NEVER_CHANGED])
def test_no_column_of_a_row_can_be_updated(filled: Path, table: str) -> None:
    before = dump(filled)

    with raw(filled) as connection:
        for column in columns(connection, table):
            for change in (f"{column} = {column}", f"{column} = 'x'", f"{column} = NULL"):
                for how in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
                    # Some changes fail before the trigger does: they must fail, that is all.
                    with pytest.raises(sqlite3.Error):
                        connection.execute(f"{how} {table} SET {change}")

    assert dump(filled) == before


@pytest.mark.parametrize("table", INSERT_ONLY)
def test_no_row_can_be_deleted(filled: Path, table: str) -> None:
    before = dump(filled)

    with raw(filled) as connection:
        first = columns(connection, table)[0]
        one = f"{first} = (SELECT min({first}) FROM {table})"
        for where in ("", "WHERE 1", f"WHERE {one}"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed or removed"):
                connection.execute(f"DELETE FROM {table} {where}")

    assert dump(filled) == before


@RECURSIVE
@pytest.mark.parametrize("how", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])
@pytest.mark.parametrize(("table", "key"), GUARDED)
def test_no_row_can_be_replaced_by_one_with_the_same_key(
    filled: Path, table: str, key: tuple[str, ...], how: str, recursive: bool
) -> None:
    before = dump(filled)

    with raw(filled, recursive_triggers=recursive) as connection:
        old = rows(connection, table)[-1]
        others = {name: f"other {name}" for name in old if name not in key}
        forged = old | others | _lawful(connection, table, key)
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, table, forged, how)

    assert dump(filled) == before


def _lawful(connection: sqlite3.Connection, table: str, key: tuple[str, ...]) -> Row:
    """Return what gets a forged row past every other guard: of index, JSON and length."""
    if table == "node":
        return {"hash": bytes(32)}
    if table != "record":
        return {}
    index = len(rows(connection, table))
    free = {} if "ledger_index" in key else {"ledger_index": index}
    return free | {"content": "{}", "format": 1}


@pytest.mark.parametrize(("table", "key"), GUARDED)
def test_no_row_can_be_changed_by_an_upsert(filled: Path, table: str, key: tuple[str, ...]) -> None:
    before = dump(filled)

    with raw(filled) as connection:
        old = rows(connection, table)[-1]
        names, places = ", ".join(old), ", ".join("?" * len(old))
        upsert = (
            f"INSERT INTO {table} ({names}) VALUES ({places}) "
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {key[0]} = 'x'"
        )
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(upsert, list(old.values()))

    assert dump(filled) == before


@RECURSIVE
@pytest.mark.parametrize("same", ["decision", "number"])
def test_a_certificate_cannot_be_replaced_through_its_decision_or_number(
    filled: Path, same: str, recursive: bool
) -> None:
    """REPLACE deletes whatever is in the way of any unique index, silently."""
    before = dump(filled)
    issued = json.loads(found_record(filled, "certificate")["content"])
    content = issued | {"certificate": "01FORGED", "number": "X-1", "decision": "01OTHER"}
    forged = record(next_index(filled), "01FORGED", "certificate", content | {same: issued[same]})

    with (
        raw(filled, recursive_triggers=recursive) as connection,
        pytest.raises(sqlite3.IntegrityError),
    ):
        insert(connection, "record", forged, "INSERT OR REPLACE")

    assert dump(filled) == before


@pytest.mark.parametrize("index", [-1, 0, 3, 99, 2**53, "next", None])
def test_the_ledger_index_follows_without_a_gap(filled: Path, index: int | str | None) -> None:
    """Whatever an insert asks for: afterwards the indexes are 0, 1, 2 and so on."""
    there = next_index(filled)
    wanted = there + 1 if index == "next" else index
    row = record(0, "01NEW", "case", case(filled)) | {"ledger_index": wanted}

    with raw(filled) as connection:
        try:
            insert(connection, "record", row)
        except sqlite3.Error:
            inserted = 0
        else:
            inserted = 1

    indexes = [row[0] for row in rows_of(filled, "record")]
    assert indexes == list(range(there + inserted))
    assert inserted == 0 or index is None


def test_the_first_record_has_the_index_0(empty: Path) -> None:
    with raw(empty) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="without a gap"):
            insert(connection, "record", record(1, "01NEW", "key", {}))
        insert(connection, "record", record(0, "01NEW", "genesis", {}))

    assert len(rows_of(empty, "record")) == 1


@HOW
@pytest.mark.parametrize("kind", ["key", "policy", "publication", "membership", "case"])
def test_the_first_record_is_the_trust_root(empty: Path, kind: str, how: str) -> None:
    """Several guards refuse some kinds, and any of them may be the first to speak."""
    why = "trust root is the first|published ruleset" if kind == "case" else "trust root"

    refuse(empty, record(0, "01NEW", kind, {}), how, why)


@RECURSIVE
@HOW
@pytest.mark.parametrize("index", ["next", 0])
def test_a_ledger_has_one_beginning(
    filled: Path, index: int | str, how: str, recursive: bool
) -> None:
    """A second trust root is a change of keys or of policy, never another genesis."""
    wanted = next_index(filled) if index == "next" else 0
    root = json.loads(found_record(filled, "genesis")["content"])

    refuse(filled, record(wanted, "01NEW", "genesis", root), how, "record", recursive=recursive)


@RECURSIVE
@HOW
@pytest.mark.parametrize("at", ["2026-11-24T17:59:59Z", "1970-01-01T00:00:00Z", ""])
def test_nothing_is_recorded_under_a_time_before_the_last(
    filled: Path, at: str, how: str, recursive: bool
) -> None:
    row = record(next_index(filled), "01NEW", "case", case(filled), at)

    refuse(filled, row, how, "time before", recursive=recursive)


def test_what_is_recorded_in_the_same_second_or_later_is_taken(filled: Path) -> None:
    with raw(filled) as connection:
        for ulid, at in (("01SAME", NOW), ("01LATER", "2026-11-24T18:00:01Z")):
            row = record(len(rows(connection, "record")), ulid, "case", case(filled), at)
            insert(connection, "record", row)

    assert [row[1] for row in rows_of(filled, "record")[-2:]] == ["01SAME", "01LATER"]


@RECURSIVE
@HOW
@pytest.mark.parametrize("ruleset", ["sha256:" + "0" * 64, "", None])
@pytest.mark.parametrize("kind", ["case", "decision"])
def test_cases_and_decisions_rest_on_a_published_ruleset(
    filled: Path, kind: str, ruleset: str | None, how: str, recursive: bool
) -> None:
    """A digest that is missing is no published one either: NULL equals nothing in SQL."""
    content = json.loads(found_record(filled, kind)["content"]) | {kind: "01NEW"}
    content.pop("ruleset")
    said = {} if ruleset is None else {"ruleset": ruleset}
    row = record(next_index(filled), "01NEW", kind, content | said)

    refuse(filled, row, how, "published ruleset", recursive=recursive)


def test_a_case_names_its_own_ruleset_not_that_of_another_record(filled: Path) -> None:
    """The digest of a case or a decision under a version does not publish it."""
    made_up = "sha256:" + "0" * 64
    with raw(filled) as connection:
        index = len(rows(connection, "record"))
        insert(
            connection, "record", record(index, "01OTHER", "replay report", {"ruleset": made_up})
        )

    row = record(next_index(filled), "01NEW", "case", {"case": "01NEW", "ruleset": made_up})
    refuse(filled, row, "INSERT", "published ruleset")


@RECURSIVE
@HOW
@pytest.mark.parametrize("text", ["same", "other"])
def test_a_version_is_published_once(filled: Path, text: str, how: str, recursive: bool) -> None:
    """REPLACE would put another text in the place of the one that was published."""
    content = json.loads(found_record(filled, "publication")["content"])
    if text == "other":
        content["ruleset"] = content["file"] = "sha256:" + "0" * 64
    row = record(next_index(filled), "01NEW", "publication", content)

    refuse(filled, row, how, "published once", recursive=recursive)


@pytest.mark.parametrize("change", [{"version": "9.0.0"}, {"scheme": "other"}])
def test_another_version_is_published_if_nothing_speaks_against_it(
    filled: Path, change: Row
) -> None:
    content = json.loads(found_record(filled, "publication")["content"]) | change

    with raw(filled) as connection:
        insert(connection, "record", record(next_index(filled), "01NEW", "publication", content))

    assert rows_of(filled, "record")[-1][1] == "01NEW"


@pytest.mark.parametrize("hash_", [b"", bytes(31), bytes(33), None])
def test_a_hash_of_the_ledger_has_32_bytes(filled: Path, hash_: bytes | None) -> None:
    with raw(filled) as connection, pytest.raises(sqlite3.IntegrityError):
        insert(connection, "node", {"level": 0, "position": 999, "hash": hash_})


def test_the_next_record_is_taken(filled: Path) -> None:
    with raw(filled) as connection:
        insert(connection, "record", record(next_index(filled), "01NEW", "case", case(filled)))

    assert rows_of(filled, "record")[-1][1] == "01NEW"


def test_no_record_says_that_one_person_decided_and_confirmed(filled: Path) -> None:
    decision = json.loads(found_record(filled, "decision")["content"])
    decision |= {"decision": "01NEW", "confirmer": decision["decider"]}

    with (
        raw(filled) as connection,
        pytest.raises(sqlite3.IntegrityError, match="two people"),
    ):
        insert(connection, "record", record(next_index(filled), "01NEW", "decision", decision))


@pytest.mark.parametrize("missing", [("decider",), ("confirmer",), ("decider", "confirmer")])
def test_no_record_of_a_decision_lacks_one_of_the_two_people(
    filled: Path, missing: tuple[str, ...]
) -> None:
    """NULL = NULL is not true in SQL, so people who are missing must be refused by themselves."""
    decision = json.loads(found_record(filled, "decision")["content"]) | {"decision": "01NEW"}
    for part in missing:
        del decision[part]

    with raw(filled) as connection, pytest.raises(sqlite3.IntegrityError):
        insert(connection, "record", record(next_index(filled), "01NEW", "decision", decision))


def second_decision(path: Path, **changes: Any) -> Row:
    """Return the constraints of a decision on another assessment, with changes."""
    with raw(path) as connection:
        first = rows(connection, "decision")[0]
        index = next_index(path)
        content = {"decider": "01B", "confirmer": "01A", "ruleset": published(path)}
        for number, kind in enumerate(("assessment", "decision")):
            insert(
                connection,
                "record",
                record(index + number, f"01{kind}", kind, content),
            )
    return first | {"id": "01decision", "assessment_id": "01assessment"} | changes


def test_a_second_decision_is_taken_if_nothing_speaks_against_it(filled: Path) -> None:
    row = second_decision(filled)

    with raw(filled) as connection:
        insert(connection, "decision", row)

    assert len(rows_of(filled, "decision")) == 2


def test_the_confirmer_is_not_the_decider(filled: Path) -> None:
    row = second_decision(filled)
    row["confirmer"] = row["decider"]

    with raw(filled) as connection, pytest.raises(sqlite3.IntegrityError, match="two_people"):
        insert(connection, "decision", row)


@pytest.mark.parametrize(("granted", "outcome"), [(1, 0), (3, 2), (4, 3)])
def test_nothing_is_granted_above_the_outcome(filled: Path, granted: int, outcome: int) -> None:
    row = second_decision(filled, granted_rank=granted, outcome_rank=outcome)

    with (
        raw(filled) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never_above_outcome"),
    ):
        insert(connection, "decision", row)


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR REPLACE"])
def test_an_assessment_is_decided_once(filled: Path, how: str) -> None:
    row = second_decision(filled)
    with raw(filled) as connection:
        row["assessment_id"] = rows(connection, "decision")[0]["assessment_id"]

        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, "decision", row, how)


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR REPLACE"])
@pytest.mark.parametrize("part", ["decider", "confirmer", "assessor"])
def test_a_person_plays_one_part_in_a_decision(filled: Path, part: str, how: str) -> None:
    with raw(filled) as connection:
        parts = rows(connection, "decision_part")
        assert sorted(row["part"] for row in parts) == [
            "assessor", "assessor", "confirmer", "decider",
        ]  # fmt: skip
        for row in parts:
            with pytest.raises(sqlite3.IntegrityError):
                insert(connection, "decision_part", row | {"part": part}, how)


def test_there_are_three_parts_to_play_and_no_other(filled: Path) -> None:
    with raw(filled) as connection:
        row = rows(connection, "decision_part")[0] | {"person_id": "01B", "part": "friend"}
        with pytest.raises(sqlite3.IntegrityError, match="part"):
            insert(connection, "decision_part", row)


def decide_again(path: Path) -> None:
    """Add a second decision, `01decision`, with all that a certificate needs."""
    row = second_decision(path)
    with raw(path) as connection:
        insert(connection, "decision", row)
        for part in ("decider", "confirmer"):
            played = {"decision_id": "01decision", "person_id": row[part], "part": part}
            insert(connection, "decision_part", played)


def certificate(path: Path, **changes: Any) -> Row:
    """Return the record of another certificate, `01NEW`, with changes."""
    issued = json.loads(found_record(path, "certificate")["content"])
    content = issued | {"certificate": "01NEW", "number": "X-2", "decision": "01decision"}
    return record(next_index(path), "01NEW", "certificate", content | changes)


def test_a_second_certificate_is_taken_if_nothing_speaks_against_it(filled: Path) -> None:
    decide_again(filled)

    with raw(filled) as connection:
        insert(connection, "record", certificate(filled))

    assert rows_of(filled, "record")[-1][1] == "01NEW"


def test_a_decision_has_one_certificate(filled: Path) -> None:
    issued = json.loads(found_record(filled, "certificate")["content"])
    second = certificate(filled, decision=issued["decision"])

    with raw(filled) as connection, pytest.raises(sqlite3.IntegrityError, match="one certificate"):
        insert(connection, "record", second)


def test_a_number_is_given_once(filled: Path) -> None:
    decide_again(filled)
    issued = json.loads(found_record(filled, "certificate")["content"])
    second = certificate(filled, number=issued["number"])

    with raw(filled) as connection, pytest.raises(sqlite3.IntegrityError, match="given once"):
        insert(connection, "record", second)


@pytest.mark.parametrize("missing", ["row", "grant", "decider", "confirmer", "decision"])
def test_there_is_no_certificate_without_a_decision_that_grants(filled: Path, missing: str) -> None:
    """A record that says of itself that it decides is not enough."""
    row = second_decision(filled, **({"granted_rank": 0} if missing == "grant" else {}))
    with raw(filled) as connection:
        if missing != "row":
            insert(connection, "decision", row)
        for part in {"decider", "confirmer"} - {missing}:
            played = {"decision_id": "01decision", "person_id": row[part], "part": part}
            insert(connection, "decision_part", played)
        forged = certificate(filled, **({"decision": "01NONE"} if missing == "decision" else {}))

        with pytest.raises(sqlite3.IntegrityError, match="needs a decision"):
            insert(connection, "record", forged)


@pytest.mark.parametrize("table", ["certificate_prepared", "certificate_file"])
def test_only_recorded_certificates_have_files(filled: Path, table: str) -> None:
    decision = found_record(filled, "decision")["id"]

    with raw(filled) as connection:
        for other in ("01NONE", decision):
            with pytest.raises(sqlite3.IntegrityError, match="no such certificate"):
                insert(connection, table, {"certificate_id": other, "content": b"{}"})


@pytest.mark.parametrize("table", NEVER_CHANGED)
def test_what_may_have_to_be_forgotten_can_be_erased(filled: Path, table: str) -> None:
    with raw(filled) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"DELETE FROM {table}")

    assert rows_of(filled, table) == []


def test_a_name_can_be_erased_and_the_id_stays(filled: Path) -> None:
    """People behind pseudonymous ids: with foreign keys on, as this program writes."""
    decider = json.loads(found_record(filled, "decision")["content"])["decider"]

    with raw(filled) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM person WHERE id = ?", [decider])
        left = connection.execute("SELECT name FROM person WHERE id = ?", [decider]).fetchall()

    assert left == []
    assert decider in found_record(filled, "decision")["content"]


def test_the_guards_outlive_a_rebuilt_file(filled: Path) -> None:
    """VACUUM writes the file anew; triggers must be in the new one."""
    with raw(filled) as connection:
        connection.execute("VACUUM")
        for table in INSERT_ONLY:
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"DELETE FROM {table}")
