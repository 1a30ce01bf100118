"""Whether the proof of a signed credential holds, for whoever asks about nothing else."""

from dataclasses import dataclass

from tcei_certificates.trust import Trust
from tcei_certificates.verifying import proven_digest, verify
from tcei_rules.domain.certificate import CertificateContent

AFTER_ALL = "9999-12-31T23:59:59Z"
"""A moment by which everything was signed: dates of a certificate say nothing of its proof."""


@dataclass(frozen=True, slots=True)
class CredentialProofs:
    """Looks at proofs, whatever the dates of certificates."""

    trust: Trust

    def proven_digest(self, content: bytes) -> str | None:
        """Return the digest of what was signed; nothing if no trusted key signed it so."""
        return proven_digest(content, self.trust, AFTER_ALL)

    def proven_content(self, content: bytes) -> CertificateContent | None:
        """Return what the certificate states; nothing if no trusted key signed it so."""
        return verify(content, self.trust, AFTER_ALL).content
