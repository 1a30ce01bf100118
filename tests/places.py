"""One and the same test on SQLite and on PostgreSQL: a place where a database lies."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, create_engine, text

from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.store.database import Database
from tcei_rules.store.tables import METADATA
from tests.fixed import NOW, CountedChance
from tests.home import Office, empty_database, fill, found, founded_database, full_database
from tests.postgres import Server

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"

Row: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Place:
    """A database, as this program uses it and as anyone could who has a way in."""

    kind: str
    url: str
    folder: Path
    opened: list[Database] = field(default_factory=list[Database])

    def database(
        self, busy_seconds: float = 0.05, *, rehearse: bool = False, user: str | None = None
    ) -> Database:
        """Return it as this program opens it."""
        database = Database(self.address(user), busy_seconds, rehearse=rehearse)
        self.opened.append(database)
        return database

    def office(self, count: int = 1_000, user: str | None = None) -> Office:
        """Return the use cases at it; chance counts from a number on."""
        office = Office(self.folder, chance=CountedChance(count), url=self.address(user))
        self.opened.append(office.database)
        return office

    def address(self, user: str | None = None) -> str:
        """Return the address, for another role than the owner if one is named."""
        return self.url if user is None else self.url.replace("//owner@", f"//{user}@")

    def close(self) -> None:
        """Close every connection."""
        for database in self.opened:
            database.close()

    @contextmanager
    def raw(self, user: str | None = None) -> Generator[Connection]:
        """Open it with none of our settings; each statement is a transaction of its own."""
        url = self.address(user).replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a table in order, without the columns that are generated."""
        with self.raw() as connection:
            return rows(connection, table)

    def record(self, kind: str) -> Row:
        """Return the first record of a kind."""
        return next(row for row in self.rows("record") if row["kind"] == kind)

    def dump(self) -> dict[str, list[Row]]:
        """Return everything that it holds."""
        with self.raw() as connection:
            return {table: rows(connection, table) for table in METADATA.tables}


def columns(table: str) -> list[str]:
    """Return the columns that can be written; generated ones cannot."""
    return [one.name for one in METADATA.tables[table].columns if one.computed is None]


def rows(connection: Connection, table: str) -> list[Row]:
    """Return all rows of a table in order, without the columns that are generated."""
    order = [column.name for column in METADATA.tables[table].primary_key.columns]
    query = text(f"SELECT {', '.join(columns(table))} FROM {table}")
    found = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda row: [row[name] for name in order])


def insert(connection: Connection, table: str, row: Row, after: str = "") -> None:
    """Insert a row as it is."""
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places}) {after}"
    connection.execute(text(statement), row)


def forged(index: int, ulid: str, kind: str, content: Row) -> Row:
    """Return a record as a forger would write it, whole and with a digest that fits."""
    bytes_ = canonical({"format": 1, **content})
    return {
        "ledger_index": index,
        "id": ulid,
        "kind": kind,
        "format": 1,
        "content": bytes_.decode(),
        "digest": sha256(bytes_),
        "recorded_at": NOW,
    }


def bare_file(folder: Path, content: bytes) -> Place:
    """Return a place that is a file."""
    path = folder / "tcei.db"
    path.write_bytes(content)
    return Place(SQLITE, f"sqlite:///{path}", folder)


FILES = {"empty": empty_database, "founded": founded_database, "filled": full_database}
"""What a file can hold from the beginning."""


def on_server(server: Server, what: str, folder: Path) -> Place:
    """Return a place on a server that holds the same."""
    return Place(POSTGRESQL, server.copy(what, MAKERS[what]), folder)


def _empty(url: str) -> None:
    with closing(Database(url)) as database:
        database.create()


def _founded(url: str) -> None:
    _empty(url)
    found(url)


def _filled(url: str) -> None:
    _founded(url)
    with TemporaryDirectory() as folder:
        office = Office(Path(folder), url=url)
        fill(office)
        office.database.close()


MAKERS = {"empty": _empty, "founded": _founded, "filled": _filled}
