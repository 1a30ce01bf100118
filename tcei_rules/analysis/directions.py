"""Which way verdicts read each fact: whether a higher answer can only help, only hurt, or both.

Yes, later days, higher levels and longer lists are higher; a choice has no
order; the parts of a whole are read one by one. Whoever is asked something that
is read both ways should be told why.
Source: docs/ruleset-language.md, "Grammar" and "Laws".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import TypeAlias, assert_never

from tcei_rules.domain.condition import (
    AnsweredTest,
    Comparator,
    Comparison,
    Condition,
    CountedIndicators,
    DayInYearTest,
    DependingOn,
    EveryIndicator,
    FactSubject,
    FieldSubject,
    FieldTimeSubject,
    Holds,
    OptionTest,
    SameYearTest,
    ScoreSubject,
    Subject,
    Test,
    TimeSubject,
    parts_of,
)
from tcei_rules.domain.fact import Better, ListMeasure, NumberMeasure, part_names
from tcei_rules.domain.ruleset import (
    TOTAL,
    CountOf,
    Derivation,
    GroupOf,
    Indicator,
    LastAward,
    Ruleset,
    ShareOf,
    SumOf,
)
from tcei_rules.errors import Mistake
from tcei_rules.language.ruleset import ReadRuleset

RISING = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.HAS)


class Direction(Enum):
    """How a fact is read."""

    UP = "+"
    """A higher value can only help."""
    DOWN = "-"
    """A higher value can only hurt."""
    BOTH = "±"
    """It can do both, or there is no order in it."""


YES_NO: Mapping[tuple[int, ...], Direction] = {(1,): Direction.UP, (0,): Direction.DOWN}

Readers: TypeAlias = Mapping[Direction, str]
"""By direction the id of the first requirement that reads so."""


def directions(ruleset: Ruleset) -> dict[str, Direction]:
    """Return the way in which each asked fact is read; what nothing reads is left out.

    Verdicts read facts, and so do the days before which earlier awards are looked for.
    """
    return {
        name: next(iter(readers)) if len(readers) == 1 else Direction.BOTH
        for name, readers in _readers(ruleset).items()
    }


def demand_reasons(read: ReadRuleset) -> Iterator[Mistake]:
    """Yield the facts of which a higher answer helps and hurts, and that do not say why."""
    readers = _readers(read.ruleset)
    for fact in read.ruleset.asked:
        if fact.better is Better.NEITHER:
            continue
        place = read.places[f"facts/{fact.name}"]
        for name in (fact.name, *part_names(fact)):
            own = readers.get(name, {})
            if {Direction.UP, Direction.DOWN} <= own.keys():
                values = {
                    "name": name, "helps": own[Direction.UP], "hurts": own[Direction.DOWN],
                }  # fmt: skip
                yield Mistake(message="better.both_ways", values=values, place=place)


def _readers(ruleset: Ruleset) -> Mapping[str, Readers]:
    ways = _Ways(ruleset)
    for requirement in ruleset.requirements:
        ways.reader = requirement.id
        ways.condition(requirement.that)
        if requirement.waivable and requirement.waivable.condition:
            ways.condition(requirement.waivable.condition)
    ways.reader = ""
    for derived in ruleset.derived:
        if isinstance(derived.derivation, LastAward) and derived.derivation.before:
            ways.note(derived.derivation.before, Direction.BOTH)
    return ways.found


@dataclass(slots=True)
class _Ways:
    ruleset: Ruleset
    reader: str = ""
    found: dict[str, dict[Direction, str]] = field(
        default_factory=dict[str, "dict[Direction, str]"]
    )

    def note(self, name: str, way: Direction) -> None:
        """Note that a fact, or what it is worked out from, is read in a way."""
        derived = next((one for one in self.ruleset.derived if one.name == name), None)
        if derived is None:
            self.found.setdefault(name, {}).setdefault(way, self.reader)
        else:
            self._worked_out(derived.derivation, way)

    def _worked_out(self, derivation: Derivation, way: Direction) -> None:
        match derivation:
            case CountOf(of=of):
                self.note(of, way)
            case SumOf(of=names, field=None):
                for one in names:
                    self.note(one, way)
            case SumOf(of=names, field=name):
                # One item more adds, unless it can be below 0.
                self._note_both(names[0], way, other=self._can_be_negative(names[0], name))
            case ShareOf(of=of, whole=None):
                # One item more raises the share or lowers it.
                self._note_both(of, way, other=True)
            case ShareOf(of=of, whole=whole):
                self.note(of, way)
                self.note(whole or "", _turned(way))
            case GroupOf(of=of):
                self.note(of, Direction.BOTH)
            case LastAward():
                return  # of an earlier assessment, which no answer changes
            case _:
                assert_never(derivation)

    def _note_both(self, name: str, way: Direction, *, other: bool) -> None:
        self.note(name, way)
        if other:
            self.note(name, _turned(way))

    def _can_be_negative(self, of: str, name: str | None) -> bool:
        measure = self.ruleset.measures[of]
        fields = measure.fields if isinstance(measure, ListMeasure) else ()
        own = next((one.measure for one in fields if one.name == name), None)
        return isinstance(own, NumberMeasure) and own.lowest < 0

    def condition(self, condition: Condition) -> None:
        """Note what a condition reads."""
        for part in parts_of(condition):
            self.condition(part)
        match condition:
            case Comparison(subject=subject, tests=tests):
                for test in tests:
                    self._comparison(subject, test)
            case DependingOn(fact=fact):
                self.note(fact, Direction.BOTH)
            case EveryIndicator(selection=selection):
                self._points(selection.ids, Direction.UP)
            case CountedIndicators(selection=selection, before=before):
                self._points(selection.ids, Direction.UP)
                if selection.by == "chosen_in":
                    self.note(selection.name, Direction.UP)
                if before:
                    self.note(before, Direction.BOTH)
            case Holds(on=on):
                self.note(on, Direction.BOTH)
            case _:
                return

    def _comparison(self, subject: Subject, test: Test) -> None:
        if isinstance(test, AnsweredTest):
            return
        way = _way(test)
        match subject:
            case FactSubject(name=name):
                self.note(name, self._of_ordered(name, way))
            case TimeSubject():
                self._time(subject, way)
            case ScoreSubject(score=score, reachable=False):
                counted = [
                    one.id
                    for one in self.ruleset.indicators
                    if one.weight and score in {one.dimension, TOTAL}
                ]
                self._points(counted, way)
            case ScoreSubject() | FieldSubject() | FieldTimeSubject():
                return

    def _time(self, time: TimeSubject, way: Direction) -> None:
        after = time.direction == "after"
        self.note(time.name, way if after else _turned(way))
        self.note(time.reference, _turned(way) if after else way)

    def _points(self, ids: tuple[str, ...] | list[str], way: Direction) -> None:
        for indicator in self.ruleset.indicators:
            if indicator.id in ids:
                for own in _slopes(indicator):
                    read = way if own is Direction.UP else _turned(way)
                    if isinstance(indicator.reads, TimeSubject):
                        self._time(indicator.reads, read)
                    else:
                        name = indicator.reads.name
                        self.note(name, self._of_ordered(name, read))

    def _of_ordered(self, name: str, way: Direction) -> Direction:
        """Return the way for what has an order; the options of a choice have none."""
        unordered = self.ruleset.measures[name].kind == "choice"
        return Direction.BOTH if unordered else way


def _way(test: Test) -> Direction:
    match test:
        case DayInYearTest() | SameYearTest():
            return Direction.BOTH
        case OptionTest(comparator=Comparator.HAS):
            return Direction.UP
        case OptionTest(options=options):
            # Of yes and no; a choice has no order.
            return YES_NO.get(options, Direction.BOTH)
        case _:
            return Direction.UP if test.comparator in RISING else Direction.DOWN


def _turned(way: Direction) -> Direction:
    return {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(way, way)


def _slopes(indicator: Indicator) -> Iterator[Direction]:
    points = [step.points for step in indicator.steps]
    pairs = list(pairwise(points))
    if any(a < b for a, b in pairs):
        yield Direction.UP
    if any(a > b for a, b in pairs):
        yield Direction.DOWN
