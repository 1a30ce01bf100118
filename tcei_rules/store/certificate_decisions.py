"""What was decided about certificates after their issue."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, insert, select

from tcei_rules.domain.decision import CertificateDecisionRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.store import records
from tcei_rules.store.tables import CERTIFICATE_DECISION as TABLE


def append(connection: Connection, decision: CertificateDecisionRecord, at: str) -> None:
    """Append a decision about a certificate, with the row by which it is found.

    The database refuses what cannot follow on the one before.
    """
    records.append(connection, decision.decision, RecordKind.CERTIFICATE_DECISION, decision, at)
    own = TABLE.c.certificate_id == decision.certificate
    position = connection.scalar(select(func.count()).select_from(TABLE).where(own)) or 0
    connection.execute(
        insert(TABLE).values(
            id=decision.decision,
            certificate_id=decision.certificate,
            position=position,
            kind=decision.kind,
            decider=decision.decider,
            confirmer=decision.confirmer,
        )
    )


def about(connection: Connection, certificate: str) -> tuple[CertificateDecisionRecord, ...]:
    """Return what was decided about a certificate, in order."""
    query = select(TABLE.c.id).where(TABLE.c.certificate_id == certificate)
    return tuple(
        records.demand(
            connection, RecordKind.CERTIFICATE_DECISION, found, CertificateDecisionRecord
        )
        for found in connection.scalars(query.order_by(TABLE.c.position)).all()
    )


def every(connection: Connection) -> Iterator[CertificateDecisionRecord]:
    """Yield what was decided about all certificates, in order."""
    for record in records.of_kind(connection, RecordKind.CERTIFICATE_DECISION):
        yield records.public_part(record, CertificateDecisionRecord)
