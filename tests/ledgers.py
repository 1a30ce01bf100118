"""Whether a record is whole, by a hand that shares nothing with the program but the file.

Plain SQLite and SHA-256: the tree is worked out anew by the words of RFC 6962,
section 2.1, and whatever else must hold among rows is asked row by row.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.home import raw


def assert_whole(path: Path) -> int:
    """Demand that a database holds a ledger that is whole; return how many entries it has."""
    with raw(path) as connection:
        connection.row_factory = sqlite3.Row
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        records = connection.execute("SELECT * FROM record ORDER BY ledger_index").fetchall()
        _assert_in_order(records)
        _assert_tree(connection, records)
        _assert_openings(connection)
        _assert_decisions(connection, records)
        _assert_certificates(connection, records)
        _assert_cases(connection, records)
    return len(records)


def entry_of(record: Any) -> bytes:
    """Return the bytes of an entry: canonical JSON of what is recorded, and when."""
    members = {name: record[name] for name in ("id", "kind", "recorded_at")}
    members["content"] = json.loads(record["content"])
    spelt = json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return spelt.encode()


def tree_hash(entries: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, as it stands there."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\0" + entries[0]).digest()
    split = 1 << (len(entries) - 1).bit_length() - 1
    left, right = tree_hash(entries[:split]), tree_hash(entries[split:])
    return sha256(b"\1" + left + right).digest()


def nodes_of(entries: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the hash above each complete run of 2**level entries."""
    hashes = [sha256(b"\0" + one).digest() for one in entries]
    found, level = dict[tuple[int, int], bytes](), 0
    while hashes:
        found |= {(level, place): one for place, one in enumerate(hashes)}
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        hashes = [sha256(b"\1" + left + right).digest() for left, right in pairs]
        level += 1
    return found


def _assert_in_order(records: Sequence[Any]) -> None:
    assert [one["ledger_index"] for one in records] == list(range(len(records)))
    times = [one["recorded_at"] for one in records]
    assert times == sorted(times)
    assert [one["kind"] == "genesis" for one in records] == [True, *[False] * (len(records) - 1)]
    for one in records:
        assert one["digest"] == "sha256:" + sha256(one["content"].encode()).hexdigest()


def _assert_tree(connection: sqlite3.Connection, records: Sequence[Any]) -> None:
    entries = [entry_of(one) for one in records]
    stored = connection.execute("SELECT level, position, hash FROM node").fetchall()
    assert {(row[0], row[1]): row[2] for row in stored} == nodes_of(entries)
    for size, note in connection.execute("SELECT size, content FROM checkpoint"):
        _origin, said, root, *_ = note.split("\n")
        assert int(said) == size <= len(records)
        assert root == b64encode(tree_hash(entries[:size])).decode()


def _assert_openings(connection: sqlite3.Connection) -> None:
    for commitment, salt, content in connection.execute("SELECT * FROM opening"):
        assert commitment == "sha256:" + sha256(bytes.fromhex(salt) + content.encode()).hexdigest()


def _assert_decisions(connection: sqlite3.Connection, records: Sequence[Any]) -> None:
    """A decision stands with the rows that constrain it, or not at all."""
    recorded = {one["id"]: json.loads(one["content"]) for one in records
                if one["kind"] == "decision"}  # fmt: skip
    rows = {row["id"]: row for row in connection.execute("SELECT * FROM decision")}
    assert rows.keys() == recorded.keys()
    for decision, row in rows.items():
        for column, member in (("case_id", "case"), ("assessment_id", "assessment"),
                               ("decider", "decider"), ("confirmer", "confirmer")):  # fmt: skip
            assert row[column] == recorded[decision][member]
        found = connection.execute(
            "SELECT part FROM decision_part WHERE decision_id = ? ORDER BY part", [decision]
        )
        parts = [part for (part,) in found]
        assert parts[-2:] == ["confirmer", "decider"]
        assert parts[:-2] == ["assessor"] * (len(parts) - 2)
        for member in ("facts", "history", "outcome", "packed"):
            assert _is_there(connection, "opening", "commitment", recorded[decision][member])


def _assert_certificates(connection: sqlite3.Connection, records: Sequence[Any]) -> None:
    """A certificate stands with what was prepared; the signed file comes after it, if at all."""
    recorded = {one["id"]: json.loads(one["content"]) for one in records
                if one["kind"] == "certificate"}  # fmt: skip
    prepared = dict(map(tuple, connection.execute("SELECT * FROM certificate_prepared")))
    assert {one: "sha256:" + sha256(content).hexdigest() for one, content in prepared.items()} == {
        one: said["credential"] for one, said in recorded.items()
    }
    for certificate, content in connection.execute("SELECT * FROM certificate_file"):
        signed = json.loads(content)
        del signed["proof"]
        assert signed == json.loads(prepared[certificate])
    numbers = [said["number"] for said in recorded.values()]
    assert (
        len(numbers) == len(set(numbers)) == len({said["decision"] for said in recorded.values()})
    )


def _assert_cases(connection: sqlite3.Connection, records: Sequence[Any]) -> None:
    """A case stands with its assessment and the link to its organisation; texts with versions."""
    cases = [one["id"] for one in records if one["kind"] == "case"]
    assessed = [
        json.loads(one["content"])["case"] for one in records if one["kind"] == "assessment"
    ]
    assert set(assessed) <= set(cases)
    for case in set(assessed):
        assert _is_there(connection, "application", "case_id", case)
    for one in records:
        if one["kind"] == "publication":
            said = json.loads(one["content"])
            assert _is_there(connection, "ruleset", "digest", said["ruleset"])


def _is_there(connection: sqlite3.Connection, table: str, column: str, value: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE {column} = ?"
    return connection.execute(query, [value]).fetchone() is not None
