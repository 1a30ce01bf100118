"""What is worth a second look in a ruleset, and stops nothing.

Source: docs/ruleset-language.md, "Cases and mistakes".
"""

from __future__ import annotations

from collections.abc import Iterator

from tcei_rules.domain.condition import (
    Comparator,
    Comparison,
    NumberTest,
    ScoreSubject,
    TimeSubject,
    conditions_in,
)
from tcei_rules.domain.ruleset import TOTAL, Ruleset
from tcei_rules.errors import Mistake, Place
from tcei_rules.language.ruleset import ReadRuleset

UPPER = {Comparator.AT_MOST, Comparator.LESS_THAN}


def advice(read: ReadRuleset) -> Iterator[Mistake]:
    """Yield notes on requirements that may say something else than is meant."""
    for requirement in read.ruleset.requirements:
        place = read.places[f"requirements/{requirement.id}"]
        for condition in conditions_in(requirement.that):
            if isinstance(condition, Comparison):
                yield from _of_comparison(condition, read.ruleset, place)


def _of_comparison(comparison: Comparison, ruleset: Ruleset, place: Place) -> Iterator[Mistake]:
    comparators = {test.comparator for test in comparison.tests}
    match comparison.subject:
        case TimeSubject(name=name, direction=direction, reference=reference):
            if comparators <= UPPER:
                earlier = reference if direction == "after" else name
                yield _note("note.at_most_alone", place, name=earlier)
        case ScoreSubject(score=score, reachable=False):
            points = [one for one in comparison.tests if isinstance(one, NumberTest)]
            if points and _can_shrink(score, ruleset):
                yield _note("note.points", place, points=str(points[0].threshold), score=score)
        case _:
            return


def _can_shrink(score: str, ruleset: Ruleset) -> bool:
    return any(
        one.not_applicable == "excluded" and one.weight and score in {one.dimension, TOTAL}
        for one in ruleset.indicators
    )


def _note(message: str, place: Place, **values: str) -> Mistake:
    return Mistake(message=message, values=values, place=place, note=True)
