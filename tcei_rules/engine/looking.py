"""What a comparison looks at: a value, two days, or points and their maximum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tcei_rules.domain.condition import (
    FactSubject,
    FieldSubject,
    FieldTimeSubject,
    ScoreSubject,
    Subject,
    TimeSubject,
)
from tcei_rules.domain.days import TimeUnit, elapsed
from tcei_rules.domain.fact import ShareMeasure
from tcei_rules.domain.ruleset import Indicator, Ruleset
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Absence, Ratio, Value
from tcei_rules.engine.findings import Score

Looked: TypeAlias = "Value | tuple[int, int]"


Looker: TypeAlias = Callable[[Mapping[str, Value], "tuple[Score, ...]"], Looked]
"""A subject, ready to be looked up among values and scores."""


def looker(subject: Subject, ruleset: Ruleset) -> Looker:
    """Return how a subject is looked up.

    For time it gives two days, the one counted from first; for a share its part
    and whole; for a score its points and maximum, or for what is reachable the
    maximum alone.
    """
    match subject:
        case FactSubject(name=name) if isinstance(ruleset.measures[name], ShareMeasure):
            return lambda values, _scores: _parts(values[name])
        case FactSubject(name=name):
            return lambda values, _scores: values[name]
        case TimeSubject(name=name, direction=direction, reference=reference):
            start, end = (reference, name) if direction == "after" else (name, reference)
            return lambda values, _scores: _days(values[start], values[end])
        case ScoreSubject(score=score, reachable=reachable):
            ids = [one.id for one in ruleset.dimensions]
            position = ids.index(score) if score in ids else -1  # the total is the last
            return lambda _values, scores: _points(scores[position], reachable=reachable)
        case FieldSubject() | FieldTimeSubject():
            raise TypeError(subject.form)


def _parts(share: Value) -> Looked:
    return (share.part, share.whole) if isinstance(share, Ratio) else share


ValueReader: TypeAlias = Callable[[Mapping[str, Value]], Value]


def value_reader(indicator: Indicator, ruleset: Ruleset) -> ValueReader:
    """Return how an indicator's value is looked up, at the scale of its cuts.

    A share is cut down at the decimals of the cuts, which decides the same as
    dividing exactly; of a time the whole units count that are over.
    """
    if isinstance(indicator.reads, TimeSubject):
        assert indicator.time_unit is not None
        return _time_reader(indicator.reads, indicator.time_unit)
    name = indicator.reads.name
    measure = ruleset.measures[name]
    if isinstance(measure, ShareMeasure):
        return _share_reader(name, measure, indicator.cut_decimals)
    return lambda values: values[name]


def _share_reader(name: str, measure: ShareMeasure, decimals: int) -> ValueReader:
    up, down = measure.up * 10**decimals, measure.down

    def read(values: Mapping[str, Value]) -> Value:
        share = values[name]
        return share.part * up // (share.whole * down) if isinstance(share, Ratio) else share

    return read


def _time_reader(subject: TimeSubject, unit: TimeUnit) -> ValueReader:
    later = subject.direction == "after"
    start, end = (subject.reference, subject.name) if later else (subject.name, subject.reference)

    def read(values: Mapping[str, Value]) -> Value:
        days = _days(values[start], values[end])
        return days if isinstance(days, Absence) else elapsed(*days, unit)

    return read


def _points(score: Score, *, reachable: bool) -> Looked:
    if score is None:
        return UNANSWERED
    points, maximum = score
    if reachable:
        return maximum
    # With everything excluded a score does not apply.
    return (points, maximum) if maximum else NOT_APPLICABLE


def _days(start: Value, end: Value) -> tuple[int, int] | Absence:
    if UNANSWERED in (start, end):
        return UNANSWERED
    if NOT_APPLICABLE in (start, end):
        return NOT_APPLICABLE
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end
