"""An office that `tcei init` made, copied for each test: making two keys takes four seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.processes import Program


@pytest.fixture(scope="session")
def _made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    told = Program(folder)("init", "office")
    assert told.code == 0, told.err
    assert Program(folder)("ruleset", "publish", "ecei/2.0.0", "--home", "office").code == 0
    assert Program(folder)("org", "add", "Krakenholm", "--home", "office").code == 0
    return folder / "office"


@pytest.fixture
def tcei(tmp_path: Path, _made_office: Path) -> Program:
    """Give the program in a folder with an office that knows one organisation."""
    shutil.copytree(_made_office, tmp_path / "office")
    return Program(tmp_path, variables={**Program(tmp_path).variables, "TCEI_HOME": "office"})
