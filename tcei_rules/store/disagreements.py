"""What two evaluators came to when they differed; kept, and never a decision."""

from __future__ import annotations

from sqlalchemy import Connection, insert

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
