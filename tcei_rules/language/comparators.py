"""Reading what a subject is compared with, and whether that fits it.

Source: docs/ruleset-language.md, the table of comparators.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tcei_rules.domain.condition import (
    AnsweredTest,
    Comparator,
    DurationTest,
    NumberTest,
    OptionTest,
    ShareTest,
    Test,
)
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    JudgementMeasure,
    Measure,
    NumberMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.spelling import spell
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, scalar, some
from tcei_rules.language.nodes import Node
from tcei_rules.language.scope import Scope

ORDER = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN)
LOWER_BOUNDS = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_UNITS: dict[str, Literal["days", "months", "years"]] = {
    "day": "days", "days": "days", "month": "months", "months": "months",
    "year": "years", "years": "years",
}  # fmt: skip
MOST_MONTHS = 1200
"""A hundred years; more is a slip of the pen."""
MOST_DECIMALS = 9
"""Of a share; `indicators.MOST_TOTAL` leaves room for as many."""


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """What is compared: a fact's measure, a score, or a time."""

    name: str
    measure: Measure | None
    score: Literal["score", "maximum"] | None = None
    time: bool = False


def read_tests(keys: Keys, subject: SubjectKind, scope: Scope) -> tuple[Test, ...]:
    """Read all comparators that stand beside a subject; there must be one."""
    tests: list[Test] = []
    for comparator in Comparator:
        node = keys.get(comparator)
        if node is not None:
            test = _test(comparator, node, subject, scope)
            if test is not None:
                tests.append(test)
    if not any(keys.has(comparator) for comparator in Comparator):
        scope.log.add("comparison.nothing", keys.place, name=subject.name)
    _demand_room(tests, keys, subject, scope)
    return tuple(tests) or (AnsweredTest(),)


def _test(comparator: Comparator, node: Node, subject: SubjectKind, scope: Scope) -> Test | None:
    if comparator not in _fitting(subject):
        better = next(one for one in _fitting(subject) if one is not comparator)
        kind = subject.measure.kind if subject.measure else subject.score or "time"
        scope.log.add(
            "comparator.does_not_fit", node.place, comparator=comparator,
            name=subject.name, kind=kind, better=better,
        )  # fmt: skip
        return None
    if comparator is Comparator.ANSWERED:
        if scalar(node, "`answered`", scope.log).text != "yes":
            scope.log.add("answered.yes", node.place)
        return AnsweredTest()
    if subject.time:
        return _duration(comparator, node, scope)
    if subject.score:
        return _points(comparator, node, subject, scope)
    match subject.measure:
        case NumberMeasure():
            return _number(comparator, node, subject, subject.measure, scope)
        case JudgementMeasure(scale=scale):
            level = scalars.integer(node, "level", scope.log)
            _demand_sense(comparator, level, scale.lowest, scale.highest, node, subject, scope)
            return NumberTest(comparator=comparator, threshold=level)
        case DayMeasure():
            return NumberTest(comparator=comparator, threshold=scalars.day(node, "day", scope.log))
        case YesNoMeasure():
            value = scalars.yes_no(node, f"`{comparator}`", scope.log)
            return OptionTest(comparator=comparator, options=(int(value),))
        case ChoiceMeasure() | ChoicesMeasure():
            return _options(comparator, node, subject.measure, scope)
        case _:
            return None


def _fitting(subject: SubjectKind) -> tuple[Comparator, ...]:
    if subject.time or subject.score:
        return ORDER
    match subject.measure:
        case NumberMeasure() | JudgementMeasure() | DayMeasure():
            return (*ORDER, Comparator.ANSWERED)
        case YesNoMeasure() | ChoiceMeasure():
            return (Comparator.IS, Comparator.ANSWERED)
        case ChoicesMeasure():
            return (Comparator.HAS, Comparator.ANSWERED)
        case _:
            return (Comparator.ANSWERED,)


def _number(
    comparator: Comparator, node: Node, subject: SubjectKind, measure: NumberMeasure, scope: Scope
) -> Test | None:
    threshold = read_number(node, subject.name, measure, scope)
    if threshold is None:
        return None
    _demand_sense(comparator, threshold, measure.lowest, measure.highest, node, subject, scope)
    return NumberTest(comparator=comparator, threshold=threshold)


def read_number(node: Node, name: str, measure: NumberMeasure, scope: Scope) -> int | None:
    """Read a number in the unit of its fact, with no more decimals than it has."""
    read = scalars.quantity(node, "number", scope.log)
    if read is None:
        return None
    expected = "%" if measure.kind == "percent" else measure.unit
    if read.unit is None and measure.kind == "percent":
        text = scalar(node, "number", scope.log).text
        scope.log.add("unit.needed", node.place, text=text, unit="%")
    elif read.unit is not None and read.unit != expected:
        text = scalar(node, "number", scope.log).text
        message = "unit.other" if expected else "unit.none"
        scope.log.add(message, node.place, name=name, text=text, expected=expected or "")
    if read.decimals > measure.decimals:
        text = scalar(node, "number", scope.log).text
        scope.log.add(
            "number.decimals", node.place, text=text, name=name,
            has=str(read.decimals), most=str(measure.decimals),
        )  # fmt: skip
        return None
    return read.scaled(measure.decimals)


def _demand_sense(
    comparator: Comparator, threshold: int, lowest: int, highest: int,
    node: Node, subject: SubjectKind, scope: Scope,
) -> None:  # fmt: skip
    def holds(value: int) -> bool:
        return compare(comparator, value, threshold)

    if holds(lowest) == holds(highest):
        message = "comparison.always" if holds(lowest) else "comparison.never"
        measure = subject.measure
        spelt = [
            spell(measure, one) if isinstance(measure, NumberMeasure) else str(one)
            for one in (lowest, highest)
        ]
        scope.log.add(
            message, node.place, name=subject.name, lowest=spelt[0], highest=spelt[1],
            comparator=comparator, text=scalar(node, "number", scope.log).text,
        )  # fmt: skip


def compare(comparator: Comparator, value: int, threshold: int) -> bool:
    """Compare two integers at the same scale."""
    match comparator:
        case Comparator.AT_LEAST:
            return value >= threshold
        case Comparator.MORE_THAN:
            return value > threshold
        case Comparator.AT_MOST:
            return value <= threshold
        case Comparator.LESS_THAN:
            return value < threshold
        case _:
            raise ValueError(comparator)


def _options(
    comparator: Comparator, node: Node, measure: ChoiceMeasure | ChoicesMeasure, scope: Scope
) -> Test:
    known = option_ids(measure)
    named = some(node, "option", scope.log)
    for one in named:
        if one.text not in known:
            scope.log.unknown("option", one, known)
    found = tuple(sorted({known.index(one.text) for one in named if one.text in known}))
    return OptionTest(comparator=comparator, options=found or (0,))


def _duration(comparator: Comparator, node: Node, scope: Scope) -> Test | None:
    read = scalars.quantity(node, "time", scope.log)
    if read is None:
        return None
    text = scalar(node, "time", scope.log).text
    unit = _UNITS.get(read.unit or "")
    if unit is None or read.decimals:
        scope.log.add("time.unit", node.place, text=text)
        return None
    number = int(read.number)
    months = number * {"days": 1, "months": 1, "years": 12}[unit]
    if not number >= 0 or (months > MOST_MONTHS and unit != "days"):
        scope.log.add("time.range", node.place, text=text)
        return None
    return DurationTest(comparator=comparator, number=number, unit=unit)


def _points(comparator: Comparator, node: Node, subject: SubjectKind, scope: Scope) -> Test | None:
    read = scalars.quantity(node, "points", scope.log)
    if read is None:
        return None
    text = scalar(node, "points", scope.log).text
    if read.unit == "%" and subject.score == "score":
        if not 0 < read.number <= 100 or read.decimals > MOST_DECIMALS:  # noqa: PLR2004 -- a share
            scope.log.add("comparison.share", node.place, text=text)
        share = read.scaled(read.decimals)
        return ShareTest(comparator=comparator, share=share, decimals=read.decimals)
    if read.unit != "points" or read.decimals:
        message = "points.of_what" if subject.score == "score" else "points.maximum"
        scope.log.add(message, node.place, comparator=comparator, text=text)
        return None
    _demand_reachable(comparator, int(read.number), node, subject, scope)
    return NumberTest(comparator=comparator, threshold=int(read.number))


def _demand_reachable(
    comparator: Comparator, threshold: int, node: Node, subject: SubjectKind, scope: Scope
) -> None:
    counted = [one for one in scope.indicators.values() if subject.name in {one.dimension, "total"}]
    highest = sum(one.highest * one.weight for one in counted)
    if comparator in LOWER_BOUNDS and not compare(comparator, highest, threshold):
        scope.log.add(
            "comparison.never", node.place, name=subject.name, lowest="0", highest=str(highest),
            comparator=comparator, text=scalar(node, "points", scope.log).text,
        )  # fmt: skip


def _demand_room(tests: list[Test], keys: Keys, subject: SubjectKind, scope: Scope) -> None:
    """Log two bounds between which nothing lies."""
    numbers = {test.comparator: _comparable(test) for test in tests}
    low = [numbers[one] for one in LOWER_BOUNDS if one in numbers]
    high = [numbers[one] for one in ORDER if one not in LOWER_BOUNDS and one in numbers]
    bounds = [(a, b) for a in low for b in high if a is not None and b is not None and a[1] == b[1]]
    for lower, upper in bounds:
        if lower[0] > upper[0]:
            scope.log.add("comparison.nothing_between", keys.place, name=subject.name)


def _comparable(test: Test) -> tuple[int, str] | None:
    match test:
        case NumberTest(threshold=threshold):
            return threshold, "number"
        case DurationTest(number=number, unit=unit):
            return (number * 12, "months") if unit == "years" else (number, unit)
        case ShareTest(share=share, decimals=decimals):
            return share * 10 ** (9 - decimals), "share"
        case _:
            return None
