"""Bundling: everything about one decision is gathered into one file, under one signed head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.contents import MODELS, commitments
from tcei_rules.domain.decision import (
    AssessmentRecord,
    CaseRecord,
    CertificateRecord,
    DecisionRecord,
    MembershipRecord,
    Reason,
)
from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.record import Opening, Record, RecordKind
from tcei_rules.errors import ConflictError, NotAllowedError, NotFoundError
from tcei_rules.service.bundle.explaining import explanation
from tcei_rules.service.bundle.layout import (
    CERTIFICATE,
    CERTIFICATE_PROOF,
    CHECKPOINT,
    EXPLANATION,
    README,
    RULESET,
    SUMS,
    TRUST,
    entry_name,
    opening_name,
    proof_name,
    sums,
)
from tcei_rules.service.bundle.readme import readme
from tcei_rules.service.bundle.zipping import packed
from tcei_rules.service.desk import Desk
from tcei_rules.service.founding import ROOTS
from tcei_rules.service.heads import Head, latest_head, proof_under
from tcei_rules.store import certificates, records, whole
from tcei_rules.store.kept_rulesets import kept_ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """A bundle, and what to say of it."""

    decision: str
    entries: int
    size: int
    """Entries of the ledger under the head."""
    erased: int
    """Commitments that nothing stands behind any more."""
    content: bytes
    """The zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """What a decision rests on, read from the record."""

    decision: DecisionRecord
    records: tuple[Record, ...]
    """In the order of the ledger."""
    certificate: tuple[Record, bytes] | None
    """The entry and the signed file."""
    openings: dict[str, Opening]
    """By commitment."""
    gone: dict[str, str]
    """Commitments that nothing stands behind, each with the member that it is."""
    head: Head


class Bundling:
    """Gathers everything about one decision."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bundle(self, name: str, language: str = "en") -> Bundled:
        """Return everything about one decision; the same bytes while the record is the same.

        Args:
            name: Id of the decision or its case, or number of its certificate.
            language: Of the explanation.

        Raises:
            NotFoundError: There is no such decision, or no head was signed since.
            ConflictError: The case has several decisions.
            NotAllowedError: Its certificate is recorded and not signed yet.
        """
        return self._desk.database.read(lambda connection: self._bundle(connection, name, language))

    def _bundle(self, connection: Connection, name: str, language: str) -> Bundled:
        found = _gather(connection, _decision(connection, name))
        files = {
            **_ledger_files(connection, found),
            **_opening_files(found),
            **self._told_files(connection, found, language),
        }
        return Bundled(
            decision=found.decision.decision,
            entries=len(found.records),
            size=found.head.checkpoint.size,
            erased=len(found.gone),
            content=packed({**files, SUMS: sums(files)}),
        )

    def _told_files(
        self, connection: Connection, found: _Gathered, language: str
    ) -> dict[str, bytes]:
        decision, trust = found.decision, _trust(found)
        ruleset = self._desk.rulesets.by_digest(connection, decision.ruleset)
        outcome = found.openings.get(decision.outcome)
        reason = found.openings.get(decision.reason or "")
        return {
            TRUST: trust,
            RULESET: kept_ruleset(connection, decision.ruleset) or b"",
            EXPLANATION: explanation(
                decision,
                ruleset,
                None if outcome is None else Outcome.model_validate_json(outcome.content),
                None if reason is None else Reason.model_validate_json(reason.content).reason,
                language,
            ),
            README: readme(
                decision=decision.decision,
                origin=found.head.checkpoint.origin,
                trust=sha256(trust).removeprefix("sha256:"),
                entries=found.records,
                gone=found.gone,
                certificate=found.certificate is not None,
            ),
        }


def _decision(connection: Connection, name: str) -> DecisionRecord:
    numbered = records.certificate_numbered(connection, name)
    found = numbered or records.find(connection, name)
    match None if found is None else found.kind:
        case RecordKind.DECISION:
            return records.demand(connection, RecordKind.DECISION, name, DecisionRecord)
        case RecordKind.CASE:
            return _of_case(connection, name)
        case RecordKind.CERTIFICATE if found is not None:
            decided = records.public_part(found, CertificateRecord).decision
            return records.demand(connection, RecordKind.DECISION, decided, DecisionRecord)
        case _:
            raise NotFoundError("bundle.absent", name=name)


def _of_case(connection: Connection, case: str) -> DecisionRecord:
    found = records.of_case(connection, RecordKind.DECISION, case)
    if not found:
        raise NotFoundError("bundle.undecided", case=case)
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise ConflictError("bundle.several", case=case, decisions=ids)
    return records.public_part(found[0], DecisionRecord)


def _gather(connection: Connection, decision: DecisionRecord) -> _Gathered:
    certificate = _certificate(connection, decision)
    found = [*_rests_on(connection, decision)]
    if certificate is not None:
        found.append(certificate[0])
    found.sort(key=lambda one: one.ledger_index)
    committed = {one: member for record in found for member, one in _commitments(record)}
    standing = whole.openings(connection, committed.keys())
    openings = {
        one: Opening(commitment=one, salt=salt, content=content)
        for one, (salt, content) in standing.items()
    }
    return _Gathered(
        decision=decision,
        records=tuple(found),
        certificate=certificate,
        openings=openings,
        gone={one: member for one, member in committed.items() if one not in openings},
        head=latest_head(connection),
    )


def _rests_on(connection: Connection, decision: DecisionRecord) -> Iterator[Record]:
    for root in ROOTS:
        yield from records.of_kind(connection, root)
    case = _demand(connection, decision.case)
    yield case
    opened = records.public_part(case, CaseRecord)
    publication = records.publication_of(connection, opened.scheme, opened.version)
    if publication is None:
        raise NotAllowedError("publication.absent", name=f"{opened.scheme}/{opened.version}")
    yield publication
    assessment = _demand(connection, decision.assessment)
    yield assessment
    assessors = records.public_part(assessment, AssessmentRecord).assessors
    made = _demand(connection, decision.decision)
    yield from _memberships(connection, {decision.decider, decision.confirmer, *assessors}, made)
    yield made
    yield from records.of_case(connection, RecordKind.ERASURE, decision.case)


def _memberships(connection: Connection, people: set[str], decision: Record) -> Iterator[Record]:
    """Yield how people came to their roles; what came after the decision is nothing to it."""
    for record in records.of_kind(connection, RecordKind.MEMBERSHIP):
        before = record.ledger_index < decision.ledger_index
        if before and records.public_part(record, MembershipRecord).person in people:
            yield record


def _demand(connection: Connection, record_id: str) -> Record:
    record = records.find(connection, record_id)
    if record is None:
        raise NotFoundError("record.absent", id=record_id)
    return record


def _certificate(connection: Connection, decision: DecisionRecord) -> tuple[Record, bytes] | None:
    record = records.certificate_of(connection, decision.decision)
    if record is None:
        return None
    content = certificates.signed(connection, record.id)
    if content is None:
        number = records.public_part(record, CertificateRecord).number
        raise NotAllowedError("bundle.unsigned", number=number, decision=decision.decision)
    return record, content


def _commitments(record: Record) -> Iterator[tuple[str, str]]:
    model = MODELS.get(record.kind)
    if model is not None:
        yield from commitments(records.public_part(record, model))


def _ledger_files(connection: Connection, found: _Gathered) -> dict[str, bytes]:
    """Return entries, their proofs and the head that all of them lead to."""
    files = {CHECKPOINT: found.head.content}
    for record in found.records:
        proof = proof_under(connection, record, found.head)
        files[entry_name(record.ledger_index)] = record.entry
        # The entry lies beside it: no need to have it twice.
        files[proof_name(record.ledger_index)] = replace(proof, extra=None).to_bytes()
    if found.certificate is not None:
        record, content = found.certificate
        files[CERTIFICATE] = content
        files[CERTIFICATE_PROOF] = proof_under(connection, record, found.head).to_bytes()
    return files


def _opening_files(found: _Gathered) -> dict[str, bytes]:
    return {
        opening_name(one): bytes.fromhex(opening.salt) + opening.content.encode()
        for one, opening in found.openings.items()
    }


def _trust(found: _Gathered) -> bytes:
    """Return the trust root that holds: the last one of the ledger."""
    roots = [one for one in found.records if one.kind in ROOTS]
    return roots[-1].content.encode()
