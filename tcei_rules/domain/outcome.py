"""The outcome: a verdict per label, one finding per indicator and requirement.

A pure value with a canonical form, and the packed form that bulk replay
compares. A refusal is a verdict, never an exception.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tcei_rules.domain.assessment import Day
from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.domain.model import Digest, FormatOne, Model


class Verdict(StrEnum):
    """What comes out for a label."""

    GRANTED = "granted"
    REFUSED = "refused"
    INCONCLUSIVE = "inconclusive"
    """Something it needs is not answered: neither granted nor refused."""


class Finding(StrEnum):
    """What a requirement came to."""

    MET = "met"
    NOT_MET = "not met"
    INCONCLUSIVE = "inconclusive"
    WAIVED = "waived"
    NOTED = "noted"
    """Not met, and advisory: it blocks nothing."""


class Scored(StrEnum):
    """What an indicator came to."""

    POINTS = "points"
    EXCLUDED = "excluded"
    NOT_KNOWN = "not known"


class LookedAt(Model):
    """A subject that a condition read, and the value it had."""

    subject: str
    value: str
    """In the ruleset's spelling, or `not answered`, `does not apply`."""


class IndicatorFinding(Model):
    """What one indicator came to, and the value it looked at."""

    id: str
    finding: Scored
    points: int | None = None
    """Before weighting."""
    value: str


class RequirementFinding(Model):
    """What one requirement came to, and the values it looked at."""

    id: str
    finding: Finding
    looked_at: tuple[LookedAt, ...]
    conditions: tuple[Annotated[int, Field(ge=0, le=2)], ...]
    """The truth (0 not met, 1 open, 2 met) of every condition in it, outer before inner."""


class ScoreFinding(Model):
    """Points of a dimension, or of `total`: absent while not known, 0 of 0 if all is excluded."""

    id: str
    points: int | None = None
    maximum: int | None = None


class TermFound(Model):
    """Until when the highest label granted is valid, by the ruleset's arithmetic."""

    valid_until: Day
    """The last valid day."""
    runs_on_from: Day | None = None
    """Where the term is counted from the end of an earlier award: the day after it."""


class LabelTerm(Model):
    """The term of one label, should it be the one awarded."""

    label: str
    term: TermFound


class LabelVerdict(Model):
    """What came out for one label."""

    label: str
    verdict: Verdict


class Validity(Model):
    """From when until when a label is valid, both days included."""

    valid_from: Day
    valid_until: Day


class Outcome(Model):
    """What a ruleset makes of one assessment and its history."""

    format: FormatOne = 1
    scheme: str
    version: str
    ruleset: Digest
    assessed_on: Day
    verdicts: tuple[LabelVerdict, ...]
    """Rising, as in the ruleset."""
    indicators: tuple[IndicatorFinding, ...]
    scores: tuple[ScoreFinding, ...]
    requirements: tuple[RequirementFinding, ...]
    terms: tuple[LabelTerm, ...] = ()
    """Of the labels granted, rising; absent where the end is not known."""

    @property
    def granted(self) -> tuple[str, ...]:
        """Return the labels granted, rising."""
        return tuple(one.label for one in self.verdicts if one.verdict is Verdict.GRANTED)

    @property
    def label(self) -> str | None:
        """Return the highest label granted."""
        return self.granted[-1] if self.granted else None

    def term(self, label: str) -> TermFound | None:
        """Return the term of a label granted, if its end is known."""
        return next((one.term for one in self.terms if one.label == label), None)

    @property
    def open_labels(self) -> tuple[str, ...]:
        """Return the inconclusive labels above the highest granted, rising."""
        labels = [one.label for one in self.verdicts]
        above = self.verdicts[labels.index(self.label) + 1 :] if self.label else self.verdicts
        return tuple(one.label for one in above if one.verdict is Verdict.INCONCLUSIVE)

    def canonical(self) -> bytes:
        """Return the canonical bytes."""
        return canonical(self.members())


_VERDICT_CODES = {Verdict.REFUSED: 0, Verdict.INCONCLUSIVE: 1, Verdict.GRANTED: 2}
_FINDING_CODES = {
    Finding.NOT_MET: 0,
    Finding.INCONCLUSIVE: 1,
    Finding.MET: 2,
    Finding.WAIVED: 3,
    Finding.NOTED: 4,
}
_NOT_KNOWN, _EXCLUDED = -2, -1


class PackedOutcome(Model):
    """An outcome as a fixed-width row: what bulk replay compares.

    One byte per label (0 refused, 1 inconclusive, 2 granted), two bytes big
    endian and signed per indicator (points, -1 excluded, -2 not known), one
    byte per requirement (0 not met, 1 inconclusive, 2 met, 3 waived, 4 noted), each
    group in the ruleset's order.
    """

    format: FormatOne = 1
    row: Annotated[str, Field(pattern=r"^([0-9a-f]{2})*$")]
    """The bytes, hexadecimal."""
    digest: Digest

    @model_validator(mode="after")
    def _digest_is_of_row(self) -> Self:
        if sha256(bytes.fromhex(self.row)) != self.digest:
            raise ValueError("packed outcome: the digest is not that of the row")
        return self


def pack(outcome: Outcome) -> PackedOutcome:
    """Return the outcome as a fixed-width row with its digest."""
    row = bytes(_VERDICT_CODES[one.verdict] for one in outcome.verdicts)
    row += b"".join(_points_code(one).to_bytes(2, "big", signed=True) for one in outcome.indicators)
    row += bytes(_FINDING_CODES[one.finding] for one in outcome.requirements)
    return PackedOutcome(row=row.hex(), digest=sha256(row))


def _points_code(finding: IndicatorFinding) -> int:
    if finding.finding is Scored.POINTS and finding.points is not None:
        return finding.points
    return _EXCLUDED if finding.finding is Scored.EXCLUDED else _NOT_KNOWN
