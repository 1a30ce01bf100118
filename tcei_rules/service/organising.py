"""Organisations: added by hand or from a file, all rows or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Attributes
from tcei_rules.domain.organisation import OrganisationRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import ConflictError
from tcei_rules.language.organisations import read_attributes, read_organisations
from tcei_rules.service.desk import Desk
from tcei_rules.store import organisations, records
from tcei_rules.store.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Organising:
    """Adds, lists and finds organisations."""

    desk: Desk

    def add(self, values: Mapping[str, str]) -> Organisation:
        """Add an organisation, with values by the names of columns (`import_csv`).

        Raises:
            ConflictError: There is one of that name.
            InvalidInputError: With everything that cannot stand.
        """
        rows = (read_attributes(values),)
        (added,) = self.desk.database.write(lambda connection: self._add(connection, rows))
        return added

    def import_csv(self, content: bytes, file: str) -> list[Organisation]:
        """Add the organisations of a CSV file: all of them, or none and every mistake by line.

        Columns: name, country (ISO 3166-1 alpha-2), region, sector, legal_form,
        founded (a day); all but the name can be empty.

        Raises:
            InvalidInputError: With every mistake in the file.
            ConflictError: One or more are there already; all are named.
        """
        rows = read_organisations(content, file)
        return self.desk.database.write(lambda connection: self._add(connection, rows))

    def _add(self, connection: Connection, rows: tuple[Attributes, ...]) -> list[Organisation]:
        there = [row.name for row in rows
                 if organisations.find_organisation(connection, row.name) is not None]  # fmt: skip
        if len(there) == 1:
            raise ConflictError("organisation.there_already", name=there[0])
        if there:
            raise ConflictError("organisation.several_there", names="`, `".join(there))
        now = self.desk.moment(connection)
        added = [Organisation(self.desk.chance.ulid(now), now[:10], row) for row in rows]
        for one in added:
            self._record(connection, one, now)
        return added

    def _record(self, connection: Connection, added: Organisation, now: str) -> None:
        record = OrganisationRecord(
            organisation=added.id,
            start=added.start,
            attributes=self.desk.keep(connection, added.attributes.members()),
        )
        record_id = self.desk.chance.ulid(now)
        records.append(connection, record_id, RecordKind.ORGANISATION, record, now)
        organisations.add_organisation(connection, added.id, added.start, added.attributes)

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
