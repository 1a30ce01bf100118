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
    yield _guard(table, "no_replace", _exists(table, same), "this row is already there")


def record_guards() -> Iterator[str]:
    """Yield what holds for the record alone: no gap, two people, no certificate of nothing."""
    yield _guard(
        "record",
        "gapless",
        "NEW.ledger_index <> (SELECT coalesce(max(ledger_index) + 1, 0) FROM record)",
        "the ledger index must follow without a gap",
    )
    decider, confirmer = _member("decider"), _member("confirmer")
    # A comparison with NULL is never true: who is missing is no second person.
    alone = f"({decider} IS NULL OR {confirmer} IS NULL OR {decider} = {confirmer})"
    yield _guard(
        "record",
        "people_apart",
        f"NEW.kind = 'decision' AND {alone}",
        "decider and confirmer must be two people",
    )
    granting = f"id = {_member('decision')} AND granted_rank > 0"
    held = f"{granting} AND {_plays('decider')} AND {_plays('confirmer')}"
    yield _guard(
        "record",
        "certificate_of_decision",
        f"NEW.kind = 'certificate' AND NOT {_exists('decision', held)}",
        "a certificate needs a decision that grants a label",
    )
    # REPLACE would remove whatever is in the way of the indexes that hold among certificates.
    same = f"(decision_id = {_member('decision')} OR number = {_member('number')})"
    issued = _exists("record", f"kind = 'certificate' AND {same}")
    yield _guard(
        "record",
        "certificate_once",
        f"NEW.kind = 'certificate' AND {issued}",
        "a decision has one certificate, and a number is given once",
    )


def only_of_certificates(table: str) -> str:
    """Return the statement that lets a table hold files of recorded certificates alone."""
    recorded = _exists("record", "id = NEW.certificate_id AND kind = 'certificate'")
    return _guard(table, "of_certificate", f"NOT {recorded}", "there is no such certificate")


def _guard(table: str, name: str, when: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


def _refuse(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or removed'); END"
    )


def _exists(table: str, where: str) -> str:
    # Names of tables and columns, never what someone entered.
    return f"EXISTS (SELECT 1 FROM {table} WHERE {where})"  # noqa: S608


def _same(columns: tuple[str, ...]) -> str:
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"


def _member(name: str) -> str:
    # Not the generated column: before the insert it need not be there yet.
    return f"json_extract(NEW.content, '$.{name}')"


def _plays(part: str) -> str:
    played = f"decision_id = decision.id AND person_id = decision.{part} AND part = '{part}'"
    return _exists("decision_part", played)
