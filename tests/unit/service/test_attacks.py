"""Whoever has the database file can write what they like; each attack is caught by a named check.

docs/threat-model.md lists them in this order.
"""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.domain.record import entry
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.tree import Frontier
from tcei_rules.service.audit.report import CheckName
from tcei_rules.service.erasing import Erasing
from tcei_rules.store.tables import METADATA
from tests.audited import EARLY, LATE, audit, audited_files, audited_office, failed, told, unguarded
from tests.certificate_samples import LEDGER_KEY, ORIGIN, REAL_KEY
from tests.fixed import NOW
from tests.home import Office

THREAT_MODEL = Path(__file__).parents[3] / "docs/threat-model.md"

CAUGHT_BY = {
    "record": {"records", "order", "entries"},
    "node": {"tree", "entries", "heads"},
    "checkpoint": {"heads"},
    "ruleset": {"criteria"},
    "membership": {"read models", "people"},
    "organisation": {"read models"},
    "organisation_attributes": {"read models"},
    "decision": {"decisions", "read models"},
    "decision_part": {"people", "read models"},
    "certificate_decision": {"status", "read models"},
    "certificate_prepared": {"certificates", "read models"},
    "certificate_file": {"certificates", "read models"},
    "published_label": {"read models"},
    "opening": {"openings", "read models"},
    "application": {"read models", "certificates"},
    "person": {"read models"},
}
"""Which checks may catch a change of a table's rows; at least one must."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return audited_office(tmp_path)


def columns() -> list[tuple[str, str]]:
    """Return every column that can be written; generated ones cannot."""
    return [
        (table, column.name)
        for table in CAUGHT_BY
        for column in METADATA.tables[table].columns
        if column.computed is None
    ]


def test_the_record_as_it_is_passes_every_check(office: Office) -> None:
    assert told(office, EARLY, LATE) == ""
    assert {one.state for one in audit(office, EARLY, LATE).results} == {"passed"}


@pytest.mark.parametrize("which", ["min", "max"])
@pytest.mark.parametrize(("table", "column"), columns())
def test_no_column_of_any_row_can_be_changed(
    office: Office, table: str, column: str, which: str
) -> None:
    key = key_of(table)
    with unguarded(office.path) as connection:
        row, value = connection.execute(
            f"SELECT {which}({key}), {column} FROM {table} WHERE {column} IS NOT NULL"
        ).fetchone()
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (other(value), row))

    assert failed(office, EARLY, LATE) & CAUGHT_BY[table]


def key_of(table: str) -> str:
    """Return what tells the rows of a table apart; a table of two keys has no rowid."""
    return "level * 1000000 + position" if table == "node" else "rowid"


def other(value: Any) -> Any:
    match value:
        case int():
            return value + 1_000_000
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:]
        case str() if value.startswith("{"):
            return value.replace("1", "2", 1) if "1" in value else value.replace('"', "'", 1)
        case _:
            return value[:-1] + ("A" if value[-1] != "A" else "B")


TABLES = sorted(CAUGHT_BY.keys() - {"opening", "application", "certificate_file", "checkpoint"})


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_deleted(office: Office, table: str) -> None:
    key = key_of(table)
    with unguarded(office.path) as connection:
        connection.execute(f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})")

    assert failed(office, EARLY, LATE)


def test_a_deleted_head_is_one_that_was_kept_elsewhere(office: Office) -> None:
    """The tree leads to it all the same: that is the proof, and it is said."""
    with unguarded(office.path) as connection:
        connection.execute("DELETE FROM checkpoint")

    result = audit(office, EARLY, LATE).result(CheckName.KEPT_HEADS)
    assert result.state == "passed"
    assert {one.message for one in result.remarks} == {"audit.kept.not_here"}


def test_a_deleted_file_of_a_certificate_is_one_to_be_signed_again(office: Office) -> None:
    """The same key signs the same bytes again: nothing is lost, and it is said."""
    with unguarded(office.path) as connection:
        connection.execute("DELETE FROM certificate_file")

    remarks = audit(office).result(CheckName.CERTIFICATES).remarks
    assert {one.message for one in remarks} == {"audit.certificates.unsigned"}


@pytest.mark.parametrize("table", ["opening", "application"])
def test_nothing_is_erased_without_an_entry(office: Office, table: str) -> None:
    with unguarded(office.path) as connection:
        connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")

    assert failed(office, EARLY, LATE) & {"openings", "read models"}


def test_insert_or_replace_of_a_record(office: Office) -> None:
    with unguarded(office.path) as connection:
        row = connection.execute(
            "SELECT ledger_index, id, kind, format, content, digest, recorded_at FROM record "
            "WHERE kind = 'decision' LIMIT 1"
        ).fetchone()
        content = row[4].replace('"gold"', '"bronze"')
        connection.execute(
            "INSERT OR REPLACE INTO record "
            "(ledger_index, id, kind, format, content, digest, recorded_at) VALUES (?,?,?,?,?,?,?)",
            (*row[:4], content, sha256(content.encode()), row[6]),
        )

    assert "entries" in failed(office, EARLY, LATE)


def test_a_row_without_an_entry(office: Office) -> None:
    with unguarded(office.path) as connection:
        last = connection.execute("SELECT max(ledger_index) FROM record").fetchone()[0]
        forge_record(connection, last + 1, "01" + "F" * 24, "membership", membership())

    assert {"entries", "tree"} <= failed(office, EARLY, LATE)


def test_a_row_with_an_entry_of_its_own_and_no_head(office: Office) -> None:
    """An insider appends by hand, hashes and all: the row still rests on nothing."""
    with unguarded(office.path) as connection:
        last = connection.execute("SELECT max(ledger_index) FROM record").fetchone()[0]
        forge_record(connection, last + 1, "01" + "F" * 24, "membership", membership())
        rebuild(connection)

    assert failed(office, EARLY, LATE) == {"openings", "read models"}


def test_the_whole_ledger_rebuilt_after_a_change(office: Office) -> None:
    """Everything in the database fits again, but for heads that the attacker cannot sign."""
    with unguarded(office.path) as connection:
        raise_a_decision(connection)
        rebuild(connection)

    assert {"heads", "kept heads"} <= failed(office, EARLY, LATE)


def test_the_whole_ledger_rebuilt_and_signed_by_its_own_key(office: Office) -> None:
    """Whoever has the ledger's key, too, is found by what was kept outside."""
    with unguarded(office.path) as connection:
        raise_a_decision(connection)
        rebuild(connection)
        sign_anew(connection)

    assert "heads" not in failed(office, EARLY, LATE)
    assert "kept heads" in failed(office, EARLY, LATE)
    assert "kept heads" in failed(office, LATE)


def test_a_decision_above_its_outcome(office: Office) -> None:
    with unguarded(office.path) as connection:
        connection.execute("UPDATE decision SET outcome_rank = 3, granted_rank = 3")

    assert "decisions" in failed(office)


def test_a_decision_raised_in_the_record_too(office: Office) -> None:
    with unguarded(office.path) as connection:
        raise_a_decision(connection)
        rebuild(connection)

    assert "decisions" in failed(office)


def test_one_person_who_assesses_and_decides(office: Office) -> None:
    with unguarded(office.path) as connection:
        index, decision = some(connection, "decision")
        assessment = members(connection, decision["assessment"])
        rewrite(connection, index, {**decision, "decider": assessment["assessors"][0]})
        rebuild(connection)

    assert {"people", "decisions"} <= failed(office)


def test_a_swapped_ruleset_file(office: Office) -> None:
    with unguarded(office.path) as connection:
        text = connection.execute(
            "SELECT content FROM ruleset WHERE scheme = 'ecei' AND version = '2.0.0'"
        ).fetchone()[0]
        connection.execute(
            "UPDATE ruleset SET content = ? WHERE scheme = 'ecei' AND version = '2.0.0'",
            (text.replace(b"80 %", b"70 %", 1),),
        )

    assert "criteria" in failed(office)


def test_a_stripped_signature(office: Office) -> None:
    with unguarded(office.path) as connection:
        signed = connection.execute("SELECT content FROM certificate_file LIMIT 1").fetchone()[0]
        bare = json.loads(signed)
        del bare["proof"]
        connection.execute("UPDATE certificate_file SET content = ?", (canonical(bare),))

    assert "certificates" in failed(office)


def test_another_certificate_s_file(office: Office) -> None:
    with unguarded(office.path) as connection:
        first, second = connection.execute(
            "SELECT certificate_id, content FROM certificate_file ORDER BY 1"
        ).fetchall()
        update = "UPDATE certificate_file SET content = ? WHERE certificate_id = ?"
        connection.execute(update, (second[1], first[0]))

    assert "certificates" in failed(office)


def test_an_old_backup(tmp_path: Path) -> None:
    """The database as it was before the last decision, whole in itself."""
    older = tmp_path / "older"
    older.mkdir()
    old = Office(older)
    old.grant_gold()
    old.sign_head()
    for name in (EARLY, LATE):
        (older / name).write_bytes(audited_files()[name])

    assert failed(old) == set()
    assert "kept heads" in failed(old, EARLY, LATE)


def test_two_heads_to_two_parties(office: Office) -> None:
    """One of two who were shown different heads of one size finds it out."""
    with unguarded(office.path) as connection:
        size = connection.execute("SELECT count(*) FROM record").fetchone()[0]
    other_head = sign_checkpoint(Checkpoint(ORIGIN, size, bytes(32)), LEDGER_KEY)
    (office.folder / "shown.txt").write_bytes(other_head.to_bytes())

    assert "kept heads" in failed(office, LATE, "shown.txt")


def test_a_head_that_somebody_else_signed(office: Office) -> None:
    with unguarded(office.path) as connection:
        head = sign_checkpoint(Checkpoint(ORIGIN, 1, bytes(32)), REAL_KEY).to_bytes().decode()
        connection.execute(
            "INSERT INTO checkpoint (digest, size, content) VALUES (?, 1, ?)",
            (sha256(head.encode()), head),
        )

    assert "heads" in failed(office)


def test_renumbered_records(office: Office) -> None:
    with unguarded(office.path) as connection:
        last = connection.execute("SELECT max(ledger_index) FROM record").fetchone()[0]
        for was, now in ((last, -1), (last - 1, last), (-1, last - 1)):
            connection.execute(
                "UPDATE record SET ledger_index = ? WHERE ledger_index = ?", (now, was)
            )

    assert "entries" in failed(office)


def test_renumbered_certificates(office: Office) -> None:
    with unguarded(office.path) as connection:
        index, certificate = some(connection, "certificate")
        number = certificate["number"].replace("0001", "0009")
        rewrite(connection, index, {**certificate, "number": number})
        rebuild(connection)

    assert "numbers" in failed(office)


def test_a_back_dated_decision(office: Office) -> None:
    with unguarded(office.path) as connection:
        index, decision = some(connection, "decision")
        earlier = "2020-01-01T00:00:00Z"
        rewrite(connection, index, {**decision, "decided_at": earlier}, recorded_at=earlier)
        rebuild(connection)

    assert "order" in failed(office)


def test_a_decision_dated_apart_from_its_recording(office: Office) -> None:
    with unguarded(office.path) as connection:
        index, decision = some(connection, "decision")
        rewrite(connection, index, {**decision, "decided_at": "2026-11-01T00:00:00Z"})
        rebuild(connection)

    assert "order" in failed(office)


def test_a_certificate_number_used_again(office: Office) -> None:
    with unguarded(office.path) as connection:
        connection.execute("DROP INDEX uq_certificate_number")
        first = some(connection, "certificate")[1]
        last = connection.execute(
            "SELECT ledger_index, content FROM record WHERE kind = 'certificate' "
            "ORDER BY ledger_index DESC"
        ).fetchone()
        rewrite(connection, last[0], {**json.loads(last[1]), "number": first["number"]})
        rebuild(connection)

    assert "numbers" in failed(office)


def test_a_swapped_opening(office: Office) -> None:
    with unguarded(office.path) as connection:
        first, second = connection.execute(
            "SELECT commitment, salt, content FROM opening LIMIT 2"
        ).fetchall()
        update = "UPDATE opening SET salt = ?, content = ? WHERE commitment = ?"
        connection.execute(update, (*second[1:], first[0]))

    assert "openings" in failed(office)


def test_an_erased_opening_that_came_back(office: Office) -> None:
    with unguarded(office.path) as connection:
        case = some(connection, "case")[1]["case"]
        kept = connection.execute("SELECT * FROM opening").fetchall()
    Erasing(office.desk).erase(case)
    with unguarded(office.path) as connection:
        connection.executemany("INSERT OR IGNORE INTO opening VALUES (?, ?, ?)", kept)

    assert "openings" in failed(office)


def test_another_trust_root(office: Office) -> None:
    with unguarded(office.path) as connection:
        content = connection.execute(
            "SELECT content FROM record WHERE kind = 'genesis'"
        ).fetchone()[0]
        rewrite(connection, 0, {**json.loads(content), "origin": "elsewhere.example/ledger"})
        rebuild(connection)

    assert {"trust root", "heads"} <= failed(office)


def test_a_sentence_names_row_check_and_what_stands_there(office: Office) -> None:
    with unguarded(office.path) as connection:
        decision = some(connection, "decision")[1]["decision"]
        connection.execute(
            "UPDATE record SET content = replace(content, 'gold', 'bold') WHERE id = ?",
            (decision,),
        )

    assert f"entries: decision {decision} (entry" in told(office)
    assert f"records: decision {decision} (entry" in told(office)


def test_the_threat_model_names_every_attack() -> None:
    own = {name for name in globals() if name.startswith("test_")}
    told = set(re.findall(r"`(test_\w+)`", THREAT_MODEL.read_text(encoding="utf-8")))

    assert own - told == {
        "test_the_record_as_it_is_passes_every_check",
        "test_a_sentence_names_row_check_and_what_stands_there",
        "test_the_threat_model_names_every_attack",
    }
    assert told - own == set()


# How someone writes who has the file


def membership() -> dict[str, Any]:
    return {
        "format": 1,
        "person": "01" + "P" * 24,
        "role": "assessor",
        "start": NOW[:10],
        "name": "sha256:" + "0" * 64,
    }


def some(connection: sqlite3.Connection, kind: str) -> tuple[int, dict[str, Any]]:
    """Return index and members of the first record of a kind."""
    index, content = connection.execute(
        "SELECT ledger_index, content FROM record WHERE kind = ? ORDER BY 1", (kind,)
    ).fetchone()
    return index, json.loads(content)


def members(connection: sqlite3.Connection, record_id: str) -> dict[str, Any]:
    (content,) = connection.execute(
        "SELECT content FROM record WHERE id = ?", (record_id,)
    ).fetchone()
    found: dict[str, Any] = json.loads(content)
    return found


def rewrite(
    connection: sqlite3.Connection,
    index: int,
    content: dict[str, Any],
    recorded_at: str | None = None,
) -> None:
    """Put other members into a record, with a digest that fits."""
    text = canonical(content)
    connection.execute(
        "UPDATE record SET content = ?, digest = ?, recorded_at = coalesce(?, recorded_at) "
        "WHERE ledger_index = ?",
        (text.decode(), sha256(text), recorded_at, index),
    )


def raise_a_decision(connection: sqlite3.Connection) -> None:
    """Let a decision grant Gold whose outcome grants Bronze, in record and constraints alike."""
    index, content = connection.execute(
        "SELECT ledger_index, content FROM record WHERE kind = 'decision' "
        "AND json_extract(content, '$.kind') = 'refuse'"
    ).fetchone()
    granted = some(connection, "decision")[1]
    decision = {**json.loads(content), "kind": "grant", "label": "gold"}
    rewrite(connection, index, {**decision, "validity": granted["validity"]})
    connection.execute(
        "UPDATE decision SET granted_rank = 3, outcome_rank = 3 WHERE id = ?",
        (decision["decision"],),
    )


def forge_record(
    connection: sqlite3.Connection, index: int, record_id: str, kind: str, content: dict[str, Any]
) -> None:
    text = canonical(content)
    connection.execute(
        "INSERT INTO record (ledger_index, id, kind, format, content, digest, recorded_at) "
        "VALUES (?, ?, ?, 1, ?, ?, ?)",
        (index, record_id, kind, text.decode(), sha256(text), NOW),
    )


def rebuild(connection: sqlite3.Connection) -> Frontier:
    """Hash the whole ledger anew, so that every row is its entry and every node fits."""
    connection.execute("DELETE FROM node")
    frontier = Frontier.empty()
    rows = connection.execute(
        "SELECT id, kind, content, recorded_at FROM record ORDER BY ledger_index"
    ).fetchall()
    for row in rows:
        frontier, placed = frontier.append(leaf_hash(entry(*row)))
        connection.executemany("INSERT INTO node VALUES (?, ?, ?)", placed)
    return frontier


def sign_anew(connection: sqlite3.Connection) -> None:
    """Replace all heads by one of the rebuilt ledger, signed by its own key."""
    frontier = rebuild(connection)
    head = sign_checkpoint(Checkpoint(ORIGIN, frontier.size, frontier.root()), LEDGER_KEY)
    content = head.to_bytes().decode()
    connection.execute("DELETE FROM checkpoint")
    connection.execute(
        "INSERT INTO checkpoint (digest, size, content) VALUES (?, ?, ?)",
        (sha256(content.encode()), frontier.size, content),
    )
