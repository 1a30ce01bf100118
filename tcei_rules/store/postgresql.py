"""PostgreSQL: a server, for many programs and machines at once.

Who writes holds one advisory lock until the end of the transaction, so entries
of the ledger are made one after the other, as under the lock of a SQLite file.
Who reads waits for nobody and sees one state.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotAllowedError,
    NotFoundError,
    TceiError,
    UnreachableError,
)
from tcei_rules.store.tables import ERASABLE, METADATA

if TYPE_CHECKING:
    import psycopg

SEQUENCER: Final = int.from_bytes(b"tcei-seq", "big")
"""The advisory lock that whoever writes holds. Such locks are counted per database."""

DRIVER: Final = "postgresql+psycopg"
CONNECT_SECONDS: Final = 10
"""How long to wait for a server; without a limit it may be minutes."""

SHOWN: Final = frozenset({"host", "port"})
"""What people are told of the second half of an address. A password may stand there, too."""

# Appendix A of the manual of PostgreSQL, "Error Codes".
SERIALIZATION, DEADLOCK, LOCK_TIMEOUT = "40001", "40P01", "55P03"
NO_TABLE, NO_COLUMN, NO_RIGHT, READ_ONLY = "42P01", "42703", "42501", "25006"
DISK_FULL = "53100"
SHUT_DOWN: Final = ("57P01", "57P02", "57P03")
CONNECTION, CONSTRAINT, SYSTEM, CORRUPT = "08", "23", "58", "XX"
"""Classes: the first two characters of a code."""


class PostgresqlServer:
    """A database on a server.

    Args:
        url: For SQLAlchemy.
        busy_seconds: How long one statement waits for a lock.
    """

    def __init__(self, url: URL, busy_seconds: float) -> None:
        self._url = url.set(drivername=DRIVER)
        self._milliseconds = max(1, math.ceil(busy_seconds * 1000))

    @property
    def where(self) -> str:
        """Return the address without its password."""
        shown = {key: value for key, value in self._url.query.items() if key in SHOWN}
        plain = self._url.set(drivername="postgresql", query=shown)
        return plain.render_as_string(hide_password=True)

    def engine(self) -> Engine:
        """Return its engine, which begins no transaction of its own.

        Raises:
            UnreachableError: The driver is not installed.
        """
        wished = {
            "application_name": "tcei",
            "client_encoding": "utf8",
            "connect_timeout": CONNECT_SECONDS,
        }
        arguments = {key: value for key, value in wished.items() if key not in self._url.query}
        try:
            engine = create_engine(
                self._url,
                isolation_level="AUTOCOMMIT",
                connect_args=arguments,
                # A server may have been started anew since a connection was made.
                pool_pre_ping=True,
            )
        except ImportError as error:
            raise UnreachableError("database.no_driver") from error

        @event.listens_for(engine, "connect")
        def _demand_utf8(connection: Any, _record: Any) -> None:
            encoding = connection.info.parameter_status("server_encoding")
            if encoding != "UTF8":
                connection.close()
                raise UnreachableError("database.encoding", path=self.where, encoding=str(encoding))

        return engine

    def prepare(self) -> None:
        """Do nothing: who runs the server makes the database."""

    def demand(self) -> None:
        """Do nothing: what is not there shows when it is connected to."""

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction, for writing under the sequencer's lock."""
        # One trip to the server. The lock comes first: a statement of READ COMMITTED
        # sees what was stored before it began, so all that other writers stored.
        limit = f"SET LOCAL lock_timeout = {self._milliseconds}"
        if writing:
            begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
            lock = f"SELECT pg_advisory_xact_lock({SEQUENCER})"
            connection.exec_driver_sql(f"{begin}; {limit}; {lock}")
        else:
            connection.exec_driver_sql(f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {limit}")

    def commit(self, connection: Connection) -> None:
        """Store what was done.

        Raises:
            RuntimeError: A statement failed, and the work went on as if it had not.
        """
        driver: psycopg.Connection[Any] | None = connection.connection.driver_connection
        # After a failed statement the server answers COMMIT with a rollback and no error.
        if driver is not None and driver.info.transaction_status.name == "INERROR":
            message = "a statement failed and was passed over; nothing was stored"
            raise RuntimeError(message)
        connection.exec_driver_sql("COMMIT")

    def passes(self, error: DBAPIError) -> bool:
        """Tell whether it was a lock, a deadlock or a write that another one overtook."""
        return _code(error) in {SERIALIZATION, DEADLOCK, LOCK_TIMEOUT}

    def told(self, error: DBAPIError) -> TceiError:
        """Return what people are told of a failure."""
        code, cause = _code(error), _cause(error)
        if code is None:
            return self._unreached(error, cause)
        if code.startswith(CONSTRAINT):
            return ConflictError("database.refused", cause=cause)
        if self.passes(error):
            return UnreachableError("database.locked", path=self.where)
        if code in {NO_TABLE, NO_COLUMN}:
            return NotFoundError("database.no_tables", path=self.where)
        if code in {NO_RIGHT, READ_ONLY}:
            return UnreachableError("database.no_right", path=self.where, cause=cause)
        return self._failed(code, cause)

    def _failed(self, code: str, cause: str) -> TceiError:
        if code == DISK_FULL:
            return UnreachableError("database.full", path=self.where)
        if code.startswith(SYSTEM):
            return UnreachableError("database.disk", path=self.where)
        if code.startswith(CORRUPT):
            return IntegrityError("database.damaged", path=self.where)
        if code.startswith(CONNECTION) or code in SHUT_DOWN:
            return UnreachableError("database.no_server", path=self.where, cause=cause)
        return ConflictError("database.refused", cause=cause)

    def _unreached(self, error: DBAPIError, cause: str) -> TceiError:
        """Return what is told when the server gave no code: it let nobody in, or is not there."""
        import psycopg  # noqa: PLC0415 -- only where it is used

        if not isinstance(error.orig, psycopg.OperationalError):
            return ConflictError("database.refused", cause=cause)
        # The driver keeps only the sentence of a server that turns someone away.
        if "authentication failed" in cause or "no pg_hba.conf entry" in cause:
            return UnreachableError("database.not_let_in", path=self.where, cause=cause)
        if cause.startswith("role ") or "no password supplied" in cause:
            return UnreachableError("database.not_let_in", path=self.where, cause=cause)
        if cause.startswith("database ") and cause.endswith("does not exist"):
            name = self._url.database or self._url.username or ""
            return NotFoundError("database.not_on_server", path=self.where, name=name)
        return UnreachableError("database.no_server", path=self.where, cause=cause)

    def triggers(self, connection: Connection) -> frozenset[str]:
        """Return the names of the triggers that are there and not switched off."""
        query = text(
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled <> 'D' "
            "AND relnamespace = current_schema()::regnamespace"
        )
        return frozenset(connection.scalars(query))

    def granting(self, role: str) -> Callable[[Connection], None]:
        """Return the work that lets a role read and append, and nothing else."""
        return lambda connection: _grant(connection, role)


def _grant(connection: Connection, role: str) -> None:
    """Let a role read and append, and erase what can be erased; take away all else.

    Raises:
        NotFoundError: There is no such role.
        NotAllowedError: It could do more all the same, so nothing is granted.
    """
    there = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    if connection.scalar(there, {"role": role}) is None:
        raise NotFoundError("database.no_role", role=role)
    quote = connection.dialect.identifier_preparer.quote_identifier
    schema = quote(str(connection.scalar(text("SELECT current_schema()"))))
    every = {f"{schema}.{quote(table)}": table in ERASABLE for table in METADATA.tables}
    for statement in _grants(quote(role), schema, every):
        connection.exec_driver_sql(statement)
    # Rights also come from owning, from other roles, and from being superuser.
    for table, erasable in every.items():
        rights = "UPDATE, TRUNCATE, REFERENCES, TRIGGER" + ("" if erasable else ", DELETE")
        if _may(connection, role, table, rights):
            raise NotAllowedError("database.role_too_strong", role=role)


def _grants(role: str, schema: str, tables: Mapping[str, bool]) -> Iterator[str]:
    every = ", ".join(tables)
    version = f"{schema}.alembic_version"
    yield f"REVOKE ALL ON {every}, {version} FROM {role}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"GRANT SELECT ON {version} TO {role}"
    yield f"GRANT SELECT, INSERT ON {every} TO {role}"
    yield f"GRANT DELETE ON {', '.join(one for one, can in tables.items() if can)} TO {role}"


def _may(connection: Connection, role: str, table: str, rights: str) -> bool:
    query = text(
        "SELECT has_table_privilege(:role, :table, :rights) "
        "OR has_any_column_privilege(:role, :table, 'UPDATE')"
    )
    values = {"role": role, "table": table, "rights": rights}
    return bool(connection.scalar(query, values))


def _code(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _cause(error: DBAPIError) -> str:
    """Return what the server said, without the values that a second line may name."""
    diagnosis: Any = getattr(error.orig, "diag", None)
    said: str = getattr(diagnosis, "message_primary", None) or str(error.orig).strip()
    # `connection failed: connection to server at … failed: FATAL:  role "x" does not exist`
    first = said.partition("\n")[0].rsplit(" failed: ", 1)[-1]
    return first.rsplit("FATAL: ", 1)[-1].strip()
