"""What is not answered, and leaves something open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tcei_rules.domain.condition import (
    SCORE,
    Combination,
    Condition,
    CountedIndicators,
    DependingOn,
    EveryIndicator,
    parts_of,
    subjects_of,
)
from tcei_rules.domain.fact import part_names
from tcei_rules.domain.outcome import Finding, Outcome, RequirementFinding, Scored
from tcei_rules.domain.ruleset import (
    TOTAL,
    CountOf,
    GroupOf,
    Indicator,
    LastAward,
    Ruleset,
    ShareOf,
    SumOf,
)
from tcei_rules.domain.spelling import spell
from tcei_rules.domain.value import UNANSWERED


class Missing:
    """The unanswered facts behind one outcome, as far as the outcome tells."""

    def __init__(self, ruleset: Ruleset, outcome: Outcome) -> None:
        self.ruleset = ruleset
        self.outcome = outcome
        self._derived = {one.name: one for one in ruleset.derived}
        # A part is asked for together with the others.
        self._part_of = {part: one.name for one in ruleset.asked for part in part_names(one)}
        self._requirements = {one.id: one for one in ruleset.requirements}
        self._open = {one.id for one in outcome.indicators if one.finding is Scored.NOT_KNOWN}
        self._unanswered = {
            one.subject
            for requirement in outcome.requirements
            for one in requirement.looked_at
            if one.value == UNANSWERED.value
        }

    def names(self) -> tuple[str, ...]:
        """Return what leaves any requirement or indicator open, in the ruleset's order."""
        indicators = [one for one in self.ruleset.indicators if one.id in self._open]
        return self._in_order([*self._behind(self._requirements), *self._read_by(indicators)])

    def of_open_labels(self) -> tuple[str, ...]:
        """Return what leaves the labels open that could still be granted."""
        labels = [self.ruleset.label(one) for one in self.outcome.open_labels]
        demanded = {one.id for label in labels for one in self.ruleset.demands(label)}
        return self._in_order(self._behind(demanded))

    def _behind(self, requirements: Iterable[str]) -> Iterator[str]:
        wanted = set(requirements)
        for found in self.outcome.requirements:
            if found.id in wanted and found.finding is Finding.INCONCLUSIVE:
                that = self._requirements[found.id].that
                elsewhere = self._of_other_branches(that, found)
                for looked in found.looked_at:
                    if looked.value == UNANSWERED.value and looked.subject not in elsewhere:
                        yield from self._roots(looked.subject)
                yield from self._read_by(self._selected(that))

    def _of_other_branches(self, condition: Condition, found: RequirementFinding) -> set[str]:
        """Return what is looked at only in branches of options that were not given."""
        values = {one.subject: one.value for one in found.looked_at}
        asked, other = set[str](), set[str]()
        waiting = [(condition, True)]
        while waiting:
            one, counts = waiting.pop()
            if isinstance(one, DependingOn):
                (asked if counts else other).add(one.fact)
                for branch in one.branches:
                    if branch.that is not None:
                        spelt = spell(self.ruleset.measures[one.fact], branch.option)
                        given = values[one.fact] in {UNANSWERED.value, spelt}
                        waiting.append((branch.that, counts and given))
            elif parts := parts_of(one):
                waiting.extend((part, counts) for part in parts)
            else:
                (asked if counts else other).update(subjects_of(one))
        return other - asked

    def _selected(self, condition: Condition) -> Iterator[Indicator]:
        match condition:
            case Combination() | DependingOn():
                for part in parts_of(condition):
                    yield from self._selected(part)
            case EveryIndicator(selection=selection) | CountedIndicators(selection=selection):
                wanted = self._open.intersection(selection.ids)
                yield from (one for one in self.ruleset.indicators if one.id in wanted)
            case _:
                return

    def _read_by(self, indicators: Iterable[Indicator]) -> Iterator[str]:
        for indicator in indicators:
            for name in indicator.read_names:
                yield from self._roots(name)

    def _roots(self, name: str) -> Iterator[str]:
        """Yield the facts to ask for, so that something unanswered gets a value."""
        if name.startswith(SCORE):
            yield from self._read_by(self._counted_in(name.removeprefix(SCORE)))
            return
        derivation = self._derived[name].derivation if name in self._derived else None
        match derivation:
            case CountOf(of=of) | GroupOf(of=of):
                yield from self._roots(of)
            case SumOf(of=names):
                for one in names:
                    yield from self._roots(one)
            case ShareOf(of=of, whole=whole):
                yield from self._roots(of)
                if whole is not None:
                    yield from self._roots(whole)
            case LastAward(before=before) if before is not None and before in self._unanswered:
                yield from self._roots(before)
            case _:
                yield self._part_of.get(name, name)

    def _counted_in(self, score: str) -> Iterator[Indicator]:
        for indicator in self.ruleset.indicators:
            is_counted = indicator.weight and score in {indicator.dimension, TOTAL}
            if is_counted and indicator.id in self._open:
                yield indicator

    def _in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        found = set(names)
        known = [*(one.name for one in self.ruleset.asked), *self._derived]
        return tuple(name for name in known if name in found)
