"""The files of certificates: prepared when recorded, signed afterwards."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from tcei_rules.store.tables import CERTIFICATE_FILE, PREPARED


def keep_prepared(connection: Connection, certificate: str, content: bytes) -> None:
    """Keep a certificate's canonical bytes before they are signed."""
    connection.execute(insert(PREPARED).values(certificate_id=certificate, content=content))


def prepared(connection: Connection, certificate: str) -> bytes | None:
    """Return a certificate's canonical bytes before signing, or nothing."""
    return connection.scalar(
        select(PREPARED.c.content).where(PREPARED.c.certificate_id == certificate)
    )


def keep_signed(connection: Connection, certificate: str, content: bytes) -> None:
    """Keep a signed certificate."""
    connection.execute(insert(CERTIFICATE_FILE).values(certificate_id=certificate, content=content))


def signed(connection: Connection, certificate: str) -> bytes | None:
    """Return a signed certificate, or nothing while it is only prepared."""
    return connection.scalar(
        select(CERTIFICATE_FILE.c.content).where(CERTIFICATE_FILE.c.certificate_id == certificate)
    )
