"""Bad input of every kind: a sentence, the code of the table, no stack, and nothing stored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import Run, Told, runner
from tests.home import as_yaml, dump, gold_answers
from tests.privileges import needs_permissions
from tests.processes import Program

GOOD = as_yaml(gold_answers()).decode()


def with_staff(answer: str) -> str:
    return GOOD.replace("staff: 2.5 FTE", f"staff: {answer}")


def laughing() -> str:
    """Ten anchors, each nine times the one before it: a billion when written out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


FILES: dict[str, str | bytes] = {
    "text in a number": with_staff("many"),
    "NaN": with_staff("NaN"),
    ".nan": with_staff(".nan"),
    ".inf": with_staff(".inf"),
    "1e999": with_staff("1e999"),
    "1e2": with_staff("1e2 FTE"),
    "hexadecimal": with_staff("0x10"),
    "underscores": with_staff("1_000"),
    "comma": with_staff("2,5"),
    "other digits": with_staff("２.5"),
    "too many digits": with_staff("9" * 400),
    "too many decimals": with_staff("2.505 FTE"),
    "negative": with_staff("-1 FTE"),
    "too large": with_staff("1000.01 FTE"),
    "other unit": with_staff("2.5 km"),
    "list for a number": with_staff("[2.5]"),
    "mapping for a number": with_staff("{value: 2.5}"),
    "null": with_staff("null"),
    "nothing": with_staff(""),
    "true for yes": GOOD.replace("eccp_profile: yes", "eccp_profile: true"),
    "NO for no": GOOD.replace("eccp_profile: yes", "eccp_profile: NO"),
    "number for yes": GOOD.replace("eccp_profile: yes", "eccp_profile: 1"),
    "unknown option": GOOD.replace("type: public", "type: government"),
    "unknown field": GOOD.replace("type: public", "typ: public"),
    "field missing": GOOD.replace("- type: public\n      signed: yes\n      ", "- "),
    "unknown fact": GOOD.replace("staff:", "stuff:"),
    "unknown key": GOOD.replace("facts:", "fakts:"),
    "fact twice": GOOD.replace("  staff:", "  staff: 1 FTE\n  staff:"),
    "key twice": GOOD + "facts: {}\n",
    "no such day": GOOD.replace("2026-09-20", "2026-02-30"),
    "day in other order": GOOD.replace("2026-09-20", "20-09-2026"),
    "day without zeros": GOOD.replace("2026-09-20", "2026-9-20"),
    "day after the assessment": GOOD.replace("2026-09-20", "2026-10-16"),
    "filed after the assessment": GOOD.replace("2026-09-01", "2026-10-16"),
    "unknown assessor": GOOD.replace("Bo Bering: 4", "Bo Behring: 4"),
    "level too high": GOOD.replace("Bo Bering: 4", "Bo Bering: 6"),
    "half a level": GOOD.replace("Bo Bering: 4", "Bo Bering: 4.5"),
    "share above 100": GOOD.replace("41.5 %", "100.1 %"),
    "anchor": with_staff("&one 2.5 FTE"),
    "alias": with_staff("*one"),
    "tag": with_staff("!!python/object/apply:os.system [id]"),
    "exploding aliases": laughing(),
    "merge key": GOOD.replace("  staff:", "  <<: {staff: 1 FTE}\n  staff:"),
    "two documents": GOOD + "---\n" + GOOD,
    "tab": GOOD.replace("  staff", "\tstaff"),
    "half a sign": with_staff(r'"\ud800"'),
    "control character": with_staff(r'"\x07"'),
    "NUL": GOOD.replace("staff", "sta\0ff"),
    "deep nesting": "facts: " + "[" * 100_000,
    "deep JSON": '{"facts": ' + '{"a": ' * 50_000 + "1" + "}" * 50_001,
    "unclosed": "{on: 2026-10-15",
    "JSON cut off": json.dumps(gold_answers())[:-1],
    "empty": "",
    "blank": " \n\n",
    "comment": "# nothing\n",
    "list": "[]",
    "text": "answers",
    "a million lines": "on: 2026-10-15\n" + "# \n" * 400_000,
    "binary": bytes(range(256)) * 8,
    "UTF-16": GOOD.encode("utf-16"),
    "Latin-1": GOOD.replace("Alva", "Älva").encode("latin-1"),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(100),
}


def import_answers(tcei: Program, file: str) -> Told:
    case = ("--org", "Krakenholm", "--label", "gold", "--demonstration")
    return tcei("assess", "import", file, *case)


def assert_told(told: Told, *codes: int) -> None:
    """Hold what was told to be a sentence, and no stack."""
    assert told.code in codes, told
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err
    assert "unexpected fault" not in told.err


@pytest.fixture
def here(tcei: Program, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run commands in this process, at the same office."""
    monkeypatch.setenv("TCEI_HOME", str(tcei.folder / "office"))
    return runner(capsys)


@pytest.fixture
def before(tcei: Program) -> list[str]:
    """Give what the database holds before anything happens."""
    return dump(tcei.folder / "office" / "tcei.db")


def test_good_answers_are_taken(tcei: Program) -> None:
    """Otherwise everything below would be refused for the wrong reason."""
    (tcei.folder / "answers.yaml").write_text(GOOD, encoding="utf-8")

    assert import_answers(tcei, "answers.yaml").code == 0


def test_a_real_case_without_reasons_is_refused(tcei: Program, before: list[str]) -> None:
    (tcei.folder / "answers.yaml").write_text(GOOD, encoding="utf-8")

    told = tcei("assess", "import", "answers.yaml", "--org", "Krakenholm", "--label", "gold")

    assert_told(told, 5)
    assert "these lack one: 1.1.0, 1.1.1, " in told.err
    assert dump(tcei.folder / "office" / "tcei.db") == before


DEADLY = ("exploding aliases", "deep nesting", "deep JSON", "a million lines", "binary", "tag")
"""What could bring down a process, and is given to one of its own."""


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_of_answers_is_told_by_place(
    tcei: Program, before: list[str], name: str, here: Run
) -> None:
    content = FILES[name]
    assert content != GOOD
    path = tcei.folder / "answers.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    told = [here("decide", "preview", str(path), "--ruleset", "ecei/2.0.0")]
    case = ("--org", "Krakenholm", "--label", "gold")
    told.append((tcei if name in DEADLY else here)("assess", "import", str(path), *case))

    for one in told:
        assert_told(one, 3)
        assert one.err.startswith(f"{path}:")
        assert max(map(len, one.err.splitlines())) < 400
    assert dump(tcei.folder / "office" / "tcei.db") == before


def test_a_file_of_50_megabytes_is_not_read(tcei: Program, before: list[str], here: Run) -> None:
    file = str(tcei.folder / "large.yaml")
    with Path(file).open("wb") as opened:
        opened.truncate(50_000_000)

    for line in (
        ("assess", "import", file, "--org", "Krakenholm"),
        ("decide", "preview", file, "--ruleset", "ecei/2.0.0"),
        ("ruleset", "check", file),
        ("org", "import", file),
        ("registry", "import", file),
    ):
        told = here(*line)
        assert told.code == 3, line
        assert "50.0 MB" in told.out + told.err
    assert dump(tcei.folder / "office" / "tcei.db") == before


def test_a_certificate_of_50_megabytes_is_none(tcei: Program) -> None:
    """Whatever the bytes are, verifying gives a word, and it is not that they are in order."""
    with (tcei.folder / "large.json").open("wb") as file:
        file.truncate(50_000_000)

    assert tcei("verify", "large.json").code in {3, 12}


def test_a_folder_or_nothing_instead_of_a_file(tcei: Program, before: list[str], here: Run) -> None:
    folder, nothing = tcei.folder / "folder", tcei.folder / "none.yaml"
    folder.mkdir()

    for path, codes in ((str(folder), (2, 7)), (str(nothing), (4,))):
        assert_told(here("assess", "import", path, "--org", "Krakenholm"), *codes)
        assert_told(here("decide", "preview", path, "--ruleset", "ecei/2.0.0"), *codes)
        assert_told(here("org", "import", path), *codes)
        assert_told(here("verify", path), *codes)
    assert dump(tcei.folder / "office" / "tcei.db") == before


def test_a_country_that_looks_like_no_is_norway(tcei: Program) -> None:
    (tcei.folder / "orgs.csv").write_text("name,country\nMoonbeammoor,NO\n")

    assert tcei("org", "import", "orgs.csv").code == 0
    assert tcei("org", "show", "moonbeammoor", "--json").json["country"] == "NO"


# The office itself


def test_a_locked_database_is_told(tcei: Program, before: list[str]) -> None:
    path = tcei.folder / "office" / "tcei.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        told = tcei("org", "add", "Moonbeammoor")
        assert tcei("org", "list").code == 0

    assert_told(told, 7)
    assert "in use" in told.err
    assert dump(path) == before


def put_folder(path: Path) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    path.mkdir()


BROKEN: dict[str, tuple[Callable[[Path], object], tuple[int, ...]]] = {
    "no database": (lambda home: (home / "tcei.db").unlink(), (4,)),
    "an empty file": (lambda home: (home / "tcei.db").write_bytes(b""), (4,)),
    "junk": (lambda home: (home / "tcei.db").write_bytes(b"junk" * 5_000), (20,)),
    "half of it": (
        lambda home: (home / "tcei.db").write_bytes((home / "tcei.db").read_bytes()[:20_000]),
        (20,),
    ),
    "a folder": (lambda home: put_folder(home / "tcei.db"), (4, 7)),
    "no office": (lambda home: home.rename(home.with_name("moved")), (4,)),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_a_database_that_cannot_be_used_is_told(tcei: Program, here: Run, broken: str) -> None:
    break_it, codes = BROKEN[broken]
    break_it(tcei.folder / "office")

    assert_told(tcei("org", "add", "Moonbeammoor"), *codes)
    assert_told(here("org", "list"), *codes)
    doctor = here("doctor")
    assert doctor.code != 0
    assert "!!  database" in doctor.out


def test_an_office_that_is_a_file_is_told(tcei: Program) -> None:
    (tcei.folder / "file").touch()

    assert_told(tcei("org", "list", "--home", "file"), 4, 7)


@needs_permissions
def test_a_file_that_may_only_be_read_is_told(tcei: Program, before: list[str]) -> None:
    """Root may write everything; the folder in place of the file above stands in for it."""
    path = tcei.folder / "office" / "tcei.db"
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        told = tcei("org", "add", "Moonbeammoor")
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)

    if told.code == 0:
        pytest.skip("permissions do not bind whoever runs this")
    assert_told(told, 7)
    assert dump(path) == before


def test_a_folder_that_cannot_be_made_is_told(tcei: Program) -> None:
    (tcei.folder / "file").touch()

    assert_told(tcei("init", "file/office"), 7)
    assert_told(tcei("demo", "--out", "file/walk"), 7)


BROKEN_KEYS: dict[str, tuple[Callable[[Path], object], int]] = {
    "no key": (lambda home: (home / "keys" / "demonstration.json").unlink(), 4),
    "no folder": (lambda home: (home / "keys").rename(home / "moved"), 4),
    "other JSON": (lambda home: (home / "keys" / "demonstration.json").write_bytes(b"{}"), 20),
    "junk": (lambda home: (home / "keys" / "demonstration.json").write_bytes(b"\xff"), 20),
    "no trust": (lambda home: (home / "trust.json").unlink(), 4),
    "other trust": (lambda home: (home / "trust.json").write_bytes(b"[]"), 3),
}


@pytest.mark.parametrize("broken", BROKEN_KEYS)
def test_keys_that_cannot_be_used_are_told(tcei: Program, broken: str) -> None:
    break_it, code = BROKEN_KEYS[broken]
    break_it(tcei.folder / "office")

    assert_told(tcei("cert", "issue", "01NONE"), code)
    assert tcei("doctor").code != 0


def test_a_wrong_passphrase_is_told_and_nothing_is_stored(tcei: Program, before: list[str]) -> None:
    told = tcei("cert", "issue", "01NONE", TCEI_PASSPHRASE="wrong horse battery")  # noqa: S106

    assert_told(told, 5)
    assert "passphrase" in told.err
    assert dump(tcei.folder / "office" / "tcei.db") == before


def test_no_passphrase_and_nobody_to_ask_is_told(tcei: Program) -> None:
    for line in (("cert", "issue", "01NONE"), ("keys", "rotate", "demonstration")):
        told = tcei(*line, TCEI_PASSPHRASE="")
        assert_told(told, 2)
        assert "TCEI_PASSPHRASE" in told.err


def test_a_short_passphrase_is_told(tcei: Program) -> None:
    told = tcei("keys", "new", "issuer", TCEI_PASSPHRASE="short")  # noqa: S106

    assert_told(told, 3)
    assert "12" in told.err


def test_output_that_nobody_takes_is_no_fault(tcei: Program) -> None:
    """`tcei ruleset show … | head -1`."""
    program = tcei.start("ruleset", "show", "ecei/2.0.0", "--json")
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    told = program.stderr.read().decode()
    program.stderr.close()

    assert program.wait(60) in {0, 141}
    assert "Traceback" not in told
    assert "BrokenPipe" not in told
