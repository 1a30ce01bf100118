"""`tcei registry`: import, search."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from tcei_cli.compose import Workplace, read_file
from tcei_cli.options import at_day, common, dry_run, options_of
from tcei_cli.output import show


@click.group(no_args_is_help=True)
@common
def registry() -> None:
    """Import published labels, search what is held."""


@registry.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--scheme", default="ecei", show_default=True, help="Scheme of the labels.")
@at_day
@dry_run
@common
@click.pass_context
def import_(context: click.Context, file: Path, scheme: str, at: str | None, dry_run: bool) -> None:
    """Import a CSV FILE of published labels, each dated by the rules of its date."""
    from tcei_cli.registry_text import imported_text, labels_data  # noqa: PLC0415

    workplace = Workplace(options_of(context), rehearse=dry_run)
    on = at or workplace.today()
    imported = workplace.registering().import_(read_file(file), str(file), scheme, on)
    text = imported_text(imported.summary, imported.new, on, rehearsed=dry_run)
    if not dry_run:
        text += "\nNext: tcei registry search, for what was worked out row by row"
    data = {
        "new": imported.new,
        "summary": asdict(imported.summary),
        "labels": labels_data(imported),
        "at": on,
    }
    show(context, text, data)


@registry.command("search")
@click.argument("text", default="")
@click.option("--scheme", default="ecei", show_default=True, help="Scheme of the labels.")
@click.option("--label", help="Only this label.")
@at_day
@common
@click.pass_context
def search(
    context: click.Context, text: str, scheme: str, label: str | None, at: str | None
) -> None:
    """Find labels by a part of the holder's name, or by certificate number."""
    from tcei_cli.registry_text import entries_text  # noqa: PLC0415

    workplace = Workplace(options_of(context))
    on = at or workplace.today()
    found = workplace.registering().search(text, scheme, on, label)
    shown = entries_text(found, on) if found else f"nothing found for `{text}`"
    show(context, shown, {"at": on, "entries": [asdict(one) for one in found]})
