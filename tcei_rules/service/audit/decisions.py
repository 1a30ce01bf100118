"""Decisions against what they rest on, and the people who made them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ConfigDict, ValidationError

from tcei_rules.domain.decision import AssessmentRecord, CaseRecord, DecisionKind, DecisionRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.outcome import LabelVerdict, Verdict
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.criteria import Criteria
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.service.deciding import rank
from tcei_rules.store.whole import Membership

M = TypeVar("M", bound=Model)

REFUSING = frozenset({DecisionKind.REFUSE})
ASSESSOR, DECISION_MAKER = "assessor", "decision_maker"


class _Verdicts(Model):
    """Of an outcome what is looked at here; replaying looks at the rest."""

    model_config = ConfigDict(extra="ignore")

    ruleset: str
    verdicts: tuple[LabelVerdict, ...]

    @property
    def granted(self) -> tuple[str, ...]:
        """Return the labels granted, rising."""
        return tuple(one.label for one in self.verdicts if one.verdict is Verdict.GRANTED)


class _Panel(Model):
    """Of an assessment who assessed."""

    model_config = ConfigDict(extra="ignore")

    panel: tuple[str, ...]


class DecisionChecks:
    """Looks at every decision: `decisions` and `people`."""

    def __init__(self, criteria: Criteria, memberships: Iterable[Membership]) -> None:
        self._criteria = criteria
        self._roles = first_days(memberships)
        self._decisions = CheckResult(CheckName.DECISIONS)
        self._people = CheckResult(CheckName.PEOPLE)

    def see(self, batch: Batch) -> None:
        """Look at the decisions among some rows."""
        for row in batch.rows:
            decision = row.read(DecisionRecord)
            if decision is None:
                continue
            assessment = batch.part(decision.assessment, AssessmentRecord)
            case = batch.part(decision.case, CaseRecord)
            if assessment is None or case is None:
                self._decisions.fail(row, "case and assessment", "both", "not both")
                continue
            self._see_rests(row, decision, assessment, case)
            self._see_rank(row, decision, case, batch)
            self._see_people(row, decision, assessment, batch)

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        return self._decisions, self._people

    def _see_rests(
        self, row: Row, decision: DecisionRecord, assessment: AssessmentRecord, case: CaseRecord
    ) -> None:
        expect = self._decisions.expect
        expect(row, "case of the assessment", decision.case, assessment.case)
        expect(row, "facts", assessment.facts, decision.facts)
        expect(row, "ruleset", case.ruleset, decision.ruleset)
        refused = decision.kind in REFUSING
        expect(row, "label beside its kind", not refused, decision.label is not None)
        expect(row, "validity beside its label", not refused, decision.validity is not None)
        if assessment.frozen_at > decision.decided_at:
            self._decisions.fail(
                row, "decided_at", f"from {assessment.frozen_at} on", decision.decided_at
            )

    def _see_rank(self, row: Row, decision: DecisionRecord, case: CaseRecord, batch: Batch) -> None:
        """Look whether it grants no more than its outcome, in record and constraint alike."""
        constraint = batch.constraints.get(decision.decision)
        if constraint is None:
            self._decisions.fail(row, "row of constraints", "one", "nothing")
            return
        said = (decision.case, decision.assessment, decision.decider, decision.confirmer)
        stands = (
            constraint.case_id, constraint.assessment_id, constraint.decider, constraint.confirmer,
        )  # fmt: skip
        self._decisions.expect(row, "row of constraints", said, stands)
        ruleset = self._criteria.ruleset(decision.ruleset)
        if ruleset is None:
            self._decisions.skip("audit.decisions.no_ruleset")
            return
        known = {None, *(label.id for label in ruleset.labels)}
        if decision.label not in known or case.sought not in known:
            self._decisions.fail(row, "label", "one of its ruleset", str(decision.label))
            return
        granted, sought = rank(ruleset, decision.label), rank(ruleset, case.sought)
        self._decisions.expect(row, "granted_rank", granted, constraint.granted_rank)
        if granted > sought:
            self._decisions.fail(row, "label", f"at most {case.sought}", str(decision.label))
        outcome = opened(batch, decision.outcome, _Verdicts)
        if outcome is None:
            self._decisions.skip("audit.decisions.erased")
        else:
            self._see_outcome(row, decision, outcome, ruleset, constraint.outcome_rank)

    def _see_outcome(
        self,
        row: Row,
        decision: DecisionRecord,
        outcome: _Verdicts,
        ruleset: Ruleset,
        outcome_rank: int,
    ) -> None:
        self._decisions.expect(row, "ruleset of the outcome", ruleset.digest, outcome.ruleset)
        known, granted = {label.id for label in ruleset.labels}, outcome.granted
        if not known.issuperset(granted):
            self._decisions.fail(row, "labels granted", "those of its ruleset", ", ".join(granted))
            return
        highest = rank(ruleset, granted[-1] if granted else None)
        self._decisions.expect(row, "outcome_rank", highest, outcome_rank)
        if decision.label is not None and decision.label not in granted:
            within = ", ".join(granted) or "no label"
            self._decisions.fail(row, "label", f"within {within}", decision.label)

    def _see_people(
        self, row: Row, decision: DecisionRecord, assessment: AssessmentRecord, batch: Batch
    ) -> None:
        expect = self._people.expect
        deciding = (decision.decider, decision.confirmer)
        people = (*assessment.assessors, *deciding)
        expect(row, "people, each in one part", len(people), len(set(people)))
        played = {(one, "assessor") for one in assessment.assessors}
        played |= {(decision.decider, "decider"), (decision.confirmer, "confirmer")}
        standing = batch.parts.get(decision.decision, set())
        expect(row, "rows of parts", sorted(played), sorted(standing))
        for person in assessment.assessors:
            self._see_role(row, person, ASSESSOR, assessment.frozen_at[:10])
        for person in deciding:
            self._see_role(row, person, DECISION_MAKER, decision.decided_at[:10])
        facts = opened(batch, decision.facts, _Panel)
        if facts is None:
            self._people.skip("audit.decisions.erased")
        else:
            expect(row, "panel of the assessment", assessment.assessors, facts.panel)

    def _see_role(self, row: Row, person: str, role: str, on: str) -> None:
        start = self._roles.get((person, role))
        self._people.looked_at += 1
        if start is None or start > on:
            self._people.fail(row, f"role of {person}", f"{role} on {on}", start or "none")


def first_days(memberships: Iterable[Membership]) -> dict[tuple[str, str], str]:
    """Return the first day of everyone in every role, by person and role."""
    found: dict[tuple[str, str], str] = {}
    for one in memberships:
        held = found.get((one.person_id, one.role), one.start)
        found[one.person_id, one.role] = min(held, one.start)
    return found


def opened(batch: Batch, commitment: str, model: type[M]) -> M | None:
    """Return what stands behind a commitment, or nothing if it is gone or no such thing.

    That it is what was committed to is looked at by the check of openings.
    """
    opening = batch.openings.get(commitment)
    if opening is None:
        return None
    try:
        return model.model_validate_json(opening[1])
    except ValidationError:
        return None
