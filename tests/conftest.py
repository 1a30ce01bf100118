"""A server for the tests that need one, and databases of both kinds."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.places import FILES, POSTGRESQL, SQLITE, Place, bare_file, on_server
from tests.postgres import Server, missing, running


@pytest.fixture(scope="session")
def server() -> Generator[Server]:
    """Give a PostgreSQL server; skip where none can be started."""
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    with running() as one:
        yield one


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def kind(request: pytest.FixtureRequest) -> str:
    """Give the kinds of databases, one after the other."""
    chosen: str = request.param
    return chosen


@contextmanager
def _place(what: str, kind: str, request: pytest.FixtureRequest, folder: Path) -> Generator[Place]:
    if kind == SQLITE:
        with closing(bare_file(folder, FILES[what]())) as place:
            yield place
        return
    server: Server = request.getfixturevalue("server")
    with closing(on_server(server, what, folder)) as place:
        yield place
    server.drop(place.url)


@pytest.fixture
def empty_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Place]:
    """Give a database without rows, of each kind."""
    with _place("empty", kind, request, tmp_path) as place:
        yield place


@pytest.fixture
def founded_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Place]:
    """Give a database with a trust root and published versions, of each kind."""
    with _place("founded", kind, request, tmp_path) as place:
        yield place


@pytest.fixture
def filled_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Place]:
    """Give a database with rows in every table, of each kind."""
    with _place("filled", kind, request, tmp_path) as place:
        yield place
