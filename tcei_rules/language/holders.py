"""Reading a table of published labels: CSV with one row for each label and source.

The header must be exactly `COLUMNS`; a cell may be empty where the source
says nothing. Rows are checked one by one and all mistakes come at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from tcei_rules.domain.published import (
    Confidence,
    PartialDay,
    PercentText,
    PublishedLabel,
    SourceKind,
    parse_partial_day,
)
from tcei_rules.errors import Place, refusal
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import Scalar
from tcei_rules.language.rows import Row, read_rows

COLUMNS: tuple[str, ...] = (
    "name", "country", "sector", "label", "valid_until", "assessed_or_awarded", "score_pct",
    "certificate_id", "source", "source_kind", "confidence", "note",
)  # fmt: skip
"""The header, in this order."""

LABELS = ("BRONZE", "SILVER", "GOLD")
"""As such tables write them; rulesets use the same words in lower case."""

LARGEST_BYTES = 10_000_000
MOST_ROWS = 20_000
"""Both a hundred times the table we ship; more is refused before it is looked at."""

_ADDRESS = re.compile(r"https?://[^\s]+")
_PERCENT = TypeAdapter[str](PercentText)

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ReadHolder:
    """One published label, and where its row stands."""

    label: PublishedLabel
    place: Place


def read_holders(content: bytes, file: str) -> tuple[ReadHolder, ...]:
    """Read a table of published labels.

    Args:
        content: The file, CSV in UTF-8 with commas and double quotes.
        file: What to call it in mistakes.

    Raises:
        InvalidInputError: With every mistake in it, each with its place. Of a
            file that cannot be split into rows and columns only that is told.
    """
    log = MistakeLog()
    rows = _rows(content, file)
    place, header = next(rows, (Place(file=file, line=1), ()))
    _check_header(header, place, log)
    log.stop_if_any()
    read = [_read_row(cells, place, log) for place, cells in rows]
    _refuse_repeats(read, log)
    log.stop_if_any()
    return tuple(one for one in read if one is not None)


def _rows(content: bytes, file: str) -> Iterator[Row]:
    """Yield the rows of a table that is not beyond all measure, the header among them."""
    if len(content) > LARGEST_BYTES:
        most = str(LARGEST_BYTES // 1_000_000)
        raise refusal("holders.too_large", Place(file=file), most=most)
    for number, (place, cells) in enumerate(read_rows(content, file)):
        if number > MOST_ROWS:
            raise refusal("holders.too_many", place, most=str(MOST_ROWS))
        yield place, cells


def _check_header(header: tuple[str, ...], place: Place, log: MistakeLog) -> None:
    if header == COLUMNS:
        return
    for number, column in enumerate(header):
        if column not in COLUMNS:
            log.unknown("column", Scalar(column, place), COLUMNS)
        elif column in header[:number]:
            log.add("holders.column_twice", place, column=column)
    for column in COLUMNS:
        if column not in header:
            log.add("holders.column_missing", place, column=column)
    if not log.mistakes:
        log.add("holders.column_order", place, columns=", ".join(COLUMNS))


def _read_row(cells: tuple[str, ...], place: Place, log: MistakeLog) -> ReadHolder | None:
    if len(cells) != len(COLUMNS):
        log.add("holders.cells", place, has=str(len(cells)), expected=str(len(COLUMNS)))
        return None
    before = len(log.mistakes)
    row = _Row(cells, place, log)
    name, label, source = row.demanded("name"), row.label(), row.source()
    source_kind, confidence = (
        row.word("source_kind", SourceKind),
        row.word("confidence", Confidence),
    )
    assessed, valid_until = row.day("assessed_or_awarded"), row.day("valid_until")
    score = row.score()
    if assessed and valid_until and valid_until.last < assessed.first:
        log.add(
            "holders.order", row.place("valid_until"),
            valid_until=valid_until.text, assessed=assessed.text,
        )  # fmt: skip
    texts = {column: row.text(column) for column in ("country", "sector", "certificate_id", "note")}
    if len(log.mistakes) > before:
        return None
    assert source_kind is not None
    assert confidence is not None
    published = PublishedLabel(
        name=name,
        country=texts["country"] or None,
        sector=texts["sector"] or None,
        label=label,
        valid_until=valid_until,
        assessed=assessed,
        score=score,
        certificate=texts["certificate_id"] or None,
        source=source,
        source_kind=source_kind,
        confidence=confidence,
        note=texts["note"] or None,
    )
    return ReadHolder(label=published, place=place)


class _Row:
    """The cells of one row; what is wrong with a cell is logged with its column."""

    def __init__(self, cells: tuple[str, ...], place: Place, log: MistakeLog) -> None:
        self.cells = dict(zip(COLUMNS, cells, strict=True))
        self.line = place
        self.log = log

    def place(self, column: str) -> Place:
        return Place(file=self.line.file, line=self.line.line, path=(column,))

    def text(self, column: str) -> str:
        """Return a cell, composed; empty where the source says nothing."""
        text = unicodedata.normalize("NFC", self.cells[column])
        strange = next((c for c in text if unicodedata.category(c) in {"Cc", "Cs"}), None)
        if strange is not None:
            code = f"U+{ord(strange):04X}"
            self.log.add("holders.control", self.place(column), column=column, code=code)
        elif text != text.strip():
            self.log.add("holders.blanks", self.place(column), column=column)
        return text

    def demanded(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self.log.add("text.empty", self.place(column), noun=f"`{column}`")
        return text

    def label(self) -> str:
        text = self.demanded("label")
        if text and text not in LABELS:
            self.log.unknown("label", Scalar(text, self.place("label")), LABELS)
        return text.lower()

    def source(self) -> str:
        text = self.demanded("source")
        if text and not _ADDRESS.fullmatch(text):
            self.log.add("source.url", self.place("source"), text=text)
        return text

    def word(self, column: str, kind: type[E]) -> E | None:
        text = self.demanded(column)
        if text in set(kind):
            return kind(text)
        if text:
            self.log.unknown(column, Scalar(text, self.place(column)), kind)
        return None

    def day(self, column: str) -> PartialDay | None:
        text = self.text(column)
        try:
            return parse_partial_day(text) if text else None
        except ValueError:
            self.log.add("holders.day", self.place(column), column=column, text=text)
            return None

    def score(self) -> str | None:
        text = self.text("score_pct")
        try:
            return _PERCENT.validate_python(text) if text else None
        except ValidationError:
            self.log.add("holders.score", self.place("score_pct"), text=text)
            return None


def _refuse_repeats(read: list[ReadHolder | None], log: MistakeLog) -> None:
    seen: dict[PublishedLabel, ReadHolder] = {}
    for one in read:
        if one is None:
            continue
        first = seen.setdefault(one.label, one)
        if first is not one:
            log.add("holders.twice", one.place, name=one.label.name, first=str(first.place.line))
