"""Auditing: the whole record against itself, its tree, its heads and what was kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
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
        strange = _check_kinds(connection)
        if strange.failed:
            others = (_not_looked_at(name) for name in CheckName if name is not strange.name)
            return AuditReport(size=records.size(connection), results=(strange, *others))
        memberships = list(whole.memberships(connection))
        criteria = Criteria(connection, self._desk.rulesets)
        seeing: tuple[RowCheck, ...] = (
            EntryChecks(self._desk.clock.now()),
            criteria,
            OpeningChecks(),
            DecisionChecks(criteria, memberships),
            CertificateChecks(connection, self._proofs),
            StatusChecks(whole.changes(connection), memberships),
            ReadModelChecks(connection, memberships, self._desk.chance.salt()),
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


def _check_kinds(connection: Connection) -> CheckResult:
    """Look whether every value can be compared at all."""
    result = CheckResult(CheckName.RECORDS)
    for one in whole.of_other_kinds(connection):
        result.fail(one.row, one.column, one.expected, one.found)
    return result


def _not_looked_at(name: CheckName) -> CheckResult:
    result = CheckResult(name)
    result.skip("audit.other_kinds")
    return result


def _check_trust(connection: Connection, pinned: Pinned) -> CheckResult:
    """Look whether the ledger begins with a trust root, and holds the one that was pinned.

    Whoever pinned an earlier one is right as well, and is told that others came since.
    """
    result = CheckResult(CheckName.TRUST_ROOT)
    rows = [row for kind in ROOTS for row in records.raw(connection, kind=kind)]
    genesis = [row.ledger_index for row in rows if row.kind == RecordKind.GENESIS]
    result.expect("genesis", "entries", [0], genesis)
    contents = [row.content for row in sorted(rows, key=lambda row: row.ledger_index)]
    told = pinned.trust.decode()
    if told not in contents:
        result.fail("trust.json", "digest", _digests(contents), sha256(pinned.trust))
        return result
    result.looked_at += 1
    since = len(contents) - 1 - contents.index(told)
    if since:
        result.remark("audit.trust.since", count=str(since))
    return result


def _digests(contents: list[str]) -> str:
    """Return the digests of all trust roots of the ledger; that of `trust.json` is one of them."""
    return " or ".join(sha256(one.encode()) for one in reversed(contents)) or "one"
