"""The constraints of decisions: ranks, and people who differ."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from tcei_rules.domain.decision import DecisionRecord
from tcei_rules.store.tables import DECISION, PART


def constrain_decision(
    connection: Connection,
    decision: DecisionRecord,
    *,
    granted_rank: int,
    outcome_rank: int,
    assessors: Iterable[str],
) -> None:
    """Write what the database holds against a decision; it refuses what must not be.

    Args:
        connection: In the transaction that appends the decision.
        decision: The record's public part.
        granted_rank: Of the label granted, 1 for the lowest; 0 for none.
        outcome_rank: Of the highest label the outcome grants.
        assessors: Who assessed.
    """
    connection.execute(
        insert(DECISION).values(
            id=decision.decision,
            case_id=decision.case,
            assessment_id=decision.assessment,
            granted_rank=granted_rank,
            outcome_rank=outcome_rank,
            decider=decision.decider,
            confirmer=decision.confirmer,
        )
    )
    rows = [
        {"decision_id": decision.decision, "person_id": person, "part": part}
        for person, part in _parts(decision, assessors)
    ]
    connection.execute(insert(PART), rows)


def _parts(decision: DecisionRecord, assessors: Iterable[str]) -> list[tuple[str, str]]:
    """Return who plays which part in a decision."""
    parts = [(assessor, "assessor") for assessor in assessors]
    return [*parts, (decision.decider, "decider"), (decision.confirmer, "confirmer")]


def is_constrained(
    connection: Connection, decision: DecisionRecord, assessors: Iterable[str]
) -> bool:
    """Tell whether the constraints of a decision were written, and speak of the same as its record.

    A record alone can be inserted by anyone who has the file. Without the rows
    of the assessors, one of them could have decided.
    """
    row = connection.execute(select(DECISION).where(DECISION.c.id == decision.decision)).first()
    said = (decision.case, decision.assessment, decision.decider, decision.confirmer)
    if row is None or (row.case_id, row.assessment_id, row.decider, row.confirmer) != said:
        return False
    query = select(PART.c.person_id, PART.c.part).where(PART.c.decision_id == decision.decision)
    played = [(person, part) for person, part in connection.execute(query)]
    return sorted(played) == sorted(_parts(decision, assessors))


def decision_on(connection: Connection, assessment: str) -> str | None:
    """Return the decision on an assessment, or nothing."""
    return connection.scalar(select(DECISION.c.id).where(DECISION.c.assessment_id == assessment))
