"""Options that every command takes, wherever in the line they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from click.core import ParameterSource

F = TypeVar("F", bound=Callable[..., Any])

HOME: Final = "TCEI_HOME"
DATABASE: Final = "TCEI_DB"
PASSPHRASE: Final = "TCEI_PASSPHRASE"  # noqa: S105 -- the name of the variable
LANGUAGES: Final = ("en", "de", "fr", "es")
"""Said here once more, since help must not import the sentences; a test holds them together."""
DEFAULT_HOME: Final = "tcei-home"


@dataclass(slots=True)
class Options:
    """What was said beside the command itself."""

    json: bool = False
    quiet: bool = False
    home: Path = Path(DEFAULT_HOME)
    database: str | None = None
    language: str = "en"
    said: set[str] = field(default_factory=set[str])
    """Options that stood in the line; the others are defaults, or from the environment."""


def options_of(context: click.Context) -> Options:
    """Return the options said so far, anywhere in the line."""
    root = context.find_root()
    if not isinstance(root.obj, Options):
        root.obj = Options()
    return root.obj


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        options = options_of(context)
        said = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        # What is said anywhere in the line counts before what the environment says.
        if value not in {None, False} and (said or name not in options.said):
            setattr(options, name, value)
        if said:
            options.said.add(name)

    return keep


_COMMON: Final = (
    click.option(
        "--json", is_flag=True, expose_value=False, callback=_keep("json"),
        help="Print one JSON object for programs.",
    ),
    click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_keep("quiet"),
        help="Print results only, no progress and no remarks.",
    ),
    click.option(
        "--home", type=click.Path(path_type=Path), expose_value=False, callback=_keep("home"),
        envvar=HOME, metavar="DIR",
        help=f"Folder made by `tcei init`: database, keys, trust.json. Or {HOME}.",
    ),
    click.option(
        "--db", "database", expose_value=False, callback=_keep("database"), envvar=DATABASE,
        metavar="URL", help=f"Database, if not the one of the folder. Or {DATABASE}.",
    ),
    click.option(
        "--lang", expose_value=False, callback=_keep("language"), type=click.Choice(LANGUAGES),
        help="Language of sentences.",
    ),
)  # fmt: skip


def common(command: F) -> F:
    """Give a command the options that every command takes."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


class Day(click.ParamType[str]):
    """A day, `YYYY-MM-DD`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day as text; refuse what is not one."""
        text = str(value)
        if not _is_day(text):
            told = f"`{text}` is not a day; write YYYY-MM-DD, for example 2026-11-24"
            self.fail(told, param, ctx)
        return text


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


DAY: Final = Day()

at_day = click.option(
    "--at", type=DAY, metavar="DAY", help="Show the world as of a day (YYYY-MM-DD)."
)
dry_run = click.option(
    "--dry-run", is_flag=True, help="Do everything but store it; say what would be done."
)
passphrase_file = click.option(
    "--passphrase-file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=f"File with the passphrase of the keys; or {PASSPHRASE}; else you are asked.",
)  # fmt: skip
