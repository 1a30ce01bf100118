"""Databases to be hurt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.home import empty_database, founded_database, full_database


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Give a database file without rows."""
    path = tmp_path / "empty.db"
    path.write_bytes(empty_database())
    return path


@pytest.fixture
def founded(tmp_path: Path) -> Path:
    """Give a database file with a trust root and published versions."""
    path = tmp_path / "founded.db"
    path.write_bytes(founded_database())
    return path


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Give a database file with rows in every table."""
    path = tmp_path / "filled.db"
    path.write_bytes(full_database())
    return path
