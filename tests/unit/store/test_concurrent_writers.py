"""Many writers at once: the one sequence of records has no gap and no double."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tcei_rules.store.database import Database
from tests.appending import append_some
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
    assert indexes == list(range(WRITERS * EACH))
    assert [row[0] for row in rows_of(path, "record")] == indexes
    assert all(own == sorted(own) for own in written)
