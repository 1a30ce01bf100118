"""What every certificate issued here is on a day, and which one renewed which."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from tcei_rules.domain.certificate import Status
from tcei_rules.domain.decision import (
    CaseRecord,
    CertificateDecisionRecord,
    CertificateRecord,
    DecisionRecord,
)
from tcei_rules.domain.outcome import Validity
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.standing import status_on
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import certificate_decisions, records


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A certificate as the record has it on a day."""

    certificate: CertificateRecord
    scheme: str
    status: Status
    until: str
    """The last valid day, cut short where its version's certificates end earlier."""
    decided: CertificateDecisionRecord | None = None
    """What was last decided about it."""
    predecessor: str | None = None
    """Number of the certificate that it renews."""
    successor: str | None = None
    """Number of the certificate that renews it."""


class _Held(NamedTuple):
    """What makes one certificate the renewal of another: the same for both."""

    holder: str
    scheme: str
    label: str
    demonstration: bool


def standings(connection: Connection, rulesets: Rulesets, on: str) -> list[Standing]:
    """Return every certificate issued until the end of a day, oldest first.

    A certificate of the same holder and label, in the same scheme, renews the
    one before it; from its first valid day on it has taken its place.
    """
    cases: dict[str, CaseRecord] = {}
    lines: defaultdict[_Held, list[CertificateRecord]] = defaultdict(list)
    issued: list[tuple[CertificateRecord, _Held]] = []
    for record in records.of_kind(connection, RecordKind.CERTIFICATE):
        one = records.public_part(record, CertificateRecord)
        if one.issued_at[:10] > on:
            break
        case = _case_behind(connection, one)
        cases[one.certificate] = case
        held = _Held(one.holder, case.scheme, one.label, one.demonstration)
        lines[held].append(one)
        issued.append((one, held))
    decided = {
        one.certificate: one
        for one in certificate_decisions.every(connection)
        if one.decided_at[:10] <= on
    }
    return [
        _standing(rulesets, on, one, cases[one.certificate], lines[held], decided)
        for one, held in issued
    ]


def standing_of(
    connection: Connection, rulesets: Rulesets, certificate: CertificateRecord, on: str
) -> Standing | None:
    """Return what one certificate is on a day; nothing if it was issued later."""
    # Those of the same holder decide whether it was replaced; there is no index on holders.
    found = standings(connection, rulesets, on)
    return next((one for one in found if one.certificate == certificate), None)


def _standing(
    rulesets: Rulesets,
    on: str,
    one: CertificateRecord,
    case: CaseRecord,
    line: list[CertificateRecord],
    decided: dict[str, CertificateDecisionRecord],
) -> Standing:
    place = line.index(one)
    before = line[place - 1] if place else None
    after = line[place + 1] if place + 1 < len(line) else None
    last = decided.get(one.certificate)
    until = rulesets.until(case.scheme, case.version, one.validity.valid_until)
    status = status_on(
        on,
        Validity(valid_from=one.validity.valid_from, valid_until=until),
        last.kind if last else None,
        replaced=after is not None and after.validity.valid_from <= on,
        demonstration=one.demonstration,
    )
    return Standing(
        certificate=one,
        scheme=case.scheme,
        status=status,
        until=until,
        decided=last,
        predecessor=before.number if before else None,
        successor=after.number if after else None,
    )


def _case_behind(connection: Connection, certificate: CertificateRecord) -> CaseRecord:
    decision = records.demand(connection, RecordKind.DECISION, certificate.decision, DecisionRecord)
    return records.demand(connection, RecordKind.CASE, decision.case, CaseRecord)
