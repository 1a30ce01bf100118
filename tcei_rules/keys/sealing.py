"""Secrets under a passphrase, in the age format (scrypt).

age measures the machine and spends about a second on each opening, so that
guessing is slow wherever the file goes. Whoever opened a key keeps it.
"""

from importlib import import_module
from typing import Protocol

from tcei_rules.errors import NotAllowedError, UnreachableError

# Compiled from Rust without stubs: what comes out of it is typed where it comes out.
pyrage = import_module("pyrage")


class Sealing(Protocol):
    """Closes a secret with a passphrase, and opens it with the same one."""

    def seal(self, secret: bytes, passphrase: str) -> bytes:
        """Return what may lie on a disk."""
        ...

    def unseal(self, sealed: bytes, passphrase: str) -> bytes:
        """Return the secret.

        Raises:
            NotAllowedError: It is not the passphrase.
            UnreachableError: Opening would take this machine far too long.
        """
        ...


class AgeSealing:
    """Seals as `age --passphrase` does; the age tool opens it, too."""

    def seal(self, secret: bytes, passphrase: str) -> bytes:
        """Return a binary age file with one scrypt recipient."""
        sealed: bytes = pyrage.passphrase.encrypt(secret, passphrase)
        return sealed

    def unseal(self, sealed: bytes, passphrase: str) -> bytes:
        """Return what the age file holds."""
        try:
            secret: bytes = pyrage.passphrase.decrypt(sealed, passphrase)
        except pyrage.DecryptError as error:
            # age gives no other sign; a test holds the library to this word.
            if str(error).startswith("Excessive work"):
                raise UnreachableError("keyring.too_slow") from error
            raise NotAllowedError("keyring.passphrase") from error
        return secret
