"""A record worth auditing, an auditor who kept its heads, and someone who has the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tcei_certificates.proving import CredentialProofs
from tcei_rules.service.audit.report import AuditReport, State
from tcei_rules.service.audit.tree import Pinned
from tcei_rules.service.auditing import Auditing
from tcei_rules.service.heads import KeptHead
from tests.certificate_samples import sample_trust
from tests.fixed import NOW, CountedChance
from tests.home import HOLDERS, Office, bronze_answers, gold_answers, raw

EARLY, LATE = "early.txt", "late.txt"
"""Heads that were kept outside the database: before the last decision, and after it."""


@cache
def audited_files() -> dict[str, bytes]:
    """Return a database with two decisions on one organisation, and two heads kept beside it."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        office.registering.import_(HOLDERS, "holders.csv", "ecei", NOW[:10])
        first = office.grant_gold()
        office.certify(first)
        office.measure("suspend")
        office.measure("reinstate")
        early = office.sign_head().content
        second = office.decide(office.freeze(gold_answers()))
        office.certify(second)
        third = office.freeze(bronze_answers(), office.add("Refused cluster"))
        office.decide(third, refuse=True, reason="none")
        late = office.sign_head().content
        office.database.close()
        return {"tcei.db": office.path.read_bytes(), EARLY: early, LATE: late}


def audited_office(folder: Path) -> Office:
    """Return an office over a fresh copy of that database; the heads lie beside it."""
    for name, content in audited_files().items():
        (folder / name).write_bytes(content)
    # What comes later has ids of its own.
    return Office(folder, chance=CountedChance(1_000))


def pinned(folder: Path, *names: str) -> Pinned:
    """Return what an auditor brings along: the trust root, and the heads of these names."""
    trust = sample_trust()
    return Pinned(
        keys=trust.ledger_keys,
        policy=trust.witness_policy,
        trust=trust.to_bytes(),
        heads=tuple(KeptHead(name, (folder / name).read_bytes()) for name in names),
    )


def audit(office: Office, *heads: str) -> AuditReport:
    """Audit the whole record, with the heads of these names."""
    auditing = Auditing(office.desk, CredentialProofs(sample_trust()))
    return auditing.verify(pinned(office.folder, *heads))


def failed(office: Office, *heads: str) -> set[str]:
    """Return the names of the checks that fail."""
    return {one.name for one in audit(office, *heads).results if one.state is State.FAILED}


def told(office: Office, *heads: str) -> str:
    """Return every failure on a line, as check, row, what, expected and found."""
    return "\n".join(
        f"{one.check}: {one.row}: {one.what}: {one.expected} | {one.found}"
        for result in audit(office, *heads).results
        for one in result.failures
    )


@contextmanager
def unguarded(path: Path) -> Generator[sqlite3.Connection]:
    """Open the file as whoever has it can: no trigger and no constraint stands in the way."""
    with raw(path) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection
