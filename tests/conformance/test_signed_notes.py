"""Signed notes against the cases of Go's sumdb/note and the example of the specification.

The keys are published test keys; some values stand here, so that they are tested everywhere.
"""

from base64 import b64decode
from typing import Any

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.notes import FalseSignatureError, Note, VerifierKey, sign_note
from tcei_rules.ledger.tiles import Tile
from tests.naming import short
from tests.vectors import json_vectors

# golang.org/x/mod, sumdb/note: example_test.go and note_test.go.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_HALF = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNED = (
    f"{TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
    "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

# C2SP signed-note, "Example".
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppz"
    "i2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


def go() -> Any:
    return json_vectors("golang-sumdb-note", "note.json")


def keys() -> dict[str, VerifierKey]:
    return {name: VerifierKey.parse(text) for name, text in go()["vkeys"].items()}


def opened(case: Any) -> list[str]:
    """Return who signed, as Go's `Open` does: one at least, or the note is none."""
    note = Note.parse(case["note"].encode())
    verified = [name for name in case["known"] if note.verified_by(keys()[name])]
    assert Note.parse(note.to_bytes()) == note
    return verified


def test_the_example_of_the_specification_holds() -> None:
    note, key = Note.parse(EXAMPLE.encode()), VerifierKey.parse(EXAMPLE_KEY)

    assert str(key) == EXAMPLE_KEY
    assert note.text == "This is an example message.\n"
    assert note.verified_by(key)
    assert note.to_bytes() == EXAMPLE.encode()


def test_the_published_key_signs_the_published_text_as_published() -> None:
    secret = b64decode(PETERS_HALF)
    signature = sign_note(TEXT, "PeterNeumann", SigningKey(secret[1:]))

    assert Note(TEXT, (signature,)).to_bytes() == SIGNED.encode()
    assert signature.is_by(VerifierKey.parse(PETER))


def test_what_stands_here_is_what_is_published() -> None:
    published = go()
    example = json_vectors("c2sp-specs", "examples.json")["signed_note"]

    assert published["vkeys"]["peter"] == PETER
    assert published["skeys"]["peter"].endswith(f"+{PETERS_HALF}")
    assert published["sign"] == [{"skey": "peter", "text": TEXT, "note": SIGNED}]
    assert example == {"vkey": EXAMPLE_KEY, "note": EXAMPLE}


def test_every_published_key_is_read_and_written_as_published() -> None:
    for text in go()["vkeys"].values():
        assert str(VerifierKey.parse(text)) == text


def test_no_malformed_key_is_read() -> None:
    for text, _ in go()["bad_vkeys"]:
        with pytest.raises(InvalidInputError):
            VerifierKey.parse(text)


def test_every_published_note_opens_as_it_says() -> None:
    cases = [case for case in go()["open"] if "verified" in case]

    assert len(cases) == 2
    for case in cases:
        assert opened(case) == case["verified"]


def test_every_published_note_that_must_not_open_does_not() -> None:
    refused = {
        "no verifiable signatures": None,
        "invalid signature for known key": FalseSignatureError,
        "malformed": InvalidInputError,
        "malformed (more than 100 signatures)": InvalidInputError,
    }
    cases = [case for case in go()["open"] if "error" in case]

    assert len(cases) == 9
    for case in cases:
        expected = refused[case["error"]]
        if expected is None:
            assert opened(case) == [], short(case)
            continue
        with pytest.raises(expected) as caught:
            opened(case)
        assert isinstance(caught.value, FalseSignatureError) == (expected is FalseSignatureError)


def test_the_tree_note_of_go_is_a_checkpoint() -> None:
    published = go()["tree"]
    checkpoint = Checkpoint.parse(published["text"])

    assert checkpoint.origin == "go.sum database tree"
    assert checkpoint.size == published["size"]
    assert checkpoint.root == leaf_hash(published["record"].encode())
    assert checkpoint.text == published["text"]


def test_indexes_of_tiles_are_spelt_as_go_spells_them() -> None:
    """Go's paths also name the height of tiles, which tlog-tiles fixes at 8 and leaves out."""
    tiles = (Tile(0, 1), Tile(0, 1, 5), Tile(5, 123456078), Tile(5, 123456078, 2))
    without_height = ["/".join(["tile", *one.split("/")[2:]]) for one in go()["tile_paths_example"]]

    assert [tile.path for tile in tiles] == without_height
