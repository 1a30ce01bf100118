"""`tcei ruleset`: list, show, check, test."""

from __future__ import annotations

import click

from tcei_cli.compose import Workplace, evaluations
from tcei_cli.exit_codes import ExitCode
from tcei_cli.options import at_day, common, options_of
from tcei_cli.output import mistake_data, mistakes_text, remark, show, table
from tcei_rules.errors import InvalidInputError, Mistake


@click.group(no_args_is_help=True)
def ruleset() -> None:
    """List, show, check and test criteria."""


@ruleset.command("list")
@at_day
@common
@click.pass_context
def list_(context: click.Context, at: str | None) -> None:
    """List the shipped rulesets, or with --at those in force that day."""
    from tcei_rules.domain.days import format_day, parse_day  # noqa: PLC0415

    rulesets = Workplace(options_of(context)).rulesets()
    rows: list[dict[str, str]] = []
    for name in rulesets.names():
        one = rulesets.find(name).ruleset
        if at is not None:
            successors = [
                other.ruleset.in_force.start
                for other in rulesets.of_scheme(one.scheme)
                if other.ruleset.in_force.start > one.in_force.start
            ]
            day = parse_day(at)
            if not one.in_force.start <= day < min(successors, default=day + 1):
                continue
        rows.append(
            {
                "name": name,
                "title": one.title.in_language(options_of(context).language),
                "in_force_from": format_day(one.in_force.start),
                "placeholders": str(len(list(one.placeholders()))),
                "digest": one.digest,
            }
        )
    text = table(
        [(r["name"], r["in_force_from"], r["placeholders"], r["title"]) for r in rows],
        ("ruleset", "in force from", "placeholders", "title"),
    )
    show(context, text, {"rulesets": rows})


@ruleset.command("show")
@click.argument("name")
@common
@click.pass_context
def show_(context: click.Context, name: str) -> None:
    """Show NAME (ecei/2.0.0, or a file) as one would read it aloud."""
    from tcei_rules.wording.showing import show as as_text  # noqa: PLC0415

    options = options_of(context)
    found = Workplace(options).rulesets().find(name).ruleset
    show(context, as_text(found, options.language), {"ruleset": found.members()})


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
    found: list[Mistake] = []
    checked: list[str] = []
    for name in rulesets.named(files):
        checked.append(name)
        try:
            found.extend(rulesets.find(name).read.notes)
        except InvalidInputError as error:
            found.extend(error.mistakes)
    wrong = [one for one in found if not one.note]
    summary = f"{len(checked)} rulesets checked" if len(checked) > 1 else f"{checked[0]} checked"
    text = mistakes_text(found, options.language) if found else ""
    if not wrong:
        text = "\n".join(part for part in (text, f"{summary}: no mistakes.") if part)
    data = {"checked": checked, "mistakes": [mistake_data(m, options.language) for m in found]}
    show(context, text, data, ok=not wrong)
    return ExitCode.MISTAKES if wrong else ExitCode.DONE


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
    results: list[dict[str, object]] = []
    lines: list[str] = []
    failed = 0
    both = available()
    if not both:
        remark(context, "the second evaluator is not available here: the reference judges alone")
    with evaluations() as prepare:
        for name in names or rulesets.names():
            evaluation = prepare(rulesets.find(name).ruleset) if both else None
            passed = 0
            for result in rulesets.run_cases(name, evaluation):
                passed += result.passed
                failed += not result.passed
                misses = [
                    {"about": m.about, "expected": m.expected, "found": m.found,
                     "line": m.place.line}
                    for m in result.misses
                ]  # fmt: skip
                results.append(
                    {"ruleset": name, "case": result.case.title, "passed": result.passed,
                     "misses": misses}
                )  # fmt: skip
                lines.extend(
                    f"{m.place.file}:{m.place.line}: case `{result.case.title}`: "
                    f"{m.about} should be {m.expected}, and is {m.found}"
                    for m in result.misses
                )
            total = sum(one["ruleset"] == name for one in results)
            lines.append(f"{name}: {passed} of {total} cases pass")
    show(context, "\n".join(lines), {"cases": results}, ok=not failed)
    return ExitCode.MISTAKES if failed else ExitCode.DONE
