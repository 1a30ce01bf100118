"""The whole record in pieces, with everything that stands beside each: for whoever looks at all.

Nothing here is believed: rows come as they stand, and what belongs to them may
be missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Select, Table, select

from tcei_rules.store import records
from tcei_rules.store.records import Raw
from tcei_rules.store.tables import (
    APPLICATION,
    ATTRIBUTES,
    CERTIFICATE_DECISION,
    CERTIFICATE_FILE,
    DECISION,
    MEMBERSHIP,
    NODE,
    OPENING,
    ORGANISATION,
    PART,
    PERSON,
    PREPARED,
    RECORD,
    RULESET,
)

AT_ONCE = 500
"""Rows in one piece."""


class Constraint(NamedTuple):
    """What the database holds against a decision."""

    id: str
    case_id: str
    assessment_id: str
    granted_rank: int
    outcome_rank: int
    decider: str
    confirmer: str


class Change(NamedTuple):
    """The row by which a decision about a certificate is found."""

    id: str
    certificate_id: str
    position: int
    kind: str
    decider: str
    confirmer: str


class Membership(NamedTuple):
    """Someone's role from a day on."""

    person_id: str
    role: str
    start: str


class Person(NamedTuple):
    """The name behind a pseudonymous id."""

    id: str
    name: str
    name_key: str


class StandingAttributes(NamedTuple):
    """What an organisation is from a day on."""

    organisation_id: str
    start: str
    name_key: str
    content: str


class KeptText(NamedTuple):
    """The text of a version, as it stands there."""

    digest: str
    scheme: str
    version: str
    file_digest: str
    content: bytes


def pieces(connection: Connection) -> Iterator[list[Raw]]:
    """Yield all rows of the record in pieces, in the order of the ledger."""
    rows = records.raw(connection)
    while piece := list(islice(rows, AT_ONCE)):
        yield piece


def leaves(connection: Connection, first: int, last: int) -> dict[int, bytes]:
    """Return the hashes of entries in the tree, by index, both ends included."""
    query = select(NODE.c.position, NODE.c.hash).where(
        NODE.c.level == 0, NODE.c.position >= first, NODE.c.position <= last
    )
    return {row[0]: bytes(row[1]) for row in connection.execute(query)}


def openings(connection: Connection, commitments: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return salt and content behind commitments, of those that stand there."""
    query = select(OPENING.c.commitment, OPENING.c.salt, OPENING.c.content)
    return {
        row[0]: (row[1], row[2])
        for row in _among(connection, query, OPENING.c.commitment, commitments)
    }


def rows(connection: Connection, ids: Collection[str]) -> dict[str, Raw]:
    """Return rows of the record by id, of those that stand there."""
    query = select(*(RECORD.c[name] for name in Raw._fields))
    return {row.id: Raw._make(row) for row in _among(connection, query, RECORD.c.id, ids)}


def constraints(connection: Connection, ids: Collection[str]) -> dict[str, Constraint]:
    """Return what the database holds against decisions, by id."""
    query = select(*(DECISION.c[name] for name in Constraint._fields))
    return {row.id: Constraint._make(row) for row in _among(connection, query, DECISION.c.id, ids)}


def parts(connection: Connection, ids: Collection[str]) -> dict[str, set[tuple[str, str]]]:
    """Return who played which part in decisions, by id: person and part."""
    query = select(PART.c.decision_id, PART.c.person_id, PART.c.part)
    found = defaultdict[str, set[tuple[str, str]]](set)
    for row in _among(connection, query, PART.c.decision_id, ids):
        found[row[0]].add((row[1], row[2]))
    return found


def links(connection: Connection, cases: Collection[str]) -> dict[str, str]:
    """Return the organisations that cases are linked to."""
    query = select(APPLICATION.c.case_id, APPLICATION.c.organisation_id)
    return {row[0]: row[1] for row in _among(connection, query, APPLICATION.c.case_id, cases)}


def files(
    connection: Connection, certificates: Collection[str]
) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Return the files of certificates by id: as prepared, and as signed."""
    prepared = _contents(connection, PREPARED, certificates)
    signed = _contents(connection, CERTIFICATE_FILE, certificates)
    return {one: (prepared.get(one), signed.get(one)) for one in certificates}


def changes(connection: Connection) -> dict[str, Change]:
    """Return the rows by which decisions about certificates are found, by id."""
    query = select(*(CERTIFICATE_DECISION.c[name] for name in Change._fields))
    return {row.id: Change._make(row) for row in connection.execute(query)}


def memberships(connection: Connection) -> Iterator[Membership]:
    """Yield who has which role from which day on."""
    query = select(*(MEMBERSHIP.c[name] for name in Membership._fields))
    for row in connection.execute(query.order_by(*query.selected_columns)):
        yield Membership._make(row)


def people(connection: Connection) -> Iterator[Person]:
    """Yield the names that were not erased."""
    query = select(*(PERSON.c[name] for name in Person._fields))
    for row in connection.execute(query.order_by(PERSON.c.id)):
        yield Person._make(row)


def attributes(connection: Connection) -> Iterator[StandingAttributes]:
    """Yield what every organisation is, and was."""
    query = select(*(ATTRIBUTES.c[name] for name in StandingAttributes._fields))
    ordered = query.order_by(ATTRIBUTES.c.organisation_id, ATTRIBUTES.c.start)
    for row in connection.execute(ordered.execution_options(yield_per=AT_ONCE)):
        yield StandingAttributes._make(row)


def organisation_ids(connection: Connection) -> Iterator[str]:
    """Yield the id of every organisation."""
    yield from connection.scalars(select(ORGANISATION.c.id).order_by(ORGANISATION.c.id))


def texts(connection: Connection) -> Iterator[KeptText]:
    """Yield the text of every version that is kept."""
    query = select(*(RULESET.c[name] for name in KeptText._fields))
    for row in connection.execute(query.order_by(RULESET.c.digest)):
        yield KeptText._make(row)


def without_record(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield rows that belong to no record, as table and id."""
    beside: Sequence[tuple[Table, Column[str], str]] = (
        (DECISION, DECISION.c.id, "decision"),
        (PREPARED, PREPARED.c.certificate_id, "certificate"),
        (CERTIFICATE_FILE, CERTIFICATE_FILE.c.certificate_id, "certificate"),
        (APPLICATION, APPLICATION.c.case_id, "case"),
        (PART, PART.c.decision_id, "decision"),
    )
    for table, column, kind in beside:
        recorded = select(RECORD.c.id).where(RECORD.c.id == column, RECORD.c.kind == kind)
        query = select(column).where(~recorded.exists())
        for row in connection.execute(query):
            yield table.name, row[0]


def _contents(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, bytes]:
    query = select(table.c.certificate_id, table.c.content)
    return {row[0]: bytes(row[1]) for row in _among(connection, query, table.c.certificate_id, ids)}


def _among(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    column: Column[str],
    values: Collection[str],
) -> Iterator[Any]:
    """Yield the rows in which a column has one of some values."""
    ordered = iter(sorted(values))
    while some := list(islice(ordered, AT_ONCE)):
        yield from connection.execute(query.where(column.in_(some)))
