"""`tcei decide`: preview, record, explain, list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.compose import Workplace, read_file
from tcei_cli.options import at_day, common, dry_run, options_of
from tcei_cli.output import show, table
from tcei_rules.errors import UsageError

if TYPE_CHECKING:
    from tcei_rules.domain.outcome import Outcome
    from tcei_rules.domain.ruleset import Ruleset
    from tcei_rules.service.deciding import Decided


@click.group(no_args_is_help=True)
@common
def decide() -> None:
    """Preview, record and explain decisions."""


@decide.command("preview")
@click.argument("what", metavar="FILE|ASSESSMENT")
@click.option(
    "--ruleset", "name", metavar="NAME",
    help="Judge a FILE of answers under this ruleset (ecei/2.0.0, or a file).",
)  # fmt: skip
@common
@click.pass_context
def preview(context: click.Context, what: str, name: str | None) -> None:
    """See what a ruleset makes of answers; nothing is recorded.

    Give a FILE of answers with --ruleset, or the id of a frozen ASSESSMENT.
    """
    workplace = Workplace(options_of(context))
    if name is None:
        if _is_a_file(what):
            raise UsageError("decide.no_ruleset", file=what)
        with workplace.deciding() as deciding:
            judged = deciding.preview(what)
        _show_outcome(context, judged.ruleset, judged.outcome)
        return
    from tcei_rules.engine.evaluation import Evaluation  # noqa: PLC0415
    from tcei_rules.language.assessments import read_assessment  # noqa: PLC0415

    ruleset = workplace.rulesets().find(name).ruleset
    read = read_assessment(read_file(Path(what)), what, ruleset)
    _show_outcome(context, ruleset, Evaluation(ruleset).preview(read.assessment, read.history))


def _is_a_file(what: str) -> bool:
    # Ids have neither points nor slashes, so these mean a file, be it there or not.
    return any(sign in what for sign in "./\\") or Path(what).exists()


def _show_outcome(context: click.Context, ruleset: Ruleset, outcome: Outcome) -> None:
    from tcei_rules.wording.explaining import explain as in_words  # noqa: PLC0415

    text = in_words(ruleset, outcome, options_of(context).language)
    show(context, text, {"outcome": outcome.members()})


@decide.command("record")
@click.argument("assessment")
@click.option("--by", "decider", required=True, metavar="NAME", help="Who decides.")
@click.option(
    "--confirmed-by", "confirmer", required=True, metavar="NAME",
    help="Who confirms: another person, and neither of them assessed.",
)  # fmt: skip
@click.option("--label", metavar="LABEL", help="Grant this lower label instead, with a reason.")
@click.option("--refuse", is_flag=True, help="Refuse, with a reason where more was possible.")
@click.option("--reason", metavar="TEXT", help="Why, where the outcome alone does not say.")
@dry_run
@common
@click.pass_context
def record(
    context: click.Context,
    assessment: str,
    decider: str,
    confirmer: str,
    label: str | None,
    refuse: bool,
    reason: str | None,
    dry_run: bool,
) -> None:
    """Decide on ASSESSMENT and record it: never more than the outcome grants.

    Two evaluators must agree, finding by finding, or nothing is recorded.
    """
    from tcei_rules.service.deciding import Wish  # noqa: PLC0415

    wish = Wish(decider=decider, confirmer=confirmer, label=label, refuse=refuse, reason=reason)
    with Workplace(options_of(context), rehearse=dry_run).deciding() as deciding:
        decided = deciding.record(assessment, wish)
    made = decided.record
    done = "would be recorded" if dry_run else "recorded"
    result = f"{made.label} granted" if made.label else "refused"
    text = f"decision {made.decision} {done}: {result}"
    if made.validity:
        text += f", valid {made.validity.valid_from} to {made.validity.valid_until}"
        if not dry_run:
            text += f"\nNext: tcei cert issue {made.decision}"
    show(context, text, {"decision": made.members(), "outcome": decided.outcome.members()})


@decide.command("explain")
@click.argument("decision")
@common
@click.pass_context
def explain(context: click.Context, decision: str) -> None:
    """Explain the recorded DECISION, requirement by requirement."""
    from tcei_rules.wording.explaining import explain as in_words  # noqa: PLC0415

    language = options_of(context).language
    with Workplace(options_of(context)).deciding() as deciding:
        decided = deciding.show(decision)
    text = _head(decided, language) + "\n" + in_words(decided.ruleset, decided.outcome, language)
    data: dict[str, Any] = {
        "decision": decided.record.members(),
        "outcome": decided.outcome.members(),
    }
    if decided.reason:
        data["reason"] = decided.reason
    show(context, text, data)


def _head(decided: Decided, language: str) -> str:
    from tcei_rules.wording import say  # noqa: PLC0415

    made = decided.record
    values = {
        "decision": made.decision,
        "kind": say(f"decision.kind.{made.kind}", language=language),
        "label": made.label or "",
        "at": made.decided_at,
        "ruleset": decided.ruleset.name,
        "digest": made.ruleset,
    }
    lines = [say("decision.told.label" if made.label else "decision.told", values, language)]
    if decided.reason:
        lines.append(say("decision.reason", {"reason": decided.reason}, language))
    return "".join(f"{line}\n" for line in lines)


@decide.command("list")
@at_day
@common
@click.pass_context
def list_(context: click.Context, at: str | None) -> None:
    """List decisions, oldest first."""
    workplace = Workplace(options_of(context))
    with workplace.deciding() as deciding:
        found = deciding.list(at or workplace.today())
    rows = [
        (one.decision, one.decided_at, one.kind, one.label or "",
         one.validity.valid_until if one.validity else "")
        for one in found
    ]  # fmt: skip
    header = ("decision", "decided", "kind", "label", "valid until")
    text = table(rows, header) if rows else "no decisions yet"
    show(context, text, {"decisions": [one.members() for one in found]})
