"""Reading CSV: the rows of a table, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TypeAlias

from tcei_rules.errors import Place, refusal

Row: TypeAlias = tuple[Place, tuple[str, ...]]
"""Where a row begins, and its cells; none of a blank line."""


def read_rows(content: bytes, file: str) -> Iterator[Row]:
    """Yield the rows of a table, CSV in UTF-8 with commas and double quotes.

    Raises:
        InvalidInputError: The file cannot be split into rows and columns.
    """
    reader = csv.reader(io.StringIO(_text(content, file), newline=""), strict=True)
    line = 1
    while True:
        place = Place(file=file, line=line)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise refusal("csv.broken", place, cause=str(error)) from error
        if cells is None:
            return
        yield place, tuple(cells)
        # A quoted cell may run over several lines; a row stands where it begins.
        line = reader.line_num + 1


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal("csv.not_utf8", Place(file=file, line=line)) from error
