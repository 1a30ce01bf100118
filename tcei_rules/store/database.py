"""One door to the database: every unit of work goes through it.

SQLite with WAL, `BEGIN IMMEDIATE` for writing, foreign keys and recursive
triggers on; what is deleted is overwritten. A unit of work that meets a lock is
tried again; what cannot be used at all is told in a sentence.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotAllowedError,
    NotFoundError,
    UnreachableError,
)

T = TypeVar("T")

BUSY_SECONDS: Final = 5.0
"""How long one statement waits for a lock before the unit of work starts anew."""
TRIES: Final = 3
MIGRATIONS: Final = "tcei_rules.store:migrations"

DRIVERS: Final = ("sqlite", "sqlite+pysqlite")
"""Kinds of databases that can be used, each under the names SQLAlchemy has for it."""

PRAGMAS: Final = (
    "journal_mode = WAL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    # Otherwise most builds leave what was erased in free pages of the file.
    "secure_delete = ON",
)


class Database:
    """The record's database.

    Args:
        url: For SQLAlchemy, for example `sqlite:///folder/tcei.db`.
        busy_seconds: How long to wait for a lock.
        rehearse: Take back at the end whatever was written.
    """

    def __init__(
        self, url: str, busy_seconds: float = BUSY_SECONDS, *, rehearse: bool = False
    ) -> None:
        self.url = url
        self._rehearse = rehearse
        self._engine = _engine(url, busy_seconds)

    def create(self) -> None:
        """Create the tables, or bring them to the present version.

        Raises:
            UnreachableError: The folder or file cannot be written.
        """
        self._make_private()
        self._run(_migrate, writing=True)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do work that changes nothing, on one consistent state.

        Raises:
            NotFoundError: There is no database yet.
            UnreachableError: It cannot be used right now.
        """
        self._demand_file()
        return self._run(work, writing=False)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work in one transaction: all of it is stored, or nothing.

        Raises:
            NotFoundError: There is no database yet.
            UnreachableError: It is locked, full, or cannot be written.
            ConflictError: A constraint forbids it.
        """
        self._demand_file()
        return self._run(work, writing=True)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _make_private(self) -> None:
        """Make the file readable by its owner only: it holds answers, names and salts."""
        path = self._engine.url.database
        if not path or path == ":memory:":
            return
        try:
            Path(path).touch(mode=0o600)
        except OSError as error:
            raise UnreachableError("database.not_writable", path=path) from error

    def _demand_file(self) -> None:
        path = self._engine.url.database
        if not path or path == ":memory:":
            return
        try:
            there = Path(path).is_file()
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise UnreachableError("database.unreadable", path=path, cause=cause) from error
        if not there:
            raise NotFoundError("database.absent", path=path)

    def _run(self, work: Callable[[Connection], T], *, writing: bool) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(work, writing=writing)
            except DBAPIError as error:
                if not _is_lock(error) or attempt == TRIES:
                    raise self._told(error) from error
            time.sleep(0.05 * attempt)
        raise AssertionError  # the last attempt returned or raised

    def _once(self, work: Callable[[Connection], T], *, writing: bool) -> T:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
            try:
                result = work(connection)
                connection.exec_driver_sql("ROLLBACK" if self._rehearse else "COMMIT")
            except BaseException:
                _take_back(connection)
                raise
            return result

    def _told(self, error: DBAPIError) -> Exception:
        cause = str(error.orig)
        where = self._engine.url.database or self.url
        if isinstance(error.orig, sqlite3.IntegrityError):
            return ConflictError("database.refused", cause=cause)
        if _is_lock(error):
            return UnreachableError("database.locked", path=where)
        if "full" in cause:
            return UnreachableError("database.full", path=where)
        if "disk I/O error" in cause:
            return UnreachableError("database.disk", path=where)
        if "readonly" in cause or "unable to open" in cause:
            return UnreachableError("database.not_writable", path=where)
        if "not a database" in cause or "malformed" in cause:
            return IntegrityError("database.damaged", path=where)
        if "no such table" in cause or "no such column" in cause:
            return NotFoundError("database.absent", path=where)
        return ConflictError("database.refused", cause=cause)


def _take_back(connection: Connection) -> None:
    """Undo what was begun; whatever went wrong stays what is told."""
    if connection.invalidated:
        return  # the driver's connection is closed, and what was begun with it
    try:
        connection.exec_driver_sql("ROLLBACK")
    except SQLAlchemyError:
        # After some failures SQLite has rolled back by itself; a new connection is safe anyway.
        connection.invalidate()


def _is_lock(error: DBAPIError) -> bool:
    return "locked" in str(error.orig) or "busy" in str(error.orig)


def _engine(url: str, busy_seconds: float) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnreachableError("database.url", url=url) from error
    if parsed.drivername not in DRIVERS:
        raise UnreachableError("database.kind", kind=parsed.drivername)
    engine = create_engine(parsed, connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions of its own: we say BEGIN IMMEDIATE.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 -- 0.3 s, only when tables are made
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        # The version it is at is none that this program knows.
        raise NotAllowedError("database.other_version", cause=str(error)) from error
