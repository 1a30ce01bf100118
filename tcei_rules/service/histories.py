"""What an organisation held before: labels issued here, and those stated beside the answers."""

from __future__ import annotations

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Assessment, Award, History
from tcei_rules.domain.decision import CertificateRecord, DecisionRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.standing import suspensions, withdrawn_on
from tcei_rules.service.assessing import FrozenAssessment, case_of
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import applications, certificate_decisions, records


def history_of(connection: Connection, rulesets: Rulesets, found: FrozenAssessment) -> History:
    """Return the labels an organisation held: issued here, or stated beside the answers."""
    awards = [
        award
        for case in applications.cases_of(connection, found.case.organisation)
        for award in _awards(connection, rulesets, case)
    ]
    stated = found.stated_history
    return History(
        awards=(*stated.awards, *awards),
        looked_up=stated.looked_up,
        demonstration=found.case.demonstration,
    )


def _awards(connection: Connection, rulesets: Rulesets, case: str) -> list[Award]:
    awards: list[Award] = []
    for record in records.of_case(connection, RecordKind.DECISION, case):
        decision = records.public_part(record, DecisionRecord)
        issued = records.certificate_of(connection, decision.decision)
        if issued is not None:
            certificate = records.public_part(issued, CertificateRecord)
            awards.append(_award(connection, rulesets, decision, certificate))
    return awards


def _award(
    connection: Connection,
    rulesets: Rulesets,
    decision: DecisionRecord,
    certificate: CertificateRecord,
) -> Award:
    case = case_of(connection, decision.case)
    facts = records.open_commitment(connection, decision.facts)
    since = certificate_decisions.about(connection, certificate.certificate)
    return Award(
        scheme=case.scheme,
        label=certificate.label,
        valid_from=certificate.validity.valid_from,
        valid_until=rulesets.until(case.scheme, case.version, certificate.validity.valid_until),
        suspensions=tuple(suspensions(since)),
        withdrawn_on=withdrawn_on(since),
        demonstration=certificate.demonstration,
        assessment=None if facts is None else Assessment.model_validate_json(facts),
    )
