"""What an evaluator comes to: plain numbers in the ruleset's order, quick to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from tcei_rules.domain.condition import Truth
from tcei_rules.engine.derived import Readings

NOT_MET: Final = int(Truth.NOT_MET)
OPEN: Final = int(Truth.OPEN)
MET: Final = int(Truth.MET)
WAIVED: Final = 3
"""Finding of a requirement: not met by itself, and yet it counts as met."""
NOTED: Final = 4
"""Finding of an advisory requirement that is not met: it blocks nothing."""

POINTS_NOT_KNOWN: Final = -2
POINTS_EXCLUDED: Final = -1

Score: TypeAlias = "tuple[int, int] | None"
"""Points and reachable maximum of a dimension or of the total; none while not known."""


@dataclass(frozen=True, slots=True)
class Findings:
    """One finding per indicator, requirement and label, in the ruleset's order."""

    points: tuple[int, ...]
    """Points of every indicator before weighting; -1 excluded, -2 not known."""
    scores: tuple[Score, ...]
    """Of every dimension, then of the total."""
    truths: tuple[int, ...]
    """Of every condition in the requirements, outer before inner."""
    requirements: tuple[int, ...]
    """0 not met, 1 inconclusive, 2 met, 3 waived, 4 noted."""
    verdicts: tuple[int, ...]
    """Per label: 0 refused, 1 inconclusive, 2 granted."""
    terms: tuple[tuple[int, ...], ...]
    """Per label the truth of each validity term's `if`; a term without one is met."""
    label: int
    """Position of the highest label granted, or -1."""


class Evaluator(Protocol):
    """Something that judges readings under one ruleset."""

    def evaluate(self, readings: Readings) -> Findings:
        """Return what every indicator, requirement and label comes to."""
        ...
