"""The installed wheel on its own: no checkout beside it, an empty folder to run in."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.processes import Program

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, arguments)), cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with pip, which fetches what it needs for building."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, "."]
    done = subprocess.run(
        list(map(str, build)), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    if "No matching distribution found for hatchling" in done.stderr:
        pytest.skip("no package index can be reached from here, and building needs hatchling")
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Give the command of a fresh environment that has the wheel, and our dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    binaries = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = binaries / "python"
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet",
        "--disable-pip-version-check", "--no-deps", "--no-index", wheel, cwd=folder,
    )  # fmt: skip
    # After the wheel, so that it comes first; a folder named here runs no .pth of its own,
    # so the checkout that our environment points at is not seen.
    theirs = sysconfig.get_path("purelib")
    Path(own.strip(), "zz_dependencies.pth").write_text(f"{theirs}\n")
    work = folder / "work"
    work.mkdir()
    return Program(work, script=binaries / "tcei", variables={})


def test_the_wheel_holds_what_is_needed_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "tcei_rules", "tcei_certificates", "tcei_cli",
    }  # fmt: skip
    for name in (
        "tcei_rules/py.typed",
        "tcei_rules/_rulesets/ecei/2.0.0.yaml",
        "tcei_rules/_rulesets/ecei/2.0.0.cases.yaml",
        "tcei_rules/demo/label_holders.csv",
        "tcei_rules/store/migrations/env.py",
        "tcei_rules/store/migrations/versions/0001_first_tables.py",
    ):
        assert name in names
    assert not [name for name in names if "test" in name.lower() or name.endswith(".pyc")]


def test_the_code_is_that_of_the_wheel(installed: Program) -> None:
    program = "import tcei_rules, tcei_cli, tcei_certificates as c; print(tcei_rules.__file__)"
    python = installed.script.with_name("python")

    found = run(python, "-c", program, cwd=installed.folder)

    assert Path(found.strip()).is_relative_to(installed.script.parents[1])


def test_the_installed_command_knows_its_rulesets(installed: Program) -> None:
    told = installed("ruleset", "list")

    assert (told.code, told.err) == (0, "")
    assert "ecei/1.0.0" in told.out
    assert "ecei/2.0.0" in told.out


def test_the_installed_command_runs_the_cases(installed: Program) -> None:
    told = installed("ruleset", "test", "ecei/1.0.0")

    assert told.code == 0
    assert "cases pass" in told.out


def test_the_installed_command_walks_the_whole_path(installed: Program) -> None:
    told = installed("demo")

    assert (told.code, told.err) == (0, "")
    assert {path.name for path in installed.folder.iterdir()} == {"demo-out"}
    (line,) = [one for one in told.out.splitlines() if one.startswith("Next: tcei ")]
    assert installed(*line.removeprefix("Next: tcei ").split()).code == 15
