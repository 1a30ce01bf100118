"""Programs that are killed at any moment lose nothing, double nothing, and leave nothing by halves.

What a program acknowledged must be there; what it did not may be, whole. The
moments are drawn between nothing and the usual duration of the work, from a
fixed seed: 30 in all, 300 when soaking.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tcei_cli.compose import ledger_keys
from tcei_rules.service.restoring import Safekeeping
from tcei_rules.store.database import Database
from tests.dying import EACH
from tests.fixed import CountedChance
from tests.home import Office, dump, founded_database, raw
from tests.killing import Killer, readied
from tests.ledgers import assert_whole
from tests.strategies import SOAKING

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="forks"),
]

TIMES = 10 if SOAKING else 1
KILLS = {"record": 14 * TIMES, "publish": 6 * TIMES, "back_up": 5 * TIMES, "restore": 5 * TIMES}
"""30 in all."""


@pytest.fixture(scope="module")
def _killing() -> Generator[subprocess.Popen[str]]:
    with readied() as program:
        yield program


@pytest.fixture
def killer(_killing: subprocess.Popen[str], tmp_path: Path) -> Killer:
    """Give the killer at a folder with a database that has a trust root."""
    (tmp_path / "tcei.db").write_bytes(founded_database())
    return Killer(_killing, tmp_path)


def kills(killer: Killer, work: str) -> Generator[dict[str, Any]]:
    """Yield what became of processes that were killed at any time of the usual duration."""
    usual = killer.to_the_end(work)
    chance = Random(f"kill {work}")  # noqa: S311 -- the same moments in every run
    killed = 0
    for _ in range(5 * KILLS[work]):
        told = killer(work, chance.uniform(0, usual))
        killed += told["killed"]
        # The first of all is slow, and so may the machine have been: then most end by themselves.
        usual = usual if told["killed"] else min(usual, told["seconds"])
        yield told
        if killed == KILLS[work]:
            return
    raise AssertionError("nobody was killed in time")


def acknowledged(path: Path, said: list[str]) -> None:
    """Demand that everything is there that was acknowledged, once."""
    columns = {
        "record": "id",
        "organisation": "id",
        "ruleset": "digest",
        "certificate_file": "certificate_id",
        "checkpoint": "size",
    }
    assert len(said) == len(set(said))
    with raw(path) as connection:
        for table, value in (one.split(" ") for one in said):
            query = f"SELECT count(*) FROM {table} WHERE {columns[table]} = ?"
            assert connection.execute(query, [value]).fetchone()[0] == 1, (table, value)


def goes_on(folder: Path, number: int) -> None:
    """Demand that the next program works on as if nothing had happened."""
    office = Office(folder, chance=CountedChance((number + 1_000) * EACH))
    office.add(f"Afterwards {number}")
    before = assert_whole(office.path)
    office.sign_head()
    office.database.close()
    assert assert_whole(office.path) == before


@pytest.mark.parametrize("work", ["record", "publish"])
def test_what_was_acknowledged_is_there_and_the_ledger_is_whole(killer: Killer, work: str) -> None:
    path, said = killer.folder / "tcei.db", list[str]()

    for told in kills(killer, work):
        said += told["acknowledged"]
        assert_whole(path)
        acknowledged(path, said)
        goes_on(killer.folder, killer.numbers)

    finish_certificates(killer.folder)


def finish_certificates(folder: Path) -> None:
    """Sign what was recorded and not signed yet, as the next `tcei cert issue` does."""
    office = Office(folder, chance=CountedChance(5_000 * EACH))
    for made in office.deciding.list("9999-12-31"):
        office.certify(office.deciding.show(made.decision))
    with raw(office.path) as connection:
        (files,) = connection.execute("SELECT count(*) FROM certificate_file").fetchone()
        (recorded,) = connection.execute(
            "SELECT count(*) FROM record WHERE kind = 'certificate'"
        ).fetchone()
    assert files == recorded
    assert_whole(office.path)


def test_a_backup_is_there_whole_or_not_at_all(killer: Killer) -> None:
    killer.to_the_end("record")
    path = killer.folder / "tcei.db"
    before = dump(path)

    for told in kills(killer, "back_up"):
        there = {one.name for one in killer.folder.glob(f"backup-{killer.numbers}-*.db")}
        assert {one.removeprefix("file ") for one in told["acknowledged"]} <= there
        for name in there:
            assert dump(killer.folder / name) == before
        assert dump(path) == before

    left = [one for one in killer.folder.iterdir() if one.name.startswith(".")]
    assert all(".part" in one.name for one in left), "what was cut off is told by its name"


def test_a_restored_record_is_there_whole_or_not_at_all(killer: Killer) -> None:
    killer.to_the_end("record")
    with closing(Database(f"sqlite:///{killer.folder / 'tcei.db'}")) as database:
        Safekeeping(database, ledger_keys).back_up(killer.folder / "backup.db")
    size = assert_whole(killer.folder / "backup.db")

    for told in kills(killer, "restore"):
        said = {one.removeprefix("file ") for one in told["acknowledged"]}
        for path in killer.folder.glob(f"restored-{killer.numbers}-*.db"):
            if is_empty(path):
                assert path.name not in said
                restore(killer.folder, path)
            assert assert_whole(path) == size


def is_empty(path: Path) -> bool:
    """Tell whether nothing can be seen in a database yet."""
    with raw(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = {name for (name,) in tables.fetchall()} - {"alembic_version"}
        rows = [connection.execute(f"SELECT 1 FROM {one} LIMIT 1").fetchone() for one in names]
    assert not any(rows) or all(
        raw_count(path, table) for table in ("record", "node", "ruleset", "opening")
    )
    return not any(rows)


def raw_count(path: Path, table: str) -> int:
    with raw(path) as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return found


def restore(folder: Path, path: Path) -> None:
    with closing(Database(f"sqlite:///{path}")) as database:
        Safekeeping(database, ledger_keys).restore(folder / "backup.db", (), None, leave)


def leave(trust: str) -> None:
    del trust
