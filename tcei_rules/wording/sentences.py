"""Rules as sentences, in the form *title: comparator value*.

Titles are the author's words and every other fragment is the catalogue's, so
that a language is a catalogue and nothing else.
Source: docs/ruleset-language.md, "Conditions", column "In words".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, assert_never

from tcei_rules.domain.basis import Basis, Source
from tcei_rules.domain.condition import (
    AnsweredTest,
    Branch,
    Combination,
    Comparison,
    Condition,
    CountedIndicators,
    DayInYearTest,
    DependingOn,
    DurationTest,
    EveryIndicator,
    FactSubject,
    FieldSubject,
    FieldTimeSubject,
    Holds,
    NumberTest,
    OptionTest,
    Reach,
    SameYearTest,
    ScoreSubject,
    Selection,
    ShareTest,
    Subject,
    Test,
    TimeSubject,
)
from tcei_rules.domain.countries import COUNTRIES
from tcei_rules.domain.days import Until, format_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    Measure,
    Option,
    Role,
    ShareMeasure,
    YesNoMeasure,
)
from tcei_rules.domain.ruleset import (
    ANY_LABEL,
    CountOf,
    Derived,
    GroupOf,
    Indicator,
    Label,
    LastAward,
    Requirement,
    Ruleset,
    ShareOf,
    Step,
    SumOf,
    Term,
)
from tcei_rules.domain.spelling import spell, spell_number
from tcei_rules.wording import say
from tcei_rules.wording.joining import chain
from tcei_rules.wording.locales import Last, country, listed, plural
from tcei_rules.wording.titles import Titles

YES_NO: Final = ("yes", "no")
NONE_CHOSEN: Final = "none"
"""How outcomes spell yes, no and nothing chosen: tcei_rules/domain/spelling.py."""

Unit = Literal["points", "days", "months", "years"]


class Speaker:
    """Says the rules of one ruleset in one language."""

    def __init__(self, ruleset: Ruleset, language: str = "en") -> None:
        self.ruleset = ruleset
        self.language = language
        self._titles = Titles(ruleset, language)
        self._sources = {source.id: source for source in ruleset.sources}

    def title(self, name: str) -> str:
        """Return the title of a fact, indicator or score, or its name where it has none."""
        return self._titles.of(name)

    def named(self, name: str) -> str:
        """Return the title of a fact with its name behind it."""
        title = self.title(name)
        return title if title == name else self._say("rule.named", title=title, name=name)

    def label(self, label: str) -> str:
        """Return what a label is called: `Gold` for `gold`."""
        return self._titles.label(label)

    def condition(self, condition: Condition, fields: tuple[Fact, ...] = ()) -> str:
        """Return a condition as a sentence, without a full stop.

        Args:
            condition: What is asked.
            fields: Those of the list, inside a `where`.
        """
        match condition:
            case Comparison(subject=subject, tests=tests):
                return self._comparison(subject, tests, fields)
            case Combination():
                return self._combination(condition, fields)
            case DependingOn():
                return self._depending(condition)
            case EveryIndicator(selection=selection, reach=reach):
                return self._reached("every", self._every(selection), reach)
            case CountedIndicators():
                return self._counted(condition)
            case Holds():
                return self._holds(condition)
            case _:
                assert_never(condition)

    def sentence(self, condition: Condition) -> str:
        """Return a condition as it stands on a line of its own, beginning with a capital."""
        return capital(self.condition(condition))

    def requirement(self, requirement: Requirement) -> str:
        """Return the sentence of a requirement, under its title if it has one."""
        sentence = self.sentence(requirement.that)
        return f"{self.heading(requirement)}\n{sentence}" if requirement.title else sentence

    def heading(self, requirement: Requirement) -> str:
        """Return what a requirement is called: its title, or else its sentence."""
        title = requirement.title
        return title.in_language(self.language) if title else self.sentence(requirement.that)

    def derivation(self, derived: Derived) -> str:
        """Return how a derived fact is worked out."""
        match derived.derivation:
            case CountOf() as count:
                return self._count(count)
            case SumOf() as total:
                return self._sum(total)
            case ShareOf() as share:
                return self._share(derived, share)
            case GroupOf() as group:
                return self._group(derived, group)
            case LastAward() as last:
                return self._last(last)
            case _:
                assert_never(derived.derivation)

    def term(self, term: Term) -> str:
        """Return until when a label is valid by one term."""
        until = self._until(term)
        if term.condition is None:
            return until
        return self._say("rule.term.if", condition=self.condition(term.condition), term=until)

    def validity(self, label: Label) -> tuple[str, ...]:
        """Return the terms of a label in their order, the last one as what holds otherwise."""
        *first, last = [self.term(term) for term in label.validity]
        otherwise = self._say("rule.term.otherwise", term=last) if first else last
        return (*first, otherwise)

    def basis(self, basis: Basis) -> str:
        """Return on what a rule rests: `official: ESCA, Silver label`."""
        sources = [self.source(self._sources[one]) for one in basis.sources]
        return self._say(f"rule.basis.{basis.standing}", sources=self._fold("basis.next", sources))

    def basis_by_id(self, basis: Basis) -> str:
        """Return the same in short: `official: esca-silver`, where sources are listed by id."""
        sources = self.list_of(basis.sources or ("",), "and")
        return self._say(f"rule.basis.{basis.standing}", sources=sources)

    def demonstration(self) -> str:
        """Return that the ruleset is for demonstration only, with its number of placeholders."""
        count = len(list(self.ruleset.placeholders()))
        form = plural(count, self.language)
        return self._say(f"rule.demonstration.{form}", count=str(count))

    def source(self, source: Source) -> str:
        """Return publisher and title of a source."""
        if source.publisher is None:
            return self._say("rule.source", title=source.title)
        return self._say("rule.source.published", publisher=source.publisher, title=source.title)

    def role(self, role: Role) -> str:
        """Return who acts in a role."""
        return self._say(f"rule.role.{role}")

    def option(self, option: Option) -> str:
        """Return the title of an option, or its id."""
        return option.title.in_language(self.language) if option.title else option.id

    def options(self, options: tuple[Option, ...]) -> list[str]:
        """Return what the options of a fact are called; countries with their codes."""
        if tuple(option.id for option in options) != COUNTRIES:
            return [self.option(one) for one in options]
        return [self._country(one.id) for one in options]

    def _country(self, code: str) -> str:
        return self._say("rule.named", title=country(code, self.language), name=code)

    def value(self, measure: Measure, value: int) -> str:
        """Return a value as it is read: options by their titles."""
        if isinstance(measure, ChoiceMeasure | ChoicesMeasure | YesNoMeasure):
            return self._options(measure, (value,))[0]
        return spell(measure, value)

    def spoken(self, measure: Measure, spelt: str) -> str:
        """Return a value that an outcome spells, as it is read: options by their titles."""
        match measure:
            case ChoiceMeasure(options=options) | ChoicesMeasure(options=options):
                if spelt == NONE_CHOSEN:
                    return self._say("rule.value.none")
                called = dict(zip([one.id for one in options], self.options(options), strict=True))
                return ", ".join(called.get(one, one) for one in spelt.split(", "))
            case YesNoMeasure() if spelt in YES_NO:
                return self._say(f"rule.value.{spelt}")
            case ShareMeasure() if " of " in spelt:
                part, _, whole = spelt.partition(" of ")
                return self._say("result.of", points=part, highest=whole)
            case _:
                return spelt

    def cut(self, indicator: Indicator, step: Step) -> str:
        """Return from which value on a step holds: `20 %`, `24 months`, `0.5 FTE`."""
        if indicator.time_unit is not None:
            return self.some(step.at, indicator.time_unit)
        measure = self.measure(indicator.reads.name)
        if isinstance(measure, ShareMeasure):
            return self.in_unit(spell_number(step.at, indicator.cut_decimals), measure)
        return spell(measure, step.at)

    def some(self, number: int, unit: Unit) -> str:
        """Return a number of points, days, months or years."""
        form = plural(number, self.language)
        return self._say(f"rule.value.{unit}.{form}", number=str(number))

    def list_of(self, parts: Iterable[str], last: Last) -> str:
        """Return `A, B and C` as the language lists things."""
        return listed([*parts], last, self.language)

    def measure(self, name: str) -> Measure:
        """Return what the values of a fact, derived fact or given day are."""
        return self.ruleset.measures[name]

    def _say(self, message: str, /, **values: str) -> str:
        return say(message, values, self.language)

    def _fold(self, joint: str, parts: Iterable[str]) -> str:
        return chain(f"rule.{joint}", parts, self.language)

    def _comparison(
        self, subject: Subject, tests: tuple[Test, ...], fields: tuple[Fact, ...]
    ) -> str:
        title, measure = self._subject(subject, fields)
        reference = self._reference(subject, fields)
        said = self._fold(
            "comparison.and", [self._test(test, measure, reference) for test in tests]
        )
        if isinstance(subject, TimeSubject | FieldTimeSubject) and not _is_same_year(tests):
            said = self._say(f"rule.comparison.{subject.direction}", tests=said, day=reference)
        return self._say("rule.comparison", title=title, tests=said)

    def _reference(self, subject: Subject, fields: tuple[Fact, ...]) -> str:
        """Return the day that a time is counted from; nothing for another subject."""
        match subject:
            case FieldTimeSubject(reference=reference, of_item=True):
                return self._titles.field_inside(_field(fields, reference))
            case TimeSubject(reference=reference) | FieldTimeSubject(reference=reference):
                return self._titles.inside(reference)
            case _:
                return ""

    def _subject(self, subject: Subject, fields: tuple[Fact, ...]) -> tuple[str, Measure | None]:
        """Return the title of what is compared, and what its values are, unless points or time."""
        match subject:
            case FactSubject(name=name):
                return self.title(name), self.measure(name)
            case FieldSubject(name=name):
                field = _field(fields, name)
                return self._titles.field(field), field.measure
            case TimeSubject(name=name):
                return self.title(name), None
            case FieldTimeSubject(name=name):
                return self._titles.field(_field(fields, name)), None
            case ScoreSubject(score=score, reachable=True):
                return self._titles.reachable(score), None
            case ScoreSubject(score=score):
                return self._titles.score(score), None
            case _:
                assert_never(subject)

    def _test(self, test: Test, measure: Measure | None, reference: str) -> str:
        match test:
            case NumberTest(comparator=comparator, threshold=threshold):
                if isinstance(measure, DayMeasure):
                    return self._say(f"rule.test.day.{comparator}", value=format_day(threshold))
                value = spell(measure, threshold) if measure else self.some(threshold, "points")
            case ShareTest(comparator=comparator, share=share, decimals=decimals):
                value = self.in_unit(spell_number(share, decimals), measure)
            case DurationTest(comparator=comparator, number=number, unit=unit):
                value = self.some(number, unit)
            case DayInYearTest(comparator=comparator, month=month, day=day):
                value = f"{month:02}-{day:02}"
                said = self._say(f"rule.test.day.{comparator}", value=value)
                return self._say("rule.test.in_year", test=said)
            case SameYearTest():
                return self._say("rule.test.in_year_of", day=reference)
            case OptionTest(comparator=comparator, options=options):
                value = self.list_of(self._options(measure, options), "or")
            case AnsweredTest(comparator=comparator):
                value = ""
            case _:
                assert_never(test)
        return self._say(f"rule.test.{comparator}", value=value)

    def in_unit(self, number: str, measure: Measure | None) -> str:
        """Return a number in the unit of a share, in percent if it has none."""
        if isinstance(measure, ShareMeasure) and measure.unit is not None:
            return f"{number} {measure.unit}"
        return self._say("rule.value.percent", number=number)

    def _options(self, measure: Measure | None, options: tuple[int, ...]) -> list[str]:
        if isinstance(measure, ChoiceMeasure | ChoicesMeasure):
            return [self.options(measure.options)[one] for one in options]
        return [self._say("rule.value.yes" if one else "rule.value.no") for one in options]

    def _combination(self, combination: Combination, fields: tuple[Fact, ...]) -> str:
        members = [self._member(one, fields) for one in combination.of]
        if len(members) == 1:
            return members[0]
        match combination.word:
            case "all":
                return self._fold("all.and", members)
            case "any":
                return self._say("rule.any", members=self._fold("any.or", members))
            case "at_least":
                number = str(combination.at_least)
                listed = self._fold("at_least.next", members)
                return self._say("rule.at_least", number=number, members=listed)

    def _depending(self, depending: DependingOn) -> str:
        branches = [self._branch(depending.fact, one) for one in depending.branches]
        said = self._fold("depending_on.next", branches)
        fact = self._titles.inside(depending.fact)
        return self._say("rule.depending_on", fact=fact, branches=said)

    def _branch(self, fact: str, branch: Branch) -> str:
        nothing = self._say("rule.depending_on.nothing")
        condition = self._member(branch.that, ()) if branch.that else nothing
        option = self.branch_option(fact, branch)
        return self._say("rule.depending_on.branch", option=option, condition=condition)

    def branch_option(self, fact: str, branch: Branch) -> str:
        """Return the option of a branch as it is read."""
        return self._options(self.measure(fact), (branch.option,))[0]

    def inside(self, name: str) -> str:
        """Return a title as it stands inside a sentence."""
        return self._titles.inside(name)

    def _member(self, member: Condition, fields: tuple[Fact, ...]) -> str:
        said = self.condition(member, fields)
        # Brackets, since "and" and "or" bind differently for different readers.
        nested = isinstance(member, Combination) and len(member.of) > 1
        return self._say("rule.inner", condition=said) if nested else said

    def _every(self, selection: Selection) -> str:
        return self._say(
            f"rule.every.{selection.by}",
            tag=selection.name,
            dimension=self._titles.dimension(selection.name),
            ids=self.list_of(selection.ids or ("",), "and"),
        )

    def _reached(self, form: Literal["every", "counted"], indicators: str, reach: Reach) -> str:
        points = self.some(reach.points, "points")
        return self._say(f"rule.{form}.{reach.by}", indicators=indicators, points=points)

    def _counted(self, counted: CountedIndicators) -> str:
        selection = counted.selection
        said = self._say(
            f"rule.counted.{selection.by}",
            number=str(counted.at_least),
            tag=selection.name,
            dimension=self._titles.dimension(selection.name),
            ids=self.list_of(selection.ids or ("",), "and"),
            title=self.title(selection.name),
        )
        if counted.reach is not None:
            said = self._reached("counted", said, counted.reach)
        if counted.improved_since is None:
            return said
        award = self._award(counted.improved_since, counted.before)
        if counted.reach is None:
            return self._say("rule.counted.improved", indicators=said, award=award)
        improved = self._say("rule.counted.improved_too", award=award)
        return self._say("rule.counted.and", reached=said, improved=improved)

    def _award(self, label: str, before: str | None) -> str:
        any_label = label == ANY_LABEL
        award = self._say(
            "rule.award.last_any" if any_label else "rule.award.last", label=self.label(label)
        )
        if before is None:
            return award
        return self._say("rule.award.begun_before", award=award, day=self._titles.inside(before))

    def _holds(self, holds: Holds) -> str:
        label = self.label(holds.label)
        if len(holds.accepted) > 1:
            label = self._say("rule.holds.or_higher", label=label)
        if holds.scheme != self.ruleset.scheme:
            label = self._say("rule.holds.of_scheme", label=label, scheme=holds.scheme)
        return self._say("rule.holds", label=label, day=self._titles.inside(holds.on))

    def _count(self, count: CountOf) -> str:
        measure = self.measure(count.of)
        if isinstance(measure, ChoicesMeasure):
            return self._say("rule.derived.choices", title=self._titles.inside(count.of))
        items = self._titles.inside(count.of)
        fields = list_fields(measure)
        number = self._say("rule.derived.count", list=items)
        if count.different is not None:
            field = next(one for one in fields if one.name == count.different)
            different = self._titles.field_inside(field)
            number = self._say("rule.derived.different", field=different, list=items)
        return self._with_where(number, count.where, fields)

    def _sum(self, total: SumOf) -> str:
        if total.field is None:
            titles = [self._titles.inside(one) for one in total.of]
            return self._say("rule.derived.sum", titles=self.list_of(titles, "and"))
        of = total.of[0]
        fields = list_fields(self.measure(of))
        field = self._titles.field_inside(_field(fields, total.field))
        said = self._say("rule.derived.sum_of", field=field, list=self._titles.inside(of))
        return self._with_where(said, total.where, fields)

    def _share(self, derived: Derived, share: ShareOf) -> str:
        of = self._titles.inside(share.of)
        if share.whole is not None:
            whole = self._titles.inside(share.whole)
            assert isinstance(derived.measure, ShareMeasure)
            message = "rule.derived.part" if derived.measure.unit is None else "rule.derived.per"
            return self._say(message, part=of, whole=whole)
        said = self._say("rule.derived.share", list=of)
        return self._with_where(said, share.where, list_fields(self.measure(share.of)))

    def _with_where(self, said: str, where: Condition | None, fields: tuple[Fact, ...]) -> str:
        if where is None:
            return said
        condition = self.condition(where, fields)
        return self._say("rule.derived.where", number=said, condition=condition)

    def _group(self, derived: Derived, group: GroupOf) -> str:
        of, into = self.measure(group.of), derived.measure
        assert isinstance(of, ChoiceMeasure)
        assert isinstance(into, ChoiceMeasure)
        said: list[str] = []
        called = self.options(of.options)
        for number, option in enumerate(into.options):
            members = [one for one, own in zip(called, group.groups, strict=True) if own == number]
            rest = self._say("rule.derived.rest")
            named = rest if number == group.rest else self.list_of(members or [""], "and")
            said.append(
                self._say("rule.derived.group.one", group=self.option(option), members=named)
            )
        groups = self._fold("group.next", said)
        return self._say("rule.derived.group", title=self._titles.inside(group.of), groups=groups)

    def _last(self, last: LastAward) -> str:
        award = self._award(last.label, last.before)
        if last.take in {"valid_from", "valid_until"}:
            return self._say(f"rule.derived.{last.take}", award=award)
        return self._say("rule.derived.fact", title=self._titles.inside(last.take), award=award)

    def _until(self, term: Term) -> str:
        if term.fixed_end is not None:
            return self._say("rule.term.fixed", day=format_day(term.fixed_end))
        assert term.months is not None
        assert term.start is not None
        moved = term.until is Until.END_OF_MONTH
        return self._say(
            "rule.term.end_of_month" if moved else "rule.term.months",
            months=self.some(term.months, "months"),
            day=self._titles.inside(term.start),
        )


def _field(fields: tuple[Fact, ...], name: str) -> Fact:
    return next(one for one in fields if one.name == name)


def _is_same_year(tests: tuple[Test, ...]) -> bool:
    return any(isinstance(test, SameYearTest) for test in tests)


def list_fields(measure: Measure) -> tuple[Fact, ...]:
    """Return the fields of a list; anything else has none."""
    return measure.fields if measure.kind == "list" else ()


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]
