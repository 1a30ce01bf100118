"""Copying the whole record into one file while others go on writing, and out of it again.

A backup is a SQLite database of this program, whatever database it was taken
from, so that it can be restored into either. Into a database everything comes
row by row: each row passes the guards once more, and whatever else lies in
the file (triggers, tables, free pages) stays there.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Select,
    Table,
    create_engine,
    func,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, NoResultFound, StatementError
from sqlalchemy.pool import NullPool

from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotAllowedError,
    NotFoundError,
    Place,
    UnreachableError,
    refusal,
)
from tcei_rules.keys.atomic_file import sync_folder
from tcei_rules.store.database import Database
from tcei_rules.store.tables import CERTIFICATE_DECISION, DECISION, METADATA, PART, RECORD

T = TypeVar("T")

BATCH: Final = 500

_BESIDE: Final = ("", "-journal", "-wal", "-shm")
"""What SQLite keeps beside a file, and the file itself."""


def write_backup(database: Database, path: Path, prove: Callable[[Connection], T]) -> T:
    """Copy the record into a new file, as it is at one moment.

    The file gets its name once it is proven and on the disk; until then it is
    hidden, and only its owner can read it.

    Args:
        database: Others go on reading and writing it.
        path: Of the new file, in a folder that is there: a folder that is not is
            more often a disk that nobody plugged in than one to be made.
        prove: Looks at the copy; what it raises leaves no file.

    Returns:
        What the proof came to.

    Raises:
        ConflictError: There is a file of that name.
        UnreachableError: It cannot be written.
    """
    _demand_free(path)
    hidden = _hidden_file(path)
    try:
        database.read(lambda connection: _copy_into(connection, hidden))
        with opened(hidden) as connection:
            result = prove(connection)
        _name(hidden, path)
    except (sqlite3.Error, OSError) as error:
        raise _unwritable(path, error) from error
    finally:
        _remove(hidden)
    return result


@contextmanager
def opened(path: Path) -> Generator[Connection]:
    """Give a backup to read; nothing is written into it.

    Raises:
        NotFoundError: There is no such file.
        UnreachableError: It cannot be read.
        InvalidInputError: It is no backup of this program.
        IntegrityError: Reading further, it is found damaged.
    """
    if path.is_dir():
        raise UnreachableError("file.folder", path=str(path))
    if not path.is_file():
        raise NotFoundError("file.absent", path=str(path))
    engine = create_engine("sqlite://", creator=lambda: _reader(path), poolclass=NullPool)
    try:
        with _connected(engine, path) as connection:
            yield connection
    except DBAPIError as error:
        raise IntegrityError("backup.damaged", cause=str(error.orig)) from error
    finally:
        engine.dispose()


def _connected(engine: Engine, path: Path) -> Connection:
    """Return a connection to what is a database of this program."""
    try:
        connection = engine.connect()
    except DBAPIError as error:
        cause = str(error.orig)
        raise UnreachableError("file.unreadable", path=str(path), cause=cause) from error
    try:
        _version(connection)
    except (DBAPIError, NoResultFound) as error:
        connection.close()
        raise refusal("backup.not_one", Place(file=str(path))) from error
    return connection


def fill(database: Database, backup: Connection, prove: Callable[[Connection], T]) -> T:
    """Copy a backup into a database without rows: all of it and proven, or nothing.

    Args:
        database: Is created if it is not there, and removed again if this fails.
        backup: As `opened` gives it.
        prove: Looks at the rows before anybody else can.

    Returns:
        What the proof came to.

    Raises:
        ConflictError: There are rows already.
        NotAllowedError: Another version of this program made the backup.
        IntegrityError: The backup cannot be read to its end, or is refused by
            the guards or by the proof.
    """

    def work(connection: Connection) -> T:
        _demand_empty(connection)
        copy_rows(backup, connection)
        return prove(connection)

    with _gone_on_failure(database):
        database.create()
        try:
            return database.write(work)
        except ConflictError as error:
            if error.message != "database.refused":
                raise
            raise IntegrityError("backup.refused", cause=error.values["cause"]) from error
        except StatementError as error:
            # A value of a kind that its column cannot hold.
            raise IntegrityError("backup.refused", cause=str(error.orig)) from error


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row of every table.

    Raises:
        NotAllowedError: The two were made by different versions of this program.
        IntegrityError: The source cannot be read to its end, or has rows that
            hang on nothing.
    """
    theirs, ours = _version(source), _version(target)
    if theirs != ours:
        raise NotAllowedError("backup.other_version", version=theirs, known=ours)
    for table in METADATA.sorted_tables:
        if table is RECORD:
            _copy_records(source, target)
        elif table not in {DECISION, PART, CERTIFICATE_DECISION}:  # they come with their records
            for batch in _batches(_rows(source, _all_of(table))):
                target.execute(insert(table), batch)
    for table in METADATA.sorted_tables:
        _demand_all(source, target, table)


def _copy_records(source: Connection, target: Connection) -> None:
    """Copy the records in their order, each decision with the rows that constrain it.

    The guards want a decision's rows to be there before its certificate, and
    what was decided about a certificate before the next decision about it.
    """
    waiting: list[Mapping[str, Any]] = []
    decisions: list[str] = []
    about: list[str] = []

    def copy_waiting() -> None:
        if waiting:
            target.execute(insert(RECORD), waiting)
        _copy_where(source, target, DECISION.c.id, decisions)
        _copy_where(source, target, PART.c.decision_id, decisions)
        _copy_where(source, target, CERTIFICATE_DECISION.c.id, about)
        waiting.clear()
        decisions.clear()
        about.clear()

    for row in _rows(source, _all_of(RECORD).order_by(RECORD.c.ledger_index)):
        is_certificate = row["kind"] == RecordKind.CERTIFICATE
        is_about_one = row["kind"] == RecordKind.CERTIFICATE_DECISION
        if len(waiting) == BATCH or is_about_one or (is_certificate and decisions):
            copy_waiting()
        waiting.append(row)
        if row["kind"] == RecordKind.DECISION:
            decisions.append(row["id"])
        elif is_about_one:
            about.append(row["id"])
    copy_waiting()


def _copy_where(
    source: Connection, target: Connection, column: Column[Any], ids: list[str]
) -> None:
    if not ids:
        return
    rows = list(_rows(source, _all_of(column.table).where(column.in_(ids))))
    if rows:
        target.execute(insert(column.table), rows)


def _all_of(table: Table) -> Select[Any]:
    """Return the query for what is stored in a table; what is generated comes by itself."""
    return select(*(column for column in table.columns if column.computed is None))


def _rows(source: Connection, query: Select[Any]) -> Iterator[Mapping[str, Any]]:
    try:
        result = source.execute(query.execution_options(yield_per=BATCH))
        for row in result.mappings():
            yield dict(row)
    except DBAPIError as error:
        # Told here: outside, it would be taken for a failure of the other database.
        raise IntegrityError("backup.damaged", cause=str(error.orig)) from error


def _batches(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    batch: list[Mapping[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _demand_all(source: Connection, target: Connection, table: Table) -> None:
    query = select(func.count()).select_from(table)
    expected, found = source.scalar(query), target.scalar(query)
    if expected != found:
        raise IntegrityError(
            "backup.rows", table=table.name, expected=str(expected), found=str(found)
        )


def _demand_empty(connection: Connection) -> None:
    for table in METADATA.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            where = connection.engine.url.render_as_string()
            raise ConflictError("backup.there_already", database=where)


def _version(connection: Connection) -> str:
    found: str = connection.scalars(text("SELECT version_num FROM alembic_version")).one()
    return found


def _copy_into(connection: Connection, path: Path) -> None:
    """Copy what a connection sees into an empty file."""
    if connection.dialect.name == "sqlite":
        _copy_pages(connection, path)
        return
    # By default each statement of PostgreSQL would see what others wrote meanwhile.
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    copy_rows_into(connection, path)


def copy_rows_into(connection: Connection, path: Path) -> None:
    """Copy every row that a connection sees into an empty file."""
    with closing(Database(f"sqlite:///{path}")) as target:
        target.create()
        target.write(lambda copy: copy_rows(connection, copy))
    with closing(sqlite3.connect(path)) as file:
        _make_one_file(file)


def _copy_pages(connection: Connection, path: Path) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    # One look fixes what this transaction sees: the backup keeps to it while others write.
    connection.exec_driver_sql("SELECT 1 FROM alembic_version")
    with closing(sqlite3.connect(path)) as target:
        driver.backup(target)
        _make_one_file(target)


def _make_one_file(connection: sqlite3.Connection) -> None:
    """Let a database be read where nothing can be written beside it."""
    connection.execute("PRAGMA journal_mode = DELETE")


def _reader(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def _demand_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise ConflictError("file.exists", path=str(path))


def _hidden_file(path: Path) -> Path:
    try:
        # mkstemp makes the file with mode 0600.
        descriptor, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part"
        )
    except OSError as error:
        raise _unwritable(path, error) from error
    os.close(descriptor)
    return Path(name)


def _name(hidden: Path, path: Path) -> None:
    """Give a file its name, unless that was taken meanwhile."""
    with hidden.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(hidden, path)
    except FileExistsError as error:
        raise ConflictError("file.exists", path=str(path)) from error
    except OSError:
        # Some disks know no second name of a file; there, whoever comes between loses.
        _demand_free(path)
        hidden.rename(path)
    sync_folder(path.parent)


def _unwritable(path: Path, error: Exception) -> UnreachableError:
    cause = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnreachableError("file.unwritable", path=str(path), cause=cause)


@contextmanager
def _gone_on_failure(database: Database) -> Generator[None]:
    """Remove a file that was made inside, if what is inside fails."""
    url = make_url(database.url)
    path = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    was_there = path is None or path.exists()
    try:
        yield
    except BaseException:
        if path is not None and not was_there:
            database.close()
            _remove(path)
        raise


def _remove(path: Path) -> None:
    for ending in _BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)
