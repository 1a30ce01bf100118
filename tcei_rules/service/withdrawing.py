"""Suspending, reinstating and withdrawing certificates: two people, a reason, an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Assessment
from tcei_rules.domain.decision import (
    AssessmentRecord,
    Authentication,
    CertificateDecisionRecord,
    CertificateRecord,
    DecisionKind,
    DecisionRecord,
    Reason,
)
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.standing import may_follow
from tcei_rules.errors import NotAllowedError
from tcei_rules.service.certifying import demand_certificate
from tcei_rules.service.deciding import demand_people_apart
from tcei_rules.service.desk import Desk
from tcei_rules.service.waivers import givers_apart
from tcei_rules.store import certificate_decisions, records

AboutCertificate: TypeAlias = Literal[
    DecisionKind.SUSPEND, DecisionKind.REINSTATE, DecisionKind.WITHDRAW
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What two people want to happen to a certificate, and why."""

    kind: AboutCertificate
    certificate: str
    """Its number or id."""
    decider: str
    confirmer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A recorded decision about a certificate."""

    record: CertificateDecisionRecord
    certificate: CertificateRecord


class Withdrawing:
    """Records decisions about certificates that were issued."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def record(self, measure: Measure) -> Measured:
        """Record a decision about a certificate.

        Outside verifiers see a withdrawal in the next list of its issuer, and
        no suspension at all: that stands in the registry alone.

        Raises:
            NotFoundError: There is no such certificate.
            NotAllowedError: It cannot follow on what was decided before, lacks
                a reason, or the people are not two others than the assessors.
        """
        return self._desk.database.write(lambda connection: self._record(connection, measure))

    def _record(self, connection: Connection, measure: Measure) -> Measured:
        desk, certificate = self._desk, demand_certificate(connection, measure.certificate)
        before = certificate_decisions.about(connection, certificate.certificate)
        _demand_may_follow(measure.kind, before, certificate.number)
        if not measure.reason.strip():
            raise NotAllowedError("certificate.no_reason", number=certificate.number)
        now = desk.moment(connection, certificate.issued_at)
        decider = desk.person(connection, measure.decider, "decision_maker", now)
        confirmer = desk.person(connection, measure.confirmer, "decision_maker", now)
        _demand_apart(connection, certificate, measure, decider, confirmer)
        record = CertificateDecisionRecord(
            decision=desk.chance.ulid(now),
            kind=measure.kind,
            certificate=certificate.certificate,
            decided_at=now,
            decider=decider,
            confirmer=confirmer,
            authentication=Authentication.LOCAL_OPERATOR,
            reason=desk.keep(connection, Reason(reason=measure.reason).members()),
        )
        certificate_decisions.append(connection, record, now)
        return Measured(record=record, certificate=certificate)


def _demand_may_follow(
    kind: DecisionKind, before: tuple[CertificateDecisionRecord, ...], number: str
) -> None:
    last = before[-1] if before else None
    if may_follow(kind, last.kind if last else None):
        return
    if last is not None and last.kind is DecisionKind.WITHDRAW:
        on = last.decided_at[:10]
        raise NotAllowedError("certificate.withdrawn_already", number=number, on=on)
    if kind is DecisionKind.REINSTATE:
        raise NotAllowedError("certificate.not_suspended", number=number)
    on = last.decided_at[:10] if last else ""
    raise NotAllowedError("certificate.suspended_already", number=number, on=on)


def _demand_apart(
    connection: Connection,
    certificate: CertificateRecord,
    measure: Measure,
    decider: str,
    confirmer: str,
) -> None:
    made = records.demand(connection, RecordKind.DECISION, certificate.decision, DecisionRecord)
    assessed = records.demand(connection, RecordKind.ASSESSMENT, made.assessment, AssessmentRecord)
    # Once the facts are erased, who assessed is still known, and who waived is not.
    facts = records.open_commitment(connection, assessed.facts)
    waivers = () if facts is None else Assessment.model_validate_json(facts).waivers
    names = {decider: measure.decider, confirmer: measure.confirmer}
    demand_people_apart(decider, confirmer, names, assessed.assessors, givers_apart(waivers))
