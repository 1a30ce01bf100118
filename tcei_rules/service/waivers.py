"""What a waiver must be before it counts in a case."""

from __future__ import annotations

from itertools import zip_longest

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Waiver
from tcei_rules.errors import NotAllowedError
from tcei_rules.language.assessments import ReadAssessment
from tcei_rules.service.desk import Desk
from tcei_rules.store import people


def signed_waivers(
    desk: Desk, connection: Connection, read: ReadAssessment, now: str, *, demonstration: bool
) -> tuple[Waiver, ...]:
    """Return the waivers of a file with the ids of those who gave them.

    An exception of a day to come is none yet. In a real case an exception by
    nobody, or by someone who did not have the role on its day, is none either.

    Raises:
        NotAllowedError: One of them cannot count.
    """
    each = zip_longest(read.assessment.waivers, read.waived_by)
    signed = tuple(_signed(desk, connection, waiver, name, now) for waiver, name in each)
    for waiver in signed:
        if waiver.on > now[:10]:
            raise NotAllowedError(
                "waiver.future", requirement=waiver.requirement, on=waiver.on, today=now[:10]
            )
        if not demonstration:
            _demand_giver(connection, waiver)
    return signed


def _signed(
    desk: Desk, connection: Connection, waiver: Waiver, name: str | None, now: str
) -> Waiver:
    if name is None:
        return waiver
    person = desk.person(connection, name, waiver.by.value, now)
    return waiver.model_copy(update={"person": person})


def _demand_giver(connection: Connection, waiver: Waiver) -> None:
    role = waiver.by.replace("_", " ")
    if waiver.person is None:
        raise NotAllowedError("waiver.nobody", requirement=waiver.requirement, role=role)
    if not people.has_role(connection, waiver.person, waiver.by.value, waiver.on):
        raise NotAllowedError(
            "waiver.not_yet", requirement=waiver.requirement, role=role, on=waiver.on
        )
