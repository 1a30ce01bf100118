"""What facts, indicators, scores and labels are called."""

from __future__ import annotations

from typing import Final

from tcei_rules.domain.condition import SCORE
from tcei_rules.domain.fact import Fact, PartsMeasure
from tcei_rules.domain.ruleset import GIVEN_DAYS, TOTAL, Derived, Ruleset
from tcei_rules.domain.words import Words
from tcei_rules.wording import say

SMALL_INSIDE: Final = frozenset({"en", "es", "fr"})
"""Languages in which a noun begins with a small letter inside a sentence."""

UNQUOTED: Final = frozenset({"en"})
"""Languages whose sentences take titles in as they are; others quote them, as they are headed."""


class Titles:
    """The titles of one ruleset in one language; names stand in where there are none."""

    def __init__(self, ruleset: Ruleset, language: str) -> None:
        self.language = language
        self._dimensions = {one.id: one.title for one in ruleset.dimensions}
        titled: list[Fact | Derived] = [*ruleset.asked, *ruleset.derived]
        self._words = {one.name: one.title for one in titled if one.title is not None}
        for indicator in ruleset.indicators:
            self._words.setdefault(indicator.id, indicator.title)
        ladders = [tuple(one.id for one in ruleset.labels), *dict(ruleset.recognises).values()]
        self._labels = {label for ladder in ladders for label in ladder}
        self._parts = {
            one.name: one for one in ruleset.asked if isinstance(one.measure, PartsMeasure)
        }

    def of(self, name: str) -> str:
        """Return the title of a fact, derived fact, given day, indicator or score."""
        if name in GIVEN_DAYS:
            return say(f"rule.title.{name}", language=self.language)
        if name in self._words:
            return self._words[name].in_language(self.language)
        if name.startswith(SCORE):
            return self.score(name.removeprefix(SCORE))
        fact, dot, option = name.partition(".")
        if dot and fact in self._parts:
            return self._part(self._parts[fact], option)
        return name

    def inside(self, name: str) -> str:
        """Return a title as it stands inside a sentence."""
        words = self._words.get(name)
        return self._small(words) if words else self.of(name)

    def _part(self, fact: Fact, option: str) -> str:
        assert isinstance(fact.measure, PartsMeasure)
        found = next(one for one in fact.measure.options if one.id == option)
        title = found.title.in_language(self.language) if found.title else option
        return say("rule.title.part", {"option": title, "title": self.of(fact.name)}, self.language)

    def field(self, field: Fact) -> str:
        """Return the title of a field of a list."""
        return field.title.in_language(self.language) if field.title else field.name

    def field_inside(self, field: Fact) -> str:
        """Return the title of a field as it stands inside a sentence."""
        return self._small(field.title) if field.title else field.name

    def dimension(self, dimension: str) -> str:
        """Return the title of a dimension."""
        words = self._dimensions.get(dimension)
        return words.in_language(self.language) if words else dimension

    def score(self, score: str) -> str:
        """Return what the points of a dimension, or all points, are called."""
        if score == TOTAL:
            return say("rule.title.total", language=self.language)
        return say("rule.title.score", {"dimension": self.dimension(score)}, self.language)

    def reachable(self, score: str) -> str:
        """Return what the points that can be reached are called."""
        if score == TOTAL:
            return say("rule.title.reachable_total", language=self.language)
        return say("rule.title.reachable", {"dimension": self.dimension(score)}, self.language)

    def label(self, label: str) -> str:
        """Return what a label is called: its id, as a name."""
        return label[:1].upper() + label[1:].replace("_", " ")

    def _small(self, words: Words) -> str:
        text = words.in_language(self.language)
        if self.language not in UNQUOTED:
            return text
        spoken = self.language if self.language in words.languages else words.languages[0]
        first = text.split(maxsplit=1)[0]
        # `ECCP` and `Bronze` keep their capitals: the one is short for something, the other a name.
        is_name = first.lower() in self._labels or not first[1:].islower()
        return text if is_name or spoken not in SMALL_INSIDE else text[:1].lower() + text[1:]
