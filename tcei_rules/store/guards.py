"""Triggers that refuse UPDATE, DELETE and REPLACE where a row is for ever.

`BEFORE INSERT` looks for a row that is already there, since a connection
without `recursive_triggers` deletes silently on REPLACE.
"""

from collections.abc import Iterator


def insert_only(table: str, *keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that make a table's rows final.

    Args:
        table: Its name.
        keys: Columns that identify a row, one group for each way.
    """
    yield from never_changed(table, *keys)
    yield _refuse(table, "DELETE")


def never_changed(table: str, *keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements under which rows can be erased, and never be altered."""
    yield _refuse(table, "UPDATE")
    same = " OR ".join(_same(group) for group in keys)
    yield (
        # Names of tables and columns, never what someone entered.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: this row is already there'); END"
    )


def record_guards() -> Iterator[str]:
    """Yield what holds for the record alone: no gap, and two people for a decision."""
    yield (
        "CREATE TRIGGER record_gapless BEFORE INSERT ON record "
        "WHEN NEW.ledger_index <> (SELECT coalesce(max(ledger_index) + 1, 0) FROM record) "
        "BEGIN SELECT RAISE(ABORT, 'record: the ledger index must follow without a gap'); END"
    )
    yield (
        "CREATE TRIGGER record_people_apart BEFORE INSERT ON record "
        "WHEN NEW.kind = 'decision' AND json_extract(NEW.content, '$.decider') = "
        "json_extract(NEW.content, '$.confirmer') "
        "BEGIN SELECT RAISE(ABORT, 'record: decider and confirmer must be two people'); END"
    )


def _refuse(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or removed'); END"
    )


def _same(columns: tuple[str, ...]) -> str:
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
