"""Public keys as text: multikey `z6Mk…` in base58btc.

Every key has one spelling, and every spelling at most one key: base58btc
without blanks or look-alikes is one-to-one, and `PublicKey` refuses the second
encodings of points.

Source: W3C Controlled Identifiers 1.0, sections 2.2.2 and 2.4; the multicodec
table (ed25519-pub, 0xed).
"""

from functools import lru_cache

from tcei_rules.errors import refusal
from tcei_rules.keys.ed25519 import PublicKey

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58btc: no 0, O, I and l."""

BASE58BTC = "z"
"""The multibase prefix."""

ED25519_PUBLIC = b"\xed\x01"
"""Multicodec 0xed as a varint."""

MULTIKEY_LENGTH = 48

_DIGITS = {character: digit for digit, character in enumerate(ALPHABET)}


def encode_base58(content: bytes) -> str:
    """Return bytes in base58btc; each leading zero byte becomes a `1`."""
    zeros = len(content) - len(content.lstrip(b"\0"))
    number, digits = int.from_bytes(content, "big"), ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return ALPHABET[0] * zeros + digits


def decode_base58(text: str) -> bytes:
    """Return the bytes behind base58btc text.

    Raises:
        InvalidInputError: A character is not of the alphabet.
    """
    number = 0
    for character in text:
        if character not in _DIGITS:
            raise refusal("base58.character", character=character)
        number = number * len(ALPHABET) + _DIGITS[character]
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_multikey(public: PublicKey) -> str:
    """Return the multikey of a public key: `z6Mk…`."""
    return BASE58BTC + encode_base58(ED25519_PUBLIC + public.raw)


@lru_cache(maxsize=256)
def decode_multikey(text: str) -> PublicKey:
    """Return the public key of a multikey; the few that are in use are looked at once.

    Raises:
        InvalidInputError: It is not a multikey of Ed25519, or the key is weak.
    """
    # The length first: decoding is quadratic, and texts come from strangers.
    if len(text) != MULTIKEY_LENGTH or not text.startswith(BASE58BTC):
        raise refusal("key.multikey", multikey=text[:MULTIKEY_LENGTH])
    content = decode_base58(text.removeprefix(BASE58BTC))
    if not content.startswith(ED25519_PUBLIC):
        raise refusal("key.multikey", multikey=text)
    return PublicKey(content.removeprefix(ED25519_PUBLIC))
