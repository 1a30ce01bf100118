"""What was published about labels: who was said to hold which, since when and until when.

A published label is no award of ours: it is what a source says, with that
source. Where a source names only a year, a quarter or a month, only that is
kept; nobody guesses the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, RootModel, StringConstraints, model_validator

from tcei_rules.domain.days import end_of_month, format_day
from tcei_rules.domain.model import Digest, FormatOne, Model

_PARTIAL_DAY = re.compile(r"([0-9]{4})(?:-Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTER, _YEAR = 3, 12


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, first and last included; one of them is meant, and which is not known."""

    first: int
    last: int

    def __str__(self) -> str:
        """Return `2013-10-31`, or `2013-10-01/2013-10-31`."""
        first = format_day(self.first)
        return first if self.first == self.last else f"{first}/{format_day(self.last)}"

    def covers(self, other: Days) -> bool:
        """Tell whether all days of the other lie in it."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Days) -> bool:
        """Tell whether some day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def months(self) -> tuple[str, ...]:
        """Return the months it touches, `YYYY-MM`."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        numbers = range(first.year * _YEAR + first.month - 1, last.year * _YEAR + last.month)
        return tuple(f"{number // _YEAR:04}-{number % _YEAR + 1:02}" for number in numbers)


class PartialDay(RootModel[str]):
    """A day of which perhaps only the month, quarter or year is known.

    Kept, written and compared as its text: `2013`, `2018-Q2`, `2013-06`, `2013-10-31`.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="after")
    def _is_in_the_calendar(self) -> Self:
        _span(self.root)
        return self

    @property
    def text(self) -> str:
        """Return it as it was written."""
        return self.root

    @property
    def days(self) -> Days:
        """Return the days it can mean, as ordinals."""
        return _span(self.root)

    @property
    def first(self) -> int:
        """Return the ordinal of the first day it can mean."""
        return self.days.first

    @property
    def last(self) -> int:
        """Return the ordinal of the last day it can mean."""
        return self.days.last


def parse_partial_day(text: str) -> PartialDay:
    """Return a year, quarter, month or day.

    Raises:
        ValueError: There is no such time, or it is spelt otherwise.
    """
    return PartialDay(text)


def _span(text: str) -> Days:
    match = _PARTIAL_DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, quarter, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    if month is not None and day is not None:
        whole = date(year, month, day).toordinal()
        return Days(whole, whole)
    if month is not None:
        begins, lasts = month, 1
    elif quarter is not None:
        begins, lasts = (quarter - 1) * _QUARTER + 1, _QUARTER
    else:
        begins, lasts = 1, _YEAR
    first, final = date(year, begins, 1), date(year, begins + lasts - 1, 1)
    return Days(first.toordinal(), end_of_month(final.toordinal()))


class SourceKind(StrEnum):
    """Who published it."""

    OFFICIAL_LIST = "official list"
    NEWS = "holder or programme news"


class Confidence(StrEnum):
    """How near our words are to the source's."""

    VERBATIM = "verbatim"
    SECONDARY = "secondary"


Text = Annotated[str, StringConstraints(min_length=1)]

PercentText = Annotated[
    str, StringConstraints(pattern=r"^(100(\.0{1,9})?|(0|[1-9][0-9]?)(\.[0-9]{1,9})?)$")
]
"""A percentage as decimal text, so that it stays exact: `84`, `85.3`."""


class PublishedLabel(Model):
    """What one source says of one label of one organisation; only what it says."""

    name: Text
    country: Text | None = None
    """In the words of the source, not as a code."""
    sector: Text | None = None
    label: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    """The id that rulesets use: `bronze`, `silver`, `gold`."""
    valid_until: PartialDay | None = None
    assessed: PartialDay | None = None
    """When it was assessed or awarded; sources rarely say which of the two they mean."""
    score: PercentText | None = None
    """Percent of the points that can be reached, perhaps rounded by the source."""
    certificate: Text | None = None
    """The number printed on the certificate or report."""
    source: Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
    """Address of the page that says so."""
    source_kind: SourceKind
    confidence: Confidence
    note: Text | None = None

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.assessed and self.valid_until and self.valid_until.last < self.assessed.first:
            raise ValueError("published label: valid until a day before it was assessed")
        return self


class ImportRecord(Model):
    """Labels that others published were taken over from a table."""

    format: FormatOne = 1
    scheme: str
    file: Digest
    """SHA-256 of the table."""
    labels: Annotated[int, Field(ge=1)]
    """How many of its labels were new."""
    all_labels: Digest
    """One digest over all that is known of the scheme's published labels from then on."""
