"""Whether a proof holds. Everything may come from strangers: nothing raises.

One procedure checks all three kinds. It climbs from a subtree, whose root is
claimed, to the root of a tree; an entry is a subtree of one leaf, and an
earlier tree is the subtree that begins at the first leaf.

Source: RFC 9162, sections 2.1.3.2 and 2.1.4.2, and their common form in
draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Consistency Proof".
"""

from collections.abc import Sequence

from tcei_rules.ledger.hashing import EMPTY_ROOT, HASH_BYTES, node_hash
from tcei_rules.ledger.tree import MOST_ENTRIES


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether a tree with this size and root has this leaf at this index.

    Args:
        leaf: The hash of the entry, `leaf_hash(entry)`.
        index: Counted from 0.
        size: Of the tree, in entries.
        proof: Hashes from the leaf's neighbour up.
        root: Of the tree.
    """
    return len(leaf) == HASH_BYTES and _leads(index, index + 1, size, proof, leaf, root)


def consistency_holds(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the later tree begins with all entries of the earlier one, in their order.

    From a tree without entries nothing leads anywhere: such a proof never holds.
    """
    return _leads(0, old_size, new_size, proof, old_root, new_root)


def subtree_inclusion_holds(
    leaf: bytes, index: int, start: int, end: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether the subtree of the entries from start to before end has this leaf there."""
    return _is_subtree(start, end) and inclusion_holds(
        leaf, index - start, end - start, proof, root
    )


def subtree_consistency_holds(
    start: int, end: int, size: int, subtree_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether a tree has this subtree of the entries from start to before end.

    A subtree without entries is in every tree that reaches so far, and needs no proof.
    """
    if 0 <= start == end:
        return end <= size and not proof and subtree_root == EMPTY_ROOT
    return _leads(start, end, size, proof, subtree_root, root)


def _leads(
    start: int, end: int, size: int, proof: Sequence[bytes], subtree_root: bytes, root: bytes
) -> bool:
    if not (_is_subtree(start, end) and end <= size <= MOST_ENTRIES):
        return False
    # What is hashed together is of fixed length, or it could be divided in two ways.
    if proof and any(len(one) != HASH_BYTES for one in (subtree_root, *proof)):
        return False
    first, last, tree_last = start, end - 1, size - 1
    # To the root of the rightmost complete part of the subtree: there the proof sets in.
    while first != last and (last & 1 or last == tree_last):
        first, last, tree_last = first >> 1, last >> 1, tree_last >> 1
    # If that part is the whole subtree, its root is known and left out of the proof.
    path = [subtree_root, *proof] if first == last else list(proof)
    if not path:
        return False
    part = whole = path[0]
    for step in path[1:]:
        if tree_last == 0:
            return False
        if last & 1 or last == tree_last:
            part = node_hash(step, part) if first < last else part
            whole = node_hash(step, whole)
            # Levels on which the right edge has no neighbour take no step.
            while not last & 1:
                first, last, tree_last = first >> 1, last >> 1, tree_last >> 1
        else:
            whole = node_hash(whole, step)
        first, last, tree_last = first >> 1, last >> 1, tree_last >> 1
    return tree_last == 0 and part == subtree_root and whole == root


def _is_subtree(start: int, end: int) -> bool:
    """Tell whether a range begins at a multiple of the power of two that it fits into."""
    return 0 <= start < end <= MOST_ENTRIES and start % (1 << (end - start - 1).bit_length()) == 0
