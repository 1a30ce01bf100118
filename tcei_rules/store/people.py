"""People behind pseudonymous ids. A name can be erased; the id stays."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from tcei_rules.domain.names import name_key
from tcei_rules.store.tables import MEMBERSHIP, PERSON


def find_person(connection: Connection, name: str) -> str | None:
    """Return the id of a person by name, or nothing."""
    return connection.scalar(select(PERSON.c.id).where(PERSON.c.name_key == name_key(name)))


def add_person(connection: Connection, person: str, name: str) -> None:
    """Keep the name behind a new pseudonymous id."""
    values = {"id": person, "name": name, "name_key": name_key(name)}
    connection.execute(insert(PERSON).values(values))


def has_role(connection: Connection, person: str, role: str, on: str) -> bool:
    """Tell whether someone has a role on a day."""
    query = select(MEMBERSHIP.c.role).where(
        MEMBERSHIP.c.person_id == person, MEMBERSHIP.c.role == role, MEMBERSHIP.c.start <= on
    )
    return connection.scalar(query) is not None


def add_role(connection: Connection, person: str, role: str, start: str) -> None:
    """Keep that someone takes a role from a day on."""
    values = {"person_id": person, "role": role, "start": start}
    connection.execute(insert(MEMBERSHIP).values(values))
