"""Issuing certificates: prepare, record, then sign; one certificate for a decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.certificate import CertificateContent, Result
from tcei_rules.domain.condition import SCORE
from tcei_rules.domain.decision import CertificateRecord
from tcei_rules.domain.outcome import LookedAt, Outcome, RequirementFinding, Validity
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Label, Requirement, Ruleset
from tcei_rules.errors import IntegrityError, NotFoundError
from tcei_rules.service.desk import Desk
from tcei_rules.service.ports import Issuer
from tcei_rules.service.soundness import Grant, sound_grant
from tcei_rules.store import certificates, records
from tcei_rules.wording.sentences import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCertificate:
    """A certificate as recorded, and its signed file."""

    record: CertificateRecord
    content: bytes
    issued_before: bool = field(default=False, compare=False)
    """It was there already, and is handed out once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a certificate states of itself, whatever its decision."""

    id: str
    number: str
    issued_at: str
    language: str


class Certifying:
    """Issues the certificate of a decision, and finds those that were issued."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def issue(self, decision: str, issuer: Issuer, language: str = "en") -> IssuedCertificate:
        """Issue the certificate of a decision; asked again, hand out the one that is there.

        It is prepared and recorded in one transaction, then signed. Signing
        gives the same bytes again, so a certificate that was recorded and not
        yet signed is simply signed now, if it still states what its decision
        lets it state. Whoever else issues it meanwhile, here or in another
        program: there is one, and both get its bytes.

        Raises:
            NotAllowedError: The decision grants nothing, a real certificate is
                asked for, or the issuer's key may not sign.
            NotFoundError: There is no such decision.
            IntegrityError: The decision was not recorded by the rules, or what
                was prepared states otherwise.
        """
        database = self._desk.database
        record = database.read(lambda connection: _recorded(connection, decision))
        if record is None:
            record = database.write(
                lambda connection: self._record(connection, decision, issuer, language)
            )
        return database.write(lambda connection: self._sign(connection, record, issuer))

    def _record(
        self, connection: Connection, decision: str, issuer: Issuer, language: str
    ) -> CertificateRecord:
        there = _recorded(connection, decision)
        if there is not None:
            return there
        grant = sound_grant(connection, self._desk.rulesets, decision)
        now = self._desk.moment(connection, grant.decision.decided_at)
        imprint = Imprint(
            id=self._desk.chance.ulid(now),
            number=self._number(connection, grant.case.scheme, now[:4]),
            issued_at=now,
            language=language,
        )
        content = self._content(connection, grant, imprint)
        prepared = issuer.prepare(content)
        record = _public_part(content, prepared)
        records.append(connection, content.id, RecordKind.CERTIFICATE, record, now)
        certificates.keep_prepared(connection, content.id, prepared)
        return record

    def _sign(
        self, connection: Connection, record: CertificateRecord, issuer: Issuer
    ) -> IssuedCertificate:
        stored = certificates.signed(connection, record.certificate)
        if stored is not None:
            return IssuedCertificate(record=record, content=stored, issued_before=True)
        prepared = certificates.prepared(connection, record.certificate)
        if prepared is None or sha256(prepared) != record.credential:
            raise IntegrityError("certificate.prepared", number=record.number)
        self._demand_stated(connection, record, prepared, issuer)
        content = issuer.sign(prepared, record.issued_at)
        certificates.keep_signed(connection, record.certificate, content)
        return IssuedCertificate(record=record, content=content)

    def _demand_stated(
        self, connection: Connection, record: CertificateRecord, prepared: bytes, issuer: Issuer
    ) -> None:
        """Demand that what is to be signed states what its decision lets it state, all of it.

        Record and prepared bytes can both be written by anyone who has the
        file, one to fit the other. What they rest on is therefore looked at anew.
        """
        grant = sound_grant(connection, self._desk.rulesets, record.decision)
        stated = issuer.stated(prepared)
        if stated is None:
            raise IntegrityError("certificate.prepared", number=record.number)
        imprint = Imprint(
            id=record.certificate,
            number=record.number,
            issued_at=record.issued_at,
            language=stated.language,
        )
        content = self._content(connection, grant, imprint)
        early = record.issued_at < grant.decision.decided_at
        if early or stated != content or record != _public_part(content, prepared):
            raise IntegrityError("certificate.of_another", number=record.number)

    def _content(
        self, connection: Connection, grant: Grant, imprint: Imprint
    ) -> CertificateContent:
        ruleset, label, language = grant.ruleset, grant.label, imprint.language
        speaker = Speaker(ruleset, language)
        return CertificateContent(
            id=imprint.id,
            number=imprint.number,
            demonstration=True,
            scheme=ruleset.scheme,
            version=ruleset.version,
            ruleset=ruleset.digest,
            label=label.id,
            label_title=label.title.in_language(language),
            scheme_title=ruleset.title.in_language(language),
            narrative="\n".join(speaker.requirement(one) for one in ruleset.demands(label)),
            language=language,
            holder=grant.case.organisation,
            holder_name=self._desk.attributes(connection, grant.case.organisation).name,
            decision=grant.decision.decision,
            decision_digest=grant.digest,
            issued_at=imprint.issued_at,
            valid_from=grant.validity.valid_from,
            valid_until=grant.validity.valid_until,
            results=results_of(ruleset, label, grant.outcome, speaker),
        )

    def _number(self, connection: Connection, scheme: str, year: str) -> str:
        """Return the next number of the year: gapless, since the write lock is held."""
        prefix = f"DEMO-{scheme.upper()}-{year}-"
        issued = records.count(connection, RecordKind.CERTIFICATE, prefix)
        return f"{prefix}{issued + 1:04d}"

    def find(self, number_or_id: str) -> IssuedCertificate:
        """Return an issued certificate by number or id.

        Raises:
            NotFoundError: There is none, or it is not signed yet.
        """
        return self._desk.database.read(lambda connection: self._find(connection, number_or_id))

    def _find(self, connection: Connection, number_or_id: str) -> IssuedCertificate:
        record = demand_certificate(connection, number_or_id)
        content = certificates.signed(connection, record.certificate)
        if content is None:
            raise NotFoundError("certificate.unsigned", id=record.number)
        return IssuedCertificate(record=record, content=content)

    def list(self, until: str) -> list[CertificateRecord]:
        """Return all certificates issued until the end of a day, oldest first."""
        return self._desk.database.read(
            lambda connection: [
                certificate
                for record in records.of_kind(connection, RecordKind.CERTIFICATE)
                if (certificate := records.public_part(record, CertificateRecord)).issued_at[:10]
                <= until
            ]
        )


def demand_certificate(connection: Connection, number_or_id: str) -> CertificateRecord:
    """Return the record of a certificate by its number or id.

    Raises:
        NotFoundError: There is none.
    """
    found = records.certificate_numbered(connection, number_or_id)
    if found is None:
        found = records.find(connection, number_or_id)
    if found is None or found.kind is not RecordKind.CERTIFICATE:
        raise NotFoundError("certificate.absent", id=number_or_id)
    return records.public_part(found, CertificateRecord)


def _recorded(connection: Connection, decision: str) -> CertificateRecord | None:
    found = records.certificate_of(connection, decision)
    return None if found is None else records.public_part(found, CertificateRecord)


def _public_part(content: CertificateContent, prepared: bytes) -> CertificateRecord:
    return CertificateRecord(
        certificate=content.id,
        number=content.number,
        decision=content.decision,
        holder=content.holder,
        label=content.label,
        validity=Validity(valid_from=content.valid_from, valid_until=content.valid_until),
        issued_at=content.issued_at,
        demonstration=content.demonstration,
        credential=sha256(prepared),
    )


def results_of(
    ruleset: Ruleset, label: Label, outcome: Outcome, speaker: Speaker
) -> tuple[Result, ...]:
    """Return the scores that the label demands, one result for each requirement.

    Everything else that was found is the holder's own business.
    """
    return tuple(
        _result(requirement, scores, speaker)
        for requirement in ruleset.demands(label)
        if (scores := _scores(_found(outcome, requirement.id)))
    )


def _result(requirement: Requirement, scores: tuple[LookedAt, ...], speaker: Speaker) -> Result:
    titles = [speaker.title(one.subject) for one in scores]
    values = [one.value for one in scores]
    told = [f"{title}: {value}" for title, value in zip(titles, values, strict=True)]
    alone = len(scores) == 1
    return Result(
        id=requirement.id,
        title=titles[0] if alone else speaker.heading(requirement),
        required=speaker.condition(requirement.that),
        achieved=values[0] if alone else "; ".join(told),
    )


def _scores(found: RequirementFinding) -> tuple[LookedAt, ...]:
    return tuple(one for one in found.looked_at if one.subject.startswith(SCORE))


def _found(outcome: Outcome, requirement: str) -> RequirementFinding:
    return next(one for one in outcome.requirements if one.id == requirement)
