"""Writing and reading records and their openings.

Whoever appends holds the write lock (`Database.write` begins immediately), so
the next index is the number of records so far, and the hashes of the ledger
are written with the record or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, func, insert, select

from tcei_rules.domain.canonical import Json, canonical, sha256
from tcei_rules.domain.model import Model
from tcei_rules.domain.record import Opening, Record, RecordKind
from tcei_rules.errors import IntegrityError, NotAllowedError, NotFoundError
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.tiles import LARGEST_ENTRY
from tcei_rules.store import nodes
from tcei_rules.store.tables import OPENING, RECORD

M = TypeVar("M", bound=Model)

LAST_CHARACTER: Final = "\U0010ffff"

_COLUMNS = (
    RECORD.c.id,
    RECORD.c.kind,
    RECORD.c.format,
    RECORD.c.content,
    RECORD.c.digest,
    RECORD.c.recorded_at,
    RECORD.c.ledger_index,
)


def append(
    connection: Connection, record_id: str, kind: RecordKind, public_part: Model, at: str
) -> Record:
    """Append the public part of something as the next record and entry of the ledger.

    Args:
        connection: In a transaction that writes.
        record_id: A fresh ULID.
        kind: What it speaks of.
        public_part: What everyone may know of it.
        at: The present moment, `Desk.moment`.

    Raises:
        NotAllowedError: There is no trust root yet, or it is too large for an entry.
    """
    members = public_part.members()
    content = canonical(members)
    frontier = nodes.frontier(connection)
    if not frontier.size and kind is not RecordKind.GENESIS:
        raise NotAllowedError("ledger.no_genesis")
    record = Record(
        id=record_id,
        kind=kind,
        format=int(members["format"]),
        content=content.decode(),
        digest=sha256(content),
        recorded_at=at,
        ledger_index=frontier.size,
    )
    if len(record.entry) > LARGEST_ENTRY:
        raise NotAllowedError("record.too_large", kind=kind, limit=str(LARGEST_ENTRY))
    connection.execute(insert(RECORD).values(record.members()))
    _, placed = frontier.append(leaf_hash(record.entry))
    nodes.place(connection, placed)
    return record


def last_moment(connection: Connection) -> str | None:
    """Return the time of the last record, or nothing."""
    query = select(RECORD.c.recorded_at).order_by(RECORD.c.ledger_index.desc()).limit(1)
    return connection.scalar(query)


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


def publication_of(connection: Connection, scheme: str, version: str) -> Record | None:
    """Return the record that publishes a version, or nothing."""
    query = select(*_COLUMNS).where(
        RECORD.c.kind == RecordKind.PUBLICATION,
        RECORD.c.scheme == scheme,
        RECORD.c.version == version,
    )
    row = connection.execute(query).first()
    return None if row is None else _record(row)


def last_of(connection: Connection, *kinds: RecordKind) -> Record | None:
    """Return the latest record of some kinds, or nothing."""
    query = select(*_COLUMNS).where(RECORD.c.kind.in_(kinds))
    row = connection.execute(query.order_by(RECORD.c.ledger_index.desc()).limit(1)).first()
    return None if row is None else _record(row)


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
        # Not LIKE: to SQLite `a` is like `A`, to PostgreSQL it is not.
        query = query.where(RECORD.c.number >= number_prefix)
        query = query.where(RECORD.c.number < number_prefix + LAST_CHARACTER)
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


def _record(row: Row[Any, Any, Any, Any, Any, Any, Any]) -> Record:
    if sha256(row.content.encode()) != row.digest:
        raise IntegrityError("record.digest", id=row.id)
    return Record(
        id=row.id,
        kind=RecordKind(row.kind),
        format=row.format,
        content=row.content,
        digest=row.digest,
        recorded_at=row.recorded_at,
        ledger_index=row.ledger_index,
    )
