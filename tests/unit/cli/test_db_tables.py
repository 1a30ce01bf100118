"""`tcei db`: making tables, letting a role in, and telling what is not as it must be."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import text

from tcei_rules.keys.sealing import AgeSealing
from tests.commands import Run
from tests.fast_sealing import FastSealing
from tests.home import empty_database, raw
from tests.places import POSTGRESQL, Place
from tests.postgres import PASSWORD, Server

ROLE = "clerk"


@pytest.fixture
def kind() -> str:
    """Make the places of this module databases on a server."""
    return POSTGRESQL


@pytest.fixture
def role(server: Server) -> Generator[str]:
    """Give an ordinary role."""
    server.run(f"CREATE ROLE {ROLE} LOGIN")
    yield ROLE
    for (name,) in server.run("SELECT datname FROM pg_database WHERE datallowconn"):
        server.run(f"DROP OWNED BY {ROLE}", url=server.url(name))
    server.run(f"DROP ROLE {ROLE}")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a database in a file, as the one that commands take."""
    path = tmp_path / "tcei.db"
    path.write_bytes(empty_database())
    monkeypatch.setenv("TCEI_DB", f"sqlite:///{path}")
    return path


def test_a_sound_database_is_told_as_such(run: Run, file: Path) -> None:
    told = run("db", "check")

    assert (told.code, told.err) == (0, "")
    assert told.out == f"{file}: tables, version and guards are as they must be\n"


def test_every_difference_is_told(run: Run, file: Path) -> None:
    with raw(file) as connection:
        connection.execute("DROP TRIGGER record_no_update")
        connection.execute("DROP TRIGGER record_no_delete")

    told, as_json = run("db", "check"), run("db", "check", "--json")

    assert (told.code, told.err) == (3, "")
    assert told.out.count("\n") == 2
    assert "guard record_no_update is missing or switched off" in told.out
    assert as_json.code == 3
    assert not as_json.json["ok"]
    assert len(as_json.json["differences"]) == 2


def test_a_database_that_is_not_there_is_not_made_by_looking(run: Run, tmp_path: Path) -> None:
    told = run("db", "check", "--db", f"sqlite:///{tmp_path / 'none.db'}")

    assert (told.code, told.out) == (4, "")
    assert "tcei init" in told.err
    assert not (tmp_path / "none.db").exists()


def test_tables_are_made_and_what_is_there_stays(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"

    assert run("db", "upgrade", "--db", url).code == 0
    assert run("db", "upgrade", "--db", url).code == 0
    assert run("db", "check", "--db", url).code == 0


def test_a_file_knows_no_roles(run: Run, tmp_path: Path) -> None:
    told = run("db", "upgrade", "--role", "clerk", "--db", f"sqlite:///{tmp_path / 'new.db'}")

    assert (told.code, told.out) == (2, "")
    assert "--role" in told.err
    assert not (tmp_path / "new.db").exists()


def test_a_role_is_let_in(run: Run, server: Server, role: str) -> None:
    url = server.new()

    told = run("db", "upgrade", "--db", url, "--role", role)

    assert (told.code, told.err) == (0, "")
    assert "clerk may read and append" in told.out
    assert run("db", "check", "--db", url.replace("owner", role)).code == 0


def test_tables_are_not_made_for_a_role_that_is_not_there(run: Run, server: Server) -> None:
    url = server.new()

    told = run("db", "upgrade", "--db", url, "--role", "nobody_knows")

    assert (told.code, told.out) == (4, "")
    assert "createuser" in told.err
    assert run("db", "check", "--db", url).code == 4


def test_an_office_works_on_a_server(
    run: Run, server: Server, role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an installation is made: the owner makes the tables, a role without rights works."""
    url, folder = server.new(), tmp_path / "office"
    monkeypatch.setattr(AgeSealing, "seal", FastSealing.seal)
    monkeypatch.setattr(AgeSealing, "unseal", FastSealing.unseal)
    monkeypatch.setenv("TCEI_PASSPHRASE", "correct horse battery staple")
    assert run("db", "upgrade", "--db", url, "--role", role).code == 0
    monkeypatch.setenv("TCEI_DB", url.replace("owner", role))

    made = run("init", str(folder))
    assert (made.code, made.err) == (0, "")
    assert not (folder / "tcei.db").exists()
    assert run("org", "add", "Lanternmere water cluster", "--home", str(folder)).code == 0
    assert "Lanternmere" in run("org", "list", "--home", str(folder)).out


def test_a_password_is_told_nowhere(run: Run, server: Server) -> None:
    url = server.url("nowhere", f"owner:{PASSWORD}")

    for command in (("db", "check"), ("db", "upgrade"), ("org", "list")):
        for more in ((), ("--json",)):
            told = run(*command, "--db", url, *more)
            assert told.code == 4
            assert PASSWORD not in told.out + told.err


def test_a_guard_that_is_switched_off_is_told(run: Run, empty_place: Place) -> None:
    with empty_place.raw() as connection:
        connection.execute(text("ALTER TABLE node DISABLE TRIGGER node_no_truncate"))

    told = run("db", "check", "--db", empty_place.url)

    assert told.code == 3
    assert "guard node_no_truncate is missing" in told.out
