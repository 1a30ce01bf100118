"""Whether a version follows the one before it without losing anything unsaid.

Answers are carried from version to version by the names of facts, so each fact
of the older one must have a successor, or be given up on purpose.
Source: docs/ruleset-language.md, "Versions".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from tcei_rules.domain.days import format_day
from tcei_rules.domain.fact import (
    NOTHING,
    ChoiceMeasure,
    ChoicesMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    PartsMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import Derived, Ruleset, old_name
from tcei_rules.errors import NOWHERE, Mistake, Place
from tcei_rules.language.ruleset import ReadRuleset

Optioned: TypeAlias = ChoiceMeasure | ChoicesMeasure | PartsMeasure


def demand_succession(old: Ruleset, new: ReadRuleset) -> tuple[Mistake, ...]:
    """Return what does not fit between a version and the one it supersedes."""
    return tuple(_Succession(old, new).mistakes())


class _Succession:
    def __init__(self, old: Ruleset, new: ReadRuleset) -> None:
        self.old = old
        self.new = new.ruleset
        self.places = new.places
        self._asked_then = {one.name: one for one in old.asked}
        supersedes = self.new.supersedes
        self._dropped = () if supersedes is None else supersedes.dropped
        self._named: list[Fact | Derived] = [*self.new.asked, *self.new.derived]

    def mistakes(self) -> Iterator[Mistake]:
        yield from self._order()
        yield from self._lost()
        yield from self._names_that_were_not()
        yield from self._other_kinds()

    def _order(self) -> Iterator[Mistake]:
        if self.new.in_force.start <= self.old.in_force.start:
            yield self._mistake(
                "versions.order", "", old=self.old.name,
                start=format_day(self.old.in_force.start),
            )  # fmt: skip

    def _lost(self) -> Iterator[Mistake]:
        """A fact whose answers nothing takes over, and that nobody gave up."""
        successors = {old_name(one) for one in self._named}
        for name in self._asked_then:
            if name not in successors and name not in self._dropped:
                yield self._mistake("versions.lost", "", name=name, old=self.old.name)

    def _names_that_were_not(self) -> Iterator[Mistake]:
        for one in self._named:
            if one.was not in {None, NOTHING} and one.was not in self._asked_then:
                yield self._mistake(
                    "versions.was_not", one.name, name=one.was or "", old=self.old.name
                )
        for name in self._dropped:
            if name not in self._asked_then:
                yield self._mistake("versions.was_not", "", name=name, old=self.old.name)

    def _other_kinds(self) -> Iterator[Mistake]:
        """A name that is kept for something else would carry answers that mean another thing."""
        for one in self._named:
            before = self._asked_then.get(old_name(one) or "")
            if before is None:
                continue
            if before.measure.kind != one.measure.kind:
                yield self._mistake(
                    "versions.kind", one.name, name=one.name, old=self.old.name,
                    before=before.measure.kind, now=one.measure.kind,
                )  # fmt: skip
            elif isinstance(one, Fact):
                yield from self._other_answers(before, one, one.name)

    def _other_answers(self, before: Fact, now: Fact, name: str) -> Iterator[Mistake]:
        """Answers that were legal then and are not now."""
        match before.measure, now.measure:
            case NumberMeasure() as had, NumberMeasure() as has:
                yield from self._other_numbers(had, has, name)
            case JudgementMeasure(scale=had), JudgementMeasure(scale=has):
                if had.lowest < has.lowest or had.highest > has.highest:
                    yield self._note("versions.range", name, name=name, old=self.old.name)
            case (
                (ChoiceMeasure() | ChoicesMeasure() | PartsMeasure()) as had,
                (ChoiceMeasure() | ChoicesMeasure() | PartsMeasure()) as has,
            ):
                yield from self._lost_options(before.name, dict(now.was_options), had, has, name)
            case ListMeasure(fields=had), ListMeasure(fields=has):
                yield from self._other_items(had, has, name)
            case _:
                return

    def _other_numbers(
        self, had: NumberMeasure, has: NumberMeasure, name: str
    ) -> Iterator[Mistake]:
        if had.unit not in {has.unit, *(one.unit for one in has.also)}:
            yield self._mistake(
                "versions.unit", name, name=name, old=self.old.name,
                before=had.unit or "—", now=has.unit or "—",
            )  # fmt: skip
        elif had.decimals > has.decimals:
            yield self._mistake(
                "versions.decimals", name, name=name, old=self.old.name,
                before=str(had.decimals), now=str(has.decimals),
            )  # fmt: skip
        elif had.unit == has.unit and _is_narrower(had, has):
            yield self._note("versions.range", name, name=name, old=self.old.name)

    def _lost_options(
        self, old_name: str, renamed: Mapping[str, str], had: Optioned, has: Optioned, name: str
    ) -> Iterator[Mistake]:
        known = option_ids(has)
        for option in option_ids(had):
            if renamed.get(option, option) not in known:
                yield self._note(
                    "versions.option", name, name=old_name, option=option, old=self.old.name
                )

    def _other_items(
        self, had: tuple[Fact, ...], has: tuple[Fact, ...], name: str
    ) -> Iterator[Mistake]:
        """A list is one answer: one field that cannot be read leaves all of it unanswered."""
        then = {field.name: field for field in had}
        kinds = {field.name: field.measure.kind for field in had}
        if kinds != {field.name: field.measure.kind for field in has}:
            yield self._note("versions.fields", name, name=name, old=self.old.name)
            return
        for field in has:
            yield from self._other_answers(then[field.name], field, f"{name}.{field.name}")

    def _note(self, message: str, fact: str, **values: str) -> Mistake:
        return replace(self._mistake(message, fact, **values), note=True)

    def _mistake(self, message: str, fact: str, **values: str) -> Mistake:
        return Mistake(message=message, values=values, place=self._place(fact))

    def _place(self, fact: str) -> Place:
        fact = fact.partition(".")[0] if f"indicators/{fact}" not in self.places else fact
        for key in (f"facts/{fact}", f"indicators/{fact}", "supersedes"):
            if key in self.places:
                return self.places[key]
        return NOWHERE


def _is_narrower(had: NumberMeasure, has: NumberMeasure) -> bool:
    """Tell whether some number was legal then and lies outside now, both at one scale."""
    then: int = 10**had.scale
    now: int = 10**has.scale
    return had.lowest * now < has.lowest * then or had.highest * now > has.highest * then
