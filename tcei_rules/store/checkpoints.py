"""Signed heads of the ledger, as they were signed and cosigned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from tcei_rules.domain.canonical import sha256
from tcei_rules.store.tables import CHECKPOINT


class SignedHead(NamedTuple):
    """A signed head as it stands there."""

    digest: str
    size: int
    content: str


def keep(connection: Connection, size: int, note: str) -> None:
    """Keep a signed head, unless this very note is kept already.

    Args:
        connection: In a transaction that writes.
        size: Of the tree.
        note: With all signatures.
    """
    digest = sha256(note.encode())
    there = select(CHECKPOINT.c.size).where(CHECKPOINT.c.digest == digest)
    if connection.scalar(there) is None:
        connection.execute(insert(CHECKPOINT).values(digest=digest, size=size, content=note))


def latest(connection: Connection) -> str | None:
    """Return the latest signed head, with the most signatures it ever had; or nothing."""
    # A head that was cosigned stands here twice: without its witnesses, and longer with them.
    order = (CHECKPOINT.c.size.desc(), func.length(CHECKPOINT.c.content).desc())
    return connection.scalar(select(CHECKPOINT.c.content).order_by(*order).limit(1))


def every(connection: Connection) -> Iterator[SignedHead]:
    """Yield all heads that were ever signed, as they stand there, by size."""
    query = select(*(CHECKPOINT.c[name] for name in SignedHead._fields))
    ordered = query.order_by(CHECKPOINT.c.size, CHECKPOINT.c.digest)
    with connection.execute(ordered.execution_options(yield_per=500)) as rows:
        for row in rows:
            yield SignedHead._make(row)
