"""What came out for an assessment, and why: the verdict first, then the reasons for each label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tcei_rules.domain.condition import SCORE
from tcei_rules.domain.outcome import (
    Finding,
    IndicatorFinding,
    Outcome,
    Scored,
    ScoreFinding,
    TermFound,
)
from tcei_rules.domain.ruleset import TOTAL, Gate, Indicator, Label, Requirement, Ruleset
from tcei_rules.wording import say
from tcei_rules.wording.joining import chain
from tcei_rules.wording.missing import Missing
from tcei_rules.wording.page import Page
from tcei_rules.wording.page_text import as_text
from tcei_rules.wording.reasons import Reasons
from tcei_rules.wording.sentences import Speaker, capital
from tcei_rules.wording.shares import cut_percent

NAMED = 3
"""Unanswered facts that the verdict names; of the others it tells how many there are."""


def explain(ruleset: Ruleset, outcome: Outcome, language: str = "en") -> str:
    """Return the verdict and why, as plain text.

    The gates come first, those that are not met before the others, then the
    labels, rising; each requirement with its finding, its sentence and the
    values it looked at. Points and what is not answered follow.
    """
    return as_text(_Explaining(ruleset, outcome, language).page())


def summary(outcome: Outcome, ruleset: Ruleset, language: str = "en") -> str:
    """Return ruleset, verdict, score and last valid day in one line."""
    return _Explaining(ruleset, outcome, language).summary()


class _Explaining:
    def __init__(self, ruleset: Ruleset, outcome: Outcome, language: str) -> None:
        self.ruleset = ruleset
        self.outcome = outcome
        self.language = language
        self.speaker = Speaker(ruleset, language)
        self.reasons = Reasons(self.speaker, outcome)
        self.missing = Missing(ruleset, outcome)
        self._found = {one.id: one.finding for one in outcome.requirements}
        self._verdicts = {one.label: one.verdict for one in outcome.verdicts}
        self.write = Page(language)

    def page(self) -> Page:
        self._head()
        self._gates()
        self._labels()
        self._points()
        self._missing()
        return self.write

    # The verdict

    def _head(self) -> None:
        self.write.item(self.verdict())
        if self.outcome.label is not None:
            self.write.item(capital(self._until(self.outcome.label)))
        day = self.outcome.assessed_on
        self.write.item(self._say("result.criteria", ruleset=self.ruleset.name, day=day))
        if any(self.ruleset.placeholders()):
            self.write.item(capital(self.speaker.demonstration()))

    def verdict(self) -> str:
        return capital(self._granted() if self.outcome.label else self._not_granted())

    def _granted(self) -> str:
        said = {"label": self.speaker.label(self.outcome.label or ""), "open": self._open()}
        missing = self._not_answered()
        if missing:
            return self._say("result.granted.missing", missing=missing, **said)
        return self._say("result.granted.open" if said["open"] else "result.granted", **said)

    def _not_granted(self) -> str:
        missing = self._not_answered()
        if missing:
            return self._say("result.not_yet.missing", missing=missing)
        opened = self._open()
        return self._say("result.not_yet" if opened else "result.refused", open=opened)

    def _open(self) -> str:
        return self._listed([self.speaker.label(one) for one in self.outcome.open_labels])

    def _not_answered(self) -> str:
        return self._some_of([self.speaker.title(one) for one in self.missing.of_open_labels()])

    def _some_of(self, names: list[str]) -> str:
        # One more is no longer than "and 1 more".
        if len(names) <= NAMED + 1:
            return self._listed(names)
        first = chain("rule.list.join", names[:NAMED], self.language)
        return self._say("result.and_more", names=first, count=str(len(names) - NAMED))

    def _listed(self, names: Iterable[str]) -> str:
        listed = [*names]
        return self.speaker.list_of(listed, "and") if listed else ""

    def _until(self, label: str) -> str:
        term = self.outcome.term(label)
        if term is None:
            return self._say("result.no_term", label=self.speaker.label(label))
        return self._term(term)

    def _term(self, term: TermFound) -> str:
        if term.runs_on_from is None:
            return self._say("result.until", day=term.valid_until)
        return self._say("result.runs_on", day=term.valid_until, start=term.runs_on_from)

    def summary(self) -> str:
        label = self.outcome.label
        granted = self._say("result.granted", label=self.speaker.label(label)) if label else ""
        parts = [granted or self.verdict(), *self._figures()]
        said = chain("result.summary.next", parts, self.language)
        if label and self._open():
            said = self._say("result.summary.open", verdict=said, open=self._open())
        return self._say("result.summary", ruleset=self.ruleset.name, verdict=said)

    def _figures(self) -> Iterator[str]:
        total = next((one for one in self.outcome.scores if one.id == TOTAL), None)
        if total is not None and total.maximum:
            yield self._score(total)
        term = self.outcome.term(self.outcome.label) if self.outcome.label else None
        if term is not None:
            yield self._term(term)

    def _score(self, score: ScoreFinding) -> str:
        points, maximum = score.points or 0, score.maximum or 0
        percent = self._say("rule.value.percent", number=cut_percent(points, maximum))
        return self._say(
            "result.score.percent", points=str(points), maximum=str(maximum), percent=percent
        )

    # Gates and labels

    def _gates(self) -> None:
        # A gate that is not met leads: it alone refuses every label.
        for gate in sorted(self.ruleset.gates, key=self._is_passed):
            self.write.heading(self._gate(gate))
            self._requirements(gate.requires)

    def _is_passed(self, gate: Gate) -> bool:
        return self._of_all(gate.requires) is not Finding.NOT_MET

    def _gate(self, gate: Gate) -> str:
        title = gate.title.in_language(self.language)
        finding = self.reasons.finding(self._of_all(gate.requires))
        return self._say("result.finding", sentence=title, finding=finding)

    def _labels(self) -> None:
        for label in self.ruleset.labels:
            verdict = self._say(f"verdict.{self._verdicts[label.id]}")
            called = self.speaker.label(label.id)
            self.write.heading(self._say("result.label", label=called, verdict=verdict))
            for line in self._demanded_first(label):
                self.write.item(capital(line))
            self._requirements(label.requires)

    def _demanded_first(self, label: Label) -> Iterator[str]:
        for gate in self.ruleset.gates:
            yield self._gate(gate)
        if label.includes is not None:
            lower = self.ruleset.label(label.includes)
            finding = self.reasons.finding(self._of_all(self._own(lower)))
            called = self.speaker.label(lower.id)
            yield self._say("result.included", label=called, finding=finding)

    def _own(self, label: Label) -> tuple[Requirement, ...]:
        """Return what a label demands beside the gates."""
        gates = {requirement.id for gate in self.ruleset.gates for requirement in gate.requires}
        return tuple(one for one in self.ruleset.demands(label) if one.id not in gates)

    def _of_all(self, requirements: Iterable[Requirement]) -> Finding:
        found = {self._found[requirement.id] for requirement in requirements}
        worst = (Finding.NOT_MET, Finding.INCONCLUSIVE)
        return next((finding for finding in worst if finding in found), Finding.MET)

    def _requirements(self, requirements: Iterable[Requirement]) -> None:
        for requirement in requirements:
            for depth, text in self.reasons.of(requirement):
                self.write.item(text, 1 + depth)

    # Points

    def _points(self) -> None:
        if not self.ruleset.indicators:
            return
        self.write.heading(self._say("result.points"))
        self.write.table([self._scored(score) for score in self.outcome.scores])
        found = {one.id: one for one in self.outcome.indicators}
        rows = [self._row(one, found[one.id]) for one in self.ruleset.indicators]
        self.write.table(rows)

    def _scored(self, score: ScoreFinding) -> tuple[str, str, str]:
        title = self.speaker.title(f"{SCORE}{score.id}")
        if score.points is None or score.maximum is None:
            return title, self._say("scored.not_known"), ""
        points = self._say("result.of", points=str(score.points), highest=str(score.maximum))
        if not score.maximum:
            return title, points, ""
        percent = cut_percent(score.points, score.maximum)
        return title, points, self._say("rule.value.percent", number=percent)

    def _row(self, indicator: Indicator, found: IndicatorFinding) -> tuple[str, str, str, str]:
        title = indicator.title.in_language(self.language)
        notes = chain("show.next", self._notes(indicator, found), self.language)
        return indicator.id, title, self._of_highest(indicator, found), notes

    def _of_highest(self, indicator: Indicator, found: IndicatorFinding) -> str:
        match found.finding:
            case Scored.POINTS:
                highest = str(indicator.highest)
                return self._say("result.of", points=str(found.points), highest=highest)
            case Scored.EXCLUDED:
                return self._say("scored.excluded")
            case Scored.NOT_KNOWN:
                return self._say("scored.not_known")

    def _notes(self, indicator: Indicator, found: IndicatorFinding) -> Iterator[str]:
        if not indicator.judged and found.points is not None:
            title = self.speaker.title(indicator.reads.name)
            measure = self.speaker.measure(indicator.reads.name)
            value = self.speaker.spoken(measure, found.value)
            yield self._say("result.value", title=title, value=value)
        if found.points is not None and found.points < (indicator.minimum or 0):
            yield self._say("result.minimum", minimum=str(indicator.minimum))
        if indicator.weight == 0:
            yield self._say("show.weightless")
        elif indicator.weight != 1:
            yield self._say("show.weight", weight=str(indicator.weight))

    # What is not answered

    def _missing(self) -> None:
        names = self.missing.names()
        if names:
            self.write.heading(self._say("result.missing"))
        for name in names:
            self.write.item(self.speaker.named(name))

    def _say(self, message: str, /, **values: str) -> str:
        return say(message, values, self.language)
