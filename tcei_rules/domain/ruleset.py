"""A ruleset: one version of a scheme's criteria, checked and ready to be evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from tcei_rules.domain.basis import Basis, Source
from tcei_rules.domain.condition import Condition, FactSubject, Reach, TimeSubject
from tcei_rules.domain.days import TimeUnit, Until
from tcei_rules.domain.fact import (
    NOTHING,
    Better,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    Measure,
    PartsMeasure,
    Role,
    Scale,
    part_names,
)
from tcei_rules.domain.model import Digest, Model
from tcei_rules.domain.words import Words

ASSESSED_ON = "assessed_on"
FILED_ON = "filed_on"
GIVEN_DAYS = (ASSESSED_ON, FILED_ON)
"""Days that are given without being asked."""

ANY_LABEL = "any"
"""In `last`: whichever label it was."""

TOTAL = "total"
"""The score over all dimensions."""


class CountOf(Model):
    """How many items of a list (that meet a condition, or differ in a field), or chosen options."""

    form: Literal["count"] = "count"
    of: str
    where: Condition | None = None
    different: str | None = None


class LastAward(Model):
    """Something of the last award of a label: a day of it, or a fact behind it."""

    form: Literal["last"] = "last"
    label: str
    """A label id, or `ANY_LABEL`."""
    before: str | None = None
    take: str
    """`valid_from`, `valid_until`, or a fact."""


class SumOf(Model):
    """The total of several facts, or of one field over the items of a list."""

    form: Literal["sum"] = "sum"
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    field: str | None = None
    """Of the one list."""
    where: Condition | None = None


class ShareOf(Model):
    """The items of a list that meet a condition among all, or one fact in another."""

    form: Literal["share"] = "share"
    of: str
    """The list, or the part."""
    whole: str | None = None
    where: Condition | None = None


class GroupOf(Model):
    """The one group that an option belongs to."""

    form: Literal["group"] = "group"
    of: str
    groups: tuple[int, ...]
    """For every option of the choice the index of its group."""
    rest: int | None = None
    """The group of all options that no other names."""


Derivation = Annotated[CountOf | SumOf | ShareOf | GroupOf | LastAward, Field(discriminator="form")]


class Derived(Model):
    """A fact worked out from others."""

    name: str
    derivation: Derivation
    measure: Measure
    may_not_apply: bool
    title: Words | None = None
    better: Better | None = None
    better_reason: Words | None = None
    basis: Basis | None = None
    was: str | None = None


def old_name(one: Fact | Derived) -> str | None:
    """Return of which older fact something takes the answers; nothing if its name was cut."""
    if one.was is not None:
        return None if one.was == NOTHING else one.was
    return one.name if isinstance(one, Fact) else None


class Dimension(Model):
    """A group of indicators, with the control total of their highest points."""

    id: str
    title: Words
    maximum: int


class Step(Model):
    """Points from a value on, or for an option (then the value is its index)."""

    at: int
    points: int


class Indicator(Model):
    """A scored criterion: a fact read through steps gives points."""

    id: str
    title: Words
    dimension: str
    reads: Annotated[FactSubject | TimeSubject, Field(discriminator="form")]
    asks: Fact | None = None
    """The fact of its own, named by the id."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    by_option: bool = False
    time_unit: TimeUnit | None = None
    """In which the cuts of a time are counted."""
    cut_decimals: int = 0
    """Of the cuts of a share."""
    judged: bool = False
    """No steps were written: the judged level is the points."""
    weight: int = 1
    minimum: int | None = None
    tags: tuple[str, ...] = ()
    better: Better = Better.HIGHER
    better_reason: Words | None = None
    not_applicable: Literal["excluded", "zero", "full"] | None = None
    basis: Basis
    points_basis: Basis
    was: str | None = None

    @cached_property
    def highest(self) -> int:
        """Return the most points it can give, before weighting."""
        return max(step.points for step in self.steps)

    @property
    def read_names(self) -> tuple[str, ...]:
        """Return the names of the facts it reads."""
        if isinstance(self.reads, TimeSubject):
            return self.reads.name, self.reads.reference
        return (self.reads.name,)

    def needed(self, reach: Reach) -> int | None:
        """Return the points it must have to reach that, or nothing if it has no minimum."""
        match reach.by:
            case "minimum":
                return self.minimum
            case "full":
                return self.highest
            case "points":
                return reach.points


class Waivable(Model):
    """Who may waive a requirement, and when."""

    by: tuple[Role, ...]
    condition: Condition | None = None


class Requirement(Model):
    """A condition with an id and a basis that a gate or label demands."""

    id: str
    title: Words | None = None
    that: Condition
    not_applicable: Literal["met", "not_met"] | None = None
    advisory: bool = False
    """Not met it is noted, and blocks nothing."""
    waivable: Waivable | None = None
    basis: Basis
    was: str | None = None


class Gate(Model):
    """Requirements that every label demands first."""

    id: str
    title: Words
    requires: Annotated[tuple[Requirement, ...], Field(min_length=1)]


class Term(Model):
    """Until when a label is valid: months from a day, or up to a fixed day."""

    condition: Condition | None = None
    months: int | None = None
    start: str | None = None
    """Name of the day the months are counted from."""
    until: Until = Until.SAME_DAY
    fixed_end: int | None = None
    basis: Basis


class Label(Model):
    """What is granted if all gates and its requirements count as met."""

    id: str
    title: Words
    requires: tuple[Requirement, ...]
    includes: str | None = None
    stands_alone: Words | None = None
    validity: Annotated[tuple[Term, ...], Field(min_length=1)]
    was: str | None = None


class InForce(Model):
    """Applications filed from that day on fall under this version."""

    start: int
    until: int | None = None


class Supersedes(Model):
    """How this version follows the one before it."""

    version: str
    choice_until: int | None = None
    pending: Literal["old", "new"] = "old"
    certificates_until: int | None = None
    dropped: tuple[str, ...] = ()


class Ruleset(Model):
    """One version of a scheme's criteria.

    Every name in it is known and every threshold fits its subject: the reader
    (`tcei_rules.language`) builds nothing else.
    """

    language: Literal[1]
    scheme: str
    version: str
    title: Words
    written_in: str
    digest: Digest
    """Over the file's tree as read: scalars as text, before any default."""
    in_force: InForce
    supersedes: Supersedes | None = None
    recognises: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sources: tuple[Source, ...] = ()
    scales: tuple[Scale, ...] = ()
    facts: tuple[Fact, ...]
    derived: tuple[Derived, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    gates: tuple[Gate, ...] = ()
    labels: Annotated[tuple[Label, ...], Field(min_length=1)]

    @property
    def name(self) -> str:
        """Return `scheme/version`."""
        return f"{self.scheme}/{self.version}"

    @cached_property
    def asked(self) -> tuple[Fact, ...]:
        """Return every fact that is asked: the shared ones, then those of indicators."""
        own = (indicator.asks for indicator in self.indicators if indicator.asks)
        return (*self.facts, *own)

    @cached_property
    def judged(self) -> frozenset[str]:
        """Return the names of the facts of which assessors state a level."""
        return frozenset(
            fact.name for fact in self.asked if isinstance(fact.measure, JudgementMeasure)
        )

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Return what the values of every fact, derived fact and given day are."""
        known: dict[str, Measure] = {name: DayMeasure(future=True) for name in GIVEN_DAYS}
        known.update((one.name, one.measure) for one in self.asked)
        for one in self.asked:
            if isinstance(one.measure, PartsMeasure):
                known.update(dict.fromkeys(part_names(one), one.measure.part))
        known.update((one.name, one.measure) for one in self.derived)
        return known

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return every requirement once, gates first, in the file's order."""
        groups: tuple[Gate | Label, ...] = (*self.gates, *self.labels)
        return tuple(requirement for group in groups for requirement in group.requires)

    @cached_property
    def award_ends(self) -> Mapping[str, str]:
        """Return the derived facts that are the end of an earlier award, with its label."""
        return {
            one.name: one.derivation.label
            for one in self.derived
            if isinstance(one.derivation, LastAward) and one.derivation.take == "valid_until"
        }

    def label(self, label: str) -> Label:
        """Return a label by its id."""
        return next(one for one in self.labels if one.id == label)

    def demands(self, label: Label) -> tuple[Requirement, ...]:
        """Return all that a label demands: gates, what it includes, its own; advisory ones not."""
        gates = tuple(requirement for gate in self.gates for requirement in gate.requires)
        return tuple(one for one in gates + self._included(label) if not one.advisory)

    def _included(self, label: Label) -> tuple[Requirement, ...]:
        lower = self._included(self.label(label.includes)) if label.includes else ()
        return lower + label.requires

    def placeholders(self) -> Iterator[str]:
        """Yield what rests on a placeholder; any makes the ruleset one for demonstration."""
        for name, fact in self._questions():
            if fact.basis and fact.basis.is_placeholder:
                yield name
        for requirement in self.requirements:
            if requirement.basis.is_placeholder:
                yield requirement.id
        for indicator in self.indicators:
            asked = indicator.asks.basis if indicator.asks else None
            bases = (indicator.basis, indicator.points_basis, asked)
            if any(basis is not None and basis.is_placeholder for basis in bases):
                yield indicator.id
        for derived in self.derived:
            if derived.basis and derived.basis.is_placeholder:
                yield derived.name
        for label in self.labels:
            for number, term in enumerate(label.validity, 1):
                if term.basis.is_placeholder:
                    yield f"{label.id}.validity.{number}"

    def _questions(self) -> Iterator[tuple[str, Fact]]:
        for fact in self.facts:
            yield fact.name, fact
            if isinstance(fact.measure, ListMeasure):
                for field in fact.measure.fields:
                    yield f"{fact.name}.{field.name}", field
