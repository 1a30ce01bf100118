"""Answers at, just below and just above what a ruleset asks for, and histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from tcei_rules.domain.assessment import (
    Answer,
    Assessment,
    Award,
    History,
    State,
    Statement,
    Suspension,
    Waiver,
)
from tcei_rules.domain.condition import (
    Comparison,
    Condition,
    CountedIndicators,
    DayInYearTest,
    DurationTest,
    FactSubject,
    FieldSubject,
    NumberTest,
    OptionTest,
    Test,
    parts_of,
)
from tcei_rules.domain.days import add_months, day_in_year, format_day, later, parse_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    OtherUnit,
    PartsMeasure,
    Role,
    Scale,
    TextMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import CountOf, Ruleset
from tcei_rules.language.answering import Answering
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import Tree, node_of
from tcei_rules.language.statements import read_statement
from tests.authoring import OTHER, OTHER_LABELS, WAIVING
from tests.yaml_text import spelt

SPECIAL_DAYS = tuple(
    parse_day(day)
    for day in ("2020-02-29", "2021-02-28", "2020-02-28", "2019-12-31", "2020-01-31", "2018-08-31",
                "2020-03-31", "2021-03-01", "2019-11-15", "2018-02-28", "2019-06-30")
)  # fmt: skip
PANELS = (("anna",), ("anna", "ben"), ("anna", "ben", "cyd"))


def _conditions(ruleset: Ruleset) -> Iterator[Condition]:
    for requirement in ruleset.requirements:
        yield from _inside(requirement.that)
        if requirement.waivable and requirement.waivable.condition:
            yield from _inside(requirement.waivable.condition)
    for label in ruleset.labels:
        for term in label.validity:
            if term.condition:
                yield from _inside(term.condition)


def _inside(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in parts_of(condition):
        yield from _inside(part)


@dataclass
class Interest:
    """What a ruleset asks of each subject: where its values decide something."""

    tests: dict[str, list[Test]] = field(default_factory=dict[str, list[Test]])
    steps: dict[str, list[tuple[int, int]]] = field(
        default_factory=dict[str, "list[tuple[int, int]]"]
    )
    times: list[DurationTest] = field(default_factory=list[DurationTest])
    chosen_in: set[str] = field(default_factory=set[str])

    @classmethod
    def of(cls, ruleset: Ruleset) -> Interest:
        """Collect it from all conditions and indicators."""
        interest = cls()
        for condition in _conditions(ruleset):
            interest._add(condition, "")
        for one in ruleset.derived:
            derivation = one.derivation
            if isinstance(derivation, CountOf) and derivation.where is not None:
                for condition in _inside(derivation.where):
                    interest._add(condition, f"{derivation.of}/")
        for indicator in ruleset.indicators:
            pairs = [(step.at, step.points) for step in indicator.steps]
            interest.steps.setdefault(indicator.reads.name, []).extend(pairs)
        return interest

    def _add(self, condition: Condition, prefix: str) -> None:
        if isinstance(condition, CountedIndicators) and condition.selection.by == "chosen_in":
            self.chosen_in.add(condition.selection.name)
        if not isinstance(condition, Comparison):
            return
        if isinstance(condition.subject, FactSubject | FieldSubject):
            name = prefix + condition.subject.name
            self.tests.setdefault(name, []).extend(condition.tests)
        self.times += [test for test in condition.tests if isinstance(test, DurationTest)]

    def values(self, name: str, lowest: int, highest: int) -> list[int]:
        """Return values at, just below and just above every threshold and step."""
        at = [one.threshold for one in self.tests.get(name, []) if isinstance(one, NumberTest)]
        at += [cut for cut, _ in self.steps.get(name, [])]
        near = {value + beside for value in at for beside in (-1, 0, 1)} | {lowest, highest}
        return sorted(value for value in near if lowest <= value <= highest)

    def days(self, name: str) -> list[int]:
        """Return days beside the days of any year that a fact is compared with."""
        tests = [one for one in self.tests.get(name, []) if isinstance(one, DayInYearTest)]
        return [
            day_in_year(parse_day(f"{year}-01-01"), test.month, test.day) + beside
            for test in tests for year in (2019, 2020) for beside in (-1, 0, 1)
        ]  # fmt: skip

    def worth(self, name: str, value: int) -> int:
        """Return how much a value helps: tests that it passes, and points."""
        passed = sum(_passes(test, value) for test in self.tests.get(name, []))
        points = [points for cut, points in self.steps.get(name, []) if cut <= value]
        return 3 * passed + (points[-1] if points else 0)


def _passes(test: Test, value: int) -> bool:
    match test:
        case NumberTest(comparator=comparator, threshold=threshold):
            return {
                "at_least": value >= threshold,
                "more_than": value > threshold,
                "at_most": value <= threshold,
                "less_than": value < threshold,
            }[comparator]
        case OptionTest(options=options):
            return value in options
        case DayInYearTest(month=month, day=day):
            return value == day_in_year(value, month, day)
        case _:
            return True


@dataclass
class Answerer:
    """Answers one ruleset once."""

    random: Random
    ruleset: Ruleset
    interest: Interest
    panel: tuple[str, ...]
    assessed_on: int
    days: list[int]
    generous: float
    """How often the answer that helps most is taken."""
    silent: float
    """How often a fact is not answered."""

    def statements(self) -> dict[str, Statement]:
        """Return a statement for most facts."""
        found: dict[str, Statement] = {}
        for fact in self.ruleset.asked:
            statement = self.statement(fact)
            if statement is not None:
                found[fact.name] = statement
        return found

    def statement(self, fact: Fact) -> Statement | None:
        """Return what is said of a fact, or nothing."""
        random = self.random
        if random.random() < self.silent:
            unanswered = Statement(fact=fact.name, state=State.UNANSWERED)
            return unanswered if random.random() < 0.3 else None
        if fact.may_not_apply and random.random() < 0.2:
            return Statement(fact=fact.name, state=State.NOT_APPLICABLE)
        answer = self.answer(fact)
        if random.random() < 0.1:
            return Statement(fact=fact.name, answer=_frozen(answer), role=fact.stated_by)
        log = MistakeLog()
        answering = Answering(self.panel, self.assessed_on, log)
        statement = read_statement(fact, node_of(answer), answering)
        log.stop_if_any()
        return statement

    def answer(self, fact: Fact, prefix: str = "") -> Tree:
        """Return a legal answer."""
        random = self.random
        measure = fact.measure
        name = prefix + fact.name
        match measure:
            case NumberMeasure(also=(other, *_)) if random.random() < 0.4:
                return self._in_another_unit(name, measure, other)
            case NumberMeasure():
                value = self._number(name, measure) // 10**measure.fine
                unit = "%" if measure.kind == "percent" else measure.unit
                text = spelt(value, measure.decimals, random)
                return f"{text} {unit}" if unit and random.random() < 0.7 else text
            case YesNoMeasure():
                return ("no", "yes")[self._best(name, [0, 1])]
            case ChoiceMeasure():
                known = option_ids(measure)
                return known[self._best(name, list(range(len(known))))]
            case ChoicesMeasure():
                return self._choices(option_ids(measure))
            case PartsMeasure():
                return self._parts(fact.name, measure)
            case DayMeasure(future=future):
                latest = 10**9 if future else self.assessed_on
                days = [day for day in [*self.days, *self.interest.days(name)] if day <= latest]
                days = days or [self.assessed_on]
                return format_day(self._best(name, days))
            case TextMeasure():
                return random.choice(("words", "not applicable", "Łódź — “so”"))
            case JudgementMeasure(scale=scale):
                return self._judgement(fact, scale)
            case ListMeasure():
                return self._list(fact.name, measure)

    def _in_another_unit(self, name: str, measure: NumberMeasure, other: OtherUnit) -> str:
        per_unit = other.factor * 10 ** (measure.fine - other.decimals)
        value = self._number(name, measure) // per_unit
        lowest = -(-measure.lowest // per_unit)
        number = max(value, lowest) if max(value, lowest) * per_unit <= measure.highest else 0
        return f"{spelt(number, measure.decimals)} {other.unit}"

    def _parts(self, name: str, measure: PartsMeasure) -> Tree:
        random, whole = self.random, measure.part.highest
        left, parts = whole, dict[str, Tree]()
        options = list(option_ids(measure))
        random.shuffle(options)
        for option in options[:-1]:
            near = self.interest.values(f"{name}.{option}", 0, left)
            part = random.choice([*near, 0, random.randint(0, left)])
            left -= part
            parts[option] = spelt(part, measure.decimals)
        parts[options[-1]] = f"{spelt(left, measure.decimals)} %"
        return parts

    def _best(self, name: str, values: list[int]) -> int:
        if self.random.random() < self.generous:
            return max(values, key=lambda value: self.interest.worth(name, value))
        return self.random.choice(values)

    def _number(self, name: str, measure: NumberMeasure) -> int:
        if self.random.random() < 0.1:
            return self.random.randint(measure.lowest, measure.highest)
        return self._best(name, self.interest.values(name, measure.lowest, measure.highest))

    def _choices(self, known: tuple[str, ...]) -> Tree:
        random = self.random
        generous = random.random() < self.generous
        many = len(known) if generous else random.randint(0, len(known))
        chosen: list[Tree] = list(random.sample(known, many))
        return chosen[0] if len(chosen) == 1 and random.random() < 0.3 else chosen

    def _level(self, name: str, scale: Scale) -> int:
        return self._best(name, self.interest.values(name, scale.lowest, scale.highest))

    def _judgement(self, fact: Fact, scale: Scale) -> Tree:
        random = self.random
        level = self._level(fact.name, scale)
        if random.random() < 0.5:
            alike: dict[str, Tree] = dict.fromkeys(self.panel, str(level))
            return str(level) if len(self.panel) == 1 else alike
        said: dict[str, Tree] = {}
        for member in self.panel:
            beside = level if random.random() < 0.7 else random.randint(scale.lowest, scale.highest)
            said[member] = str(beside)
        kind = random.random()
        if kind < 0.1:
            del said[random.choice(self.panel)]
        elif kind < 0.2 and fact.may_not_apply:
            members = self.panel if random.random() < 0.5 else self.panel[:1]
            said.update(dict.fromkeys(members, "not applicable"))
        if random.random() < 0.2:
            said |= {member: {"level": own, "reason": "seen"} for member, own in said.items()}
        if random.random() < 0.4:
            said["consensus"] = str(self._level(fact.name, scale))
            said["reason"] = "talked it over"
        return said

    def _list(self, name: str, measure: ListMeasure) -> Tree:
        random = self.random
        wanted = [measure.least, measure.least, 1, 2, 3, 5, min(measure.most, 12)]
        for derived in self.ruleset.derived:
            if isinstance(derived.derivation, CountOf) and derived.derivation.of == name:
                wanted += self.interest.values(derived.name, measure.least, min(measure.most, 25))
        legal = [one for one in wanted if measure.least <= one <= measure.most]
        many = max(legal) if random.random() < self.generous else random.choice(legal)
        return [
            {one.name: self.answer(one, f"{name}/") for one in measure.fields} for _ in range(many)
        ]


def _frozen(answer: Tree) -> Answer:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, dict):
        return {key: _frozen(one) for key, one in answer.items()}
    return tuple(_frozen(one) for one in answer)


def _pool(random: Random, interest: Interest) -> list[int]:
    """Return days of which many lie just at, before or after a time of the ruleset apart."""
    base = random.sample(SPECIAL_DAYS, 3)
    days = set(base)
    for test in random.sample(interest.times, min(4, len(interest.times))):
        start = random.choice(base)
        months = test.number * (12 if test.unit == "years" else 1)
        apart = later(start, test.number, test.unit)
        back = start - test.number if test.unit == "days" else add_months(start, -months)
        days.update((apart - 1, apart, apart + 1, back - 1, back, back + 1))
    for tests in interest.tests.values():
        at = [one.threshold for one in tests if isinstance(one, NumberTest)]
        days.update(day + random.choice((-1, 0, 1)) for day in at if 730_000 < day < 745_000)
    return sorted(days)


def boundary_assessment(random: Random, ruleset: Ruleset) -> tuple[Assessment, History]:
    """Answer a ruleset at, just below and just above what it asks for."""
    interest = Interest.of(ruleset)
    days = _pool(random, interest)
    assessed_on = random.choice(days[len(days) // 3 :])
    answerer = Answerer(
        random=random,
        ruleset=ruleset,
        interest=interest,
        panel=random.choice(PANELS),
        assessed_on=assessed_on,
        days=days,
        generous=random.choice((0.0, 0.5, 0.9, 1.0)),
        silent=random.choice((0.0, 0.0, 0.05, 0.3)),
    )
    statements = answerer.statements()
    filed_on = random.choice([day for day in days if day <= assessed_on])
    assessment = Assessment(
        version=ruleset.version,
        assessed_on=format_day(assessed_on),
        filed_on=format_day(filed_on),
        panel=answerer.panel,
        statements=tuple(statements[name] for name in sorted(statements)),
        waivers=tuple(_waivers(random, ruleset, answerer.generous)),
    )
    awards = [_award(answerer) for _ in range(random.choice((0, 1, 2, 3, 5)))]
    looked_up = (OTHER,) if random.random() < 0.6 else ()
    history = History(
        awards=tuple(awards), looked_up=looked_up, demonstration=random.random() < 0.3
    )
    return assessment, history


def _waivers(random: Random, ruleset: Ruleset, generous: float) -> Iterator[Waiver]:
    on = "2020-01-01"
    for one in ruleset.requirements:
        if one.waivable and random.random() < max(0.3, generous):
            wrong = random.random() < 0.3
            roles = [Role(role) for role in WAIVING] if wrong else list(one.waivable.by)
            yield Waiver(requirement=one.id, by=random.choice(roles), reason="so it is", on=on)
        elif random.random() < 0.05:
            yield Waiver(requirement=one.id, by=Role.COMMITTEE, reason="wishful", on=on)


def _award(answerer: Answerer) -> Award:
    random = answerer.random
    start, end = sorted(random.choices(answerer.days, k=2))
    own = random.random() < 0.8
    labels = [one.id for one in answerer.ruleset.labels] if own else list(OTHER_LABELS)
    suspended = random.random() < 0.2
    return Award(
        scheme=answerer.ruleset.scheme if own else OTHER,
        label=random.choice(labels),
        valid_from=format_day(start),
        valid_until=format_day(end),
        suspensions=(_suspension(random, answerer.days),) if suspended else (),
        withdrawn_on=format_day(random.choice(answerer.days)) if random.random() < 0.15 else None,
        demonstration=random.random() < 0.15,
        assessment=_behind(answerer, start) if own and random.random() < 0.8 else None,
    )


def _suspension(random: Random, days: list[int]) -> Suspension:
    start, until = sorted(random.choices(days, k=2))
    open_end = random.random() < 0.3
    return Suspension(start=format_day(start), until=None if open_end else format_day(until))


def _behind(answerer: Answerer, day: int) -> Assessment:
    """Return an earlier assessment: of this version or an older one, not always legal now."""
    random = answerer.random
    earlier = replace(
        answerer, assessed_on=day, panel=random.choice(PANELS), generous=random.choice((0.0, 0.5)),
        silent=random.choice((0.0, 0.3)),
    )  # fmt: skip
    old = random.random() < 0.4
    statements: dict[str, Statement] = {}
    for name, statement in earlier.statements().items():
        fact = next(one for one in answerer.ruleset.asked if one.name == name)
        spoilt = _spoilt(random, statement) if random.random() < 0.1 else statement
        then = fact.was if old and fact.was and fact.was != "nothing" else name
        statements[then] = spoilt.model_copy(update={"fact": then})
    for derived in answerer.ruleset.derived:
        if old and derived.was and isinstance(derived.measure, NumberMeasure):
            answer = str(random.randint(0, 5))
            statements[derived.was] = Statement(fact=derived.was, answer=answer)
    return Assessment(
        version="1.0.0" if old else answerer.ruleset.version,
        assessed_on=format_day(day),
        filed_on=format_day(day),
        panel=earlier.panel,
        statements=tuple(statements[name] for name in sorted(statements)),
    )


def _spoilt(random: Random, statement: Statement) -> Statement:
    answers = ("-99999999999", "no such option", "1.23456789123", "2999-01-01")
    return Statement(fact=statement.fact, answer=random.choice(answers))
