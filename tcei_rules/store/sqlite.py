"""SQLite: one file, for one machine.

WAL, `BEGIN IMMEDIATE` for writing, foreign keys and recursive triggers on;
what is deleted is overwritten.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NoReturn
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotFoundError,
    TceiError,
    UnreachableError,
    UsageError,
)

PRAGMAS: Final = (
    "journal_mode = WAL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    # Otherwise most builds leave what was erased in free pages of the file.
    "secure_delete = ON",
)


class SqliteFile:
    """A database in a file, or in memory.

    Args:
        url: For SQLAlchemy.
        busy_seconds: How long one statement waits for a lock.
    """

    def __init__(self, url: URL, busy_seconds: float) -> None:
        self._url = url
        self._busy_seconds = busy_seconds
        self._path = url.database if url.database and url.database != ":memory:" else None

    @property
    def where(self) -> str:
        """Return the path of the file."""
        return self._url.database or str(self._url)

    def engine(self) -> Engine:
        """Return its engine, which begins no transaction of its own."""
        engine = create_engine(self._url, connect_args={"timeout": self._busy_seconds})

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            # The driver must not begin transactions of its own: we say BEGIN IMMEDIATE.
            connection.isolation_level = None
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")

        return engine

    def prepare(self) -> None:
        """Make the file readable by its owner only: it holds answers, names and salts."""
        if self._path is None:
            return
        try:
            Path(self._path).touch(mode=0o600)
        except OSError as error:
            raise UnreachableError("database.not_writable", path=self._path) from error

    def demand(self) -> None:
        """Demand that the file is there: SQLite would make it."""
        if self._path is None:
            return
        try:
            there = Path(self._path).is_file()
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise UnreachableError("database.unreadable", path=self._path, cause=cause) from error
        if not there:
            raise NotFoundError("database.absent", path=self._path)

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction, for writing under the one lock of the file."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def commit(self, connection: Connection) -> None:
        """Store what was done."""
        connection.exec_driver_sql("COMMIT")

    def passes(self, error: DBAPIError) -> bool:
        """Tell whether it was a lock."""
        return "locked" in str(error.orig) or "busy" in str(error.orig)

    def told(self, error: DBAPIError) -> TceiError:
        """Return what people are told of a failure."""
        cause = str(error.orig)
        if isinstance(error.orig, sqlite3.IntegrityError):
            return ConflictError("database.refused", cause=cause)
        if self.passes(error):
            return UnreachableError("database.locked", path=self.where)
        if "full" in cause:
            return UnreachableError("database.full", path=self.where)
        if "disk I/O error" in cause:
            return UnreachableError("database.disk", path=self.where)
        if "readonly" in cause or "unable to open" in cause:
            return UnreachableError("database.not_writable", path=self.where)
        if "not a database" in cause or "malformed" in cause:
            return IntegrityError("database.damaged", path=self.where)
        if "no such table" in cause or "no such column" in cause:
            if self._was_made():
                return IntegrityError("database.damaged", path=self.where)
            return NotFoundError("database.absent", path=self.where)
        return ConflictError("database.refused", cause=cause)

    def _was_made(self) -> bool:
        """Tell whether tables were ever made in the file: then one that is missing was removed."""
        try:
            with closing(sqlite3.connect(f"file:{quote(self.where)}?mode=ro", uri=True)) as file:
                made = "SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"
                return file.execute(made).fetchone() is not None
        except sqlite3.Error:
            return False

    def triggers(self, connection: Connection) -> frozenset[str]:
        """Return the names of the triggers that are there."""
        query = text("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        return frozenset(connection.scalars(query))

    def granting(self, role: str) -> NoReturn:
        """Refuse: whoever may write the file may do anything with it."""
        raise UsageError("database.no_roles", role=role)
