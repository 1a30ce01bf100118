"""The command `tcei`: registers the groups, maps errors to exit codes, once."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import Any, Final

import click

from tcei_cli.exit_codes import OF_ERRORS, ExitCode
from tcei_cli.options import common
from tcei_rules.errors import TceiError

DEBUG: Final = "TCEI_DEBUG"

NOBODY_READS: Final = 141
"""What a shell says of a program that writes to a pipe nobody reads (128 + SIGPIPE)."""

COMMANDS: Final = {
    "demo": "Walk the whole path once, on published labels and a fictional cohort.",
    "init": "Make FOLDER with database, demonstration key and trust.json.",
    "doctor": "Look whether everything is there that the commands need, and say what is not.",
    "verify": "Verify certificates offline: numbered steps, one result each.",
    "ruleset": "List, show, check and test criteria.",
    "org": "Add, import and list organisations.",
    "assess": "Import and show assessments.",
    "decide": "Preview, record and explain decisions.",
    "cert": "Issue, list and show certificates.",
    "keys": "Make, list, rotate and export signing keys: one key, one purpose.",
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
    """Run one command and return its exit code; nothing escapes as a stack trace."""
    context: click.Context | None = None
    try:
        context = tcei.make_context("tcei", list(arguments))
        with context:
            result: Any = tcei.invoke(context)
        return int(result) if isinstance(result, int) else ExitCode.DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _usage(error, arguments)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return ExitCode.STOPPED
    except TceiError as error:
        return _told(context, error)
    except BrokenPipeError:
        # Whoever read our output has heard enough; what it came to was never told, so not "done".
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001 -- the edge: what is not mapped is our own fault
        return _fault(error)


def _told(context: click.Context | None, error: TceiError) -> int:
    from tcei_cli.output import show_error  # noqa: PLC0415

    show_error(context or click.Context(tcei), error)
    return OF_ERRORS.get(error.kind, ExitCode.FAULT)


def _usage(error: click.ClickException, arguments: list[str]) -> int:
    if "--json" in arguments:
        import json  # noqa: PLC0415

        told = {"kind": "usage", "message": error.format_message()}
        click.echo(json.dumps({"ok": False, "error": told}, ensure_ascii=False))
    else:
        error.show()
    return ExitCode.USAGE


def _fault(error: Exception) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exc()
    click.echo(
        f"an unexpected fault of this program: {type(error).__name__}: {error}\n"
        f"nothing was half-stored; set {DEBUG}=1 to see where, and please report it",
        err=True,
    )
    return ExitCode.FAULT
