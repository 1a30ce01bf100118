"""What `trust.json` may say."""

import json
from typing import Any

import pytest

from tcei_certificates.trust import Trust
from tcei_rules.errors import InvalidInputError, Mistake, Place
from tcei_rules.keys.multikey import encode_base58, encode_multikey
from tests.certificate_samples import (
    DEMONSTRATION_DID,
    DEMONSTRATION_KEY,
    REAL_KEY,
    STRANGERS_KEY,
    sample_issuer,
    sample_trust,
)
from tests.naming import short

WEAK = "z" + encode_base58(b"\xed\x01\x01" + bytes(31))
KEY, OTHER = encode_multikey(DEMONSTRATION_KEY.public), encode_multikey(REAL_KEY.public)
STRANGER = {"multikey": encode_multikey(STRANGERS_KEY.public), "from": "2026-01-01T00:00:00Z"}
MISSING = object()


def content() -> Any:
    return json.loads(sample_trust().to_bytes())


def changed(path: str, value: object) -> Any:
    """Return the sample with a member set or taken out."""
    trust = whole = content()
    *names, last = path.split("/")
    for name in names:
        trust = trust[int(name) if name.isdigit() else name]
    if value is MISSING:
        del trust[last]
    else:
        trust[last] = value
    return whole


def mistakes_in(trust: Any) -> tuple[Mistake, ...]:
    with pytest.raises(InvalidInputError) as caught:
        Trust.read(json.dumps(trust).encode(), "trust.json")
    return caught.value.mistakes


def test_trust_reads_back_as_written_in_canonical_form() -> None:
    trust = sample_trust()

    assert Trust.read(trust.to_bytes()) == trust
    assert trust.to_bytes().startswith(
        b'{"format":1,"issuers":[{"demonstration":true,"id":"did:web'
    )


def test_blanks_and_order_of_members_mean_nothing() -> None:
    backwards = dict(reversed(json.loads(sample_trust().to_bytes()).items()))

    assert Trust.read(json.dumps(backwards, indent=4).encode()) == sample_trust()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("origin", MISSING, "shape.missing"),
        ("note", "mine", "shape.unknown"),
        ("format", 2, "shape.value"),
        ("origin", "with blanks", "shape.value"),
        ("issuers/0/keys", [], "trust.no_key"),
        ("ledger", MISSING, "shape.missing"),
        ("ledger", [], "trust.no_key"),
        ("ledger/0/multikey", WEAK, "key.weak"),
        ("witnesses", "", "witness_policy.no_quorum"),
        ("issuers/0/name", "", "shape.value"),
        ("issuers/0/name", "a\nb", "text.broken"),
        ("issuers/0/name", "\x1b[31m", "text.control"),
        ("issuers/0/demonstration", "yes", "shape.value"),
        ("issuers/0/demonstration", 1, "shape.value"),
        ("issuers/0/keys/0/multikey", WEAK, "key.weak"),
        ("issuers/0/keys/0/multikey", "z6Mk", "key.multikey"),
        ("issuers/0/keys/0/from", MISSING, "shape.missing"),
        ("issuers/0/keys/0/from", "2026-01-01", "shape.value"),
        ("issuers/0/keys/0/from", "2026-02-30T00:00:00Z", "text.no_such_day"),
        ("issuers/0/keys/0/from", "\u0662\u0660\u0662\u0666-01-01T00:00:00Z", "shape.value"),
    ],
)
def test_every_mistake_is_told_with_its_path(path: str, value: object, message: str) -> None:
    (mistake,) = mistakes_in(changed(path, value))

    assert (mistake.message, mistake.values["path"]) == (message, path)
    assert mistake.place == Place(file="trust.json", path=tuple(path.split("/")))


@pytest.mark.parametrize(
    ("path", "value", "message", "place"),
    [
        (
            "issuers/0/keys/0/until",
            "2026-01-01T00:00:00Z",
            "trust.ends_before_start",
            "issuers/0/keys/0",
        ),
        ("issuers/0/demonstration", False, "trust.real_domain", "issuers/0"),
        ("issuers/1/demonstration", True, "trust.demonstration_domain", "issuers/1"),
        ("issuers", content()["issuers"] * 2, "trust.twice", "/"),
        ("issuers/0/keys", content()["issuers"][0]["keys"] * 2, "trust.twice", "/"),
        ("issuers/0/keys", content()["issuers"][1]["keys"], "trust.twice", "/"),
        ("ledger", content()["issuers"][0]["keys"], "trust.twice", "/"),
        ("ledger", content()["ledger"] * 2, "trust.twice", "/"),
    ],
)
def test_members_that_contradict_each_other_are_told_with_the_path_of_what_holds_them(
    path: str, value: object, message: str, place: str
) -> None:
    (mistake,) = mistakes_in(changed(path, value))

    assert (mistake.message, mistake.values["path"]) == (message, place)


def test_all_mistakes_are_told_at_once() -> None:
    trust = changed("issuers/0/keys/0/multikey", WEAK)
    trust["issuers"][1].pop("name")
    trust["more"] = "of it"

    assert [mistake.message for mistake in mistakes_in(trust)] == [
        "key.weak",
        "shape.missing",
        "shape.unknown",
    ]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (b"", "json.syntax"),
        (b"\xff\xfe", "json.not_utf8"),
        (b'{"format":1,"format":1}', "json.duplicate_key"),
        (b'{"format":1.0}', "json.number"),
        (b'{"format":1,"origin":null}', "json.null"),
        (b'{"origin":"a\xcc\x8a"}', "canonical.not_nfc"),
        (b'{"origin":"\\ud800"}', "canonical.surrogate"),
        (b"[" * 1000, "json.too_deep"),
    ],
    ids=short,
)
def test_what_is_not_strict_json_is_a_mistake_and_never_a_fault(
    broken: bytes, message: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Trust.read(broken)

    assert caught.value.mistakes[0].message == message


@pytest.mark.parametrize(
    "did",
    [
        "did:web:demonstration.example",
        "did:web:a.b-c.example:issuers:1",
    ],
)
def test_a_demonstration_issuer_lives_under_example(did: str) -> None:
    assert sample_issuer(did).demonstration


@pytest.mark.parametrize(
    "did",
    [
        "did:web:Demonstration.example",
        "did:web:demonstration.example/",
        "did:web:demonstration.example#key",
        "did:web:demonstration.example%3A8443",
        "did:web:-a.example",
        "did:web:example",
        "did:web:127.0.0.1",
        "did:web:labels..example",
        "did:web:labels.example:",
        "did:key:z6Mk",
        " did:web:labels.example",
        "did:web:labels.example\n",
    ],
)
def test_an_issuer_has_one_spelling(did: str) -> None:
    (mistake,) = mistakes_in(changed("issuers/0/id", did))

    assert mistake.values["path"] == "issuers/0/id"


def test_a_path_that_ends_in_example_makes_no_demonstration_domain() -> None:
    did = "did:web:labels.invalid:demonstration.example"

    (mistake,) = mistakes_in(changed("issuers/0/id", did))

    assert mistake.message == "trust.demonstration_domain"


def test_a_key_may_sign_from_its_first_second_to_its_last() -> None:
    """In the second in which it was retired it may have signed before that."""
    issuer = sample_issuer(starts="2026-01-01T00:00:00Z", ends="2027-01-01T00:00:00Z")
    key = issuer.key(f"{DEMONSTRATION_DID}#{KEY}")

    assert key is not None
    assert not key.may_sign("2025-12-31T23:59:59Z")
    assert key.may_sign("2026-01-01T00:00:00Z")
    assert key.may_sign("2027-01-01T00:00:00Z")
    assert not key.may_sign("2027-01-01T00:00:01Z")


@pytest.mark.parametrize(
    "key_id", [KEY, f"#{KEY}", f"{DEMONSTRATION_DID}#", f"{DEMONSTRATION_DID}#{OTHER}"]
)
def test_only_the_whole_name_of_a_key_finds_it(key_id: str) -> None:
    assert sample_issuer().key(key_id) is None


def test_a_retired_key_and_its_successor_stand_side_by_side() -> None:
    trust = content()
    trust["issuers"][0]["keys"].append(STRANGER)

    assert len(Trust.read(json.dumps(trust).encode()).issuers[0].keys) == 2
