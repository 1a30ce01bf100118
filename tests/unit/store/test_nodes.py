"""The hashes of the ledger: those of a tree in memory, and told where one is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import ConflictError, IntegrityError
from tcei_rules.ledger.hashing import EMPTY_ROOT, leaf_hash
from tcei_rules.ledger.tree import Frontier, Nodes, Placed, inclusion_proof, root_at
from tcei_rules.store import nodes, records
from tcei_rules.store.database import Database
from tcei_rules.wording import say_error
from tests.appending import append_case
from tests.fixed import CountedChance
from tests.growing import GrownTree
from tests.home import raw, rows_of


def database(path: Path) -> Database:
    return Database(f"sqlite:///{path}")


def tree_of(path: Path) -> GrownTree:
    """Return the tree that the records of a database make."""
    found = database(path).read(
        lambda c: [one for kind in RecordKind for one in records.of_kind(c, kind)]
    )
    return GrownTree.of(one.entry for one in sorted(found, key=lambda one: one.ledger_index))


def remove(path: Path, level: int, position: int) -> None:
    with raw(path) as connection:
        connection.execute("DROP TRIGGER node_no_delete")
        connection.execute("DELETE FROM node WHERE level = ? AND position = ?", [level, position])


@pytest.mark.parametrize("more", range(10))
def test_the_hashes_are_those_of_a_tree_in_memory(founded: Path, more: int) -> None:
    """From 7 entries on past 16, so that trees of every shape come by."""
    chance = CountedChance()
    for _ in range(more):
        database(founded).write(lambda c: append_case(c, chance))
    tree = tree_of(founded)

    stored = {(level, position): hash_ for level, position, hash_ in rows_of(founded, "node")}

    assert stored == tree.nodes
    assert database(founded).read(nodes.size) == tree.size
    assert database(founded).read(nodes.frontier) == tree.heads[-1]


def test_every_earlier_head_can_be_worked_out(filled: Path) -> None:
    tree = tree_of(filled)

    roots = database(filled).read(
        lambda c: [root_at(nodes.StoredNodes(c), size) for size in range(tree.size + 1)]
    )

    assert roots == [tree.root(size) for size in range(tree.size + 1)]


def test_every_proof_is_the_one_of_the_tree_in_memory(filled: Path) -> None:
    tree = tree_of(filled)

    def proofs(tree: Nodes, size: int) -> list[tuple[bytes, ...]]:
        return [inclusion_proof(tree, index, size) for index in range(size)]

    def compare(connection: Connection) -> None:
        stored = nodes.StoredNodes(connection)
        for size in range(1, tree.size + 1):
            assert proofs(stored, size) == proofs(tree, size)

    database(filled).read(compare)


def test_an_empty_ledger_is_the_tree_without_entries(empty: Path) -> None:
    assert database(empty).read(nodes.size) == 0
    assert database(empty).read(nodes.frontier) == Frontier.empty()
    assert database(empty).read(nodes.frontier).root() == EMPTY_ROOT


@pytest.fixture
def grown(filled: Path) -> Path:
    """Give a database of 23 records: subtrees of 16, 4, 2 and 1."""
    chance = CountedChance(1_000)
    while len(rows_of(filled, "record")) < 23:
        database(filled).write(lambda c: append_case(c, chance))
    return filled


@pytest.mark.parametrize(("level", "position"), [(4, 0), (2, 4), (1, 10)])
def test_a_hash_that_is_missing_on_the_edge_is_told_and_nothing_is_recorded(
    grown: Path, level: int, position: int
) -> None:
    """Without one of the subtrees no root can be worked out."""
    assert len(rows_of(grown, "record")) == 23
    remove(grown, level, position)
    before = rows_of(grown, "record")

    with pytest.raises(IntegrityError) as caught:
        database(grown).write(append_case)

    assert caught.value.message == "ledger.node_absent"
    sentence = say_error(caught.value)
    assert f"level {level}" in sentence
    assert f"index {position}" in sentence
    assert rows_of(grown, "record") == before


def test_a_last_leaf_that_is_missing_lets_nothing_be_recorded(grown: Path) -> None:
    """The last leaf tells how long the tree is; the index it gives is taken in the record."""
    remove(grown, 0, 22)
    before = rows_of(grown, "record")

    with pytest.raises(ConflictError):
        database(grown).write(append_case)

    assert rows_of(grown, "record") == before


def test_a_hash_that_is_missing_inside_is_told_where_it_is_needed(filled: Path) -> None:
    remove(filled, 0, 3)

    def proof(index: int) -> tuple[bytes, ...]:
        return database(filled).read(lambda c: inclusion_proof(nodes.StoredNodes(c), index, 15))

    assert proof(3)
    with pytest.raises(IntegrityError) as caught:
        proof(2)
    assert caught.value.message == "ledger.node_absent"
    assert caught.value.values == {"level": "0", "index": "3"}


def test_a_hash_is_placed_once(filled: Path) -> None:
    before = rows_of(filled, "node")

    with pytest.raises(ConflictError):
        database(filled).write(lambda c: nodes.place(c, [Placed(0, 3, leaf_hash(b"forged"))]))

    assert rows_of(filled, "node") == before


def test_a_record_and_its_hashes_are_written_together_or_not_at_all(filled: Path) -> None:
    before = rows_of(filled, "record"), rows_of(filled, "node")

    def fail(connection: Connection) -> None:
        append_case(connection)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        database(filled).write(fail)

    assert (rows_of(filled, "record"), rows_of(filled, "node")) == before
