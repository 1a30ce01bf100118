"""What a verifier trusts: whose keys may sign certificates and heads, and who must cosign.

`trust.json` is small, public and pinned: a verifier that has it needs nobody
else. It is the first entry of the ledger, and each change of it another.
"""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from tcei_certificates.reading import read, refused
from tcei_certificates.texts import Line, Moment
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.model import FormatOne, Model
from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import PublicKey
from tcei_rules.keys.multikey import decode_multikey
from tcei_rules.ledger.notes import ED25519, VerifierKey
from tcei_rules.ledger.witness_policy import WitnessPolicy

DEMONSTRATION_DOMAIN = ".example"
"""No name under it can ever be registered (RFC 2606, section 2)."""

NO_WITNESSES = "quorum none\n"
"""Nobody must cosign: said aloud, and never by leaving something out."""

_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
# Lower case, no port, no address in numbers: one spelling for one issuer.
_DID_WEB = rf"^did:web:(?P<host>({_LABEL}\.)+[a-z]([a-z0-9-]*[a-z0-9])?)(:[A-Za-z0-9._-]+)*$"

Did = Annotated[str, StringConstraints(pattern=_DID_WEB, max_length=255)]
"""An issuer's `did:web`."""


def _strong_key(multikey: str) -> str:
    try:
        decode_multikey(multikey)
    except InvalidInputError as error:
        (mistake,) = error.mistakes
        raise refused(mistake.message, **mistake.values) from error
    return multikey


class TrustedKey(Model):
    """A key and the time in which it may sign: from `starts` to `ends`, both included.

    Moments are seconds. In the one in which a key was retired it may have
    signed before, and nobody can tell.
    """

    multikey: Annotated[str, AfterValidator(_strong_key)]
    starts: Moment = Field(alias="from")
    ends: Moment | None = Field(default=None, alias="until")

    @classmethod
    def of(cls, multikey: str, starts: str, ends: str | None = None) -> Self:
        """Return an authorised key."""
        return cls.model_validate({"multikey": multikey, "from": starts, "until": ends})

    @model_validator(mode="after")
    def _ends_not_before_it_starts(self) -> Self:
        if self.ends is not None and self.ends < self.starts:
            raise refused("trust.ends_before_start", starts=self.starts, ends=self.ends)
        return self

    @property
    def public(self) -> PublicKey:
        """The key itself."""
        return decode_multikey(self.multikey)

    def may_sign(self, at: str) -> bool:
        """Tell whether the key was authorised at that moment."""
        return self.starts <= at and (self.ends is None or at <= self.ends)


def _policy(text: str) -> str:
    try:
        WitnessPolicy.parse(text)
    except InvalidInputError as error:
        mistake = error.mistakes[0]
        raise refused(mistake.message, **mistake.values) from error
    return text


def _at_least_one(keys: tuple[TrustedKey, ...]) -> tuple[TrustedKey, ...]:
    # Not by `min_length`: that counts what was read, and tells of every bad key twice.
    if not keys:
        raise refused("trust.no_key")
    return keys


class Issuer(Model):
    """Who may issue certificates."""

    id: Did
    name: Line
    demonstration: bool
    """Everything it signs is a demonstration, and nothing else is."""
    keys: Annotated[tuple[TrustedKey, ...], AfterValidator(_at_least_one)]

    @model_validator(mode="after")
    def _demonstrates_under_its_own_domain(self) -> Self:
        under_example = self._host.endswith(DEMONSTRATION_DOMAIN)
        if self.demonstration and not under_example:
            raise refused("trust.demonstration_domain", issuer=self.id)
        if under_example and not self.demonstration:
            raise refused("trust.real_domain", issuer=self.id)
        return self

    @property
    def _host(self) -> str:
        match = re.match(_DID_WEB, self.id)
        assert match is not None
        return match["host"]

    def key_id(self, multikey: str) -> str:
        """Return the name of one of its keys in proofs: `did:web:HOST#z6Mk…`."""
        return f"{self.id}#{multikey}"

    def key(self, key_id: str) -> TrustedKey | None:
        """Return its key of that name, whether or not it may still sign."""
        return next((key for key in self.keys if self.key_id(key.multikey) == key_id), None)


class Trust(Model):
    """The content of `trust.json`."""

    format: FormatOne
    origin: Annotated[str, StringConstraints(pattern="^[!-*,-~]+$", max_length=255)]
    """Name of the ledger: visible ASCII without `+`, as signed notes demand."""
    ledger: Annotated[tuple[TrustedKey, ...], AfterValidator(_at_least_one)]
    """Keys that sign heads of the ledger."""
    witnesses: Annotated[str, AfterValidator(_policy)] = NO_WITNESSES
    """Who must cosign a head, as a witness policy (C2SP tlog-policy)."""
    issuers: tuple[Issuer, ...]

    @model_validator(mode="after")
    def _names_nothing_twice(self) -> Self:
        names = [issuer.id for issuer in self.issuers]
        names += [key.multikey for issuer in self.issuers for key in issuer.keys]
        names += [key.multikey for key in self.ledger]
        for name in names:
            if names.count(name) > 1:
                raise refused("trust.twice", name=name)
        return self

    @classmethod
    def read(cls, content: bytes, file: str = "trust.json") -> Self:
        """Read `trust.json`.

        Raises:
            InvalidInputError: It has mistakes; all are listed, each with its path.
        """
        return read(cls, content, file)

    def to_bytes(self) -> bytes:
        """Return the canonical bytes."""
        return canonical(self.members())

    @property
    def ledger_keys(self) -> tuple[VerifierKey, ...]:
        """The keys of the ledger as signed notes name them."""
        return tuple(VerifierKey.of(self.origin, ED25519, key.public.raw) for key in self.ledger)

    @property
    def witness_policy(self) -> WitnessPolicy:
        """Who must cosign a head."""
        return WitnessPolicy.parse(self.witnesses)

    def issuer(self, did: str) -> Issuer | None:
        """Return the issuer of that name."""
        return next((issuer for issuer in self.issuers if issuer.id == did), None)
