"""`tcei init`."""

from __future__ import annotations

from pathlib import Path

import click

from tcei_cli.compose import (
    DATABASE_FILE,
    KEYS_FOLDER,
    SystemClock,
    Workplace,
    make_folder,
    passphrase,
)
from tcei_cli.options import common, options_of, passphrase_file
from tcei_cli.output import show


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@passphrase_file
@common
@click.pass_context
def init(context: click.Context, folder: Path, passphrase_file: Path | None) -> None:
    """Make FOLDER with database, demonstration key and trust.json.

    What is there already stays as it is, so it can be called again.
    """
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415
    from tcei_rules.keys.keyring import Keyring  # noqa: PLC0415

    options = options_of(context)
    options.home = folder
    workplace = Workplace(options)
    make_folder(folder)
    keyring = Keyring.create(folder / KEYS_FOLDER)
    if not any(key.purpose is Purpose.DEMONSTRATION for key in keyring.list()):
        secret = passphrase(passphrase_file, new=True)
        keyring.new(Purpose.DEMONSTRATION, secret, at=SystemClock().now())
    workplace.database().create()
    trust = workplace.write_trust()
    text = (
        f"{folder} is ready: {DATABASE_FILE}, {KEYS_FOLDER}/, {trust.name}.\n"
        "Certificates from it are demonstrations.\n"
        f"Next: tcei org add NAME --home {folder}"
    )
    show(context, text, {"home": str(folder), "trust": str(trust)})
