"""What is written into a credential, and read back from it."""

import json
from collections.abc import Mapping, Sequence

import pytest
from pydantic import ValidationError

from tcei_certificates.credential import DEMONSTRATION_MARK, Credential
from tcei_certificates.preparing import content_of, prepare
from tcei_rules.domain.canonical import Json, canonical
from tcei_rules.domain.certificate import Result
from tcei_rules.errors import InvalidInputError, NotAllowedError
from tests.certificate_samples import REAL_DID, REAL_KEY, sample_content, sample_issuer


def test_a_credential_says_what_the_certificate_states() -> None:
    content = sample_content(id="01JCQZ0GT0G6V0S1ZJ3Q2M4N5P")
    members = prepare(content, sample_issuer()).members()
    urn = members["id"]
    subject, achievement = members["credentialSubject"], members["credentialSubject"]["achievement"]

    assert members["validFrom"] == "2026-11-24T00:00:00Z"
    assert members["validUntil"] == "2029-11-30T23:59:59Z"
    assert members["awardedDate"] == "2026-11-24T18:00:00Z"
    assert members["issuer"] == {
        "id": "did:web:demonstration.example",
        "type": ["Profile"],
        "name": "Label Office",
    }
    assert subject["licenseNumber"] == "DEMO-2026-G-0047"
    assert subject["identifier"][0]["identityHash"] == "Łódź–Île-de-France Photonics e. V."
    assert achievement["name"] == (
        "DEMONSTRATION – Transatlantic Cluster Excellence Initiative: Gold"
    )
    assert achievement["humanCode"] == "tcei/gold"
    assert achievement["version"] == "0.1"
    assert achievement["criteria"]["narrative"].startswith(DEMONSTRATION_MARK)
    assert achievement["resultDescription"][0]["id"] == f"{urn}#required-score"
    assert subject["result"][0] == {
        "id": f"{urn}#result-score",
        "type": ["Result"],
        "resultDescription": f"{urn}#required-score",
        "value": "83.5 %",
    }
    assert members["evidence"][0]["narrative"] == (
        "decision sha256:" + "2b" * 32 + "\nruleset tcei/0.1 sha256:" + "1a" * 32
    )


def test_the_bits_of_a_ulid_become_the_uuid() -> None:
    """The first 48 bits of a ULID are milliseconds; 7ZZ… and 000… are its ends."""
    lowest = prepare(sample_content(id="0" * 26), sample_issuer())
    highest = prepare(sample_content(id="7" + "Z" * 25), sample_issuer())
    one = prepare(sample_content(id="0" * 25 + "1"), sample_issuer())

    assert lowest.id == "urn:uuid:00000000-0000-0000-0000-000000000000"
    assert highest.id == "urn:uuid:ffffffff-ffff-ffff-ffff-ffffffffffff"
    assert one.id == "urn:uuid:00000000-0000-0000-0000-000000000001"


def test_no_number_and_no_null_is_in_a_credential() -> None:
    text = canonical(prepare(sample_content(), sample_issuer()).members()).decode()

    def refuse(number: str) -> None:
        raise AssertionError(number)

    json.loads(text, parse_int=refuse, parse_float=refuse, parse_constant=refuse)
    assert "null" not in text


def test_everything_but_the_identity_object_has_its_own_id() -> None:
    seen: list[str] = []

    def walk(value: Json, name: str) -> None:
        if isinstance(value, Mapping):
            assert "id" in value or name == "identifier", name
            seen.append(str(value.get("id", "")))
            for key, member in value.items():
                walk(member, key)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for item in value:
                walk(item, name)

    walk(prepare(sample_content(), sample_issuer()).members(), "")
    assert len(seen) == len(set(seen)) == 12


def test_the_same_content_gives_the_same_credential() -> None:
    assert prepare(sample_content(), sample_issuer()) == prepare(sample_content(), sample_issuer())


def test_what_was_prepared_reads_back_whole() -> None:
    for content in (
        sample_content(),
        sample_content(results=(), label_title="DEMONSTRATION – Gold"),
    ):
        assert content_of(prepare(content, sample_issuer())) == content


def test_no_real_certificate_is_prepared() -> None:
    with pytest.raises(NotAllowedError) as caught:
        prepare(sample_content(demonstration=False), sample_issuer())

    assert caught.value.message == "certificate.real"


def test_no_real_issuer_issues_a_demonstration() -> None:
    with pytest.raises(NotAllowedError) as caught:
        prepare(sample_content(), sample_issuer(REAL_DID, REAL_KEY))

    assert caught.value.message == "certificate.real_issuer"
    assert caught.value.values["issuer"] == REAL_DID


@pytest.mark.parametrize(
    ("changes", "message", "path"),
    [
        ({"holder_name": ""}, "shape.value", "identityHash"),
        ({"holder_name": "a\u030a"}, "text.not_nfc", "identityHash"),
        ({"holder_name": "two\nlines"}, "text.broken", "identityHash"),
        ({"holder_name": "bell\a"}, "text.control", "identityHash"),
        ({"holder_name": "next\x85line"}, "text.control", "identityHash"),
        ({"narrative": "back\bspace"}, "text.control", "narrative"),
        ({"number": "a\tb"}, "text.broken", "licenseNumber"),
        ({"language": "english"}, "shape.value", "inLanguage"),
        ({"scheme": "a/b"}, "shape.value", "humanCode"),
        ({"valid_from": "2026-02-30"}, "text.no_such_day", "validFrom"),
        ({"valid_from": "24.11.2026"}, "shape.value", "validFrom"),
        ({"valid_until": "2026-11-23"}, "credential.dates", "/"),
        (
            {"results": (Result(id="a b", title="A", required="B", achieved="C"),)},
            "shape.value",
            "id",
        ),
    ],
)
def test_what_cannot_stand_in_a_certificate_is_told_with_its_path(
    changes: dict[str, object], message: str, path: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        prepare(sample_content(**changes), sample_issuer())

    mistake = caught.value.mistakes[0]
    assert mistake.message == message
    assert mistake.values["path"].split("/")[-1] == path.strip("/")


def test_a_text_with_half_a_character_is_refused() -> None:
    with pytest.raises((InvalidInputError, ValidationError)):
        prepare(sample_content(holder_name="\ud800"), sample_issuer())


def test_a_point_that_occurs_twice_is_refused() -> None:
    result = Result(id="score", title="A", required="B", achieved="C")

    with pytest.raises(InvalidInputError) as caught:
        prepare(sample_content(results=(result, result)), sample_issuer())

    assert caught.value.mistakes[0].message == "credential.nodes"


def test_a_credential_is_digested_without_its_proofs() -> None:
    credential = prepare(sample_content(), sample_issuer())

    assert isinstance(credential, Credential)
    assert "proof" not in credential.document
    assert credential.digest.startswith("sha256:")
