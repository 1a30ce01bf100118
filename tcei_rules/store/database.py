"""One door to the database: every unit of work goes through it.

A unit of work that meets a lock is tried again; what cannot be used at all is
told in a sentence. What SQLite and PostgreSQL do differently lies behind `Kind`.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tcei_rules.errors import NotFoundError, UnreachableError
from tcei_rules.store import migrating
from tcei_rules.store.kinds import kind_of

T = TypeVar("T")

BUSY_SECONDS: Final = 5.0
"""How long one statement waits for a lock before the unit of work starts anew."""
TRIES: Final = 3


class Database:
    """The record's database.

    Args:
        url: For SQLAlchemy, for example `sqlite:///folder/tcei.db` or
            `postgresql://office@server/tcei`.
        busy_seconds: How long to wait for a lock.
        rehearse: Take back at the end whatever was written.

    Raises:
        UnreachableError: It is no address, or of a kind that cannot be used.
    """

    def __init__(
        self, url: str, busy_seconds: float = BUSY_SECONDS, *, rehearse: bool = False
    ) -> None:
        self.url = url
        self._rehearse = rehearse
        self._kind = kind_of(url, busy_seconds)
        self._engine = self._kind.engine()
        # Whoever drops this without closing it leaves no connection open.
        weakref.finalize(self, self._engine.dispose)

    @property
    def where(self) -> str:
        """Return how it is named to people: without a password."""
        return self._kind.where

    def create(self, role: str | None = None) -> None:
        """Create the tables, or bring them to the present version; all of it or nothing.

        Args:
            role: Let this role of the server read and append, as `grant` does.

        Raises:
            UnreachableError: The folder, file or server cannot be written.
        """
        grant = None if role is None else self._kind.granting(role)

        def upgrade(connection: Connection) -> None:
            migrating.upgrade(connection)
            if grant is not None:
                grant(connection)

        self._kind.prepare()
        self._run(upgrade, writing=True)

    def differences(self) -> tuple[str, ...]:
        """Tell where tables, versions and guards are not as this program knows them.

        Raises:
            NotFoundError: There is no database yet.
            UnreachableError: It cannot be used right now.
        """

        def look(connection: Connection) -> tuple[str, ...]:
            if not migrating.versions(connection):
                raise NotFoundError("database.no_tables", path=self.where)
            return migrating.differences(connection, self._kind.triggers(connection))

        return self.read(look)

    def grant(self, role: str) -> None:
        """Let a role of the server read and append, erase what can be erased, and nothing else.

        Raises:
            UsageError: This kind of database knows no roles.
            NotFoundError: There is no such role.
            NotAllowedError: It may do more whatever is granted to it.
        """
        self.write(self._kind.granting(role))

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do work that changes nothing, on one consistent state.

        Raises:
            NotFoundError: There is no database yet.
            UnreachableError: It cannot be used right now.
        """
        self._kind.demand()
        return self._run(work, writing=False)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work in one transaction: all of it is stored, or nothing.

        Raises:
            NotFoundError: There is no database yet.
            UnreachableError: It is locked, full, or cannot be written.
            ConflictError: A constraint forbids it.
        """
        self._kind.demand()
        return self._run(work, writing=True)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], T], *, writing: bool) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(work, writing=writing)
            except PoolTimeoutError as error:
                raise UnreachableError("database.locked", path=self.where) from error
            except DBAPIError as error:
                if not self._kind.passes(error) or attempt == TRIES:
                    raise self._kind.told(error) from error
            time.sleep(0.05 * attempt)
        raise AssertionError  # the last attempt returned or raised

    def _once(self, work: Callable[[Connection], T], *, writing: bool) -> T:
        with self._engine.connect() as connection:
            self._kind.begin(connection, writing=writing)
            try:
                result = work(connection)
                if self._rehearse or not writing:
                    connection.exec_driver_sql("ROLLBACK")
                else:
                    self._commit(connection)
            except BaseException:
                _take_back(connection)
                raise
            return result

    def _commit(self, connection: Connection) -> None:
        try:
            self._kind.commit(connection)
        except DBAPIError as error:
            if error.connection_invalidated:
                # The server may have stored it before the answer was lost.
                raise UnreachableError("database.uncertain", path=self.where) from error
            raise


def _take_back(connection: Connection) -> None:
    """Undo what was begun; whatever went wrong stays what is told."""
    if connection.invalidated:
        return  # the driver's connection is closed, and what was begun with it
    try:
        connection.exec_driver_sql("ROLLBACK")
    except SQLAlchemyError:
        # After some failures SQLite has rolled back by itself; a new connection is safe anyway.
        connection.invalidate()
