"""Ed25519 against the collections of Wycheproof and of the C2SP test vectors (CCTV)."""

from collections import Counter
from typing import Any

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import PublicKey, verify
from tests.vectors import json_vectors

# CCTV, ed25519/README.md, "Low-order edwards25519 point encodings": eight, and six others.
LOW_ORDER = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
)


def accepts(key: str, signature: str, message: bytes) -> bool:
    try:
        public = PublicKey(bytes.fromhex(key))
    except InvalidInputError:
        return False
    return verify(public, bytes.fromhex(signature), message)


@pytest.mark.parametrize("point", LOW_ORDER)
def test_no_published_encoding_of_low_order_is_a_key(point: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        PublicKey(bytes.fromhex(point))

    assert caught.value.mistakes[0].message == "key.weak"


def test_every_case_of_wycheproof_comes_out_as_it_says() -> None:
    groups: list[Any] = json_vectors("c2sp-wycheproof", "ed25519_test.json")["testGroups"]
    cases = [(group["publicKey"]["pk"], case) for group in groups for case in group["tests"]]
    wrong = [
        case["tcId"]
        for key, case in cases
        if accepts(key, case["sig"], bytes.fromhex(case["msg"])) != (case["result"] == "valid")
    ]

    assert len(cases) == 151
    assert wrong == []


def test_no_edge_case_with_a_weak_point_is_accepted() -> None:
    """Policy: A and R of low order or in a second spelling are refused, with any message.

    What remains are points with a low-order component: no list can name them. Of
    these the equation without the cofactor decides, as in most libraries.
    """
    cases: list[Any] = json_vectors("c2sp-cctv", "ed25519", "ed25519vectors.json")
    weak = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
    accepted = [case for case in cases if accepts(case["key"], case["sig"], case["msg"].encode())]
    flags = Counter(flag for case in accepted for flag in case["flags"] or ())

    assert len(cases) == 914
    assert not weak & set(flags)
    # RFC 8032 lets a verifier take these; refusing them would take a multiplication by the order.
    assert set(flags) <= {"low_order_component_A", "low_order_component_R"}


def test_what_is_sound_among_the_edge_cases_is_accepted() -> None:
    """As `verify_strict` of ed25519-dalek: only weak points and residues are refused."""
    cases: list[Any] = json_vectors("c2sp-cctv", "ed25519", "ed25519vectors.json")
    components = {"low_order_component_A", "low_order_component_R"}
    sound = [case for case in cases if set(case["flags"] or ()) <= components]

    assert sound
    assert all(accepts(case["key"], case["sig"], case["msg"].encode()) for case in sound)
