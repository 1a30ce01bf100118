"""Trees and tiles at their edges."""

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.ledger.hashing import EMPTY_ROOT, leaf_hash
from tcei_rules.ledger.proofs import consistency_holds, subtree_consistency_holds
from tcei_rules.ledger.tiles import (
    LARGEST_ENTRY,
    Bundle,
    Tile,
    TileNodes,
    bundles_of,
    entry_bundle,
    read_entry_bundle,
    tiles_of,
)
from tcei_rules.ledger.tree import Frontier, Placed, consistency_proof, inclusion_proof, subtrees
from tests.growing import GrownTree
from tests.naming import short

TREE = GrownTree.of((b"one", b"two", b"three"))


def message(error: InvalidInputError) -> str:
    return error.mistakes[0].message


def test_a_tree_without_entries_has_the_root_of_nothing() -> None:
    assert Frontier.empty().root() == EMPTY_ROOT
    assert subtrees(0) == []
    assert list(tiles_of(0)) == []
    assert list(bundles_of(0)) == []


def test_appending_returns_every_node_that_became_complete_the_leaf_first() -> None:
    frontier, placed = TREE.heads[3].append(leaf_hash(b"four"))

    assert placed == (
        Placed(0, 3, leaf_hash(b"four")),
        Placed(1, 1, placed[1].hash),
        Placed(2, 0, frontier.root()),
    )
    assert frontier.size == 4


def test_a_tree_consists_of_a_subtree_for_each_bit_of_its_size() -> None:
    assert subtrees(0b1011) == [(3, 0), (1, 4), (0, 10)]


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_an_entry_that_a_tree_lacks_cannot_be_shown(index: int, size: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        inclusion_proof(TREE, index, size)

    assert message(caught.value) == "ledger.index"


@pytest.mark.parametrize(("old", "new"), [(0, 3), (-1, 3), (3, 2)])
def test_no_proof_leads_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        consistency_proof(TREE, old, new)

    assert message(caught.value) == "ledger.sizes"


def test_a_tree_is_consistent_with_itself_without_a_proof() -> None:
    assert consistency_proof(TREE, 3, 3) == ()
    assert consistency_holds(3, TREE.root(), 3, TREE.root(), ())
    assert not consistency_holds(3, TREE.root(), 3, TREE.root(2), ())


def test_a_subtree_without_entries_is_in_every_tree_that_reaches_so_far() -> None:
    assert subtree_consistency_holds(2, 2, 3, EMPTY_ROOT, TREE.root(), ())
    assert not subtree_consistency_holds(4, 4, 3, EMPTY_ROOT, TREE.root(), ())
    assert not subtree_consistency_holds(-1, -1, 3, EMPTY_ROOT, TREE.root(), ())


def test_only_tiles_that_are_new_or_wider_are_published() -> None:
    assert list(tiles_of(3, 3)) == []
    assert list(tiles_of(256, 255)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(257, 256)) == [Tile(0, 1, 1)]
    assert list(bundles_of(513, 255)) == [Bundle(0), Bundle(1), Bundle(2, 1)]


def test_a_tree_of_tiles_three_levels_high_has_its_highest_tile() -> None:
    assert list(tiles_of(65536, 65535)) == [Tile(0, 255), Tile(1, 0), Tile(2, 0, 1)]


@pytest.mark.parametrize(
    ("bundle", "path"),
    [
        (Bundle(0), "tile/entries/000"),
        (Bundle(999, 1), "tile/entries/999.p/1"),
        (Bundle(1000), "tile/entries/x001/000"),
        (Bundle(1234067, 255), "tile/entries/x001/x234/067.p/255"),
        (Bundle(10**9), "tile/entries/x001/x000/x000/000"),
    ],
)
def test_a_bundle_lies_where_its_index_says(bundle: Bundle, path: str) -> None:
    assert bundle.path == path


def test_an_entry_may_be_as_long_as_its_length_can_say() -> None:
    longest = bytes(LARGEST_ENTRY)

    assert read_entry_bundle(entry_bundle([longest, b""]), 2) == [longest, b""]
    with pytest.raises(InvalidInputError) as caught:
        entry_bundle([b"", longest + b"x"])
    assert caught.value.mistakes[0].values == {
        "position": "1",
        "length": "65536",
        "most": "65535",
    }


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (b"", 1),
        (b"\0", 1),
        (b"\0\1", 1),
        (b"\0\1xx", 1),
        (b"\0\1x\0", 1),
        (b"\0\1x\0", 2),
        (b"\0\1x", 0),
        (b"\0\1x", 2),
        (b"\0\5x", 1),
    ],
    ids=short,
)
def test_a_bundle_with_more_or_less_than_its_entries_is_refused(content: bytes, count: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_entry_bundle(content, count)

    assert message(caught.value) == "tile.bundle"


@pytest.mark.parametrize(("level", "index"), [(0, 3), (1, 1), (2, 0), (0, -1), (-1, 0), (64, 0)])
def test_a_node_that_is_not_complete_is_not_there(level: int, index: int) -> None:
    nodes = TileNodes(lambda _: b"", 3)

    with pytest.raises(InvalidInputError) as caught:
        nodes.node(level, index)
    assert message(caught.value) == "ledger.node"


@pytest.mark.parametrize("length", [0, 95, 97, 256 * 32])
def test_a_tile_that_is_not_as_long_as_the_tree_says_is_refused(length: int) -> None:
    nodes = TileNodes(lambda _: bytes(length), 3)

    with pytest.raises(InvalidInputError) as caught:
        nodes.node(1, 0)
    assert caught.value.mistakes[0].values == {
        "path": "tile/0/000.p/3",
        "length": str(length),
        "expected": "96",
    }


def test_a_node_is_read_from_one_tile() -> None:
    asked: list[str] = []

    def read(path: str) -> bytes:
        asked.append(path)
        return bytes(32) * 256 if path == "tile/1/000" else bytes(32)

    TileNodes(read, 65536).node(15, 1)
    TileNodes(read, 65536).node(16, 0)
    assert asked == ["tile/1/000", "tile/2/000.p/1"]
