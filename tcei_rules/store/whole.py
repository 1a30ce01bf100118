"""The whole record in pieces, with everything that stands beside each: for whoever looks at all.

Nothing here is believed: rows come as they stand, and what belongs to them may
be missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, or_, select

from tcei_rules.store.records import Raw
from tcei_rules.store.tables import (
    APPLICATION,
    ATTRIBUTES,
    CERTIFICATE_DECISION,
    CERTIFICATE_FILE,
    DECISION,
    MEMBERSHIP,
    METADATA,
    NODE,
    OPENING,
    ORGANISATION,
    PART,
    PERSON,
    PREPARED,
    RECORD,
    RULESET,
)

AT_ONCE = 1000
"""Rows in one piece: fewer cost more queries, more cost memory."""

NAMED_AT_ONCE = 500
"""Values that one query names; SQLite took no more than 999 for long."""

KINDS: Final[Mapping[type, str]] = {str: "text", int: "integer", bytes: "blob"}
"""What SQLite calls the kind of a value."""


class OtherKind(NamedTuple):
    """A value of another kind than its column has: a text in place of bytes, say."""

    row: str
    column: str
    expected: str
    found: str


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


_ATTRIBUTES = tuple(ATTRIBUTES.c[name] for name in StandingAttributes._fields)


class KeptText(NamedTuple):
    """The text of a version, as it stands there."""

    digest: str
    scheme: str
    version: str
    file_digest: str
    content: bytes


def pieces(connection: Connection) -> Iterator[list[Raw]]:
    """Yield all rows of the record in pieces, in the order of the ledger."""
    query = select(*(RECORD.c[name] for name in Raw._fields)).order_by(RECORD.c.ledger_index)
    for piece in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield [Raw._make(row) for row in piece]


def of_other_kinds(connection: Connection) -> Iterator[OtherKind]:
    """Yield every value of another kind than its column; a server has none.

    Only SQLite lets a column have them. No comparison means anything then.
    """
    if connection.dialect.name != "sqlite":
        return
    for table in METADATA.sorted_tables:
        kinds = {column: KINDS[column.type.python_type] for column in table.columns}
        wrong = or_(*(func.typeof(one).not_in((kind, "null")) for one, kind in kinds.items()))
        query = select(*table.primary_key.columns, *map(func.typeof, kinds)).where(wrong)
        for row in connection.execute(query):
            found = row[-len(kinds) :]
            name = " ".join([table.name, *map(str, row[: -len(kinds)])])
            for (column, kind), stands in zip(kinds.items(), found, strict=True):
                if stands not in (kind, "null"):
                    yield OtherKind(name, column.name, kind, stands)


def leaves(connection: Connection, first: int, last: int) -> dict[int, bytes]:
    """Return the hashes of entries in the tree, by index, both ends included."""
    query = select(NODE.c.position, NODE.c.hash).where(
        NODE.c.level == 0, NODE.c.position >= first, NODE.c.position <= last
    )
    return {row[0]: bytes(row[1]) for row in connection.execute(query).all()}


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


def constraints(connection: Connection, first: int, last: int) -> dict[str, Constraint]:
    """Return what the database holds against decisions among neighbouring rows, by id."""
    columns = (DECISION.c[name] for name in Constraint._fields)
    query = select(*columns).join_from(RECORD, DECISION, RECORD.c.id == DECISION.c.id)
    found = connection.execute(query.where(_between(first, last))).all()
    return {row[0]: Constraint._make(row) for row in found}


def parts(connection: Connection, first: int, last: int) -> dict[str, set[tuple[str, str]]]:
    """Return who played which part in decisions among neighbouring rows: person and part, by id."""
    query = select(PART.c.decision_id, PART.c.person_id, PART.c.part)
    query = query.join_from(RECORD, PART, RECORD.c.id == PART.c.decision_id)
    found = defaultdict[str, set[tuple[str, str]]](set)
    for row in connection.execute(query.where(_between(first, last))).all():
        found[row[0]].add((row[1], row[2]))
    return found


def links(connection: Connection, cases: Collection[str]) -> dict[str, str]:
    """Return the organisations that cases are linked to."""
    query = select(APPLICATION.c.case_id, APPLICATION.c.organisation_id)
    return {row[0]: row[1] for row in _among(connection, query, APPLICATION.c.case_id, cases)}


def prepared(connection: Connection, first: int, last: int) -> dict[str, bytes]:
    """Return the files of certificates among neighbouring rows as prepared, by id."""
    return _contents(connection, PREPARED, first, last)


def signed(connection: Connection, first: int, last: int) -> dict[str, bytes]:
    """Return the files of certificates among neighbouring rows as signed, by id."""
    return _contents(connection, CERTIFICATE_FILE, first, last)


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


def organisations(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return the ids of organisations, of those that stand there."""
    query = select(ORGANISATION.c.id)
    return {row[0] for row in _among(connection, query, ORGANISATION.c.id, ids)}


def attributes(
    connection: Connection, ids: Collection[str]
) -> dict[tuple[str, str], StandingAttributes]:
    """Return what organisations are, and were, by id and the day from which on."""
    query = select(*_ATTRIBUTES)
    found = _among(connection, query, ATTRIBUTES.c.organisation_id, ids)
    return {(row[0], row[1]): StandingAttributes._make(row) for row in found}


def all_attributes(connection: Connection) -> Iterator[StandingAttributes]:
    """Yield what every organisation is, and was."""
    ordered = select(*_ATTRIBUTES).order_by(ATTRIBUTES.c.organisation_id, ATTRIBUTES.c.start)
    with connection.execute(ordered.execution_options(yield_per=AT_ONCE)) as rows:
        for row in rows:
            yield StandingAttributes._make(row)


def count_attributes(connection: Connection) -> int:
    """Return how many rows say what an organisation is, or was."""
    return connection.scalar(select(func.count()).select_from(ATTRIBUTES)) or 0


def certified_twice(connection: Connection) -> Iterator[tuple[str, int]]:
    """Yield decisions that have several certificates, and how many."""
    query = (
        select(RECORD.c.decision_id, func.count())
        .where(RECORD.c.kind == "certificate")
        .group_by(RECORD.c.decision_id)
        .having(func.count() > 1)
    )
    for row in connection.execute(query.order_by(RECORD.c.decision_id)):
        yield row[0], row[1]


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
    # An organisation is recorded with what it is; that is looked at by itself.
    described = select(ATTRIBUTES.c.start).where(ATTRIBUTES.c.organisation_id == ORGANISATION.c.id)
    for row in connection.execute(select(ORGANISATION.c.id).where(~described.exists())):
        yield ORGANISATION.name, row[0]


def _contents(connection: Connection, table: Table, first: int, last: int) -> dict[str, bytes]:
    query = select(table.c.certificate_id, table.c.content)
    query = query.join_from(RECORD, table, RECORD.c.id == table.c.certificate_id)
    found = connection.execute(query.where(_between(first, last))).all()
    return {row[0]: row[1] for row in found}


def _between(first: int, last: int) -> ColumnElement[bool]:
    """Choose neighbouring rows: in one range, since many ids in a query cost more than the rows."""
    return RECORD.c.ledger_index.between(first, last)


def _among(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    column: Column[str],
    values: Collection[str],
) -> Iterator[Any]:
    """Yield the rows in which a column has one of some values."""
    ordered = iter(sorted(values))
    while some := list(islice(ordered, NAMED_AT_ONCE)):
        # All at once: a row at a time takes twice as long.
        yield from connection.execute(query.where(column.in_(some))).all()
