"""Migrations leave exactly the tables that `tables.py` says, and say so to Alembic."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from tcei_rules.errors import NotAllowedError, TceiError
from tcei_rules.store.database import Database
from tcei_rules.store.migrating import MIGRATIONS
from tcei_rules.store.tables import METADATA
from tcei_rules.wording import say_error
from tests.home import dump, empty_database, raw


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return ScriptDirectory.from_config(config)


def test_a_new_database_has_the_present_version(empty: Path) -> None:
    assert rows_of_version(empty) == [(scripts().get_current_head(),)]


def rows_of_version(path: Path) -> list[tuple[str, ...]]:
    with raw(path) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def test_there_is_one_newest_version() -> None:
    assert len(scripts().get_heads()) == 1


def test_migrations_and_tables_say_the_same(empty: Path) -> None:
    """What `alembic check` would look at."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "render_as_batch": True}
        )
        return list(compare_metadata(context, METADATA))

    assert Database(f"sqlite:///{empty}").read(differences) == []


def test_migrations_make_the_same_columns_and_constraints_as_the_tables(tmp_path: Path) -> None:
    """Constraints and generated columns, which `alembic check` does not look at."""
    direct = tmp_path / "direct.db"
    engine = create_engine(f"sqlite:///{direct}")
    METADATA.create_all(engine)
    engine.dispose()
    migrated = tmp_path / "migrated.db"
    migrated.write_bytes(empty_database())

    with raw(direct) as one, raw(migrated) as other:
        for table in METADATA.tables:
            for pragma in ("table_xinfo", "foreign_key_list", "index_list"):
                query = f"PRAGMA {pragma}({table})"
                assert told(one, query) == told(other, query), (table, pragma)
            assert checks(one.execute(definition(table)).fetchone()[0]) == checks(
                other.execute(definition(table)).fetchone()[0]
            )


def told(connection: sqlite3.Connection, pragma: str) -> list[tuple[str, ...]]:
    """Return what a pragma tells, without the number that each line begins with."""
    return sorted(tuple(map(str, row[1:])) for row in connection.execute(pragma))


def definition(table: str) -> str:
    return f"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '{table}'"


def checks(sql: str) -> set[str]:
    return {line.strip().rstrip(",") for line in sql.splitlines() if "CHECK" in line}


def test_bringing_up_to_date_what_is_up_to_date_changes_nothing(filled: Path) -> None:
    before = dump(filled)

    Database(f"sqlite:///{filled}").create()

    assert dump(filled) == before


def test_a_migration_that_fails_leaves_no_half_made_database(tmp_path: Path) -> None:
    path = tmp_path / "tcei.db"
    with raw(path) as connection:
        connection.execute("CREATE TABLE decision (other TEXT)")
    before = dump(path)

    with pytest.raises(TceiError):
        Database(f"sqlite:///{path}").create()

    assert dump(path) == before


def test_a_rehearsal_makes_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "tcei.db"

    Database(f"sqlite:///{path}", rehearse=True).create()

    assert dump(path) == ["BEGIN TRANSACTION;", "COMMIT;"]


@pytest.mark.parametrize("version", ["0001", "0001_of_another_program"])
def test_a_database_of_another_version_is_told_and_left_as_it_is(
    filled: Path, version: str
) -> None:
    """The databases of before the ledger were at `0001`, and have no way into this one."""
    with raw(filled) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [version])
    before = dump(filled)

    with pytest.raises(NotAllowedError) as caught:
        Database(f"sqlite:///{filled}").create()

    assert caught.value.message == "database.other_version"
    assert version in say_error(caught.value)
    assert "`tcei init`" in say_error(caught.value)
    assert dump(filled) == before


def test_the_hashes_of_the_ledger_lie_in_the_order_of_their_key(empty: Path) -> None:
    """A table without rowid: a hash is found in the tree of its key, and stored once."""
    with raw(empty) as connection:
        assert "WITHOUT ROWID" in connection.execute(definition("node")).fetchone()[0]
