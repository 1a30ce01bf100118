"""The hashes of the ledger: each complete subtree of entries, written once and for ever.

An entry completes two subtrees on average, so proofs read about forty rows
whatever the size, and nothing is ever hashed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, insert, select, tuple_

from tcei_rules.errors import IntegrityError
from tcei_rules.ledger.tree import Frontier, Placed, subtrees
from tcei_rules.store.tables import NODE


class StoredNodes:
    """The hashes in the database, as the proofs of `tcei_rules.ledger` ask for them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree.

        Raises:
            IntegrityError: It is not there: rows were removed.
        """
        query = select(NODE.c.hash).where(NODE.c.level == level, NODE.c.position == index)
        found = self._connection.scalar(query)
        if found is None:
            raise IntegrityError("ledger.node_absent", level=str(level), index=str(index))
        return bytes(found)


def leaf(connection: Connection, index: int) -> bytes | None:
    """Return the hash of an entry as the tree has it; nothing if what stands there is none."""
    query = select(NODE.c.hash).where(NODE.c.level == 0, NODE.c.position == index)
    found: object = connection.scalar(query)
    return found if isinstance(found, bytes) else None


def of_level(connection: Connection, level: int) -> Iterator[tuple[int, bytes]]:
    """Yield the hashes of a level with their positions, as they stand there."""
    query = select(NODE.c.position, NODE.c.hash).where(NODE.c.level == level)
    ordered = query.order_by(NODE.c.position).execution_options(yield_per=1000)
    with connection.execute(ordered) as rows:
        for some in rows.partitions():
            for position, found in some:
                yield position, bytes(found)


def count_from_level(connection: Connection, level: int) -> int:
    """Return how many hashes stand on a level and above it."""
    query = select(func.count()).select_from(NODE).where(NODE.c.level >= level)
    return connection.scalar(query) or 0


def run(connection: Connection, level: int, first: int, count: int) -> tuple[bytes, ...]:
    """Return the hashes of so many neighbouring subtrees of a level.

    Raises:
        IntegrityError: One is not there.
    """
    query = (
        select(NODE.c.position, NODE.c.hash)
        .where(NODE.c.level == level, NODE.c.position.between(first, first + count - 1))
        .order_by(NODE.c.position)
    )
    found = {row.position: bytes(row.hash) for row in connection.execute(query)}
    for index in range(first, first + count):
        if index not in found:
            raise IntegrityError("ledger.node_absent", level=str(level), index=str(index))
    return tuple(found.values())


def size(connection: Connection) -> int:
    """Return how many entries the ledger has."""
    last = connection.scalar(select(func.max(NODE.c.position)).where(NODE.c.level == 0))
    return 0 if last is None else last + 1


def frontier(connection: Connection) -> Frontier:
    """Return the subtrees that the ledger consists of now.

    Raises:
        IntegrityError: One is not there.
    """
    now = size(connection)
    positions = subtrees(now)
    query = select(NODE.c.level, NODE.c.position, NODE.c.hash).where(
        tuple_(NODE.c.level, NODE.c.position).in_(positions)
    )
    found = {(row.level, row.position): bytes(row.hash) for row in connection.execute(query)}
    for level, index in positions:
        if (level, index) not in found:
            raise IntegrityError("ledger.node_absent", level=str(level), index=str(index))
    return Frontier(now, tuple(found[one] for one in positions))


def place(connection: Connection, placed: Iterable[Placed]) -> None:
    """Keep the hashes of subtrees that became complete."""
    rows = [{"level": one.level, "position": one.index, "hash": one.hash} for one in placed]
    connection.execute(insert(NODE), rows)
