"""Whether a version follows the one before it without losing anything unsaid.

Answers are carried from version to version by the names of facts, so each fact
of the older one must have a successor, or be given up on purpose.
Source: docs/ruleset-language.md, "Versions".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tcei_rules.domain.days import format_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    Fact,
    NumberMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import Derived, Ruleset
from tcei_rules.errors import NOWHERE, Mistake, Place
from tcei_rules.language.ruleset import ReadRuleset

NOTHING = "nothing"


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
        successors = {_old_name(one) for one in self._named}
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
        for one in self.new.asked:
            before = self._asked_then.get(_old_name(one) or "")
            if before is not None and before.measure.kind != one.measure.kind:
                yield self._mistake(
                    "versions.kind", one.name, name=one.name, old=self.old.name,
                    before=before.measure.kind, now=one.measure.kind,
                )  # fmt: skip
            elif before is not None:
                yield from self._other_answers(before, one)

    def _other_answers(self, before: Fact, now: Fact) -> Iterator[Mistake]:
        """Answers that were legal then and are not now."""
        match before.measure, now.measure:
            case NumberMeasure(decimals=had), NumberMeasure(decimals=has) if had > has:
                yield self._mistake(
                    "versions.decimals", now.name, name=now.name, old=self.old.name,
                    before=str(had), now=str(has),
                )  # fmt: skip
            case (
                (ChoiceMeasure() | ChoicesMeasure()) as had_options,
                (ChoiceMeasure() | ChoicesMeasure()) as has_options,
            ):
                renamed = dict(now.was_options)
                known = option_ids(has_options)
                for option in option_ids(had_options):
                    if renamed.get(option, option) not in known:
                        yield replace(
                            self._mistake(
                                "versions.option", now.name, name=before.name, option=option,
                                old=self.old.name,
                            ),
                            note=True,
                        )  # fmt: skip
            case _:
                return

    def _mistake(self, message: str, fact: str, **values: str) -> Mistake:
        return Mistake(message=message, values=values, place=self._place(fact))

    def _place(self, fact: str) -> Place:
        for key in (f"facts/{fact}", f"indicators/{fact}", "supersedes"):
            if key in self.places:
                return self.places[key]
        return NOWHERE


def _old_name(one: Fact | Derived) -> str | None:
    """Return of which older fact something takes the answers; nothing if its name was cut."""
    if one.was == NOTHING:
        return None
    if one.was is not None:
        return one.was
    return one.name if isinstance(one, Fact) else None
