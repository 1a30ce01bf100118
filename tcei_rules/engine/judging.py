"""From findings to the outcome: the pure value that is recorded, explained and replayed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tcei_rules.domain.condition import conditions_in, subjects_of
from tcei_rules.domain.days import format_day
from tcei_rules.domain.outcome import (
    Finding,
    IndicatorFinding,
    LabelTerm,
    LabelVerdict,
    LookedAt,
    Outcome,
    RequirementFinding,
    Scored,
    ScoreFinding,
    Verdict,
)
from tcei_rules.domain.ruleset import (
    ASSESSED_ON,
    TOTAL,
    Indicator,
    Requirement,
    Ruleset,
    Waivable,
)
from tcei_rules.domain.spelling import spell
from tcei_rules.domain.value import UNANSWERED, Absence
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.findings import MET, POINTS_EXCLUDED, POINTS_NOT_KNOWN, Findings, Score
from tcei_rules.engine.looking import value_reader
from tcei_rules.engine.validity import find_term

_FINDINGS = (
    Finding.NOT_MET,
    Finding.INCONCLUSIVE,
    Finding.MET,
    Finding.WAIVED,
    Finding.NOTED,
)
_VERDICTS = (Verdict.REFUSED, Verdict.INCONCLUSIVE, Verdict.GRANTED)


def outcome_of(ruleset: Ruleset, readings: Readings, findings: Findings) -> Outcome:
    """Return findings as an outcome, with the values that were looked at."""
    return _Outcome(ruleset, readings, findings).build()


class _Outcome:
    def __init__(self, ruleset: Ruleset, readings: Readings, findings: Findings) -> None:
        self.ruleset = ruleset
        self.readings = readings
        self.findings = findings
        names = [*(one.id for one in ruleset.dimensions), TOTAL]
        self.scores = dict(zip(names, findings.scores, strict=True))

    def build(self) -> Outcome:
        assessed_on = self.readings.values[ASSESSED_ON]
        assert isinstance(assessed_on, int)
        return Outcome(
            scheme=self.ruleset.scheme,
            version=self.ruleset.version,
            ruleset=self.ruleset.digest,
            assessed_on=format_day(assessed_on),
            verdicts=tuple(self._verdicts()),
            indicators=tuple(self._indicators()),
            scores=tuple(_score(name, score) for name, score in self.scores.items()),
            requirements=tuple(self._requirements()),
            terms=tuple(self._terms()),
        )

    def _verdicts(self) -> Iterator[LabelVerdict]:
        for label, verdict in zip(self.ruleset.labels, self.findings.verdicts, strict=True):
            yield LabelVerdict(label=label.id, verdict=_VERDICTS[verdict])

    def _indicators(self) -> Iterator[IndicatorFinding]:
        for indicator, points in zip(self.ruleset.indicators, self.findings.points, strict=True):
            yield IndicatorFinding(
                id=indicator.id,
                finding=_SCORED.get(points, Scored.POINTS),
                points=points if points >= 0 else None,
                value=self._read(indicator),
            )

    def _read(self, indicator: Indicator) -> str:
        """Return the value an indicator read: a time in its unit, all else as it is spelt."""
        if indicator.time_unit is None:
            return self._value(indicator.reads.name)
        value = value_reader(indicator, self.ruleset)(self.readings.values)
        return value.value if isinstance(value, Absence) else f"{value} {indicator.time_unit}"

    def _requirements(self) -> Iterator[RequirementFinding]:
        truths = iter(self.findings.truths)
        each = zip(self.ruleset.requirements, self.findings.requirements, strict=True)
        for requirement, finding in each:
            yield RequirementFinding(
                id=requirement.id,
                finding=_FINDINGS[finding],
                looked_at=self._looked_at(requirement),
                conditions=tuple(islice(truths, len([*conditions_in(requirement.that)]))),
            )

    def _looked_at(self, requirement: Requirement) -> tuple[LookedAt, ...]:
        subjects = dict.fromkeys(subjects_of(requirement.that))
        waivable = requirement.waivable
        if waivable and waivable.condition and is_waived(requirement.id, waivable, self.readings):
            subjects.update(dict.fromkeys(subjects_of(waivable.condition)))
        return tuple(LookedAt(subject=one, value=self._value(one)) for one in subjects)

    def _terms(self) -> Iterator[LabelTerm]:
        each = zip(self.ruleset.labels, self.findings.verdicts, self.findings.terms, strict=True)
        for label, verdict, truths in each:
            term = find_term(self.ruleset, label, truths, self.readings)
            if verdict == MET and term is not None:
                yield LabelTerm(label=label.id, term=term)

    def _value(self, name: str) -> str:
        prefix, _, score = name.partition(":")
        if prefix == "score" and score in self.scores:
            return spell_score(self.scores[score])
        return spell(self.ruleset.measures[name], self.readings.values[name])


_SCORED = {POINTS_EXCLUDED: Scored.EXCLUDED, POINTS_NOT_KNOWN: Scored.NOT_KNOWN}


def _score(name: str, score: Score) -> ScoreFinding:
    if score is None:
        return ScoreFinding(id=name)
    return ScoreFinding(id=name, points=score[0], maximum=score[1])


def spell_score(score: Score) -> str:
    """Return `124 of 150 points`, or *not answered*."""
    return UNANSWERED.value if score is None else f"{score[0]} of {score[1]} points"


def is_waived(requirement: str, waivable: Waivable, readings: Readings) -> bool:
    """Tell whether someone who may waive a requirement did so."""
    return any((requirement, role.value) in readings.waivers for role in waivable.by)
