"""Organisations and their dated attributes: each version is a row that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from tcei_rules.domain.assessment import Attributes
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.names import name_key
from tcei_rules.store.tables import ATTRIBUTES, ORGANISATION


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as it was on the day asked."""

    id: str
    start: str
    """The day from which these attributes hold."""
    attributes: Attributes


def add_organisation(
    connection: Connection, organisation: str, start: str, attributes: Attributes
) -> None:
    """Add an organisation with its first attributes."""
    connection.execute(insert(ORGANISATION).values(id=organisation))
    values = {
        "organisation_id": organisation,
        "start": start,
        "name_key": name_key(attributes.name),
        "content": canonical(attributes.members()).decode(),
    }
    connection.execute(insert(ATTRIBUTES).values(values))


def organisations(connection: Connection, on: str) -> Iterator[Organisation]:
    """Yield every organisation as it was on a day, by name."""
    query = select(ATTRIBUTES).where(ATTRIBUTES.c.start <= on)
    latest: dict[str, Organisation] = {}
    for row in connection.execute(query.order_by(ATTRIBUTES.c.start)):
        attributes = Attributes.model_validate_json(row.content)
        latest[row.organisation_id] = Organisation(row.organisation_id, row.start, attributes)
    yield from sorted(latest.values(), key=lambda one: name_key(one.attributes.name))


def find_organisation(connection: Connection, name_or_id: str) -> Organisation | None:
    """Return an organisation by its id or by a name it has or had, or nothing."""
    query = (
        select(ATTRIBUTES)
        .where(
            (ATTRIBUTES.c.organisation_id == name_or_id)
            | (ATTRIBUTES.c.name_key == name_key(name_or_id))
        )
        .order_by(ATTRIBUTES.c.start.desc())
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    attributes = Attributes.model_validate_json(row.content)
    return Organisation(row.organisation_id, row.start, attributes)
