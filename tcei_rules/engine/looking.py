"""What a comparison looks at: a value, two days, or points and their maximum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tcei_rules.domain.condition import (
    FactSubject,
    FieldSubject,
    ScoreSubject,
    Subject,
    TimeSubject,
)
from tcei_rules.domain.days import add_months
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Value
from tcei_rules.engine.findings import Score

Looked: TypeAlias = "Value | tuple[int, int]"


Looker: TypeAlias = Callable[[Mapping[str, Value], "tuple[Score, ...]"], Looked]
"""A subject, ready to be looked up among values and scores."""


def looker(subject: Subject, ruleset: Ruleset) -> Looker:
    """Return how a subject is looked up.

    For time it gives two days, the one counted from first; for a score its
    points and maximum, or for what is reachable the maximum alone.
    """
    match subject:
        case FactSubject(name=name):
            return lambda values, _scores: values[name]
        case TimeSubject(name=name, direction=direction, reference=reference):
            start, end = (reference, name) if direction == "after" else (name, reference)
            return lambda values, _scores: _days(values[start], values[end])
        case ScoreSubject(score=score, reachable=reachable):
            ids = [one.id for one in ruleset.dimensions]
            position = ids.index(score) if score in ids else -1  # the total is the last
            return lambda _values, scores: _points(scores[position], reachable=reachable)
        case FieldSubject():
            raise TypeError(subject.form)


def _points(score: Score, *, reachable: bool) -> Looked:
    if score is None:
        return UNANSWERED
    points, maximum = score
    if reachable:
        return maximum
    # With everything excluded a score does not apply.
    return (points, maximum) if maximum else NOT_APPLICABLE


def _days(start: Value, end: Value) -> Looked:
    if UNANSWERED in (start, end):
        return UNANSWERED
    if NOT_APPLICABLE in (start, end):
        return NOT_APPLICABLE
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end


def later(day: int, number: int, unit: str) -> int:
    """Return the day that many days, months or years on."""
    if unit == "days":
        return day + number
    return add_months(day, number * 12 if unit == "years" else number)
