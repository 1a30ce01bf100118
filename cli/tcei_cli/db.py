"""`tcei db`: upgrade, check, backup, restore."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.compose import Workplace
from tcei_cli.exit_codes import ExitCode
from tcei_cli.options import common, dry_run, options_of
from tcei_cli.output import show

if TYPE_CHECKING:
    from tcei_rules.service.restoring import Proven

BESIDE = "Keys, trust.json and checkpoints/ are not in a backup: keep copies of them elsewhere."

file_argument = click.argument("file", type=click.Path(path_type=Path))


@click.group(no_args_is_help=True)
@common
def db() -> None:
    """Bring a database up to date, check it, back it up and restore it."""


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


@db.command("backup")
@file_argument
@common
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Copy the whole record into FILE; nobody has to stop working meanwhile.

    The copy is proven before it gets its name, and never takes the place of another file.
    """
    proven = Workplace(options_of(context)).safekeeping().back_up(file)
    size = file.stat().st_size
    text = f"{file}: {size / 1_000_000:.1f} MB, {_told(proven)}\n{BESIDE}"
    show(context, text, {"file": str(file), "bytes": size, **_data(proven)})


@db.command("restore")
@file_argument
@click.option(
    "--checkpoint", "heads", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="A signed head that was kept elsewhere; besides those in checkpoints/ of the folder.",
)  # fmt: skip
@dry_run
@common
@click.pass_context
def restore(context: click.Context, file: Path, heads: tuple[Path, ...], dry_run: bool) -> None:
    """Fill an empty database from the backup FILE.

    Its ledger is worked out anew, and must continue every head that was kept.
    """
    workplace = Workplace(options_of(context), rehearse=dry_run)
    proven = workplace.restore(file, heads)
    done = "would be restored" if dry_run else "restored"
    continued = _continued(context, proven)
    text = f"{file} {done}: {_told(proven)}\n{continued}"
    show(context, text, {"file": str(file), **_data(proven), "remark": continued})


def _told(proven: Proven) -> str:
    signed = "none signed yet" if proven.signed is None else f"signed at {proven.signed} entries"
    return f"{proven.size} entries\nroot {_root(proven)}; latest head: {signed}"


def _continued(context: click.Context, proven: Proven) -> str:
    from tcei_rules.wording import say  # noqa: PLC0415

    language = options_of(context).language
    if proven.kept is None:
        return say("backup.no_head", language=language)
    return say("backup.continued", {"size": str(proven.kept)}, language)


def _root(proven: Proven) -> str:
    return b64encode(proven.root).decode()


def _data(proven: Proven) -> dict[str, Any]:
    heads = {"signed": proven.signed, "kept": proven.kept}
    known = {name: size for name, size in heads.items() if size is not None}
    return {"entries": proven.size, "root": _root(proven), **known}
