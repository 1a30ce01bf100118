"""A log in memory: all of its entries, nodes and heads."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.tree import Frontier


@dataclass
class GrownTree:
    """Implements `Nodes`; nothing but appending changes it."""

    entries: list[bytes] = field(default_factory=list[bytes])
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict[tuple[int, int], bytes])
    heads: list[Frontier] = field(default_factory=lambda: [Frontier.empty()])
    """The tree's right edge at every size."""

    @classmethod
    def of(cls, entries: Iterable[bytes]) -> "GrownTree":
        tree = cls()
        tree.grow(entries)
        return tree

    def grow(self, entries: Iterable[bytes]) -> None:
        for entry in entries:
            frontier, placed = self.heads[-1].append(leaf_hash(entry))
            self.entries.append(entry)
            self.heads.append(frontier)
            for level, index, content in placed:
                assert (level, index) not in self.nodes
                self.nodes[level, index] = content

    @property
    def size(self) -> int:
        return len(self.entries)

    def root(self, size: int | None = None) -> bytes:
        return self.heads[self.size if size is None else size].root()

    def node(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]
