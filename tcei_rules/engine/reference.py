"""The reference: what a ruleset means, in plain Python that can be read beside the text.

Every form becomes a function from a case to a truth, once for each ruleset;
judging a case then only calls them. The network and the columns must agree.
Source: docs/ruleset-language.md, "Exact meaning"; its numbers stand in brackets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ge
from typing import TypeAlias, assert_never

from tcei_rules.domain.condition import (
    COMPARE,
    AnsweredTest,
    Combination,
    Comparison,
    Condition,
    CountedIndicators,
    DayInYearTest,
    DependingOn,
    DurationTest,
    EveryIndicator,
    Holds,
    NumberTest,
    OptionTest,
    Reach,
    SameYearTest,
    ShareTest,
    Test,
)
from tcei_rules.domain.days import day_in_year, later, year_of
from tcei_rules.domain.ruleset import Indicator, Requirement, Ruleset
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Absence, Value
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.findings import (
    MET,
    NOT_MET,
    NOTED,
    OPEN,
    POINTS_EXCLUDED,
    POINTS_NOT_KNOWN,
    WAIVED,
    Findings,
    Score,
)
from tcei_rules.engine.looking import Looked, Looker, looker, value_reader

Values: TypeAlias = Mapping[str, Value]


@dataclass(slots=True)
class _Case:
    """What conditions are asked of: readings, points and scores; and the truths found so far."""

    readings: Readings
    values: Values
    points: Sequence[int]
    scores: tuple[Score, ...]
    truths: list[int]


Truths: TypeAlias = Callable[[_Case], int]
"""A condition, ready to be asked of a case."""


class Reference:
    """The evaluator that defines the meaning."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._steps = [_steps(one, ruleset) for one in ruleset.indicators]
        self._scores = _score_summer(ruleset)
        preparing = _Preparing(ruleset, self.points)
        self._requirements = [preparing.requirement(one) for one in ruleset.requirements]
        self._conditions = preparing.noted
        self._terms = [
            [preparing.unnoted(term.condition, NOT_MET) for term in label.validity]
            for label in ruleset.labels
        ]
        place = {one.id: n for n, one in enumerate(ruleset.requirements)}
        self._demands = [
            [place[one.id] for one in ruleset.demands(label)] for label in ruleset.labels
        ]

    def evaluate(self, readings: Readings) -> Findings:
        """Return what every indicator, requirement and label comes to."""
        values = readings.values
        points = self.points(values)
        scores = self._scores(points)
        case = _Case(readings, values, points, scores, [OPEN] * self._conditions)
        findings = tuple([requirement(case) for requirement in self._requirements])
        # (4.5) waived counts as met; a label is `all` of what it demands.
        counted = [MET if finding == WAIVED else finding for finding in findings]
        verdicts = tuple([min([counted[n] for n in own] or (MET,)) for own in self._demands])
        granted = [n for n, verdict in enumerate(verdicts) if verdict == MET]
        return Findings(
            points=points,
            scores=scores,
            truths=tuple(case.truths),
            requirements=findings,
            verdicts=verdicts,
            terms=tuple([tuple([term(case) for term in own]) for own in self._terms]),
            label=granted[-1] if granted else -1,
        )

    def points(self, values: Values) -> tuple[int, ...]:
        """(4.2) Return the points of every indicator: through its steps, or as it says without."""
        return tuple([points_of(values) for points_of in self._steps])


def _steps(indicator: Indicator, ruleset: Ruleset) -> Callable[[Values], int]:
    """Return what the values give as points of one indicator."""
    # Steps by option have one step for each index; those by value hold from their cut on, and
    # the first holds below it, too.
    known: dict[Value, int] = {step.at: step.points for step in indicator.steps}
    known[UNANSWERED] = POINTS_NOT_KNOWN
    if indicator.not_applicable is not None:
        policies = {"zero": 0, "full": indicator.highest, "excluded": POINTS_EXCLUDED}
        known[NOT_APPLICABLE] = policies[indicator.not_applicable]
    read = value_reader(indicator, ruleset)
    if indicator.by_option or indicator.judged:
        # Always of a fact as it is: options and levels are neither shares nor times.
        name = indicator.reads.name
        return lambda values: known[values[name]]
    cuts = [step.at for step in indicator.steps[1:]]
    points = [step.points for step in indicator.steps]

    def points_of(values: Values) -> int:
        value = read(values)
        return points[bisect_right(cuts, value)] if isinstance(value, int) else known[value]

    return points_of


def _score_summer(ruleset: Ruleset) -> Callable[[Sequence[int]], tuple[Score, ...]]:
    """(4.3) Sums over what is not excluded; not known as soon as one indicator is not."""
    weighted = [
        [
            (n, one.weight, one.weight * one.highest)
            for n, one in enumerate(ruleset.indicators)
            if one.weight and one.dimension == dimension.id
        ]
        for dimension in ruleset.dimensions
    ]

    def sums(points: Sequence[int]) -> tuple[Score, ...]:
        parts = [_sum(points, group) for group in weighted]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return (*parts, None)
        return (*parts, (sum([p for p, _ in known]), sum([m for _, m in known])))

    return sums


def _sum(points: Sequence[int], group: list[tuple[int, int, int]]) -> Score:
    got = reachable = 0
    for position, weight, highest in group:
        own = points[position]
        if own >= 0:
            got += weight * own
            reachable += highest
        elif own == POINTS_NOT_KNOWN:
            return None
    return got, reachable


class _Preparing:
    """Turns conditions into functions; each noted one has its place in the case's truths."""

    def __init__(self, ruleset: Ruleset, points: Callable[[Values], tuple[int, ...]]) -> None:
        self.ruleset = ruleset
        self.points = points
        self.position = {one.id: n for n, one in enumerate(ruleset.indicators)}
        self.noted = 0
        """How many conditions have been given a place so far, outer before inner."""

    def requirement(self, requirement: Requirement) -> Truths:
        """(3.5) *That, or (waiver given and its `if`)*; waived if only the waiver makes it so."""
        otherwise = MET if requirement.not_applicable == "met" else NOT_MET
        place = self.noted
        that = self.condition(requirement.that, otherwise)
        waivable = requirement.waivable
        if requirement.advisory:
            return lambda case: NOTED if that(case) == NOT_MET else case.truths[place]
        if waivable is None:
            return that
        condition = self.unnoted(waivable.condition, otherwise)
        accepted = [(requirement.id, role.value) for role in waivable.by]

        def judge(case: _Case) -> int:
            by_itself = that(case)
            if by_itself == MET or not any(one in case.readings.waivers for one in accepted):
                return by_itself
            waiver = condition(case)
            return WAIVED if waiver == MET else max(by_itself, waiver)

        return judge

    def unnoted(self, condition: Condition | None, otherwise: int) -> Truths:
        """Return an `if`, whose truths are not part of a finding; without one it is met."""
        if condition is None:
            return _met
        return self._form(condition, otherwise, self.unnoted)

    def condition(self, condition: Condition, otherwise: int) -> Truths:
        """Return a condition as a function that also notes its truth.

        Args:
            condition: What is asked.
            otherwise: What a comparison comes to whose subject does not apply.
        """
        place = self.noted
        self.noted += 1
        judge = self._form(condition, otherwise, self.condition)

        def note(case: _Case) -> int:
            truth = case.truths[place] = judge(case)
            return truth

        return note

    def _form(
        self, condition: Condition, otherwise: int, inner: Callable[[Condition, int], Truths]
    ) -> Truths:
        match condition:
            case Comparison():
                return self._comparison(condition, otherwise)
            case Combination(of=members, at_least=at_least):
                each = [inner(member, otherwise) for member in members]
                return lambda case: at_least_met(at_least, [member(case) for member in each])
            case DependingOn(fact=fact, branches=branches):
                asked = [
                    (one.option, inner(one.that, otherwise) if one.that else _met)
                    for one in branches
                ]
                return _depending(fact, asked, otherwise)
            case EveryIndicator(selection=selection, reach=reach):
                return self._every_indicator(selection.ids, reach)
            case CountedIndicators():
                return self._counted_indicators(condition, otherwise)
            case Holds():
                return _holds(condition, otherwise)
            case _:
                assert_never(condition)

    def _comparison(self, comparison: Comparison, otherwise: int) -> Truths:
        look = looker(comparison.subject, self.ruleset)
        tests = [_test(test) for test in comparison.tests]
        # `answered` is never not met, and that it does not apply is an answer.
        answered = all(isinstance(test, AnsweredTest) for test in comparison.tests)
        absent = {UNANSWERED: OPEN, NOT_APPLICABLE: MET if answered else otherwise}
        return _compared(look, tests, absent)

    def _every_indicator(self, ids: tuple[str, ...], reach: Reach) -> Truths:
        """(3.4) Excluded indicators are passed over; none left is met."""
        needed = [pair for one in ids for pair in self._needed(one, reach)]
        positions = [position for position, _ in needed]
        leasts = [least for _, least in needed]

        def judge(case: _Case) -> int:
            points = case.points
            if all(map(ge, [points[position] for position in positions], leasts)):
                return MET
            truth = MET
            for position, least in needed:
                own = points[position]
                if POINTS_EXCLUDED < own < least:
                    return NOT_MET
                if own == POINTS_NOT_KNOWN:
                    truth = OPEN
            return truth

        return judge

    def _needed(self, indicator: str, reach: Reach) -> Iterator[tuple[int, int]]:
        """Yield the place and the points an indicator must reach, unless it has no minimum."""
        position = self.position[indicator]
        least = self.ruleset.indicators[position].needed(reach)
        if least is not None:
            yield position, least

    def _counted_indicators(self, counted: CountedIndicators, otherwise: int) -> Truths:
        chosen = self._chosen(counted)
        reaches = [self._reaches(one, counted.reach) for one in counted.selection.ids]
        improved = [self._improved(one) for one in counted.selection.ids]
        since, before = counted.improved_since, counted.before

        def judge(case: _Case) -> int:
            earlier = self._earlier_points(case, since, before) if since else None
            if isinstance(earlier, Absence):
                return OPEN if earlier is UNANSWERED else otherwise
            picked = chosen(case)
            if picked is None:
                return OPEN
            truths = [
                min(reaches[n](case), improved[n](case, earlier) if earlier else MET)
                for n in picked
            ]
            return at_least_met(counted.at_least, truths)

        return judge

    def _chosen(self, counted: CountedIndicators) -> Callable[[_Case], Sequence[int] | None]:
        """Return which of the selection count: all, or those that someone chose."""
        selection = counted.selection
        if selection.by != "chosen_in":
            everything = range(len(selection.ids))
            return lambda _case: everything

        def chosen(case: _Case) -> Sequence[int] | None:
            value = case.values[selection.name]
            if isinstance(value, frozenset):
                return sorted(value)
            return None if value is UNANSWERED else ()

        return chosen

    def _reaches(self, indicator: str, reach: Reach | None) -> Truths:
        """In the counting form what is excluded or has no minimum is not counted."""
        position = self.position[indicator]
        if reach is None:
            return lambda _case: MET
        least = self.ruleset.indicators[position].needed(reach)
        if least is None:
            return lambda _case: NOT_MET

        def judge(case: _Case) -> int:
            own = case.points[position]
            if own == POINTS_NOT_KNOWN:
                return OPEN
            return MET if own >= least else NOT_MET

        return judge

    def _earlier_points(
        self, case: _Case, label: str, before: str | None
    ) -> tuple[int, ...] | Absence:
        """(4.8) The points behind the last award, read by this very ruleset."""
        behind = case.readings.past.behind_last(label, case.values[before] if before else None)
        return behind if isinstance(behind, Absence) else self.points(behind.values)

    def _improved(self, indicator: str) -> Callable[[_Case, tuple[int, ...]], int]:
        """(4.8) More points than then; excluded then or now, or full then, is not improved."""
        position = self.position[indicator]
        highest = self.ruleset.indicators[position].highest

        def judge(case: _Case, earlier: tuple[int, ...]) -> int:
            now, then = case.points[position], earlier[position]
            if POINTS_EXCLUDED in (now, then) or then == highest:
                return NOT_MET
            if POINTS_NOT_KNOWN in (now, then):
                return OPEN
            return MET if now > then else NOT_MET

        return judge


def _met(_case: _Case) -> int:
    return MET


def _depending(fact: str, branches: list[tuple[int, Truths]], otherwise: int) -> Truths:
    """(3.4) The same as *any of (fact is option and branch)*."""

    def judge(case: _Case) -> int:
        truths = {option: branch(case) for option, branch in branches}
        value = case.values[fact]
        if isinstance(value, Absence):
            return min(OPEN if value is UNANSWERED else otherwise, max(truths.values()))
        assert isinstance(value, int)
        return truths[value]

    return judge


def _compared(
    look: Looker,
    tests: list[Callable[[Looked], bool]],
    absent: Mapping[Absence, int],
) -> Truths:
    def judge(case: _Case) -> int:
        looked = look(case.values, case.scores)
        if isinstance(looked, Absence):
            return absent[looked]
        for test in tests:
            if not test(looked):
                return NOT_MET
        return MET

    return judge


def _holds(holds: Holds, otherwise: int) -> Truths:
    """(4.7) Open if nobody looked up that scheme's history, or if the day is open."""

    def judge(case: _Case) -> int:
        day = case.values[holds.on]
        if isinstance(day, Absence):
            return OPEN if day is UNANSWERED else otherwise
        assert isinstance(day, int)
        held = case.readings.past.holds(holds.scheme, holds.accepted, day)
        if held is UNANSWERED:
            return OPEN
        return MET if held else NOT_MET

    return judge


def at_least_met(at_least: int, truths: Sequence[int]) -> int:
    """(4.1) With m met and o open: met if m ≥ k, not met if m + o < k, else open."""
    met = truths.count(MET)
    if met >= at_least:
        return MET
    return OPEN if met + truths.count(OPEN) >= at_least else NOT_MET


def _test(test: Test) -> Callable[[Looked], bool]:
    match test:
        case NumberTest(comparator=comparator, threshold=threshold):
            compare = COMPARE[comparator]
            # Of a score this form looks at the points alone.
            return lambda looked: compare(
                looked[0] if isinstance(looked, tuple) else looked, threshold
            )
        case OptionTest(options=options):
            accepted = frozenset(options)
            return lambda looked: (
                not accepted.isdisjoint(looked)
                if isinstance(looked, frozenset)
                else looked in accepted
            )
        case ShareTest(comparator=comparator, share=share, decimals=decimals, up=up, down=down):
            compare = COMPARE[comparator]
            factor, weighed = up * 10**decimals, share * down
            # Never divided: points × 100 against share × maximum.
            return lambda looked: compare(looked[0] * factor, weighed * looked[1])  # type: ignore[index] # a share is part and whole
        case DurationTest(comparator=comparator, number=number, unit=unit):
            compare = COMPARE[comparator]
            # (4.6) At least n months after D means day ≥ D + n, from the original day.
            return lambda looked: compare(looked[1], later(looked[0], number, unit))  # type: ignore[index, arg-type] # a time is two days
        case DayInYearTest(comparator=comparator, month=month, day=day):
            compare = COMPARE[comparator]
            return lambda looked: compare(looked, day_in_year(looked, month, day))  # type: ignore[arg-type] # a day is a number
        case SameYearTest():
            return lambda looked: year_of(looked[0]) == year_of(looked[1])  # type: ignore[index, arg-type] # a time is two days
        case AnsweredTest():
            return lambda _looked: True
        case _:
            assert_never(test)
