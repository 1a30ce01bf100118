"""What a fact can be when the engine looks at it: a value, or one of two absences.

*Not answered*, *does not apply* and *0* are three things.
Source: docs/ruleset-language.md, "Three absences".
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias


class Absence(Enum):
    """Why there is no value."""

    UNANSWERED = "not answered"
    NOT_APPLICABLE = "does not apply"

    # By identity: an enum's own hash is computed from its name, in Python, at every look-up.
    __hash__ = object.__hash__


UNANSWERED: Final = Absence.UNANSWERED
NOT_APPLICABLE: Final = Absence.NOT_APPLICABLE

Row: TypeAlias = "tuple[int | frozenset[int], ...]"
"""One item of a list: a value per field, in the order of the fields."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part and its whole, each an integer at its own scale; never divided."""

    part: int
    whole: int
    """Above 0: a share of nothing does not apply."""


Value: TypeAlias = "int | frozenset[int] | tuple[Row, ...] | Ratio | Absence"
"""An integer at the fact's scale (number × 10^decimals, 0 or 1, index of the
option, ordinal of the day, level), the indexes of chosen options, the rows of
a list, a share, or an absence."""

EXACT: Final = 2**53
"""Scaled values and products stay below this, so that every evaluator is exact."""
