"""Laws of certificates: what is stated, signed and read back."""

from hypothesis import given, settings

from tcei_certificates.credential import SignedCredential
from tcei_certificates.preparing import content_of, prepare
from tcei_certificates.reading import read
from tcei_certificates.signing import sign
from tcei_certificates.verifying import verify
from tcei_rules.domain.certificate import CertificateContent, Status
from tests.certificate_samples import (
    ASKED_AT,
    DEMONSTRATION_KEY,
    SIGNED_AT,
    contents,
    sample_issuer,
    sample_trust,
)

ISSUER, TRUST = sample_issuer(), sample_trust()


@settings(deadline=None)
@given(contents)
def test_what_is_prepared_reads_back_whole(content: CertificateContent) -> None:
    assert content_of(prepare(content, ISSUER)) == content


@settings(deadline=None)
@given(contents)
def test_what_is_signed_reads_back_whole_and_is_in_order(content: CertificateContent) -> None:
    signed = sign(prepare(content, ISSUER), DEMONSTRATION_KEY, created=SIGNED_AT)
    verification = verify(signed.to_bytes(), TRUST, ASKED_AT)

    assert read(SignedCredential, signed.to_bytes()) == signed
    assert verification.status is Status.DEMONSTRATION
    assert verification.content == content


@settings(deadline=None)
@given(contents, contents)
def test_two_contents_are_digested_alike_only_if_they_are_the_same(
    one: CertificateContent, other: CertificateContent
) -> None:
    same = prepare(one, ISSUER).digest == prepare(other, ISSUER).digest

    assert same == (one == other)
