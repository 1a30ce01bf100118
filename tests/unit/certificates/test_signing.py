"""Making and checking proofs."""

from dataclasses import dataclass

import pytest

from tcei_certificates.credential import Credential, SignedCredential
from tcei_certificates.preparing import prepare
from tcei_certificates.reading import read
from tcei_certificates.signing import holds, sign
from tcei_rules.domain.canonical import canonical
from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError
from tcei_rules.keys.ed25519 import PublicKey, SigningKey
from tcei_rules.keys.multikey import encode_multikey
from tests.certificate_samples import (
    DEMONSTRATION_DID,
    DEMONSTRATION_KEY,
    SIGNED_AT,
    STRANGERS_KEY,
    sample_certificate,
    sample_content,
    sample_issuer,
)


@dataclass(frozen=True)
class TwoFaced:
    """Shows one key and signs with another, as a badly set up module would."""

    public: PublicKey
    other: SigningKey

    def sign(self, message: bytes, /) -> bytes:
        return self.other.sign(message)


def prepared() -> Credential:
    return prepare(sample_content(), sample_issuer())


def test_the_same_credential_gives_the_same_bytes() -> None:
    assert sample_certificate().to_bytes() == sample_certificate().to_bytes()


def test_a_signed_credential_reads_back_as_written() -> None:
    signed = sample_certificate()

    assert read(SignedCredential, signed.to_bytes()) == signed
    assert signed.document == prepared().members()
    assert signed.digest == prepared().digest


def test_the_proof_names_the_issuer_s_key_and_repeats_the_context() -> None:
    signed = sample_certificate()
    (proof,) = signed.proof

    assert proof.verification_method == (
        f"{DEMONSTRATION_DID}#{encode_multikey(DEMONSTRATION_KEY.public)}"
    )
    assert proof.created == SIGNED_AT
    assert proof.context == signed.context


def test_a_proof_holds_for_its_document_and_key_only() -> None:
    signed, other = sample_certificate(), sample_certificate(number="DEMO-2026-G-0048")
    (proof,) = signed.proof

    assert holds(proof, canonical(signed.document), DEMONSTRATION_KEY.public)
    assert not holds(proof, canonical(other.document), DEMONSTRATION_KEY.public)
    assert not holds(proof, canonical(signed.document), STRANGERS_KEY.public)


@pytest.mark.parametrize("value", ["z", "z1", "z" + "1" * 64, "z" + "2" * 95])
def test_a_proof_value_of_another_length_does_not_hold(value: str) -> None:
    signed = sample_certificate()
    proof = signed.proof[0].model_copy(update={"proof_value": value})

    assert not holds(proof, canonical(signed.document), DEMONSTRATION_KEY.public)


def test_a_signer_that_signs_with_another_key_is_found_out() -> None:
    signer = TwoFaced(DEMONSTRATION_KEY.public, STRANGERS_KEY)

    with pytest.raises(IntegrityError) as caught:
        sign(prepared(), signer, created=SIGNED_AT)

    assert caught.value.message == "sign.false_signature"


def test_a_credential_without_the_marks_is_not_signed() -> None:
    text = canonical(prepared().members()).decode()
    for mark in (
        "DEMONSTRATION – this shows what a certificate looks like and certifies nothing.\\n",
        "DEMONSTRATION – ",
    ):
        text = text.replace(mark, "")
    credential = read(Credential, text.encode())

    with pytest.raises(NotAllowedError) as caught:
        sign(credential, DEMONSTRATION_KEY, created=SIGNED_AT)

    assert caught.value.message == "certificate.real"


def test_a_moment_that_does_not_exist_is_not_signed() -> None:
    with pytest.raises(InvalidInputError):
        sign(prepared(), DEMONSTRATION_KEY, created="2026-02-30T00:00:00Z")


def test_signing_anew_replaces_the_proof() -> None:
    again = sign(sample_certificate(), DEMONSTRATION_KEY, created="2026-11-24T19:00:00Z")

    assert len(again.proof) == 1
    assert again.document == prepared().members()
