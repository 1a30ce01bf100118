"""Whether proofs hold, for auditors: dates and status of a certificate are another question."""

from dataclasses import dataclass

from tcei_certificates.trust import Trust
from tcei_certificates.verifying import proven_digest
from tcei_rules.domain.model import Digest, Instant


@dataclass(frozen=True, slots=True)
class TrustedProofs:
    """Proofs by the keys of a trust root, as known at a moment."""

    trust: Trust
    at: Instant

    def proven_digest(self, content: bytes) -> Digest | None:
        """Return the digest of what was signed; nothing if no trusted key signed it so."""
        return proven_digest(content, self.trust, self.at)
