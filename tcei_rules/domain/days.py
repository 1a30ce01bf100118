"""Calendar arithmetic on days, exactly as the scheme counts.

A day is an ordinal (`datetime.date.toordinal`), so that days compare as
integers everywhere. *D + n months* is the same day n months on, or the last
day of a shorter month, always from the original day and never in stages.

Source: docs/ruleset-language.md, "Time" and "Validity".
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from functools import lru_cache
from typing import Literal, TypeAlias

FIRST = date(MINYEAR, 1, 1).toordinal()
LAST = date(MAXYEAR, 12, 31).toordinal()


TimeUnit: TypeAlias = Literal["days", "months", "years"]

MOST_MONTHS = 1200
"""A hundred years; a term or a time that is longer is a slip of the pen."""
MOST_DAYS = 36_525
"""As many years in days."""


class Until(StrEnum):
    """Which day of its month a validity ends on."""

    SAME_DAY = "same_day"
    END_OF_MONTH = "end_of_month"


@lru_cache(maxsize=4096)
def parse_day(text: str) -> int:
    """Return the ordinal of `YYYY-MM-DD`; the same days come again and again.

    Raises:
        ValueError: There is no such day, or it is spelt otherwise.
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day.toordinal()


def format_day(day: int) -> str:
    """Return `YYYY-MM-DD`."""
    return date.fromordinal(day).isoformat()


def add_months(day: int, months: int) -> int:
    """Return the same day that many months on, or the last day of a shorter month.

    Beyond the calendar's first and last day it stays there, so that a
    comparison with an absurd number of months still has an answer.
    """
    start = date.fromordinal(day)
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year < MINYEAR:
        return FIRST
    if year > MAXYEAR:
        return LAST
    month = month0 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).toordinal()


def day_in_year(day: int, month: int, day_of_month: int) -> int:
    """Return that day of that month in the year of a day; 29 February is the end of February."""
    year = date.fromordinal(day).year
    return date(year, month, min(day_of_month, monthrange(year, month)[1])).toordinal()


def year_of(day: int) -> int:
    """Return the calendar year of a day."""
    return date.fromordinal(day).year


def later(day: int, number: int, unit: TimeUnit) -> int:
    """Return the day that many days, months or years on."""
    if unit == "days":
        return day + number
    return add_months(day, number * 12 if unit == "years" else number)


def months_between(earlier: int, later: int) -> int:
    """Return the largest n with *earlier + n months* not after *later*; negative before it."""
    start, end = date.fromordinal(earlier), date.fromordinal(later)
    months = (end.year - start.year) * 12 + end.month - start.month
    # The day of the month decides about the last one; one step is always enough.
    return months if add_months(earlier, months) <= later else months - 1


def elapsed(start: int, end: int, unit: TimeUnit) -> int:
    """Return the largest n with *start + n units* not after *end*; negative before it."""
    if unit == "days":
        return end - start
    months = months_between(start, end)
    return months // 12 if unit == "years" else months


def end_of_month(day: int) -> int:
    """Return the last day of the day's month."""
    start = date.fromordinal(day)
    return start.replace(day=monthrange(start.year, start.month)[1]).toordinal()


def end_of_term(start: int, months: int, until: Until) -> int:
    """Return the last valid day of a term: *start + months*, then as `until` says."""
    end = add_months(start, months)
    return end_of_month(end) if until is Until.END_OF_MONTH else end
