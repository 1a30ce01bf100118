"""What two evaluators came to when they differed; kept, and never a decision."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from tcei_rules.store.tables import DISAGREEMENT


def keep_disagreement(
    connection: Connection,
    *,
    disagreement: str,
    assessment: str,
    ruleset: str,
    first: str,
    second: str,
    trace: str,
) -> None:
    """Keep both findings and the trace of the second evaluator."""
    connection.execute(
        insert(DISAGREEMENT).values(
            id=disagreement,
            assessment_id=assessment,
            ruleset=ruleset,
            first=first,
            second=second,
            trace=trace,
        )
    )


def erase_disagreements(connection: Connection, assessment: str) -> None:
    """Remove both findings and the traces of an assessment: they hold values of its facts."""
    connection.execute(delete(DISAGREEMENT).where(DISAGREEMENT.c.assessment_id == assessment))
