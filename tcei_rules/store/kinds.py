"""The kinds of databases there are, behind one interface."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Protocol

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from tcei_rules.errors import TceiError, UnreachableError
from tcei_rules.store.postgresql import PostgresqlServer
from tcei_rules.store.sqlite import SqliteFile

SQLITE: Final = ("sqlite", "sqlite+pysqlite")
POSTGRESQL: Final = ("postgresql", "postgresql+psycopg")
"""Each kind under the names SQLAlchemy has for it and for the one driver that is used."""


class Kind(Protocol):
    """What a unit of work needs from a database, and how its failures are told."""

    @property
    def where(self) -> str:
        """Return how it is named to people: without a password."""
        ...

    def engine(self) -> Engine:
        """Return its engine, which begins no transaction of its own."""
        ...

    def prepare(self) -> None:
        """Make what must be there before tables can be made."""
        ...

    def demand(self) -> None:
        """Demand that it is there, as far as this can be told without a connection."""
        ...

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction: as the only writer, or to read one consistent state."""
        ...

    def commit(self, connection: Connection) -> None:
        """Store what was done, or raise."""
        ...

    def passes(self, error: DBAPIError) -> bool:
        """Tell whether the same work may succeed when it begins anew."""
        ...

    def told(self, error: DBAPIError) -> TceiError:
        """Return what people are told of a failure."""
        ...

    def triggers(self, connection: Connection) -> frozenset[str]:
        """Return the names of the triggers that are there and at work."""
        ...

    def granting(self, role: str) -> Callable[[Connection], None]:
        """Return the work that lets a role read and append, and nothing else."""
        ...


def kind_of(url: str, busy_seconds: float) -> Kind:
    """Return the database at an address; nothing is opened yet.

    Raises:
        UnreachableError: It is no address, or of a kind that cannot be used.
    """
    parsed = _parsed(url)
    if parsed.drivername in SQLITE:
        return SqliteFile(parsed, busy_seconds)
    if parsed.drivername in POSTGRESQL:
        return PostgresqlServer(parsed, busy_seconds)
    raise UnreachableError("database.kind", kind=parsed.drivername)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        # A port that is no number is told by the second. What cannot be taken
        # apart may hold a password anywhere before its last `@`.
        shown = re.sub(r":.*@", ":***@", url, flags=re.DOTALL)
        raise UnreachableError("database.url", url=shown) from error
