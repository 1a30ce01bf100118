"""Reading what a subject is compared with, and whether that fits it.

Source: docs/ruleset-language.md, the table of comparators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never

from tcei_rules.domain.condition import (
    COMPARE,
    AnsweredTest,
    Comparator,
    DayInYearTest,
    DurationTest,
    NumberTest,
    OptionTest,
    SameYearTest,
    ShareTest,
    Test,
)
from tcei_rules.domain.days import MOST_DAYS, MOST_MONTHS, TimeUnit
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    JudgementMeasure,
    ListMeasure,
    Measure,
    NumberMeasure,
    PartsMeasure,
    ShareMeasure,
    TextMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.spelling import spell
from tcei_rules.domain.value import EXACT
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, scalar, some
from tcei_rules.language.nodes import Node
from tcei_rules.language.scope import UNKNOWN_KIND, Scope

COMPARATORS = tuple(one for one in Comparator if one is not Comparator.IN_YEAR_OF)
"""Those that stand beside a subject with a value; `in_year_of` names another day."""
ORDER = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN)
LOWER_BOUNDS = (Comparator.AT_LEAST, Comparator.MORE_THAN)
_UNITS: dict[str, TimeUnit] = {
    "day": "days", "days": "days", "month": "months", "months": "months",
    "year": "years", "years": "years",
}  # fmt: skip
_MOST: dict[TimeUnit, int] = {
    "days": MOST_DAYS, "months": MOST_MONTHS, "years": MOST_MONTHS // 12,
}  # fmt: skip
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
    for comparator in COMPARATORS:
        node = keys.get(comparator)
        if node is not None:
            test = _test(comparator, node, subject, scope)
            if test is not None:
                tests.append(test)
    if not any(keys.has(comparator) for comparator in COMPARATORS):
        scope.log.add("comparison.nothing", keys.place, name=subject.name)
    _demand_room(tests, keys, subject, scope)
    return tuple(tests) or (AnsweredTest(),)


def _test(comparator: Comparator, node: Node, subject: SubjectKind, scope: Scope) -> Test | None:
    if subject.measure is UNKNOWN_KIND:
        return None
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
    return _of_measure(comparator, node, subject, scope)


def _of_measure(
    comparator: Comparator, node: Node, subject: SubjectKind, scope: Scope
) -> Test | None:
    match subject.measure:
        case NumberMeasure():
            return _number(comparator, node, subject, subject.measure, scope)
        case ShareMeasure() as measure:
            return _share(comparator, node, subject, measure, scope)
        case JudgementMeasure(scale=scale):
            level = scalars.integer(node, "level", scope.log)
            ends = (str(scale.lowest), str(scale.highest))
            _demand_sense(
                comparator, level, (scale.lowest, scale.highest), ends, node, subject, scope
            )
            return NumberTest(comparator=comparator, threshold=level)
        case DayMeasure():
            return _day(comparator, node, subject, scope)
        case YesNoMeasure():
            value = scalars.yes_no(node, f"`{comparator}`", scope.log)
            return OptionTest(comparator=comparator, options=(int(value),))
        case ChoiceMeasure() | ChoicesMeasure():
            return _options(comparator, node, subject.measure, scope)
        case PartsMeasure() | TextMeasure() | ListMeasure() | None:
            return None
        case _:
            assert_never(subject.measure)


def _day(comparator: Comparator, node: Node, subject: SubjectKind, scope: Scope) -> Test | None:
    in_year = scalars.day_in_year(node, scope.log)
    if in_year is None:
        return NumberTest(comparator=comparator, threshold=scalars.day(node, "day", scope.log))
    month, day = in_year
    _demand_sense(
        comparator, _place_in_year(month, day), (101, 1231), ("01-01", "12-31"),
        node, subject, scope,
    )  # fmt: skip
    return DayInYearTest(comparator=comparator, month=month, day=day)


def _place_in_year(month: int, day: int) -> int:
    """Return a number by which days of a year can be put in order."""
    return month * 100 + day


def _fitting(subject: SubjectKind) -> tuple[Comparator, ...]:
    if subject.time or subject.score:
        return ORDER
    match subject.measure:
        case NumberMeasure() | ShareMeasure() | JudgementMeasure() | DayMeasure():
            return (*ORDER, Comparator.ANSWERED)
        case YesNoMeasure() | ChoiceMeasure():
            return (Comparator.IS, Comparator.ANSWERED)
        case ChoicesMeasure():
            return (Comparator.HAS, Comparator.ANSWERED)
        case PartsMeasure() | TextMeasure() | ListMeasure() | None:
            return (Comparator.ANSWERED,)
        case _:
            assert_never(subject.measure)


def _number(
    comparator: Comparator, node: Node, subject: SubjectKind, measure: NumberMeasure, scope: Scope
) -> Test | None:
    threshold = read_number(node, subject.name, measure, scope)
    if threshold is None:
        return None
    ends = (measure.lowest, measure.highest)
    spelt = (spell(measure, measure.lowest), spell(measure, measure.highest))
    _demand_sense(comparator, threshold, ends, spelt, node, subject, scope)
    return NumberTest(comparator=comparator, threshold=threshold)


def _share(
    comparator: Comparator, node: Node, subject: SubjectKind, measure: ShareMeasure, scope: Scope
) -> Test | None:
    read = read_share(node, subject.name, measure, scope)
    if read is None:
        return None
    share = read.scaled(read.decimals)
    highest = (100 if measure.of_items else EXACT) * 10**read.decimals
    spelt = ("0 %", "100 %") if measure.of_items else ("0", "any number")
    _demand_sense(comparator, share, (0, highest), spelt, node, subject, scope)
    return ShareTest(
        comparator=comparator, share=share, decimals=read.decimals, up=measure.up,
        down=measure.down,
    )  # fmt: skip


def read_share(
    node: Node, name: str, measure: ShareMeasure, scope: Scope
) -> scalars.Quantity | None:
    """Read a number in the unit of a share, which must be written."""
    read = scalars.quantity(node, "number", scope.log)
    if read is None:
        return None
    unit = measure.unit or "%"
    text = scalar(node, "number", scope.log).text
    if read.unit is None:
        scope.log.add("unit.needed", node.place, text=text, unit=unit)
    elif read.unit != unit:
        scope.log.add("unit.other", node.place, name=name, text=text, expected=unit)
    if read.decimals > MOST_DECIMALS:
        scope.log.add(
            "number.decimals", node.place, text=text, name=name,
            has=str(read.decimals), most=str(MOST_DECIMALS),
        )  # fmt: skip
        return None
    return read


def read_number(node: Node, name: str, measure: NumberMeasure, scope: Scope) -> int | None:
    """Read a number in the unit of its fact, with no more decimals than it has."""
    read = scalars.quantity(node, "number", scope.log)
    if read is None:
        return None
    expected = measure.written_unit
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
    return read.scaled(measure.scale)


def _demand_sense(
    comparator: Comparator, threshold: int, ends: tuple[int, int], spelt: tuple[str, str],
    node: Node, subject: SubjectKind, scope: Scope,
) -> None:  # fmt: skip
    """Log a comparison that all values from the lowest to the highest meet, or none."""
    at_lowest, at_highest = (COMPARE[comparator](end, threshold) for end in ends)
    if at_lowest == at_highest:
        message = "comparison.always" if at_lowest else "comparison.never"
        scope.log.add(
            message, node.place, name=subject.name, lowest=spelt[0], highest=spelt[1],
            comparator=comparator, text=scalar(node, "number", scope.log).text,
        )  # fmt: skip


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
    read = read_time(node, scope)
    if read is None:
        return None
    number, unit = read
    return DurationTest(comparator=comparator, number=number, unit=unit)


def read_time(node: Node, scope: Scope) -> tuple[int, TimeUnit] | None:
    """Read a time in whole days, months or years."""
    read = scalars.quantity(node, "time", scope.log)
    if read is None:
        return None
    text = scalar(node, "time", scope.log).text
    unit = _UNITS.get(read.unit or "")
    if unit is None or read.decimals:
        scope.log.add("time.unit", node.place, text=text)
        return None
    number = int(read.number)
    if not 0 <= number <= _MOST[unit]:
        scope.log.add("time.range", node.place, text=text)
        return None
    return number, unit


def _points(comparator: Comparator, node: Node, subject: SubjectKind, scope: Scope) -> Test | None:
    read = scalars.quantity(node, "points", scope.log)
    if read is None:
        return None
    text = scalar(node, "points", scope.log).text
    if read.unit == "%" and subject.score == "score":
        share = read.scaled(read.decimals)
        whole = 100 * 10**read.decimals
        if not 0 <= share <= whole or read.decimals > MOST_DECIMALS:
            scope.log.add("comparison.share", node.place, text=text)
        else:
            _demand_sense(comparator, share, (0, whole), ("0 %", "100 %"), node, subject, scope)
        return ShareTest(comparator=comparator, share=share, decimals=read.decimals)
    if read.unit not in {"point", "points"} or read.decimals:
        message = "points.of_what" if subject.score == "score" else "points.maximum"
        scope.log.add(message, node.place, comparator=comparator, text=text)
        return None
    points = int(read.number)
    counted = scope.counted(subject.name)
    highest = sum(one.highest * one.weight for one in counted)
    always = sum(one.highest * one.weight for one in counted if one.not_applicable != "excluded")
    ends = (0 if subject.score == "score" else always, highest)
    if counted:
        _demand_sense(
            comparator, points, ends, (f"{ends[0]}", f"{highest}"), node, subject, scope
        )  # fmt: skip
    return NumberTest(comparator=comparator, threshold=points)


def _demand_room(tests: list[Test], keys: Keys, subject: SubjectKind, scope: Scope) -> None:
    """Log two bounds between which nothing lies."""
    bounds = [bound for test in tests for bound in _bound(test)]
    pairs = [(low, high) for low in bounds for high in bounds if low.lower and not high.lower]
    for low, high in pairs:
        if low.unit == high.unit and low.is_above(high):
            scope.log.add("comparison.nothing_between", keys.place, name=subject.name)


class _Bound(NamedTuple):
    """One end of what a test lets through."""

    unit: str
    at: int
    lower: bool
    taken_in: bool = True

    def is_above(self, other: _Bound) -> bool:
        return self.at > other.at or (
            self.at == other.at and not (self.taken_in and other.taken_in)
        )


def _bound(test: Test) -> Iterator[_Bound]:
    if isinstance(test, OptionTest | AnsweredTest | SameYearTest):
        return
    lower = test.comparator in LOWER_BOUNDS
    taken_in = test.comparator in {Comparator.AT_LEAST, Comparator.AT_MOST}
    match test:
        case NumberTest(threshold=threshold):
            # Whole numbers: more than 5 begins at 6.
            yield _Bound(
                "number", threshold if taken_in else threshold + (1 if lower else -1), lower
            )
        case DayInYearTest(month=month, day=day):
            yield _Bound("day in year", _place_in_year(month, day), lower, taken_in)
        case DurationTest(number=number, unit=unit):
            months = unit == "years"
            yield _Bound(
                "months" if months else unit, number * 12 if months else number, lower, taken_in
            )
        case ShareTest(share=share, decimals=decimals):
            yield _Bound(
                "share",
                share * 10 ** (MOST_DECIMALS - min(decimals, MOST_DECIMALS)),
                lower,
                taken_in,
            )
        case _:
            assert_never(test)
