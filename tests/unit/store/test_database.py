"""Units of work: whole or not at all, tried again on a lock, and told in a sentence if not."""

from __future__ import annotations

import resource
import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import OperationalError

from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotFoundError,
    TceiError,
    UnreachableError,
)
from tcei_rules.store.database import TRIES, Database
from tcei_rules.wording import say_error
from tests.appending import append_case
from tests.home import dump, full_database, raw, rows_of
from tests.privileges import needs_permissions, open_folder, unprivileged


def database(path: Path, busy_seconds: float = 0.05, *, rehearse: bool = False) -> Database:
    return Database(f"sqlite:///{path}", busy_seconds, rehearse=rehearse)


def count(connection: Connection) -> int:
    return connection.scalar(text("SELECT count(*) FROM record")) or 0


def keep_much(connection: Connection) -> None:
    """Write far more than fits into a page."""
    append_case(connection)
    connection.execute(
        text("INSERT INTO disagreement VALUES ('1', :assessment, '', '', '', :trace)"),
        {"assessment": rows_first(connection), "trace": "x" * 1_000_000},
    )


def rows_first(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT id FROM record ORDER BY ledger_index LIMIT 1")))


def told(error: TceiError) -> str:
    """Return the sentence, which must exist and name what it is about."""
    sentence = say_error(error)
    assert "{" not in sentence
    return sentence


def test_work_is_stored_as_a_whole(founded: Path) -> None:
    there = len(rows_of(founded, "record"))

    database(founded).write(append_case)

    assert len(rows_of(founded, "record")) == there + 1


def test_work_that_fails_in_the_middle_leaves_nothing(filled: Path) -> None:
    before = dump(filled)

    def fail(connection: Connection) -> None:
        append_case(connection)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        database(filled).write(fail)

    assert dump(filled) == before


def test_an_interrupt_in_the_middle_leaves_nothing(filled: Path) -> None:
    before = dump(filled)

    def stop(connection: Connection) -> None:
        append_case(connection)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database(filled).write(stop)

    assert dump(filled) == before


def test_an_interrupt_during_a_statement_stays_an_interrupt(filled: Path) -> None:
    """Ctrl-C comes at any time, also while the driver is at work."""
    before = dump(filled)

    def interrupt(_cursor: object, statement: str, _parameters: object, _context: object) -> None:
        if statement.startswith("INSERT"):
            raise KeyboardInterrupt

    event.listen(Engine, "do_execute", interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            database(filled).write(append_case)
    finally:
        event.remove(Engine, "do_execute", interrupt)

    assert dump(filled) == before
    database(filled).write(append_case)


def test_a_rehearsal_does_everything_and_stores_nothing(filled: Path) -> None:
    before, there = dump(filled), len(rows_of(filled, "record"))

    result = database(filled, rehearse=True).write(lambda c: (append_case(c), count(c)))

    assert result[1] == there + 1
    assert dump(filled) == before


def test_reading_sees_one_state_while_others_write(filled: Path) -> None:
    there = len(rows_of(filled, "record"))

    def look_twice(connection: Connection) -> tuple[int, int]:
        first = count(connection)
        database(filled).write(append_case)
        return first, count(connection)

    assert database(filled).read(look_twice) == (there, there)
    assert len(rows_of(filled, "record")) == there + 1


def test_a_constraint_is_a_conflict(filled: Path) -> None:
    before = dump(filled)

    with pytest.raises(ConflictError) as caught:
        database(filled).write(lambda c: c.execute(text("DELETE FROM record")))

    assert caught.value.message == "database.refused"
    assert "never changed" in told(caught.value)
    assert dump(filled) == before


@contextmanager
def held(path: Path, seconds: float | None = None) -> Generator[None]:
    """Hold the write lock as another program would, for a time or until the end."""
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with raw(path) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            locked.set()
            done.wait(seconds)
            connection.execute("ROLLBACK")

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(5)
    try:
        yield
    finally:
        done.set()
        holder.join()


def test_a_lock_that_goes_away_is_waited_for(filled: Path) -> None:
    there = len(rows_of(filled, "record"))

    with held(filled, seconds=0.2):
        database(filled, busy_seconds=0.1).write(append_case)

    assert len(rows_of(filled, "record")) == there + 1


def test_a_lock_that_stays_is_told_and_nothing_is_stored(filled: Path) -> None:
    before = dump(filled)

    with held(filled), pytest.raises(UnreachableError) as caught:
        database(filled).write(append_case)

    assert caught.value.message == "database.locked"
    assert str(filled) in told(caught.value)
    assert dump(filled) == before


def test_reading_goes_on_while_others_hold_the_write_lock(filled: Path) -> None:
    there = len(rows_of(filled, "record"))

    with held(filled):
        assert database(filled).read(count) == there


def lock_error() -> OperationalError:
    return OperationalError("", {}, sqlite3.OperationalError("database is locked"))


def test_work_that_meets_a_lock_begins_anew(filled: Path) -> None:
    there, tries = len(rows_of(filled, "record")), list[int]()

    def fail_first(connection: Connection) -> int:
        append_case(connection)
        tries.append(count(connection))
        if len(tries) < TRIES:
            raise lock_error()
        return count(connection)

    assert database(filled).write(fail_first) == there + 1
    assert tries == [there + 1] * TRIES
    assert len(rows_of(filled, "record")) == there + 1


def test_work_is_not_tried_for_ever(filled: Path) -> None:
    there, tries = len(rows_of(filled, "record")), list[float]()

    def fail(connection: Connection) -> None:
        append_case(connection)
        tries.append(time.monotonic())
        raise lock_error()

    with pytest.raises(UnreachableError) as caught:
        database(filled).write(fail)

    assert caught.value.message == "database.locked"
    assert len(tries) == TRIES
    assert len(rows_of(filled, "record")) == there


def test_work_that_fails_otherwise_is_not_tried_again(filled: Path) -> None:
    tries: list[int] = []

    def fail(connection: Connection) -> None:
        tries.append(1)
        connection.execute(text("DELETE FROM record"))

    with pytest.raises(ConflictError):
        database(filled).write(fail)

    assert len(tries) == 1


@contextmanager
def full_disk(path: Path) -> Generator[None]:
    """Let every connection made inside find no room beyond the pages there are."""
    pages = path.stat().st_size // 4096

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_disk_is_told_and_nothing_is_stored(filled: Path) -> None:
    before, there = dump(filled), len(rows_of(filled, "record"))

    with full_disk(filled), pytest.raises(UnreachableError) as caught:
        database(filled).write(keep_much)

    assert caught.value.message == "database.full"
    assert str(filled) in told(caught.value)
    assert dump(filled) == before

    database(filled).write(keep_much)
    assert len(rows_of(filled, "record")) == there + 1


@needs_permissions
def test_a_disk_that_takes_no_more_bytes_is_told_and_nothing_is_stored(filled: Path) -> None:
    """A quota, or a disk that fails: the system refuses the write itself."""
    before = dump(filled)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(UnreachableError) as caught:
            database(filled).write(keep_much)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert str(filled) in told(caught.value)
    assert dump(filled) == before


def test_a_database_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"

    for work in (database(path).read, database(path).write):
        with pytest.raises(NotFoundError) as caught:
            work(count)
        assert caught.value.message == "database.absent"
        assert str(path) in told(caught.value)

    assert not path.exists()


def test_a_folder_in_place_of_the_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "tcei.db"
    path.mkdir()

    with pytest.raises(NotFoundError, match="absent"):
        database(path).read(count)
    with pytest.raises(UnreachableError, match="not_writable") as caught:
        database(path).create()
    assert str(path) in told(caught.value)


def test_a_database_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="not_writable"):
        database(tmp_path / "none" / "tcei.db").create()


def test_a_database_without_tables_is_told_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "tcei.db"
    path.touch()

    with pytest.raises(NotFoundError, match="absent"):
        database(path).read(count)


def test_a_database_of_another_program_is_told_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "tcei.db"
    with raw(path) as connection:
        connection.execute("CREATE TABLE record (other TEXT)")

    with pytest.raises(NotFoundError, match="absent"):
        database(path).write(append_case)


@pytest.mark.parametrize("junk", [b"not a database" * 500, b"\0" * 10_000, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "tcei.db"
    path.write_bytes(junk)

    with pytest.raises(IntegrityError) as caught:
        database(path).read(count)

    assert caught.value.message == "database.damaged"
    assert str(path) in told(caught.value)
    assert path.read_bytes() == junk


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_off_is_told_as_damaged(tmp_path: Path, keep: float) -> None:
    path = tmp_path / "tcei.db"
    content = full_database()
    path.write_bytes(content[: int(len(content) * keep)])

    with pytest.raises(IntegrityError, match="damaged"):
        database(path).write(keep_much)


@needs_permissions
def test_a_file_that_may_only_be_read_is_told_and_nothing_is_stored() -> None:
    with open_folder() as folder:
        path = folder / "tcei.db"
        path.write_bytes(full_database())
        path.chmod(0o444)
        folder.chmod(0o555)
        before = path.read_bytes()

        with unprivileged(), pytest.raises(UnreachableError) as caught:
            database(path).write(append_case)

        assert caught.value.message == "database.not_writable"
        assert str(path) in told(caught.value)
        assert path.read_bytes() == before


@needs_permissions
def test_a_folder_that_may_not_be_written_is_told() -> None:
    with open_folder() as folder:
        folder.chmod(0o555)
        with unprivileged(), pytest.raises(UnreachableError, match="not_writable"):
            database(folder / "tcei.db").create()


@needs_permissions
def test_a_folder_that_may_not_be_looked_into_is_told() -> None:
    with open_folder() as folder:
        path = folder / "tcei.db"
        path.write_bytes(full_database())
        folder.chmod(0o000)

        for work in (database(path).read, database(path).write):
            with unprivileged(), pytest.raises((UnreachableError, NotFoundError)):
                work(count)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("office", "database.url"),
        ("", "database.url"),
        ("postgresql+psycopg2://localhost/tcei", "database.kind"),
        ("postgresql://localhost:port/tcei", "database.url"),
        ("mysql://localhost/tcei", "database.kind"),
        ("unheardof://localhost/tcei", "database.kind"),
        ("sqlite+unheardof:///tcei.db", "database.kind"),
        ("sqlite+aiosqlite:///tcei.db", "database.kind"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(url: str, message: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        Database(url)

    assert caught.value.message == message
    told(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://office:secret@localhost/tcei",
        "postgresql://office:secret@localhost:port/tcei",
        "postgresql//office:secret@localhost/tcei",
        "postgresql://office:the@secret@localhost:5432:1/tcei",
    ],
)
def test_an_address_does_not_tell_its_password(url: str) -> None:
    with pytest.raises(TceiError) as caught:
        Database(url)

    assert "secret" not in told(caught.value)


def test_connections_hold_to_their_promises(filled: Path) -> None:
    def look(connection: Connection) -> dict[str, object]:
        names = ("journal_mode", "foreign_keys", "recursive_triggers")
        return {name: connection.scalar(text(f"PRAGMA {name}")) for name in names}

    assert database(filled).read(look) == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_what_is_erased_is_overwritten_however_sqlite_was_built(filled: Path) -> None:
    """Most builds leave erased bytes in free pages unless `secure_delete` is on."""

    def as_in_most_builds(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA secure_delete = OFF")

    event.listen(Engine, "connect", as_in_most_builds)
    try:
        secure = database(filled).read(lambda c: c.scalar(text("PRAGMA secure_delete")))
    finally:
        event.remove(Engine, "connect", as_in_most_builds)

    assert secure == 1


def test_a_failing_disk_is_told_whatever_taking_back_says(filled: Path) -> None:
    """SQLite rolls back by itself on some failures; that must not hide what happened."""
    before = dump(filled)

    def fail(connection: Connection) -> None:
        append_case(connection)
        connection.exec_driver_sql("ROLLBACK")
        raise OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))

    with pytest.raises(UnreachableError) as caught:
        database(filled).write(fail)

    assert caught.value.message == "database.disk"
    assert str(filled) in told(caught.value)
    assert dump(filled) == before
