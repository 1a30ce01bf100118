"""The certificate in a bundle, against its entry and the decision."""

from __future__ import annotations

from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.certificate import CertificateContent
from tcei_rules.domain.decision import CaseRecord, CertificateRecord, DecisionKind, DecisionRecord
from tcei_rules.service.audit.report import CheckResult
from tcei_rules.service.bundle.contents import Contents, Entry, opening
from tcei_rules.service.bundle.layout import (
    CERTIFICATE,
    CERTIFICATE_PROOF,
    entry_name,
    opening_name,
)
from tcei_rules.service.bundle.ledger_checks import SignedHead, leads, read_proof
from tcei_rules.service.bundle.report import BundleCheck
from tcei_rules.service.ports import CertificateReader

GRANTING = (DecisionKind.GRANT, DecisionKind.RENEW)


def check_certificate(
    contents: Contents, head: SignedHead | None, proofs: CertificateReader
) -> CheckResult:
    """Look whether the certificate says what was decided, and is the one recorded."""
    result = CheckResult(BundleCheck.CERTIFICATE)
    issued = contents.of(CertificateRecord)
    if len(issued) > 1:
        result.fail("bundle", "certificates", "at most 1", str(len(issued)))
    for entry, certificate in issued:
        _see_decision(result, contents, entry, certificate)
        _see_file(result, contents, entry, certificate, proofs)
        _see_proof(result, contents, entry, head)
    if not issued:
        result.looked_at += 1
        result.remark("bundle.certificate.none")
        for name in (CERTIFICATE, CERTIFICATE_PROOF):
            if name in contents.files:
                result.fail(name, "entry", "one of a certificate", "none")
    return result


def _see_decision(
    result: CheckResult, contents: Contents, entry: Entry, certificate: CertificateRecord
) -> None:
    row, expect = str(entry), result.expect
    found = contents.named(certificate.decision, DecisionRecord)
    if found is None:
        result.fail(row, "decision", certificate.decision, "nothing")
        return
    made, decision = found
    expect(row, "decision that grants", True, decision.kind in GRANTING)
    expect(row, "label", decision.label, certificate.label)
    expect(row, "validity", decision.validity, certificate.validity)
    if certificate.issued_at < decision.decided_at or entry.index < made.index:
        issued = f"{certificate.issued_at}, entry {entry.index}"
        result.fail(row, "issued_at", f"after {decision.decided_at}, {made}", issued)
    case = contents.named(decision.case, CaseRecord)
    if case is None:
        return
    expect(row, "demonstration", case[1].demonstration, certificate.demonstration)
    committed = case[1].organisation
    content = opening(contents.files.get(opening_name(committed), b""), committed)
    if content is None:
        result.skip("bundle.certificate.no_holder")
    else:
        expect(row, "holder", content, canonical({"organisation": certificate.holder}))


def _see_file(
    result: CheckResult,
    contents: Contents,
    entry: Entry,
    certificate: CertificateRecord,
    proofs: CertificateReader,
) -> None:
    signed = contents.files.get(CERTIFICATE)
    if signed is None:
        result.fail(str(entry), CERTIFICATE, "the signed file", "nothing")
        return
    result.expect(str(entry), CERTIFICATE, certificate.credential, proofs.proven_digest(signed))
    stated = proofs.proven_content(signed)
    if stated is not None:
        _see_stated(result, contents, certificate, stated)


def _see_stated(
    result: CheckResult,
    contents: Contents,
    certificate: CertificateRecord,
    stated: CertificateContent,
) -> None:
    """Look whether the file states what was recorded and decided."""
    expect = result.expect
    expect(CERTIFICATE, "id", certificate.certificate, stated.id)
    expect(CERTIFICATE, "number", certificate.number, stated.number)
    expect(CERTIFICATE, "label", certificate.label, stated.label)
    expect(CERTIFICATE, "holder", certificate.holder, stated.holder)
    expect(CERTIFICATE, "issued_at", certificate.issued_at, stated.issued_at)
    expect(CERTIFICATE, "demonstration", certificate.demonstration, stated.demonstration)
    validity = (certificate.validity.valid_from, certificate.validity.valid_until)
    expect(CERTIFICATE, "validity", validity, (stated.valid_from, stated.valid_until))
    if contents.decision is not None:
        entry, decision = contents.decision
        expect(CERTIFICATE, "decision", decision.decision, stated.decision)
        expect(CERTIFICATE, "digest of the decision", entry.record.digest, stated.decision_digest)
        expect(CERTIFICATE, "ruleset", decision.ruleset, stated.ruleset)


def _see_proof(
    result: CheckResult, contents: Contents, entry: Entry, head: SignedHead | None
) -> None:
    proof = read_proof(contents.files.get(CERTIFICATE_PROOF))
    if proof is None:
        result.fail(CERTIFICATE_PROOF, "content", "a proof", "something else, or nothing")
    elif head is None:
        result.skip("bundle.no_head")
    else:
        result.expect(CERTIFICATE_PROOF, "index", entry.index, proof.index)
        led = leads(contents.files[entry_name(entry.index)], proof, head)
        result.expect(CERTIFICATE_PROOF, "way to the head", "holds", led)
