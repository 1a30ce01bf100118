"""Conditions: what a requirement, a waiver or a validity term asks of facts and scores.

A new form is a class here and an arm in each evaluator; `assert_never` in
them makes the type checkers name every place that lacks one.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Final, Literal, TypeAlias, assert_never

from pydantic import Field

from tcei_rules.domain.days import TimeUnit
from tcei_rules.domain.model import Model

SCORE: Final = "score:"
"""Prefix by which outcomes name a score among facts."""


class Truth(IntEnum):
    """Three values (Kleene); *all* is the minimum, *any* the maximum."""

    NOT_MET = 0
    OPEN = 1
    MET = 2


class Comparator(StrEnum):
    """How a subject is compared."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    IS = "is"
    HAS = "has"
    ANSWERED = "answered"
    IN_YEAR_OF = "in_year_of"


COMPARE: Mapping[Comparator, Callable[[Any, Any], bool]] = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.MORE_THAN: operator.gt,
    Comparator.AT_MOST: operator.le,
    Comparator.LESS_THAN: operator.lt,
}
"""The comparators of ordered things, on exact integers at the same scale."""


class FactSubject(Model):
    """A fact or derived fact; a day given without being asked is one too."""

    form: Literal["fact"] = "fact"
    name: str


class FieldTimeSubject(Model):
    """Inside a `where`: the time between a day of the item and another day."""

    form: Literal["field_time"] = "field_time"
    name: str
    direction: Literal["before", "after"]
    reference: str
    """A field of the item, or a day given without being asked."""
    of_item: bool
    """Whether the reference is a field."""


class FieldSubject(Model):
    """A field of the list that a `where` runs over."""

    form: Literal["field"] = "field"
    name: str


class ScoreSubject(Model):
    """Points of a dimension or of `total`; `reachable` asks for the maximum instead."""

    form: Literal["score"] = "score"
    score: str
    reachable: bool = False


class TimeSubject(Model):
    """The time between two days: `fact` before or after `reference`."""

    form: Literal["time"] = "time"
    name: str
    direction: Literal["before", "after"]
    reference: str


Subject = Annotated[
    FactSubject | FieldSubject | FieldTimeSubject | ScoreSubject | TimeSubject,
    Field(discriminator="form"),
]


class NumberTest(Model):
    """A threshold at the subject's own scale."""

    form: Literal["number"] = "number"
    comparator: Comparator
    threshold: int


class ShareTest(Model):
    """A part of a whole (points of those that can be reached), compared by cross-multiplication.

    Part × up × 10^decimals is held against share × whole × down.
    """

    form: Literal["share"] = "share"
    comparator: Comparator
    share: int
    """In percent, or in the unit of the share, × 10^decimals."""
    decimals: int
    up: int = 100
    down: int = 1


class DurationTest(Model):
    """A time between two days."""

    form: Literal["duration"] = "duration"
    comparator: Comparator
    number: int
    unit: TimeUnit


class OptionTest(Model):
    """One of these options, as indexes (`is`, `has`)."""

    form: Literal["option"] = "option"
    comparator: Comparator
    options: tuple[int, ...]


class DayInYearTest(Model):
    """A day of any year, such as 31 July: compared in the year of the subject."""

    form: Literal["day_in_year"] = "day_in_year"
    comparator: Comparator
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]


class SameYearTest(Model):
    """Both days of a time lie in the same calendar year."""

    form: Literal["same_year"] = "same_year"
    comparator: Comparator = Comparator.IN_YEAR_OF


class AnsweredTest(Model):
    """Met once answered; else open, never not met."""

    form: Literal["answered"] = "answered"
    comparator: Comparator = Comparator.ANSWERED


Test = Annotated[
    NumberTest
    | ShareTest
    | DurationTest
    | DayInYearTest
    | SameYearTest
    | OptionTest
    | AnsweredTest,
    Field(discriminator="form"),
]


class Comparison(Model):
    """A subject for which all tests hold; open if the subject is."""

    form: Literal["comparison"] = "comparison"
    subject: Subject
    tests: Annotated[tuple[Test, ...], Field(min_length=1)]


class Combination(Model):
    """At least that many of the members are met; `all` and `any` are the two ends."""

    form: Literal["combination"] = "combination"
    word: Literal["all", "any", "at_least"]
    at_least: int
    of: Annotated[tuple[Condition, ...], Field(min_length=1)]


class Branch(Model):
    """What is asked where an option is given; nothing, if there is no condition."""

    option: int
    """Its index."""
    that: Condition | None = None


class DependingOn(Model):
    """The branch of a fact's option: the same as *any of (fact is option and branch)*."""

    form: Literal["depending_on"] = "depending_on"
    fact: str
    branches: Annotated[tuple[Branch, ...], Field(min_length=1)]


class Selection(Model):
    """Indicators picked by a word, or by what someone chose."""

    by: Literal["all", "tag", "dimension", "ids", "chosen_in"]
    name: str = ""
    """The tag, dimension or fact."""
    ids: tuple[str, ...]
    """The indicators picked; for `chosen_in` all that could be."""


class Reach(Model):
    """How many points an indicator must reach."""

    by: Literal["minimum", "full", "points"]
    points: int = 0


class EveryIndicator(Model):
    """Each selected indicator reaches its points; excluded ones are passed over."""

    form: Literal["every_indicator"] = "every_indicator"
    selection: Selection
    reach: Reach


class CountedIndicators(Model):
    """At least that many of the selected indicators reach their points, or improved."""

    form: Literal["counted_indicators"] = "counted_indicators"
    at_least: int
    selection: Selection
    reach: Reach | None = None
    improved_since: str | None = None
    """A label: better than at its last award, both read by the present ruleset."""
    before: str | None = None
    """The day before which that award must have begun."""


class Holds(Model):
    """A label, or a higher one, was valid on a day."""

    form: Literal["holds"] = "holds"
    scheme: str
    label: str
    accepted: tuple[str, ...]
    """The label and those above it."""
    on: str


Condition: TypeAlias = Annotated[
    Comparison | Combination | DependingOn | EveryIndicator | CountedIndicators | Holds,
    Field(discriminator="form"),
]

Combination.model_rebuild()
Branch.model_rebuild()
DependingOn.model_rebuild()


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that stand directly inside one."""
    match condition:
        case Combination(of=members):
            return members
        case DependingOn(branches=branches):
            return tuple(branch.that for branch in branches if branch.that is not None)
        case _:
            return ()


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all inside it, outer before inner: the order of recorded truths."""
    yield condition
    for part in parts_of(condition):
        yield from conditions_in(part)


def subjects_of(condition: Condition) -> Iterator[str]:
    """Yield what a condition looks at: names of facts, and scores as `score:NAME`."""
    match condition:
        case Comparison(subject=subject):
            yield from _named(subject)
        case EveryIndicator():
            return  # indicators have findings of their own
        case Combination(of=members):
            for member in members:
                yield from subjects_of(member)
        case DependingOn(fact=fact):
            yield fact
            for part in parts_of(condition):
                yield from subjects_of(part)
        case CountedIndicators(selection=selection, before=before):
            if selection.by == "chosen_in":
                yield selection.name
            if before is not None:
                yield before
        case Holds(on=on):
            yield on
        case _:
            assert_never(condition)


def _named(subject: Subject) -> Iterator[str]:
    match subject:
        case FactSubject(name=name):
            yield name
        case TimeSubject(name=name, reference=reference):
            yield name
            yield reference
        case ScoreSubject(score=score):
            yield f"{SCORE}{score}"
        case FieldSubject() | FieldTimeSubject():
            return  # of an item, not of the case
