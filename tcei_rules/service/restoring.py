"""Backups: taken while others go on working, and restored only if nothing is lost by it.

A copy is worth what can be shown of it. So the tree is worked out anew from
its records, once when it is taken and once when it is restored, and must lead
to every head that was ever signed: to those in the copy, and to those that
were kept outside of database and backup. Those alone tell an old copy from a
new one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection

from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError, Place
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint
from tcei_rules.ledger.encoding import encode_base64
from tcei_rules.ledger.notes import FalseSignatureError, VerifierKey
from tcei_rules.ledger.tree import Frontier
from tcei_rules.service.founding import ROOTS
from tcei_rules.service.heads import KeptHead
from tcei_rules.store import backups, checkpoints, records
from tcei_rules.store.database import Database
from tcei_rules.store.wholeness import demand_digests, grown

ReadKeys: TypeAlias = Callable[[str], Sequence[VerifierKey]]
"""Gives the keys that sign heads, as a trust root names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A ledger that was worked out anew from its records, and found whole."""

    size: int
    """Entries."""
    root: bytes
    """32 bytes."""
    trust: str
    """The trust root that holds, in canonical bytes."""
    signed: int | None
    """Size of the latest head that was signed in it, or nothing."""
    kept: int | None
    """Size of the latest head kept outside that it leads to, or nothing."""


@dataclass(frozen=True, slots=True, order=True)
class _Expected:
    """A head to which a ledger must lead; ordered by size."""

    size: int
    root: bytes
    where: str
    outside: bool = False
    """It was kept outside of the ledger that is looked at."""


class Safekeeping:
    """Takes backups and restores them.

    Args:
        database: Whose record is copied, or which is filled.
        read_keys: Reads trust roots.
    """

    def __init__(self, database: Database, read_keys: ReadKeys) -> None:
        self._database = database
        self._read_keys = read_keys

    def back_up(self, path: Path) -> Proven:
        """Copy the whole record into a new file; nobody has to stop working meanwhile.

        Raises:
            ConflictError: There is a file of that name.
            IntegrityError: The record is not whole, and so no backup.
            UnreachableError: The file cannot be written.
        """
        return backups.write_backup(
            self._database, path, lambda copy: self._prove(copy, str(path), ())
        )

    def restore(
        self,
        path: Path,
        kept: Sequence[KeptHead],
        trust: str | None,
        settle: Callable[[str], None],
    ) -> Proven:
        """Fill the database from a backup, if its ledger is whole and continues every kept head.

        Args:
            path: Of the backup.
            kept: Heads that were kept elsewhere; without one nobody can tell
                whether the backup is the latest.
            trust: The trust root that `trust.json` holds, in canonical bytes;
                nothing if there is no such file.
            settle: Is given the trust root that holds, once all is proven and
                before anybody sees the restored record.

        Raises:
            ConflictError: The database has rows already.
            IntegrityError: The backup is not whole, is older than a kept head,
                or does not lead to it.
            NotAllowedError: It has another trust root than `trust.json`.
        """

        def prove(connection: Connection) -> Proven:
            proven = self._prove(connection, str(path), kept, trust)
            if trust is not None and trust != proven.trust:
                raise NotAllowedError("backup.other_trust", path=str(path))
            settle(proven.trust)
            return proven

        with backups.opened(path) as backup:
            return backups.fill(self._database, backup, prove)

    def _prove(
        self,
        connection: Connection,
        where: str,
        kept: Sequence[KeptHead],
        trust: str | None = None,
    ) -> Proven:
        try:
            return self._proven(connection, where, kept, trust)
        except (TypeError, AttributeError, ValueError) as error:
            # SQLite keeps any kind of value in any column, if somebody puts it there.
            cause = type(error).__name__
            raise IntegrityError("whole.other_kind", path=where, cause=cause) from error

    def _proven(
        self, connection: Connection, where: str, kept: Sequence[KeptHead], trust: str | None
    ) -> Proven:
        root = records.last_of(connection, *ROOTS)
        if root is None:
            raise NotAllowedError("ledger.no_genesis")
        # Whoever pinned a trust root believes no other, and least of all the one to be proven.
        pinned = self._read_keys(trust or root.content)
        outside = sorted(_expected(one.content, one.where, pinned, outside=True) for one in kept)
        inside = _heads_of(connection, where, self._read_keys(root.content))
        frontier, signed = _lead_to(heapq.merge(inside, outside), grown(connection), where)
        demand_digests(connection)
        return Proven(
            size=frontier.size,
            root=frontier.root(),
            trust=root.content,
            signed=signed,
            kept=outside[-1].size if outside else None,
        )


def _heads_of(
    connection: Connection, where: str, keys: Sequence[VerifierKey]
) -> Iterator[_Expected]:
    for head in checkpoints.every(connection):
        yield _expected(head.content.encode(), where, keys)


def _expected(
    content: bytes, where: str, keys: Sequence[VerifierKey], *, outside: bool = False
) -> _Expected:
    checkpoint = _open(content, where, keys)
    return _Expected(checkpoint.size, checkpoint.root, where, outside)


def _open(content: bytes, where: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """Return the head that one of the keys signed."""
    refused: InvalidInputError | None = None
    for key in keys:
        try:
            return open_checkpoint(content, key)[0]
        except InvalidInputError as error:
            refused = error
            if isinstance(error, FalseSignatureError):
                break
    assert refused is not None, "a trust root names a key"
    placed = (replace(one, place=Place(file=where)) for one in refused.mistakes)
    raise InvalidInputError(tuple(placed)) from refused


def _lead_to(
    heads: Iterator[_Expected], growth: Iterable[Frontier], where: str
) -> tuple[Frontier, int | None]:
    """Let a tree grow past every head, and return it with the size of the last one signed inside.

    Args:
        heads: By size.
        growth: The tree after each entry.
        where: In which file it lies.
    """
    signed, head = None, next(heads, None)
    frontier = Frontier.empty()
    for frontier in chain([Frontier.empty()], growth):
        while head is not None and head.size == frontier.size:
            _demand_root(head, frontier, where)
            signed = signed if head.outside else head.size
            head = next(heads, None)
    if head is not None:
        *_, last = head, *heads
        raise IntegrityError(
            "whole.behind",
            path=where,
            size=str(frontier.size),
            head=last.where,
            kept=str(last.size),
        )
    return frontier, signed


def _demand_root(head: _Expected, frontier: Frontier, where: str) -> None:
    found = frontier.root()
    if found != head.root:
        raise IntegrityError(
            "whole.other_root",
            path=where,
            size=str(head.size),
            found=encode_base64(found),
            head=head.where,
            kept=encode_base64(head.root),
        )
