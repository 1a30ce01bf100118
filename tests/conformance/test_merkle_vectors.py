"""RFC 6962 trees and proofs against the vectors of transparency-dev/merkle and its own text."""

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tcei_rules.ledger.hashing import EMPTY_ROOT, leaf_hash, node_hash
from tcei_rules.ledger.proofs import (
    consistency_holds,
    inclusion_holds,
    subtree_consistency_holds,
    subtree_inclusion_holds,
)
from tcei_rules.ledger.tree import consistency_proof, inclusion_proof, root_at
from tests.growing import GrownTree
from tests.vectors import json_vectors, vectors

Case = dict[str, Any]

# transparency-dev/merkle, testonly/constants.go: inputs of leaves, and the roots they lead to.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
)


def raw(text: str) -> bytes:
    return b64decode(text, validate=True)


def proof_of(case: Case) -> list[bytes]:
    return [raw(one) for one in case["proof"] or ()]


def inclusion(case: Case) -> bool:
    leaf, root = raw(case["leafHash"]), raw(case["root"])
    return inclusion_holds(leaf, case["leafIdx"], case["treeSize"], proof_of(case), root)


def consistency(case: Case) -> bool:
    old, new = raw(case["root1"]), raw(case["root2"])
    return consistency_holds(case["size1"], old, case["size2"], new, proof_of(case))


def subtree_inclusion(case: Case) -> bool:
    leaf, root = raw(case["leafHash"]), raw(case["root"])
    start, end = case["start"], case["end"]
    return subtree_inclusion_holds(leaf, case["leafIdx"], start, end, proof_of(case), root)


def subtree_consistency(case: Case) -> bool:
    old, new = raw(case["root1"]), raw(case["root2"])
    start, end, size = case["start"], case["end"], case["size"]
    return subtree_consistency_holds(start, end, size, old, new, proof_of(case))


@pytest.mark.parametrize(
    ("folder", "count", "holds"),
    [
        ("inclusion", 98, inclusion),
        ("consistency", 98, consistency),
        ("subtreeinclusion", 204, subtree_inclusion),
        ("subtreeconsistency", 118, subtree_consistency),
    ],
)
def test_every_published_proof_comes_out_as_it_says(
    folder: str, count: int, holds: Callable[[Case], bool]
) -> None:
    paths = sorted(vectors("transparency-dev-merkle", "testdata", folder).rglob("*.json"))
    cases: list[tuple[Path, Case]] = [(path, json.loads(path.read_bytes())) for path in paths]
    wrong = [str(path) for path, case in cases if holds(case) == case["wantErr"]]

    assert len(cases) == count
    assert wrong == []


def test_the_published_leaves_lead_to_the_published_roots() -> None:
    tree = GrownTree.of(bytes.fromhex(leaf) for leaf in LEAVES)

    assert tuple(root_at(tree, size).hex() for size in range(len(ROOTS))) == ROOTS
    assert EMPTY_ROOT.hex() == ROOTS[0]


def test_all_published_leaves_lead_to_the_published_roots() -> None:
    published = json_vectors("transparency-dev-merkle", "rfc6962_reference.json")
    tree = GrownTree.of(bytes.fromhex(leaf) for leaf in published["leaves"])

    assert len(published["roots"]) == 9
    for size, root in enumerate(published["roots"]):
        assert root_at(tree, size).hex() == root


def test_the_proofs_of_the_rfc_are_as_it_draws_them() -> None:
    """RFC 6962, section 2.1.3: a tree of seven leaves d0 to d6, and what it grew from."""
    entries = [f"d{number}".encode() for number in range(7)]
    a, b, c, d, e, f, j = (leaf_hash(entry) for entry in entries)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741  the RFC's letter
    tree = GrownTree.of(entries)

    assert root_at(tree, 7) == node_hash(k, l)
    assert inclusion_proof(tree, 0, 7) == (b, h, l)
    assert inclusion_proof(tree, 3, 7) == (c, g, l)
    assert inclusion_proof(tree, 4, 7) == (f, j, k)
    assert inclusion_proof(tree, 6, 7) == (i, k)
    assert consistency_proof(tree, 3, 7) == (c, d, g, l)
    assert consistency_proof(tree, 4, 7) == (l,)
    assert consistency_proof(tree, 6, 7) == (i, j, k)
