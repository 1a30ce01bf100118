"""Bringing tables to the present version, and telling where they differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from tcei_rules.errors import NotAllowedError
from tcei_rules.store.dialects import DIALECTS
from tcei_rules.store.tables import METADATA

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

MIGRATIONS: Final = "tcei_rules.store:migrations"

_TRIGGER: Final = re.compile(r"CREATE TRIGGER (\w+)")


def upgrade(connection: Connection) -> None:
    """Make the tables, or bring them to the present version.

    Raises:
        NotAllowedError: They are of a version that this program does not know.
    """
    from alembic import command  # noqa: PLC0415 -- 0.3 s, only when tables are made
    from alembic.util import CommandError  # noqa: PLC0415

    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise NotAllowedError("database.other_version", cause=str(error)) from error


def versions(connection: Connection) -> tuple[str, ...]:
    """Return the versions that the tables are at: one, or none where there are no tables."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    return MigrationContext.configure(connection).get_current_heads()


def differences(connection: Connection, triggers: frozenset[str]) -> tuple[str, ...]:
    """Tell where tables, versions and guards are not as this program knows them.

    Args:
        connection: To the database.
        triggers: The names of those at work in it.
    """
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = ScriptDirectory.from_config(_config())
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return (
        *_versions(versions(connection), tuple(scripts.get_heads())),
        *map(_told, compare_metadata(context, METADATA)),
        *_guards(scripts, connection.dialect.name, triggers),
    )


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config


def _versions(there: tuple[str, ...], newest: tuple[str, ...]) -> Iterator[str]:
    if set(there) != set(newest):
        yield f"version {', '.join(there)}, and the newest is {', '.join(newest)}"


def _told(difference: list[Any] | tuple[Any, ...]) -> str:
    """Return a difference as one line; Alembic gives tuples, and lists of them for columns."""
    if isinstance(difference, list):
        return "; ".join(map(_told, difference))
    action, *parts = difference
    named = [getattr(part, "name", None) or part for part in parts if part is not None]
    return " ".join(map(str, [action, *named]))


def _guards(scripts: ScriptDirectory, dialect: str, triggers: frozenset[str]) -> Iterator[str]:
    """Yield the guards that some migration made and that are not at work."""
    for revision in scripts.walk_revisions():
        guards = getattr(revision.module, "guards", None)
        statements = () if guards is None else guards(DIALECTS[dialect])
        for statement in statements:
            made = _TRIGGER.match(statement)
            if made and made.group(1) not in triggers:
                yield f"guard {made.group(1)} is missing or switched off"
