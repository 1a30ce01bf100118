"""Publishing: a version of the criteria is frozen in the ledger, and its text kept.

There is no quorum yet: whoever sits at this machine publishes, and whoever asks
for an approval is told that there is none to check.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.days import format_day
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.service.desk import Desk
from tcei_rules.service.rulesets import FoundRuleset
from tcei_rules.store import kept_rulesets, records


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A version as it stands in the ledger."""

    record: PublicationRecord
    published_at: str
    published_before: bool = field(default=False, compare=False)
    """It was there already, and nothing was recorded."""


class Publishing:
    """Freezes versions of the criteria, and lists those that are frozen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def publish(self, name: str) -> Published:
        """Freeze a version: its digest is recorded, its text kept. Asked again, nothing changes.

        Raises:
            NotFoundError: There is no such ruleset.
            InvalidInputError: It has mistakes; all are listed.
            NotAllowedError: A case beside it is judged otherwise than it says.
            ConflictError: The version was published with another text.
        """
        rulesets = self._desk.rulesets
        mistakes = [one for one in rulesets.check(name) if not one.note]
        if mistakes:
            raise InvalidInputError(tuple(mistakes))
        found = rulesets.find(name)
        self._demand_cases(found, name)
        return self._desk.database.write(lambda connection: freeze(self._desk, connection, found))

    def _demand_cases(self, found: FoundRuleset, name: str) -> None:
        try:
            results = list(self._desk.rulesets.run_cases(name))
        except NotFoundError:
            return  # nobody wrote cases for it
        failed = [one.case.title for one in results if not one.passed]
        if failed:
            raise NotAllowedError(
                "publication.cases", name=found.ruleset.name, cases="; ".join(failed)
            )

    def list(self) -> list[Published]:
        """Return all published versions in the order in which they were published."""
        return self._desk.database.read(
            lambda connection: [
                Published(
                    record=records.public_part(one, PublicationRecord),
                    published_at=one.recorded_at,
                )
                for one in records.of_kind(connection, RecordKind.PUBLICATION)
            ]
        )


def freeze(desk: Desk, connection: Connection, found: FoundRuleset) -> Published:
    """Record a version that passed its check, and keep its text.

    Raises:
        ConflictError: The version was published with another text.
    """
    ruleset = found.ruleset
    there = records.publication_of(connection, ruleset.scheme, ruleset.version)
    if there is not None:
        record = records.public_part(there, PublicationRecord)
        if record.ruleset != ruleset.digest:
            raise ConflictError("publication.other_text", name=ruleset.name)
        return Published(record=record, published_at=there.recorded_at, published_before=True)
    now = desk.moment(connection)
    record = PublicationRecord(
        scheme=ruleset.scheme,
        version=ruleset.version,
        ruleset=ruleset.digest,
        file=sha256(found.content),
        starts=format_day(ruleset.in_force.start),
    )
    records.append(connection, desk.chance.ulid(now), RecordKind.PUBLICATION, record, now)
    kept_rulesets.keep_ruleset(connection, ruleset, found.content)
    return Published(record=record, published_at=now)


def demand_published(connection: Connection, ruleset: Ruleset) -> None:
    """Refuse to record anything under a version that is not published as it stands.

    Raises:
        NotAllowedError: It is not published, or its text is another than the published one.
    """
    there = records.publication_of(connection, ruleset.scheme, ruleset.version)
    if there is None:
        raise NotAllowedError("publication.absent", name=ruleset.name)
    if records.public_part(there, PublicationRecord).ruleset != ruleset.digest:
        raise NotAllowedError("publication.edited", name=ruleset.name)
