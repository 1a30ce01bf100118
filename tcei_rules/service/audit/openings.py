"""What was committed to: there as it was, or erased on purpose."""

from __future__ import annotations

from tcei_rules.domain.canonical import SALT_BYTES, commitment
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.report import CheckName, CheckResult


class OpeningChecks:
    """Looks behind every commitment: `openings`."""

    def __init__(self) -> None:
        self._result = CheckResult(CheckName.OPENINGS)
        self._missing: dict[str, tuple[str, str]] = {}
        """Row and member, by commitment: an erasure further on may account for it."""
        self._erased = 0

    def see(self, batch: Batch) -> None:
        """Look behind the commitments of some rows, and at erasures among them."""
        committed = {one: _committed(*opening) for one, opening in batch.openings.items()}
        for row in batch.rows:
            for member, one in row.commitments:
                if one in committed:
                    self._result.expect(row, member, one, committed[one])
                else:
                    self._missing[one] = (str(row), member)
            erasure = row.read(ErasureRecord)
            if erasure is not None:
                self._see_erasure(row, erasure, batch)

    def _see_erasure(self, row: Row, erasure: ErasureRecord, batch: Batch) -> None:
        for one in erasure.commitments:
            self._erased += self._missing.pop(one, None) is not None
            stands = "another opening" if one in batch.openings else "nothing"
            self._result.expect(row, f"what stood behind {one}", "nothing", stands)

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        for one, (row, member) in self._missing.items():
            self._result.fail(row, member, f"the opening of {one}", "nothing, and no erasure")
        if self._erased:
            self._result.remark("audit.openings.erased", count=str(self._erased))
        return (self._result,)


def _committed(salt: str, content: str) -> str | None:
    try:
        raw = bytes.fromhex(salt)
    except ValueError:
        return None
    return commitment(raw, content.encode()) if len(raw) == SALT_BYTES else None
