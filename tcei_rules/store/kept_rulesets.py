"""The text of every published ruleset, kept under its digest."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.store.tables import RULESET


def keep_ruleset(connection: Connection, ruleset: Ruleset, content: bytes) -> None:
    """Keep a ruleset's file."""
    values = {
        "digest": ruleset.digest,
        "scheme": ruleset.scheme,
        "version": ruleset.version,
        "file_digest": sha256(content),
        "content": content,
    }
    connection.execute(insert(RULESET).values(values))


def kept_ruleset(connection: Connection, digest: str) -> bytes | None:
    """Return the file of a ruleset by its digest, or nothing."""
    return connection.scalar(select(RULESET.c.content).where(RULESET.c.digest == digest))
