"""An office in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.home import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give the use cases over an empty database."""
    return Office(tmp_path)
