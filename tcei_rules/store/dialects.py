"""What SQLite and PostgreSQL say differently: members of the canonical bytes, and triggers.

Both refuse the same rows with the same words. Names of tables and columns go
into these statements, never what someone entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Protocol

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement

TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its characters' numbers, as SQLite has it: the same on every machine.

An order that comes from the system can change with it, under indexes that are there.
"""


class Member(ColumnElement[str]):
    """A member of a record's canonical bytes, for a column that is generated from it."""

    inherit_cache = False
    type = Text()

    def __init__(self, name: str) -> None:
        self.name = name


@compiles(Member, "sqlite")
def _in_sqlite(element: Member, _compiler: SQLCompiler, **_: Any) -> str:
    return f"json_extract(content, '$.{element.name}')"


@compiles(Member, "postgresql")
def _in_postgresql(element: Member, _compiler: SQLCompiler, **_: Any) -> str:
    # As PostgreSQL spells it itself, so that a comparison finds no difference.
    return f"((content)::jsonb ->> '{element.name}'::text)"


class Dialect(Protocol):
    """How a database is told to refuse rows."""

    def member(self, name: str) -> str:
        """Return a member of the canonical bytes of the row to be inserted.

        Not the generated column: before the insert it need not be there yet.
        """
        ...

    def refuse_when(self, table: str, name: str, when: str, why: str) -> Iterator[str]:
        """Yield the statements that refuse to insert a row."""
        ...

    def refuse(self, table: str, action: str, why: str) -> Iterator[str]:
        """Yield the statements that refuse an action on every row."""
        ...

    @property
    def actions(self) -> tuple[str, ...]:
        """Return what can be done to rows that are there."""
        ...


class Sqlite:
    """Triggers with conditions."""

    actions = ("UPDATE", "DELETE")

    def member(self, name: str) -> str:
        """Return a member of the canonical bytes of the row to be inserted."""
        return f"json_extract(NEW.content, '$.{name}')"

    def refuse_when(self, table: str, name: str, when: str, why: str) -> Iterator[str]:
        """Yield the statement that refuses to insert a row."""
        yield (
            f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
        )

    def refuse(self, table: str, action: str, why: str) -> Iterator[str]:
        """Yield the statement that refuses an action on every row."""
        yield (
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
        )


class Postgresql:
    """Trigger functions: a condition of a trigger itself may not look into tables."""

    actions = ("UPDATE", "DELETE", "TRUNCATE")

    def member(self, name: str) -> str:
        """Return a member of the canonical bytes of the row to be inserted."""
        return f"((NEW.content)::jsonb ->> '{name}')"

    def refuse_when(self, table: str, name: str, when: str, why: str) -> Iterator[str]:
        """Yield the statements that refuse to insert a row."""
        body = f"IF {when} THEN {_raise(table, why)} END IF; RETURN NEW;"
        yield from _triggered(f"{table}_{name}", body, f"BEFORE INSERT ON {table} FOR EACH ROW")

    def refuse(self, table: str, action: str, why: str) -> Iterator[str]:
        """Yield the statements that refuse an action on every row."""
        each = "STATEMENT" if action == "TRUNCATE" else "ROW"
        name = f"{table}_no_{action.lower()}"
        when = f"BEFORE {action} ON {table} FOR EACH {each}"
        yield from _triggered(name, _raise(table, why), when)


def _triggered(name: str, body: str, when: str) -> Iterator[str]:
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    # Otherwise whoever inserts could put a temporary table in place of the one that is looked into.
    alter = f"'ALTER FUNCTION {name}() SET search_path = ' || quote_ident(current_schema())"
    yield f"DO $$ BEGIN EXECUTE {alter} || ', pg_temp'; END $$"
    yield f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()"


def _raise(table: str, why: str) -> str:
    # The class of errors that broken constraints have (PostgreSQL manual, appendix A).
    return f"RAISE EXCEPTION '{table}: {why}' USING ERRCODE = 'integrity_constraint_violation';"


DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": Postgresql()}
"""By the names SQLAlchemy has for them."""
