"""Writing and reading records and their openings.

Whoever appends holds the write lock (`Database.write` begins immediately), so
the next index is the number of records so far, and the hashes of the ledger
are written with the record or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, Row, delete, func, insert, select

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


class Raw(NamedTuple):
    """A row of the record as it stands there, believed in nothing."""

    ledger_index: int
    id: str
    kind: str
    format: int
    content: str
    digest: str
    recorded_at: str
    case_id: str | None
    assessment_id: str | None
    decision_id: str | None
    number: str | None
    ruleset_digest: str | None
    scheme: str | None
    version: str | None


_RAW = tuple(RECORD.c[name] for name in Raw._fields)


def raw(connection: Connection, *, first: int = 0, kind: RecordKind | None = None) -> Iterator[Raw]:
    """Yield rows as they stand there, in the order of the ledger.

    Args:
        connection: On one state of the database.
        first: The ledger index to begin with.
        kind: Of the rows; by default of all kinds.
    """
    query = select(*_RAW).where(RECORD.c.ledger_index >= first).order_by(RECORD.c.ledger_index)
    if kind is not None:
        query = query.where(RECORD.c.kind == kind)
    with connection.execute(query.execution_options(yield_per=1000)) as rows:
        for row in rows:
            yield Raw._make(row)


def size(connection: Connection) -> int:
    """Return how many rows there are, of all kinds."""
    return connection.scalar(select(func.count()).select_from(RECORD)) or 0


def raw_by_id(connection: Connection, record_id: str) -> Raw | None:
    """Return a row as it stands there, or nothing."""
    row = connection.execute(select(*_RAW).where(RECORD.c.id == record_id)).first()
    return None if row is None else Raw._make(row)


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
    with connection.execute(query.execution_options(yield_per=500)) as rows:
        for row in rows:
            yield _record(row)


def run(connection: Connection, first: int, count: int) -> list[Record]:
    """Return so many neighbouring records, in the order of the ledger.

    Raises:
        IntegrityError: One is not there, or was changed.
    """
    where = RECORD.c.ledger_index.between(first, first + count - 1)
    query = select(*_COLUMNS).where(where).order_by(RECORD.c.ledger_index)
    found = [_record(row) for row in connection.execute(query)]
    for index, record in enumerate(found, first):
        if record.ledger_index != index:
            raise IntegrityError("ledger.entry_absent", index=str(index))
    if len(found) < count:
        raise IntegrityError("ledger.entry_absent", index=str(first + len(found)))
    return found


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


def index_of(connection: Connection, kind: RecordKind, before: int) -> int | None:
    """Return the ledger index of the record of a kind that so many of its kind come before."""
    query = select(RECORD.c.ledger_index).where(RECORD.c.kind == kind)
    return connection.scalar(query.order_by(RECORD.c.ledger_index).offset(before).limit(1))


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


def erase(connection: Connection, commitments: Iterable[str]) -> None:
    """Remove what stands behind commitments."""
    connection.execute(delete(OPENING).where(OPENING.c.commitment.in_(list(commitments))))


def openings(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Yield every opening as it stands there: commitment, salt and content."""
    query = select(OPENING.c.commitment, OPENING.c.salt, OPENING.c.content)
    ordered = query.order_by(OPENING.c.commitment).execution_options(yield_per=1000)
    with connection.execute(ordered) as rows:
        for row in rows:
            yield row.commitment, row.salt, row.content


def is_open(connection: Connection, commitment: str) -> bool:
    """Tell whether something stands behind a commitment, whatever it is."""
    query = select(OPENING.c.commitment).where(OPENING.c.commitment == commitment)
    return connection.scalar(query) is not None


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
    try:
        return Record(
            id=row.id,
            kind=RecordKind(row.kind),
            format=row.format,
            content=row.content,
            digest=row.digest,
            recorded_at=row.recorded_at,
            ledger_index=row.ledger_index,
        )
    except ValueError as error:  # a kind that there is not, an id or time that is none
        raise IntegrityError("record.digest", id=str(row.id)) from error
