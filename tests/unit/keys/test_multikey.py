"""Spelling of public keys."""

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.keys.multikey import (
    ALPHABET,
    decode_base58,
    decode_multikey,
    encode_base58,
    encode_multikey,
)
from tests.naming import short

# W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B: public and private key of the examples.
MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
PRIVATE_MULTIKEY = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
SEED_PREFIX = b"\x80\x26"
"""Multicodec ed25519-priv, 0x1300, as a varint."""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        # draft-msporny-base58-03, section 5
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
        (b"", ""),
        (b"\0", "1"),
        (b"\0\0\0", "111"),
        (b"\xff", "5Q"),
    ],
)
def test_published_base58_comes_out_the_same_both_ways(content: bytes, text: str) -> None:
    assert encode_base58(content) == text
    assert decode_base58(text) == content


@pytest.mark.parametrize(
    "character", ["0", "O", "I", "l", " ", "\n", "-", "é", "\N{FULLWIDTH DIGIT ONE}", "\0"]
)
def test_base58_has_no_look_alikes_and_no_blanks(character: str) -> None:
    assert character not in ALPHABET
    for text in (character, f"2NE{character}po", f"2NE{character}"):
        with pytest.raises(InvalidInputError):
            decode_base58(text)


def test_the_published_multikey_is_of_the_published_private_key() -> None:
    private = decode_base58(PRIVATE_MULTIKEY.removeprefix("z"))

    assert private.startswith(SEED_PREFIX)
    key = SigningKey(private.removeprefix(SEED_PREFIX))
    assert encode_multikey(key.public) == MULTIKEY
    assert decode_multikey(MULTIKEY) == key.public


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        MULTIKEY[1:],
        " " + MULTIKEY,
        MULTIKEY + "\n",
        MULTIKEY + "1",
        MULTIKEY[:-1],
        "Z" + MULTIKEY[1:],
        "z1" + MULTIKEY[1:],
        "z1" + MULTIKEY[1:-1],
        "u" + MULTIKEY[1:],
        MULTIKEY.replace("M", "\N{CYRILLIC CAPITAL LETTER EM}"),
        PRIVATE_MULTIKEY,
        # did:key method, section "Test vectors": an X25519 key
        "z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F",
        "z" * 100_000,
    ],
    ids=short,
)
def test_what_is_not_exactly_a_multikey_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        decode_multikey(text)


def test_another_kind_of_key_of_the_same_length_is_refused() -> None:
    content = b"\xec\x01" + decode_multikey(MULTIKEY).raw

    with pytest.raises(InvalidInputError) as caught:
        decode_multikey("z" + encode_base58(content))

    assert caught.value.mistakes[0].message == "key.multikey"


def test_a_weak_key_is_refused_in_this_spelling_too() -> None:
    with pytest.raises(InvalidInputError) as caught:
        decode_multikey("z" + encode_base58(b"\xed\x01\x01" + bytes(31)))

    assert caught.value.mistakes[0].message == "key.weak"
