"""What a waiver must be before it counts in a case."""

from __future__ import annotations

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Waiver
from tcei_rules.domain.fact import Role
from tcei_rules.errors import NotAllowedError
from tcei_rules.language.assessments import ReadAssessment
from tcei_rules.service.desk import Desk
from tcei_rules.store import people


def signed_waivers(
    desk: Desk,
    connection: Connection,
    read: ReadAssessment,
    panel: tuple[str, ...],
    now: str,
    *,
    demonstration: bool,
) -> tuple[Waiver, ...]:
    """Return the waivers of a file with the ids of those who gave them.

    An exception of a day to come is none yet, and nobody excepts what they
    assess themselves, unless it is for assessors to waive. In a real case an
    exception by nobody is none either, nor one by someone who had no such role
    on the day of the waiver.

    Until people sign in, whoever is named and does not have the role takes it
    today. So a waiver of today is by whomever the file names, and only one of
    an earlier day needs a role that was recorded before.

    Args:
        desk: What every use case has at hand.
        connection: In the transaction that freezes the assessment.
        read: Waivers, and the names of those who gave them.
        panel: Ids of those who assessed.
        now: The present moment.
        demonstration: Whether the case is one.

    Raises:
        NotAllowedError: One of them cannot count.
    """
    each = zip(read.assessment.waivers, read.waived_by, strict=True)
    signed = tuple(_signed(desk, connection, waiver, name, now) for waiver, name in each)
    for waiver in signed:
        if waiver.on > now[:10]:
            raise NotAllowedError(
                "waiver.future", requirement=waiver.requirement, on=waiver.on, today=now[:10]
            )
        if waiver.person in panel and waiver.by is not Role.ASSESSOR:
            raise NotAllowedError("waiver.own_panel", requirement=waiver.requirement)
        if not demonstration:
            _demand_giver(connection, waiver)
    return signed


def givers_apart(waivers: tuple[Waiver, ...]) -> set[str]:
    """Return who gave a waiver and so neither decides on the case nor confirms.

    A waiver that decision makers give is a part of deciding.
    """
    return {
        waiver.person
        for waiver in waivers
        if waiver.person is not None and waiver.by is not Role.DECISION_MAKER
    }


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
