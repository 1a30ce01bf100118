"""Holding a ruleset against its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.outcome import Outcome, Scored
from tcei_rules.errors import Place
from tcei_rules.language.cases import NONE, ExampleCase, Expectation


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that came out otherwise than a case demands."""

    about: str
    expected: str
    found: str
    place: Place


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What one case came to."""

    case: ExampleCase
    outcome: Outcome
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        """Tell whether everything came out as demanded."""
        return not self.misses


def run_cases(
    cases: Iterable[ExampleCase], judge: Callable[[Assessment, History], Outcome]
) -> Iterator[CaseResult]:
    """Judge every case and compare it with what it demands."""
    for case in cases:
        outcome = judge(case.read.assessment, case.read.history)
        misses = tuple(
            Miss(one.about, one.expected, found, one.place)
            for one in case.expectations
            if (found := found_for(one, outcome)) != _singular(one)
        )
        yield CaseResult(case=case, outcome=outcome, misses=misses)


def found_for(expectation: Expectation, outcome: Outcome) -> str:
    """Return what came out for the thing an expectation is about, in the spelling of cases."""
    match expectation.about:
        case "label":
            return outcome.label or NONE
        case "open":
            return ", ".join(outcome.open_labels) or NONE
        case "valid_until":
            term = outcome.term(outcome.label) if outcome.label else None
            return term.valid_until if term else NONE
        case name:
            return _finding(name, outcome)


def _finding(name: str, outcome: Outcome) -> str:
    for requirement in outcome.requirements:
        if requirement.id == name:
            return requirement.finding
    indicator = next(one for one in outcome.indicators if one.id == name)
    return f"{indicator.points} points" if indicator.finding is Scored.POINTS else indicator.finding


def _singular(expectation: Expectation) -> str:
    return "1 points" if expectation.expected == "1 point" else expectation.expected
