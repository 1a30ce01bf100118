"""`tcei audit bundle` and `check-bundle`: what they say, and their exit codes."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tcei_cli.exit_codes import ExitCode
from tcei_rules.service.bundle.zipping import packed, unpacked
from tcei_rules.service.erasing import Erasing
from tests.bundles import OUTSIDE, gold_bundle, gold_files, together
from tests.commands import Run
from tests.fixed import CountedChance
from tests.home import Office, full_database

BUNDLE, TRUST = "gold.zip", "outside.json"


@pytest.fixture
def handed(tmp_path: Path) -> Path:
    """Give a folder with a bundle and a trust root, and nothing else: no home, no database."""
    (tmp_path / BUNDLE).write_bytes(gold_bundle().content)
    (tmp_path / TRUST).write_bytes(OUTSIDE)
    return tmp_path


@pytest.mark.usefixtures("handed")
def test_a_whole_bundle_is_fine_without_database_and_home(run: Run) -> None:
    told = run("audit", "check-bundle", BUNDLE, "--trust", TRUST)

    assert (told.code, told.err) == (ExitCode.DONE, "")
    assert told.out.startswith("gold.zip: everything in this bundle holds\n")
    assert "  replay: passed\n" in told.out


def test_checking_a_bundle_loads_no_database(handed: Path) -> None:
    """Whoever only checks needs none, and no network either."""
    program = (
        "import sys\nfrom tcei_cli.main import main\n"
        f"code = main(['audit', 'check-bundle', '{BUNDLE}', '--quiet'])\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "sys.exit(99 if names & {'sqlalchemy', 'alembic', 'ssl', 'http'} else code)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=handed, capture_output=True, text=True, check=False
    )

    assert told.returncode == ExitCode.DONE, told.stdout + told.stderr


@pytest.mark.usefixtures("handed")
def test_without_trust_it_is_said_aloud_with_the_digest(run: Run) -> None:
    told = run("audit", "check-bundle", BUNDLE)
    data = run("audit", "check-bundle", BUNDLE, "--json").json

    assert told.code == ExitCode.DONE
    assert "the trust.json inside was used" in told.out
    assert data["trust"]["sha256"] in told.out
    assert data["trust"]["pinned"] is False
    assert data["ok"] is True


@pytest.mark.usefixtures("handed")
@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_it_is_told_in_the_language_asked_for(run: Run, language: str) -> None:
    english = run("audit", "check-bundle", BUNDLE).out
    told = run("audit", "check-bundle", BUNDLE, "--lang", language)

    assert told.code == ExitCode.DONE
    assert len(told.out.splitlines()) == len(english.splitlines())
    assert told.out != english


def test_an_altered_bundle_is_20_with_what_differs(run: Run, handed: Path) -> None:
    files = gold_files()
    files["ruleset.yaml"] += b"#"
    (handed / BUNDLE).write_bytes(together(files))
    told = run("audit", "check-bundle", BUNDLE, "--trust", TRUST)
    data = run("audit", "check-bundle", BUNDLE, "--trust", TRUST, "--json").json

    assert told.code == ExitCode.DIFFERS
    assert "ruleset.yaml, sha256: expected sha256:" in told.out
    assert data["ok"] is False
    (check,) = [one for one in data["checks"] if one["failed"]]
    assert check["name"] == "criteria"


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", b"no zip", packed({"letter.txt": b"Dear committee"})]
)
def test_what_is_no_bundle_is_3_in_a_sentence(run: Run, handed: Path, content: bytes) -> None:
    (handed / BUNDLE).write_bytes(content)
    told = run("audit", "check-bundle", BUNDLE)

    assert told.code == ExitCode.MISTAKES
    assert "Traceback" not in told.err
    assert "bundle" in told.err


def test_what_orders_a_terminal_about_is_not_repeated(run: Run, handed: Path) -> None:
    files = {**gold_files(), "x": b"\x1b[2J"}
    (handed / BUNDLE).write_bytes(together(files))
    told = run("audit", "check-bundle", BUNDLE)

    assert told.code == ExitCode.DIFFERS
    assert "\x1b" not in told.out


@pytest.mark.usefixtures("handed")
def test_a_file_that_is_not_there_is_4(run: Run) -> None:
    assert run("audit", "check-bundle", "other.zip").code == ExitCode.NOT_FOUND
    assert run("audit", "check-bundle", BUNDLE, "--trust", "x.json").code == ExitCode.NOT_FOUND


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an office with one decision, its certificate, and a signed head."""
    made = tmp_path / "office"
    made.mkdir()
    (made / "tcei.db").write_bytes(full_database())
    (made / "trust.json").write_bytes(OUTSIDE)
    monkeypatch.setenv("TCEI_HOME", str(made))
    return made


def decided(run: Run) -> dict[str, str]:
    found: dict[str, str] = run("decide", "list", "--json").json["decisions"][0]
    return found


def test_a_bundle_is_written_into_the_folder_and_checked(run: Run, folder: Path) -> None:
    decision = decided(run)["decision"]
    told = run("audit", "bundle", decision)
    path = folder / "bundles" / f"{decision}.zip"

    assert told.code == ExitCode.DONE, told.err
    assert str(path) in told.out
    found = run("audit", "check-bundle", str(path), "--trust", str(folder / "trust.json"))
    assert found.code == ExitCode.DONE, found.out


@pytest.mark.usefixtures("folder")
def test_it_is_written_where_one_says_and_told_to_programs(run: Run) -> None:
    number = run("cert", "list", "--json").json["certificates"][0]["number"]
    data = run("audit", "bundle", number, "--out", "mine.zip", "--json").json
    content = Path("mine.zip").read_bytes()

    assert data["file"] == "mine.zip"
    assert data["decision"] == decided(run)["decision"]
    assert data["sha256"] == sha256(content).hexdigest()
    assert unpacked(content).files


def test_of_what_was_erased_it_is_14(run: Run, folder: Path) -> None:
    office = Office(folder, chance=CountedChance(5_000))
    case = decided(run)["case"]
    Erasing(office.desk).erase(case)
    refused = run("audit", "bundle", case, "--out", "mine.zip")
    office.sign_head()
    made = run("audit", "bundle", case, "--out", "mine.zip")
    told = run("audit", "check-bundle", "mine.zip", "--trust", str(folder / "trust.json"))

    assert refused.code == ExitCode.NOT_FOUND
    assert "sign a new head" in refused.err
    assert "were erased" in made.out
    assert told.code == ExitCode.UNCHECKED, told.out
    assert "inputs erased: could not be checked" in told.out


@pytest.mark.usefixtures("folder")
def test_what_is_no_decision_is_4(run: Run) -> None:
    told = run("audit", "bundle", "nobody", "--json")

    assert told.code == ExitCode.NOT_FOUND
    assert told.json["error"]["kind"] == "not_found"
