"""What commands tell: one object for programs, sentences for people, codes for shells."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tcei_cli import main as entry
from tcei_cli.compose import Workplace
from tcei_cli.exit_codes import ExitCode
from tcei_rules.errors import ConflictError
from tests.commands import Run
from tests.home import HOLDERS, as_yaml, bronze_answers, dump, rows_of

ISSUED = "DEMO-ECEI-2026-0001"
CSV = b"name,country\nKrakenholm,NO\n"

WELL: list[tuple[str, ...]] = [
    ("doctor",),
    ("ruleset", "list"),
    ("ruleset", "list", "--at", "2015-01-01"),
    ("ruleset", "list", "--at", "1999-01-01"),
    ("ruleset", "show", "ecei/1.0.0"),
    ("ruleset", "check", "ecei/1.0.0"),
    ("ruleset", "publish", "ecei/2.0.0"),
    ("ruleset", "publish", "examples/hungary", "--dry-run"),
    ("org", "list"),
    ("org", "list", "--at", "1999-01-01"),
    ("org", "show", "Lanternmere water cluster"),
    ("org", "add", "Krakenholm"),
    ("org", "add", "Krakenholm", "--dry-run"),
    ("org", "import", "orgs.csv"),
    ("assess", "import", "answers.yaml", "--org", "Lanternmere water cluster"),
    ("assess", "show", "ASSESSMENT"),
    ("decide", "preview", "answers.yaml", "--ruleset", "ecei/2.0.0"),
    ("decide", "preview", "ASSESSMENT"),
    ("decide", "explain", "DECISION"),
    ("decide", "list"),
    ("decide", "list", "--at", "1999-01-01"),
    ("cert", "list"),
    ("cert", "show", ISSUED),
    ("keys", "list"),
    ("keys", "export", "demonstration"),
    ("keys", "export", "ledger"),
    ("keys", "new", "issuer"),
    ("keys", "rotate", "demonstration"),
    ("registry", "search", "lantern"),
    ("registry", "search"),
    ("registry", "import", "holders.csv"),
]
WRONG: list[tuple[ExitCode, tuple[str, ...]]] = [
    (ExitCode.USAGE, ("nope",)),
    (ExitCode.USAGE, ("org",)),
    (ExitCode.USAGE, ("org", "nope")),
    (ExitCode.USAGE, ("org", "add")),
    (ExitCode.USAGE, ("org", "list", "--nope")),
    (ExitCode.USAGE, ("org", "list", "extra")),
    (ExitCode.USAGE, ("org", "list", "--at", "2026-02-30")),
    (ExitCode.USAGE, ("org", "list", "--at", "yesterday")),
    (ExitCode.USAGE, ("org", "list", "--lang", "tlh")),
    (ExitCode.USAGE, ("org", "add", "X", "--founded", "2026-02-30")),
    (ExitCode.USAGE, ("org", "import", ".")),
    (ExitCode.USAGE, ("keys", "new", "witness")),
    (ExitCode.USAGE, ("decide", "record", "X")),
    (ExitCode.USAGE, ("decide", "record", "X", "--by", "A")),
    (ExitCode.USAGE, ("demo", "--seed", "x")),
    (ExitCode.MISTAKES, ("org", "add", "X", "--country", "ger")),
    (ExitCode.MISTAKES, ("org", "import", "junk.csv")),
    (ExitCode.MISTAKES, ("decide", "preview", "junk.csv", "--ruleset", "ecei/2.0.0")),
    (ExitCode.MISTAKES, ("ruleset", "check", "junk.csv")),
    (ExitCode.MISTAKES, ("ruleset", "show", "junk.csv")),
    (ExitCode.MISTAKES, ("ruleset", "publish", "junk.csv")),
    (ExitCode.MISTAKES, ("verify", "answers.yaml", "--trust", "junk.csv")),
    (ExitCode.NOT_FOUND, ("org", "show", "Nobody")),
    (ExitCode.NOT_FOUND, ("org", "import", "none.csv")),
    (ExitCode.NOT_FOUND, ("org", "list", "--home", "none")),
    (ExitCode.NOT_FOUND, ("assess", "show", "X")),
    (ExitCode.NOT_FOUND, ("assess", "import", "none.yaml", "--org", "X")),
    (ExitCode.NOT_FOUND, ("assess", "import", "answers.yaml", "--org", "Nobody")),
    (ExitCode.NOT_FOUND, ("decide", "preview", "X")),
    (ExitCode.NOT_FOUND, ("decide", "record", "X", "--by", "A", "--confirmed-by", "B")),
    (ExitCode.NOT_FOUND, ("decide", "explain", "X")),
    (ExitCode.NOT_FOUND, ("cert", "issue", "X")),
    (ExitCode.NOT_FOUND, ("cert", "show", "X")),
    (ExitCode.NOT_FOUND, ("keys", "export", "issuer")),
    (ExitCode.NOT_FOUND, ("ruleset", "show", "ecei/9.9.9")),
    (ExitCode.NOT_FOUND, ("ruleset", "show", "")),
    (ExitCode.NOT_FOUND, ("ruleset", "publish", "ecei/9.9.9")),
    (ExitCode.NOT_FOUND, ("ruleset", "test", "nope/1.0.0")),
    (ExitCode.NOT_FOUND, ("registry", "search", "--scheme", "nope")),
    (ExitCode.NOT_FOUND, ("verify", "none.json")),
    (ExitCode.NOT_FOUND, ("verify", "answers.yaml", "--trust", "none.json")),
    (ExitCode.NOT_ALLOWED, ("assess", "import", "answers.yaml", "--org",
                            "Lanternmere water cluster", "--label", "platinum")),
    (ExitCode.CONFLICT, ("org", "add", "LANTERNMERE water cluster")),
    (ExitCode.CONFLICT, ("keys", "new", "demonstration")),
    (ExitCode.CONFLICT, ("keys", "new", "ledger")),
    (ExitCode.CONFLICT, ("demo", "--out", "full")),
    (ExitCode.UNREACHABLE, ("org", "list", "--db", "office")),
    (ExitCode.UNREACHABLE, ("ruleset", "show", ".")),
    (ExitCode.UNREACHABLE, ("decide", "preview", ".", "--ruleset", "ecei/2.0.0")),
    (ExitCode.ALTERED, ("verify", "answers.yaml")),
    (ExitCode.DIFFERS, ("org", "list", "--db", "sqlite:///junk.csv")),
]  # fmt: skip


@pytest.fixture(autouse=True)
def files(home: Path) -> Path:
    """Put files into the folder in which the commands run."""
    Path("orgs.csv").write_bytes(CSV)
    Path("holders.csv").write_bytes(HOLDERS)
    Path("answers.yaml").write_bytes(as_yaml(bronze_answers()))
    Path("junk.csv").write_bytes(b"\xff\xfe junk" * 2_000)
    Path("full").mkdir()
    Path("full", "mine.txt").touch()
    return home


def filled_in(arguments: tuple[str, ...], home: Path) -> list[str]:
    """Put in the ids of what is in the office."""
    (decision,) = rows_of(home / "tcei.db", "decision")
    ids = {"DECISION": decision[0], "ASSESSMENT": decision[2]}
    return [ids.get(word, word) for word in arguments]


@pytest.mark.parametrize("arguments", WELL, ids=" ".join)
def test_what_went_well_is_one_object_for_programs_and_a_text_for_people(
    run: Run, home: Path, arguments: tuple[str, ...]
) -> None:
    words = filled_in(arguments, home)

    rehearsed = run(*words, "--json")
    assert (rehearsed.code, rehearsed.err) == (0, "")
    assert rehearsed.json["ok"] is True
    assert len(rehearsed.json) > 1

    if arguments[0] not in {"keys", "assess"} and arguments[1:2] not in [("add",), ("import",)]:
        people = run(*words)
        assert (people.code, people.err) == (0, "")
        assert people.out.strip()
        assert not people.out.startswith("{") or arguments[:2] == ("cert", "show")


@pytest.mark.parametrize(("code", "arguments"), WRONG, ids=[" ".join(words) for _, words in WRONG])
def test_what_went_wrong_is_one_object_for_programs(
    run: Run, home: Path, code: ExitCode, arguments: tuple[str, ...]
) -> None:
    told = run(*filled_in(arguments, home), "--json")

    assert (told.code, told.err) == (code, "")
    answer = told.json
    assert answer["ok"] is False
    if code is ExitCode.ALTERED or (code is ExitCode.MISTAKES and arguments[1] == "check"):
        assert "error" not in answer
    else:
        assert answer["error"]["kind"]
        assert answer["error"]["message"].strip()
        assert "{" not in answer["error"]["message"].replace("{demonstration|", "")


@pytest.mark.parametrize(("code", "arguments"), WRONG, ids=[" ".join(words) for _, words in WRONG])
def test_what_went_wrong_is_told_in_a_sentence_and_nothing_is_stored(
    run: Run, home: Path, code: ExitCode, arguments: tuple[str, ...]
) -> None:
    before = dump(home / "tcei.db")

    told = run(*filled_in(arguments, home))

    assert told.code == code
    said = told.out if code is ExitCode.ALTERED or "check" in arguments else told.err
    assert said.strip()
    assert "Traceback" not in told.out + told.err
    if said == told.err:
        assert told.out == ""
    assert dump(home / "tcei.db") == before


def test_options_can_stand_anywhere(run: Run) -> None:
    lines = (["--json", "org", "list"], ["org", "--json", "list"], ["org", "list", "--json"])

    for line in lines:
        told = run(*line)
        assert told.code == 0, line
        assert told.json["ok"]


def test_what_is_said_in_the_command_counts_before_what_the_environment_says(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a folder means it; another office must not get the rows."""
    monkeypatch.setenv("TCEI_HOME", "elsewhere")

    for line in (["--home", str(home), "org", "list"], ["org", "list", "--home", str(home)]):
        assert "Lanternmere" in run(*line).out, line


def test_the_database_that_is_named_counts_before_the_one_of_the_environment(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TCEI_DB", "sqlite:///elsewhere.db")
    url = f"sqlite:///{home / 'tcei.db'}"

    for line in (["--db", url, "org", "list"], ["org", "list", "--db", url]):
        assert "Lanternmere" in run(*line).out, line


def test_the_last_word_counts(run: Run, home: Path) -> None:
    told = run("--home", "elsewhere", "org", "list", "--home", str(home))

    assert "Lanternmere" in told.out


def test_a_rehearsal_stores_nothing_and_says_so(run: Run, home: Path) -> None:
    before = dump(home / "tcei.db")

    for line in (
        ["org", "add", "Krakenholm"],
        ["org", "import", "orgs.csv"],
        ["assess", "import", "answers.yaml", "--org", "Lanternmere water cluster"],
    ):
        told = run(*line, "--dry-run")
        assert told.code == 0
        assert "would be" in told.out, line
        assert "Next:" not in told.out, "what was not stored cannot be asked for"

    assert run("registry", "import", "holders.csv", "--dry-run").code == 0
    assert dump(home / "tcei.db") == before


class BrokenError(Exception):
    """Something that nobody expected."""


def break_commands(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(_self: Workplace) -> None:
        raise error

    monkeypatch.setattr(Workplace, "organising", fail)


def test_what_nobody_expected_is_told_without_a_stack(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_commands(monkeypatch, BrokenError("on purpose"))

    told = run("org", "list")

    assert (told.code, told.out) == (ExitCode.FAULT, "")
    assert "BrokenError: on purpose" in told.err
    assert "TCEI_DEBUG" in told.err
    assert "Traceback" not in told.err


def test_what_nobody_expected_is_one_object_for_programs(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_commands(monkeypatch, BrokenError("on purpose"))

    told = run("org", "list", "--json")

    assert told.code == ExitCode.FAULT
    assert told.json["ok"] is False
    assert told.json["error"]["kind"] == "fault"


def test_whoever_looks_for_the_fault_gets_the_stack(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_commands(monkeypatch, BrokenError("on purpose"))
    monkeypatch.setenv("TCEI_DEBUG", "1")

    assert "Traceback" in run("org", "list").err


def test_an_error_without_a_sentence_is_a_fault_and_no_stack(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence that someone forgot to write must not break the telling."""
    break_commands(monkeypatch, ConflictError("no.such.sentence", name="x"))

    for line in (["org", "list"], ["org", "list", "--json"]):
        told = run(*line)
        assert told.code in {ExitCode.FAULT, ExitCode.CONFLICT}
        assert "no.such.sentence" in told.out + told.err


def test_a_sentence_that_lacks_a_value_is_a_fault_and_no_stack(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_commands(monkeypatch, ConflictError("organisation.there_already"))

    assert run("org", "list").code in {ExitCode.FAULT, ExitCode.CONFLICT}


def test_a_stop_is_told_and_has_its_own_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    break_commands(monkeypatch, KeyboardInterrupt())

    told = run("org", "list")

    assert (told.code, told.out) == (ExitCode.STOPPED, "")
    assert "stopped" in told.err


def test_a_stop_is_one_object_for_programs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    break_commands(monkeypatch, KeyboardInterrupt())

    told = run("org", "list", "--json")

    assert told.code == ExitCode.STOPPED
    assert told.json["ok"] is False


def test_the_program_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tcei", "nope"])

    with pytest.raises(SystemExit) as caught:
        entry.run()

    assert caught.value.code == 2


@pytest.mark.parametrize("value", ["", "1"])
def test_nothing_is_coloured_where_nobody_looks(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """NO_COLOR, or a pipe, as here."""
    if value:
        monkeypatch.setenv("NO_COLOR", value)

    preview = ["decide", "preview", "answers.yaml", "--ruleset", "ecei/2.0.0"]
    for line in (["org", "list"], ["nope"], preview, ["ruleset", "check", "junk.csv"]):
        told = run(*line)
        assert "\x1b" not in told.out + told.err


def test_no_file_gives_orders_to_a_terminal(run: Run) -> None:
    Path("answers.yaml").write_text(
        'on: 2026-01-01\nfacts: {"\\e[31mred": 1, staff: "\\e]0;x\\a"}\n'
    )

    told = run("decide", "preview", "answers.yaml", "--ruleset", "ecei/2.0.0")

    assert told.code == ExitCode.MISTAKES
    assert "\x1b" not in told.out + told.err
    assert "\x07" not in told.out + told.err


def test_no_argument_gives_orders_to_a_terminal(run: Run) -> None:
    # What a terminal takes for colours is stripped anyway where there is none, so a bell rings.
    for line in (
        ["org", "show", "\x9b31mred\x07"],
        ["ruleset", "show", "\x9b31mred\x07"],
        ["registry", "search", "\x9b31mred\x07"],
        ["org", "list", "--at", "\x9b31mred\x07"],
    ):
        told = run(*line)
        assert told.out + told.err
        assert not {"\x9b", "\x07"} & set(told.out + told.err), line


def test_a_text_of_half_signs_is_refused_and_no_fault(run: Run) -> None:
    """What the shell hands over as bytes that are no text."""
    for line in (["org", "add", "bad\udcff"], ["org", "show", "bad\udcff"],
                 ["registry", "search", "bad\udcff"]):  # fmt: skip
        told = run(*line)
        assert told.code in {ExitCode.DONE, ExitCode.USAGE, ExitCode.MISTAKES, ExitCode.NOT_FOUND}
