"""Founding: the trust root is the first entry of the ledger, and each change of it another."""

from __future__ import annotations

from sqlalchemy import Connection

from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.model import Model
from tcei_rules.domain.record import TRUST_ROOTS, Record, RecordKind
from tcei_rules.errors import NotAllowedError
from tcei_rules.service.desk import Desk
from tcei_rules.store import records

ROOTS = TRUST_ROOTS
"""Entries whose content is a whole trust root; the latest one holds."""

WITNESSES = "witnesses"
"""The member of a trust root that says who must cosign heads."""


class Founding:
    """Records what verifiers pin."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def establish(self, trust: Model) -> Record:
        """Record a trust root, unless it is the one that holds already.

        Args:
            trust: The content of `trust.json`.

        Returns:
            The entry that says it.
        """
        return self._desk.database.write(lambda connection: self._establish(connection, trust))

    def root(self) -> Record:
        """Return the entry with the trust root that holds.

        Raises:
            NotAllowedError: There is none yet.
        """
        found = self.so_far()
        if found is None:
            raise NotAllowedError("ledger.no_genesis")
        return found

    def roots(self) -> list[str]:
        """Return every trust root that was recorded, as it stands there; the last one holds."""
        return self._desk.database.read(
            lambda connection: [
                one.content
                for one in sorted(
                    (one for kind in ROOTS for one in records.of_kind(connection, kind)),
                    key=lambda one: one.ledger_index,
                )
            ]
        )

    def so_far(self) -> Record | None:
        """Return the entry with the trust root that holds; nothing where none was recorded yet."""
        return self._desk.database.read(lambda connection: records.last_of(connection, *ROOTS))

    def _establish(self, connection: Connection, trust: Model) -> Record:
        before = records.last_of(connection, *ROOTS)
        if before is not None and canonical(trust.members()).decode() == before.content:
            return before
        now, kind = self._desk.moment(connection), _kind(before, trust)
        return records.append(connection, self._desk.chance.ulid(now), kind, trust, now)


def _kind(before: Record | None, trust: Model) -> RecordKind:
    if before is None:
        return RecordKind.GENESIS
    then, now = type(trust).model_validate_json(before.content).members(), trust.members()
    then.pop(WITNESSES, None)
    now.pop(WITNESSES, None)
    return RecordKind.POLICY if then == now else RecordKind.KEY
