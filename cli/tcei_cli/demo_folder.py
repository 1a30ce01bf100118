"""The one folder that a demonstration writes to, and clears when it runs again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tcei_cli.compose import make_folder
from tcei_rules.errors import ConflictError, UnreachableError, cause_of

MARKER: Final = "this-is-a-demonstration.txt"
_TEXT: Final = b"Made by `tcei demo`, which clears this folder when run again.\n"


def make_empty(folder: Path) -> None:
    """Make the folder, or clear what an earlier demonstration left in it.

    The folder itself stays: one may be in it, or have named it by a link.

    Raises:
        ConflictError: It holds something else; nothing in it is touched.
        UnreachableError: It cannot be made, looked into or cleared.
    """
    make_folder(folder)
    try:
        inside = list(folder.iterdir())
        if inside and not (folder / MARKER).is_file():
            raise ConflictError("demo.other_folder", folder=str(folder))
        for path in inside:
            _remove(path)
        # The mark goes last and comes first, and at once: whenever this is cut off, what is left
        # can be told from a folder of someone's own.
        (folder / MARKER).unlink(missing_ok=True)
        (folder / MARKER).write_bytes(_TEXT)
    except OSError as error:
        cause = cause_of(error)
        raise UnreachableError("file.unwritable", path=str(folder), cause=cause) from error


def _remove(path: Path) -> None:
    if path.name == MARKER:
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
