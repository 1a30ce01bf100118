"""Laws of a growing log: what it was, it stays; what is in it can be shown; nothing else can."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.ledger.hashing import EMPTY_ROOT, leaf_hash, node_hash
from tcei_rules.ledger.proofs import (
    consistency_holds,
    inclusion_holds,
    subtree_consistency_holds,
    subtree_inclusion_holds,
)
from tcei_rules.ledger.tiles import (
    TILE_WIDTH,
    TileNodes,
    bundles_of,
    entry_bundle,
    hashes_of,
    read_entry_bundle,
    tiles_of,
)
from tcei_rules.ledger.tree import Frontier, consistency_proof, inclusion_proof, root_at, subtrees
from tests.growing import GrownTree

LARGEST = 130
SMALL = GrownTree.of(f"entry {number}".encode() for number in range(LARGEST))
WIDE = GrownTree.of(number.to_bytes(3, "big") for number in range(2 * TILE_WIDTH + 77))
"""More than two tiles, so that there are full ones, partial ones and two levels."""

sizes = st.integers(1, LARGEST)
hashes = st.binary(min_size=32, max_size=32)
numbers = st.integers(-3, 2 * LARGEST) | st.integers(2**62, 2**66)


def reference_root(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962, section 2.1, writes it down."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return node_hash(reference_root(leaves[:middle]), reference_root(leaves[middle:]))


def test_the_root_is_the_merkle_tree_hash_of_the_rfc_at_every_size() -> None:
    leaves = [leaf_hash(entry) for entry in SMALL.entries]

    for size in range(LARGEST + 1):
        assert root_at(SMALL, size) == SMALL.root(size) == reference_root(leaves[:size])


def test_every_entry_can_be_shown_in_every_tree_that_has_it() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(size):
            leaf, proof = leaf_hash(SMALL.entries[index]), inclusion_proof(SMALL, index, size)
            assert inclusion_holds(leaf, index, size, proof, SMALL.root(size))


def test_every_earlier_tree_can_be_shown_in_every_later_one() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            proof = consistency_proof(SMALL, old, new)
            assert consistency_holds(old, SMALL.root(old), new, SMALL.root(new), proof)


def test_from_nothing_no_proof_leads_anywhere() -> None:
    for proof in ((), (EMPTY_ROOT,), (SMALL.root(1),)):
        assert not consistency_holds(0, EMPTY_ROOT, 1, SMALL.root(1), proof)
        assert not consistency_holds(0, EMPTY_ROOT, 0, EMPTY_ROOT, proof)


@given(st.lists(st.binary(max_size=5), max_size=60), st.data())
def test_how_entries_are_batched_never_changes_the_tree(
    entries: list[bytes], data: st.DataObject
) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(entries)), max_size=5))
    batched = GrownTree()
    for start, end in pairwise([0, *sorted(cuts), len(entries)]):
        batched.grow(entries[start:end])
    at_once = GrownTree.of(entries)

    assert batched.nodes == at_once.nodes
    assert batched.heads == at_once.heads


@given(st.integers(0, 2 * TILE_WIDTH + 77))
def test_a_tree_goes_on_from_its_right_edge_alone(size: int) -> None:
    frontier = Frontier.at(WIDE, size)

    assert frontier == WIDE.heads[size]
    assert sum(1 << level for level, _ in subtrees(size)) == size
    for entry in WIDE.entries[size:]:
        frontier, _ = frontier.append(leaf_hash(entry))
    assert frontier == WIDE.heads[-1]


def test_a_node_is_placed_once_and_only_when_it_is_complete() -> None:
    expected = {
        (level, index) for level in range(LARGEST.bit_length()) for index in range(LARGEST >> level)
    }

    assert set(SMALL.nodes) == expected


@given(sizes, st.data(), hashes)
def test_a_changed_proof_shows_nothing(size: int, data: st.DataObject, other: bytes) -> None:
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    leaf, root = leaf_hash(SMALL.entries[index]), SMALL.root(size)
    inclusion = inclusion_proof(SMALL, index, size)
    consistency = consistency_proof(SMALL, old, size)

    for changed in changes(inclusion, data.draw(numbers), other):
        assert not inclusion_holds(leaf, index, size, changed, root)
    for changed in changes(consistency, data.draw(numbers), other):
        assert not consistency_holds(old, SMALL.root(old), size, root, changed)


def changes(proof: tuple[bytes, ...], number: int, other: bytes) -> list[tuple[bytes, ...]]:
    """Return the proof longer, shorter, in another order, and with other hashes."""
    found = [(*proof, other), (other, *proof), proof[1:], proof[:-1], proof[::-1]]
    for position, content in enumerate(proof):
        bit = 1 << number % 8
        flipped = bytes([content[0] ^ bit]) + content[1:]
        others = ((flipped,), (content[:-1],), (content, content), (b"",))
        found += [(*proof[:position], *one, *proof[position + 1 :]) for one in others]
    return [one for one in found if one != proof]


@given(sizes, st.data(), hashes)
def test_a_proof_shows_nothing_else(size: int, data: st.DataObject, other: bytes) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaf, root = leaf_hash(SMALL.entries[index]), SMALL.root(size)
    proof = inclusion_proof(SMALL, index, size)
    elsewhere = data.draw(numbers.filter(lambda number: number != index))

    assert not inclusion_holds(other, index, size, proof, root)
    assert not inclusion_holds(leaf, index, size, proof, other)
    assert not inclusion_holds(leaf, elsewhere, size, proof, root)


@given(
    numbers,
    numbers,
    numbers,
    st.lists(st.binary(max_size=40) | hashes, max_size=80),
    st.binary(max_size=40) | hashes,
    hashes,
)
def test_nothing_that_a_stranger_sends_raises(
    one: int, other: int, third: int, proof: list[bytes], left: bytes, right: bytes
) -> None:
    results = [
        inclusion_holds(left, one, other, proof, right),
        consistency_holds(one, left, other, right, proof),
        subtree_inclusion_holds(left, one, other, third, proof, right),
        subtree_consistency_holds(one, other, third, left, right, proof),
    ]

    assert all(isinstance(result, bool) for result in results)


@given(sizes, st.data())
def test_every_aligned_run_of_entries_can_be_shown_in_its_tree(
    size: int, data: st.DataObject
) -> None:
    """A subtree of a tree, whose own proof is that of its first entries within it."""
    level = data.draw(st.integers(0, size.bit_length() - 1))
    start = data.draw(st.integers(0, (size >> level) - 1)) << level
    index = data.draw(st.integers(start, start + (1 << level) - 1))
    whole = inclusion_proof(SMALL, start, size)[level:]
    within = inclusion_proof(SMALL, index, start + (1 << level))[:level]
    subtree_root = SMALL.node(level, start >> level)
    end = start + (1 << level)

    assert subtree_consistency_holds(start, end, size, subtree_root, SMALL.root(size), whole)
    leaf = leaf_hash(SMALL.entries[index])
    assert subtree_inclusion_holds(leaf, index, start, end, within, subtree_root)


def published(size: int, before: int = 0) -> dict[str, bytes]:
    files = {tile.path: hashes_of(WIDE, tile) for tile in tiles_of(size, before)}
    bundles = {
        bundle.path: entry_bundle(
            WIDE.entries[bundle.index * TILE_WIDTH :][: bundle.width],
        )
        for bundle in bundles_of(size, before)
    }
    return files | bundles


@given(st.integers(1, WIDE.size), st.data())
def test_tiles_hold_every_node_of_the_tree(size: int, data: st.DataObject) -> None:
    nodes = TileNodes(published(size).__getitem__, size)
    level = data.draw(st.integers(0, size.bit_length() - 1))
    index = data.draw(st.integers(0, (size >> level) - 1))

    assert nodes.node(level, index) == WIDE.node(level, index)
    assert root_at(nodes, size) == WIDE.root(size)


@given(st.integers(1, WIDE.size), st.data())
def test_proofs_out_of_tiles_are_those_out_of_the_tree(size: int, data: st.DataObject) -> None:
    nodes = TileNodes(published(size).__getitem__, size)
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))

    assert inclusion_proof(nodes, index, size) == inclusion_proof(WIDE, index, size)
    assert consistency_proof(nodes, old, size) == consistency_proof(WIDE, old, size)


@given(st.lists(st.integers(0, WIDE.size), max_size=4))
def test_publishing_step_by_step_leaves_nothing_out_and_changes_nothing(steps: list[int]) -> None:
    files: dict[str, bytes] = {}
    for before, size in pairwise([0, *sorted(steps)]):
        new = published(size, before)
        assert not new.keys() & files.keys()
        files |= new

    last = max(steps, default=0)
    assert published(last).items() <= files.items()


@given(st.lists(st.binary(max_size=300), max_size=TILE_WIDTH))
def test_a_bundle_reads_back_as_the_entries_in_it(entries: list[bytes]) -> None:
    assert read_entry_bundle(entry_bundle(entries), len(entries)) == entries
