"""What conditions look at, worked out once and exactly for all evaluators.

Counts, and what history says: the last award of a label, whether a label was
held, and how an earlier assessment reads under the present ruleset.
Source: docs/ruleset-language.md, "Derived facts", "History", "Improved".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import TypeAlias, assert_never

from tcei_rules.domain.assessment import Assessment, Award, History
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.condition import (
    COMPARE,
    AnsweredTest,
    Combination,
    Comparison,
    Condition,
    DayInYearTest,
    DurationTest,
    FieldSubject,
    FieldTimeSubject,
    NumberTest,
    OptionTest,
    SameYearTest,
    Test,
)
from tcei_rules.domain.days import day_in_year, later, parse_day, year_of
from tcei_rules.domain.fact import ListMeasure, Measure, NumberMeasure
from tcei_rules.domain.ruleset import (
    ANY_LABEL,
    ASSESSED_ON,
    FILED_ON,
    CountOf,
    Derived,
    GroupOf,
    LastAward,
    Ruleset,
    ShareOf,
    SumOf,
)
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Absence, Ratio, Row, Value
from tcei_rules.language.answers import Answers, Given

RowTest: TypeAlias = Callable[[Row, Mapping[str, Value]], bool]
"""An item meets a `where`, which may look at the given days among the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Every value an evaluator may look at, for one assessment and its history."""

    values: Mapping[str, Value]
    """Facts, derived facts and the given days, by name."""
    waivers: frozenset[tuple[str, str]] = frozenset()
    """Pairs of requirement and role that waived it with a reason."""
    past: Past
    """What history says."""
    assessment: Assessment
    """What the values were read from."""


@dataclass(slots=True)
class Past:
    """History, seen from the day of an assessment.

    What is read behind an award depends on the award alone, so all views of
    one history share the readings.
    """

    deriver: Deriver
    history: History
    assessed_on: int
    _readings: dict[int, Readings | None] = field(default_factory=dict[int, "Readings | None"])

    def last(self, label: str, before: int | None = None) -> Award | None:
        """Return the last award of a label begun by the assessment's day, or before a day.

        Of several the one with the latest end, then with the latest beginning, then
        of the highest label; of those that still are alike any, but always the same one.
        """
        limit = self.assessed_on + 1 if before is None else before
        begun = [
            award
            for award in self._own(label)
            if parse_day(award.valid_from) < limit and not _withdrawn_before(award, limit)
        ]
        last = max(((one.valid_until, one.valid_from) for one in begun), default=None)
        alike = [one for one in begun if (one.valid_until, one.valid_from) == last]
        return max(alike, key=self._rank) if len(alike) > 1 else next(iter(alike), None)

    def last_before(self, label: str, limit: Value | None) -> Award | Absence:
        """Return the last award of a label begun before a day, if one is asked for.

        It is as open as the day, and does not apply where there was none.
        """
        if isinstance(limit, Absence):
            return limit
        assert limit is None or isinstance(limit, int)
        return self.last(label, limit) or NOT_APPLICABLE

    def behind_last(self, label: str, limit: Value | None) -> Readings | Absence:
        """Return the assessment behind that award, *not answered* if nobody has it."""
        award = self.last_before(label, limit)
        return award if isinstance(award, Absence) else self.behind(award) or UNANSWERED

    def _rank(self, award: Award) -> tuple[int, bytes]:
        ladder = [label.id for label in self.deriver.ruleset.labels]
        rank = ladder.index(award.label) if award.label in ladder else -1
        return rank, canonical(award.members())

    def holds(self, scheme: str, accepted: tuple[str, ...], on: int) -> Value:
        """Return 1 or 0, or *not answered* if nobody looked up that scheme's history."""
        if scheme != self.deriver.ruleset.scheme and scheme not in self.history.looked_up:
            return UNANSWERED
        return int(
            any(
                award.scheme == scheme and award.label in accepted and _held(award, on)
                for award in self._counted()
            )
        )

    def behind(self, award: Award) -> Readings | None:
        """Return the assessment behind an award as the present ruleset reads it.

        It is read with the awards that were there when it was made: those
        whose own assessments are older. So there is an order, and no circle.
        """
        in_order = sorted(self.history.awards, key=_made)
        made = [_made(one) for one in in_order]
        for one in in_order:
            # Oldest first: none then has to wait for another, however long the history.
            if id(one) not in self._readings:
                older = in_order[: bisect_left(made, _made(one))]
                self._readings[id(one)] = self._read(one, tuple(older))
            if one is award:
                break
        return self._readings[id(award)]

    def _read(self, award: Award, older: tuple[Award, ...]) -> Readings | None:
        if award.assessment is None:
            return None
        history = self.history.model_copy(update={"awards": older})
        return self.deriver.derive_earlier(award.assessment, history, self._readings)

    def _own(self, label: str) -> list[Award]:
        return [
            award
            for award in self._counted()
            if award.scheme == self.deriver.ruleset.scheme and label in {award.label, ANY_LABEL}
        ]

    def _counted(self) -> tuple[Award, ...]:
        awards = self.history.awards
        if self.history.demonstration:
            return awards
        return tuple(award for award in awards if not award.demonstration)


class Deriver:
    """Works out everything the conditions of a ruleset look at; prepared once, used for many."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._answers = Answers(ruleset)
        # A derived fact may read one that stands below it; there are no circles.
        self._derivations = [(one.name, _derivation(one, ruleset)) for one in _in_order(ruleset)]

    def derive(self, assessment: Assessment, history: History) -> Readings:
        """Return every value an evaluator may look at.

        Raises:
            InvalidInputError: An answer is not legal under the ruleset.
        """
        past = Past(self, history, parse_day(assessment.assessed_on))
        return self._read(assessment, past, self._answers.give(assessment), {})

    def derive_earlier(
        self, assessment: Assessment, history: History, known: dict[int, Readings | None]
    ) -> Readings:
        """Return the same of an earlier assessment, as the present ruleset reads it."""
        past = Past(self, history, parse_day(assessment.assessed_on), known)
        return self._read(assessment, past, *self._answers.carry(assessment))

    def _read(self, assessment: Assessment, past: Past, given: Given, taken: Given) -> Readings:
        values: dict[str, Value] = dict(given)
        values[ASSESSED_ON] = past.assessed_on
        values[FILED_ON] = parse_day(assessment.filed_on)
        for name, derivation in self._derivations:
            values[name] = taken[name] if name in taken else derivation(past, values)
        waivers = frozenset((one.requirement, one.by.value) for one in assessment.waivers)
        return Readings(values=values, waivers=waivers, past=past, assessment=assessment)


Derivation: TypeAlias = Callable[[Past, Mapping[str, Value]], Value]


def _in_order(ruleset: Ruleset) -> list[Derived]:
    by_name = {one.name: one for one in ruleset.derived}
    needs = {name: _needs(one) & by_name.keys() for name, one in by_name.items()}
    return [by_name[name] for name in TopologicalSorter(needs).static_order()]


def _needs(derived: Derived) -> set[str]:
    match derived.derivation:
        case CountOf(of=of) | GroupOf(of=of):
            return {of}
        case SumOf(of=of):
            return set(of)
        case ShareOf(of=of, whole=whole):
            return {of, whole} if whole else {of}
        case LastAward(before=before):
            return {before} if before else set()
        case _:
            assert_never(derived.derivation)


def _derivation(derived: Derived, ruleset: Ruleset) -> Derivation:
    match derived.derivation:
        case CountOf() as count:
            return _counting(count, ruleset)
        case SumOf(field=None) as total:
            return _adding(total, ruleset)
        case SumOf() as total:
            return _adding_items(total, ruleset)
        case ShareOf(whole=None) as share:
            return _sharing_items(share, ruleset)
        case ShareOf() as share:
            return _sharing(share)
        case GroupOf() as group:
            return _grouping(group)
        case LastAward() as last:
            return lambda past, values: _take(last, past, values)
        case _:
            assert_never(derived.derivation)


def _fields(of: str, ruleset: Ruleset) -> list[str]:
    measure = ruleset.measures[of]
    return [one.name for one in measure.fields] if isinstance(measure, ListMeasure) else []


def _picking(of: str, where: Condition | None, ruleset: Ruleset) -> RowTest:
    fields = _fields(of, ruleset)
    return _every_row if where is None else row_test(where, fields.index)


def _every_row(_row: Row, _values: Mapping[str, Value]) -> bool:
    return True


def _counting(count: CountOf, ruleset: Ruleset) -> Derivation:
    fields = _fields(count.of, ruleset)
    meets = _picking(count.of, count.where, ruleset)
    different = None if count.different is None else fields.index(count.different)

    def counting(_past: Past, values: Mapping[str, Value]) -> Value:
        counted = values[count.of]
        if not isinstance(counted, tuple):
            return len(counted) if isinstance(counted, frozenset) else counted
        # Members are many and alike: each kind of item is asked about once.
        alike = Counter(counted)
        picked = [row for row in alike if meets(row, values)]
        if different is not None:
            return len({row[different] for row in picked})
        return sum([alike[row] for row in picked])

    return counting


def _adding(total: SumOf, ruleset: Ruleset) -> Derivation:
    """(3.2) What does not apply is left out; if nothing is left, the sum does not apply."""
    scales = [_scale(ruleset.measures[name]) for name in total.of]
    factors = [10 ** (max(scales) - scale) for scale in scales]

    def adding(_past: Past, values: Mapping[str, Value]) -> Value:
        added = [values[name] for name in total.of]
        if UNANSWERED in added:
            return UNANSWERED
        known = [
            value * factor
            for value, factor in zip(added, factors, strict=True)
            if isinstance(value, int)
        ]
        return sum(known) if known else NOT_APPLICABLE

    return adding


def _scale(measure: Measure) -> int:
    return measure.scale if isinstance(measure, NumberMeasure) else 0


def _adding_items(total: SumOf, ruleset: Ruleset) -> Derivation:
    of, field_name = total.of[0], total.field
    assert field_name is not None
    position = _fields(of, ruleset).index(field_name)
    meets = _picking(of, total.where, ruleset)

    def adding(_past: Past, values: Mapping[str, Value]) -> Value:
        items = values[of]
        if isinstance(items, Absence):
            return items
        assert isinstance(items, tuple)
        return sum([_number_at(row, position) for row in items if meets(row, values)])

    return adding


def _number_at(row: Row, position: int) -> int:
    value = row[position]
    assert isinstance(value, int)
    return value


def _sharing_items(share: ShareOf, ruleset: Ruleset) -> Derivation:
    """(3.2) Items that meet the condition among all; over no items it does not apply."""
    meets = _picking(share.of, share.where, ruleset)

    def sharing(_past: Past, values: Mapping[str, Value]) -> Value:
        items = values[share.of]
        if isinstance(items, Absence):
            return items
        assert isinstance(items, tuple)
        alike = Counter(items)
        picked = sum([times for row, times in alike.items() if meets(row, values)])
        return Ratio(picked, len(items)) if items else NOT_APPLICABLE

    return sharing


def _sharing(share: ShareOf) -> Derivation:
    part_name, whole_name = share.of, share.whole
    assert whole_name is not None

    def sharing(_past: Past, values: Mapping[str, Value]) -> Value:
        part, whole = values[part_name], values[whole_name]
        if UNANSWERED in (part, whole):
            return UNANSWERED
        if isinstance(part, Absence) or isinstance(whole, Absence) or whole == 0:
            return NOT_APPLICABLE
        assert isinstance(part, int)
        assert isinstance(whole, int)
        return Ratio(part, whole)

    return sharing


def _grouping(group: GroupOf) -> Derivation:
    def grouping(_past: Past, values: Mapping[str, Value]) -> Value:
        option = values[group.of]
        return group.groups[option] if isinstance(option, int) else option

    return grouping


def row_test(condition: Condition, index_of: Callable[[str], int]) -> RowTest:
    """Return a `where` as a test of one item; items are complete, so it is never open."""
    match condition:
        case Comparison(subject=FieldSubject(name=name), tests=tests):
            index = index_of(name)
            checks = [_row_check(test, index) for test in tests]
            return lambda row, _values: all(check(row) for check in checks)
        case Comparison(subject=FieldTimeSubject() as subject, tests=tests):
            return _time_test(subject, tests, index_of)
        case Combination(word="any", of=members):
            alternatives = [row_test(member, index_of) for member in members]
            return lambda row, values: any(test(row, values) for test in alternatives)
        case Combination(at_least=at_least, of=members):
            parts = [row_test(member, index_of) for member in members]
            return lambda row, values: sum(test(row, values) for test in parts) >= at_least
        case _:
            raise TypeError(condition.form)


def _time_test(
    subject: FieldTimeSubject, tests: tuple[Test, ...], index_of: Callable[[str], int]
) -> RowTest:
    index = index_of(subject.name)
    beside = index_of(subject.reference) if subject.of_item else None
    checks = [_time_check(test) for test in tests]

    def meets(row: Row, values: Mapping[str, Value]) -> bool:
        own = row[index]
        other = values[subject.reference] if beside is None else row[beside]
        start, end = (other, own) if subject.direction == "after" else (own, other)
        assert isinstance(start, int)
        assert isinstance(end, int)
        return all(check(start, end) for check in checks)

    return meets


def _time_check(test: Test) -> Callable[[int, int], bool]:
    match test:
        case DurationTest(comparator=comparator, number=number, unit=unit):
            compare = COMPARE[comparator]
            return lambda start, end: compare(end, later(start, number, unit))
        case SameYearTest():
            return lambda start, end: year_of(start) == year_of(end)
        case _:
            raise TypeError(test.form)


def _row_check(test: Test, index: int) -> Callable[[Row], bool]:
    match test:
        case NumberTest(comparator=comparator, threshold=threshold):
            compare = COMPARE[comparator]
            return lambda row: compare(row[index], threshold)
        case DayInYearTest(comparator=comparator, month=month, day=day):
            compare = COMPARE[comparator]
            return lambda row: compare(
                _number_at(row, index), day_in_year(_number_at(row, index), month, day)
            )
        case OptionTest(options=options):
            accepted = frozenset(options)
            return lambda row: _chosen(row[index], accepted)
        case AnsweredTest():
            return lambda _row: True
        case _:
            raise TypeError(test.form)


def _chosen(value: int | frozenset[int], accepted: frozenset[int]) -> bool:
    return value in accepted if isinstance(value, int) else bool(value & accepted)


def _take(last: LastAward, past: Past, values: Mapping[str, Value]) -> Value:
    award = past.last_before(last.label, values[last.before] if last.before else None)
    if isinstance(award, Absence):
        return award
    if last.take == "valid_from":
        return parse_day(award.valid_from)
    if last.take == "valid_until":
        return parse_day(award.valid_until)
    readings = past.behind(award)
    return UNANSWERED if readings is None else readings.values[last.take]


def _made(award: Award) -> tuple[str, str, str]:
    assessment = award.assessment
    made_on = award.valid_from if assessment is None else assessment.assessed_on
    return made_on, award.valid_from, award.valid_until


def _withdrawn_before(award: Award, limit: int) -> bool:
    return award.withdrawn_on is not None and parse_day(award.withdrawn_on) < limit


def _held(award: Award, on: int) -> bool:
    if not parse_day(award.valid_from) <= on <= parse_day(award.valid_until):
        return False
    if _withdrawn_before(award, on + 1):
        return False
    return not any(
        parse_day(one.start) <= on and (one.until is None or on <= parse_day(one.until))
        for one in award.suspensions
    )
