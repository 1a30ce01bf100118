"""Commands that are stopped, killed, or run at once leave a record that is whole."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.home import as_yaml, raw, rows_of
from tests.processes import Program, recent_gold

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc"),
]


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def whole(database: Path) -> bool:
    """Tell whether a record is consistent and has no gap."""
    with raw(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    indexes = [row[0] for row in rows_of(database, "record")]
    return indexes == list(range(len(indexes)))


@pytest.mark.parametrize("later", [0.0, 0.1, 1.0], ids=["at once", "starting", "at work"])
def test_a_stop_from_the_keyboard_is_told_in_a_word(tmp_path: Path, later: float) -> None:
    """The terminal tells every process of the group, also that of the second evaluator."""
    program = Program(tmp_path, variables={}).start("demo", "--out", "walk")
    wait_until(lambda: any(map(is_evaluator, children_of(program.pid))))
    time.sleep(later)

    os.killpg(program.pid, signal.SIGINT)
    _, told = program.communicate(timeout=60)

    assert (program.returncode, told.decode().strip()) == (130, "stopped")
    assert whole(tmp_path / "walk" / "tcei.db")


def is_evaluator(pid: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_a_killed_command_leaves_a_whole_record_and_no_process(tmp_path: Path) -> None:
    program = Program(tmp_path, variables={}).start("demo", "--out", "walk")
    database = tmp_path / "walk" / "tcei.db"
    wait_until(lambda: database.exists() and decisions(database) > 3)
    started = children_of(program.pid)

    program.kill()
    program.communicate(timeout=60)

    assert whole(database)
    wait_until(lambda: not any(Path(f"/proc/{child}/cmdline").exists() and is_evaluator(child)
                               for child in started), 20)  # fmt: skip


def decisions(database: Path) -> int:
    try:
        return len(rows_of(database, "decision"))
    except Exception:  # noqa: BLE001 -- the tables are not made yet
        return 0


@pytest.mark.parametrize("later", [0.0, 0.2], ids=["at once", "starting"])
def test_a_killed_evaluator_costs_one_answer(tcei: Program, later: float) -> None:
    """However early it dies: it is told, nothing is recorded, and the next try works."""
    (tcei.folder / "gold.yaml").write_bytes(as_yaml(recent_gold()))
    case = ("--org", "Krakenholm", "--label", "gold", "--demonstration", "--json")
    frozen = tcei("assess", "import", "gold.yaml", *case).json["record"]["assessment"]
    wish = ("decide", "record", frozen, "--by", "Cleo", "--confirmed-by", "Dov")

    program = tcei.start(*wish)
    try:
        wait_until(lambda: any(map(is_evaluator, children_of(program.pid))))
        time.sleep(later)
        for child in filter(is_evaluator, children_of(program.pid)):
            os.kill(child, signal.SIGKILL)
        _, told = program.communicate(timeout=30)
    finally:
        program.kill()
        program.communicate()

    decided = len(rows_of(tcei.folder / "office" / "tcei.db", "decision"))
    assert "Traceback" not in told.decode()
    if decided:  # it was done before it was killed
        assert program.returncode == 0
        return
    assert program.returncode == 20
    assert "try again" in told.decode()
    assert tcei(*wish).code == 0


def test_eight_commands_at_once_all_do_their_work(tcei: Program) -> None:
    programs = [tcei.start("org", "add", f"Organisation {number}") for number in range(8)]
    for program in programs:
        program.communicate(timeout=120)

    assert [program.returncode for program in programs] == [0] * 8
    assert len(rows_of(tcei.folder / "office" / "tcei.db", "organisation_attributes")) == 9


def test_two_who_make_the_same_folder_at_once_make_one(tmp_path: Path) -> None:
    tcei = Program(tmp_path)
    programs = [tcei.start("init", "office") for _ in range(3)]
    told = [program.communicate(timeout=120)[1].decode() for program in programs]

    assert all("Traceback" not in one and "unexpected fault" not in one for one in told)
    assert 0 in [program.returncode for program in programs]
    doctor = tcei("doctor", "--home", "office")
    assert doctor.code == 0, doctor.out
