"""Keys and signatures. RFC 8032's own vectors stand here, so that they are tested everywhere."""

from hashlib import sha512

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import LOW_ORDER_Y, D, P, PublicKey, SigningKey, verify

Point = tuple[int, int]

IDENTITY: Point = (0, 1)
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the prime-order group (RFC 8032, section 5.1)."""

# RFC 8032, section 7.1, TEST 1 to TEST 3: private key, public key, message, signature.
RFC_8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
)


def add(left: Point, right: Point) -> Point:
    """The addition law of −x² + y² = 1 + d·x²·y² (RFC 8032, section 5.1)."""
    (x1, y1), (x2, y2) = left, right
    twist = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + twist, -1, P)
    y = (y1 * y2 + x1 * x2) * pow(1 - twist, -1, P)
    return x % P, y % P


def times_8(point: Point) -> Point:
    for _ in range(3):
        point = add(point, point)
    return point


def times_order(point: Point) -> Point:
    result = IDENTITY
    for bit in f"{ORDER:b}":
        result = add(result, result)
        result = add(result, point) if bit == "1" else result
    return result


def roots(y: int) -> tuple[int, ...]:
    """Every x with that y; p is 5 modulo 8, so a root is a power or i times it."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    candidates = (root, root * pow(2, (P - 1) // 4, P) % P)
    return tuple({x for c in candidates for x in (c, -c % P) if x * x % P == square})


def encode(x: int, y: int) -> bytes:
    return (y | (x & 1) << 255).to_bytes(32, "little")


def test_the_low_order_points_are_exactly_the_eight_torsion() -> None:
    """[8]P = identity has eight solutions, for the group's order is 8 times a prime."""
    points = {(x, y) for y in LOW_ORDER_Y for x in roots(y)}

    assert len(points) == 8
    assert all(times_8(point) == IDENTITY for point in points)


def test_the_ordinates_are_found_anew_from_points_of_the_curve() -> None:
    """[L]P lies in the eight torsion, and for points enough every part of it occurs."""
    points = ((x, y) for y in range(2, 40) for x in roots(y))

    assert {times_order(point)[1] for point in points} == LOW_ORDER_Y


@pytest.mark.parametrize("y", sorted(LOW_ORDER_Y))
@pytest.mark.parametrize("sign", [0, 1])
def test_a_point_of_low_order_is_no_key(y: int, sign: int) -> None:
    """With either sign: for y = 1 and y = −1 one of them is the spelling "minus zero"."""
    with pytest.raises(InvalidInputError) as caught:
        PublicKey(encode(sign, y))

    assert caught.value.mistakes[0].message == "key.weak"


@pytest.mark.parametrize("y", range(P, 2**255))
@pytest.mark.parametrize("sign", [0, 1])
def test_a_second_spelling_of_a_point_is_no_key(y: int, sign: int) -> None:
    """All 19 ordinates from p on, also those of points that are not of low order."""
    with pytest.raises(InvalidInputError) as caught:
        PublicKey(encode(sign, y))

    assert caught.value.mistakes[0].message == "key.weak"


def test_what_is_not_on_the_curve_is_no_key() -> None:
    ordinate = next(y for y in range(2, 100) if not roots(y))

    with pytest.raises(InvalidInputError) as caught:
        PublicKey(encode(0, ordinate))

    assert caught.value.mistakes[0].message == "key.not_a_point"


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_has_32_bytes(length: int) -> None:
    for make in (PublicKey, SigningKey):
        with pytest.raises(InvalidInputError) as caught:
            make(bytes(length))
        assert caught.value.mistakes[0].message == "key.length"


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032_come_out_the_same(
    seed: str, public: str, message: str, signature: str
) -> None:
    key = SigningKey(bytes.fromhex(seed))

    assert key.public.raw.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert verify(key.public, bytes.fromhex(signature), bytes.fromhex(message))


@pytest.mark.parametrize("bit", range(0, 512, 7))
def test_a_changed_signature_does_not_hold(bit: int) -> None:
    key = SigningKey(bytes(32))
    signature = bytearray(key.sign(b"message"))
    signature[bit // 8] ^= 1 << bit % 8

    assert not verify(key.public, bytes(signature), b"message")


def test_another_message_another_key_or_a_longer_signature_does_not_hold() -> None:
    key, other = SigningKey(bytes(32)), SigningKey.make()
    signature = key.sign(b"message")

    assert not verify(key.public, signature, b"messages")
    assert not verify(other.public, signature, b"message")
    assert not verify(key.public, signature + b"\0", b"message")
    assert not verify(key.public, signature[:-1], b"message")
    assert not verify(key.public, b"", b"message")


def test_a_second_signature_with_s_plus_the_order_does_not_hold() -> None:
    """RFC 8032, section 5.1.7: s must lie below the order, or signatures can be respelt."""
    key = SigningKey(bytes(32))
    signature = key.sign(b"message")
    respelt = int.from_bytes(signature[32:], "little") + ORDER

    assert not verify(key.public, signature[:32] + respelt.to_bytes(32, "little"), b"message")


def test_a_signature_whose_first_half_is_of_low_order_does_not_hold() -> None:
    """R = identity and s = k·a satisfy the equation; only the refusal of such an R says no."""
    key = SigningKey(bytes(32))
    digest = bytearray(sha512(key.seed).digest()[:32])
    digest[0], digest[31] = digest[0] & 248, digest[31] & 63 | 64
    first = encode(*IDENTITY)
    challenge = int.from_bytes(sha512(first + key.public.raw + b"message").digest(), "little")
    second = challenge * int.from_bytes(digest, "little") % ORDER
    forged = first + second.to_bytes(32, "little")

    assert not verify(key.public, forged, b"message")
    # The library itself lets it pass: without the refusal this test would fail.
    Ed25519PublicKey.from_public_bytes(key.public.raw).verify(forged, b"message")


def test_a_printed_key_pair_shows_no_secret() -> None:
    key = SigningKey(b"S" * 32)

    assert "S" * 8 not in repr(key)
    assert key.seed.hex() not in repr(key)


def test_two_new_key_pairs_differ() -> None:
    assert SigningKey.make().public != SigningKey.make().public
