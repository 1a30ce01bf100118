"""Reading organisations: values by column, or a CSV table with one organisation a row.

The first line names the columns, in any order; all but the name can be left
out or empty. Rows are checked one by one and all mistakes come at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tcei_rules.domain.assessment import Attributes
from tcei_rules.domain.countries import COUNTRIES
from tcei_rules.domain.days import parse_day
from tcei_rules.domain.names import clean_name, name_key
from tcei_rules.errors import Place, refusal
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.rows import Row, read_rows

COLUMNS: Final = ("name", "country", "region", "sector", "legal_form", "founded")
TEXTS: Final = ("region", "sector", "legal_form")

LONGEST_HEADER: Final = 120
"""Characters of a first line that are repeated to a person."""


def read_attributes(values: Mapping[str, str]) -> Attributes:
    """Return the attributes of one organisation from values by the names of `COLUMNS`.

    Raises:
        InvalidInputError: With every mistake in them.
    """
    log = MistakeLog()
    attributes = _attributes(values, Place(), log)
    log.stop_if_any()
    assert attributes is not None
    return attributes


def read_organisations(content: bytes, file: str) -> tuple[Attributes, ...]:
    """Read a table of organisations.

    Args:
        content: The file, CSV in UTF-8 with commas and double quotes.
        file: What to call it in mistakes.

    Raises:
        InvalidInputError: With every mistake in it, each with its line. Of a
            file that cannot be split into rows and columns only that is told.
    """
    log = MistakeLog()
    rows = [(place, cells) for place, cells in read_rows(content, file) if cells]
    header = _header(rows, file)
    first: dict[str, int | None] = {}
    read = [_row(header, cells, place, first, log) for place, cells in rows[1:]]
    log.stop_if_any()
    return tuple(one for one in read if one is not None)


def _header(rows: Sequence[Row], file: str) -> tuple[str, ...]:
    place, header = rows[0] if rows else (Place(file=file, line=1), ())
    named_once = len(set(header)) == len(header) and set(header) <= set(COLUMNS)
    if "name" not in header or not named_once or len(rows) == 1:
        found = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in
                        ", ".join(header)[:LONGEST_HEADER])  # fmt: skip
        raise refusal("csv.columns", place, expected=", ".join(COLUMNS), found=found)
    return header


def _row(
    header: tuple[str, ...],
    cells: tuple[str, ...],
    place: Place,
    first: dict[str, int | None],
    log: MistakeLog,
) -> Attributes | None:
    if len(cells) != len(header):
        log.add("csv.cells", place, has=str(len(cells)), expected=str(len(header)))
        return None
    given = zip(header, cells, strict=True)
    values = {column: cell for column, cell in given if cell.strip() or column == "name"}
    key = name_key(values["name"])
    if key and first.setdefault(key, place.line) != place.line:
        log.add("csv.twice", place, name=values["name"].strip(), first=str(first[key]))
    return _attributes(values, place, log)


def _attributes(values: Mapping[str, str], place: Place, log: MistakeLog) -> Attributes | None:
    before = len(log.mistakes)
    name = clean_name(values.get("name", ""))
    if not values.get("name", "").strip():
        log.add("organisation.no_name", place)
    elif name is None:
        log.add("organisation.name", place)
    country, founded = values.get("country"), values.get("founded")
    if country is not None and country.strip() not in COUNTRIES:
        log.add("organisation.country", place, country=country)
    if founded is not None and not _is_day(founded.strip()):
        log.add("organisation.founded", place, day=founded)
    texts = {column: _text(column, values[column], place, log) for column in TEXTS
             if values.get(column, "").strip()}  # fmt: skip
    if name is None or len(log.mistakes) > before:
        return None
    return Attributes(
        name=name,
        country=country and country.strip(),
        founded=founded and founded.strip(),
        region=texts.get("region"),
        sector=texts.get("sector"),
        legal_form=texts.get("legal_form"),
    )


def _text(column: str, value: str, place: Place, log: MistakeLog) -> str | None:
    text = clean_name(value)
    if text is None:
        log.add("organisation.text", place, column=column)
    return text


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True
