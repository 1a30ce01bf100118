"""Every command says what it does: in its help, in the list of commands, in the README."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tcei_cli.exit_codes import OF_ERRORS, OF_STATUSES, ExitCode
from tcei_cli.main import COMMANDS
from tcei_rules import errors
from tcei_rules.domain.certificate import Status
from tests.commands import Run, command_paths, spoken

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ALL = list(command_paths())
NAMES = [spoken(path) for path, _ in ALL]
LEAVES = [(path, one) for path, one in ALL if not isinstance(one, click.Group)]
EVERYWHERE = {"--json", "--quiet", "--home", "--db", "--lang"}


def first_line(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


@pytest.mark.parametrize(("path", "command"), ALL, ids=NAMES)
def test_every_command_has_help(run: Run, path: tuple[str, ...], command: click.Command) -> None:
    for option in ("--help", "-h"):
        told = run(*path, option)
        assert (told.code, told.err) == (0, "")
        assert told.out.startswith(f"Usage: {spoken(path)} ")
    assert first_line(command).endswith(".")


@pytest.mark.parametrize(("path", "command"), ALL, ids=NAMES)
def test_every_option_says_what_it_is_for(path: tuple[str, ...], command: click.Command) -> None:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, (path, parameter.name)
            assert parameter.help.rstrip().endswith((".", "]")), (path, parameter.help)


@pytest.mark.parametrize(("path", "command"), LEAVES, ids=[spoken(path) for path, _ in LEAVES])
def test_every_command_takes_the_common_options(
    path: tuple[str, ...], command: click.Command
) -> None:
    options = {name for parameter in command.params for name in parameter.opts}

    assert options >= EVERYWHERE, path


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_the_same_as_the_command(name: str) -> None:
    """The list is written by hand, so that nothing is imported to show it."""
    command = dict(ALL)[(name,)]

    assert COMMANDS[name] == first_line(command)


def test_the_help_lists_every_command(run: Run) -> None:
    told = run("--help")

    assert told.code == 0
    listed = re.findall(r"^  ([a-z]+) ", told.out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize(("path", "command"), LEAVES, ids=[spoken(path) for path, _ in LEAVES])
def test_every_command_is_in_the_readme(path: tuple[str, ...], command: click.Command) -> None:
    del command
    assert re.search(rf"`{re.escape(spoken(path))}[ `]", README)


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `(tcei [a-z]+(?: [a-z-]+)?)", README, re.MULTILINE))

    assert named == {spoken(path) for path, _ in LEAVES}


def test_every_exit_code_is_in_the_readme() -> None:
    rows = {int(code) for code in re.findall(r"^\| ([0-9]+) \|", README, re.MULTILINE)}

    assert rows == set(ExitCode)


def test_every_kind_of_error_has_an_exit_code_of_its_own() -> None:
    kinds = {
        one.kind
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.TceiError)
    }

    assert kinds - {"fault"} == set(OF_ERRORS)
    assert len(set(OF_ERRORS.values())) == len(OF_ERRORS)


def test_every_word_of_a_certificate_has_an_exit_code() -> None:
    assert set(OF_STATUSES) == set(Status)
    assert [word for word, code in OF_STATUSES.items() if code == 0] == [Status.VALID]


def test_the_version_is_told(run: Run) -> None:
    told = run("--version")

    assert told.code == 0
    assert re.fullmatch(r"tcei, version \d+\.\d+\.\d+\S*\n", told.out)


HEAVY = ("pydantic", "sqlalchemy", "alembic", "ruamel", "cryptography", "rich", "pyrage", "orjson")


@pytest.mark.parametrize(
    "program",
    [
        "import tcei_cli.main",
        "from tcei_cli.main import main; main(['--help'])",
        "from tcei_cli.main import main; main(['ruleset', '--help'])",
        "from tcei_cli.main import main; main(['demo', '--help'])",
        "from tcei_cli.main import main; main(['nope'])",
    ],
)
def test_help_imports_nothing_heavy(program: str) -> None:
    """`tcei --help` must answer at once; what a command needs is imported when it is called."""
    look = f"{program}\nimport sys; print('\\nloaded', *{{n.split('.')[0] for n in sys.modules}})"
    told = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = set(told.stdout.rsplit("loaded", 1)[1].split())
    assert loaded.isdisjoint(HEAVY)
