"""Many writers at once: the one sequence of records has no gap and no double."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tcei_rules.domain.record import RecordKind
from tcei_rules.ledger.tree import Frontier
from tcei_rules.store import nodes, records
from tcei_rules.store.database import Database
from tests.appending import append_some
from tests.growing import GrownTree
from tests.home import rows_of

ROOT = Path(__file__).parents[3]
WRITERS, EACH = 8, 6


def open_database(path: Path) -> Database:
    return Database(f"sqlite:///{path}", busy_seconds=30)


def test_eight_threads_write_without_gap(founded: Path) -> None:
    def write(writer: int) -> list[int]:
        database = open_database(founded)
        try:
            return append_some(database, writer, EACH)
        finally:
            database.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        written = list(pool.map(write, range(WRITERS)))

    assert_gapless(founded, written)


def test_eight_threads_share_one_database(founded: Path) -> None:
    database = open_database(founded)

    def write(writer: int) -> list[int]:
        return append_some(database, writer, EACH)

    with ThreadPoolExecutor(WRITERS) as pool:
        written = list(pool.map(write, range(WRITERS)))

    assert_gapless(founded, written)


@pytest.mark.slow
def test_eight_processes_write_without_gap(founded: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.appending", str(founded), str(writer), str(EACH)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in range(WRITERS)
    ]
    written = [list(map(int, one.communicate(timeout=120)[0].split())) for one in programs]

    assert [one.returncode for one in programs] == [0] * WRITERS
    assert_gapless(founded, written)


def assert_gapless(path: Path, written: list[list[int]]) -> None:
    indexes = sorted(index for own in written for index in own)
    there = indexes[0]
    assert indexes == list(range(there, there + WRITERS * EACH))
    assert [row[0] for row in rows_of(path, "record")] == [*range(there), *indexes]
    assert all(own == sorted(own) for own in written)
    assert_one_tree(path)


def assert_one_tree(path: Path) -> None:
    """Hold the hashes that were written to be those of all entries in their order."""

    def look(connection: Connection) -> tuple[list[bytes], Frontier]:
        found = sorted(
            (one for kind in RecordKind for one in records.of_kind(connection, kind)),
            key=lambda one: one.ledger_index,
        )
        return [one.entry for one in found], nodes.frontier(connection)

    entries, frontier = open_database(path).read(look)
    assert frontier.root() == GrownTree.of(entries).root()
