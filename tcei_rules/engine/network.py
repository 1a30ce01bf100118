"""The ruleset as a Rete network: the second opinion on every recorded decision.

Steps, comparisons, connectives and the label are decided by which rule fires
on which value. What is not answered or does not apply sends no event, sums
are Python's; how the engine itself is kept harmless: `tcei_rules.engine.rete`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from tcei_rules.domain.condition import (
    AnsweredTest,
    Combination,
    Comparator,
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
from tcei_rules.domain.days import TimeUnit, day_in_year, later, year_of
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
from tcei_rules.engine.looking import Looked, looker, value_reader
from tcei_rules.engine.rete import (
    WIDEST,
    Band,
    Event,
    Node,
    Rules,
    Session,
    step_bands,
)

Slot: TypeAlias = int
"""Where the truth of one node is kept during an evaluation."""


@dataclass(slots=True)
class _Case:
    """One evaluation in progress."""

    readings: Readings
    truths: list[int]
    points: tuple[int, ...] = ()
    scores: tuple[Score, ...] = ()
    earlier: dict[tuple[str, str | None], tuple[int, ...] | Absence] = field(
        default_factory=dict["tuple[str, str | None]", "tuple[int, ...] | Absence"]
    )


Decided: TypeAlias = "tuple[None, int]"
"""A truth that our own code decides, because there is no value to send."""
Sent: TypeAlias = "tuple[int, None]"
"""A value to send."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """Send a value to a node, unless its absence decides."""

    slot: Slot
    address: Event
    value: Callable[[_Case], Decided | Sent]

    def event(self, case: _Case) -> Event | None:
        value, truth = self.value(case)
        if value is None:
            case.truths[self.slot] = truth  # type: ignore[assignment] # one of the two is there
            return None
        return _sending(self.address, value)


@dataclass(frozen=True, slots=True)
class _Combine:
    """Send how many members are met, and how many are met or open."""

    slot: Slot
    address: Event
    members: tuple[Slot, ...]
    decided: Callable[[_Case], int | None] | None = None

    def event(self, case: _Case) -> Event | None:
        truth = self.decided(case) if self.decided else None
        if truth is not None:
            case.truths[self.slot] = truth
            return None
        members = [case.truths[member] for member in self.members]
        met = members.count(MET)
        return {**self.address, "t": met, "p": met + members.count(OPEN)}


def _sending(address: Event, value: int) -> Event:
    """Return a value on its way to a node: beyond the widest band all are alike."""
    return {**address, "v": max(-WIDEST, min(WIDEST, value))}


_Step: TypeAlias = "_Ask | _Combine"


class Network:
    """The evaluator whose every step is a rule that fired.

    Not thread safe: one for each ruleset version and thread, kept for the
    life of the process.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._program = _Compiler(ruleset)
        self._session = Session(ruleset.digest, self._program.rules)

    def evaluate(self, readings: Readings) -> Findings:
        """Return what every indicator, requirement and label comes to.

        Raises:
            NetworkFaultError: The engine broke off; nothing can be said.
        """
        return self._evaluate(readings, None)

    def trace(self, readings: Readings) -> tuple[str, ...]:
        """Return which node fired on which event with which result, in order."""
        fired: list[str] = []
        self._evaluate(readings, fired)
        return tuple(fired)

    def _evaluate(self, readings: Readings, trace: list[str] | None) -> Findings:
        program = self._program
        case = _Case(readings, [OPEN] * program.slots)
        behind = {
            (label, before): readings.past.behind_last(
                label, readings.values[before] if before else None
            )
            for label, before in program.since
        }
        earlier = [one for one in behind.values() if isinstance(one, Readings)]
        case.points, *points = self._points([readings, *earlier], trace)
        then = iter(points)
        for since, one in behind.items():
            case.earlier[since] = one if isinstance(one, Absence) else next(then)
        case.scores = _scores(self.ruleset, case.points)
        for stage in program.stages:
            self._run(stage, case, trace)
        return self._findings(case, trace)

    def _run(self, stage: list[_Step], case: _Case, trace: list[str] | None) -> None:
        asked = [(step.slot, event) for step in stage if (event := step.event(case)) is not None]
        results = self._ask([event for _, event in asked], trace)
        for (slot, _), truth in zip(asked, results, strict=True):
            case.truths[slot] = truth

    def _ask(self, events: list[Event], trace: list[str] | None) -> list[int]:
        results = self._session.ask(events)
        if trace is not None:
            trace.extend(f"{e} → {result}" for e, result in zip(events, results, strict=True))
        return results

    def _points(self, asked: list[Readings], trace: list[str] | None) -> list[tuple[int, ...]]:
        """Return the points of every indicator for each of the readings, asked for in one batch."""
        indicators, nodes = self.ruleset.indicators, self._program.step_nodes
        values = [[read(one.values) for read in self._program.readers] for one in asked]
        absent = [
            [_absent_points(one, value) for one, value in zip(indicators, own, strict=True)]
            for own in values
        ]
        events: list[Event] = []
        for own, points in zip(values, absent, strict=True):
            for value, node, decided in zip(own, nodes, points, strict=True):
                if decided is None:
                    assert isinstance(value, int)
                    events.append(_sending(self._program.rules.address(node), value))
        results = iter(self._ask(events, trace))
        return [
            tuple([next(results) if own is None else own for own in points]) for points in absent
        ]

    def _findings(self, case: _Case, trace: list[str] | None) -> Findings:
        program = self._program
        verdicts = tuple(case.truths[slot] for slot in program.labels)
        event = program.rules.granted(program.highest, [verdict == MET for verdict in verdicts])
        return Findings(
            points=case.points,
            scores=case.scores,
            truths=tuple(case.truths[slot] for slot in program.conditions),
            requirements=tuple(
                _finding(case, own, advisory=one.advisory)
                for own, one in zip(program.requirements, self.ruleset.requirements, strict=True)
            ),
            verdicts=verdicts,
            terms=tuple(
                tuple(MET if slot is None else case.truths[slot] for slot in own)
                for own in program.terms
            ),
            label=self._ask([event], trace)[0],
        )


def demand_bearable(ruleset: Ruleset) -> None:
    """Refuse a ruleset that no network can hold; nothing is loaded for it.

    Raises:
        NotAllowedError: It has too many nodes or bands, so nothing under it could be recorded.
    """
    _Compiler(ruleset)


def _absent_points(indicator: Indicator, value: Value) -> int | None:
    """Return the points where there is no value to send, or nothing where there is."""
    if value is UNANSWERED:
        return POINTS_NOT_KNOWN
    if value is NOT_APPLICABLE:
        policies = {"zero": 0, "full": indicator.highest, "excluded": POINTS_EXCLUDED}
        assert indicator.not_applicable is not None  # the reader demands it where this can be
        return policies[indicator.not_applicable]
    return None


def _scores(ruleset: Ruleset, points: tuple[int, ...]) -> tuple[Score, ...]:
    counted = [
        (indicator, own)
        for indicator, own in zip(ruleset.indicators, points, strict=True)
        if indicator.weight and own != POINTS_EXCLUDED
    ]
    groups = [
        [(one, own) for one, own in counted if one.dimension == dimension.id]
        for dimension in ruleset.dimensions
    ]
    return tuple(_sum(group) for group in (*groups, counted))


def _sum(group: list[tuple[Indicator, int]]) -> Score:
    if any(own == POINTS_NOT_KNOWN for _, own in group):
        return None
    got = sum(one.weight * own for one, own in group)
    return got, sum(one.weight * one.highest for one, _ in group)


def _finding(case: _Case, slots: tuple[Slot, Slot | None], *, advisory: bool) -> int:
    by_itself, with_waiver = slots
    if advisory and case.truths[by_itself] == NOT_MET:
        return NOTED
    if with_waiver is None:
        return case.truths[by_itself]
    counted = case.truths[with_waiver]
    return WAIVED if counted == MET and case.truths[by_itself] != MET else counted


class _Compiler:
    """Lays a ruleset out as nodes, and as stages that each need only what earlier ones found."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.rules = Rules()
        self.slots = 0
        self.stages: list[list[_Step]] = []
        self.since: list[tuple[str, str | None]] = []
        self._depth: dict[Slot, int] = {}
        self._shared: dict[int, Node] = {}
        self._reach_slots: dict[tuple[int, int | None, int], Slot] = {}
        self._position = {one.id: n for n, one in enumerate(ruleset.indicators)}
        self.readers = [value_reader(one, ruleset) for one in ruleset.indicators]
        self.step_nodes = [self._steps(one) for one in ruleset.indicators]
        self.conditions: list[Slot] = []
        self.requirements = [self._requirement(one) for one in ruleset.requirements]
        self.terms = [
            tuple(
                None if term.condition is None else self._condition(term.condition, NOT_MET, [])
                for term in label.validity
            )
            for label in ruleset.labels
        ]
        self.labels = self._labels()
        self.highest = self.rules.highest(len(ruleset.labels))

    def _steps(self, indicator: Indicator) -> Node:
        if indicator.by_option:
            return self.rules.options([step.points for step in indicator.steps])
        return self.rules.bands(step_bands([(one.at, one.points) for one in indicator.steps]))

    def _labels(self) -> list[Slot]:
        place = {one.id: n for n, one in enumerate(self.ruleset.requirements)}
        labels: list[Slot] = []
        for label in self.ruleset.labels:
            own = [self.requirements[place[one.id]] for one in self.ruleset.demands(label)]
            members = [alone if waived is None else waived for alone, waived in own]
            labels.append(self._all(members))
        return labels

    def _requirement(self, requirement: Requirement) -> tuple[Slot, Slot | None]:
        otherwise = MET if requirement.not_applicable == "met" else NOT_MET
        slots: list[Slot] = []
        alone = self._condition(requirement.that, otherwise, slots)
        self.conditions.extend(slots)
        waivable = requirement.waivable
        if waivable is None:
            return alone, None
        accepted = [(requirement.id, role.value) for role in waivable.by]
        waiver = self._flag(lambda case: any(one in case.readings.waivers for one in accepted))
        if waivable.condition is not None:
            waiver = self._all([waiver, self._condition(waivable.condition, otherwise, [])])
        return alone, self._combine(1, [alone, waiver])

    def _condition(self, condition: Condition, otherwise: int, slots: list[Slot]) -> Slot:
        place = len(slots)
        slots.append(-1)
        match condition:
            case Comparison():
                slot = self._comparison(condition, otherwise)
            case Combination(at_least=at_least, of=members):
                inner = [self._condition(member, otherwise, slots) for member in members]
                slot = self._combine(at_least, inner)
            case DependingOn():
                slot = self._depending(condition, otherwise, slots)
            case EveryIndicator(selection=selection, reach=reach):
                # Passing over an indicator is the same as its being met.
                slot = self._all([self._reaches(one, reach, MET) for one in selection.ids])
            case CountedIndicators():
                slot = self._counted(condition, otherwise)
            case Holds():
                slot = self._holds(condition, otherwise)
            case _:
                assert_never(condition)
        slots[place] = slot
        return slot

    def _depending(self, depending: DependingOn, otherwise: int, slots: list[Slot]) -> Slot:
        branches: list[Slot] = []
        for branch in depending.branches:
            given = self._is_option(depending.fact, branch.option, otherwise)
            if branch.that is None:
                branches.append(given)
            else:
                that = self._condition(branch.that, otherwise, slots)
                branches.append(self._all([given, that]))
        return self._combine(1, branches)

    def _is_option(self, fact: str, option: int, otherwise: int) -> Slot:
        def value(case: _Case) -> Decided | Sent:
            found = case.readings.values[fact]
            if isinstance(found, Absence):
                return None, OPEN if found is UNANSWERED else otherwise
            return int(found == option), None

        return self._ask(self._at_least(1), value)

    def _comparison(self, comparison: Comparison, otherwise: int) -> Slot:
        tests = [self._test(comparison, test, otherwise) for test in comparison.tests]
        return tests[0] if len(tests) == 1 else self._all(tests)

    def _test(self, comparison: Comparison, test: Test, otherwise: int) -> Slot:
        subject = comparison.subject
        node, measure = self._banded(test)
        answered = isinstance(test, AnsweredTest)
        look = looker(subject, self.ruleset)

        def value(case: _Case) -> Decided | Sent:
            looked = look(case.readings.values, case.scores)
            if looked is UNANSWERED:
                return None, OPEN
            if looked is NOT_APPLICABLE:
                return None, MET if answered else otherwise
            return measure(looked), None

        return self._ask(node, value)

    def _banded(self, test: Test) -> tuple[Node, Callable[[Looked], int]]:
        """Return the node of a test, and how what is looked at becomes the value it is sent."""
        match test:
            case NumberTest(comparator=comparator, threshold=threshold):
                return self.rules.bands(truth_bands(comparator, threshold)), _number
            case ShareTest(comparator=comparator):
                node = self.rules.bands(truth_bands(comparator, 0))
                return node, lambda looked: _excess(looked, test)
            case DurationTest(comparator=comparator, number=number, unit=unit):
                node = self.rules.bands(truth_bands(comparator, 0))
                return node, lambda looked: _days_over(looked, number, unit)
            case DayInYearTest(comparator=comparator, month=month, day=day):
                node = self.rules.bands(truth_bands(comparator, 0))
                return (
                    node,
                    lambda looked: _number(looked) - day_in_year(_number(looked), month, day),
                )
            case SameYearTest():
                bands: list[Band] = [(None, 0, NOT_MET), (0, 1, MET), (1, None, NOT_MET)]
                return self.rules.bands(bands), _years_apart
            case OptionTest(options=options):
                node = self._at_least(1)
                return node, lambda looked: _is_chosen(looked, options)
            case AnsweredTest():
                return self._at_least(1), lambda _looked: 1
            case _:
                assert_never(test)

    def _flag(self, flag: Callable[[_Case], bool]) -> Slot:
        return self._ask(self._at_least(1), lambda case: (int(flag(case)), None))

    def _holds(self, holds: Holds, otherwise: int) -> Slot:
        def value(case: _Case) -> Decided | Sent:
            day = case.readings.values[holds.on]
            if isinstance(day, Absence):
                return None, OPEN if day is UNANSWERED else otherwise
            assert isinstance(day, int)
            held = case.readings.past.holds(holds.scheme, holds.accepted, day)
            return (None, OPEN) if isinstance(held, Absence) else (int(held == 1), None)

        return self._ask(self._at_least(1), value)

    def _reaches(self, indicator: str, reach: Reach, passed_over: int) -> Slot:
        position = self._position[indicator]
        needed = self.ruleset.indicators[position].needed(reach)
        key = (position, needed, passed_over)
        if key not in self._reach_slots:
            self._reach_slots[key] = self._reach(position, needed, passed_over)
        return self._reach_slots[key]

    def _reach(self, position: int, needed: int | None, passed_over: int) -> Slot:
        if needed is None:
            return self._ask(self._at_least(1), lambda _: (None, passed_over))

        def value(case: _Case) -> Decided | Sent:
            points = case.points[position]
            if points == POINTS_EXCLUDED:
                return None, passed_over
            return (None, OPEN) if points == POINTS_NOT_KNOWN else (points, None)

        return self._ask(self._at_least(needed), value)

    def _counted(self, counted: CountedIndicators, otherwise: int) -> Slot:
        selection = counted.selection
        key = (counted.improved_since, counted.before) if counted.improved_since else None
        if key is not None and key not in self.since:
            self.since.append(key)

        def decided(case: _Case) -> int | None:
            earlier = case.earlier[key] if key else None
            if isinstance(earlier, Absence):
                return OPEN if earlier is UNANSWERED else otherwise
            if selection.by == "chosen_in" and case.readings.values[selection.name] is UNANSWERED:
                return OPEN
            return None

        members = [self._counted_one(one, n, counted, key) for n, one in enumerate(selection.ids)]
        return self._combine(counted.at_least, members, decided)

    def _counted_one(
        self, indicator: str, option: int, counted: CountedIndicators,
        key: tuple[str, str | None] | None,
    ) -> Slot:  # fmt: skip
        # Who was not chosen is not counted, which comes to the same as not met.
        name = counted.selection.name if counted.selection.by == "chosen_in" else None
        parts: list[Slot] = []
        if counted.reach is not None:
            parts.append(self._reaches(indicator, counted.reach, NOT_MET))
        if key is not None:
            parts.append(self._improved(self._position[indicator], key, name, option))
        elif name is not None:
            parts.append(self._flag(lambda case: _among(case.readings.values[name], option)))
        return parts[0] if len(parts) == 1 else self._all(parts)

    def _improved(
        self, position: int, key: tuple[str, str | None], chosen: str | None, option: int
    ) -> Slot:
        highest = self.ruleset.indicators[position].highest

        def value(case: _Case) -> Decided | Sent:
            if chosen is not None and not _among(case.readings.values[chosen], option):
                return None, NOT_MET
            earlier = case.earlier[key]
            if isinstance(earlier, Absence):
                return None, OPEN  # the whole condition is decided by it
            now, then = case.points[position], earlier[position]
            if POINTS_EXCLUDED in (now, then) or then == highest:
                return None, NOT_MET
            return (None, OPEN) if POINTS_NOT_KNOWN in (now, then) else (now - then, None)

        return self._ask(self._at_least(1), value)

    def _all(self, members: list[Slot]) -> Slot:
        return self._combine(len(members), members)

    def _combine(
        self, at_least: int, members: list[Slot],
        decided: Callable[[_Case], int | None] | None = None,
    ) -> Slot:  # fmt: skip
        node = self.rules.counting(at_least)
        depth = 1 + max((self._depth[member] for member in members), default=0)
        slot = self._slot(depth)
        self._stage(depth).append(_Combine(slot, self.rules.address(node), tuple(members), decided))
        return slot

    def _ask(self, node: Node, value: Callable[[_Case], Decided | Sent]) -> Slot:
        # Points and scores are there before the first stage: no question waits for another.
        slot = self._slot(0)
        self._stage(0).append(_Ask(slot, self.rules.address(node), value))
        return slot

    def _slot(self, depth: int) -> Slot:
        slot = self.slots
        self.slots += 1
        self._depth[slot] = depth
        return slot

    def _stage(self, depth: int) -> list[_Step]:
        while len(self.stages) <= depth:
            self.stages.append([])
        return self.stages[depth]

    def _at_least(self, needed: int) -> Node:
        """Return the one node that asks whether a value is at least `needed`."""
        if needed not in self._shared:
            self._shared[needed] = self.rules.bands(truth_bands(Comparator.AT_LEAST, needed))
        return self._shared[needed]


def truth_bands(comparator: Comparator, threshold: int) -> list[Band]:
    """Return the two bands of a comparison: where it is met, and where it is not."""
    cut = threshold + 1 if comparator in {Comparator.MORE_THAN, Comparator.AT_MOST} else threshold
    rising = comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
    below, above = (NOT_MET, MET) if rising else (MET, NOT_MET)
    return [(None, cut, below), (cut, None, above)]


def _number(looked: Looked) -> int:
    value = looked[0] if isinstance(looked, tuple) else looked
    assert isinstance(value, int)
    return value


def _excess(looked: Looked, test: ShareTest) -> int:
    """Return how far a part is above its share of the whole: its sign decides."""
    assert isinstance(looked, tuple)
    part, whole = looked
    assert isinstance(part, int)
    assert isinstance(whole, int)
    factor: int = test.up * 10**test.decimals
    return part * factor - test.share * whole * test.down


def _days_over(looked: Looked, number: int, unit: TimeUnit) -> int:
    assert isinstance(looked, tuple)
    start, end = looked
    assert isinstance(start, int)
    assert isinstance(end, int)
    return end - later(start, number, unit)


def _years_apart(looked: Looked) -> int:
    assert isinstance(looked, tuple)
    start, end = looked
    assert isinstance(start, int)
    assert isinstance(end, int)
    return year_of(end) - year_of(start)


def _is_chosen(looked: Looked, options: tuple[int, ...]) -> int:
    if isinstance(looked, frozenset):
        return int(any(option in looked for option in options))
    return int(looked in options)


def _among(value: Value, option: int) -> bool:
    return isinstance(value, frozenset) and option in value
