"""A sealing that takes no time, for tests that are not about age."""

from hashlib import sha256

from tcei_rules.errors import NotAllowedError


class FastSealing:
    """Keeps the secret in the clear behind a hash of the passphrase. Never outside tests."""

    def seal(self, secret: bytes, passphrase: str) -> bytes:
        return sha256(passphrase.encode()).digest() + secret

    def unseal(self, sealed: bytes, passphrase: str) -> bytes:
        if sealed[:32] != sha256(passphrase.encode()).digest():
            raise NotAllowedError("keyring.passphrase")
        return sealed[32:]
