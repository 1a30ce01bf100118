"""Signed notes and keys, where the published cases say nothing."""

import pickle

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.notes import (
    COSIGNATURE_V1,
    ED25519,
    LARGEST_NOTE,
    FalseSignatureError,
    Note,
    NoteSignature,
    VerifierKey,
    sign_note,
)
from tests.naming import short

KEY = SigningKey(b"k" * 32)
VERIFIER = VerifierKey("log.example", ED25519, KEY.public)
SIGNATURE = sign_note("text\n", "log.example", KEY)
NOTE = Note("text\n", (SIGNATURE,)).to_bytes()


def message(error: InvalidInputError) -> str:
    return error.mistakes[0].message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (NOTE.replace(b"\n\n", b"\n"), "signed_note.no_signatures"),
        (NOTE[:-1], "signed_note.no_signatures"),
        (NOTE + b"\n", "signed_note.no_signatures"),
        (b"", "signed_note.no_signatures"),
        (b"\n\n", "signed_note.no_signatures"),
        (NOTE.replace("—".encode(), b"-"), "signed_note.line"),
        (NOTE.replace("— ".encode(), "—".encode()), "signed_note.line"),
        (NOTE.replace(b"log.example", b"log+example"), "signed_note.line"),
        (NOTE.replace(b"log.example", "log\u2003example".encode()), "signed_note.line"),
        (NOTE.replace(b"log.example ", b" "), "signed_note.line"),
        (NOTE.replace(b"example ", b"example  "), "signed_note.line"),
        (NOTE.replace(b"\n\xe2", b" \n\xe2"), "signed_note.no_signatures"),
        (b"text\n\n\xe2\x80\x94 log.example AAAAAA==\n", "signed_note.line"),
        (b"text\n\n\xe2\x80\x94 log.example AAAAAAB=\n", "signed_note.line"),
        (NOTE.replace(b"text", b"te\rxt"), "signed_note.control"),
        (NOTE.replace(b"text", b"te\0xt"), "signed_note.control"),
        (NOTE.replace(b"text", b"te\xffxt"), "signed_note.not_utf8"),
        (NOTE.replace(b"text", b"te\xed\xa0\x80xt"), "signed_note.not_utf8"),
        (b"x" * LARGEST_NOTE + NOTE, "signed_note.large"),
        (Note("text\n", (SIGNATURE,) * 101).to_bytes(), "signed_note.signatures"),
    ],
    ids=short,
)
def test_what_is_not_exactly_a_note_is_refused(content: bytes, expected: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Note.parse(content)

    assert message(caught.value) == expected


def test_a_line_that_is_no_signature_is_named_by_its_number() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Note.parse("one\n\ntwo\n\n— log.example AAAAAAA=\n- no\n".encode())

    assert caught.value.mistakes[0].place.line == 6
    assert caught.value.mistakes[0].place.excerpt == "- no"


def test_a_hundred_signatures_are_read() -> None:
    assert len(Note.parse(Note("text\n", (SIGNATURE,) * 100).to_bytes()).signatures) == 100


def test_the_text_may_have_empty_lines_and_be_empty() -> None:
    for text in ("\n", "\n\n", "a\n\nb\n", "a\n\n"):
        note = Note(text, (sign_note(text, "log.example", KEY),))
        assert Note.parse(note.to_bytes()) == note
        assert note.verified_by(VERIFIER)


def test_an_unknown_signature_is_left_alone_even_under_the_same_name_or_id() -> None:
    same_name = NoteSignature("log.example", b"none", b"nonsense")
    same_id = NoteSignature("other.example", VERIFIER.key_id, b"nonsense")

    assert not Note("text\n", (same_name, same_id)).verified_by(VERIFIER)
    assert Note("text\n", (same_name, same_id, SIGNATURE)).verified_by(VERIFIER)


def test_one_false_signature_by_a_known_key_spoils_the_note() -> None:
    false = NoteSignature("log.example", VERIFIER.key_id, b"nonsense")

    for signatures in ((false,), (false, SIGNATURE), (SIGNATURE, false)):
        with pytest.raises(FalseSignatureError) as caught:
            Note("text\n", signatures).verified_by(VERIFIER)
        assert caught.value.mistakes[0].values == {"key": str(VERIFIER)}


def test_a_false_signature_stays_one_from_process_to_process() -> None:
    error = FalseSignatureError("signed_note.false_signature", key=str(VERIFIER))
    passed: FalseSignatureError = pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes

    assert type(passed) is FalseSignatureError
    assert passed.mistakes == error.mistakes


def test_the_same_key_has_another_id_for_cosignatures() -> None:
    assert VerifierKey("log.example", COSIGNATURE_V1, KEY.public).key_id != VERIFIER.key_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "signed_note.key"),
        ("log.example", "signed_note.key"),
        (str(VERIFIER) + "\n", "signed_note.key"),
        (" " + str(VERIFIER), "signed_note.key"),
        (str(VERIFIER).replace("log.example", ""), "signed_note.key"),
        (str(VERIFIER).replace("log.example", "other.example"), "signed_note.key_id"),
        (f"log.example+{VERIFIER.key_id.hex().upper()}+{str(VERIFIER)[21:]}", "signed_note.key"),
        ("n+31c1bec5+AQ==", "key.length"),
        ("x" * 10_000, "signed_note.key"),
    ],
    ids=short,
)
def test_what_is_not_exactly_a_key_is_refused(text: str, expected: str) -> None:
    if expected == "key.length":
        # The id of a key too short, so that only its length is wrong.
        text = f"n+{short_key_id()}+AQ=="
    with pytest.raises(InvalidInputError) as caught:
        VerifierKey.parse(text)

    assert message(caught.value) == expected


def short_key_id() -> str:
    with pytest.raises(InvalidInputError) as caught:
        VerifierKey.parse("n+00000000+AQ==")
    return caught.value.mistakes[0].values["key_id"]


@pytest.mark.parametrize("name", ["", " ", "a b", "a+b", "a\nb", "a\N{NO-BREAK SPACE}b", "\ud800"])
def test_a_name_that_cannot_stand_in_a_note_names_no_key(name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        sign_note("text\n", name, KEY)

    assert message(caught.value) == "signed_note.key_name"


def test_a_weak_key_verifies_nothing() -> None:
    with pytest.raises(InvalidInputError) as caught:
        VerifierKey.of("log.example", ED25519, b"\1" + bytes(31))

    assert message(caught.value) == "key.weak"


def test_a_kind_of_signature_that_is_not_read_is_told() -> None:
    with pytest.raises(InvalidInputError) as caught:
        VerifierKey.of("log.example", 6, KEY.public.raw)

    assert caught.value.mistakes[0].values == {"algorithm": "0x06"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text", "signed_note.text"),
        ("", "signed_note.text"),
        ("a\tb\n", "signed_note.control"),
        ("\ud800\n", "signed_note.not_utf8"),
    ],
)
def test_only_what_can_stand_in_a_note_is_signed(text: str, expected: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        sign_note(text, "log.example", KEY)

    assert message(caught.value) == expected
