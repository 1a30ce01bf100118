"""What a waiver must be before it counts in a case."""

from __future__ import annotations

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Assessment, Waiver
from tcei_rules.errors import NotAllowedError
from tcei_rules.store import people


def demand_waivers(
    connection: Connection, assessment: Assessment, *, demonstration: bool, today: str
) -> None:
    """Refuse waivers of a day to come and, in a real case, of nobody who could give them.

    A file names no person, so until waivers are recorded by those who give
    them a real case has none: an exception by nobody is none.

    Raises:
        NotAllowedError: One of them cannot count.
    """
    for waiver in assessment.waivers:
        if waiver.on > today:
            raise NotAllowedError(
                "waiver.future", requirement=waiver.requirement, on=waiver.on, today=today
            )
        if not demonstration and not _is_given(connection, waiver):
            role = waiver.by.replace("_", " ")
            raise NotAllowedError("waiver.nobody", requirement=waiver.requirement, role=role)


def _is_given(connection: Connection, waiver: Waiver) -> bool:
    person = waiver.person
    return person is not None and people.has_role(connection, person, waiver.by.value, waiver.on)
