"""What is said of a certificate, step by step."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tcei_certificates.credential import DEMONSTRATION_MARK, DEMONSTRATION_NOTICE
from tcei_certificates.trust import Trust
from tcei_certificates.verifying import (
    LARGEST,
    Step,
    StepName,
    StepResult,
    Verification,
    verify,
)
from tcei_rules.domain.certificate import Status
from tests.certificate_samples import (
    ASKED_AT,
    DEMONSTRATION_DID,
    DEMONSTRATION_KEY,
    REAL_DID,
    REAL_KEY,
    SIGNED_AT,
    STRANGERS_KEY,
    sample_certificate,
    sample_content,
    sample_issuer,
    sample_trust,
    unsafe_sign,
)
from tests.naming import short

TRUST = sample_trust()
PASSED, FAILED, UNCHECKED = StepResult.PASSED, StepResult.FAILED, StepResult.UNCHECKED
NOT_DEMANDED = [StepName.STATUS, StepName.LEDGER, StepName.CRITERIA]


def judge(content: bytes, trust: Trust = TRUST, at: str = ASKED_AT) -> Verification:
    return verify(content, trust, at)


def document() -> Any:
    return json.loads(sample_certificate().to_bytes())


def without_marks(issuer: str) -> Any:
    """A credential as real ones will look one day."""
    text = json.dumps(document(), ensure_ascii=False)
    text = text.replace(f"{DEMONSTRATION_NOTICE}\\n", "").replace(DEMONSTRATION_MARK, "")
    content = json.loads(text.replace(DEMONSTRATION_DID, issuer))
    del content["proof"]
    return content


def results(verification: Verification) -> dict[str, StepResult]:
    return {step.name: step.result for step in verification.steps}


def broken_off(verification: Verification) -> list[StepName]:
    return [step.name for step in verification.steps if step.result is UNCHECKED]


def failure(verification: Verification) -> Step:
    (step,) = (step for step in verification.steps if step.result is FAILED)
    return step


def test_a_demonstration_in_order_is_told_as_one() -> None:
    verification = judge(sample_certificate().to_bytes())

    assert verification.status is Status.DEMONSTRATION
    assert verification.demonstration
    assert verification.content == sample_content()
    assert verification.digest == sample_certificate().digest
    assert [step.number for step in verification.steps] == list(range(1, 11))
    assert [step.name for step in verification.steps] == list(StepName)
    assert {step.name for step in verification.steps if step.result is not PASSED} == set(
        NOT_DEMANDED
    )
    assert verification.step(StepName.DEMONSTRATION).status is Status.DEMONSTRATION


def test_a_certificate_of_a_real_issuer_is_valid() -> None:
    """Nothing in this project signs one yet; the verifier is ready for it."""
    verification = judge(unsafe_sign(without_marks(REAL_DID), REAL_DID, REAL_KEY))

    assert verification.status is Status.VALID
    assert not verification.demonstration
    assert {step.status for step in verification.steps} == {None}


def test_another_layout_of_the_same_json_is_the_same_certificate() -> None:
    content = dict(reversed(document().items()))
    spread = json.dumps(content, indent="\t").encode()

    assert judge(spread) == judge(sample_certificate().to_bytes())


def test_a_changed_name_is_altered_and_shows_nothing() -> None:
    content = sample_certificate().to_bytes().replace(b"Photonics", b"Phototonics")
    verification = judge(content)

    assert verification.status is Status.ALTERED
    assert failure(verification).name is StepName.PROOF
    assert broken_off(verification) == [StepName.VALIDITY, StepName.DEMONSTRATION]
    assert verification.content is None
    assert verification.digest is None
    assert verification.demonstration


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "json.syntax"),
        (b"\0", "json.syntax"),
        (b"%PDF-1.7", "json.syntax"),
        (b"\xff\xfe{\0}\0", "json.not_utf8"),
        (b"\xef\xbb\xbf{}", "json.syntax"),
        (b"[" * 100_000, "json.too_deep"),
        (b'{"a":' * 50_000, "json.too_deep"),
        (b"9" * 100_000, "json.number"),
        (b"-9007199254740993", "json.number"),
        (b"1e999999", "json.number"),
        (b"NaN", "json.number"),
        (b"1.5", "json.number"),
        (b"null", "json.null"),
        (b'"\\ud800"', "canonical.surrogate"),
        (b'{"\\ud800":1}', "canonical.key"),
        (b'"a\xcc\x8a"', "canonical.not_nfc"),
        (b'{"a":1,"a":1}', "json.duplicate_key"),
        (b" " * 10_000_000, "verify.readable.too_large"),
        (b"[" + b"1," * (LARGEST // 2), "verify.readable.too_large"),
    ],
    ids=short,
)
def test_what_is_not_strict_json_is_altered_and_no_exception(content: bytes, message: str) -> None:
    verification = judge(content)

    assert verification.status is Status.ALTERED
    assert failure(verification).name is StepName.READABLE
    assert failure(verification).message == message
    assert broken_off(verification) == [
        name for name in StepName if name not in (StepName.READABLE, *NOT_DEMANDED)
    ]
    assert not verification.demonstration


@pytest.mark.parametrize("content", [b"{}", b"[]", b'""', b"0", b"true", b'["\\u0000"]'])
def test_other_json_is_none_of_our_certificates(content: bytes) -> None:
    verification = judge(content)

    assert verification.status is Status.ALTERED
    assert failure(verification).name is StepName.SHAPE


def test_twenty_thousand_unknown_members_are_no_trouble() -> None:
    content = "{" + ",".join(f'"{number:x}":""' for number in range(20_000)) + "}"

    assert failure(judge(content.encode())).message == "shape.missing"


def test_a_stranger_s_words_reach_a_terminal_short_and_harmless() -> None:
    content = document() | {"\x1b[2J" + "x" * 1000: ""}
    values = failure(judge(json.dumps(content).encode())).values

    assert len(values["path"]) < 200
    assert values["path"].isprintable()


@pytest.mark.parametrize(
    "change",
    [
        {"note": "mine"},
        {"credentialStatus": {"id": "https://labels.example/status", "type": "Unheard"}},
        {"@context": ["https://www.w3.org/ns/credentials/v2"]},
        {"type": ["OpenBadgeCredential", "VerifiableCredential"]},
        {"proof": []},
        {"proof": document()["proof"] * 2},
        {"proof": document()["proof"][0]},
        {"validUntil": "2029-11-30T23:59:60Z"},
        {"validUntil": "2029-02-30T23:59:59Z"},
        {"validFrom": "2026-11-24T00:00:00+00:00"},
        {"id": "urn:uuid:019AB7F0-434A-020D-B007-F21DC5425216"},
    ],
)
def test_what_the_model_does_not_know_is_altered_even_with_a_true_signature(
    change: dict[str, Any],
) -> None:
    content = document() | change
    if "proof" not in change:
        del content["proof"]
        signed = unsafe_sign(content, DEMONSTRATION_DID, DEMONSTRATION_KEY)
    else:
        signed = json.dumps(content).encode()
    verification = judge(signed)

    assert verification.status is Status.ALTERED
    assert failure(verification).name is StepName.SHAPE


def test_a_zero_is_no_false() -> None:
    """A reader that takes 0 for false would show what was not signed."""
    content = sample_certificate().to_bytes().replace(b'"hashed":false', b'"hashed":0')

    assert failure(judge(content)).message == "shape.otherwise"


def test_an_issuer_nobody_trusts_is_unknown() -> None:
    verification = judge(sample_certificate().to_bytes(), sample_trust(sample_issuer(REAL_DID)))

    assert verification.status is Status.UNKNOWN
    assert failure(verification).name is StepName.ISSUER
    assert failure(verification).values == {"issuer": DEMONSTRATION_DID}
    assert verification.step(StepName.PROOF).result is UNCHECKED
    assert verification.demonstration


def test_a_trust_without_issuers_knows_nobody() -> None:
    trust = sample_trust().model_copy(update={"issuers": ()})

    assert judge(sample_certificate().to_bytes(), trust).status is Status.UNKNOWN


def test_another_issuer_s_key_is_unknown() -> None:
    content = document()
    del content["proof"]
    for did, key in ((DEMONSTRATION_DID, STRANGERS_KEY), (REAL_DID, REAL_KEY)):
        verification = judge(unsafe_sign(content, did, key))
        assert verification.status is Status.UNKNOWN
        assert failure(verification).message == "verify.key.unknown"


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        ("2026-11-24T18:00:00Z", None, Status.DEMONSTRATION),
        ("2026-11-24T18:00:01Z", None, Status.UNKNOWN),
        ("2026-01-01T00:00:00Z", "2026-11-24T17:59:59Z", Status.UNKNOWN),
        ("2026-01-01T00:00:00Z", "2026-11-24T18:00:00Z", Status.DEMONSTRATION),
    ],
)
def test_the_key_must_have_been_the_issuer_s_when_it_signed(
    starts: str, ends: str | None, status: Status
) -> None:
    trust = sample_trust(sample_issuer(starts=starts, ends=ends))
    verification = judge(sample_certificate().to_bytes(), trust)

    assert verification.status is status
    if status is Status.UNKNOWN:
        assert failure(verification).message == "verify.key.not_then"
        assert verification.content is None


def test_a_certificate_signed_after_the_moment_asked_about_is_not_yet_valid() -> None:
    verification = judge(sample_certificate().to_bytes(), at="2026-11-24T17:59:59Z")

    assert verification.status is Status.NOT_YET_VALID
    assert failure(verification).message == "verify.key.not_yet"
    assert verification.step(StepName.PROOF).result is PASSED


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (SIGNED_AT, Status.NOT_YET_VALID),
        ("2026-12-31T23:59:59Z", Status.NOT_YET_VALID),
        ("2027-01-01T00:00:00Z", Status.DEMONSTRATION),
        ("2029-11-30T23:59:59Z", Status.DEMONSTRATION),
        ("2029-12-01T00:00:00Z", Status.EXPIRED),
        ("9999-12-31T23:59:59Z", Status.EXPIRED),
    ],
)
def test_the_first_and_the_last_valid_day_are_valid_whole(at: str, status: Status) -> None:
    verification = judge(sample_certificate(valid_from="2027-01-01").to_bytes(), at=at)

    assert verification.status is status
    assert verification.demonstration


def test_a_demonstration_issuer_that_leaves_out_the_marks_is_altered() -> None:
    content = without_marks(DEMONSTRATION_DID)
    verification = judge(unsafe_sign(content, DEMONSTRATION_DID, DEMONSTRATION_KEY))

    assert verification.status is Status.ALTERED
    assert failure(verification).message == "verify.demonstration.no_marks"
    assert verification.demonstration


def test_a_real_issuer_that_signs_a_demonstration_is_altered() -> None:
    content = json.loads(json.dumps(document()).replace(DEMONSTRATION_DID, REAL_DID))
    del content["proof"]
    verification = judge(unsafe_sign(content, REAL_DID, REAL_KEY))

    assert verification.status is Status.ALTERED
    assert failure(verification).message == "verify.demonstration.marks"
    assert verification.demonstration


@pytest.mark.parametrize("mark", [DEMONSTRATION_MARK, f"{DEMONSTRATION_NOTICE}\\n"])
def test_half_of_the_marks_is_altered(mark: str) -> None:
    text = json.dumps(document(), ensure_ascii=False).replace(mark, "", 1)
    content = json.loads(text)
    del content["proof"]
    verification = judge(unsafe_sign(content, DEMONSTRATION_DID, DEMONSTRATION_KEY))

    assert failure(verification).message == "credential.half_demonstration"


@pytest.mark.parametrize("name", ["ecei/0.1", "tcei/0.2"])
def test_an_achievement_of_another_ruleset_than_its_evidence_is_altered(name: str) -> None:
    text = json.dumps(document()).replace("ruleset tcei/0.1", f"ruleset {name}")
    content = json.loads(text)
    del content["proof"]
    verification = judge(unsafe_sign(content, DEMONSTRATION_DID, DEMONSTRATION_KEY))

    assert failure(verification).message == "credential.rulesets"


def test_the_word_of_a_verification_is_the_first_that_a_step_leads_to() -> None:
    def told(*words: Status) -> Status:
        steps = tuple(
            Step(name=StepName.STATUS, result=FAILED, status=word, message="") for word in words
        )
        return Verification(
            at=ASKED_AT, steps=steps, demonstration=False, digest=None, content=None
        ).status

    assert told() is Status.VALID
    assert told(Status.DEMONSTRATION, Status.UNCHECKED) is Status.UNCHECKED
    assert told(Status.EXPIRED, Status.WITHDRAWN, Status.DEMONSTRATION) is Status.WITHDRAWN
    assert told(Status.UNKNOWN, Status.ALTERED) is Status.ALTERED


def test_a_step_that_was_not_demanded_leads_to_no_word() -> None:
    for content in (b"", sample_certificate().to_bytes()):
        verification = judge(content)
        for name in NOT_DEMANDED:
            assert results(verification)[name] is StepResult.NOT_DEMANDED
            assert verification.step(name).status is None


ALLOWED = {
    "pydantic",
    "cryptography",
    "orjson",
    "tcei_certificates",
    "tcei_rules",
    # What pydantic and cryptography are made of.
    "pydantic_core",
    "annotated_types",
    "typing_extensions",
    "typing_inspection",
    "_cffi_backend",
    "_openssl",
}
LISTING = """
import sys
before = set(sys.modules)
import tcei_certificates.verifying
print("\\n".join(set(sys.modules) - before))
"""


def test_verifying_loads_only_what_a_stranger_would_want_to_review() -> None:
    """In a fresh process: no database, no keyring, no words, no engine."""
    listed = subprocess.run(
        [sys.executable, "-c", LISTING], capture_output=True, text=True, check=True
    ).stdout.split()
    ours = {name.split(".")[1] for name in listed if name.startswith("tcei_rules.")}

    roots = {name.split(".")[0] for name in listed} - set(sys.stdlib_module_names)
    # The interpreter's own build data bear the name of the machine.
    assert {name for name in roots if not name.startswith("_sysconfigdata")} <= ALLOWED
    assert ours == {"errors", "domain", "keys", "ledger"}
    assert "tcei_rules.keys.keyring" not in listed
    assert "tcei_rules.keys.sealing" not in listed
