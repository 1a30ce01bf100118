"""Certificates against their decisions, their files and their numbers."""

from __future__ import annotations

import re
from collections import Counter

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.decision import CaseRecord, CertificateRecord, DecisionRecord
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.service.ports import ProofReader
from tcei_rules.service.soundness import GRANTING
from tcei_rules.store import whole

_NUMBER = re.compile(r"(?P<series>.+-)(?P<number>[0-9]{4,})")


class CertificateChecks:
    """Looks at every certificate: `certificates` and `numbers`."""

    def __init__(self, connection: Connection, proofs: ProofReader) -> None:
        self._connection = connection
        self._proofs = proofs
        self._certificates = CheckResult(CheckName.CERTIFICATES)
        self._numbers = CheckResult(CheckName.NUMBERS)
        self._last = Counter[str]()

    def see(self, batch: Batch) -> None:
        """Look at the certificates among some rows."""
        for row in batch.rows:
            certificate = row.read(CertificateRecord)
            if certificate is not None:
                self._see_number(row, certificate.number)
                self._see_decision(row, certificate, batch)
                self._see_files(row, certificate, batch)

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        # Counted by the database: who went by is not remembered here.
        for decision, count in whole.certified_twice(self._connection):
            self._certificates.fail(f"decision {decision}", "certificates", "1", str(count))
        return self._certificates, self._numbers

    def _see_number(self, row: Row, number: str) -> None:
        match = _NUMBER.fullmatch(number)
        if match is None:
            self._numbers.fail(row, "number", "one of a series", number)
            return
        series = match["series"]
        self._last[series] += 1
        self._numbers.expect(row, "number", f"{series}{self._last[series]:04d}", number)

    def _see_decision(self, row: Row, certificate: CertificateRecord, batch: Batch) -> None:
        expect = self._certificates.expect
        decision = batch.part(certificate.decision, DecisionRecord)
        if decision is None:
            self._certificates.fail(row, "decision", certificate.decision, "nothing")
            return
        expect(row, "decision that grants", True, decision.kind in GRANTING)
        expect(row, "label", decision.label, certificate.label)
        expect(row, "validity", decision.validity, certificate.validity)
        if certificate.issued_at < decision.decided_at:
            issued = certificate.issued_at
            self._certificates.fail(row, "issued_at", f"from {decision.decided_at} on", issued)
        case = batch.part(decision.case, CaseRecord)
        demonstration = None if case is None else case.demonstration
        expect(row, "demonstration", demonstration, certificate.demonstration)
        organisation = batch.links.get(decision.case)
        expect(row, "holder", organisation, certificate.holder)

    def _see_files(self, row: Row, certificate: CertificateRecord, batch: Batch) -> None:
        prepared = batch.prepared.get(certificate.certificate)
        signed = batch.signed.get(certificate.certificate)
        expect = self._certificates.expect
        found = None if prepared is None else sha256(prepared)
        expect(row, "prepared file", certificate.credential, found)
        if signed is None:
            self._certificates.remark("audit.certificates.unsigned", number=certificate.number)
        else:
            proven = self._proofs.proven_digest(signed)
            expect(row, "signed file", certificate.credential, proven)
