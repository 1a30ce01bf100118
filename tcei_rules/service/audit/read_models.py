"""Every table beside the record: rebuilt from it, and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, cast

import orjson
from sqlalchemy import Connection

from tcei_rules.domain.canonical import digest
from tcei_rules.domain.decision import CaseRecord, MembershipRecord
from tcei_rules.domain.names import name_key
from tcei_rules.domain.organisation import OrganisationRecord
from tcei_rules.domain.published import ImportRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.store import published, records, whole
from tcei_rules.store.whole import Membership, Person, StandingAttributes


class ReadModelChecks:
    """Looks at what was written beside the record: `read models`.

    Rows of constraints, parts and files are compared where decisions and
    certificates are; here are those that speak of neither, and those of nothing.
    People, their roles and labels of others are few, and are remembered.

    Args:
        connection: On one state.
        memberships: Who has which role.
        key: By chance, for this audit alone.
    """

    def __init__(
        self, connection: Connection, memberships: Iterable[Membership], key: bytes
    ) -> None:
        self._connection = connection
        self._result = CheckResult(CheckName.READ_MODELS)
        self._memberships = _Table(self._result, "membership", set(memberships))
        self._people = {one.id: one for one in whole.people(connection)}
        self._members: set[str] = set()
        self._described = _Tally(key)
        """Of the days from which on a record says what an organisation is."""
        self._standing = _Tally(key)
        self._imported: dict[str, str] = {}
        """One digest over all published labels, by scheme."""

    def see(self, batch: Batch) -> None:
        """Look at what stands beside some rows."""
        for row in batch.rows:
            match row.model:
                case MembershipRecord() as membership:
                    self._see_membership(row, membership, batch)
                case OrganisationRecord() as organisation:
                    self._see_organisation(row, organisation, batch)
                case CaseRecord() as case:
                    self._see_link(row, case, batch)
                case ImportRecord() as one:
                    self._imported[one.scheme] = one.all_labels
                case _:
                    pass

    def _see_membership(self, row: Row, one: MembershipRecord, batch: Batch) -> None:
        self._memberships.see(row, Membership(one.person, one.role, one.start))
        self._members.add(one.person)
        committed, stands = _opened(batch, one.name), self._people.get(one.person)
        if committed is None and stands is None:
            return  # erased: the check of openings looks whether it was on purpose
        name = "" if committed is None else str(committed.get("name"))
        self._result.expect(row, "person", Person(one.person, name, name_key(name)), stands)

    def _see_organisation(self, row: Row, one: OrganisationRecord, batch: Batch) -> None:
        stands = one.organisation if one.organisation in batch.organisations else None
        self._result.expect(row, "organisation", one.organisation, stands)
        self._described.add(one.organisation, one.start)
        opening, said = batch.openings.get(one.attributes), None
        if opening is not None:
            name = str((_opened(batch, one.attributes) or {}).get("name"))
            said = StandingAttributes(one.organisation, one.start, name_key(name), opening[1])
        found = batch.attributes.get((one.organisation, one.start))
        self._result.expect(row, "organisation_attributes", said, found)

    def _see_link(self, row: Row, case: CaseRecord, batch: Batch) -> None:
        committed, linked = _opened(batch, case.organisation), batch.links.get(case.case)
        if committed is None and linked is None:
            return  # erased: the check of openings looks whether it was on purpose
        said = None if committed is None else committed.get("organisation")
        self._result.expect(row, "organisation of the case", said, linked)

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        self._memberships.finish()
        for one in whole.all_attributes(self._connection):
            self._standing.add(one.organisation_id, one.start)
        if self._standing.sum != self._described.sum:
            self._see_described()
        for person in sorted(self._people.keys() - self._members):
            self._result.fail(f"person {person}", "membership", "one", "nothing")
        for name, row_id in whole.without_record(self._connection):
            self._result.fail(f"{name} {row_id}", "record", "one", "nothing")
        self._see_published()
        return (self._result,)

    def _see_described(self) -> None:
        """Find what stands there of organisations and is not said, or said twice."""
        rows = map(Row, records.raw(self._connection, kind=RecordKind.ORGANISATION))
        told = (one for row in rows if (one := row.read(OrganisationRecord)) is not None)
        said = Counter((one.organisation, one.start) for one in told)
        for stands in whole.all_attributes(self._connection):
            row = f"organisation_attributes {stands.organisation_id} {stands.start}"
            self._result.expect(row, "records", 1, said[stands.organisation_id, stands.start])

    def _see_published(self) -> None:
        standing: dict[str, list[str]] = {scheme: [] for scheme in self._imported}
        for one in published.standing(self._connection):
            row = f"published_label {one.digest}"
            own = published.label_digest(one.scheme, one.content.encode())
            self._result.expect(row, "digest", own, one.digest)
            name = str((_members(one.content) or {}).get("name"))
            self._result.expect(row, "name_key", name_key(name), one.name_key)
            standing.setdefault(one.scheme, []).append(one.digest)
        for scheme, digests in standing.items():
            row = f"published labels of {scheme}"
            self._result.expect(row, "digest of all", self._imported.get(scheme), digest(digests))


class _Tally:
    """A sum over rows that go by in any order, and are too many to be remembered.

    Each adds a number that nobody can know beforehand, so nobody can choose
    rows that have the same sum as others.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.sum = 0

    def add(self, *parts: str) -> None:
        """Count a row in."""
        content = "\0".join(parts).encode()
        self.sum += int.from_bytes(blake2b(content, key=self._key).digest(), "big")


class _Table:
    """Rows of a small table: what the record says must stand there, and nothing else."""

    def __init__(self, result: CheckResult, name: str, standing: set[Any]) -> None:
        self._result = result
        self._name = name
        self._standing = standing
        self._said: set[Any] = set()

    def see(self, row: Row, said: object) -> None:
        """Look whether what a record says stands there."""
        self._said.add(said)
        stands = said if said in self._standing else None
        self._result.expect(row, self._name, said, stands)

    def finish(self) -> None:
        """Look whether something stands there that no record says."""
        for one in sorted(self._standing - self._said):
            self._result.fail(f"{self._name} {one}", "record", "one", "nothing")


def _opened(batch: Batch, commitment: str) -> dict[str, Any] | None:
    opening = batch.openings.get(commitment)
    return None if opening is None else _members(opening[1])


def _members(content: str) -> dict[str, Any] | None:
    try:
        members: Any = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return cast("dict[str, Any]", members) if isinstance(members, dict) else None
