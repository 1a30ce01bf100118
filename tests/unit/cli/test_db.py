"""`tcei db`: what it prints, what it writes, and where it looks for heads that were kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tcei_cli.compose import Workplace
from tcei_cli.options import Options
from tcei_rules.keys.key_file import Purpose
from tcei_rules.keys.sealing import AgeSealing
from tcei_rules.service.heads import Head, Heads, LedgerSigner
from tests.commands import Run
from tests.fast_sealing import FastSealing
from tests.ledgers import assert_whole
from tests.processes import WORDS


@pytest.fixture
def office(run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an office as `tcei init` makes it, with an organisation."""
    monkeypatch.setattr(AgeSealing, "seal", FastSealing.seal)
    monkeypatch.setattr(AgeSealing, "unseal", FastSealing.unseal)
    monkeypatch.setenv("TCEI_PASSPHRASE", WORDS)
    assert run("init", "office").code == 0
    monkeypatch.setenv("TCEI_HOME", "office")
    assert run("org", "add", "Krakenholm").code == 0
    return Path("office")


def sign_head(office: Path) -> Head:
    """Sign the present head of the office, with its own key."""
    workplace = Workplace(Options(home=office))
    key = workplace.keyring().load(Purpose.LEDGER, WORDS)
    return Heads(workplace.desk()).sign(LedgerSigner(workplace.trust().origin, key))


def keep(head: Head, folder: Path) -> Path:
    """Keep a head as a file in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{head.checkpoint.size}.txt"
    path.write_bytes(head.content)
    return path


def test_a_backup_is_told_with_size_entries_and_head(run: Run, office: Path) -> None:
    head = sign_head(office)
    told = run("db", "backup", "backup.db")

    assert (told.code, told.err) == (0, "")
    size = assert_whole(office / "tcei.db")
    assert f"{size} entries" in told.out
    assert f"signed at {head.checkpoint.size} entries" in told.out
    assert "keep copies of them elsewhere" in told.out

    told = run("db", "backup", "again.db", "--json")
    assert told.json["entries"] == told.json["signed"] == size
    assert told.json["bytes"] == Path("again.db").stat().st_size


def test_a_backup_takes_the_place_of_nothing(run: Run, office: Path) -> None:
    del office
    Path("backup.db").write_bytes(b"mine")

    told = run("db", "backup", "backup.db")

    assert told.code == 6
    assert Path("backup.db").read_bytes() == b"mine"


def test_a_folder_is_made_anew_from_its_backup(run: Run, office: Path) -> None:
    run("db", "backup", "backup.db")

    told = run("db", "restore", "backup.db", "--home", "new")

    assert (told.code, told.err) == (0, "")
    assert "no head was kept" in told.out
    assert Path("new/trust.json").read_bytes() == (office / "trust.json").read_bytes()
    assert assert_whole(Path("new/tcei.db")) == assert_whole(office / "tcei.db")
    assert run("org", "list", "--home", "new").out == run("org", "list").out


def test_that_no_head_was_kept_is_said_to_programs_and_in_other_languages(
    run: Run, office: Path
) -> None:
    del office
    run("db", "backup", "backup.db")

    told = run("db", "restore", "backup.db", "--home", "new", "--json", "--lang", "de")

    assert "kept" not in told.json
    assert "kein Kopf" in told.json["remark"]


@pytest.mark.parametrize("where", ["folder", "option"])
def test_a_kept_head_counts_wherever_it_lies(run: Run, office: Path, where: str) -> None:
    head = sign_head(office)
    run("db", "backup", "backup.db")
    path = keep(head, Path("new/checkpoints" if where == "folder" else "elsewhere"))
    given = () if where == "folder" else ("--checkpoint", str(path))

    told = run("db", "restore", "backup.db", "--home", "new", *given)

    assert (told.code, told.err) == (0, "")
    assert f"continues the head of {head.checkpoint.size} entries" in told.out


def test_an_old_backup_is_refused_with_both_sizes(run: Run, office: Path) -> None:
    run("db", "backup", "old.db")
    old = assert_whole(Path("old.db"))
    assert run("ruleset", "publish", "ecei/1.0.0").code == 0
    later = sign_head(office)
    keep(later, Path("new/checkpoints"))
    shutil.copy(office / "trust.json", "new/trust.json")

    told = run("db", "restore", "old.db", "--home", "new")

    assert told.code == 20
    assert f"has {old} entries" in told.err
    assert f"one of {later.checkpoint.size} was signed" in told.err
    assert not Path("new/tcei.db").exists()


def test_a_database_with_rows_is_left_alone(run: Run, office: Path) -> None:
    run("db", "backup", "backup.db")

    told = run("db", "restore", "backup.db")

    assert told.code == 6
    assert str(office / "tcei.db") in told.err


def test_another_trust_file_is_not_believed_and_not_overwritten(run: Run, office: Path) -> None:
    run("db", "backup", "backup.db")
    text = (office / "trust.json").read_text().replace("TCEI demonstration", "Another")
    Path("new").mkdir()
    Path("new/trust.json").write_text(text)

    told = run("db", "restore", "backup.db", "--home", "new")

    assert told.code == 5
    assert Path("new/trust.json").read_text() == text
    assert not Path("new/tcei.db").exists()


def test_a_rehearsal_proves_the_backup_beside_the_office_and_leaves_nothing(
    run: Run, office: Path
) -> None:
    run("db", "backup", "backup.db")
    before = sorted(office.rglob("*"))

    told = run("db", "restore", "backup.db", "--dry-run")

    assert (told.code, told.err) == (0, "")
    assert "would be restored" in told.out
    assert sorted(office.rglob("*")) == before
    told = run("db", "restore", "backup.db", "--dry-run", "--home", "nowhere")
    assert told.code == 0
    assert not Path("nowhere").exists()


def test_what_is_no_backup_is_told(run: Run, office: Path) -> None:
    told = run("db", "restore", str(office / "trust.json"), "--home", "new")

    assert told.code == 3
    assert "no backup of this program" in told.err
    assert run("db", "restore", "none.db", "--home", "new").code == 4
