"""What is written down of a key: its public part, and the private half sealed."""

from base64 import b64decode
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from tcei_rules.domain.canonical import canonical, digest
from tcei_rules.domain.model import Digest, FormatOne, Instant, Model
from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import PublicKey
from tcei_rules.keys.multikey import decode_multikey


class Purpose(StrEnum):
    """One key, one purpose: what a key may sign."""

    DEMONSTRATION = "demonstration"
    """Demonstration certificates."""
    ISSUER = "issuer"
    """Certificates."""
    LEDGER = "ledger"
    """Heads of the ledger."""
    WITNESS = "witness"
    """Cosignatures under heads of ledgers of others."""


def _known_key(multikey: str) -> str:
    try:
        decode_multikey(multikey)
    except InvalidInputError as error:
        raise ValueError(error.message) from error
    return multikey


def _base64(text: str) -> str:
    b64decode(text, validate=True)
    return text


class PublicPart(Model):
    """What everyone may know of a key."""

    format: FormatOne
    purpose: Purpose
    multikey: Annotated[str, AfterValidator(_known_key)]
    created: Instant
    retired: Instant | None = None
    """From then on it signs nothing any more; what it signed before stays signed."""

    @property
    def public(self) -> PublicKey:
        """The key itself."""
        return decode_multikey(self.multikey)

    @property
    def file_name(self) -> str:
        """One name for the active key of a purpose, so that there is never a second."""
        return f"{self.purpose}-{self.multikey}.json" if self.retired else f"{self.purpose}.json"


class KeyFile(PublicPart):
    """A key as it lies in its folder, in canonical form."""

    sealed: Annotated[str, AfterValidator(_base64)] | None = None
    """The private key as an age file, in base64; a retired key has none any more."""
    checksum: Digest
    """Over the other members: tells damage from a wrong passphrase. It protects nothing."""

    @classmethod
    def of(cls, part: PublicPart, sealed: str | None = None) -> Self:
        """Return the file of a key."""
        members = part.members() | ({"sealed": sealed} if sealed else {})
        return cls.model_validate_json(canonical(members | {"checksum": digest(members)}))

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        members = self.members()
        if members.pop("checksum") != digest(members):
            raise ValueError("checksum")
        if bool(self.retired) == bool(self.sealed):
            raise ValueError("an active key has a private half, a retired one has none")
        return self

    @property
    def secret(self) -> bytes:
        """The private half, sealed."""
        return b64decode(self.sealed or "")

    @property
    def part(self) -> PublicPart:
        """The public part alone."""
        return PublicPart.model_validate(self.model_dump(exclude={"sealed", "checksum"}))

    def retire(self, at: Instant) -> "KeyFile":
        """Return the file without its private half, retired."""
        return KeyFile.of(self.part.model_copy(update={"retired": at}))
