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
    """Yield what holds for the record alone: no gap, two people, no certificate of nothing."""
    yield (
        "CREATE TRIGGER record_gapless BEFORE INSERT ON record "
        "WHEN NEW.ledger_index <> (SELECT coalesce(max(ledger_index) + 1, 0) FROM record) "
        "BEGIN SELECT RAISE(ABORT, 'record: the ledger index must follow without a gap'); END"
    )
    decider, confirmer = _member("decider"), _member("confirmer")
    yield (
        "CREATE TRIGGER record_people_apart BEFORE INSERT ON record "
        # A comparison with NULL is never true: who is missing is no second person.
        f"WHEN NEW.kind = 'decision' AND ({decider} IS NULL OR {confirmer} IS NULL "
        f"OR {decider} = {confirmer}) "
        "BEGIN SELECT RAISE(ABORT, 'record: decider and confirmer must be two people'); END"
    )
    yield (
        "CREATE TRIGGER record_certificate_of_decision BEFORE INSERT ON record "
        f"WHEN NEW.kind = 'certificate' AND NOT EXISTS (SELECT 1 FROM decision "  # noqa: S608
        f"WHERE id = {_member('decision')} AND granted_rank > 0 "
        f"AND {_plays('decider')} AND {_plays('confirmer')}) "
        "BEGIN SELECT RAISE(ABORT, 'record: a certificate needs a decision that grants a label');"
        " END"
    )
    yield (
        # REPLACE would remove whatever is in the way of the indexes that hold among certificates.
        "CREATE TRIGGER record_certificate_once BEFORE INSERT ON record "
        "WHEN NEW.kind = 'certificate' AND EXISTS (SELECT 1 FROM record WHERE kind = 'certificate' "  # noqa: S608
        f"AND (decision_id = {_member('decision')} OR number = {_member('number')})) "
        "BEGIN SELECT RAISE(ABORT, "
        "'record: a decision has one certificate, and a number is given once'); END"
    )


def only_of_certificates(table: str) -> str:
    """Return the statement that lets a table hold files of recorded certificates alone."""
    return (
        f"CREATE TRIGGER {table}_of_certificate BEFORE INSERT ON {table} "  # noqa: S608
        "WHEN NOT EXISTS (SELECT 1 FROM record "
        "WHERE id = NEW.certificate_id AND kind = 'certificate') "
        f"BEGIN SELECT RAISE(ABORT, '{table}: there is no such certificate'); END"
    )


def _member(name: str) -> str:
    # Not the generated column: before the insert it need not be there yet.
    return f"json_extract(NEW.content, '$.{name}')"


def _plays(part: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM decision_part WHERE decision_id = decision.id "  # noqa: S608
        f"AND person_id = decision.{part} AND part = '{part}')"
    )


def _refuse(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or removed'); END"
    )


def _same(columns: tuple[str, ...]) -> str:
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
