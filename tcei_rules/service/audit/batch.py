"""The record in batches: rows as they stand, with what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection

from tcei_rules.domain.decision import (
    AssessmentRecord,
    CaseRecord,
    CertificateDecisionRecord,
    CertificateRecord,
    DecisionRecord,
    MembershipRecord,
)
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.organisation import OrganisationRecord
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.published import ImportRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.replay import ReplayReport
from tcei_rules.store import whole
from tcei_rules.store.records import Raw
from tcei_rules.store.whole import Constraint

M = TypeVar("M", bound=Model)

MODELS: Final[Mapping[str, type[Model]]] = {
    RecordKind.PUBLICATION: PublicationRecord,
    RecordKind.ORGANISATION: OrganisationRecord,
    RecordKind.IMPORT: ImportRecord,
    RecordKind.MEMBERSHIP: MembershipRecord,
    RecordKind.CASE: CaseRecord,
    RecordKind.ASSESSMENT: AssessmentRecord,
    RecordKind.DECISION: DecisionRecord,
    RecordKind.CERTIFICATE: CertificateRecord,
    RecordKind.CERTIFICATE_DECISION: CertificateDecisionRecord,
    RecordKind.ERASURE: ErasureRecord,
    RecordKind.REPLAY: ReplayReport,
}
"""What the content of each kind is; of a trust root it is known to whoever pins it."""


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
        if not isinstance(members, dict):
            return None
        return cast("dict[str, Any]", members)

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

    @property
    def commitments(self) -> Iterator[tuple[str, str]]:
        """Yield what it commits to: member and commitment."""
        committed: tuple[str, ...] = ()
        match self.model:
            case CaseRecord():
                committed = ("organisation",)
            case AssessmentRecord():
                committed = ("facts", "history")
            case DecisionRecord():
                committed = ("facts", "history", "outcome", "packed", "reason")
            case CertificateDecisionRecord():
                committed = ("reason",)
            case MembershipRecord():
                committed = ("name",)
            case OrganisationRecord():
                committed = ("attributes",)
            case _:
                pass
        for name in committed:
            value = getattr(self.model, name)
            if value is not None:
                yield name, value


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
    files: dict[str, tuple[bytes | None, bytes | None]]
    """Certificates as prepared and as signed, by id."""

    def part(self, record_id: str, model: type[M]) -> M | None:
        """Return what a row that is named here says, or nothing if it is not there."""
        row = self.related.get(record_id)
        return None if row is None else row.read(model)


def batches(connection: Connection) -> Iterator[Batch]:
    """Yield the whole record in batches; memory stays flat."""
    for piece in whole.pieces(connection):
        yield _batch(connection, [Row(raw) for raw in piece])


def _batch(connection: Connection, rows: list[Row]) -> Batch:
    related = {row.raw.id: row for row in rows}
    named = {one for row in rows for one in _named(row)}
    related |= {
        one: Row(raw) for one, raw in whole.rows(connection, named - related.keys()).items()
    }
    # What a decision's case commits to is looked at with the decision.
    decided = _of_kind(rows, RecordKind.DECISION)
    issued = _of_kind(rows, RecordKind.CERTIFICATE)
    cases = _of_kind(rows, RecordKind.CASE) | {
        one for one, row in related.items() if row.raw.kind == RecordKind.CASE
    }
    return Batch(
        rows=rows,
        leaves=whole.leaves(connection, rows[0].raw.ledger_index, rows[-1].raw.ledger_index),
        openings=whole.openings(
            connection, {one for row in rows for _, one in row.commitments} | _removed(rows)
        ),
        related=related,
        constraints=whole.constraints(connection, decided),
        parts=whole.parts(connection, decided),
        links=whole.links(connection, cases),
        files=whole.files(connection, issued),
    )


def _named(row: Row) -> Iterator[str]:
    for one in (row.raw.case_id, row.raw.assessment_id, row.raw.decision_id):
        if one is not None:
            yield one


def _removed(rows: list[Row]) -> set[str]:
    """Return the commitments that erasures among the rows say cannot be opened any more."""
    erasures = (row.read(ErasureRecord) for row in rows)
    return {one for erasure in erasures if erasure for one in erasure.commitments}


def _of_kind(rows: list[Row], kind: RecordKind) -> set[str]:
    return {row.raw.id for row in rows if row.raw.kind == kind}
