"""A writer that appends records; also a program, so that several can run at once.

python -m tests.appending FILE WRITER COUNT
"""

from __future__ import annotations

import sys

from sqlalchemy import Connection

from tcei_rules.domain.decision import CaseRecord
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.record import Record, RecordKind
from tcei_rules.store import records
from tcei_rules.store.database import Database
from tests.fixed import NOW, CountedChance


def append_case(connection: Connection, chance: CountedChance | None = None) -> Record:
    """Append the record of some case, which names nothing else in the database."""
    chance = chance or CountedChance(10**9)  # an id that no office has given
    published = records.last_of(connection, RecordKind.PUBLICATION)
    assert published is not None
    public_part = CaseRecord(
        case=chance.ulid(NOW),
        scheme="ecei",
        version="2.0.0",
        ruleset=records.public_part(published, PublicationRecord).ruleset,
        filed_on="2026-09-01",
        demonstration=True,
        organisation="sha256:" + "0" * 64,
    )
    return records.append(connection, public_part.case, RecordKind.CASE, public_part, NOW)


def append_some(database: Database, writer: int, count: int) -> list[int]:
    """Append records, each in a transaction of its own; return their indexes."""
    chance = CountedChance(writer * 1_000)
    return [
        database.write(lambda connection: append_case(connection, chance)).ledger_index
        for _ in range(count)
    ]


if __name__ == "__main__":
    file, number, wanted = sys.argv[1:]
    written = append_some(Database(f"sqlite:///{file}", 30), int(number), int(wanted))
    sys.stdout.write(" ".join(map(str, written)))
