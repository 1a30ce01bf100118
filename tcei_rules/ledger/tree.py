"""The Merkle tree: growing it, and proofs out of it.

A node is named by its level and its index on that level: node (level, index)
is the hash of the 2**level entries that begin at index * 2**level. Only nodes
above complete runs of entries are ever stored: they never change again, and
everything else is worked out from them.

Source: RFC 6962, section 2.1; RFC 9162, section 2.1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, Protocol

from tcei_rules.errors import refusal
from tcei_rules.ledger.hashing import EMPTY_ROOT, node_hash

MOST_ENTRIES = 2**64 - 1
"""Sizes are unsigned 64-bit numbers wherever logs exchange them (RFC 6962, section 3.5)."""


class Nodes(Protocol):
    """Where the nodes of a tree can be had."""

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of the 2**level entries from index * 2**level on, 32 bytes."""
        ...


class Placed(NamedTuple):
    """A node that became complete, and where it belongs."""

    level: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a place
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree's right edge: all that is needed to append to it and to know its root."""

    size: int
    """Entries."""
    hashes: tuple[bytes, ...]
    """The complete subtrees that the tree consists of, largest first."""

    def __post_init__(self) -> None:
        assert len(self.hashes) == self.size.bit_count(), "one subtree for each bit of the size"

    @classmethod
    def empty(cls) -> "Frontier":
        """Return the tree without entries."""
        return cls(0, ())

    @classmethod
    def at(cls, nodes: Nodes, size: int) -> "Frontier":
        """Return the right edge of a tree as it was when it had so many entries."""
        return cls(size, tuple(nodes.node(level, index) for level, index in subtrees(size)))

    def append(self, leaf: bytes) -> tuple["Frontier", tuple[Placed, ...]]:
        """Return the tree with one leaf more, and all nodes that became complete by it.

        Args:
            leaf: The hash of the entry, `leaf_hash(entry)`.

        Returns:
            The nodes stand from the leaf itself, on level 0, upwards.
        """
        hashes, placed = list(self.hashes), [Placed(0, self.size, leaf)]
        # Each complete neighbour to the left closes one level more, as carrying does in a sum.
        while (last := placed[-1]).index & 1:
            joined = node_hash(hashes.pop(), last.hash)
            placed.append(Placed(last.level + 1, last.index >> 1, joined))
        return Frontier(self.size + 1, (*hashes, placed[-1].hash)), tuple(placed)

    def root(self) -> bytes:
        """Return the Merkle Tree Hash, 32 bytes."""
        return _joined(self.hashes) if self.hashes else EMPTY_ROOT


def subtrees(size: int) -> list[tuple[int, int]]:
    """Return the complete subtrees of a tree as level and index, largest first."""
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    # What stands before a subtree are the larger ones: the size without this bit and all lower.
    return [(level, (size >> level) - 1) for level in levels]


def root_at(nodes: Nodes, size: int) -> bytes:
    """Return the root that the tree had when it had so many entries, 32 bytes."""
    return Frontier.at(nodes, size).root()


def inclusion_proof(nodes: Nodes, index: int, size: int) -> tuple[bytes, ...]:
    """Return what leads from a leaf to the root: PATH(index, D[0:size]).

    Args:
        nodes: At least as many entries as the size.
        index: Of the entry, counted from 0.
        size: Of the tree whose root is to be reached.

    Returns:
        Hashes of 32 bytes, from the leaf's neighbour up.

    Raises:
        InvalidInputError: There is no such entry in a tree of that size.

    Source:
        RFC 6962, section 2.1.1; RFC 9162, section 2.1.3.1.
    """
    if not 0 <= index < size:
        raise refusal("ledger.index", index=str(index), size=str(size))
    start, end, proof = 0, size, list[bytes]()
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            proof.append(_range_hash(nodes, middle, end))
            end = middle
        else:
            proof.append(_range_hash(nodes, start, middle))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(nodes: Nodes, old: int, new: int) -> tuple[bytes, ...]:
    """Return what shows that a tree only grew: PROOF(old, D[0:new]).

    Args:
        nodes: At least as many entries as the later size.
        old: The earlier size, at least 1: everything grew from nothing.
        new: The later size.

    Returns:
        Hashes of 32 bytes, as the RFC orders them; none for equal sizes.

    Raises:
        InvalidInputError: No tree grows from the one size to the other.

    Source:
        RFC 6962, section 2.1.2; RFC 9162, section 2.1.4.1.
    """
    if not 0 < old <= new:
        raise refusal("ledger.sizes", old=str(old), new=str(new))
    start, end, proof = 0, new, list[bytes]()
    while end > old:
        middle = _middle(start, end)
        if old <= middle:
            proof.append(_range_hash(nodes, middle, end))
            end = middle
        else:
            proof.append(_range_hash(nodes, start, middle))
            start = middle
    # Whoever asks knows the earlier root: it is left out when the whole earlier tree is one part.
    if start:
        proof.append(_range_hash(nodes, start, end))
    return tuple(reversed(proof))


def _middle(start: int, end: int) -> int:
    """Return where a range divides: after the largest power of two smaller than its length."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _range_hash(nodes: Nodes, start: int, end: int) -> bytes:
    """Return MTH(D[start:end]); the range stands where the divisions of a tree put it."""
    return _joined(
        nodes.node(level, (start >> level) + index) for level, index in subtrees(end - start)
    )


def _joined(hashes: Iterable[bytes]) -> bytes:
    """Return the hash above complete subtrees, largest first: the last two are joined first."""
    return reduce(lambda right, left: node_hash(left, right), reversed(tuple(hashes)))
