"""Rows against themselves, against each other, and against their entries in the tree."""

from __future__ import annotations

from collections.abc import Mapping

from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.domain.contents import MODELS
from tcei_rules.domain.record import RecordKind, entry
from tcei_rules.errors import IntegrityError
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.service.audit.batch import Batch, Row
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.service.founding import ROOTS

OWN_ID: Mapping[str, str] = {
    RecordKind.CASE: "case",
    RecordKind.ASSESSMENT: "assessment",
    RecordKind.DECISION: "decision",
    RecordKind.CERTIFICATE: "certificate",
    RecordKind.CERTIFICATE_DECISION: "decision",
}
"""The member that names the row itself."""

OWN_TIME: Mapping[str, str] = {
    RecordKind.ASSESSMENT: "frozen_at",
    RecordKind.DECISION: "decided_at",
    RecordKind.CERTIFICATE: "issued_at",
    RecordKind.CERTIFICATE_DECISION: "decided_at",
    RecordKind.REPLAY: "replayed_at",
}
"""The member that says when it was recorded."""

SEARCHED = {
    "case_id": "case",
    "assessment_id": "assessment",
    "decision_id": "decision",
    "number": "number",
    "ruleset_digest": "ruleset",
    "scheme": "scheme",
    "version": "version",
}
"""Columns to search by, and the members they are made of."""


class EntryChecks:
    """Looks at every row by itself: `records`, `order` and `entries`."""

    def __init__(self, now: str) -> None:
        self._now = now
        self._next = 0
        self._last_moment = ""
        self._records = CheckResult(CheckName.RECORDS)
        self._order = CheckResult(CheckName.ORDER)
        self._entries = CheckResult(CheckName.ENTRIES)

    def see(self, batch: Batch) -> None:
        """Look at some rows."""
        for row in batch.rows:
            self._see_content(row)
            self._see_columns(row)
            self._see_order(row)
            self._see_entry(row, batch.leaves.get(row.raw.ledger_index))

    def finish(self) -> tuple[CheckResult, ...]:
        """Return what came out."""
        return self._records, self._order, self._entries

    def _see_content(self, row: Row) -> None:
        content = row.raw.content
        self._records.expect(row, "content", _canonical(row), content)
        self._records.expect(row, "digest", sha256(content.encode()), row.raw.digest)
        if row.raw.kind in MODELS:
            said = None if row.model is None else row.raw.kind
            self._records.expect(row, "content, as what its kind says", row.raw.kind, said)
        elif row.raw.kind not in ROOTS:
            self._records.fail(row, "kind", "one that there is", row.raw.kind)

    def _see_columns(self, row: Row) -> None:
        members = row.members or {}
        self._records.expect(row, "format", members.get("format"), row.raw.format)
        for column, member in SEARCHED.items():
            self._records.expect(row, column, members.get(member), getattr(row.raw, column))
        own = OWN_ID.get(row.raw.kind)
        if own is not None:
            self._records.expect(row, "id", members.get(own), row.raw.id)

    def _see_order(self, row: Row) -> None:
        index, moment = row.raw.ledger_index, row.raw.recorded_at
        self._order.expect(row, "ledger_index", self._next, index)
        self._next = index + 1
        if not self._last_moment <= moment <= self._now:
            between = f"from {self._last_moment or 'the beginning'} to {self._now}"
            self._order.fail(row, "recorded_at", between, moment)
        self._last_moment = moment
        own = OWN_TIME.get(row.raw.kind)
        if own is not None:
            self._order.expect(row, own, moment, (row.members or {}).get(own))

    def _see_entry(self, row: Row, leaf: bytes | None) -> None:
        raw = row.raw
        now = leaf_hash(entry(raw.id, raw.kind, raw.content, raw.recorded_at))
        self._entries.expect(row, "hash of the entry", leaf, now)


def _canonical(row: Row) -> str | None:
    try:
        return None if row.members is None else canonical(row.members).decode()
    except IntegrityError:
        return None  # outside of what can be canonical
