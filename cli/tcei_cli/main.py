"""The command `tcei`: registers the groups, maps errors to exit codes, once."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from io import StringIO
from typing import Any, Final

import click

from tcei_cli.exit_codes import OF_ERRORS, ExitCode
from tcei_cli.options import Options, common
from tcei_cli.telling import tell, tell_object
from tcei_rules.errors import TceiError, UsageError

DEBUG: Final = "TCEI_DEBUG"

NOBODY_READS: Final = 141
"""What a shell says of a program that writes to a pipe nobody reads (128 + SIGPIPE)."""

COMMANDS: Final = {
    "demo": "Walk the whole path once, on published labels and a fictional cohort.",
    "init": "Make FOLDER with database, keys for ledger and demonstration, and trust.json.",
    "db": "Bring a database up to date, check it, back it up and restore it.",
    "doctor": "Look whether everything is there that the commands need, and say what is not.",
    "verify": "Verify certificates offline: numbered steps, one result each.",
    "ruleset": "List, show, check and test criteria.",
    "org": "Add, import and list organisations.",
    "assess": "Import and show assessments.",
    "decide": "Preview, record and explain decisions.",
    "cert": "Issue, list and show certificates; suspend, reinstate and withdraw them.",
    "audit": "Check the whole record, replay decisions, bundle one, erase what must be forgotten.",
    "keys": "Make, list, rotate and export signing keys: one key, one purpose.",
    "log": "Export the ledger, prove records, collect cosignatures, name witnesses.",
    "witness": "Cosign ledgers of others, as an outside party on a machine of its own.",
    "registry": "Import published labels, search what is held.",
}
"""In the order of the help. Modules are imported on use: the help must answer at once."""


class LateGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"tcei_cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands' one-line helps without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tcei-rules")
@common
def tcei() -> None:
    """Assess cluster organisations and issue label certificates."""


def run(arguments: list[str] | None = None) -> None:
    """Run the command line; ends the process with the exit code of what happened."""
    sys.exit(main(sys.argv[1:] if arguments is None else arguments))


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code.

    Whatever happens is told, in a sentence or with `--json` as one object; a
    stack trace is added only where TCEI_DEBUG asks for it.
    """
    options = Options()
    try:
        _demand_text(arguments, options)
        with tcei.make_context("tcei", list(arguments), obj=options) as context:
            result: Any = tcei.invoke(context)
        return int(result) if isinstance(result, int) else ExitCode.DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        options.json = options.json or _asks_for_json(arguments)
        return _misused(options, error)
    except (click.Abort, KeyboardInterrupt):
        return _other(options, ExitCode.STOPPED, "stopped", "stopped")
    except TceiError as error:
        return _told(options, error)
    except BrokenPipeError:
        # Whoever read our output has heard enough; what it came to was never told, so not "done".
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001 -- the edge: what is not mapped is our own fault
        return _fault(options, error)


def _asks_for_json(arguments: list[str]) -> bool:
    """Tell whether a line that was not parsed to its end asks for one object."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return "--json" in arguments[:end]


def _demand_text(arguments: list[str], options: Options) -> None:
    """Refuse arguments that no record, message or JSON could repeat."""
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            options.json = _asks_for_json(arguments)
            raise UsageError("argument.not_text", text=argument)


def _told(options: Options, error: TceiError) -> int:
    from tcei_cli.output import show_error  # noqa: PLC0415

    try:
        show_error(options, error)
    except LookupError:
        # A sentence that someone forgot to write, or a value in it, must not break the telling.
        return _fault(options, error)
    return OF_ERRORS.get(error.kind, ExitCode.FAULT)


def _misused(options: Options, error: click.ClickException) -> int:
    if options.json:
        return _other(options, ExitCode.USAGE, "usage", error.format_message())
    text = StringIO()
    error.show(file=text)
    return _other(options, ExitCode.USAGE, "usage", text.getvalue().rstrip("\n"))


def _fault(options: Options, error: Exception) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}"
    told = (
        f"an unexpected fault of this program: {what}\n"
        "every record is whole, but perhaps not all was done that was asked; "
        f"set {DEBUG}=1 to see where, and please report it"
    )
    return _other(options, ExitCode.FAULT, "fault", told)


def _other(options: Options, code: ExitCode, kind: str, message: str) -> int:
    """Tell what has no sentence in the catalogue, and return its code."""
    if options.json:
        tell_object({"ok": False, "error": {"kind": kind, "message": message}})
    else:
        tell(message, err=True)
    return code
