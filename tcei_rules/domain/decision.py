"""Decisions: what named people decided on an outcome, and why."""

from enum import StrEnum
from typing import Literal

from tcei_rules.domain.assessment import Day
from tcei_rules.domain.model import Digest, FormatOne, Instant, Model, Ulid
from tcei_rules.domain.outcome import Validity


class DecisionKind(StrEnum):
    """What is decided."""

    GRANT = "grant"
    REFUSE = "refuse"
    RENEW = "renew"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"
    REPLACE = "replace"
    APPEAL = "appeal"


class Authentication(StrEnum):
    """How it was known who someone is."""

    LOCAL_OPERATOR = "local operator"
    """Whoever sat at this machine said so."""


class CaseRecord(Model):
    """The public part of a case: its organisation is committed to, not named."""

    format: FormatOne = 1
    case: Ulid
    scheme: str
    version: str
    ruleset: Digest
    """Of the version's text as it was when the case was opened; decisions rest on it."""
    sought: str | None = None
    filed_on: Day
    demonstration: bool
    organisation: Digest
    """Commitment to the organisation's id."""


class AssessmentRecord(Model):
    """The public part of a frozen assessment: its facts are committed to."""

    format: FormatOne = 1
    assessment: Ulid
    case: Ulid
    assessed_on: Day
    frozen_at: Instant
    assessors: tuple[Ulid, ...]
    facts: Digest
    """Commitment to the assessment."""
    history: Digest | None = None
    """Commitment to awards that were stated beside it, if any were."""


class Reason(Model):
    """Why people decided otherwise than the outcome alone would have them."""

    reason: str


class DecisionRecord(Model):
    """The public part of a decision: what was decided, by whom, on which criteria.

    Facts, findings and reasons are committed to. With the openings and the
    ruleset it names, the record is enough to recompute the outcome.
    """

    format: FormatOne = 1
    decision: Ulid
    kind: DecisionKind
    case: Ulid
    assessment: Ulid
    ruleset: Digest
    label: str | None = None
    """The label granted."""
    validity: Validity | None = None
    decided_at: Instant
    decider: Ulid
    confirmer: Ulid
    authentication: Authentication
    facts: Digest
    """Commitment to the assessment that was judged; the one of its record."""
    history: Digest
    """Commitment to the history that was seen."""
    outcome: Digest
    """Commitment to the canonical outcome."""
    packed: Digest
    """Commitment to the packed outcome."""
    reason: Digest | None = None
    """Commitment to the reason, where one was given."""


class CertificateDecisionRecord(Model):
    """The public part of a decision about a certificate: it names it, and commits to the reason."""

    format: FormatOne = 1
    decision: Ulid
    kind: Literal[DecisionKind.SUSPEND, DecisionKind.REINSTATE, DecisionKind.WITHDRAW]
    certificate: Ulid
    decided_at: Instant
    decider: Ulid
    confirmer: Ulid
    authentication: Authentication
    reason: Digest
    """Commitment to the reason; there always is one."""


class CertificateRecord(Model):
    """The public part of a certificate: from here on the holder is named."""

    format: FormatOne = 1
    certificate: Ulid
    number: str
    decision: Ulid
    holder: Ulid
    label: str
    validity: Validity
    issued_at: Instant
    demonstration: bool
    credential: Digest
    """Of the credential's canonical bytes, before signing."""


class MembershipRecord(Model):
    """Someone takes a role from a day on, under a pseudonymous id."""

    format: FormatOne = 1
    person: Ulid
    role: str
    start: Day
    name: Digest
    """Commitment to the name."""
