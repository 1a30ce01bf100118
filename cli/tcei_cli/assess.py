"""`tcei assess`: import, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.compose import Workplace, read_file
from tcei_cli.options import common, dry_run, options_of
from tcei_cli.output import show, table

if TYPE_CHECKING:
    from tcei_rules.domain.assessment import Answer, Statement
    from tcei_rules.service.assessing import FrozenAssessment


@click.group(no_args_is_help=True)
@common
def assess() -> None:
    """Import and show assessments."""


@assess.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--org", "organisation", required=True, metavar="NAME", help="Organisation, or its id."
)
@click.option("--scheme", default="ecei", show_default=True, help="Scheme of the label.")
@click.option("--label", "sought", metavar="LABEL", help="Label sought; without it benchmark only.")
@click.option("--version", metavar="VERSION", help="Version chosen, where there is a choice.")
@click.option(
    "--assessor", "assessors", multiple=True, metavar="NAME",
    help="Who assessed, where FILE names no panel; can be given several times.",
)  # fmt: skip
@click.option(
    "--demonstration", is_flag=True,
    help="A demonstration case: its certificate is one, and it counts in no real case.",
)  # fmt: skip
@dry_run
@common
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    organisation: str,
    scheme: str,
    sought: str | None,
    version: str | None,
    assessors: tuple[str, ...],
    demonstration: bool,
    dry_run: bool,
) -> None:
    """Open a case with the answers in FILE (YAML or JSON) and freeze its assessment."""
    from tcei_rules.service.assessing import Application  # noqa: PLC0415

    assessing = Workplace(options_of(context), rehearse=dry_run).assessing()
    application = Application(
        organisation=organisation,
        scheme=scheme,
        sought=sought,
        demonstration=demonstration,
        version=version,
        assessors=assessors,
    )
    found, read = assessing.read(read_file(file), str(file), application)
    frozen = assessing.store(found, read, application)
    done = "would be frozen" if dry_run else "frozen"
    text = (
        f"assessment {frozen.record.assessment} {done} under {found.ruleset.name}: "
        f"{len(frozen.assessment.statements)} of {len(found.ruleset.asked)} facts stated"
    )
    if not dry_run:
        text += f"\nNext: tcei decide preview {frozen.record.assessment}"
    show(context, text, _data(frozen))


@assess.command("show")
@click.argument("assessment")
@common
@click.pass_context
def show_(context: click.Context, assessment: str) -> None:
    """Show the frozen ASSESSMENT."""
    frozen = Workplace(options_of(context)).assessing().show(assessment)
    rows = [(one.fact, _said(one), one.role) for one in frozen.assessment.statements]
    head = (
        f"assessment {assessment} of case {frozen.case.id}\n"
        f"{frozen.case.scheme}/{frozen.case.version}, {frozen.case.sought or 'benchmark only'}, "
        f"filed {frozen.assessment.filed_on}, assessed {frozen.assessment.assessed_on}, "
        f"frozen {frozen.record.frozen_at}\n\n"
    )
    show(context, head + table(rows, ("fact", "answer", "stated by")), _data(frozen))


def _said(statement: Statement) -> str:
    return statement.state if statement.answer is None else _spelt(statement.answer)


def _spelt(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, dict):
        return ", ".join(f"{name}: {_spelt(one)}" for name, one in answer.items())
    if answer and isinstance(answer[0], dict):
        return f"{len(answer)} items"
    return ", ".join(_spelt(one) for one in answer) or "none"


def _data(frozen: FrozenAssessment) -> dict[str, Any]:
    return {
        "case": frozen.case.members(),
        "record": frozen.record.members(),
        "assessment": frozen.assessment.members(),
    }
