"""Reading answers that are already in the one spelling that is stored.

Most of what is evaluated was stored before, so this is the fast way in. A
reader here accepts that spelling only and says nothing about anything else:
whatever it does not know goes through `tcei_rules.language.answers`, which
does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from tcei_rules.domain.assessment import Answer
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    JudgementMeasure,
    ListMeasure,
    Measure,
    NumberMeasure,
    TextMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.value import Row, Value

Quick: TypeAlias = Callable[[Answer, int], "Value | None"]
"""An answer and the day the assessment speaks of give a value, or nothing."""

_YES_NO = {"no": 0, "yes": 1}
DAY_LENGTH = len("2019-11-15")


def quick_reader(measure: Measure) -> Quick:
    """Return a reader of stored answers of one kind."""
    match measure:
        case NumberMeasure():
            return _number_reader(measure)
        case YesNoMeasure():
            return lambda answer, _day: _YES_NO.get(answer) if isinstance(answer, str) else None
        case ChoiceMeasure():
            index = {option: n for n, option in enumerate(option_ids(measure))}
            return lambda answer, _day: index.get(answer) if isinstance(answer, str) else None
        case ChoicesMeasure():
            return _choices_reader(measure)
        case DayMeasure(future=future):
            return lambda answer, day: _day(answer, None if future else day)
        case TextMeasure():
            return lambda answer, _day: 1 if isinstance(answer, str) and answer.strip() else None
        case JudgementMeasure(scale=scale):
            levels = {str(level): level for level in range(scale.lowest, scale.highest + 1)}
            return lambda answer, _day: levels.get(answer) if isinstance(answer, str) else None
        case ListMeasure():
            return _list_reader(measure)


def _number_reader(measure: NumberMeasure) -> Quick:
    unit = "%" if measure.kind == "percent" else measure.unit
    suffix = f" {unit}" if unit else ""
    decimals, lowest, highest = measure.decimals, measure.lowest, measure.highest

    def read(answer: Answer, _day: int) -> Value | None:
        if not isinstance(answer, str):
            return None
        whole, _, fraction = answer.removesuffix(suffix).partition(".")
        digits = whole + fraction
        if not (digits.isascii() and digits.isdigit() and whole and len(fraction) <= decimals):
            return None
        value = int(whole + fraction.ljust(decimals, "0"))
        return value if lowest <= value <= highest else None

    return read


def _choices_reader(measure: ChoicesMeasure) -> Quick:
    index = {option: n for n, option in enumerate(option_ids(measure))}

    def read(answer: Answer, _day: int) -> Value | None:
        if not isinstance(answer, tuple):
            return None
        found = frozenset(index[one] for one in answer if isinstance(one, str) and one in index)
        return found if len(found) == len(answer) else None

    return read


def _day(answer: Answer, latest: int | None) -> Value | None:
    if not isinstance(answer, str) or len(answer) != DAY_LENGTH:
        return None
    try:
        day = date.fromisoformat(answer).toordinal()
    except ValueError:
        return None
    return day if latest is None or day <= latest else None


def _list_reader(measure: ListMeasure) -> Quick:
    fields = [(field.name, quick_reader(field.measure)) for field in measure.fields]

    def read(answer: Answer, day: int) -> Value | None:
        if not isinstance(answer, tuple) or not measure.least <= len(answer) <= measure.most:
            return None
        rows: list[Row] = []
        for item in answer:
            if not isinstance(item, dict) or len(item) != len(fields):
                return None
            row = [quick(item.get(name, ""), day) for name, quick in fields]
            values = tuple(value for value in row if isinstance(value, int | frozenset))
            if len(values) < len(fields):
                return None
            rows.append(values)
        return tuple(rows)

    return read
