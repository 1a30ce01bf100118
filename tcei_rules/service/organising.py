"""Organisations: added by hand or from a file, all rows or none."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Attributes
from tcei_rules.domain.days import parse_day
from tcei_rules.errors import ConflictError, InvalidInputError, Mistake, Place
from tcei_rules.service.desk import Desk
from tcei_rules.store import organisations
from tcei_rules.store.names import clean_name
from tcei_rules.store.organisations import Organisation

COLUMNS: Final = ("name", "country", "region", "sector", "legal_form", "founded")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Organising:
    """Adds, lists and finds organisations."""

    desk: Desk

    def add(self, values: Mapping[str, str]) -> Organisation:
        """Add an organisation, with values by the names of `COLUMNS`.

        Raises:
            ConflictError: There is one of that name.
            InvalidInputError: A country or day is not one.
        """
        values = _cleaned(values)
        mistakes = tuple(_mistakes(values, Place()))
        if mistakes:
            raise InvalidInputError(mistakes)
        attributes = Attributes(**values)
        return self.desk.database.write(lambda connection: self._add(connection, attributes))

    def import_csv(self, content: bytes, file: str) -> list[Organisation]:
        """Add the organisations of a CSV file: all of them, or none and every mistake by row.

        Columns: name, country (ISO 3166-1 alpha-2), region, sector, legal_form,
        founded (a day); all but the name can be empty.

        Raises:
            InvalidInputError: With every mistake in the file.
            ConflictError: One is there already.
        """
        rows = read_organisations(content, file)
        return self.desk.database.write(
            lambda connection: [self._add(connection, row) for row in rows]
        )

    def _add(self, connection: Connection, attributes: Attributes) -> Organisation:
        if organisations.find_organisation(connection, attributes.name) is not None:
            raise ConflictError("organisation.there_already", name=attributes.name)
        now = self.desk.clock.now()
        organisation = self.desk.chance.ulid(now)
        organisations.add_organisation(connection, organisation, now[:10], attributes)
        return Organisation(organisation, now[:10], attributes)

    def list(self, on: str) -> list[Organisation]:
        """Return every organisation as it was on a day, by name."""
        return self.desk.database.read(
            lambda connection: list(organisations.organisations(connection, on))
        )

    def show(self, name_or_id: str) -> Organisation:
        """Return one organisation.

        Raises:
            NotFoundError: There is none of that id or name.
        """
        return self.desk.database.read(
            lambda connection: self.desk.organisation(connection, name_or_id)
        )


def read_organisations(content: bytes, file: str) -> tuple[Attributes, ...]:
    """Read a CSV file of organisations.

    Raises:
        InvalidInputError: With every mistake in the file.
    """
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        raise _invalid("csv.not_utf8", file) from error
    except csv.Error as error:
        raise _invalid("csv.broken", file, cause=str(error)) from error
    unknown = [name for name in (rows[0] if rows else {}) if name not in COLUMNS]
    if not rows or "name" not in rows[0] or unknown:
        raise _invalid("csv.columns", file, expected=", ".join(COLUMNS))
    read: list[Mapping[str, str]] = []
    mistakes: list[Mistake] = []
    for line, row in enumerate(rows, 2):
        place = Place(file=file, line=line)
        if None in row or None in row.values():
            mistakes.append(Mistake(message="csv.cells", place=place))
            continue
        values = _cleaned({key: value for key, value in row.items() if value})
        mistakes.extend(_mistakes(values, place))
        mistakes.extend(_twice(values, [one.get("name", "") for one in read], place))
        read.append(values)
    if mistakes:
        raise InvalidInputError(tuple(mistakes))
    return tuple(Attributes(**values) for values in read)


def _cleaned(values: Mapping[str, str]) -> Mapping[str, str]:
    """Return values composed, without blanks around them; what is no text is left as it was."""
    return {key: clean_name(value) or value for key, value in values.items()}


def _twice(values: Mapping[str, str], earlier: list[str], place: Place) -> list[Mistake]:
    name = values.get("name", "")
    if name not in earlier:
        return []
    twice = {"name": name, "first": str(earlier.index(name) + 2)}
    return [Mistake(message="csv.twice", values=twice, place=place)]


def _mistakes(values: Mapping[str, str], place: Place) -> list[Mistake]:
    mistakes: list[Mistake] = []
    if not values.get("name", "").strip():
        mistakes.append(Mistake(message="organisation.no_name", place=place))
    elif clean_name(values["name"]) is None:
        mistakes.append(Mistake(message="organisation.name", place=place))
    country = values.get("country")
    if country is not None and not _COUNTRY.fullmatch(country):
        told = {"country": country}
        mistakes.append(Mistake(message="organisation.country", values=told, place=place))
    founded = values.get("founded")
    if founded is not None and not _is_day(founded):
        told = {"day": founded}
        mistakes.append(Mistake(message="organisation.founded", values=told, place=place))
    return mistakes


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


def _invalid(message: str, file: str, **values: str) -> InvalidInputError:
    return InvalidInputError((Mistake(message=message, values=values, place=Place(file=file)),))
