"""Percentages of points, cut so that none looks better than it was."""

from __future__ import annotations


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
    scaled = points * 100 * 10**decimals
    cut = -(-scaled // maximum) if up else scaled // maximum
    whole, fraction = divmod(cut, 10**decimals)
    return f"{whole}.{fraction:0{decimals}}" if decimals else str(whole)
