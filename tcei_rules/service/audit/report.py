"""What an audit found: every check by its name, every failure with its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

MOST_TOLD = 100
"""Failures of one check that are told one by one, the others are counted; and remarks."""

LONGEST_TOLD = 200
"""Characters of what was expected or found."""


class CheckName(StrEnum):
    """What is looked at, in this order."""

    RECORDS = "records"
    """Is every row canonical, of its digest, and what its kind says?"""
    ORDER = "order"
    """Are the rows numbered without a gap, and does time never go back?"""
    ENTRIES = "entries"
    """Is every row the entry that the tree has at its index?"""
    TREE = "tree"
    """Does every hash of the tree follow from the entries?"""
    HEADS = "heads"
    """Did the ledger sign every head, and does the tree lead to each?"""
    KEPT_HEADS = "kept heads"
    """Does the tree lead to the heads that were kept outside the database?"""
    WITNESSES = "witnesses"
    """Is the latest head cosigned as the trust root demands?"""
    TRUST_ROOT = "trust root"
    """Is the first entry the trust root, and the last one of them what `trust.json` says?"""
    CRITERIA = "criteria"
    """Is the text of every version the one that was published, before it was used?"""
    OPENINGS = "openings"
    """Does everything that was committed to stand there as it was, or say that it was erased?"""
    DECISIONS = "decisions"
    """Does every decision rest on its case, and grant no more than its outcome?"""
    PEOPLE = "people"
    """Did different people, in their roles, assess, decide and confirm?"""
    CERTIFICATES = "certificates"
    """Does every certificate say what its decision granted, and is its file the one recorded?"""
    NUMBERS = "numbers"
    """Are certificates numbered without a gap, each number once?"""
    STATUS = "status"
    """Does the status of every certificate follow from the record, in every list, too?"""
    READ_MODELS = "read models"
    """Can every other table be rebuilt from the record, and is it the same?"""


class State(StrEnum):
    """What a check came to."""

    PASSED = "passed"
    FAILED = "failed"
    UNCHECKED = "could not be checked"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is not as it should be."""

    check: str
    row: str
    """Which row, by kind and id."""
    what: str
    """Column, member or hash."""
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said beside the result: a sentence by its id."""

    message: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(slots=True)
class CheckResult:
    """What one check came to, while it goes on and at its end."""

    name: str
    """Of an audit a `CheckName`; whoever checks something else has names of their own."""
    looked_at: int = 0
    """How many things it looked at."""
    failed: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    """The first ones."""
    unchecked: int = 0
    """How many things it could not look at, because they were erased or are not there."""
    remarks: list[Remark] = field(default_factory=list[Remark])

    @property
    def state(self) -> State:
        """Return what it came to; erased things alone do not make it fail."""
        if self.failed:
            return State.FAILED
        return State.UNCHECKED if self.unchecked and not self.looked_at else State.PASSED

    def expect(self, row: object, what: str, expected: object, found: object) -> bool:
        """Look at one thing: note a failure if it is not what is expected; tell whether it is.

        The row is named only where something is told of it: most rows are as they should be.
        """
        self.looked_at += 1
        if expected == found:
            return True
        self.fail(row, what, _told(expected), _told(found))
        return False

    def fail(self, row: object, what: str, expected: str, found: str) -> None:
        """Note a failure."""
        self.failed += 1
        if len(self.failures) < MOST_TOLD:
            self.failures.append(Failure(self.name, str(row), what, expected, found))

    def skip(self, message: str, **values: str) -> None:
        """Note that something could not be checked, and say once why."""
        self.unchecked += 1
        self.remark(message, **values)

    def remark(self, message: str, **values: str) -> None:
        """Say something beside the result, once; of very many things only the first."""
        remark = Remark(message, values)
        if len(self.remarks) < MOST_TOLD and remark not in self.remarks:
            self.remarks.append(remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What an audit of the whole record found."""

    size: int
    """Entries of the ledger."""
    results: tuple[CheckResult, ...]
    """Every check, in order."""

    @property
    def is_clean(self) -> bool:
        """Tell whether no check failed."""
        return self.state is not State.FAILED

    @property
    def state(self) -> State:
        """Return the gravest of what the checks came to."""
        states = {one.state for one in self.results}
        return next((one for one in (State.FAILED, State.UNCHECKED) if one in states), State.PASSED)

    def result(self, name: CheckName) -> CheckResult:
        """Return what one check came to."""
        return next(one for one in self.results if one.name == name)


def _told(value: object) -> str:
    if value is None:
        return "nothing"
    text = value.hex() if isinstance(value, bytes) else str(value)
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
