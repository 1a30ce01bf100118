"""Doing something without the rights of root, under which no file is closed."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

NOBODY = 65534

needs_permissions = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows knows no permissions of this kind"
)


@contextmanager
def open_folder() -> Generator[Path]:
    """Give a folder that everybody can look into, unlike those that pytest gives."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o700)


@contextmanager
def unprivileged() -> Generator[None]:
    """Be nobody inside, if root started the tests. Import beforehand what is needed inside."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
