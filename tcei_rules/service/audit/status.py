"""The status of every certificate against what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tcei_rules.domain.decision import (
    CertificateDecisionRecord,
    CertificateRecord,
    DecisionKind,
    DecisionRecord,
)
from tcei_rules.domain.standing import may_follow
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.decisions import ASSESSOR, DECISION_MAKER, first_days
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.store.whole import Change, Membership


class StatusChecks:
    """Looks at every decision about a certificate: `status`.

    Args:
        changes: Rows by which decisions about certificates are found, by id.
        memberships: Who has which role since when.
    """

    def __init__(self, changes: Mapping[str, Change], memberships: Iterable[Membership]) -> None:
        self._result = CheckResult(CheckName.STATUS)
        self._changes = dict(changes)
        self._roles = first_days(memberships)
        self._decisions: dict[str, str] = {}
        """The decision behind each certificate."""
        self._assessors: dict[str, set[str]] = {}
        """Who assessed, by decision."""
        self._last: dict[str, DecisionKind] = {}
        self._count: dict[str, int] = {}

    def see(self, batch: Batch) -> None:
        """Look at decisions about certificates among some rows."""
        for row in batch.rows:
            match row.model:
                case DecisionRecord() as decision:
                    played = batch.parts.get(decision.decision, set())
                    who = {person for person, part in played if part == ASSESSOR}
                    self._assessors[decision.decision] = who
                case CertificateRecord() as certificate:
                    self._decisions[certificate.certificate] = certificate.decision
                case CertificateDecisionRecord() as decided:
                    self._see(row, decided)
                case _:
                    pass

    def _see(self, row: Row, decided: CertificateDecisionRecord) -> None:
        expect, certificate = self._result.expect, decided.certificate
        if certificate not in self._decisions:
            self._result.fail(str(row), "certificate", certificate, "nothing before it")
            return
        last = self._last.get(certificate)
        told = f"{decided.kind} after {last or 'its issue'}"
        expect(str(row), told, True, may_follow(decided.kind, last))
        self._last[certificate] = DecisionKind(decided.kind)
        position = self._count.get(certificate, 0)
        self._count[certificate] = position + 1
        said = Change(
            decided.decision,
            certificate,
            position,
            decided.kind,
            decided.decider,
            decided.confirmer,
        )
        expect(str(row), "certificate_decision", said, self._changes.pop(decided.decision, None))
        self._see_people(row, decided)

    def _see_people(self, row: Row, decided: CertificateDecisionRecord) -> None:
        people = {decided.decider, decided.confirmer}
        self._result.expect(str(row), "people", 2, len(people))
        assessed = self._assessors.get(self._decisions[decided.certificate], set())
        among = ", ".join(sorted(people & assessed))
        self._result.expect(str(row), "assessors among them", "", among)
        on = decided.decided_at[:10]
        for person in sorted(people):
            start = self._roles.get((person, DECISION_MAKER))
            self._result.looked_at += 1
            if start is None or start > on:
                wanted = f"{DECISION_MAKER} on {on}"
                self._result.fail(str(row), f"role of {person}", wanted, start or "none")

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        for change in self._changes:
            self._result.fail(f"certificate_decision {change}", "record", "one", "nothing")
        return (self._result,)
