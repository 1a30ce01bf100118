"""Files that people hand in and receive: whole or not at all, and told in a sentence."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tcei_rules.errors import InvalidInputError, NotFoundError, TceiError, UnreachableError
from tcei_rules.store import files
from tcei_rules.wording import say_error, say_mistake
from tests.privileges import needs_permissions, open_folder, unprivileged

ROOT = Path(__file__).parents[3]


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"\xef\xbb\xbfon: 2026-01-01\r\n\0")

    assert files.read_file(path) == b"\xef\xbb\xbfon: 2026-01-01\r\n\0"


def test_a_file_of_exactly_the_most_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.touch()

    os.truncate(path, files.LARGEST_BYTES)
    assert len(files.read_file(path)) == files.LARGEST_BYTES
    os.truncate(path, files.LARGEST_BYTES + 1)
    with pytest.raises(InvalidInputError) as caught:
        files.read_file(path)

    (mistake,) = caught.value.mistakes
    assert mistake.message == "file.large"
    assert mistake.place.file == str(path)
    assert "10.0 MB" in say_mistake(mistake)


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="absent") as absent:
        files.read_file(tmp_path / "none.yaml")
    with pytest.raises(UnreachableError, match="folder") as folder:
        files.read_file(tmp_path)

    assert "none.yaml" in say_error(absent.value)
    assert str(tmp_path) in say_error(folder.value)


@pytest.mark.parametrize("name", ["a.yaml/b.yaml", "x" * 300, "nul\0", "half\ud800"])
def test_a_name_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.yaml").touch()

    with pytest.raises((UnreachableError, NotFoundError)) as caught:
        files.read_file(tmp_path / name)

    assert say_error(caught.value)


@needs_permissions
def test_a_file_that_may_not_be_read_is_told() -> None:
    with open_folder() as folder:
        path = folder / "answers.yaml"
        path.touch()
        path.chmod(0o000)
        with unprivileged(), pytest.raises(UnreachableError) as caught:
            files.read_file(path)

        assert caught.value.message == "file.unreadable"
        assert "Permission denied" in say_error(caught.value)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_a_file_without_an_end_is_refused_before_it_fills_the_memory() -> None:
    """A device or a pipe has no size beforehand, so the reading itself must stop."""
    program = (
        "import resource; from pathlib import Path\n"
        "from tcei_rules.store.files import read_file\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600_000_000,) * 2)\n"
        "read_file(Path('/dev/zero'))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "InvalidInputError" in told.stderr
    assert "MemoryError" not in told.stderr


def test_a_file_is_written_with_the_folders_above_it_for_everyone_to_read(tmp_path: Path) -> None:
    path = tmp_path / "certificates" / "2026" / "1.json"

    files.write_file(path, b"{}")
    files.write_file(path, b"{ }")

    assert path.read_bytes() == b"{ }"
    assert [one.name for one in path.parent.iterdir()] == ["1.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def write_braces(path: Path) -> None:
    files.write_file(path, b"{}")


@pytest.mark.parametrize("write", [write_braces, files.make_folder])
def test_what_cannot_be_written_is_told(tmp_path: Path, write: Callable[[Path], None]) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UnreachableError) as caught:
        write(tmp_path / "file" / "1.json")

    assert caught.value.message == "file.unwritable"
    assert "1.json" in say_error(caught.value)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_folder_in_the_way_of_a_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.mkdir()

    with pytest.raises(UnreachableError):
        files.write_file(path, b"{}")

    assert [one.name for one in tmp_path.iterdir()] == ["1.json"]


@needs_permissions
def test_a_folder_that_may_not_be_written_leaves_the_old_file() -> None:
    with open_folder() as folder:
        path = folder / "1.json"
        path.write_bytes(b"old")
        folder.chmod(0o555)

        with unprivileged(), pytest.raises(TceiError, match="unwritable"):
            files.write_file(path, b"new")

        assert path.read_bytes() == b"old"


def test_making_a_folder_that_is_there_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    files.make_folder(tmp_path)

    assert [one.name for one in tmp_path.iterdir()] == ["file"]
