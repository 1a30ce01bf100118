"""How many points an indicator must reach."""

from __future__ import annotations

from tcei_rules.domain.condition import Reach
from tcei_rules.domain.ruleset import Indicator


def needed_points(indicator: Indicator, reach: Reach) -> int | None:
    """Return the points an indicator must reach, or nothing if it has no minimum."""
    match reach.by:
        case "minimum":
            return indicator.minimum
        case "full":
            return indicator.highest
        case "points":
            return reach.points
