"""What a certificate says, before anyone has signed it."""

from enum import StrEnum

from tcei_rules.domain.model import Digest, Instant, Model, Ulid


class Status(StrEnum):
    """What can be said of a certificate; the first that holds in this order wins.

    *Altered* to *unknown* were checked and found false, *could not be checked*
    was not checked at all; the two never mix.
    """

    ALTERED = "altered"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    EXPIRED = "expired"
    NOT_YET_VALID = "not yet valid"
    UNCHECKED = "could not be checked"
    DEMONSTRATION = "demonstration"
    VALID = "valid"


class Result(Model):
    """One line of what the holder was judged on: the sentence shown beside it."""

    id: str
    """Id of the requirement, or of the score."""
    title: str
    required: str
    """What was demanded, in words."""
    achieved: str
    """What it came to, in words; numbers as text."""


class CertificateContent(Model):
    """Everything a certificate states. Dates are days in UTC, `YYYY-MM-DD`."""

    id: Ulid
    number: str
    demonstration: bool
    scheme: str
    version: str
    ruleset: Digest
    label: str
    """Id of the label, for example `gold`."""
    label_title: str
    scheme_title: str
    narrative: str
    """How the label is earned, one sentence a line, in the certificate's language."""
    language: str
    holder: Ulid
    holder_name: str
    decision: Ulid
    decision_digest: Digest
    issued_at: Instant
    valid_from: str
    valid_until: str
    """The last valid day."""
    results: tuple[Result, ...]
