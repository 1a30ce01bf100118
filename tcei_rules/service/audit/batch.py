"""The record in batches: rows as they stand, with what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection

from tcei_rules.domain.contents import MODELS, commitments
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.organisation import OrganisationRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.store import whole
from tcei_rules.store.records import Raw
from tcei_rules.store.whole import Constraint, StandingAttributes

M = TypeVar("M", bound=Model)

HOPS: Final = 2
"""A certificate names its decision, and that its case."""


class Row:
    """A row of the record, and what its content says if it says anything."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw

    def __str__(self) -> str:
        return f"{self.raw.kind} {self.raw.id} (entry {self.raw.ledger_index})"

    @cached_property
    def members(self) -> dict[str, Any] | None:
        """Return the content as JSON members, or nothing if it is no such JSON."""
        try:
            members: Any = orjson.loads(self.raw.content)
        except orjson.JSONDecodeError:
            return None
        return cast("dict[str, Any]", members) if isinstance(members, dict) else None

    @cached_property
    def model(self) -> Model | None:
        """Return the content as what its kind says it is, or nothing if it is not."""
        kind = MODELS.get(self.raw.kind)
        if kind is None:
            return None
        try:
            return kind.model_validate_json(self.raw.content)
        except ValidationError:
            return None

    def read(self, model: type[M]) -> M | None:
        """Return the content if it is of this kind."""
        return self.model if isinstance(self.model, model) else None

    @cached_property
    def commitments(self) -> tuple[tuple[str, str], ...]:
        """What it commits to: member and commitment."""
        return () if self.model is None else tuple(commitments(self.model))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some rows in the order of the ledger, with what belongs to them."""

    rows: list[Row]
    leaves: dict[int, bytes]
    """Hashes of entries in the tree, by index."""
    openings: dict[str, tuple[str, str]]
    """Salt and content, by commitment."""
    related: dict[str, Row]
    """Cases, assessments and decisions that the rows name, by id."""
    constraints: dict[str, Constraint]
    parts: dict[str, set[tuple[str, str]]]
    links: dict[str, str]
    """Organisations, by case."""
    organisations: set[str]
    """Those of the rows that stand there."""
    attributes: dict[tuple[str, str], StandingAttributes]
    """What organisations of the rows are, by id and day."""
    prepared: dict[str, bytes]
    signed: dict[str, bytes]
    """Certificates, by id."""

    def part(self, record_id: str, model: type[M]) -> M | None:
        """Return what a row that is named here says, or nothing if it is not there."""
        row = self.related.get(record_id)
        return None if row is None else row.read(model)


def batches(connection: Connection) -> Iterator[Batch]:
    """Yield the whole record in batches; memory stays flat."""
    for piece in whole.pieces(connection):
        yield _batch(connection, [Row(raw) for raw in piece])


def _batch(connection: Connection, rows: list[Row]) -> Batch:
    related = _related(connection, rows)
    first, last = rows[0].raw.ledger_index, rows[-1].raw.ledger_index
    added = {one.organisation for row in rows if (one := row.read(OrganisationRecord))}
    cases = {one for one, row in related.items() if row.raw.kind == RecordKind.CASE}
    committed = {one for row in rows for _, one in row.commitments}
    return Batch(
        rows=rows,
        leaves=whole.leaves(connection, first, last),
        openings=whole.openings(connection, committed | _removed(rows)),
        related=related,
        constraints=whole.constraints(connection, first, last),
        parts=whole.parts(connection, first, last),
        # What a decision's case commits to is looked at with the decision.
        links=whole.links(connection, cases),
        organisations=whole.organisations(connection, added),
        attributes=whole.attributes(connection, added),
        prepared=whole.prepared(connection, first, last),
        signed=whole.signed(connection, first, last),
    )


def _related(connection: Connection, rows: list[Row]) -> dict[str, Row]:
    """Return the rows with those they name, and those that these name: of a certificate the case.

    What was recorded together may lie far apart: a certificate can be years
    behind its decision.
    """
    related, newest = {row.raw.id: row for row in rows}, rows
    for _hop in range(HOPS):
        named = {one for row in newest for one in _named(row)} - related.keys()
        newest = [Row(raw) for raw in whole.rows(connection, named).values()]
        related |= {row.raw.id: row for row in newest}
    return related


def _named(row: Row) -> Iterator[str]:
    for one in (row.raw.case_id, row.raw.assessment_id, row.raw.decision_id):
        if one is not None:
            yield one


def _removed(rows: list[Row]) -> set[str]:
    """Return the commitments that erasures among the rows say cannot be opened any more."""
    erasures = (row.read(ErasureRecord) for row in rows)
    return {one for erasure in erasures if erasure for one in erasure.commitments}
