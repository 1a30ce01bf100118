"""The record looked at as a whole: the tree worked out anew, and what is kept beside it.

Nothing here relies on a stored hash: all are computed from the records, and
the stored ones are compared with them. Memory stays flat, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, and_, func, or_, select

from tcei_rules.domain.canonical import commitment, sha256
from tcei_rules.domain.decision import CertificateRecord
from tcei_rules.domain.record import RecordKind, entry
from tcei_rules.errors import IntegrityError
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.tree import Frontier, Placed
from tcei_rules.store import certificates, records
from tcei_rules.store.tables import NODE, OPENING, RECORD, RULESET

T = TypeVar("T")

BATCH: Final = 500
"""Records whose hashes are compared at once."""

_RECORDS: Final = select(
    RECORD.c.ledger_index,
    RECORD.c.id,
    RECORD.c.kind,
    RECORD.c.content,
    RECORD.c.digest,
    RECORD.c.recorded_at,
).order_by(RECORD.c.ledger_index)


def grown(connection: Connection) -> Iterator[Frontier]:
    """Yield the tree after each entry, from the first on, as the records say it.

    Raises:
        IntegrityError: A record is missing, stands before an earlier time, or is
            not what its digest says; or a stored hash is not the records'.
    """
    frontier, last = Frontier.empty(), ""
    rows = connection.execute(_RECORDS.execution_options(yield_per=BATCH))
    for batch in _batches(rows):
        placed: list[Placed] = []
        steps: list[Frontier] = []
        for row in batch:
            _demand_record(row, frontier.size, last)
            last = row.recorded_at
            leaf = leaf_hash(entry(row.id, row.kind, row.content, row.recorded_at))
            frontier, complete = frontier.append(leaf)
            placed += complete
            steps.append(frontier)
        _demand_stored(connection, placed)
        yield from steps
    _demand_no_others(connection, frontier.size)


def demand_digests(connection: Connection) -> None:
    """Refuse a record beside which something lies that is not what its digest says.

    What was erased is no mistake: openings may be missing.

    Raises:
        IntegrityError: It names what differs.
    """
    query = select(OPENING.c.commitment, OPENING.c.salt, OPENING.c.content)
    for row in connection.execute(query.execution_options(yield_per=BATCH)):
        if commitment(bytes.fromhex(row.salt), row.content.encode()) != row.commitment:
            raise IntegrityError("record.opening", commitment=row.commitment)
    kept = select(RULESET.c.digest, RULESET.c.file_digest, RULESET.c.content)
    for row in connection.execute(kept.execution_options(yield_per=1)):
        if sha256(bytes(row.content)) != row.file_digest:
            raise IntegrityError("ruleset.digest", digest=row.digest)
    for record in records.of_kind(connection, RecordKind.CERTIFICATE):
        certificate = records.public_part(record, CertificateRecord)
        prepared = certificates.prepared(connection, certificate.certificate)
        if prepared is None or sha256(bytes(prepared)) != certificate.credential:
            raise IntegrityError("whole.certificate", number=certificate.number)


def _demand_record(row: Row[Any, Any, Any, Any, Any, Any], index: int, last: str) -> None:
    if row.ledger_index != index:
        raise IntegrityError("whole.gap", index=str(index), found=str(row.ledger_index))
    if row.recorded_at < last:
        raise IntegrityError("whole.back_dated", index=str(index), at=row.recorded_at, last=last)
    if sha256(row.content.encode()) != row.digest:
        raise IntegrityError("record.digest", id=row.id)


def _demand_stored(connection: Connection, placed: Sequence[Placed]) -> None:
    """Refuse hashes that are missing, or others than those worked out."""
    stored = _stored(connection, placed)
    for one in placed:
        found = stored.get((one.level, one.index))
        if found is None:
            raise IntegrityError("ledger.node_absent", level=str(one.level), index=str(one.index))
        if found != one.hash:
            raise IntegrityError("whole.node", level=str(one.level), index=str(one.index))


def _stored(connection: Connection, placed: Sequence[Placed]) -> dict[tuple[int, int], bytes]:
    """Return the stored hashes of places that lie next to each other on each level."""
    ranges: dict[int, tuple[int, int]] = {}
    for one in placed:
        first, _ = ranges.get(one.level, (one.index, one.index))
        ranges[one.level] = (first, one.index)
    runs = (
        and_(NODE.c.level == level, NODE.c.position.between(first, last))
        for level, (first, last) in ranges.items()
    )
    query = select(NODE.c.level, NODE.c.position, NODE.c.hash).where(or_(*runs))
    return {(row.level, row.position): bytes(row.hash) for row in connection.execute(query)}


def _demand_no_others(connection: Connection, size: int) -> None:
    expected = sum(size >> level for level in range(size.bit_length()))
    found = connection.scalar(select(func.count()).select_from(NODE)) or 0
    if found != expected:
        raise IntegrityError(
            "whole.nodes", size=str(size), expected=str(expected), found=str(found)
        )


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
