"""What must hold of a recorded decision before anything is signed on the strength of it.

Whoever has the file can write what this program never would. So nothing that a
row says is believed by itself: the rows must agree, and the outcome must come
out of the answers once more.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Case, History
from tcei_rules.domain.decision import DecisionKind, DecisionRecord
from tcei_rules.domain.outcome import Outcome, Validity
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Label, Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.validity import validity_from
from tcei_rules.errors import IntegrityError, NotAllowedError, NotFoundError
from tcei_rules.service.assessing import FrozenAssessment, frozen, opened
from tcei_rules.service.deciding import rank
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import decisions, records

GRANTING = (DecisionKind.GRANT, DecisionKind.RENEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A decision that grants a label, found sound, with what it rests on."""

    decision: DecisionRecord
    digest: str
    """Of the decision's record."""
    case: Case
    ruleset: Ruleset
    outcome: Outcome
    label: Label
    validity: Validity


def sound_grant(connection: Connection, rulesets: Rulesets, decision: str) -> Grant:
    """Return a decision that grants a label, once all that it rests on agrees with it.

    Raises:
        NotFoundError: There is no such decision, or something it rests on was erased.
        NotAllowedError: It grants nothing, or belongs to a real case.
        IntegrityError: It could only be written past this program.
    """
    record = records.find(connection, decision)
    if record is None or record.kind is not RecordKind.DECISION:
        raise NotFoundError("decision.absent", id=decision)
    made = records.public_part(record, DecisionRecord)
    if made.kind not in GRANTING or made.label is None or made.validity is None:
        raise NotAllowedError("certificate.nothing_granted", id=decision)
    found = frozen(connection, made.assessment)
    if not decisions.is_constrained(connection, made, found.record.assessors):
        raise IntegrityError("decision.unconstrained", id=decision)
    outcome = opened(connection, made.outcome, Outcome)
    _demand_of_its_assessment(made, found, outcome)
    if not found.case.demonstration:
        raise NotAllowedError("certificate.real_not_yet")
    ruleset = rulesets.by_digest(connection, made.ruleset)
    _demand_recomputed(ruleset, made, found, outcome, opened(connection, made.history, History))
    _demand_within(ruleset, made.decision, made.label, found.case, outcome)
    _demand_validity(made, made.label, made.validity, outcome)
    return Grant(
        decision=made,
        digest=record.digest,
        case=found.case,
        ruleset=ruleset,
        outcome=outcome,
        label=ruleset.label(made.label),
        validity=made.validity,
    )


def _demand_of_its_assessment(
    made: DecisionRecord, found: FrozenAssessment, outcome: Outcome
) -> None:
    """Demand that decision, case, assessment and outcome speak of the same."""
    said = (made.case, made.facts, made.ruleset, made.ruleset, found.assessment.panel)
    judged = (
        found.case.id, found.record.facts, found.ruleset, outcome.ruleset, found.record.assessors,
    )  # fmt: skip
    if said != judged:
        raise IntegrityError("decision.of_another", id=made.decision)


def _demand_recomputed(
    ruleset: Ruleset,
    made: DecisionRecord,
    found: FrozenAssessment,
    outcome: Outcome,
    history: History,
) -> None:
    """Demand that the answers still come to what was recorded, to the byte."""
    again = Evaluation(ruleset).preview(found.assessment, history)
    if again.canonical() != outcome.canonical():
        raise IntegrityError("decision.recomputed", id=made.decision)


def _demand_within(
    ruleset: Ruleset, decision: str, label: str, case: Case, outcome: Outcome
) -> None:
    """Demand that no more was granted than the outcome grants and the case seeks."""
    if label not in outcome.granted:
        raise IntegrityError("decision.never_granted", id=decision, label=label)
    if rank(ruleset, label) > rank(ruleset, case.sought):
        raise IntegrityError("decision.never_sought", id=decision, label=label)


def _demand_validity(
    made: DecisionRecord, label: str, validity: Validity, outcome: Outcome
) -> None:
    """Demand that the label is valid no longer than its term lets it be."""
    term = outcome.term(label)
    longest = None if term is None else validity_from(term, made.decided_at[:10])
    # A later version of the scheme may have ended it earlier.
    if (
        longest is None
        or validity.valid_from != longest.valid_from
        or validity.valid_until > longest.valid_until
    ):
        raise IntegrityError("decision.never_valid", id=made.decision, label=label)
