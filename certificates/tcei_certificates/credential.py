"""The certificate of record: an Open Badges 3.0 credential, which is a W3C one.

Strict and frozen: a member that is not here is *altered or not ours*, never
ignored. No numbers, no context of our own, one node id for everything that may
have one, so that the RDF form of the document has no blank node but the
`IdentityObject`, which the published schema allows no id.

Source: Open Badges 3.0 (1EdTech, final 2024), JSON Schema of the
AchievementCredential; W3C Verifiable Credentials Data Model 2.0.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from tcei_certificates.reading import refused
from tcei_certificates.texts import Base58, FirstMoment, LastMoment, Line, Moment, Node, Text, Urn
from tcei_certificates.trust import Did
from tcei_rules.domain.canonical import Json, canonical, digest
from tcei_rules.domain.model import Model

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    # Only here is the type of the credentialSchema defined.
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)

DEMONSTRATION_MARK = "DEMONSTRATION – "
"""Begins the achievement's name and the criteria: outside verifiers know no flag of ours."""

DEMONSTRATION_NOTICE = (
    f"{DEMONSTRATION_MARK}this shows what a certificate looks like and certifies nothing."
)

_SHA256 = "sha256:[0-9a-f]{64}"
_ID = "[A-Za-z0-9_][A-Za-z0-9_.-]*"
EVIDENCE = (
    rf"^decision (?P<decision>{_SHA256})"
    rf"\nruleset (?P<scheme>{_ID})/(?P<version>{_ID}) (?P<ruleset>{_SHA256})$"
)
"""The narrative of the decision record: words a person can read and a program can take apart."""

Contexts = tuple[
    Literal["https://www.w3.org/ns/credentials/v2"],
    Literal["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    Literal["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
]


class _Part(Model):
    """Members in the published spelling: `validFrom` for `valid_from`."""

    model_config = ConfigDict(alias_generator=to_camel)


class IssuerProfile(_Part):
    """Who issued it."""

    id: Did
    type: tuple[Literal["Profile"]]
    name: Line


class IdentityObject(_Part):
    """The holder's name, in the clear: a label is public."""

    type: Literal["IdentityObject"]
    hashed: Literal[False]
    identity_hash: Line
    """The published name for the name itself, where it is not hashed."""
    identity_type: Literal["name"]


class Criteria(_Part):
    """How the label is earned, one sentence a line."""

    id: Node
    narrative: Text


class ResultDescription(_Part):
    """What was demanded in one point."""

    id: Node
    type: tuple[Literal["ResultDescription"]]
    name: Text
    result_type: Literal["Result"]
    required_value: Text


class AchievedResult(_Part):
    """What it came to in that point."""

    id: Node
    type: tuple[Literal["Result"]]
    result_description: Node
    value: Text


class Achievement(_Part):
    """The label."""

    id: Node
    type: tuple[Literal["Achievement"]]
    achievement_type: Literal["Certification"]
    name: Line
    """The titles of scheme and label, behind the mark if it is a demonstration."""
    description: Line
    """The scheme's title."""
    human_code: Annotated[str, StringConstraints(pattern=f"^{_ID}/{_ID}$")]
    """Scheme and label, `ecei/gold`; the same for every holder."""
    version: Annotated[str, StringConstraints(pattern=f"^{_ID}$")]
    """Of the ruleset."""
    # The pattern of the published schema.
    in_language: Annotated[
        str, StringConstraints(pattern="^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")
    ]
    criteria: Criteria
    result_description: tuple[ResultDescription, ...]


class AchievementSubject(_Part):
    """The holder and what it achieved."""

    id: Urn
    type: tuple[Literal["AchievementSubject"]]
    identifier: tuple[IdentityObject]
    license_number: Line
    """The number of the certificate.

    Open Badges has one member for "the license number that was issued with this
    credential", and it is ours alone: `humanCode` and `otherIdentifier` belong to
    the achievement, which many hold, and `identifier` to the holder, who may
    hold several certificates.
    """
    achievement: Achievement
    result: tuple[AchievedResult, ...]


class Evidence(_Part):
    """The decision behind the certificate."""

    id: Urn
    type: tuple[Literal["Evidence"]]
    narrative: Annotated[str, StringConstraints(pattern=EVIDENCE)]

    @property
    def said(self) -> dict[str, str]:
        """The narrative taken apart: decision, scheme, version, ruleset."""
        match = re.match(EVIDENCE, self.narrative)
        assert match is not None
        return match.groupdict()


class CredentialSchema(_Part):
    """Where the published schema is."""

    id: Literal[
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
    ]
    type: Literal["1EdTechJsonSchemaValidator2019"]


class Credential(_Part):
    """A certificate before it is signed."""

    context: Contexts = Field(alias="@context")
    id: Urn
    type: tuple[Literal["VerifiableCredential"], Literal["OpenBadgeCredential"]]
    issuer: IssuerProfile
    awarded_date: Moment
    valid_from: FirstMoment
    valid_until: LastMoment
    credential_subject: AchievementSubject
    evidence: tuple[Evidence]
    credential_schema: tuple[CredentialSchema]

    @property
    def achievement(self) -> Achievement:
        """The label."""
        return self.credential_subject.achievement

    @property
    def demonstration(self) -> bool:
        """Whether it carries the marks of a demonstration."""
        return self.achievement.name.startswith(DEMONSTRATION_MARK)

    @property
    def document(self) -> Mapping[str, Json]:
        """What is signed: everything but the proofs."""
        return {name: member for name, member in self.members().items() if name != "proof"}

    @property
    def digest(self) -> str:
        """The digest of what is signed."""
        return digest(self.document)

    @model_validator(mode="after")
    def _is_valid_for_a_day_at_least(self) -> Self:
        if self.valid_until <= self.valid_from:
            raise refused("credential.dates", start=self.valid_from, end=self.valid_until)
        return self

    @model_validator(mode="after")
    def _is_a_demonstration_or_not(self) -> Self:
        notice = self.achievement.criteria.narrative.startswith(f"{DEMONSTRATION_NOTICE}\n")
        if notice != self.demonstration:
            raise refused("credential.half_demonstration")
        return self

    @model_validator(mode="after")
    def _speaks_of_one_ruleset(self) -> Self:
        said, scheme = self.evidence[0].said, self.achievement.human_code.partition("/")[0]
        if (scheme, self.achievement.version) != (said["scheme"], said["version"]):
            raise refused("credential.rulesets")
        return self

    @model_validator(mode="after")
    def _names_each_part_once(self) -> Self:
        achievement, results = self.achievement, self.credential_subject.result
        points = [one.id.partition("#result-")[2] for one in results]
        required = [f"required-{point}" for point in points]
        wanted = ["achievement", "criteria", *required, *required, *(f"result-{p}" for p in points)]
        found = [achievement.id, achievement.criteria.id]
        found += [one.id for one in achievement.result_description]
        found += [one.result_description for one in results] + [one.id for one in results]
        if found != [node(self.id, part) for part in wanted] or len(set(points)) != len(points):
            raise refused("credential.nodes")
        return self


class JcsProof(_Part):
    """A Data Integrity proof over the document's canonical JSON.

    Source: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3.
    """

    context: Contexts = Field(alias="@context")
    type: Literal["DataIntegrityProof"]
    cryptosuite: Literal["eddsa-jcs-2022"]
    created: Moment
    verification_method: Annotated[
        str, StringConstraints(pattern="^did:web:[!-~]+#z6Mk[!-~]+$", max_length=304)
    ]
    """The name of the key: issuer and multikey."""
    proof_purpose: Literal["assertionMethod"]
    proof_value: Base58


class SignedCredential(Credential):
    """A certificate.

    The proofs are a set over the same content, each valid alone: another suite
    is one more member of this tuple, and changes nothing in the one that is here.
    """

    proof: tuple[JcsProof]

    def to_bytes(self) -> bytes:
        """Return the canonical bytes; any other layout of the same JSON is the same certificate."""
        return canonical(self.members())


def node(urn: str, part: str) -> str:
    """Return the id of a part of a document."""
    return f"{urn}#{part}"
