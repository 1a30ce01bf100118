"""Erasing: what a case committed to is removed, and the ledger says that it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.assessment import History
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.decision import AssessmentRecord, CaseRecord, DecisionRecord
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import ConflictError
from tcei_rules.service.desk import Desk
from tcei_rules.store import applications, disagreements, records


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was removed."""

    records: tuple[ErasureRecord, ...]
    """The case's own, then those of later cases whose history repeated it."""

    @property
    def commitments(self) -> int:
        """Return how many openings are gone."""
        return sum(len(one.commitments) for one in self.records)


class Erasing:
    """Removes openings; every proof over the record stays valid."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def erase(self, case: str) -> Erased:
        """Remove the facts, histories, outcomes and reasons of a case, and whose case it was.

        Later decisions of the same organisation saw this case's facts as its
        history: those histories go with it, or nothing would be forgotten.
        Whose case it was stays where a certificate says so: that is public, and
        the label that was held counts on.

        Raises:
            NotFoundError: There is no such case.
            ConflictError: Nothing of it is left to erase.
        """
        return self._desk.database.write(lambda connection: self._erase(connection, case))

    def _erase(self, connection: Connection, case: str) -> Erased:
        record = records.demand(connection, RecordKind.CASE, case, CaseRecord)
        organisation = applications.organisation_of(connection, case)
        repeated = [] if organisation is None else list(_repeated(connection, organisation, case))
        own = {*_commitments(connection, case)}
        if not _is_certified(connection, case):
            own.add(record.organisation)
            applications.unlink(connection, case)
        found = [(case, _left(connection, own)), *repeated]
        done = tuple(
            self._remove(connection, one, commitments) for one, commitments in found if commitments
        )
        if not done:
            raise ConflictError("erasure.nothing", case=case)
        for assessment in records.of_case(connection, RecordKind.ASSESSMENT, case):
            disagreements.erase_disagreements(connection, assessment.id)
        return Erased(records=done)

    def _remove(self, connection: Connection, case: str, commitments: set[str]) -> ErasureRecord:
        now = self._desk.moment(connection)
        erasure = ErasureRecord(case=case, commitments=tuple(sorted(commitments)))
        records.append(connection, self._desk.chance.ulid(now), RecordKind.ERASURE, erasure, now)
        records.erase(connection, erasure.commitments)
        return erasure


def _is_certified(connection: Connection, case: str) -> bool:
    decided = records.of_case(connection, RecordKind.DECISION, case)
    return any(records.certificate_of(connection, one.id) is not None for one in decided)


def _commitments(connection: Connection, case: str) -> Iterator[str]:
    """Yield what the assessments and decisions of a case commit to."""
    for record in records.of_case(connection, RecordKind.ASSESSMENT, case):
        assessment = records.public_part(record, AssessmentRecord)
        yield assessment.facts
        if assessment.history is not None:
            yield assessment.history
    for record in records.of_case(connection, RecordKind.DECISION, case):
        decision = records.public_part(record, DecisionRecord)
        yield from (decision.history, decision.outcome, decision.packed)
        if decision.reason is not None:
            yield decision.reason


def _repeated(
    connection: Connection, organisation: str, case: str
) -> Iterator[tuple[str, set[str]]]:
    """Yield the other cases whose decisions saw the facts of this one, with what they saw."""
    facts = {
        content
        for record in records.of_case(connection, RecordKind.ASSESSMENT, case)
        if (content := _facts(connection, records.public_part(record, AssessmentRecord)))
    }
    for other in applications.cases_of(connection, organisation):
        if other != case:
            yield (
                other,
                {
                    decision.history
                    for record in records.of_case(connection, RecordKind.DECISION, other)
                    if _saw(
                        connection, decision := records.public_part(record, DecisionRecord), facts
                    )
                },
            )


def _facts(connection: Connection, record: AssessmentRecord) -> str | None:
    return records.open_commitment(connection, record.facts)


def _saw(connection: Connection, decision: DecisionRecord, facts: set[str]) -> bool:
    content = records.open_commitment(connection, decision.history)
    if content is None:
        return False
    awards = History.model_validate_json(content).awards
    seen = (award.assessment for award in awards if award.assessment is not None)
    return any(canonical(one.members()).decode() in facts for one in seen)


def _left(connection: Connection, commitments: set[str]) -> set[str]:
    return {one for one in commitments if records.is_open(connection, one)}
