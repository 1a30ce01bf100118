"""`tcei db`: upgrade, check."""

from __future__ import annotations

import click

from tcei_cli.compose import Workplace
from tcei_cli.exit_codes import ExitCode
from tcei_cli.options import common, options_of
from tcei_cli.output import show


@click.group(no_args_is_help=True)
@common
def db() -> None:
    """Bring a database up to date, and look whether it is."""


@db.command("upgrade")
@click.option(
    "--role", metavar="NAME",
    help="Let this role of a PostgreSQL server read and append, and nothing else.",
)  # fmt: skip
@common
@click.pass_context
def upgrade(context: click.Context, role: str | None) -> None:
    """Make the tables, or bring them to the present version; what is there stays."""
    database = Workplace(options_of(context)).database()
    database.create(role)
    text = f"the tables of {database.where} are of the present version"
    if role is not None:
        text += f"\n{role} may read and append, and erase what can be erased; nothing else"
    show(context, text, {"database": database.where, "role": role})


@db.command("check")
@common
@click.pass_context
def check(context: click.Context) -> int:
    """Look whether tables, versions and guards are as this program knows them."""
    database = Workplace(options_of(context)).database()
    found = database.differences()
    lines = [f"{database.where}: {one}" for one in found]
    text = "\n".join(lines) or f"{database.where}: tables, version and guards are as they must be"
    show(context, text, {"database": database.where, "differences": list(found)}, ok=not found)
    return ExitCode.MISTAKES if found else ExitCode.DONE
