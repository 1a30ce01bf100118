"""A PostgreSQL server of the tests' own: started when the first test asks, gone at the end.

It listens on a socket in a folder of its own and nowhere else. Each test gets a
database that is copied from a template, as SQLite's tests copy a file.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

OWNER, KNOWN = "owner", "known"
"""The role that owns every database; one that needs a password."""
PASSWORD = "open sesame"  # noqa: S105 -- of a server that lives as long as the tests
PATIENCE = 30.0
"""Seconds after which a server that does not answer is given up."""

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "autovacuum": "off",
}


def missing() -> str | None:
    """Return why no server can be started here, or nothing."""
    if sys.platform == "win32":
        return "the tests start a server on Unix only"
    if binary("initdb") is None or binary("postgres") is None:
        return "no PostgreSQL server is installed: initdb and postgres were not found"
    if os.geteuid() == 0 and ordinary_user() is None:
        return "a PostgreSQL server does not run as root, and there is no other user"
    if find_spec("psycopg") is None:
        return "the driver psycopg is not installed"
    return None


def binary(name: str) -> Path | None:
    """Return a program of the server: on the path, or where Debian keeps it."""
    found = shutil.which(name)
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    return Path(found) if found else (kept[-1] if kept else None)


def _version(path: Path) -> int:
    name = path.parents[1].name
    return int(name) if name.isdigit() else 0


def ordinary_user() -> str | None:
    """Return whom to run the server as when root runs the tests."""
    import pwd  # noqa: PLC0415 -- Unix only

    known = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


@dataclass(slots=True)
class Server:
    """A server that runs."""

    folder: Path
    templates: dict[str, str] = field(default_factory=dict[str, str])
    made: int = 0

    def url(self, name: str, user: str = OWNER) -> str:
        """Return the address of a database, as a role without password."""
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def copy(self, template: str, make: Callable[[str], None]) -> str:
        """Return the address of a new database, copied from one that is made once."""
        if template not in self.templates:
            name = f"template_{template}"
            self.run(f"CREATE DATABASE {name}")
            make(self.url(name))
            self.templates[template] = name
        return self.new(self.templates[template])

    def new(self, template: str = "template0") -> str:
        """Return the address of a new database; without a template it is empty."""
        self.made += 1
        name = f"made_{self.made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = make_url(url).database
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, *statements: str, url: str | None = None) -> list[Any]:
        """Run statements as the owner; return the rows of the last."""
        engine = create_engine(
            (url or self.url("postgres")).replace("postgresql:", "postgresql+psycopg:"),
            isolation_level="AUTOCOMMIT",
        )
        rows: list[Any] = []
        try:
            with engine.connect() as connection:
                for statement in statements:
                    result = connection.execute(text(statement))
                    rows = list(result) if result.returns_rows else []
        finally:
            engine.dispose()
        return rows


@contextmanager
def running() -> Generator[Server]:
    """Start a server; stop it and remove its folder at the end."""
    user = ordinary_user() if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        _initialise(data, user)
        (data / "pg_hba.conf").write_text(f"local all {KNOWN} scram-sha-256\nlocal all all trust\n")
        with (folder / "log").open("wb") as log, _process(data, folder, user, log) as process:
            server = Server(folder)
            _wait_for(server, process)
            server.run(f"CREATE ROLE {KNOWN} LOGIN PASSWORD '{PASSWORD}'")
            yield server


def _initialise(data: Path, user: str | None) -> None:
    subprocess.run(
        [
            str(binary("initdb")), "--pgdata", str(data), "--username", OWNER, "--auth", "trust",
            "--encoding", "UTF8", "--no-locale", "--no-sync",
        ],
        check=True, stdout=subprocess.DEVNULL, cwd="/",
        user=user, group=_group(user), extra_groups=None if user is None else (),
    )  # fmt: skip


@contextmanager
def _process(
    data: Path, folder: Path, user: str | None, log: IO[bytes]
) -> Generator[subprocess.Popen[bytes]]:
    settings = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
    process = subprocess.Popen(
        [str(binary("postgres")), "-D", str(data), "-k", str(folder), *settings],
        stdout=log, stderr=log, cwd="/", start_new_session=True,
        user=user, group=_group(user), extra_groups=None if user is None else (),
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGQUIT)  # immediate shutdown: nothing of it is kept
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _group(user: str | None) -> int | None:
    import pwd  # noqa: PLC0415 -- Unix only

    return None if user is None else pwd.getpwnam(user).pw_gid


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.run("SELECT 1")
        except OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
