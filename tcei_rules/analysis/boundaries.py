"""Cases at the boundaries: answers just below, at and just above a threshold of a fact.

Each is like a case that is there, with one answer changed. What it comes to is
proposed by the reference and counts only once a person has confirmed it.
Source: docs/ruleset-language.md, "Cases and mistakes".
"""

from __future__ import annotations

from collections.abc import Iterator

from tcei_rules.domain.assessment import Assessment, Statement
from tcei_rules.domain.condition import (
    Comparison,
    DurationTest,
    FactSubject,
    NumberTest,
    TimeSubject,
    conditions_in,
)
from tcei_rules.domain.days import FIRST, LAST, later, parse_day
from tcei_rules.domain.fact import DayMeasure, Fact, JudgementMeasure, NumberMeasure
from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.ruleset import ASSESSED_ON, FILED_ON, GIVEN_DAYS, Requirement, Ruleset
from tcei_rules.domain.spelling import spell
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.language.cases import ExampleCase, ProposedCase
from tcei_rules.language.judgements import all_at_one

BESIDE = (-1, 0, 1)
"""Just below, at, just above."""


def boundary_cases(ruleset: Ruleset, base: ExampleCase) -> Iterator[ProposedCase]:
    """Yield the cases at the boundaries of asked facts: numbers, levels, days and times.

    What is worked out has no answer of its own, so its boundaries are left to
    people, as are days of any year, times between two asked days, and what only
    a waiver looks at.
    """
    evaluation = Evaluation(ruleset)
    asked = {fact.name: fact for fact in ruleset.asked}
    seen: set[tuple[str, str, str]] = set()
    for requirement in ruleset.requirements:
        for fact, value in _boundaries(requirement, asked, base.read.assessment):
            answer = spell(fact.measure, value)
            if (requirement.id, fact.name, answer) in seen:
                continue
            seen.add((requirement.id, fact.name, answer))
            assessment = _answering(base.read.assessment, fact, answer)
            outcome = evaluation.preview(assessment, base.read.history)
            yield ProposedCase(
                title=f"{requirement.id} at its boundary: {fact.name} is {answer}",
                like=base.title, fact=fact.name, answer=answer, requirement=requirement.id,
                finding=_finding(outcome, requirement.id),
            )  # fmt: skip


def _boundaries(
    requirement: Requirement, asked: dict[str, Fact], assessment: Assessment
) -> Iterator[tuple[Fact, int]]:
    for condition in conditions_in(requirement.that):
        match condition:
            case Comparison(subject=FactSubject(name=name), tests=tests) if name in asked:
                for test in tests:
                    if isinstance(test, NumberTest):
                        yield from _near(asked[name], test.threshold, assessment)
            case Comparison(subject=TimeSubject() as subject, tests=tests):
                if subject.name in asked and subject.reference in GIVEN_DAYS:
                    for test in tests:
                        if isinstance(test, DurationTest):
                            yield from _days(asked[subject.name], subject, test, assessment)
            case _:
                continue


def _near(fact: Fact, threshold: int, assessment: Assessment) -> Iterator[tuple[Fact, int]]:
    match fact.measure:
        case NumberMeasure(lowest=lowest, highest=highest, fine=fine):
            step = 10**fine  # as fine as an answer can be
        case JudgementMeasure(scale=scale):
            lowest, highest, step = scale.lowest, scale.highest, 1
        case DayMeasure(future=future):
            lowest, step = FIRST, 1
            highest = LAST if future else parse_day(assessment.assessed_on)
        case _:
            return
    for beside in BESIDE:
        value = threshold + beside * step
        if lowest <= value <= highest:
            yield fact, value


def _days(
    fact: Fact, subject: TimeSubject, test: DurationTest, assessment: Assessment
) -> Iterator[tuple[Fact, int]]:
    """Yield days on which the time to or from a given day is just short, exact, just over."""
    given = {ASSESSED_ON: assessment.assessed_on, FILED_ON: assessment.filed_on}
    reference = parse_day(given[subject.reference])
    if subject.direction == "after":
        yield from _near(fact, later(reference, test.number, test.unit), assessment)
        return
    # Going back, the day is looked for: months have no inverse.
    day = later(reference, -test.number, test.unit)
    while later(day, test.number, test.unit) < reference:
        day += 1
    yield from _near(fact, day, assessment)


def _answering(assessment: Assessment, fact: Fact, answer: str) -> Assessment:
    own = (
        all_at_one(answer, assessment.panel)
        if isinstance(fact.measure, JudgementMeasure)
        else answer
    )
    statements = {one.fact: one for one in assessment.statements}
    statements[fact.name] = Statement(fact=fact.name, answer=own, role=fact.stated_by)
    ordered = tuple(statements[name] for name in sorted(statements))
    return assessment.model_copy(update={"statements": ordered})


def _finding(outcome: Outcome, requirement: str) -> str:
    return next(one.finding.value for one in outcome.requirements if one.id == requirement)
