"""From the content of a certificate to its credential, and back."""

from uuid import UUID

from pydantic import ValidationError

from tcei_certificates.credential import (
    CONTEXTS,
    DEMONSTRATION_MARK,
    DEMONSTRATION_NOTICE,
    SCHEMA,
    Credential,
    node,
)
from tcei_certificates.reading import invalid
from tcei_certificates.trust import Issuer
from tcei_rules.domain.canonical import Json
from tcei_rules.domain.certificate import CertificateContent, Result
from tcei_rules.domain.model import Ulid
from tcei_rules.errors import NotAllowedError

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHIFTS = range(125, -1, -5)
"""26 digits of 5 bits; the topmost two of the 130 are always 0."""

_SCHEMA: dict[str, Json] = {"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}


def prepare(content: CertificateContent, issuer: Issuer) -> Credential:
    """Return the credential that states the content, ready to be signed.

    The same content gives the same credential, so a certificate can be
    recorded first and signed after. So far only demonstration certificates
    are written.

    Raises:
        NotAllowedError: The certificate or the issuer is not for demonstration.
        InvalidInputError: A text cannot stand in a certificate; each with its path.
    """
    if not content.demonstration:
        raise NotAllowedError("certificate.real", number=content.number)
    if not issuer.demonstration:
        raise NotAllowedError("certificate.real_issuer", issuer=issuer.id)
    try:
        return Credential.model_validate(_document(content, issuer))
    except ValidationError as error:
        raise invalid(error) from error


def content_of(credential: Credential) -> CertificateContent:
    """Return what a credential states: the inverse of `prepare`."""
    achievement, said = credential.achievement, credential.evidence[0].said
    subject, narrative = credential.credential_subject, achievement.criteria.narrative
    name = achievement.name.removeprefix(DEMONSTRATION_MARK)
    return CertificateContent(
        id=_ulid(credential.id),
        number=subject.license_number,
        demonstration=credential.demonstration,
        scheme=said["scheme"],
        version=said["version"],
        ruleset=said["ruleset"],
        label=achievement.human_code.removeprefix(f"{said['scheme']}/"),
        label_title=name.removeprefix(f"{achievement.description}: "),
        scheme_title=achievement.description,
        narrative=narrative.removeprefix(f"{DEMONSTRATION_NOTICE}\n"),
        language=achievement.in_language,
        holder=_ulid(subject.id),
        holder_name=subject.identifier[0].identity_hash,
        decision=_ulid(credential.evidence[0].id),
        decision_digest=said["decision"],
        issued_at=credential.awarded_date,
        valid_from=credential.valid_from[:10],
        valid_until=credential.valid_until[:10],
        results=_results(credential),
    )


def _document(content: CertificateContent, issuer: Issuer) -> dict[str, Json]:
    urn = _urn(content.id)
    return {
        "@context": CONTEXTS,
        "id": urn,
        "type": ("VerifiableCredential", "OpenBadgeCredential"),
        "issuer": {"id": issuer.id, "type": ("Profile",), "name": issuer.name},
        "awardedDate": content.issued_at,
        "validFrom": f"{content.valid_from}T00:00:00Z",
        "validUntil": f"{content.valid_until}T23:59:59Z",
        "credentialSubject": _subject(content, urn),
        "evidence": (_evidence(content),),
        "credentialSchema": (_SCHEMA,),
    }


def _evidence(content: CertificateContent) -> dict[str, Json]:
    ruleset = f"{content.scheme}/{content.version} {content.ruleset}"
    narrative = f"decision {content.decision_digest}\nruleset {ruleset}"
    return {"id": _urn(content.decision), "type": ("Evidence",), "narrative": narrative}


def _subject(content: CertificateContent, urn: str) -> dict[str, Json]:
    holder: dict[str, Json] = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": content.holder_name,
        "identityType": "name",
    }
    return {
        "id": _urn(content.holder),
        "type": ("AchievementSubject",),
        "identifier": (holder,),
        "licenseNumber": content.number,
        "achievement": _achievement(content, urn),
        "result": tuple(_achieved(result, urn) for result in content.results),
    }


def _achievement(content: CertificateContent, urn: str) -> dict[str, Json]:
    narrative = f"{DEMONSTRATION_NOTICE}\n{content.narrative}"
    return {
        "id": node(urn, "achievement"),
        "type": ("Achievement",),
        "achievementType": "Certification",
        # With the scheme in it: wallets show the name and little else.
        "name": f"{DEMONSTRATION_MARK}{content.scheme_title}: {content.label_title}",
        "description": content.scheme_title,
        "humanCode": f"{content.scheme}/{content.label}",
        "version": content.version,
        "inLanguage": content.language,
        "criteria": {"id": node(urn, "criteria"), "narrative": narrative},
        "resultDescription": tuple(_required(result, urn) for result in content.results),
    }


def _required(result: Result, urn: str) -> dict[str, Json]:
    return {
        "id": node(urn, f"required-{result.id}"),
        "type": ("ResultDescription",),
        "name": result.title,
        "resultType": "Result",
        "requiredValue": result.required,
    }


def _achieved(result: Result, urn: str) -> dict[str, Json]:
    return {
        "id": node(urn, f"result-{result.id}"),
        "type": ("Result",),
        "resultDescription": node(urn, f"required-{result.id}"),
        "value": result.achieved,
    }


def _results(credential: Credential) -> tuple[Result, ...]:
    required, achieved = credential.achievement.result_description, credential.credential_subject
    return tuple(
        Result(
            id=one.id.removeprefix(node(credential.id, "required-")),
            title=one.name,
            required=one.required_value,
            achieved=other.value,
        )
        for one, other in zip(required, achieved.result, strict=True)
    )


def _urn(ulid: Ulid) -> str:
    """Return the URN with the 128 bits of a ULID."""
    number = 0
    for character in ulid:
        number = number * len(_CROCKFORD) + _CROCKFORD.index(character)
    return UUID(int=number).urn


def _ulid(urn: str) -> Ulid:
    """Return the ULID with the 128 bits of a URN."""
    number = UUID(urn).int
    return "".join(_CROCKFORD[number >> shift & 31] for shift in _SHIFTS)
