"""One issuer with its key: what the service calls to prepare and sign certificates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tcei_certificates.credential import Credential
from tcei_certificates.preparing import content_of, prepare
from tcei_certificates.reading import parse
from tcei_certificates.signing import sign
from tcei_certificates.trust import Issuer, Trust, TrustedKey
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.certificate import CertificateContent
from tcei_rules.errors import InvalidInputError, NotAllowedError, refusal
from tcei_rules.keys.key_file import PublicPart, Purpose
from tcei_rules.keys.multikey import encode_multikey
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.witness_policy import WitnessPolicy


@dataclass(frozen=True, slots=True)
class CredentialIssuer:
    """Prepares and signs credentials as one issuer.

    Args:
        issuer: As verifiers know it.
        signer: Holds one of its keys.
    """

    issuer: Issuer
    signer: Signer

    def prepare(self, content: CertificateContent) -> bytes:
        """Return the credential's canonical bytes, unsigned.

        Raises:
            NotAllowedError: Such a certificate cannot be issued, or not with this key.
        """
        self._key(at=content.issued_at)
        return canonical(prepare(content, self.issuer).document)

    def stated(self, prepared: bytes) -> CertificateContent | None:
        """Return what prepared bytes state; nothing if this issuer never prepared them."""
        try:
            content = content_of(parse(Credential, prepared))
            own = canonical(prepare(content, self.issuer).document)
        except (InvalidInputError, NotAllowedError):
            return None
        return content if own == prepared else None

    def sign(self, prepared: bytes, created: str) -> bytes:
        """Return the signed credential; the same bytes for the same input and key.

        Raises:
            NotAllowedError: Verifiers would not accept the key.
        """
        # A key made after the certificate was recorded cannot have signed before it was made.
        moment = max(created, self._key().starts)
        self._key(at=moment)
        return sign(parse(Credential, prepared), self.signer, created=moment).to_bytes()

    def _key(self, at: str | None = None) -> TrustedKey:
        """Return the key as verifiers know it; one that they do not accept signs nothing."""
        multikey = encode_multikey(self.signer.public)
        key = self.issuer.key(self.issuer.key_id(multikey))
        if key is None:
            raise NotAllowedError("certificate.key_unknown", key=multikey, issuer=self.issuer.id)
        if at is not None and at < key.starts:
            raise NotAllowedError("certificate.key_early", key=multikey, at=at, starts=key.starts)
        if at is not None and key.ends is not None and not key.may_sign(at):
            raise NotAllowedError("certificate.key_ended", key=multikey, at=at, ends=key.ends)
        return key


def demonstration_trust(origin: str, issuer: str, name: str, keys: Iterable[PublicPart]) -> Trust:
    """Return a trust root for the demonstration and ledger keys of a keyring.

    Retired keys stay authorised for the time in which they signed.

    Args:
        origin: Name of the ledger.
        issuer: `did:web` under a `.example` name.
        name: Of the issuer, for people.
        keys: Public parts; those of other purposes are left out.
    """
    keys = tuple(keys)
    return Trust(
        format=1,
        origin=origin,
        ledger=_trusted(keys, Purpose.LEDGER),
        issuers=(
            Issuer(
                id=issuer,
                name=name,
                demonstration=True,
                keys=_trusted(keys, Purpose.DEMONSTRATION),
            ),
        ),
    )


def _trusted(keys: tuple[PublicPart, ...], purpose: Purpose) -> tuple[TrustedKey, ...]:
    own = (key for key in keys if key.purpose is purpose)
    return tuple(TrustedKey.of(key.multikey, key.created, key.retired) for key in own)


def remembering(trust: Trust, before: Trust, at: str) -> Trust:
    """Return a trust root with all that an earlier one names, so that no key is ever forgotten.

    A key that is no longer at hand stays authorised for what it signed until
    now, and an end that was set stays set: nothing gains trust by it.

    Args:
        trust: What is to be trusted from now on.
        before: What was trusted so far; other issuers in it, and its witnesses,
            are kept as they are.
        at: The present moment.
    """
    own = {issuer.id: issuer for issuer in trust.issuers}
    issuers = tuple(
        _issuer_with_keys_of(own.pop(issuer.id), issuer, at) if issuer.id in own else issuer
        for issuer in before.issuers
    )
    return trust.model_copy(
        update={
            "issuers": (*issuers, *own.values()),
            "ledger": _with_keys_of(trust.ledger, before.ledger, at),
            "witnesses": before.witnesses,
        }
    )


def witnessed_by(trust: Trust, policy: str) -> Trust:
    """Return a trust root that demands the witnesses of a policy, and is the same otherwise.

    Raises:
        InvalidInputError: It is no policy, or one for another ledger.
    """
    read = WitnessPolicy.parse(policy)
    logs = [log.key for log in read.logs]
    if logs and not set(logs) & set(trust.ledger_keys):
        raise refusal("witness_policy.other_ledger", origin=trust.origin)
    return trust.model_copy(update={"witnesses": read.text})


def _issuer_with_keys_of(issuer: Issuer, before: Issuer, at: str) -> Issuer:
    return issuer.model_copy(update={"keys": _with_keys_of(issuer.keys, before.keys, at)})


def _with_keys_of(
    now: tuple[TrustedKey, ...], before: tuple[TrustedKey, ...], at: str
) -> tuple[TrustedKey, ...]:
    keys = {key.multikey: key for key in now}
    known = {key.multikey for key in before}
    remembered = tuple(_remembered(key, keys.get(key.multikey), at) for key in before)
    return (*remembered, *(key for key in now if key.multikey not in known))


def _remembered(before: TrustedKey, now: TrustedKey | None, at: str) -> TrustedKey:
    said = (before.ends, now.ends if now else at)
    earliest = min((end for end in said if end is not None), default=None)
    # Lost in its first second, or by a clock that was set back: that second is all it keeps.
    ends = None if earliest is None else max(earliest, before.starts)
    return TrustedKey.of(before.multikey, before.starts, ends)
