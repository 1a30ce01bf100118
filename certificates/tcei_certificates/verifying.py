"""Judging a certificate: ten steps, each with a result; a pure function of bytes, trust and time.

*Failed* and *could not be checked* never mix: what was looked at and found
wrong has failed, and a step that lacks what an earlier one should have given
could not be checked. What a certificate says of itself counts for nothing
until its proof holds.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tcei_certificates.credential import SignedCredential
from tcei_certificates.ledger_entry import FalseProofError, find_entry
from tcei_certificates.preparing import content_of
from tcei_certificates.reading import parse, printable, to_canonical
from tcei_certificates.signing import holds
from tcei_certificates.trust import Issuer, Trust, TrustedKey
from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.domain.certificate import CertificateContent, Status
from tcei_rules.domain.model import Digest, Instant
from tcei_rules.errors import IntegrityError, InvalidInputError
from tcei_rules.ledger.witness_policy import NONE

LARGEST = 256 * 1024
"""Bytes. A certificate with a hundred results has about fifty thousand."""


class StepName(StrEnum):
    """What is looked at, in this order."""

    READABLE = "readable"
    """Is it strict JSON?"""
    SHAPE = "shape"
    """Is it one of our certificates, and nothing more?"""
    ISSUER = "issuer"
    """Is the issuer trusted?"""
    KEY = "key"
    """Was the key the issuer's when the certificate was signed?"""
    PROOF = "proof"
    """Does the signature hold?"""
    VALIDITY = "validity"
    """Is it within its dates?"""
    STATUS = "status"
    """Was it withdrawn or suspended? This form of certificate names no status list."""
    LEDGER = "ledger"
    """Is it in the ledger, and did enough witnesses see the head?"""
    CRITERIA = "criteria"
    """Were its criteria approved? Nobody can approve by signature yet."""
    DEMONSTRATION = "demonstration"
    """Do issuer and marks agree whether it is a demonstration?"""


class Demand(StrEnum):
    """What a verifier can ask for beside what is always looked at."""

    LEDGER = "ledger"
    """A proof that it is in the ledger."""
    WITNESSES = "witnesses"
    """That, under a head which enough witnesses cosigned."""
    APPROVAL = "approval"
    """That its criteria were approved."""


class StepResult(StrEnum):
    """What became of a step."""

    PASSED = "passed"
    FAILED = "failed"
    UNCHECKED = "could not be checked"
    NOT_DEMANDED = "not demanded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a verification."""

    name: StepName
    result: StepResult
    status: Status | None = None
    """The word that the step leads to, if it leads to one."""
    message: str
    """Id of the sentence in `tcei_rules.wording`."""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def number(self) -> int:
        """Its place in the order, from 1."""
        return list(StepName).index(self.name) + 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What can be said of some bytes at a moment, to someone with this trust."""

    at: Instant
    steps: tuple[Step, ...]
    """All ten, in order."""
    demonstration: bool
    """Marked as a demonstration, or issued by someone who issues nothing else. Always shown."""
    digest: Digest | None
    """Of the signed content; given once the proof holds."""
    content: CertificateContent | None
    """What the certificate states; given once the proof holds."""

    @property
    def status(self) -> Status:
        """The first word in the order of `Status` that a step leads to."""
        words = {step.status for step in self.steps}
        return next((word for word in Status if word in words), Status.VALID)

    def step(self, name: StepName) -> Step:
        """Return a step by its name."""
        return next(step for step in self.steps if step.name is name)


def verify(
    content: bytes,
    trust: Trust,
    at: Instant,
    proof: bytes | None = None,
    demands: frozenset[Demand] = frozenset(),
) -> Verification:
    """Judge a certificate. Any bytes give an answer, and none an exception.

    Args:
        content: What was handed in, in whatever layout of the JSON.
        trust: Whose keys count, and which witnesses are demanded.
        at: The moment that is asked about.
        proof: That it is in the ledger, as a C2SP tlog-proof whose extra data is
            the entry; it is checked whether or not it is demanded.
        demands: What else must be shown; what is not there to be checked could
            not be checked.
    """
    looked = _looked_at(content, trust, at)
    credential, issuer, proven = looked.credential, looked.issuer, looked.proven
    ledger = _ledger(proven, trust, proof, demands)
    after = (_validity(proven, at), _not_demanded(StepName.STATUS), ledger, _criteria(demands))
    return Verification(
        at=at,
        steps=(*looked.steps, *after, _demonstration(proven, issuer)),
        demonstration=_is_for_show(credential, issuer),
        digest=looked.digest,
        content=content_of(proven) if proven else None,
    )


def proven_digest(content: bytes, trust: Trust, at: Instant) -> Digest | None:
    """Return the digest of what was signed, if the proof holds, whatever else there is to say.

    The first five steps of `verify`, for whoever looks at very many.
    """
    return _looked_at(content, trust, at).digest


@dataclass(frozen=True, kw_only=True, slots=True)
class _Looked:
    """The first five steps, and what they gave."""

    steps: tuple[Step, ...]
    credential: SignedCredential | None
    issuer: Issuer | None
    digest: Digest | None
    """Of the signed content, once the proof holds."""

    @property
    def proven(self) -> SignedCredential | None:
        return None if self.digest is None else self.credential


def _looked_at(content: bytes, trust: Trust, at: Instant) -> _Looked:
    readable, shape, credential = _credential(content)
    known, issuer = _issuer(credential, trust)
    authorised, key = _key(credential, issuer, at)
    signed, digest = _proof(credential, key)
    steps = (readable, shape, known, authorised, signed)
    return _Looked(steps=steps, credential=credential, issuer=issuer, digest=digest)


def _credential(content: bytes) -> tuple[Step, Step, SignedCredential | None]:
    # Bytes that are what the model would write are strict JSON, and need no other look: our own
    # always are. Of all others it is found out in order what they are.
    if len(content) <= LARGEST:
        with suppress(InvalidInputError, IntegrityError):
            found = parse(SignedCredential, content)
            return _passed(StepName.READABLE), _passed(StepName.SHAPE), found
    readable, clean = _read(content)
    return readable, *_shape(clean)


def _read(content: bytes) -> tuple[Step, bytes | None]:
    if len(content) > LARGEST:
        too_large = _failed(StepName.READABLE, Status.ALTERED, "verify.readable.too_large")
        return too_large, None
    try:
        return _passed(StepName.READABLE), to_canonical(content)
    except InvalidInputError as error:
        return _altered(StepName.READABLE, error), None


def _shape(clean: bytes | None) -> tuple[Step, SignedCredential | None]:
    if clean is None:
        return _unchecked(StepName.SHAPE, StepName.READABLE), None
    try:
        return _passed(StepName.SHAPE), parse(SignedCredential, clean)
    except InvalidInputError as error:
        return _altered(StepName.SHAPE, error), None


def _issuer(credential: SignedCredential | None, trust: Trust) -> tuple[Step, Issuer | None]:
    if credential is None:
        return _unchecked(StepName.ISSUER, StepName.SHAPE), None
    did = credential.issuer.id
    issuer = trust.issuer(did)
    if issuer is None:
        step = _failed(StepName.ISSUER, Status.UNKNOWN, "verify.issuer.unknown", issuer=did)
        return step, None
    return _passed(StepName.ISSUER, issuer=did, name=issuer.name), issuer


def _key(
    credential: SignedCredential | None, issuer: Issuer | None, at: Instant
) -> tuple[Step, TrustedKey | None]:
    if credential is None or issuer is None:
        return _unchecked(StepName.KEY, StepName.ISSUER), None
    (proof,) = credential.proof
    values = {"key": proof.verification_method, "created": proof.created, "at": at}
    key = issuer.key(proof.verification_method)
    if key is None:
        return _failed(StepName.KEY, Status.UNKNOWN, "verify.key.unknown", **values), None
    if not key.may_sign(proof.created):
        return _failed(StepName.KEY, Status.UNKNOWN, "verify.key.not_then", **values), None
    if proof.created > at:
        # Asked about a day before it was signed: there was no certificate yet.
        return _failed(StepName.KEY, Status.NOT_YET_VALID, "verify.key.not_yet", **values), key
    return _passed(StepName.KEY, **values), key


def _proof(
    credential: SignedCredential | None, key: TrustedKey | None
) -> tuple[Step, Digest | None]:
    if credential is None or key is None:
        return _unchecked(StepName.PROOF, StepName.KEY), None
    (proof,) = credential.proof
    document = canonical(credential.document)
    if not holds(proof, document, key.public):
        return _failed(StepName.PROOF, Status.ALTERED, "verify.proof.false"), None
    return _passed(StepName.PROOF, suite=proof.cryptosuite), sha256(document)


def _validity(proven: SignedCredential | None, at: Instant) -> Step:
    if proven is None:
        return _unchecked(StepName.VALIDITY, StepName.PROOF)
    days = {"start": proven.valid_from[:10], "end": proven.valid_until[:10]}
    if at > proven.valid_until:
        return _failed(StepName.VALIDITY, Status.EXPIRED, "verify.validity.expired", **days)
    if at < proven.valid_from:
        return _failed(StepName.VALIDITY, Status.NOT_YET_VALID, "verify.validity.not_yet", **days)
    return _passed(StepName.VALIDITY, **days)


def _ledger(
    proven: SignedCredential | None,
    trust: Trust,
    proof: bytes | None,
    demands: frozenset[Demand],
) -> Step:
    name, policy = StepName.LEDGER, trust.witness_policy
    # A quorum in the trust root is a demand, and without a proof nothing can meet it.
    demanded = bool(demands & {Demand.LEDGER, Demand.WITNESSES}) or policy.quorum != NONE
    if proof is None:
        return _unavailable(name, "verify.ledger.no_proof") if demanded else _not_demanded(name)
    if proven is None:
        return _unchecked(name, StepName.PROOF)
    try:
        found = find_entry(proof, proven, trust)
    except FalseProofError as error:
        mistake = error.mistakes[0]
        values = {key: printable(value) for key, value in mistake.values.items()}
        return _failed(name, error.status, mistake.message, **values)
    values = {"index": str(found.index), "size": str(found.size)}
    if policy.quorum == NONE:
        if Demand.WITNESSES in demands:
            return _unavailable(name, "verify.ledger.no_witnesses", **values)
        return _passed(name, **values)
    told = values | {"witnesses": ", ".join(f"{one} {at}" for one, at in found.cosigned.items())}
    if found.missing:
        return _unavailable(
            name, "verify.ledger.unwitnessed", **values, missing=", ".join(found.missing)
        )
    return Step(name=name, result=StepResult.PASSED, message="verify.ledger.witnessed", values=told)


def _criteria(demands: frozenset[Demand]) -> Step:
    if Demand.APPROVAL in demands:
        return _unavailable(StepName.CRITERIA, "verify.criteria.no_approval")
    return _not_demanded(StepName.CRITERIA)


def _not_demanded(name: StepName) -> Step:
    message = f"verify.{name}.not_demanded"
    return Step(name=name, result=StepResult.NOT_DEMANDED, message=message)


def _unavailable(name: StepName, message: str, /, **values: str) -> Step:
    return Step(
        name=name,
        result=StepResult.UNCHECKED,
        status=Status.UNCHECKED,
        message=message,
        values=values,
    )


def _demonstration(proven: SignedCredential | None, issuer: Issuer | None) -> Step:
    name = StepName.DEMONSTRATION
    if proven is None or issuer is None:
        return _unchecked(name, StepName.PROOF)
    if issuer.demonstration and not proven.demonstration:
        return _failed(name, Status.ALTERED, "verify.demonstration.no_marks")
    if proven.demonstration and not issuer.demonstration:
        return _failed(name, Status.ALTERED, "verify.demonstration.marks")
    if not proven.demonstration:
        return _passed(name)
    return Step(
        name=name,
        result=StepResult.PASSED,
        status=Status.DEMONSTRATION,
        message="verify.demonstration.in_order",
    )


def _is_for_show(credential: SignedCredential | None, issuer: Issuer | None) -> bool:
    marked = credential is not None and credential.demonstration
    return marked or (issuer is not None and issuer.demonstration)


def _passed(name: StepName, /, **values: str) -> Step:
    message = f"verify.{name}.passed"
    return Step(name=name, result=StepResult.PASSED, message=message, values=values)


def _failed(name: StepName, status: Status, message: str, /, **values: str) -> Step:
    return Step(name=name, result=StepResult.FAILED, status=status, message=message, values=values)


def _altered(name: StepName, error: InvalidInputError) -> Step:
    # The first mistake is enough to know; a stranger's file may have a hundred thousand.
    mistake = error.mistakes[0]
    values = {key: printable(value) for key, value in mistake.values.items()}
    return _failed(name, Status.ALTERED, mistake.message, **values)


def _unchecked(name: StepName, needs: StepName) -> Step:
    return Step(
        name=name,
        result=StepResult.UNCHECKED,
        status=Status.UNCHECKED,
        message="verify.unchecked",
        values={"needs": needs},
    )
