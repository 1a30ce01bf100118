"""Triggers that refuse UPDATE, DELETE, TRUNCATE and REPLACE where a row is for ever.

`BEFORE INSERT` looks for a row that is already there, since a connection to
SQLite without `recursive_triggers` deletes silently on REPLACE.
"""

from __future__ import annotations

from collections.abc import Iterator

from tcei_rules.store.dialects import Dialect

_FOR_EVER = "rows are never changed or removed"


def insert_only(dialect: Dialect, table: str, *keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that make a table's rows final.

    Args:
        dialect: Of the database.
        table: Its name.
        keys: Columns that identify a row, one group for each way.
    """
    for action in dialect.actions:
        yield from dialect.refuse(table, action, _FOR_EVER)
    yield from _no_replace(dialect, table, keys)


def never_changed(dialect: Dialect, table: str, *keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements under which rows can be erased, and never be altered."""
    yield from dialect.refuse(table, "UPDATE", _FOR_EVER)
    yield from _no_replace(dialect, table, keys)


def record_guards(dialect: Dialect) -> Iterator[str]:
    """Yield what holds for the record alone: its order, its people, what rests on what."""
    yield from _order(dialect)
    yield from _resting_on_each_other(dialect)
    yield from _once(dialect)
    decider, confirmer = dialect.member("decider"), dialect.member("confirmer")
    # A comparison with NULL is never true: who is missing is no second person.
    alone = f"({decider} IS NULL OR {confirmer} IS NULL OR {decider} = {confirmer})"
    yield from dialect.refuse_when(
        "record",
        "people_apart",
        f"NEW.kind = 'decision' AND {alone}",
        "decider and confirmer must be two people",
    )


def _order(dialect: Dialect) -> Iterator[str]:
    yield from dialect.refuse_when(
        "record",
        "gapless",
        "NEW.ledger_index <> (SELECT coalesce(max(ledger_index) + 1, 0) FROM record)",
        "the ledger index must follow without a gap",
    )
    yield from dialect.refuse_when(
        "record",
        "genesis_first",
        "(NEW.kind = 'genesis') <> (NEW.ledger_index = 0)",
        "the trust root is the first record, and only the first",
    )
    yield from dialect.refuse_when(
        "record",
        "never_back_dated",
        _exists("record", "ledger_index = NEW.ledger_index - 1 AND recorded_at > NEW.recorded_at"),
        "nothing is recorded under a time before the record ahead of it",
    )


def _resting_on_each_other(dialect: Dialect) -> Iterator[str]:
    published = f"kind = 'publication' AND ruleset_digest = {dialect.member('ruleset')}"
    yield from dialect.refuse_when(
        "record",
        "published_ruleset",
        f"NEW.kind IN ('case', 'decision') AND NOT {_exists('record', published)}",
        "cases and decisions rest on a published ruleset",
    )
    granting = f"id = {dialect.member('decision')} AND granted_rank > 0"
    held = f"{granting} AND {_plays('decider')} AND {_plays('confirmer')}"
    yield from dialect.refuse_when(
        "record",
        "certificate_of_decision",
        f"NEW.kind = 'certificate' AND NOT {_exists('decision', held)}",
        "a certificate needs a decision that grants a label",
    )


def _once(dialect: Dialect) -> Iterator[str]:
    """Yield what holds among records of a kind: REPLACE removes what is in an index's way."""
    decision, number = dialect.member("decision"), dialect.member("number")
    issued = f"kind = 'certificate' AND (decision_id = {decision} OR number = {number})"
    yield from dialect.refuse_when(
        "record",
        "certificate_once",
        f"NEW.kind = 'certificate' AND {_exists('record', issued)}",
        "a decision has one certificate, and a number is given once",
    )
    scheme, version = dialect.member("scheme"), dialect.member("version")
    frozen = f"kind = 'publication' AND scheme = {scheme} AND version = {version}"
    yield from dialect.refuse_when(
        "record",
        "publication_once",
        f"NEW.kind = 'publication' AND {_exists('record', frozen)}",
        "a version is published once",
    )


def certificate_decision_guards(dialect: Dialect) -> Iterator[str]:
    """Yield what holds for decisions about certificates: their people, and what may follow what."""
    mine = "NEW.kind = 'certificate decision'"
    decider, confirmer = dialect.member("decider"), dialect.member("confirmer")
    certificate, kind = dialect.member("certificate"), dialect.member("kind")
    yield from dialect.refuse_when(
        "record",
        "certificate_people_apart",
        f"{mine} AND ({decider} IS NULL OR {confirmer} IS NULL OR {decider} = {confirmer})",
        "decider and confirmer must be two people",
    )
    issued = f"kind = 'certificate' AND id = {certificate}"
    yield from dialect.refuse_when(
        "record",
        "decision_of_certificate",
        f"{mine} AND NOT {_exists('record', issued)}",
        "there is no such certificate",
    )
    behind = f"(SELECT decision_id FROM record WHERE {issued})"  # noqa: S608
    judged = (
        f"decision_id = {behind} AND part = 'assessor' AND person_id IN ({decider}, {confirmer})"
    )
    yield from dialect.refuse_when(
        "record",
        "certificate_assessor",
        f"{mine} AND {_exists('decision_part', judged)}",
        "who assessed a case decides nothing about its certificate",
    )
    before = f"FROM certificate_decision WHERE certificate_id = {certificate}"
    last = f"coalesce((SELECT kind {before} ORDER BY position DESC LIMIT 1), 'issue')"
    legal = " OR ".join(
        f"(coalesce({kind}, '') = '{after}' AND {last} IN ({states}))"
        for after, states in (
            ("suspend", "'issue', 'reinstate'"),
            ("reinstate", "'suspend'"),
            ("withdraw", "'issue', 'suspend', 'reinstate'"),
        )
    )
    yield from dialect.refuse_when(
        "record",
        "certificate_transition",
        f"{mine} AND NOT ({legal})",
        "this cannot follow on what was decided about the certificate before",
    )


def only_of_records(dialect: Dialect, table: str, kind: str) -> Iterator[str]:
    """Yield what lets a table hold rows of records of a kind alone."""
    recorded = _exists("record", f"id = NEW.id AND kind = '{kind}'")
    yield from dialect.refuse_when(table, "of_record", f"NOT {recorded}", "there is no such record")


def only_of_certificates(dialect: Dialect, table: str) -> Iterator[str]:
    """Yield what lets a table hold files of recorded certificates alone."""
    recorded = _exists("record", "id = NEW.certificate_id AND kind = 'certificate'")
    yield from dialect.refuse_when(
        table, "of_certificate", f"NOT {recorded}", "there is no such certificate"
    )


def _no_replace(dialect: Dialect, table: str, keys: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    same = " OR ".join(_same(group) for group in keys)
    yield from dialect.refuse_when(
        table, "no_replace", _exists(table, same), "this row is already there"
    )


def _exists(table: str, where: str) -> str:
    # Names of tables and columns, never what someone entered.
    return f"EXISTS (SELECT 1 FROM {table} WHERE {where})"  # noqa: S608


def _same(columns: tuple[str, ...]) -> str:
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"


def _plays(part: str) -> str:
    played = f"decision_id = decision.id AND person_id = decision.{part} AND part = '{part}'"
    return _exists("decision_part", played)
