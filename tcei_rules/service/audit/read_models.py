"""Every table beside the record: rebuilt from it, and compared."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from sqlalchemy import Connection

from tcei_rules.domain.decision import CaseRecord, MembershipRecord
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.store import whole
from tcei_rules.store.whole import Membership


class ReadModelChecks:
    """Looks at what was written beside the record: `read models`.

    Rows of constraints, parts and files are compared where decisions and
    certificates are; here are those that speak of neither, and those of nothing.
    """

    def __init__(self, memberships: Iterable[Membership]) -> None:
        self._result = CheckResult(CheckName.READ_MODELS)
        self._standing = set(memberships)
        self._recorded: set[Membership] = set()

    def see(self, batch: Batch) -> None:
        """Look at what stands beside some rows."""
        for row in batch.rows:
            match row.model:
                case MembershipRecord() as one:
                    membership = Membership(one.person, one.role, one.start)
                    self._recorded.add(membership)
                    stands = membership if membership in self._standing else None
                    self._result.expect(str(row), "membership", membership, stands)
                case CaseRecord() as case:
                    self._see_link(row, case, batch)
                case _:
                    pass

    def _see_link(self, row: Row, case: CaseRecord, batch: Batch) -> None:
        opening = batch.openings.get(case.organisation)
        linked = batch.links.get(case.case)
        if opening is None and linked is None:
            return  # erased: the check of openings looks whether it was on purpose
        said = None if opening is None else orjson.loads(opening[1]).get("organisation")
        self._result.expect(str(row), "organisation of the case", said, linked)

    def finish(self, connection: Connection) -> tuple[CheckResult, ...]:
        """Return what came out."""
        for one in sorted(self._standing - self._recorded):
            self._result.fail(f"membership {one.person_id}", "record", "one", "nothing")
        for table, row_id in whole.without_record(connection):
            self._result.fail(f"{table} {row_id}", "record", "one", "nothing")
        return (self._result,)
