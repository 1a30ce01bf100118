"""Replays: past decisions judged once more, and what became of each."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tcei_rules.domain.model import Digest, FormatOne, Instant, Model, Ulid

MOST_LISTED = 100
"""Decisions that a report lists one by one: an entry has room for 65,535 bytes."""


class Replay(StrEnum):
    """What became of a decision when it was judged once more."""

    SAME = "same"
    """Every finding is the same to the byte."""
    RECORD = "record altered"
    """What stands in the record is not what was entered into the ledger."""
    RULESET = "ruleset"
    """The criteria are not those that were decided under."""
    INPUT = "input"
    """The facts or the history are not those that were judged."""
    ENGINE = "engine"
    """The same criteria and inputs give another result."""
    ERASED = "erased"
    """Its inputs were erased on purpose: it could not be checked."""


class ReplayedDecision(Model):
    """A decision that did not come out the same."""

    decision: Ulid
    result: Replay
    path: str = ""
    """Where the first difference lies, as a JSON Pointer into what was compared."""


class ReplayReport(Model):
    """All decisions up to a head of the ledger, judged once more."""

    format: FormatOne = 1
    replayed_at: Instant
    size: Annotated[int, Field(ge=1)]
    """Entries of the ledger; every decision among them was judged."""
    root: Digest
    """Root of the tree of that size."""
    results: dict[Replay, int]
    """How many decisions came out so; what came out never is left out."""
    others: Annotated[tuple[ReplayedDecision, ...], Field(max_length=MOST_LISTED)] = ()
    """Those that did not come out the same, the first ones."""
