"""Which organisation stands behind a case: kept apart from the record, and erasable."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from tcei_rules.store.tables import APPLICATION


def link(connection: Connection, case: str, organisation: str) -> None:
    """Keep which organisation a case is of."""
    connection.execute(insert(APPLICATION).values(case_id=case, organisation_id=organisation))


def unlink(connection: Connection, case: str) -> None:
    """Forget which organisation a case is of."""
    connection.execute(delete(APPLICATION).where(APPLICATION.c.case_id == case))


def organisation_of(connection: Connection, case: str) -> str | None:
    """Return the organisation of a case, or nothing once it is erased."""
    return connection.scalar(
        select(APPLICATION.c.organisation_id).where(APPLICATION.c.case_id == case)
    )


def cases_of(connection: Connection, organisation: str) -> list[str]:
    """Return the cases of an organisation, oldest first."""
    query = select(APPLICATION.c.case_id).where(APPLICATION.c.organisation_id == organisation)
    return sorted(connection.scalars(query))
