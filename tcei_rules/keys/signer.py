"""What signs: a key in memory, a security module, a signing service."""

from typing import Protocol

from tcei_rules.keys.ed25519 import PublicKey


class Signer(Protocol):
    """Signs with one Ed25519 key that it may keep to itself."""

    @property
    def public(self) -> PublicKey:
        """The key that its signatures verify with."""
        ...

    def sign(self, message: bytes, /) -> bytes:
        """Return the Ed25519 signature (RFC 8032, not prehashed), 64 bytes.

        Raises:
            UnreachableError: The device or service does not answer.
        """
        ...
