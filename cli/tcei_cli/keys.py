"""`tcei keys`: new, list, rotate, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tcei_cli.compose import SystemClock, Workplace, passphrase
from tcei_cli.options import common, options_of, passphrase_file
from tcei_cli.output import show, table

if TYPE_CHECKING:
    from tcei_rules.keys.key_file import PublicPart

PURPOSES = ("demonstration", "issuer", "ledger")
purpose_argument = click.argument("purpose", type=click.Choice(PURPOSES))


@click.group(no_args_is_help=True)
@common
def keys() -> None:
    """Make, list, rotate and export signing keys: one key, one purpose."""


@keys.command("new")
@purpose_argument
@passphrase_file
@common
@click.pass_context
def new(context: click.Context, purpose: str, passphrase_file: Path | None) -> None:
    """Make the first key of PURPOSE, kept under a passphrase."""
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

    workplace = Workplace(options_of(context))
    secret = passphrase(passphrase_file, new=True)
    _demand_root(workplace)
    part = workplace.keyring().new(Purpose(purpose), secret, at=SystemClock().now())
    _made(context, workplace, part, "made")


@keys.command("rotate")
@purpose_argument
@passphrase_file
@common
@click.pass_context
def rotate(context: click.Context, purpose: str, passphrase_file: Path | None) -> None:
    """Retire the key of PURPOSE and make the next one; what was signed stays valid."""
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

    workplace = Workplace(options_of(context))
    secret = passphrase(passphrase_file, new=True)
    _demand_root(workplace)
    part = workplace.keyring().rotate(Purpose(purpose), secret, at=SystemClock().now())
    _made(context, workplace, part, "made; the one before it is retired")


def _demand_root(workplace: Workplace) -> None:
    """Refuse before a key is made that the trust root could not name."""
    workplace.trust_so_far()
    workplace.founding().root()


def _made(context: click.Context, workplace: Workplace, part: PublicPart, what: str) -> None:
    trust = workplace.write_trust() if part.purpose in {"demonstration", "ledger"} else None
    text = f"{part.purpose} key {part.multikey} {what}"
    if trust is not None:
        text += f"\n{trust} names it from now on: hand it to verifiers again"
    show(context, text, {"key": part.members()})


@keys.command("list")
@common
@click.pass_context
def list_(context: click.Context) -> None:
    """List all keys, active and retired."""
    found = Workplace(options_of(context)).keyring().list()
    rows = [(one.purpose, one.created, one.retired or "active", one.multikey) for one in found]
    text = table(rows, ("purpose", "made", "retired", "public key")) if rows else "no keys yet"
    show(context, text, {"keys": [one.members() for one in found]})


@keys.command("export")
@purpose_argument
@common
@click.pass_context
def export(context: click.Context, purpose: str) -> None:
    """Print the public part of the active key of PURPOSE."""
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

    part = Workplace(options_of(context)).keyring().export(Purpose(purpose))
    show(context, part.multikey, {"key": part.members()})
