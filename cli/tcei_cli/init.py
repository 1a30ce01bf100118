"""`tcei init`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from tcei_cli.compose import DATABASE_FILE, KEYS_FOLDER, Workplace, passphrase
from tcei_cli.options import common, options_of, passphrase_file
from tcei_cli.output import show


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@passphrase_file
@common
@click.pass_context
def init(context: click.Context, folder: Path, passphrase_file: Path | None) -> None:
    """Make FOLDER with database, keys for ledger and demonstration, and trust.json.

    What is there already stays as it is, so it can be called again.
    """
    options = options_of(context)
    options.home = folder
    workplace = Workplace(options)
    # Asked for before anything is made, so that nothing is half-made without it.
    secret = passphrase(passphrase_file, new=True) if workplace.lacking_keys() else None
    trust = workplace.furnish(secret)
    text = (
        f"{folder} is ready: {DATABASE_FILE}, {KEYS_FOLDER}/, {trust.name}.\n"
        "Certificates from it are demonstrations.\n"
        f"Next: tcei ruleset publish NAME --home {quote(str(folder))}"
    )
    show(context, text, {"home": str(folder), "trust": str(trust)})
