"""A ruleset as a committee member would read it aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal

from tcei_rules.domain.basis import Basis, Source
from tcei_rules.domain.condition import TimeSubject
from tcei_rules.domain.days import format_day
from tcei_rules.domain.fact import NOTHING, Better, Fact, JudgementMeasure, ListMeasure
from tcei_rules.domain.ruleset import (
    Derived,
    Dimension,
    Gate,
    Indicator,
    Label,
    Requirement,
    Ruleset,
    Step,
    Supersedes,
    Waivable,
)
from tcei_rules.domain.words import Words
from tcei_rules.wording import say
from tcei_rules.wording.joining import chain
from tcei_rules.wording.kinds import Kinds
from tcei_rules.wording.page import Page
from tcei_rules.wording.page_html import as_html
from tcei_rules.wording.page_markdown import as_markdown
from tcei_rules.wording.page_text import as_text
from tcei_rules.wording.sentences import Speaker, capital

Form = Literal["text", "markdown", "html"]

FORMS: Final[Mapping[Form, Callable[[Page], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
}


def show(ruleset: Ruleset, language: str = "en", form: Form = "text") -> str:
    """Return the whole ruleset for reading: what is asked, what gives points, what is demanded.

    After each figure stands on what it rests, with the ids of sources that
    are listed at the end. A ruleset with placeholders says at its top that it
    is for demonstration only. What the ruleset does not say in the language
    stands in the one it was written in.
    """
    return FORMS[form](_Showing(ruleset, language).page())


class _Showing:
    def __init__(self, ruleset: Ruleset, language: str) -> None:
        self.ruleset = ruleset
        self.language = language
        self.speaker = Speaker(ruleset, language)
        self.kinds = Kinds(self.speaker)
        self.write = Page(language)

    def page(self) -> Page:
        self._head()
        self._facts()
        self._derived()
        self._scales()
        self._indicators()
        self._gates()
        self._labels()
        self._sources()
        return self.write

    # The version as a whole

    def _head(self) -> None:
        ruleset = self.ruleset
        self.write.title(self._words(ruleset.title))
        if any(ruleset.placeholders()):
            self.write.paragraph(capital(self.speaker.demonstration()))
        self.write.item(ruleset.name)
        self.write.item(ruleset.digest)
        self.write.item(capital(self._in_force()))
        if ruleset.supersedes is not None:
            for said in self._supersedes(ruleset.supersedes):
                self.write.item(capital(said))
        for scheme, labels in ruleset.recognises:
            called = self.speaker.list_of([self.speaker.label(one) for one in labels], "and")
            said = self._say("show.recognises", scheme=scheme, labels=called)
            self.write.item(capital(said))

    def _in_force(self) -> str:
        start, until = self.ruleset.in_force.start, self.ruleset.in_force.until
        if until is None:
            return self._say("show.in_force", start=format_day(start))
        return self._say("show.in_force.until", start=format_day(start), end=format_day(until))

    def _supersedes(self, supersedes: Supersedes) -> Iterator[str]:
        version, start = supersedes.version, format_day(self.ruleset.in_force.start)
        yield self._say("show.supersedes", version=version)
        yield self._say(f"show.pending.{supersedes.pending}", start=start, version=version)
        if supersedes.choice_until is not None:
            yield self._say("show.choice", day=format_day(supersedes.choice_until))
        if supersedes.certificates_until is not None:
            day = format_day(supersedes.certificates_until)
            yield self._say("show.certificates_until", version=version, day=day)
        if supersedes.dropped:
            facts = self.speaker.list_of(supersedes.dropped, "and")
            yield self._say("show.dropped", facts=facts)

    # Facts

    def _facts(self) -> None:
        self.write.heading(self._say("show.asked"))
        for fact in self.ruleset.facts:
            self._fact(fact)

    def _fact(self, fact: Fact) -> None:
        title = self.speaker.named(fact.name)
        said = self._say("show.fact", fact=title, kind=self.kinds.kind(fact.measure))
        answered = self._say(f"show.answered.{fact.stated_by}")
        self._told([said, answered, *self._about(fact), *self._was(fact.was)], fact.basis, 1)
        if fact.question is not None:
            self.write.item(self._words(fact.question), 2)
        if isinstance(fact.measure, ListMeasure):
            self.write.item(capital(self._say("show.each")), 2)
            for field in fact.measure.fields:
                self._field(field, fact)

    def _field(self, field: Fact, of: Fact) -> None:
        title = self._named(self._words(field.title) if field.title else field.name, field.name)
        said = self._say("show.fact", fact=title, kind=self.kinds.kind(field.measure))
        differs = field.stated_by is not of.stated_by
        answered = [self._say(f"show.answered.{field.stated_by}")] if differs else []
        self._told([said, *answered, *self._about(field)], field.basis, 3)

    def _about(self, fact: Fact) -> Iterator[str]:
        if fact.may_not_apply:
            yield self._say("show.may_not_apply")
        if fact.benchmark:
            yield self._say("show.benchmark")
        yield from self._neither(fact.better, fact.better_reason)

    def _neither(self, better: Better | None, reason: Words | None) -> Iterator[str]:
        if better is Better.NEITHER and reason is not None:
            yield self._say("show.neither", reason=self._words(reason))

    def _was(self, was: str | None) -> Iterator[str]:
        if was == NOTHING:
            yield self._say("show.was_nothing")
        elif was is not None:
            yield self._say("show.was", name=was)

    def _derived(self) -> None:
        if self.ruleset.derived:
            self.write.heading(self._say("show.worked_out"))
        for derived in self.ruleset.derived:
            self._derived_fact(derived)

    def _derived_fact(self, derived: Derived) -> None:
        self.write.item(self.speaker.named(derived.name))
        neither = self._neither(derived.better, derived.better_reason)
        said = [self.speaker.derivation(derived), *neither, *self._was(derived.was)]
        self._details(said, derived.basis, 2)

    # Points

    def _scales(self) -> None:
        if self.ruleset.scales:
            self.write.heading(self._say("show.scales"))
        for scale in self.ruleset.scales:
            kind = self._say(
                "kind.judgement",
                lowest=str(scale.lowest),
                highest=str(scale.highest),
                settling=self.kinds.settling(scale),
            )
            self.write.item(self._say("show.fact", fact=scale.id, kind=kind))

    def _indicators(self) -> None:
        if not self.ruleset.indicators:
            return
        self.write.heading(self._say("show.indicators"))
        maximum = sum(dimension.maximum for dimension in self.ruleset.dimensions)
        self.write.item(self._say("show.total", points=self.speaker.some(maximum, "points")))
        for dimension in self.ruleset.dimensions:
            self._dimension(dimension)

    def _dimension(self, dimension: Dimension) -> None:
        points = self.speaker.some(dimension.maximum, "points")
        title = self._words(dimension.title)
        self.write.heading(self._say("show.dimension", dimension=title, points=points), 3)
        for indicator in self.ruleset.indicators:
            if indicator.dimension == dimension.id:
                self._indicator(indicator)

    def _indicator(self, indicator: Indicator) -> None:
        self.write.heading(self._named(self._words(indicator.title), indicator.id), 4)
        said = [self._reading(indicator), *self._weighing(indicator)]
        self._details(said, indicator.points_basis, 1)
        self._steps(indicator)
        self._anchors(indicator)
        self.write.item(self._bracketed(indicator.basis))

    def _reading(self, indicator: Indicator) -> str:
        title = self._what_is_read(indicator)
        return self._say("show.judged", title=title) if indicator.judged else title

    def _what_is_read(self, indicator: Indicator) -> str:
        asks, reads = indicator.asks, indicator.reads
        title = self.kinds.kind(asks.measure) if asks else self.speaker.title(reads.name)
        if not isinstance(reads, TimeSubject):
            return title
        unit = self._say(f"show.unit.{indicator.time_unit}")
        day = self.speaker.inside(reads.reference)
        return self._say(f"show.time.{reads.direction}", title=title, day=day, unit=unit)

    def _steps(self, indicator: Indicator) -> None:
        # A judged level is its own points.
        if indicator.judged:
            return
        first = self._say("show.column.option" if indicator.by_option else "show.column.from")
        rows = [self._step(indicator, step) for step in indicator.steps]
        self.write.table(rows, (first, self._say("show.column.points")), depth=2)

    def _step(self, indicator: Indicator, step: Step) -> tuple[str, str]:
        if not indicator.by_option:
            return self.speaker.cut(indicator, step), str(step.points)
        measure = self.speaker.measure(indicator.reads.name)
        return self.speaker.value(measure, step.at), str(step.points)

    def _anchors(self, indicator: Indicator) -> None:
        measure = self.speaker.measure(indicator.reads.name)
        if isinstance(measure, JudgementMeasure) and measure.anchors:
            rows = [(str(level), self._words(anchor)) for level, anchor in measure.anchors]
            header = self._say("show.column.level"), self._say("show.column.anchor")
            self.write.table(rows, header, depth=2)

    def _weighing(self, indicator: Indicator) -> Iterator[str]:
        if indicator.minimum is not None:
            yield self._say("show.minimum", points=self.speaker.some(indicator.minimum, "points"))
        if indicator.weight == 0:
            yield self._say("show.weightless")
        elif indicator.weight != 1:
            yield self._say("show.weight", weight=str(indicator.weight))
        if indicator.better is Better.LOWER:
            yield self._say("show.lower")
        yield from self._neither(indicator.better, indicator.better_reason)
        if indicator.not_applicable is not None:
            yield self._say(f"show.policy.{indicator.not_applicable}")
        if indicator.tags:
            yield self._say("show.tags", tags=self.speaker.list_of(indicator.tags, "and"))
        yield from self._was(indicator.was)

    # Gates and labels

    def _gates(self) -> None:
        if self.ruleset.gates:
            self.write.heading(self._say("show.gates"))
        for gate in self.ruleset.gates:
            self._gate(gate)

    def _gate(self, gate: Gate) -> None:
        self.write.heading(self._words(gate.title), 3)
        self._requirements(gate.requires)

    def _requirements(self, requirements: Iterable[Requirement]) -> None:
        for requirement in requirements:
            self._requirement(requirement)

    def _requirement(self, requirement: Requirement) -> None:
        self.write.heading(self._named(self.speaker.heading(requirement), requirement.id), 4)
        if requirement.title is not None:
            self.write.item(self.speaker.sentence(requirement.that))
        self._details(self._exceptions(requirement), None, 1)
        self.write.item(self._bracketed(requirement.basis))

    def _exceptions(self, requirement: Requirement) -> Iterator[str]:
        if requirement.not_applicable is not None:
            yield self._say(f"show.not_applicable.{requirement.not_applicable}")
        if requirement.advisory:
            yield self._say("show.advisory")
        if requirement.waivable is not None:
            yield self._waivable(requirement.waivable)
        yield from self._was(requirement.was)

    def _waivable(self, waivable: Waivable) -> str:
        roles = self.speaker.list_of([self.speaker.role(role) for role in waivable.by], "or")
        if waivable.condition is None:
            return self._say("show.waivable", roles=roles)
        condition = self.speaker.condition(waivable.condition)
        return self._say("show.waivable.if", roles=roles, condition=condition)

    def _labels(self) -> None:
        self.write.heading(self._say("show.labels"))
        for label in self.ruleset.labels:
            self._label(label)

    def _label(self, label: Label) -> None:
        called, title = self.speaker.label(label.id), self._words(label.title)
        differs = called != title
        heading = self._say("show.label", label=called, title=title) if differs else called
        self.write.heading(heading, 3)
        self._details([*self._relation(label), *self._was(label.was)], None, 1)
        self._requirements(label.requires)
        self.write.heading(capital(self._say("show.valid")), 4)
        for term, said in zip(label.validity, self.speaker.validity(label), strict=True):
            self.write.item(f"{said} {self._bracketed(term.basis)}")

    def _relation(self, label: Label) -> Iterator[str]:
        if label.includes is not None:
            yield self._say("show.includes", label=self.speaker.label(label.includes))
        if label.stands_alone is not None:
            place = [one.id for one in self.ruleset.labels].index(label.id)
            lower = self.speaker.label(self.ruleset.labels[place - 1].id)
            reason = self._words(label.stands_alone)
            yield self._say("show.stands_alone", label=lower, reason=reason)

    def _sources(self) -> None:
        if self.ruleset.sources:
            self.write.heading(self._say("show.sources"))
        for source in self.ruleset.sources:
            self._source(source)

    def _source(self, source: Source) -> None:
        said = self.speaker.source(source)
        if source.date is None:
            self.write.item(self._say("show.source", id=source.id, source=said))
        else:
            dated = self._say("show.source.date", id=source.id, source=said, date=source.date)
            self.write.item(dated)
        if source.url is not None:
            self.write.item(source.url, 2)

    # Fragments

    def _details(self, parts: Iterable[str], basis: Basis | None, depth: int) -> None:
        first, *others = [*parts] or [""]
        if first:
            self._told([capital(first), *others], basis, depth)

    def _told(self, parts: Iterable[str], basis: Basis | None, depth: int) -> None:
        said = chain("show.next", parts, self.language)
        self.write.item(f"{said} {self._bracketed(basis)}" if basis else said, depth)

    def _bracketed(self, basis: Basis) -> str:
        return self._say("show.basis", basis=self.speaker.basis_by_id(basis))

    def _named(self, title: str, name: str) -> str:
        return title if title == name else self._say("rule.named", title=title, name=name)

    def _words(self, words: Words) -> str:
        return words.in_language(self.language)

    def _say(self, message: str, /, **values: str) -> str:
        return say(message, values, self.language)
