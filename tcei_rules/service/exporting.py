"""Exporting: the ledger as static files that any web server can serve.

The files are those of C2SP tlog-tiles. None of them ever changes but the
checkpoint, which is written last: whoever reads, and wherever a run is cut
off, sees a whole ledger, the one before or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from tcei_rules.errors import IntegrityError, InvalidInputError
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint_by
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.notes import VerifierKey
from tcei_rules.ledger.tiles import (
    LARGEST_BUNDLE,
    TILE_HEIGHT,
    TILE_WIDTH,
    Bundle,
    Tile,
    TileNodes,
    bundles_of,
    entry_bundle,
    root_of,
    tiles_of,
)
from tcei_rules.ledger.tree import root_at
from tcei_rules.service.desk import Desk
from tcei_rules.service.heads import Head
from tcei_rules.store import nodes, records
from tcei_rules.store.files import (
    only_writer,
    read_if_there,
    sync,
    write_file,
    write_unsynced,
)

CHECKPOINT: Final = "checkpoint"
TRUST: Final = "trust.json"


@dataclass(slots=True)
class Export:
    """One run over a folder whose lock is held."""

    desk: Desk
    folder: Path
    head: Head
    trust: bytes
    """What verifiers pin, written beside."""
    before: int
    """Entries that were exported already, and are not looked at again."""
    written: int = field(default=0, init=False)
    """Files that were not there before."""

    @property
    def files(self) -> int:
        """How many tiles and bundles are looked at."""
        return sum(1 for _ in self._places())

    def write(self, tick: Callable[[], None] = lambda: None) -> None:
        """Write what is new, and the checkpoint at the end.

        Args:
            tick: Called after each tile and bundle.

        Raises:
            IntegrityError: A file that is there holds something else, or the
                record is not what its tree says.
            UnreachableError: The folder cannot be written.
        """
        for place in self._places():
            self._put(place.path, self._content(place))
            tick()
        self._demand_root()
        write_file(self.folder / TRUST, self.trust)
        sync()
        if read_if_there(self.folder / CHECKPOINT) != self.head.content:
            write_file(self.folder / CHECKPOINT, self.head.content)

    def _places(self) -> Iterator[Tile | Bundle]:
        size = self.head.checkpoint.size
        yield from bundles_of(size, self.before)
        yield from tiles_of(size, self.before)

    def _content(self, place: Tile | Bundle) -> bytes:
        read = self.desk.database.read
        if isinstance(place, Bundle):
            return read(lambda connection: _bundle(connection, place))
        return read(lambda connection: _tile(connection, place))

    def _put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        there = read_if_there(path, LARGEST_BUNDLE)
        if there is None:
            write_unsynced(path, content)
            self.written += 1
        elif there != content:
            raise IntegrityError("export.differs", path=str(path))

    def _demand_root(self) -> None:
        """Refuse to publish a head that the files do not lead to."""

        @lru_cache(maxsize=64)
        def read(path: str) -> bytes:
            content = read_if_there(self.folder / path)
            if content is None:
                raise IntegrityError("export.incomplete", path=str(self.folder / path))
            return content

        checkpoint = self.head.checkpoint
        if root_at(TileNodes(read, checkpoint.size), checkpoint.size) != checkpoint.root:
            raise IntegrityError("export.root", size=str(checkpoint.size))


class Exporting:
    """Writes the ledger into folders."""

    def __init__(self, desk: Desk, keys: Sequence[VerifierKey]) -> None:
        self._desk = desk
        self._keys = keys

    @contextmanager
    def begin(
        self, folder: Path, head: Head, trust: bytes, *, everything: bool = False
    ) -> Generator[Export]:
        """Give the run that brings a folder to a head; others wait meanwhile.

        Args:
            folder: Made if it is not there; what else lies in it is left alone.
            head: Signed; its tree is what is exported.
            trust: The content of `trust.json`.
            everything: Look at every file, not only at those that are new.

        Raises:
            IntegrityError: What was exported before is no beginning of this ledger.
            UnreachableError: The folder cannot be written.
        """
        with only_writer(folder):
            before = self._size_before(folder, head.checkpoint)
            yield Export(self._desk, folder, head, trust, 0 if everything else before)

    def _size_before(self, folder: Path, now: Checkpoint) -> int:
        path = folder / CHECKPOINT
        content = read_if_there(path)
        if content is None:
            return 0
        try:
            before, _ = open_checkpoint_by(content, self._keys)
        except InvalidInputError as error:
            raise IntegrityError("export.strange", path=str(path)) from error
        if before.size > now.size:
            raise IntegrityError(
                "export.ahead", path=str(path), there=str(before.size), here=str(now.size)
            )
        if self._root(before.size) != before.root:
            raise IntegrityError("export.forked", path=str(path), size=str(before.size))
        return before.size

    def _root(self, size: int) -> bytes:
        read = self._desk.database.read
        return read(lambda connection: root_at(nodes.StoredNodes(connection), size))


def _bundle(connection: Connection, bundle: Bundle) -> bytes:
    first = bundle.index * TILE_WIDTH
    entries = [one.entry for one in records.run(connection, first, bundle.width)]
    leaves = nodes.run(connection, 0, first, bundle.width)
    for index, (entry, leaf) in enumerate(zip(entries, leaves, strict=True), first):
        if leaf_hash(entry) != leaf:
            raise IntegrityError("ledger.entry_changed", index=str(index))
    return entry_bundle(entries)


def _tile(connection: Connection, tile: Tile) -> bytes:
    level = tile.level * TILE_HEIGHT
    hashes = nodes.run(connection, level, tile.index * TILE_WIDTH, tile.width)
    # A full tile has its root on the next level of tiles; the edge is looked at in the end.
    if tile.width == TILE_WIDTH:
        above = nodes.run(connection, level + TILE_HEIGHT, tile.index, 1)
        if root_of(hashes) != above[0]:
            raise IntegrityError("ledger.node_changed", level=str(level), index=str(tile.index))
    return b"".join(hashes)
