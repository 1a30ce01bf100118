"""What use cases need from outside, as Protocols; `tcei_cli/compose.py` wires the real ones."""

from __future__ import annotations

from typing import Protocol

from tcei_rules.domain.certificate import CertificateContent
from tcei_rules.ledger.checkpoints import Checkpoint


class Clock(Protocol):
    """Tells the time, once a use case."""

    def now(self) -> str:
        """Return the present time, `YYYY-MM-DDTHH:MM:SSZ`."""
        ...


class Chance(Protocol):
    """Gives what must be random."""

    def ulid(self, at: str) -> str:
        """Return a fresh ULID of a time."""
        ...

    def salt(self) -> bytes:
        """Return 32 random bytes."""
        ...


class KeptHeads(Protocol):
    """Keeps signed heads where no change of the database reaches them."""

    def latest(self) -> Checkpoint | None:
        """Return the kept head of the largest tree, or nothing."""
        ...

    def keep(self, size: int, note: bytes) -> None:
        """Keep a head for ever; one that has more signatures takes the place of the same head.

        Raises:
            IntegrityError: Another head of that size is kept.
        """
        ...


class Issuer(Protocol):
    """Turns what a certificate says into a credential, and signs it."""

    def prepare(self, content: CertificateContent) -> bytes:
        """Return the credential's canonical bytes, unsigned.

        Raises:
            NotAllowedError: Such a certificate cannot be issued.
        """
        ...

    def stated(self, prepared: bytes) -> CertificateContent | None:
        """Return what prepared bytes state; nothing if this issuer never prepared them."""
        ...

    def sign(self, prepared: bytes, created: str) -> bytes:
        """Return the signed credential; the same bytes for the same input.

        Raises:
            NotAllowedError: The key may not sign it.
        """
        ...


class ProofReader(Protocol):
    """Looks whether the proof of a signed credential holds, whatever its dates."""

    def proven_digest(self, content: bytes) -> str | None:
        """Return the digest of what was signed; nothing if no trusted key signed it so."""
        ...


class CertificateReader(ProofReader, Protocol):
    """Reads what a signed credential states, once its proof holds."""

    def proven_content(self, content: bytes) -> CertificateContent | None:
        """Return what the certificate states; nothing if no trusted key signed it so."""
        ...
