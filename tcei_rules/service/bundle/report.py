"""What the check of a bundle found: every check by its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tcei_rules.service.audit.report import CheckResult, State


class BundleCheck(StrEnum):
    """What is looked at, in this order."""

    FILES = "files"
    """Is every file that SHA256SUMS lists there as it was, and no other?"""
    HEAD = "head"
    """Did the ledger sign the head?"""
    WITNESSES = "witnesses"
    """Is the head cosigned as the trust root demands?"""
    TRUST_ROOT = "trust root"
    """Is `trust.json` the last trust root of the ledger?"""
    ENTRIES = "entries"
    """Is every entry canonical, in the ledger at its index, and one that the decision rests on?"""
    OPENINGS = "openings"
    """Does everything committed to lie there as it was, or say that it was erased?"""
    CRITERIA = "criteria"
    """Is the ruleset's text the one published, and the one that was decided under?"""
    PEOPLE = "people"
    """Did different people, in their roles, assess, decide and confirm?"""
    DECISION = "decision"
    """Does the decision rest on its case, and grant no more than its outcome?"""
    REPLAY = "replay"
    """Does the engine come to the same once more, to the byte?"""
    CERTIFICATE = "certificate"
    """Does the certificate say what was decided, and is its file the one recorded?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReport:
    """What every check of a bundle came to."""

    decision: str
    """Its id; empty if the bundle is not of one decision."""
    entries: int
    size: int
    """Entries of the ledger under the head; 0 without a head that holds."""
    trust: str
    """Digest of the trust root that was used."""
    pinned: bool
    """The reader brought that trust root along."""
    results: tuple[CheckResult, ...]
    """Every check, in order."""

    @property
    def state(self) -> State:
        """The gravest of all checks: failed, could not be checked, passed."""
        states = {one.state for one in self.results}
        order = (State.FAILED, State.UNCHECKED, State.PASSED)
        return next(state for state in order if state in states)

    def result(self, name: BundleCheck) -> CheckResult:
        """Return what one check came to."""
        return next(one for one in self.results if one.name == name)
