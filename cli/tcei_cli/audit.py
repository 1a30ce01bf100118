"""`tcei audit`: bundle, check-bundle."""

from __future__ import annotations

from pathlib import Path

import click

from tcei_cli.audit_bundle import told_bundle, told_report
from tcei_cli.compose import BUNDLES_FOLDER, Workplace, evaluations, read_file, trusted, write_file
from tcei_cli.exit_codes import OF_CHECKS
from tcei_cli.options import common, options_of
from tcei_cli.output import show


@click.group(no_args_is_help=True)
@common
def audit() -> None:
    """Bundle everything about one decision, and check such a bundle anywhere."""


@audit.command("bundle")
@click.argument("name", metavar="ID")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write it; by default bundles/DECISION.zip in the folder.",
)  # fmt: skip
@common
@click.pass_context
def bundle(context: click.Context, name: str, out: Path | None) -> None:
    """Put everything about one decision into one file that anyone can check.

    ID is that of the decision or of its case, or the number of its certificate.
    The file holds facts and names: hand it to whoever may know them.
    """
    workplace, language = Workplace(options_of(context)), options_of(context).language
    made = workplace.bundling().bundle(name, language)
    path = out or workplace.home / BUNDLES_FOLDER / f"{made.decision}.zip"
    write_file(path, made.content)
    show(context, *told_bundle(made, str(path), language))


@audit.command("check-bundle")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--trust", "trust_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Your own trust.json; without it the one inside is used, which anybody can write.",
)  # fmt: skip
@common
@click.pass_context
def check_bundle(context: click.Context, file: Path, trust_file: Path | None) -> int:
    """Check a bundle by itself, without database and network, and judge its facts again.

    The exit code is 0 if everything holds, 20 if something differs, and 14 if
    something could not be checked because it was erased or is not there.
    """
    from tcei_rules.service.bundle.checking import check_bundle as check  # noqa: PLC0415

    pinned = trusted(read_file(trust_file), str(trust_file)) if trust_file else None
    with evaluations() as prepare:
        report = check(read_file(file), str(file), pinned, trusted, prepare)
    code = OF_CHECKS[report.state]
    text, data = told_report(report, str(file), options_of(context).language)
    show(context, text, data, ok=code == 0)
    return code
