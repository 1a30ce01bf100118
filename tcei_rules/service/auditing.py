"""Auditing: the whole record against itself, its tree, its heads and what was kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Connection

from tcei_rules.domain.record import RecordKind
from tcei_rules.service.audit.batch import Batch, batches
from tcei_rules.service.audit.certificates import CertificateChecks
from tcei_rules.service.audit.criteria import Criteria
from tcei_rules.service.audit.decisions import DecisionChecks
from tcei_rules.service.audit.entries import EntryChecks
from tcei_rules.service.audit.openings import OpeningChecks
from tcei_rules.service.audit.read_models import ReadModelChecks
from tcei_rules.service.audit.report import AuditReport, CheckName, CheckResult
from tcei_rules.service.audit.status import StatusChecks
from tcei_rules.service.audit.tree import (
    Pinned,
    check_heads,
    check_kept_heads,
    check_tree,
    check_witnesses,
)
from tcei_rules.service.desk import Desk
from tcei_rules.service.founding import ROOTS
from tcei_rules.service.ports import ProofReader
from tcei_rules.store import records, whole

Tick = Callable[[int], None]
"""Told how many rows were just looked at."""


def _silent(_rows: int) -> None:
    return


class RowCheck(Protocol):
    """Looks at the rows as they go by."""

    def see(self, batch: Batch) -> None:
        """Look at some rows."""
        ...

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        ...


class Auditing:
    """Looks at everything that is recorded; changes nothing."""

    def __init__(self, desk: Desk, proofs: ProofReader) -> None:
        self._desk = desk
        self._proofs = proofs

    def verify(self, pinned: Pinned, tick: Tick = _silent) -> AuditReport:
        """Return what every check of the whole record came to.

        Whatever stands in the database, this gives a report and no exception:
        what cannot be read is a failure of the check that reads it.

        Args:
            pinned: What the auditor brings along.
            tick: Told as the rows go by.
        """
        return self._desk.database.read(lambda connection: self._verify(connection, pinned, tick))

    def size(self) -> int:
        """Return how many rows there are to look at."""
        return self._desk.database.read(records.size)

    def _verify(self, connection: Connection, pinned: Pinned, tick: Tick) -> AuditReport:
        memberships = list(whole.memberships(connection))
        criteria = Criteria(connection, self._desk.rulesets)
        seeing: tuple[RowCheck, ...] = (
            EntryChecks(self._desk.clock.now()),
            criteria,
            OpeningChecks(),
            DecisionChecks(criteria, memberships),
            CertificateChecks(self._proofs),
            StatusChecks(whole.changes(connection), memberships),
            ReadModelChecks(connection, memberships),
        )
        size = 0
        for batch in batches(connection):
            for check in seeing:
                check.see(batch)
            size += len(batch.rows)
            tick(len(batch.rows))
        found = [
            *(result for check in seeing for result in check.finish()),
            check_tree(connection, size),
            check_heads(connection, pinned, size),
            check_kept_heads(connection, pinned, size),
            check_witnesses(connection, pinned),
            _check_trust(connection, pinned),
        ]
        by_name = {one.name: one for one in found}
        return AuditReport(size=size, results=tuple(by_name[name] for name in CheckName))


def _check_trust(connection: Connection, pinned: Pinned) -> CheckResult:
    result = CheckResult(CheckName.TRUST_ROOT)
    first = next(records.raw(connection), None)
    kind = None if first is None else first.kind
    result.expect("entry 0", "kind", RecordKind.GENESIS.value, kind)
    last = None
    for root in ROOTS:
        for row in records.raw(connection, kind=root):
            last = row if last is None or row.ledger_index > last.ledger_index else last
    content = None if last is None else last.content
    result.expect("trust.json", "the last trust root", content, pinned.trust.decode())
    return result
