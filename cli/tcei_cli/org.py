"""`tcei org`: add, list, show, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.compose import Workplace, read_file
from tcei_cli.options import DAY, at_day, common, dry_run, options_of
from tcei_cli.output import show, table

if TYPE_CHECKING:
    from tcei_rules.store.organisations import Organisation


@click.group(no_args_is_help=True)
@common
def org() -> None:
    """Add, import and list organisations."""


@org.command("add")
@click.argument("name")
@click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-2, for example DE or US.")
@click.option("--region", metavar="CODE", help="NUTS, or ISO 3166-2.")
@click.option("--sector", help="Sector, in words.")
@click.option("--legal-form", help="Legal form, in words.")
@click.option("--founded", type=DAY, metavar="DAY", help="Day of foundation.")
@dry_run
@common
@click.pass_context
def add(context: click.Context, /, name: str, dry_run: bool, **attributes: str | None) -> None:
    """Add the organisation NAME."""
    workplace = Workplace(options_of(context), rehearse=dry_run)
    values = {key: value for key, value in attributes.items() if value}
    added = workplace.organising().add({"name": name, **values})
    done = "would be added" if dry_run else "added"
    show(context, f"{added.attributes.name} {done} as {added.id}", _data(added))


@org.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@dry_run
@common
@click.pass_context
def import_(context: click.Context, file: Path, dry_run: bool) -> None:
    """Add the organisations of a CSV FILE: all rows, or none and every mistake.

    Columns: name, country, region, sector, legal_form, founded.
    """
    workplace = Workplace(options_of(context), rehearse=dry_run)
    added = workplace.organising().import_csv(read_file(file), str(file))
    done = "would be added" if dry_run else "added"
    data = {"organisations": [_data(one) for one in added]}
    show(context, f"{len(added)} organisations {done}", data)


@org.command("list")
@at_day
@common
@click.pass_context
def list_(context: click.Context, at: str | None) -> None:
    """List organisations by name."""
    workplace = Workplace(options_of(context))
    found = workplace.organising().list(at or workplace.today())
    rows = [
        (one.id, one.attributes.country or "", one.attributes.region or "", one.attributes.name)
        for one in found
    ]
    text = table(rows, ("id", "country", "region", "name")) if rows else "no organisations yet"
    show(context, text, {"organisations": [_data(one) for one in found]})


@org.command("show")
@click.argument("name")
@common
@click.pass_context
def show_(context: click.Context, name: str) -> None:
    """Show the organisation NAME (or its id)."""
    found = Workplace(options_of(context)).organising().show(name)
    text = "\n".join(f"{key}: {value}" for key, value in _data(found).items())
    show(context, text, _data(found))


def _data(organisation: Organisation) -> dict[str, Any]:
    return {"id": organisation.id, "since": organisation.start, **organisation.attributes.members()}
