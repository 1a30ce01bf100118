"""What every use case has at hand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Attributes
from tcei_rules.domain.canonical import Json
from tcei_rules.domain.decision import MembershipRecord
from tcei_rules.domain.names import clean_name
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import NotAllowedError, NotFoundError
from tcei_rules.service.ports import Chance, Clock
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import organisations, people, records
from tcei_rules.store.database import Database
from tcei_rules.store.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Database, rulesets, clock and chance."""

    database: Database
    rulesets: Rulesets
    clock: Clock
    chance: Chance

    def moment(self, connection: Connection, *earlier: str) -> str:
        """Return the present time; what is recorded under it follows what was before.

        Args:
            connection: In the transaction that records something.
            earlier: Times of what it rests on.

        Raises:
            NotAllowedError: The clock shows a time before the last record, or before these.
        """
        now, last = self.clock.now(), records.last_moment(connection)
        latest = max((*earlier, last or ""))
        if now < latest:
            raise NotAllowedError("clock.behind", now=now, last=latest)
        return now

    def keep(self, connection: Connection, value: Json) -> str:
        """Keep something that may have to be forgotten; return the commitment to it."""
        return records.keep(connection, value, self.chance.salt())

    def person(self, connection: Connection, name: str, role: str, at: str) -> str:
        """Return the pseudonymous id of a person in a role; someone new gets id and role.

        Until people sign in, whoever sits at this machine says who they are.
        """
        cleaned = clean_name(name)
        if cleaned is None:
            raise NotAllowedError("person.name", name=name)
        name = cleaned
        person = people.find_person(connection, name)
        if person is None:
            person = self.chance.ulid(at)
            people.add_person(connection, person, name)
        if not people.has_role(connection, person, role, at[:10]):
            self._take_role(connection, person, name, role, at)
        return person

    def _take_role(
        self, connection: Connection, person: str, name: str, role: str, at: str
    ) -> None:
        people.add_role(connection, person, role, at[:10])
        membership = MembershipRecord(
            person=person, role=role, start=at[:10], name=self.keep(connection, {"name": name})
        )
        records.append(connection, self.chance.ulid(at), RecordKind.MEMBERSHIP, membership, at)

    def organisation(self, connection: Connection, name_or_id: str) -> Organisation:
        """Return an organisation that must be there.

        Raises:
            NotFoundError: There is none of that id or name.
        """
        found = organisations.find_organisation(connection, name_or_id)
        if found is None:
            raise NotFoundError("organisation.absent", name=name_or_id)
        return found

    def attributes(self, connection: Connection, organisation: str) -> Attributes:
        """Return what an organisation is."""
        return self.organisation(connection, organisation).attributes
