"""Reading answers that are already in the one spelling that is stored.

Most of what is evaluated was stored before, so this is the fast way in. A
reader here accepts that spelling only and says nothing about anything else:
whatever it does not know goes through `tcei_rules.language.answers`, which
does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from tcei_rules.domain.assessment import Answer
from tcei_rules.domain.fact import (
    AskedMeasure,
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    PartsMeasure,
    Scale,
    TextMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.value import Row, Value
from tcei_rules.language.answering import CONSENSUS, LEVEL, REASON
from tcei_rules.language.scalars import MOST_DIGITS

Quick: TypeAlias = Callable[[Answer, "tuple[str, ...]", int], "Value | None"]
"""An answer, the panel, and the day the assessment speaks of give a value, or nothing."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""`date.fromisoformat` reads weeks as well; they are no days here."""


def quick_reader(measure: AskedMeasure) -> Quick:
    """Return a reader of stored answers of one kind."""
    match measure:
        case NumberMeasure():
            return _number_reader(measure)
        case YesNoMeasure() | ChoiceMeasure():
            index = _index(measure)
            return lambda answer, _panel, _day: (
                index.get(answer) if isinstance(answer, str) else None
            )
        case ChoicesMeasure():
            return _choices_reader(measure)
        case PartsMeasure():
            return _parts_reader(measure)
        case DayMeasure(future=future):
            return lambda answer, _panel, day: _day(answer, None if future else day)
        case TextMeasure():
            return lambda answer, _panel, _day: (
                1 if isinstance(answer, str) and answer.strip() else None
            )
        case JudgementMeasure(scale=scale):
            return _judgement_reader(scale)
        case ListMeasure():
            return _list_reader(measure)


def _number_reader(measure: NumberMeasure) -> Quick:
    own = 10**measure.fine
    factors = {one.unit: one.factor * 10 ** (measure.fine - one.decimals) for one in measure.also}
    factors |= {"": own, measure.written_unit or "": own}
    decimals, lowest, highest = measure.decimals, measure.lowest, measure.highest

    def read(answer: Answer, _panel: tuple[str, ...], _day: int) -> Value | None:
        if not isinstance(answer, str):
            return None
        number, blank, behind = answer.partition(" ")
        factor = None if blank and not behind else factors.get(behind)
        whole, point, fraction = number.partition(".")
        digits = whole + fraction
        if factor is None or len(digits) > MOST_DIGITS or bool(point) != bool(fraction):
            return None
        if not (digits.isascii() and digits.isdigit() and whole and len(fraction) <= decimals):
            return None
        value = int(whole + fraction.ljust(decimals, "0")) * factor
        return value if lowest <= value <= highest else None

    return read


def _choices_reader(measure: ChoicesMeasure) -> Quick:
    index = {option: n for n, option in enumerate(option_ids(measure))}

    def read(answer: Answer, _panel: tuple[str, ...], _day: int) -> Value | None:
        if not isinstance(answer, tuple):
            return None
        found = frozenset(index[one] for one in answer if isinstance(one, str) and one in index)
        return found if len(found) == len(answer) else None

    return read


def _parts_reader(measure: PartsMeasure) -> Quick:
    read_part, options = _number_reader(measure.part), option_ids(measure)

    def read(answer: Answer, panel: tuple[str, ...], day: int) -> Value | None:
        if not isinstance(answer, dict) or len(answer) != len(options):
            return None
        values = [read_part(answer.get(one, ""), panel, day) for one in options]
        parts = tuple([value for value in values if isinstance(value, int)])
        whole = len(parts) == len(options) and sum(parts) == measure.part.highest
        return (parts,) if whole else None

    return read


def _day(answer: Answer, latest: int | None) -> Value | None:
    if not isinstance(answer, str) or not _DAY.fullmatch(answer):
        return None
    try:
        day = date.fromisoformat(answer).toordinal()
    except ValueError:
        return None
    return day if latest is None or day <= latest else None


def _judgement_reader(scale: Scale) -> Quick:
    levels = {str(level): level for level in range(scale.lowest, scale.highest + 1)}

    def read(answer: Answer, panel: tuple[str, ...], _day: int) -> Value | None:
        if isinstance(answer, str):
            return levels.get(answer) if len(panel) == 1 else None
        if not isinstance(answer, dict):
            return None
        try:
            if LEVEL in answer:
                return levels[bare_level(answer)] if len(panel) == 1 else None
            given = [levels[bare_level(answer[member])] for member in panel]
            agreed = settled(given, len(panel), scale)
            if len(answer) == len(panel):
                return agreed
            return _consensus(answer, agreed, len(panel), levels)
        except (KeyError, TypeError):
            return None

    return read


def bare_level(said: Answer) -> str:
    """Return a level without the reason that may stand beside it.

    Raises:
        KeyError: It is neither a level nor one with its reason.
    """
    if isinstance(said, str):
        return said
    if not isinstance(said, dict) or said.keys() != {LEVEL, REASON}:
        raise KeyError(said)
    level, reason = said[LEVEL], said[REASON]
    if not isinstance(level, str) or not isinstance(reason, str) or not reason.strip():
        raise KeyError(said)
    return level


def _consensus(
    answer: dict[str, Answer], agreed: int | None, panel: int, levels: Mapping[str, int]
) -> int | None:
    """Return the level of a panel that recorded one with its reason beside its own levels."""
    reason = answer[REASON]
    if len(answer) != panel + 2 or not isinstance(reason, str) or not reason.strip():
        return None
    recorded = levels[answer[CONSENSUS]]  # type: ignore[index] # not a text is none of its keys
    return recorded if agreed is None else agreed


_TAKE: Mapping[str, Callable[[list[int]], int]] = {
    "lower": min,
    "higher": max,
    "mean": lambda levels: sum(levels) // len(levels),
}


def settled(levels: list[int], panel: int, scale: Scale) -> int | None:
    """Return the one level of a panel that agrees; nothing while some are missing, or apart."""
    if len(levels) < panel or max(levels) - min(levels) > scale.agree_within:
        return None
    return _TAKE[scale.take](levels)


def _index(measure: YesNoMeasure | ChoiceMeasure) -> Mapping[str, int]:
    known = ("no", "yes") if isinstance(measure, YesNoMeasure) else option_ids(measure)
    return {option: n for n, option in enumerate(known)}


MOST_KINDS = 4096
"""Kinds of items whose rows are kept."""

RowReader: TypeAlias = Callable[[Answer, "tuple[str, ...]", int], "Row | None"]


def _list_reader(measure: ListMeasure) -> Quick:
    read_row = _row_of_options(measure.fields) or _row_of_any(measure.fields)

    def read(answer: Answer, panel: tuple[str, ...], day: int) -> Value | None:
        if not isinstance(answer, tuple) or not measure.least <= len(answer) <= measure.most:
            return None
        rows = [read_row(item, panel, day) for item in answer]
        known = tuple([row for row in rows if row is not None])
        return known if len(known) == len(answer) else None

    return read


def _row_of_options(fields: tuple[Fact, ...]) -> RowReader | None:
    """Return a reader of items that hold nothing but options: the long lists of members do."""
    tables = [
        (field.name, _index(field.measure))
        for field in fields
        if isinstance(field.measure, YesNoMeasure | ChoiceMeasure)
    ]
    if len(tables) < len(fields):
        return None
    known: dict[tuple[tuple[str, Answer], ...], Row] = {}

    def read(item: Answer, _panel: tuple[str, ...], _day: int) -> Row | None:
        if not isinstance(item, dict) or len(item) != len(tables):
            return None
        try:
            # Members are many and alike: each kind of item is read once.
            spelt = tuple(item.items())
            row = known.get(spelt)
            if row is None:
                row = tuple([table[item[name]] for name, table in tables])  # type: ignore[index] # not a text is none of its keys
                if len(known) < MOST_KINDS:
                    known[spelt] = row
        except (KeyError, TypeError):
            return None
        else:
            return row

    return read


def _row_of_any(fields: tuple[Fact, ...]) -> RowReader:
    readers = [(field.name, quick_reader(field.measure)) for field in fields]

    def read(item: Answer, panel: tuple[str, ...], day: int) -> Row | None:
        if not isinstance(item, dict) or len(item) != len(readers):
            return None
        values = [quick(item.get(name, ""), panel, day) for name, quick in readers]
        known = tuple([value for value in values if isinstance(value, int | frozenset)])
        return known if len(known) == len(readers) else None

    return read
