"""Holding the evaluators against each other over many rulesets and assessments."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tcei_rules.domain.condition import (
    AnsweredTest,
    Combination,
    Comparison,
    Condition,
    CountedIndicators,
    DayInYearTest,
    DependingOn,
    EveryIndicator,
    FactSubject,
    FieldSubject,
    Holds,
    SameYearTest,
    ScoreSubject,
    ShareTest,
    TimeSubject,
    parts_of,
)
from tcei_rules.domain.outcome import Outcome, pack
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.agreement import differences
from tcei_rules.engine.derived import Deriver
from tcei_rules.engine.findings import Findings
from tcei_rules.engine.judging import outcome_of
from tcei_rules.engine.network import Network
from tcei_rules.engine.reference import Reference
from tests.strategies import random_case, random_ruleset

AT_ONCE = 10
"""Rulesets a process: what the engine has loaded is never freed."""


@dataclass
class Campaign:
    """What came out, and where the evaluators differed."""

    cases: int = 0
    seen: Counter[tuple[str, object]] = field(default_factory=Counter["tuple[str, object]"])
    differing: list[str] = field(default_factory=list[str])

    def add(self, other: Campaign) -> None:
        """Add what another campaign saw."""
        self.cases += other.cases
        self.seen.update(other.seen)
        self.differing.extend(other.differing)


def hold_against_each_other(rulesets: Iterable[int], assessments: int) -> Campaign:
    """Evaluate by both, in this process."""
    campaign = Campaign()
    for seed in rulesets:
        ruleset = random_ruleset(seed)
        forms = [form for one in ruleset.requirements for form in forms_in(one.that)]
        deriver, reference = Deriver(ruleset), Reference(ruleset)
        network = Network(ruleset)
        for number in range(assessments):
            _, assessment, history = random_case(seed, number)
            readings = deriver.derive(assessment, history)
            first, second = reference.evaluate(readings), network.evaluate(readings)
            if first != second:
                where = ", ".join(differences(first, second))
                campaign.differing.append(f"random_case({seed}, {number}): {where}")
            outcome = outcome_of(ruleset, readings, first)
            outcome.canonical()
            pack(outcome)
            campaign.seen.update(_seen(ruleset, forms, first, outcome))
            campaign.cases += 1
    return campaign


def hold_apart(first: int, rulesets: int, assessments: int) -> Campaign:
    """Do the same in child processes, a few rulesets in each."""
    whole = Campaign()
    starts = range(first, first + rulesets, AT_ONCE)
    parts = [range(start, min(start + AT_ONCE, first + rulesets)) for start in starts]
    with ProcessPoolExecutor(
        max_workers=os.cpu_count() or 1,
        mp_context=multiprocessing.get_context("spawn"),
        max_tasks_per_child=1,
    ) as pool:
        for part in pool.map(hold_against_each_other, parts, [assessments] * len(parts)):
            whole.add(part)
    return whole


def _seen(
    ruleset: Ruleset, forms: list[str], findings: Findings, outcome: Outcome
) -> Iterator[tuple[str, object]]:
    yield from (("verdict", verdict) for verdict in findings.verdicts)
    yield from (("finding", finding) for finding in findings.requirements)
    yield from (("points", min(points, 0)) for points in findings.points)
    yield from (("term", truth) for own in findings.terms for truth in own)
    yield from zip(forms, findings.truths, strict=True)
    for score in findings.scores:
        yield "sum", "not known" if score is None else "nothing left" if not score[1] else "known"
    yield "label", findings.label >= 0
    yield "open labels", bool(outcome.open_labels)
    for granted in outcome.granted:
        term = outcome.term(granted)
        yield "valid until", "not known" if term is None else "runs on" if term.runs_on_from else ""
    gated = [one.id for gate in ruleset.gates for one in gate.requires]
    yield (
        "gate failed",
        any(one.id in gated and one.finding == "not met" for one in outcome.requirements),
    )


def forms_in(condition: Condition) -> Iterator[str]:
    """Yield a name for the form of every condition, outer before inner."""
    match condition:
        case Combination(word=word, of=members):
            yield word
            for member in members:
                yield from forms_in(member)
        case DependingOn():
            yield "depending on"
            for part in parts_of(condition):
                yield from forms_in(part)
        case Comparison():
            yield _compared(condition)
        case EveryIndicator(reach=reach):
            yield f"every {reach.by}"
        case CountedIndicators(selection=selection, improved_since=since):
            chosen = "chosen" if selection.by == "chosen_in" else "counted"
            yield f"{chosen} {'reaching' if since is None else 'improved'}"
        case Holds(scheme="demo"):
            yield "holds"
        case Holds():
            yield "holds elsewhere"
        case _:
            raise TypeError(condition.form)


def _compared(comparison: Comparison) -> str:
    match comparison:
        case Comparison(tests=(AnsweredTest(),)):
            return "answered"
        case Comparison(subject=ScoreSubject(reachable=reachable), tests=(test, *_)):
            counted = "share" if isinstance(test, ShareTest) else "score"
            return "maximum" if reachable else counted
        case Comparison(tests=(SameYearTest(),)):
            return "in year of"
        case Comparison(tests=(DayInYearTest(), *_)):
            return "day in year"
        case Comparison(subject=TimeSubject(direction=direction)):
            return direction
        case Comparison(subject=FactSubject() | FieldSubject(), tests=(test, *_)):
            return test.comparator.value
        case _:
            raise TypeError(comparison.subject.form)
