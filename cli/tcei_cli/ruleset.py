"""`tcei ruleset`: list, show, check, test; cases, new, schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tcei_cli.compose import Workplace, evaluations, write_file
from tcei_cli.exit_codes import ExitCode
from tcei_cli.options import DAY, at_day, common, dry_run, options_of
from tcei_cli.output import mistake_data, mistakes_text, remark, show, table
from tcei_cli.several import Several, each
from tcei_rules.errors import ConflictError

if TYPE_CHECKING:
    from tcei_rules.analysis.cases import CaseResult
    from tcei_rules.domain.ruleset import Ruleset
    from tcei_rules.engine.evaluation import Evaluation
    from tcei_rules.service.rulesets import Rulesets
    from tcei_rules.wording.showing import Form


@click.group(no_args_is_help=True)
@common
def ruleset() -> None:
    """List, show, check and test criteria."""


@ruleset.command("list")
@at_day
@common
@click.pass_context
def list_(context: click.Context, at: str | None) -> None:
    """List the shipped rulesets, or with --at those in force that day.

    Examples are listed last. They are never in force.
    """
    from tcei_rules.domain.days import format_day, parse_day  # noqa: PLC0415

    rulesets = Workplace(options_of(context)).rulesets()
    examples = rulesets.examples() if at is None else ()
    rows: list[dict[str, str]] = []
    for name in (*rulesets.names(), *examples):
        one = rulesets.find(name).ruleset
        if at is not None:
            successors = [
                other.ruleset.in_force.start
                for other in rulesets.of_scheme(one.scheme)
                if other.ruleset.in_force.start > one.in_force.start
            ]
            day = parse_day(at)
            ended = one.in_force.until is not None and day > one.in_force.until
            if ended or not one.in_force.start <= day < min(successors, default=day + 1):
                continue
        row = {"name": name, "title": one.title.in_language(options_of(context).language)}
        if name not in examples:
            row["in_force_from"] = format_day(one.in_force.start)
        row["placeholders"] = str(len(list(one.placeholders())))
        rows.append({**row, "digest": one.digest})
    text = table(
        [
            (r["name"], r.get("in_force_from", "example"), r["placeholders"], r["title"])
            for r in rows
        ],
        ("ruleset", "in force from", "placeholders", "title"),
    )
    show(context, text, {"rulesets": rows})


@ruleset.command("show")
@click.argument("name")
@click.option(
    "--format", "form", type=click.Choice(("text", "markdown", "html")), default="text",
    show_default=True, help="What to write; HTML is one page that needs nothing else.",
)  # fmt: skip
@common
@click.pass_context
def show_(context: click.Context, name: str, form: Form) -> None:
    """Show NAME (ecei/2.0.0, or a file) as one would read it aloud."""
    from tcei_rules.wording.showing import show as in_words  # noqa: PLC0415

    options = options_of(context)
    found = Workplace(options).rulesets().find(name).ruleset
    shown = in_words(found, options.language, form)
    show(context, shown, {"ruleset": found.members()})


@ruleset.command("schema")
@common
@click.pass_context
def schema(context: click.Context) -> None:
    """Print the JSON Schema of rulesets, with which editors complete and explain them."""
    import json  # noqa: PLC0415

    from tcei_rules.language.schema import json_schema  # noqa: PLC0415

    found = json_schema()
    show(context, json.dumps(found, indent=1, ensure_ascii=False), {"schema": found})


@ruleset.command("cases")
@click.argument("name")
@click.option("--boundaries", is_flag=True, help="Propose cases just below, at and just above.")
@click.option("--like", metavar="TITLE", help="The case that they are like; else the first one.")
@common
@click.pass_context
def cases(context: click.Context, name: str, boundaries: bool, like: str | None) -> None:
    """List the cases beside NAME, or propose some at the boundaries of its thresholds.

    What is proposed is printed as lines for the file of cases. It counts once
    a person has read it and taken out `confirmed: no`.
    """
    from tcei_rules.analysis.boundaries import spelled  # noqa: PLC0415

    rulesets = Workplace(options_of(context)).rulesets()
    if boundaries:
        proposed = list(rulesets.boundaries(name, like))
        data: dict[str, object] = {"cases": [asdict(one) for one in proposed]}
        show(context, "\n".join(spelled(proposed)), data)
        return
    found = rulesets.cases(name)
    rows = [(one.title, "" if one.confirmed else "to be confirmed") for one in found]
    data = {"cases": [{"title": one.title, "confirmed": one.confirmed} for one in found]}
    show(context, table(rows, ("case", "")), data)


@ruleset.command("new")
@click.argument("name")
@click.argument("version")
@click.option(
    "--from", "start", type=DAY, required=True, metavar="DAY", help="From when it is in force."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
    help="Where to write it; nothing is written over.",
)  # fmt: skip
@common
@click.pass_context
def new(context: click.Context, name: str, version: str, start: str, out: Path) -> None:
    """Copy NAME as the draft of VERSION, which follows it; comments and order stay."""
    content = Workplace(options_of(context)).rulesets().draft(name, version, start)
    if out.exists():
        raise ConflictError("file.exists", path=str(out))
    write_file(out, content)
    text = f"{out} written\nNext: edit it, then: tcei ruleset check {out}"
    show(context, text, {"file": str(out)})


@ruleset.command("publish")
@click.argument("name")
@dry_run
@common
@click.pass_context
def publish(context: click.Context, name: str, dry_run: bool) -> None:
    """Publish NAME: freeze its text as an entry of the ledger, so that cases can come under it.

    It must pass its check and its cases. Nobody approves it by signature yet:
    whoever asks for an approval is told that there is none to check.
    """
    workplace = Workplace(options_of(context), rehearse=dry_run)
    published = workplace.publishing().publish(name)
    record = published.record
    done = f"was published on {published.published_at[:10]}, and nothing changes"
    if not published.published_before:
        done = "would be published" if dry_run else "published"
    name = f"{record.scheme}/{record.version}"
    text = f"{name} {done}: {record.ruleset}"
    if not (dry_run or published.published_before):
        text += "\nNext: tcei org add NAME"
    data = {"publication": record.members(), "published_at": published.published_at}
    show(context, text, {**data, "published_before": published.published_before})


@ruleset.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@common
@click.pass_context
def check(context: click.Context, files: tuple[str, ...]) -> int:
    """Check rulesets: every mistake at once, with file, line and column.

    FILE can be a folder (every ruleset below it) or a name like ecei/2.0.0.
    """
    options = options_of(context)
    rulesets = Workplace(options).rulesets()
    meant = each(files, lambda file: rulesets.named((file,)))
    names = dict.fromkeys(name for group in meant.done.values() for name in group)
    checked = each(names, rulesets.check, among=len(files))
    missed = Several(checked.done, {**meant.missed, **checked.missed})
    found = [mistake for mistakes in checked.done.values() for mistake in mistakes]
    wrong = any(not one.note for one in found)
    text = mistakes_text(found, options.language) if found else ""
    if checked.done and not wrong:
        summary = _without_mistakes(list(checked.done), options.language)
        text = "\n".join(part for part in (text, summary) if part)
    data = {
        "checked": list(checked.done),
        "mistakes": [mistake_data(one, options.language) for one in found],
        **missed.data(options.language),
    }
    code = ExitCode.MISTAKES if wrong else missed.code
    if text or options.json:
        show(context, text, data, ok=code is ExitCode.DONE)
    missed.tell(context)
    return code


def _without_mistakes(names: list[str], language: str) -> str:
    from tcei_rules.wording import say  # noqa: PLC0415

    form = "one" if len(names) == 1 else "other"
    values = {"name": names[0], "count": str(len(names))}
    return say(f"checked.{form}", values, language) + "."


@dataclass(slots=True)
class _Tested:
    """What came of the cases of one ruleset."""

    cases: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    lines: list[str] = field(default_factory=list[str])
    failed: int = 0


@ruleset.command("test")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@common
@click.pass_context
def test(context: click.Context, names: tuple[str, ...]) -> int:
    """Hold rulesets against the cases that lie beside them; without NAME all shipped ones.

    Both evaluators judge where the second is available.
    """
    from tcei_rules.engine.rete import available  # noqa: PLC0415

    options = options_of(context)
    rulesets = Workplace(options).rulesets()
    both = available()
    if not both:
        remark(context, "the second evaluator is not available here: the reference judges alone")
    with evaluations() as prepare:
        tested = each(
            names or (*rulesets.names(), *rulesets.examples()),
            lambda name: _tested(rulesets, name, prepare if both else None),
        )
    lines = [line for one in tested.done.values() for line in one.lines]
    cases = [case for one in tested.done.values() for case in one.cases]
    failed = any(one.failed for one in tested.done.values())
    code = ExitCode.MISTAKES if failed else tested.code
    if lines or options.json:
        data = {"cases": cases, **tested.data(options.language)}
        show(context, "\n".join(lines), data, ok=code is ExitCode.DONE)
    tested.tell(context)
    return code


def _tested(
    rulesets: Rulesets, name: str, prepare: Callable[[Ruleset], Evaluation] | None
) -> _Tested:
    tested = _Tested()
    evaluation = prepare(rulesets.find(name).ruleset) if prepare else None
    for result in rulesets.run_cases(name, evaluation):
        tested.failed += not result.passed
        tested.cases.append(_case(name, result))
        tested.lines.extend(
            f"{m.place.file}:{m.place.line}: case `{result.case.title}`: "
            f"{m.about} should be {m.expected}, and is {m.found}"
            for m in result.misses
        )
    total = len(tested.cases)
    tested.lines.append(f"{name}: {total - tested.failed} of {total} cases pass")
    return tested


def _case(name: str, result: CaseResult) -> dict[str, object]:
    misses = [
        {"about": one.about, "expected": one.expected, "found": one.found, "line": one.place.line}
        for one in result.misses
    ]
    return {"ruleset": name, "case": result.case.title, "passed": result.passed, "misses": misses}
