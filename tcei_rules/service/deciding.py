"""Deciding on an assessment: two evaluators agree, two people decide, all is recorded at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Assessment, Case, History
from tcei_rules.domain.decision import Authentication, DecisionKind, DecisionRecord, Reason
from tcei_rules.domain.outcome import Outcome, Validity, pack
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.agreement import DisagreementError
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.validity import validity_from
from tcei_rules.errors import ConflictError, NotAllowedError
from tcei_rules.service.assessing import FrozenAssessment, case_of, frozen, opened
from tcei_rules.service.desk import Desk
from tcei_rules.service.histories import history_of
from tcei_rules.service.publishing import demand_published
from tcei_rules.service.waivers import givers_apart
from tcei_rules.store import decisions, disagreements, records

Evaluations: TypeAlias = Callable[[Ruleset], Evaluation]
"""Gives the evaluation of a ruleset with both evaluators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the people who decide want, within what the outcome allows."""

    decider: str
    confirmer: str
    label: str | None = None
    """A label to grant instead of the one sought: lower, and with a reason."""
    refuse: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An assessment, the history seen, and what the ruleset makes of them."""

    frozen: FrozenAssessment
    history: History
    ruleset: Ruleset
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A recorded decision with what it rests on."""

    record: DecisionRecord
    case: Case
    assessment: Assessment
    history: History
    outcome: Outcome
    ruleset: Ruleset
    reason: str | None


class Deciding:
    """Evaluates assessments, records decisions, recomputes them."""

    def __init__(self, desk: Desk, evaluations: Evaluations) -> None:
        self._desk = desk
        self._evaluations = evaluations

    def preview(self, assessment: str) -> Judged:
        """Judge a frozen assessment by the reference; nothing is recorded."""
        found, history, ruleset = self._desk.database.read(
            lambda connection: self._gather(connection, assessment)
        )
        outcome = Evaluation(ruleset).preview(found.assessment, history)
        return Judged(frozen=found, history=history, ruleset=ruleset, outcome=outcome)

    def record(self, assessment: str, wish: Wish) -> Decided:
        """Judge a frozen assessment by both evaluators, and record the decision.

        A decision may grant less than the outcome, with a reason; never more.

        Raises:
            NotAllowedError: The wish is more than the outcome grants, lacks a
                reason, or the people are not different people.
            ConflictError: It was decided already, or the history changed meanwhile.
            DisagreementError: The evaluators differ; both traces are kept.
        """
        judged = self.judge(assessment)
        return self._desk.database.write(lambda connection: self._record(connection, judged, wish))

    def judge(self, assessment: str) -> Judged:
        """Judge a frozen assessment by both evaluators; only a disagreement is recorded.

        Raises:
            DisagreementError: The evaluators differ; both traces are kept.
        """
        database = self._desk.database
        found, history, ruleset = database.read(lambda c: self._gather(c, assessment))
        try:
            outcome = self._evaluations(ruleset).judge(found.assessment, history)
        except DisagreementError as error:
            self._keep_disagreement(assessment, ruleset, error)
            raise
        return Judged(frozen=found, history=history, ruleset=ruleset, outcome=outcome)

    def record_judged(self, wishes: Iterable[tuple[Judged, Wish]]) -> list[Decided]:
        """Record decisions on what `judge` returned in one transaction: all of them, or none.

        Each is looked at as if it came alone, and what was recorded is the same to the byte.

        Raises:
            NotAllowedError: As `record`, for any of them.
            ConflictError: As `record`, for any of them.
        """
        wanted = list(wishes)
        return self._desk.database.write(
            lambda connection: [self._record(connection, *one) for one in wanted]
        )

    def _gather(
        self, connection: Connection, assessment: str
    ) -> tuple[FrozenAssessment, History, Ruleset]:
        found, rulesets = frozen(connection, assessment), self._desk.rulesets
        # The text kept with the case, and not the file: that may have been edited since.
        ruleset = rulesets.by_digest(connection, found.ruleset)
        return found, history_of(connection, rulesets, found), ruleset

    def _record(self, connection: Connection, judged: Judged, wish: Wish) -> Decided:
        desk, found = self._desk, judged.frozen
        now = desk.moment(connection, found.record.frozen_at)
        if decisions.decision_on(connection, found.record.assessment) is not None:
            raise ConflictError("decision.made_already", assessment=found.record.assessment)
        demand_published(connection, judged.ruleset)
        if history_of(connection, desk.rulesets, found) != judged.history:
            raise ConflictError("decision.history_changed")
        label = granted_label(judged, wish)
        if label is not None and not found.case.demonstration:
            _demand_no_placeholder(judged.ruleset)
        validity = self._validity(judged, label, now[:10])
        decider = desk.person(connection, wish.decider, "decision_maker", now)
        confirmer = desk.person(connection, wish.confirmer, "decision_maker", now)
        names = {decider: wish.decider, confirmer: wish.confirmer}
        givers = givers_apart(found.assessment.waivers)
        demand_people_apart(decider, confirmer, names, found.record.assessors, givers)
        public_part = DecisionRecord(
            decision=desk.chance.ulid(now),
            kind=_kind(judged, label),
            case=found.case.id,
            assessment=found.record.assessment,
            ruleset=judged.ruleset.digest,
            label=label,
            validity=validity,
            decided_at=now,
            decider=decider,
            confirmer=confirmer,
            authentication=Authentication.LOCAL_OPERATOR,
            facts=found.record.facts,
            history=desk.keep(connection, judged.history.members()),
            outcome=desk.keep(connection, judged.outcome.members()),
            packed=desk.keep(connection, pack(judged.outcome).members()),
            reason=None
            if wish.reason is None
            else desk.keep(connection, Reason(reason=wish.reason).members()),
        )
        records.append(connection, public_part.decision, RecordKind.DECISION, public_part, now)
        decisions.constrain_decision(
            connection,
            public_part,
            granted_rank=rank(judged.ruleset, label),
            outcome_rank=rank(judged.ruleset, judged.outcome.label),
            assessors=found.record.assessors,
        )
        return _decided(judged, public_part, wish.reason)

    def _validity(self, judged: Judged, label: str | None, decided_on: str) -> Validity | None:
        if label is None:
            return None
        term = judged.outcome.term(label)
        if term is None:
            raise NotAllowedError("decision.no_end", label=label)
        validity = validity_from(term, decided_on)
        until = self._desk.rulesets.until(
            judged.ruleset.scheme, judged.ruleset.version, term.valid_until
        )
        if validity is None or until < validity.valid_from:
            raise NotAllowedError("decision.ended", label=label, until=until)
        return validity.model_copy(update={"valid_until": until})

    def _keep_disagreement(
        self, assessment: str, ruleset: Ruleset, error: DisagreementError
    ) -> None:
        now = self._desk.clock.now()
        self._desk.database.write(
            lambda connection: disagreements.keep_disagreement(
                connection,
                disagreement=self._desk.chance.ulid(now),
                assessment=assessment,
                ruleset=ruleset.digest,
                first=repr(error.first),
                second=repr(error.second),
                trace="\n".join(error.trace),
            )
        )

    def show(self, decision: str) -> Decided:
        """Return a recorded decision with what it rests on.

        Raises:
            NotFoundError: There is none of that id, or something it rests on was erased.
        """
        return self._desk.database.read(lambda connection: self._show(connection, decision))

    def _show(self, connection: Connection, decision: str) -> Decided:
        record = records.demand(connection, RecordKind.DECISION, decision, DecisionRecord)
        return Decided(
            record=record,
            case=case_of(connection, record.case),
            assessment=opened(connection, record.facts, Assessment),
            history=opened(connection, record.history, History),
            outcome=opened(connection, record.outcome, Outcome),
            ruleset=self._desk.rulesets.by_digest(connection, record.ruleset),
            reason=_reason(connection, record),
        )

    def list(self, until: str) -> list[DecisionRecord]:
        """Return all decisions recorded until the end of a day, oldest first."""
        return self._desk.database.read(
            lambda connection: [
                decision
                for record in records.of_kind(connection, RecordKind.DECISION)
                if (decision := records.public_part(record, DecisionRecord)).decided_at[:10]
                <= until
            ]
        )

    def recompute(self, decision: str, evaluations: Evaluations) -> bool:
        """Judge a recorded decision once more; tell whether the outcome is the same to the byte."""
        recorded = self.show(decision)
        outcome = evaluations(recorded.ruleset).judge(recorded.assessment, recorded.history)
        return outcome.canonical() == recorded.outcome.canonical()


def granted_label(judged: Judged, wish: Wish) -> str | None:
    """Return the label to grant, or nothing for a refusal.

    Raises:
        NotAllowedError: The wish goes beyond the outcome, or lacks a reason.
    """
    sought, granted = judged.frozen.case.sought, judged.outcome.granted
    if sought is None:
        raise NotAllowedError("decision.benchmark_only")
    if wish.refuse:
        if wish.label is not None:
            raise NotAllowedError("decision.refuse_and_grant")
        if any(one.label == sought and one.verdict != "refused" for one in judged.outcome.verdicts):
            _demand_reason(wish, "decision.refuse_reason")
        return None
    label = sought if wish.label is None else wish.label
    labels = [one.id for one in judged.ruleset.labels]
    if label not in labels:
        raise NotAllowedError(
            "label.absent", label=label, ruleset=judged.ruleset.name, known=", ".join(labels)
        )
    if label in granted:
        if label != sought:
            _demand_lower(judged.ruleset, label, sought)
            _demand_reason(wish, "decision.lower_reason")
        return label
    if label in {one.label for one in judged.outcome.verdicts if one.verdict == "inconclusive"}:
        raise NotAllowedError("decision.inconclusive", label=label)
    if wish.label is not None:
        raise NotAllowedError("decision.above_outcome", label=label)
    return None


def _kind(judged: Judged, label: str | None) -> DecisionKind:
    """Return what is decided: a label that was held before is renewed."""
    if label is None:
        return DecisionKind.REFUSE
    held = any(
        award.scheme == judged.ruleset.scheme
        and award.label == label
        and award.demonstration == judged.frozen.case.demonstration
        and award.withdrawn_on is None
        for award in judged.history.awards
    )
    return DecisionKind.RENEW if held else DecisionKind.GRANT


def _demand_no_placeholder(ruleset: Ruleset) -> None:
    """A ruleset with placeholders serves for everything except a real award."""
    made_up = list(ruleset.placeholders())
    if made_up:
        raise NotAllowedError(
            "decision.placeholders", ruleset=ruleset.name, count=str(len(made_up))
        )


def _demand_lower(ruleset: Ruleset, label: str, sought: str) -> None:
    if rank(ruleset, label) > rank(ruleset, sought):
        raise NotAllowedError("decision.above_sought", label=label, sought=sought)


def _demand_reason(wish: Wish, message: str) -> None:
    if not (wish.reason or "").strip():
        raise NotAllowedError(message)


def demand_people_apart(
    decider: str,
    confirmer: str,
    names: Mapping[str, str],
    assessors: Collection[str],
    givers: Collection[str],
) -> None:
    """Demand that two people decide, neither of whom had a part in what they decide on.

    Args:
        decider: Id of who decides.
        confirmer: Id of who confirms.
        names: Of both, as they were given.
        assessors: Who assessed the case.
        givers: Who gave waivers in it, other than as an assessor.

    Raises:
        NotAllowedError: It names the person.
    """
    if decider == confirmer:
        raise NotAllowedError("people.decider_confirms", name=names[decider])
    for person in (decider, confirmer):
        if person in assessors:
            raise NotAllowedError("people.assessor_decides", name=names[person])
        if person in givers:
            raise NotAllowedError("people.waiver_decides", name=names[person])


def rank(ruleset: Ruleset, label: str | None) -> int:
    """Return the rank of a label, 1 for the lowest; 0 for none."""
    ids = [one.id for one in ruleset.labels]
    return 0 if label is None else ids.index(label) + 1


def _decided(judged: Judged, record: DecisionRecord, reason: str | None) -> Decided:
    return Decided(
        record=record,
        case=judged.frozen.case,
        assessment=judged.frozen.assessment,
        history=judged.history,
        outcome=judged.outcome,
        ruleset=judged.ruleset,
        reason=reason,
    )


def _reason(connection: Connection, record: DecisionRecord) -> str | None:
    return None if record.reason is None else opened(connection, record.reason, Reason).reason
