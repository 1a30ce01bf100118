"""Which way each fact of a ruleset is read, worked out apart from the code under test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from random import Random

from tcei_rules.domain.assessment import Assessment, State, Statement
from tcei_rules.domain.condition import (
    AnsweredTest,
    Combination,
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
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.fact import (
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import (
    CountOf,
    Derivation,
    GroupOf,
    Indicator,
    LastAward,
    Ruleset,
    ShareOf,
    SumOf,
)
from tcei_rules.language.nodes import Tree
from tests.yaml_text import spelt


class Direction(Enum):
    """Whether a higher value can only help, only hurt, or either."""

    UP = "+"
    DOWN = "-"
    BOTH = "±"


@dataclass
class _Ways:
    ruleset: Ruleset
    found: dict[str, set[Direction]] = field(default_factory=dict[str, "set[Direction]"])

    def note(self, name: str, way: Direction) -> None:
        """Note that a fact, or what it is worked out from, is read in a way."""
        derived = next((one for one in self.ruleset.derived if one.name == name), None)
        if derived is None:
            self.found.setdefault(name, set()).add(way)
        else:
            self._worked_out(derived.derivation, way)

    def _worked_out(self, derivation: Derivation, way: Direction) -> None:
        match derivation:
            case CountOf(of=of):
                self.note(of, way)
            case SumOf(of=names, field=None):
                for one in names:
                    self.note(one, way)
            case SumOf(of=(of,)):
                # A longer list adds up to more, as long as no field is below 0.
                self.note(of, Direction.BOTH)
            case ShareOf(of=of, whole=None) | GroupOf(of=of):
                self.note(of, Direction.BOTH)
            case ShareOf(of=of, whole=whole):
                self.note(of, way)
                self.note(whole or "", _turned(way))
            case _:
                pass

    def condition(self, condition: Condition) -> None:
        """Note what a condition reads."""
        match condition:
            case Combination() | DependingOn():
                if isinstance(condition, DependingOn):
                    self.note(condition.fact, Direction.BOTH)
                for part in parts_of(condition):
                    self.condition(part)
            case Comparison(subject=subject, tests=tests):
                for test in tests:
                    self._comparison(subject, test)
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

    def _comparison(self, subject: Subject, test: Test) -> None:
        if isinstance(test, AnsweredTest):
            return
        way = Direction.BOTH if isinstance(test, DayInYearTest | SameYearTest) else _way(test)
        match subject:
            case FactSubject(name=name):
                self.note(name, way)
            case TimeSubject(name=name, direction=direction, reference=reference):
                later, earlier = (name, reference) if direction == "after" else (reference, name)
                self.note(later, way)
                self.note(earlier, _turned(way))
            case ScoreSubject(score=score, reachable=False):
                counted = [
                    one.id for one in self.ruleset.indicators
                    if one.weight and score in {one.dimension, "total"}
                ]  # fmt: skip
                self._points(counted, way)
            case ScoreSubject() | FieldSubject() | FieldTimeSubject():
                pass

    def _read(self, reads: FactSubject | TimeSubject, way: Direction) -> None:
        if isinstance(reads, TimeSubject):
            after = reads.direction == "after"
            self.note(reads.name, way if after else _turned(way))
            self.note(reads.reference, _turned(way) if after else way)
        else:
            self.note(reads.name, way)

    def _points(self, ids: tuple[str, ...] | list[str], way: Direction) -> None:
        for indicator in self.ruleset.indicators:
            if indicator.id in ids:
                for own in _slopes(indicator):
                    self._read(indicator.reads, way if own is Direction.UP else _turned(way))


def _way(test: Test) -> Direction:
    if isinstance(test, OptionTest):
        if test.comparator.value == "has" or test.options == (1,):
            return Direction.UP
        return Direction.DOWN if test.options == (0,) else Direction.BOTH
    rising = test.comparator.value in {"at_least", "more_than"}
    return Direction.UP if rising else Direction.DOWN


def _turned(way: Direction) -> Direction:
    return {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(way, way)


def _slopes(indicator: Indicator) -> Iterator[Direction]:
    points = [step.points for step in indicator.steps]
    pairs = list(pairwise(points))
    if any(a < b for a, b in pairs):
        yield Direction.UP
    if any(a > b for a, b in pairs):
        yield Direction.DOWN


def directions(ruleset: Ruleset) -> dict[str, Direction]:
    """Return the way in which verdicts read each fact; what nothing reads is left out."""
    ways = _Ways(ruleset)
    for requirement in ruleset.requirements:
        ways.condition(requirement.that)
        if requirement.waivable and requirement.waivable.condition:
            ways.condition(requirement.waivable.condition)
    for derived in ruleset.derived:
        if isinstance(derived.derivation, LastAward) and derived.derivation.before:
            ways.note(derived.derivation.before, Direction.BOTH)
    return {
        name: next(iter(own)) if len(own) == 1 else Direction.BOTH
        for name, own in ways.found.items()
    }


def raised(
    fact: Fact, statement: Statement, assessment: Assessment, random: Random
) -> Statement | None:
    """Return the statement with a higher answer, where there is one."""
    if statement.state is not State.ANSWERED:
        return None
    higher = _higher(fact, statement.members()["answer"], assessment, random)
    if higher is None:
        return None
    members = {**statement.members(), "answer": higher}
    return Statement.model_validate_json(json.dumps(members))


def _higher(fact: Fact, answer: Tree, assessment: Assessment, random: Random) -> Tree | None:
    match fact.measure:
        case NumberMeasure(also=(other, *_)) if str(answer).endswith(other.unit):
            return None
        case NumberMeasure() as measure if isinstance(answer, str):
            unit = "%" if measure.kind == "percent" else measure.unit
            number = answer.removesuffix(unit or "").replace(" ", "")
            whole, _, fraction = number.partition(".")
            value = int(whole + fraction.ljust(measure.decimals, "0"))
            highest = measure.highest // 10**measure.fine
            value += random.choice((1, 1, 7, max(1, highest // 3)))
            return spelt(value, measure.decimals) if value <= highest else None
        case YesNoMeasure():
            return "yes" if answer == "no" else None
        case JudgementMeasure(scale=scale) if isinstance(answer, str):
            return str(int(answer) + 1) if int(answer) < scale.highest else None
        case ChoicesMeasure() as measure if isinstance(answer, list):
            left = [one for one in option_ids(measure) if one not in answer]
            return [*answer, random.choice(left)] if left else None
        case DayMeasure(future=future) if isinstance(answer, str):
            later = parse_day(answer) + random.choice((1, 1, 40, 400))
            fits = future or later <= parse_day(assessment.assessed_on)
            return format_day(later) if fits else None
        case ListMeasure(most=most) if isinstance(answer, list):
            return [*answer, answer[0]] if 0 < len(answer) < most else None
        case _:
            return None
