"""Writing and reading records and their openings.

Whoever appends holds the write lock (`Database.write` begins immediately), so
the next index is the number of records so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, insert, select

from tcei_rules.domain.canonical import Json, canonical, sha256
from tcei_rules.domain.model import Model
from tcei_rules.domain.record import Opening, Record, RecordKind
from tcei_rules.errors import IntegrityError, NotFoundError
from tcei_rules.store.tables import OPENING, RECORD

M = TypeVar("M", bound=Model)

_COLUMNS = (
    RECORD.c.id,
    RECORD.c.kind,
    RECORD.c.format,
    RECORD.c.content,
    RECORD.c.digest,
    RECORD.c.ledger_index,
)


def append(connection: Connection, record_id: str, kind: RecordKind, public_part: Model) -> Record:
    """Append the public part of something as the next record."""
    members = public_part.members()
    content = canonical(members)
    record = Record(
        id=record_id,
        kind=kind,
        format=int(members["format"]),
        content=content.decode(),
        digest=sha256(content),
        ledger_index=_next_index(connection),
    )
    connection.execute(insert(RECORD).values(record.members()))
    return record


def last_moment(connection: Connection) -> str | None:
    """Return the time of the last record that bears one, or nothing."""
    times = ("issued_at", "decided_at", "frozen_at")
    moment = func.coalesce(*(func.json_extract(RECORD.c.content, f"$.{one}") for one in times))
    # The latest record with a time, and not the latest time: few rows are looked at.
    query = select(moment).where(moment.is_not(None)).order_by(RECORD.c.ledger_index.desc())
    last: str | None = connection.scalar(query.limit(1))
    return last


def _next_index(connection: Connection) -> int:
    last = connection.scalar(select(func.max(RECORD.c.ledger_index)))
    return 0 if last is None else last + 1


def keep(connection: Connection, value: Json, salt: bytes) -> str:
    """Keep the opening of a commitment; return the commitment."""
    opening = Opening.seal(value, salt)
    connection.execute(insert(OPENING).values(opening.members()))
    return opening.commitment


def find(connection: Connection, record_id: str) -> Record | None:
    """Return a record by its id, or nothing; its digest is checked on the way."""
    row = connection.execute(select(*_COLUMNS).where(RECORD.c.id == record_id)).first()
    return None if row is None else _record(row)


def of_kind(connection: Connection, kind: RecordKind) -> Iterator[Record]:
    """Yield all records of a kind in the order in which they were written."""
    query = select(*_COLUMNS).where(RECORD.c.kind == kind).order_by(RECORD.c.ledger_index)
    for row in connection.execute(query.execution_options(yield_per=500)):
        yield _record(row)


def of_case(connection: Connection, kind: RecordKind, case: str) -> list[Record]:
    """Return the records of a kind that speak of a case."""
    query = (
        select(*_COLUMNS)
        .where(RECORD.c.kind == kind, RECORD.c.case_id == case)
        .order_by(RECORD.c.ledger_index)
    )
    return [_record(row) for row in connection.execute(query)]


def certificate_of(connection: Connection, decision: str) -> Record | None:
    """Return the record of the certificate of a decision, or nothing."""
    query = select(*_COLUMNS).where(
        RECORD.c.kind == RecordKind.CERTIFICATE, RECORD.c.decision_id == decision
    )
    row = connection.execute(query).first()
    return None if row is None else _record(row)


def certificate_numbered(connection: Connection, number: str) -> Record | None:
    """Return the record of the certificate with a number, or nothing."""
    query = select(*_COLUMNS).where(
        RECORD.c.kind == RecordKind.CERTIFICATE, RECORD.c.number == number
    )
    row = connection.execute(query).first()
    return None if row is None else _record(row)


def count(connection: Connection, kind: RecordKind, number_prefix: str = "") -> int:
    """Return how many records of a kind there are, whose number begins so."""
    query = select(func.count()).select_from(RECORD).where(RECORD.c.kind == kind)
    if number_prefix:
        query = query.where(RECORD.c.number.startswith(number_prefix, autoescape=True))
    return connection.scalar(query) or 0


def open_commitment(connection: Connection, commitment: str) -> str | None:
    """Return the bytes behind a commitment as text; nothing once they are erased."""
    query = select(OPENING.c.commitment, OPENING.c.salt, OPENING.c.content).where(
        OPENING.c.commitment == commitment
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Opening(commitment=row.commitment, salt=row.salt, content=row.content).content


def demand(connection: Connection, kind: RecordKind, record_id: str, model: type[M]) -> M:
    """Return the public part of something that must be there.

    Raises:
        NotFoundError: There is no such thing.
    """
    record = find(connection, record_id)
    if record is None or record.kind is not kind:
        raise NotFoundError(f"{kind}.absent", id=record_id)
    return public_part(record, model)


def public_part(record: Record, model: type[M]) -> M:
    """Return the public part of a record as its model."""
    return model.model_validate_json(record.content)


def _record(row: Row[Any, Any, Any, Any, Any, Any]) -> Record:
    if sha256(row.content.encode()) != row.digest:
        raise IntegrityError("record.digest", id=row.id)
    return Record(
        id=row.id,
        kind=RecordKind(row.kind),
        format=row.format,
        content=row.content,
        digest=row.digest,
        ledger_index=row.ledger_index,
    )
