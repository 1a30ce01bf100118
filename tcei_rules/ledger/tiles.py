"""Tiles and entry bundles: the tree as files that never change.

A tile holds up to 256 neighbouring nodes of a level that is a multiple of 8; a
bundle holds the entries below a tile of level 0. Whoever has them can work out
any proof without asking the log.

Source: C2SP tlog-tiles.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tcei_rules.errors import refusal
from tcei_rules.ledger.hashing import HASH_BYTES
from tcei_rules.ledger.tree import Frontier, Nodes

TILE_HEIGHT = 8
TILE_WIDTH = 256
LARGEST_ENTRY = 65535
"""Bytes: an entry's length is written in two bytes."""

LENGTH_BYTES = 2

LARGEST_BUNDLE = TILE_WIDTH * (LENGTH_BYTES + LARGEST_ENTRY)
"""Bytes: no file of a log but its checkpoint can be larger."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile's place in the tree."""

    level: int
    """Of tiles: it holds nodes of the level 8 * level of the tree."""
    index: int
    width: int = TILE_WIDTH
    """Hashes, from 1 to 256."""

    @property
    def path(self) -> str:
        """Where it lies below the log's prefix, such as `tile/0/x001/x234/067.p/112`."""
        return f"tile/{self.level}/{_index_path(self.index)}{_width_suffix(self.width)}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's place among the entries."""

    index: int
    width: int = TILE_WIDTH
    """Entries, from 1 to 256."""

    @property
    def path(self) -> str:
        """Where it lies below the log's prefix, such as `tile/entries/x001/x234/067.p/112`."""
        return f"tile/entries/{_index_path(self.index)}{_width_suffix(self.width)}"


def tiles_of(size: int, before: int = 0) -> Iterator[Tile]:
    """Yield the tiles to publish when a tree has grown, by level and index.

    Args:
        size: The tree's size now.
        before: Its size when tiles were published last.

    Returns:
        Full tiles, and on each level the partial one at the edge, if it is
        new or wider.
    """
    level = 0
    while size:
        for index, width in _runs(size, before):
            yield Tile(level, index, width)
        level, size, before = level + 1, size // TILE_WIDTH, before // TILE_WIDTH


def bundles_of(size: int, before: int = 0) -> Iterator[Bundle]:
    """Yield the entry bundles to publish when a tree has grown from one size to another."""
    for index, width in _runs(size, before):
        yield Bundle(index, width)


def hashes_of(nodes: Nodes, tile: Tile) -> bytes:
    """Return what a tile holds: 32 bytes a hash."""
    level, first = tile.level * TILE_HEIGHT, tile.index * TILE_WIDTH
    return b"".join(nodes.node(level, first + offset) for offset in range(tile.width))


def root_of(hashes: Iterable[bytes]) -> bytes:
    """Return the hash above neighbours of one level, such as those in a tile."""
    part = Frontier.empty()
    for one in hashes:
        part, _ = part.append(one)
    return part.root()


def entry_bundle(entries: Iterable[bytes]) -> bytes:
    """Return what a bundle holds: each entry behind its length in two bytes, big-endian.

    Raises:
        InvalidInputError: An entry is longer than 65,535 bytes.
    """
    return b"".join(_with_length(position, entry) for position, entry in enumerate(entries))


def read_entry_bundle(content: bytes, count: int) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        InvalidInputError: It does not hold exactly so many entries.
    """
    entries, position = list[bytes](), 0
    while position < len(content) and len(entries) < count:
        start = position + LENGTH_BYTES
        position = start + int.from_bytes(content[position:start], "big")
        entries.append(content[start:position])
    # A length that was cut off, or leads beyond the end, puts the position beyond it, too.
    if len(entries) != count or position != len(content):
        raise refusal("tile.bundle", count=str(count))
    return entries


@dataclass(frozen=True, slots=True)
class TileNodes:
    """The nodes of a tree whose tiles can be read.

    Each call reads one tile; a reader that keeps what it read makes proofs cheap.
    """

    read: Callable[[str], bytes]
    """Returns the content at a path below the log's prefix."""
    size: int
    """Of the tree: says how wide the tiles at its edge are."""

    def node(self, level: int, index: int) -> bytes:
        """Return a node, out of the hashes of the tile that it lies in or is the root of a part of.

        Raises:
            InvalidInputError: The tree has no such node, or the tile has not its length.
        """
        if min(level, index) < 0 or (index + 1) << level > self.size:
            raise refusal("ledger.node", level=str(level), index=str(index), size=str(self.size))
        tile_level, height = divmod(level, TILE_HEIGHT)
        tile_index, offset = divmod(index << height, TILE_WIDTH)
        hashes = self._hashes(tile_level, tile_index)
        return root_of(hashes[offset : offset + (1 << height)])

    def _hashes(self, level: int, index: int) -> list[bytes]:
        nodes_on_level = self.size >> level * TILE_HEIGHT
        tile = Tile(level, index, min(TILE_WIDTH, nodes_on_level - index * TILE_WIDTH))
        content, expected = self.read(tile.path), tile.width * HASH_BYTES
        if len(content) != expected:
            length = str(len(content))
            raise refusal("tile.length", path=tile.path, length=length, expected=str(expected))
        return [content[at : at + HASH_BYTES] for at in range(0, expected, HASH_BYTES)]


def _runs(size: int, before: int) -> Iterator[tuple[int, int]]:
    """Yield index and width of every run of up to 256 that is new or longer than before."""
    for index in range(before // TILE_WIDTH, -(-size // TILE_WIDTH)):
        width = min(TILE_WIDTH, size - index * TILE_WIDTH)
        if index * TILE_WIDTH + width > before:
            yield index, width


def _index_path(index: int) -> str:
    # Three digits a folder, so that no folder grows large; all but the last begin with x.
    folders, last = divmod(index, 1000)
    parts = [f"{last:03}"]
    while folders:
        folders, part = divmod(folders, 1000)
        parts.append(f"x{part:03}")
    return "/".join(reversed(parts))


def _width_suffix(width: int) -> str:
    return "" if width == TILE_WIDTH else f".p/{width}"


def _with_length(position: int, entry: bytes) -> bytes:
    if len(entry) > LARGEST_ENTRY:
        most, length = str(LARGEST_ENTRY), str(len(entry))
        raise refusal("tile.entry", position=str(position), length=length, most=most)
    return len(entry).to_bytes(LENGTH_BYTES, "big") + entry
