"""Why a requirement came to its finding: the sentence, the values it looked at, the parts of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import assert_never

from tcei_rules.domain.condition import (
    Combination,
    Comparator,
    Comparison,
    Condition,
    CountedIndicators,
    DependingOn,
    DurationTest,
    EveryIndicator,
    FactSubject,
    FieldSubject,
    FieldTimeSubject,
    Holds,
    Reach,
    ScoreSubject,
    ShareTest,
    TimeSubject,
    Truth,
)
from tcei_rules.domain.days import add_months, months_between, parse_day
from tcei_rules.domain.fact import ShareMeasure, TextMeasure
from tcei_rules.domain.outcome import Finding, Outcome, RequirementFinding, Scored
from tcei_rules.domain.ruleset import Indicator, Requirement
from tcei_rules.domain.spelling import spell
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED
from tcei_rules.wording import say
from tcei_rules.wording.sentences import Speaker, capital
from tcei_rules.wording.shares import cut_percent, cut_share

ABSENT = {UNANSWERED.value: "result.not_answered", NOT_APPLICABLE.value: "result.does_not_apply"}
TRUTHS = {
    Truth.NOT_MET: Finding.NOT_MET,
    Truth.OPEN: Finding.INCONCLUSIVE,
    Truth.MET: Finding.MET,
}
UPWARDS = (Comparator.MORE_THAN, Comparator.AT_MOST)

Line = tuple[int, str]
"""A text, and how deep it stands."""


class Reasons:
    """Says why the requirements of one outcome came to what they came to."""

    def __init__(self, speaker: Speaker, outcome: Outcome) -> None:
        self.speaker = speaker
        self.outcome = outcome
        self._found = {one.id: one for one in outcome.requirements}
        self._indicators = {one.id: one for one in speaker.ruleset.indicators}
        self._points = {one.id: one for one in outcome.indicators}
        self._scores = {one.id: one for one in outcome.scores}

    def of(self, requirement: Requirement) -> Iterator[Line]:
        """Yield the requirement with its finding, and below it what that came from."""
        found = self._found[requirement.id]
        lines = self._outline(requirement.that, found, iter(found.conditions), 0)
        _, sentence, truth = next(lines)
        assert truth is not None
        if requirement.title is None:
            yield 0, self._with_finding(capital(sentence), found.finding)
            depth = 0
        else:
            yield 0, self._with_finding(self.speaker.heading(requirement), found.finding)
            yield 1, self._with_finding(capital(sentence), TRUTHS[truth])
            depth = 1
        for inner, text, own in lines:
            yield depth + inner, text if own is None else self._with_finding(text, TRUTHS[own])
        if found.finding is Finding.INCONCLUSIVE and truth is Truth.NOT_MET:
            # Only a waiver can make open what is not met by itself.
            yield depth + 1, self._say("result.waiver_open")

    def finding(self, finding: Finding) -> str:
        """Return the word for a finding."""
        return self._say(f"finding.{finding.name.lower()}")

    def _outline(
        self, condition: Condition, found: RequirementFinding, truths: Iterator[int], depth: int
    ) -> Iterator[tuple[int, str, Truth | None]]:
        # INVARIANT: truths stand outer before inner, as conditions nest in each other.
        truth = Truth(next(truths))
        values = {one.subject: one.value for one in found.looked_at}
        sentence = self.speaker.condition(condition)
        match condition:
            case Comparison():
                yield depth, self._compared(condition, sentence, values), truth
            case Combination(of=members):
                yield depth, self._heading(condition, sentence, depth), truth
                for member in members:
                    yield from self._outline(member, found, truths, depth + 1)
            case DependingOn():
                yield from self._branches(condition, sentence, found, truths, depth, truth)
            case EveryIndicator(selection=selection, reach=reach):
                yield depth, sentence, truth
                for text in self._short(selection.ids, reach):
                    yield depth + 1, text, None
            case CountedIndicators():
                yield depth, self._counted(condition, sentence, values, truth), truth
            case Holds():
                yield depth, self._held(condition, sentence, values, truth), truth
            case _:
                assert_never(condition)

    def _branches(
        self, depending: DependingOn, sentence: str, found: RequirementFinding,
        truths: Iterator[int], depth: int, truth: Truth,
    ) -> Iterator[tuple[int, str, Truth | None]]:  # fmt: skip
        fact = self.speaker.inside(depending.fact)
        said = self._say("result.depending_on", fact=fact) if depth else sentence
        value = {one.subject: one.value for one in found.looked_at}[depending.fact]
        measure = self.speaker.measure(depending.fact)
        yield depth, self._looked_at(said, self.speaker.spoken(measure, value)), truth
        for branch in depending.branches:
            if branch.that is None:
                continue
            (_, first, own), *others = self._outline(branch.that, found, truths, depth + 1)
            # Once the option is known, the other branches speak of somebody else.
            if value in {*ABSENT, spell(measure, branch.option)}:
                option = self.speaker.branch_option(depending.fact, branch)
                yield depth + 1, self._say("result.branch", option=option, sentence=first), own
                yield from others

    def _heading(self, combination: Combination, sentence: str, depth: int) -> str:
        # The outermost one is said in full; its parts stand right below.
        number = str(combination.at_least)
        return self._say(f"result.{combination.word}", number=number) if depth else sentence

    def _compared(self, comparison: Comparison, sentence: str, values: Mapping[str, str]) -> str:
        match comparison.subject:
            case FactSubject(name=name):
                measure = self.speaker.measure(name)
                is_text = isinstance(measure, TextMeasure)
                # Of words only that they were stated is known, and the sentence says so.
                stated = is_text and values[name] not in ABSENT
                if isinstance(measure, ShareMeasure):
                    return self._looked_at(sentence, self._share(comparison, name, values[name]))
                if stated:
                    return sentence
                return self._looked_at(sentence, self.speaker.spoken(measure, values[name]))
            case TimeSubject() as time:
                return self._looked_at(sentence, self._time(comparison, time, values))
            case ScoreSubject() as score:
                return self._looked_at(sentence, self._score(comparison, score))
            case FieldSubject() | FieldTimeSubject():
                return sentence
            case _:
                assert_never(comparison.subject)

    def _share(self, comparison: Comparison, name: str, value: str) -> str:
        """Return what a share is, cut and never rounded, with its part and whole."""
        measure = self.speaker.measure(name)
        assert isinstance(measure, ShareMeasure)
        tests = [test for test in comparison.tests if isinstance(test, ShareTest)]
        if value in ABSENT or not tests:
            return self.speaker.spoken(measure, value)
        part, _, whole = value.partition(" of ")
        decimals = 1 + max(test.decimals for test in tests)
        up = all(test.comparator in UPWARDS for test in tests)
        share = Fraction(part) / Fraction(whole) * (100 if measure.unit is None else 1)
        shown = self.speaker.in_unit(cut_share(share, decimals, up=up), measure)
        return self._say("result.share", part=part, whole=whole, share=shown)

    def _looked_at(self, sentence: str, value: str) -> str:
        return self._say(ABSENT.get(value, "result.is"), sentence=sentence, value=value)

    def _time(self, comparison: Comparison, time: TimeSubject, values: Mapping[str, str]) -> str:
        day, reference = values[time.name], values[time.reference]
        for absence in ABSENT:
            if absence in (day, reference):
                return absence
        in_days = any(
            isinstance(test, DurationTest) and test.unit == "days" for test in comparison.tests
        )
        first, second = sorted((parse_day(day), parse_day(reference)))
        if first == second:
            return self._say("result.time.same", day=day)
        span = self._days(second - first) if in_days else self._span(first, second)
        direction = "after" if day > reference else "before"
        return self._say(f"result.time.{direction}", day=day, span=span, reference=reference)

    def _span(self, start: int, end: int) -> str:
        months = months_between(start, end)
        days = end - add_months(start, months)
        if not months:
            return self._days(days)
        whole = self.speaker.some(months, "months")
        if not days:
            return whole
        return self._say("result.time.span", months=whole, days=self._days(days))

    def _days(self, days: int) -> str:
        return self.speaker.some(days, "days")

    def _score(self, comparison: Comparison, score: ScoreSubject) -> str:
        found = self._scores[score.score]
        if found.points is None or found.maximum is None:
            return UNANSWERED.value
        if score.reachable:
            return self.speaker.some(found.maximum, "points")
        if not found.maximum:
            return NOT_APPLICABLE.value
        points = {"points": str(found.points), "maximum": str(found.maximum)}
        shares = [test for test in comparison.tests if isinstance(test, ShareTest)]
        if not shares:
            return self._say("result.score", **points)
        decimals = 1 + max(test.decimals for test in shares)
        up = all(test.comparator in UPWARDS for test in shares)
        percent = cut_percent(found.points, found.maximum, decimals, up=up)
        shown = self._say("rule.value.percent", number=percent)
        return self._say("result.score.percent", percent=shown, **points)

    def _short(self, ids: tuple[str, ...], reach: Reach) -> Iterator[str]:
        """Yield the indicators that fall short of what each of them must reach."""
        for indicator in (self._indicators[one] for one in ids):
            needed = indicator.needed(reach)
            found = self._points[indicator.id]
            if needed is None or found.finding is Scored.EXCLUDED:
                continue
            said = {"indicator": self.indicator(indicator), "needed": str(needed)}
            if found.points is None:
                yield self._say("result.unknown", **said)
            elif found.points < needed:
                points = self.speaker.some(found.points, "points")
                yield self._say("result.short", points=points, **said)

    def indicator(self, indicator: Indicator) -> str:
        """Return id and title of an indicator."""
        title = indicator.title.in_language(self.speaker.language)
        return self._say("result.indicator", id=indicator.id, title=title)

    def _counted(
        self, counted: CountedIndicators, sentence: str, values: Mapping[str, str], truth: Truth
    ) -> str:
        if counted.selection.by != "chosen_in":
            return sentence
        name = counted.selection.name
        if values[name] == UNANSWERED.value and truth is not Truth.OPEN:
            return sentence  # without an earlier award it makes no difference what is chosen
        value = self.speaker.spoken(self.speaker.measure(name), values[name])
        return self._say(ABSENT.get(value, "result.chosen"), sentence=sentence, value=value)

    def _held(self, holds: Holds, sentence: str, values: Mapping[str, str], truth: Truth) -> str:
        day = values[holds.on]
        if truth is Truth.OPEN and day not in ABSENT:
            return self._say("result.not_looked_up", sentence=sentence, scheme=holds.scheme)
        return self._say(ABSENT.get(day, "result.on"), sentence=sentence, value=day)

    def _with_finding(self, sentence: str, finding: Finding) -> str:
        return self._say("result.finding", sentence=sentence, finding=self.finding(finding))

    def _say(self, message: str, /, **values: str) -> str:
        return say(message, values, self.speaker.language)
