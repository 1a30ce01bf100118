"""What the canonical form refuses, and commitments."""

import hashlib

import pytest

from tcei_rules.domain.canonical import (
    DEEPEST,
    LIMIT,
    Json,
    canonical,
    commitment,
    digest,
    read_json,
    sha256,
)
from tcei_rules.domain.record import Opening
from tcei_rules.errors import IntegrityError, InvalidInputError


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (1.5, "canonical.kind"),
        (1.0, "canonical.kind"),
        (float("nan"), "canonical.kind"),
        (None, "canonical.kind"),
        ({"a": None}, "canonical.kind"),
        (b"bytes", "canonical.kind"),
        (LIMIT, "canonical.integer"),
        (-LIMIT, "canonical.integer"),
        ({"a": [1, 2**64]}, "canonical.integer"),
        ("a\u0308", "canonical.not_nfc"),
        ({"a": "e\u0301"}, "canonical.not_nfc"),
        ("\ud800", "canonical.surrogate"),
        ({"ä": 1}, "canonical.key"),
        ({"a": {"\u0430": 1}}, "canonical.key"),
    ],
)
def test_what_lies_outside_the_profile_is_never_written(value: Json, message: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        canonical(value)

    assert refused.value.message == message


def test_the_path_to_what_is_refused_is_told() -> None:
    with pytest.raises(IntegrityError) as refused:
        canonical({"a": [{"b": 0.5}]})  # type: ignore[dict-item] # the point of the test

    assert refused.value.values["path"] == "a/0/b"


def test_members_are_sorted_and_nothing_is_spread_out() -> None:
    assert canonical({"b": [1, True, "ä"], "a": {}}) == '{"a":{},"b":[1,true,"ä"]}'.encode()


def test_the_largest_integers_are_written_in_full() -> None:
    assert canonical([LIMIT - 1, 1 - LIMIT]) == b"[9007199254740991,-9007199254740991]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 2}', "json.duplicate_key"),
        ('{"a": {"b": 1, "b": 1}}', "json.duplicate_key"),
        ("1.0", "json.number"),
        ("1e3", "json.number"),
        ("NaN", "json.number"),
        ("-Infinity", "json.number"),
        ("9007199254740992", "json.number"),
        ("-9007199254740992", "json.number"),
        ("1" * 5000, "json.number"),
        ("null", "json.null"),
        ('{"a": [null]}', "json.null"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "json.too_deep"),
        ("[" * 100_000, "json.too_deep"),
        ('{"a":' * 100_000, "json.too_deep"),
        ('{"a": 1,}', "json.syntax"),
        ("{'a': 1}", "json.syntax"),
        ("", "json.syntax"),
        ("01", "json.syntax"),
        ('"\t"', "json.syntax"),
        ("[1] [2]", "json.syntax"),
    ],
)
def test_json_that_means_something_else_elsewhere_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_json(text.encode())

    assert [one.message for one in refused.value.mistakes] == [message]


@pytest.mark.parametrize(
    "content", [b"\xff", b'"\xc3"', b'"\xed\xa0\x80"', '"ä"'.encode("latin-1")]
)
def test_json_in_another_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_json(content)

    assert refused.value.mistakes[0].message == "json.not_utf8"


def test_syntax_mistakes_have_line_and_column() -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_json(b'{\n  "a": ,\n}', "answers.json")

    place = refused.value.mistakes[0].place
    assert (place.file, place.line, place.column) == ("answers.json", 2, 8)


def test_brackets_in_texts_are_not_nesting() -> None:
    text = "[" * 1000 + '\\"' + "{" * 1000

    assert read_json(f'["{text}"]'.encode()) == [text.replace('\\"', '"')]


def test_just_not_too_deep_is_read() -> None:
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST)


def test_a_digest_says_what_it_is() -> None:
    assert sha256(b"") == f"sha256:{hashlib.sha256(b'').hexdigest()}"
    assert digest({"a": 1}) == sha256(b'{"a":1}')


SALT = bytes(range(32))


def test_a_commitment_is_the_digest_of_salt_and_bytes() -> None:
    assert commitment(SALT, b"x") == f"sha256:{hashlib.sha256(SALT + b'x').hexdigest()}"


def test_another_salt_makes_another_commitment() -> None:
    assert commitment(SALT, b"x") != commitment(bytes(32), b"x")


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(IntegrityError) as refused:
        commitment(bytes(length), b"x")

    assert refused.value.message == "record.salt"


def test_an_opening_opens_its_commitment() -> None:
    opening = Opening.seal({"staff": "0.5 FTE"}, SALT)

    assert opening.commitment == commitment(SALT, b'{"staff":"0.5 FTE"}')
    assert opening.content == '{"staff":"0.5 FTE"}'


@pytest.mark.parametrize("change", [{"content": '{"staff":"5 FTE"}'}, {"salt": "00" * 32}])
def test_an_opening_that_was_changed_opens_nothing(change: dict[str, str]) -> None:
    members = Opening.seal({"staff": "0.5 FTE"}, SALT).members()

    with pytest.raises(IntegrityError) as refused:
        Opening.model_validate({**members, **change})

    assert refused.value.message == "record.opening"
