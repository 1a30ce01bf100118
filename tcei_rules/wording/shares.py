"""Percentages of points, cut so that none looks better than it was."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor


def cut_percent(points: int, maximum: int, decimals: int = 1, *, up: bool = False) -> str:
    """Return points in percent of a maximum above 0, cut down to so many decimals.

    Args:
        points: What was reached.
        maximum: What could be reached.
        decimals: How many are shown.
        up: Cut up instead, for what must not be exceeded: 50.001 % is then 50.1 %.

    Source:
        docs/ruleset-language.md, "Units, currency, display".
    """
    return cut_share(Fraction(points * 100, maximum), decimals, up=up)


def cut_share(share: Fraction, decimals: int, *, up: bool = False) -> str:
    """Return a share of 0 or more, cut down to so many decimals, or up."""
    scaled = share * 10**decimals
    cut = ceil(scaled) if up else floor(scaled)
    whole, fraction = divmod(cut, 10**decimals)
    return f"{whole}.{fraction:0{decimals}}" if decimals else str(whole)
