"""What only a server can do: turn people away, break off, know roles."""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from tcei_rules.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    TceiError,
    UnreachableError,
)
from tcei_rules.store.database import TRIES, Database
from tcei_rules.store.tables import ERASABLE, METADATA
from tcei_rules.wording import LANGUAGES, say_error
from tests.appending import append_case
from tests.fixed import CountedChance
from tests.home import HOLDER, gold_answers
from tests.places import POSTGRESQL, Place, columns
from tests.postgres import KNOWN, PASSWORD, Server

OFFICE = "office"
SECRET = "do not tell"  # noqa: S105 -- looked for in what is told


@pytest.fixture
def kind() -> str:
    """Make the places of this module databases on a server."""
    return POSTGRESQL


@pytest.fixture
def office(server: Server) -> Generator[str]:
    """Give an ordinary role."""
    server.run(f"CREATE ROLE {OFFICE} LOGIN")
    yield OFFICE
    for (name,) in server.run("SELECT datname FROM pg_database WHERE datallowconn"):
        server.run(f"DROP OWNED BY {OFFICE}", url=server.url(name))
    server.run(f"DROP ROLE {OFFICE}")


def told(error: TceiError, *secrets: str) -> str:
    """Return the sentence, which must exist in every language and hold no secret."""
    sentences = [say_error(error, language) for language in LANGUAGES]
    assert not any("{" in one for one in sentences)
    assert not any(secret in one for one in sentences for secret in (SECRET, PASSWORD, *secrets))
    return sentences[0]


def count(connection: Connection) -> int:
    return connection.scalar(text("SELECT count(*) FROM record")) or 0


def append(connection: Connection) -> None:
    append_case(connection, CountedChance(900_000))


def reach(url: str) -> TceiError:
    """Return what is told when a database cannot be used."""
    with closing(Database(url, 0.05)) as database, pytest.raises(TceiError) as caught:
        database.read(count)
    return caught.value


# Reaching it


def test_both_names_of_the_kind_mean_the_same(filled_place: Place) -> None:
    named = filled_place.url.replace("postgresql:", "postgresql+psycopg:")

    with closing(Database(named)) as database:
        assert database.read(count) == len(filled_place.rows("record"))
        assert database.where.startswith("postgresql://owner@/")


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    error = reach(f"postgresql://{KNOWN}:{SECRET}@/tcei?host={tmp_path}")

    assert (type(error), error.message) == (UnreachableError, "database.no_server")
    assert "No such file" in told(error, "%20")


def test_a_port_where_nobody_listens_is_told() -> None:
    error = reach(f"postgresql://{KNOWN}:{SECRET}@127.0.0.1:1/tcei")

    assert error.message == "database.no_server"
    assert "postgresql://known:***@127.0.0.1:1/tcei" in told(error)
    assert "Connection refused" in told(error)


def test_a_wrong_password_is_told_without_it(server: Server) -> None:
    for password in (f":{SECRET}", ""):
        error = reach(server.url("postgres", KNOWN + password))

        assert (type(error), error.message) == (UnreachableError, "database.not_let_in")
        assert "known" in told(error)


def test_a_password_in_the_second_half_of_an_address_is_not_told(server: Server) -> None:
    error = reach(server.url("postgres", KNOWN) + f"&password={SECRET}")

    assert error.message == "database.not_let_in"
    told(error)


def test_the_right_password_lets_in(server: Server) -> None:
    with closing(Database(server.url("postgres", f"{KNOWN}:{PASSWORD}"))) as database:
        assert database.read(lambda c: c.scalar(text("SELECT current_user"))) == KNOWN


def test_a_role_that_is_not_there_is_told(server: Server) -> None:
    error = reach(server.url("postgres", "nobody_knows"))

    assert error.message == "database.not_let_in"
    assert "nobody_knows" in told(error)


def test_a_database_that_is_not_there_is_told(server: Server) -> None:
    error = reach(server.url("nowhere"))

    assert (type(error), error.message) == (NotFoundError, "database.not_on_server")
    assert "createdb nowhere" in told(error)


def test_a_database_without_tables_is_told(server: Server) -> None:
    error = reach(server.new())

    assert (type(error), error.message) == (NotFoundError, "database.no_tables")
    assert "tcei init" in told(error)


def test_an_option_that_nobody_knows_is_told(server: Server) -> None:
    error = reach(server.url("postgres") + f"&passwrd={SECRET}")

    assert isinstance(error, TceiError)
    told(error)


def test_a_database_in_another_encoding_is_told(server: Server) -> None:
    server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")

    with closing(Database(server.url("latin"))) as database:
        for use in (database.create, lambda: database.read(count)):
            with pytest.raises(UnreachableError) as caught:
                use()
            assert caught.value.message == "database.encoding"
            assert "LATIN1" in told(caught.value)


def test_a_driver_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> Any:
        if name == "psycopg":
            raise ModuleNotFoundError(name)
        return real(name, globals_, locals_, fromlist, level)

    monkeypatch.delitem(sys.modules, "psycopg", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(UnreachableError) as caught:
        Database("postgresql://office@localhost/tcei")

    assert caught.value.message == "database.no_driver"
    assert "tcei-rules[postgres]" in told(caught.value)


# Units of work


def test_a_connection_that_was_cut_off_meanwhile_is_made_anew(
    filled_place: Place, server: Server
) -> None:
    database = filled_place.database()
    before = database.read(count)

    cut_off(server)

    assert database.read(count) == before


def cut_off(server: Server) -> None:
    others = "pid <> pg_backend_pid() AND datname LIKE 'made%'"
    server.run(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")


def test_a_connection_that_breaks_in_the_middle_leaves_nothing(
    filled_place: Place, server: Server
) -> None:
    before = filled_place.dump()
    database = filled_place.database()

    def break_off(connection: Connection) -> None:
        append(connection)
        cut_off(server)
        count(connection)

    with pytest.raises(UnreachableError) as caught:
        database.write(break_off)

    assert caught.value.message == "database.no_server"
    told(caught.value)
    assert filled_place.dump() == before


def test_a_connection_that_breaks_while_storing_is_told_as_uncertain(
    filled_place: Place, server: Server
) -> None:
    """What was stored cannot be known then, so nothing is said of it."""
    database = filled_place.database()

    def break_off(connection: Connection) -> None:
        append(connection)
        cut_off(server)

    with pytest.raises(UnreachableError) as caught:
        database.write(break_off)

    assert caught.value.message == "database.uncertain"
    told(caught.value)


def test_two_that_wait_for_each_other_both_come_to_their_end(filled_place: Place) -> None:
    """A deadlock is a failure of one of the two, which then begins anew."""
    first, second = 901, 902
    tries: list[int] = []
    barrier = threading.Barrier(2, timeout=10)
    database = filled_place.database(10)

    def cross(connection: Connection, one: int, other: int) -> None:
        tries.append(one)
        lock = text("SELECT pg_advisory_xact_lock(:key)")
        connection.execute(lock, {"key": one})
        if len(tries) <= 2:
            barrier.wait()
        connection.execute(lock, {"key": other})

    works = [
        threading.Thread(target=lambda: database.read(lambda c: cross(c, first, second))),
        threading.Thread(target=lambda: database.read(lambda c: cross(c, second, first))),
    ]
    for one in works:
        one.start()
    for one in works:
        one.join(20)

    assert not any(one.is_alive() for one in works)
    assert 3 <= len(tries) <= 2 * TRIES


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("53100", "database.full"),
        ("58030", "database.disk"),
        ("XX001", "database.damaged"),
        ("40001", "database.locked"),
        ("57P01", "database.no_server"),
        ("25006", "database.no_right"),
        ("22003", "database.refused"),
    ],
)
def test_what_the_server_says_is_told(filled_place: Place, code: str, message: str) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'it failed' USING ERRCODE = '{code}'; END $$"

    with pytest.raises(TceiError) as caught:
        filled_place.database().write(lambda c: c.execute(text(raising)))

    assert caught.value.message == message
    told(caught.value)


def test_reading_writes_nothing(filled_place: Place) -> None:
    with pytest.raises(UnreachableError, match="no_right"):
        filled_place.database().read(append)


def test_values_are_told_of_no_row(filled_place: Place) -> None:
    """The second line of a failure names the values of a row, which may be a person's."""
    twice = text("INSERT INTO organisation VALUES ('Mira'), ('Mira')")
    with pytest.raises(ConflictError) as caught:
        filled_place.database().write(lambda c: c.execute(twice))

    assert "Mira" not in told(caught.value)


def test_text_that_a_server_cannot_hold_is_told(filled_place: Place) -> None:
    values = {"id": "a\0b"}
    insert = text("INSERT INTO organisation VALUES (:id)")

    with pytest.raises(ConflictError, match="refused"):
        filled_place.database().write(lambda c: c.execute(insert, values))


# Tables

COLUMNS = """
SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default,
is_generated, generation_expression FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, 2
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%' ORDER BY 1, 2
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT LIKE 'alembic%' ORDER BY 1
"""


def test_migrations_make_the_same_columns_and_constraints_as_the_tables(
    empty_place: Place, server: Server
) -> None:
    direct = server.new()
    engine = create_engine(direct.replace("postgresql:", "postgresql+psycopg:"))
    METADATA.create_all(engine)
    engine.dispose()

    for query in (COLUMNS, CONSTRAINTS, INDEXES):
        made = server.run(query, url=empty_place.url)
        assert made
        assert made == server.run(query, url=direct)


def test_a_migration_that_fails_leaves_no_half_made_database(server: Server) -> None:
    url = server.new()
    server.run("CREATE TABLE decision (other TEXT)", url=url)

    with closing(Database(url)) as database, pytest.raises(TceiError) as caught:
        database.create()

    told(caught.value)
    query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert server.run(query, url=url) == [(1,)]


def test_a_guard_that_is_switched_off_is_told(empty_place: Place) -> None:
    with empty_place.raw() as connection:
        connection.execute(text("ALTER TABLE record DISABLE TRIGGER record_no_delete"))

    assert empty_place.database().differences() == (
        "guard record_no_delete is missing or switched off",
    )


# Roles


def test_a_role_may_walk_the_whole_path(founded_place: Place, office: str) -> None:
    founded_place.database().grant(office)
    desk = founded_place.office(user=office)

    decided = desk.decide(desk.freeze(gold_answers(), desk.add(HOLDER)))
    issued = desk.certify(decided)
    desk.sign_head()

    assert desk.heads.proof(issued.record.certificate)
    assert desk.deciding.show(decided.record.decision) == decided
    assert founded_place.database(user=office).differences() == ()
    founded_place.database(user=office).create()  # up to date, so there is nothing to make


def test_a_role_may_not_change_remove_or_empty(filled_place: Place, office: str) -> None:
    """Refused by its rights: no trigger is asked."""
    filled_place.database().grant(office)
    before = filled_place.dump()

    with filled_place.raw(office) as connection:
        for table in METADATA.tables:
            column = columns(table)[0]
            statements = [
                f"UPDATE {table} SET {column} = {column}",
                f"TRUNCATE {table} CASCADE",
                f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                f"DROP TABLE {table} CASCADE",
                f"CREATE TRIGGER more BEFORE INSERT ON {table} EXECUTE FUNCTION record_no_update()",
            ]
            if table not in ERASABLE:
                statements.append(f"DELETE FROM {table}")
            for statement in statements:
                with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                    connection.execute(text(statement))
        for setting in ("session_replication_role = replica", "ROLE owner"):
            with pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(text(f"SET {setting}"))

    assert filled_place.dump() == before


def test_a_role_may_erase_what_can_be_erased(filled_place: Place, office: str) -> None:
    filled_place.database().grant(office)

    with filled_place.raw(office) as connection:
        for table in ERASABLE:
            connection.execute(text(f"DELETE FROM {table}"))

    assert not any(filled_place.rows(table) for table in ERASABLE)


def test_a_role_is_kept_by_the_guards_like_everyone(filled_place: Place, office: str) -> None:
    filled_place.database().grant(office)
    row = filled_place.rows("node")[0] | {"level": 0, "position": 10_000, "hash": b""}

    with filled_place.raw(office) as connection, pytest.raises(DBAPIError, match="sha256"):
        connection.execute(
            text("INSERT INTO node (level, position, hash) VALUES (:level, :position, :hash)"), row
        )


def test_a_role_loses_what_it_had_beyond(filled_place: Place, office: str) -> None:
    with filled_place.raw() as connection:
        connection.execute(text(f"GRANT ALL ON record TO {office}"))
        connection.execute(text(f"GRANT UPDATE (hash) ON node TO {office}"))

    filled_place.database().grant(office)

    with filled_place.raw(office) as connection:
        for statement in ("DELETE FROM record", "UPDATE node SET hash = hash"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                connection.execute(text(statement))


def test_a_role_without_rights_is_told(filled_place: Place, office: str) -> None:
    for use in (
        lambda: filled_place.database(user=office).read(count),
        lambda: filled_place.database(user=office).write(append),
    ):
        with pytest.raises(UnreachableError) as caught:
            use()
        assert caught.value.message == "database.no_right"
        assert "tcei db upgrade" in told(caught.value)


def test_a_role_that_is_too_strong_gets_nothing(
    filled_place: Place, server: Server, office: str
) -> None:
    database = filled_place.database()
    for more in (f"GRANT owner TO {office}", f"ALTER ROLE {office} SUPERUSER"):
        server.run(more)
        with pytest.raises(NotAllowedError) as caught:
            database.grant(office)
        assert caught.value.message == "database.role_too_strong"
        told(caught.value)
        server.run(f"REVOKE owner FROM {office}", f"ALTER ROLE {office} NOSUPERUSER")

    with pytest.raises(UnreachableError, match="no_right"):
        filled_place.database(user=office).read(count)


def test_what_everyone_may_do_a_role_may_do_too(filled_place: Place, office: str) -> None:
    with filled_place.raw() as connection:
        connection.execute(text("GRANT UPDATE ON record TO PUBLIC"))

    with pytest.raises(NotAllowedError, match="role_too_strong"):
        filled_place.database().grant(office)


@pytest.mark.parametrize("name", ["nobody_knows", "x; DROP TABLE record", ""])
def test_a_role_that_is_not_there_gets_nothing(filled_place: Place, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        filled_place.database().grant(name)

    assert caught.value.message == "database.no_role"
    assert name in told(caught.value)


@pytest.mark.parametrize("name", ['odd "name"', "100%", "a:b", "Über"])
def test_a_role_may_have_any_name(filled_place: Place, server: Server, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    server.run(f"CREATE ROLE {quoted}".replace(":", "\\:"))

    filled_place.database().grant(name)

    query = text("SELECT has_table_privilege(:name, 'record', 'INSERT')")
    with filled_place.raw() as connection:
        assert connection.scalar(query, {"name": name})
