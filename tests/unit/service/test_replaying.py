"""Replays: past decisions judged once more; the first difference is named with its kind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.replay import MOST_LISTED, Replay, ReplayReport
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.derived import Deriver, Readings
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.findings import Findings
from tcei_rules.engine.judging import outcome_of
from tcei_rules.engine.reference import Reference
from tcei_rules.errors import NotFoundError
from tcei_rules.ledger.tree import root_at
from tcei_rules.service import replaying
from tcei_rules.service.audit.report import CheckName, State
from tcei_rules.service.erasing import Erasing
from tcei_rules.service.replaying import Replayed, Replaying, Tally
from tcei_rules.store import nodes, records
from tests.audited import audit, audited_office, unguarded
from tests.home import Office, both_evaluators, gold_answers, rows_of


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with two decisions that grant Gold, and a refusal."""
    return audited_office(tmp_path)


@pytest.fixture
def replays(office: Office) -> Replaying:
    """Give the replay with both evaluators."""
    return Replaying(office.desk, both_evaluators)


def decisions(office: Office) -> list[str]:
    """Return the ids of all decisions, in the order of the ledger."""
    return [row[1] for row in rows_of(office.path, "record") if row[2] == "decision"]


def members(office: Office, record_id: str) -> dict[str, str]:
    """Return what a record says."""
    (content,) = (row[4] for row in rows_of(office.path, "record") if row[1] == record_id)
    found: dict[str, str] = json.loads(content)
    return found


def first_after(office: Office, change: Callable[[sqlite3.Connection, str], object]) -> Replayed:
    """Change something about the first decision, past all guards, and replay it."""
    decision = decisions(office)[0]
    with unguarded(office.path) as connection:
        change(connection, decision)
    return Replaying(office.desk, both_evaluators).replay(decision)


def test_every_decision_comes_out_the_same(office: Office, replays: Replaying) -> None:
    found = list(replays.replay_all())

    assert {one.result for one in found} == {Replay.SAME}
    assert [one.label for one in found] == ["gold", "gold", None]
    assert {one.ruleset for one in found} == {"ecei/2.0.0"}
    assert [replays.replay(one) for one in decisions(office)] == found


def test_replaying_twice_is_the_same_and_changes_nothing(
    office: Office, replays: Replaying
) -> None:
    with office.nothing_stored():
        assert list(replays.replay_all()) == list(replays.replay_all())


@pytest.mark.parametrize("at_once", [1, 2, 3, 200])
def test_all_are_replayed_in_the_order_of_the_ledger_whatever_the_batch(
    office: Office, replays: Replaying, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(replaying, "AT_ONCE", at_once)

    assert [one.decision for one in replays.replay_all()] == decisions(office)
    assert replays.count() == len(decisions(office))


def test_no_more_decisions_are_gathered_than_go_into_a_batch(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So memory does not grow with the ledger: each is judged before the next batch is read."""
    monkeypatch.setattr(replaying, "AT_ONCE", 1)
    looks: list[str] = []
    read = office.database.read

    def looking(work: Callable[[Connection], object]) -> object:
        looks.append("read")
        return read(work)

    monkeypatch.setattr(office.database, "read", looking)

    def evaluations(ruleset: Ruleset) -> Evaluation:
        looks.append("judge")
        return both_evaluators(ruleset)

    assert len(list(Replaying(office.desk, evaluations).replay_all())) == 3
    assert looks == [*["read", "judge"] * 3, "read"]


def test_a_decision_that_is_not_there_is_told(office: Office, replays: Replaying) -> None:
    case = members(office, decisions(office)[0])["case"]

    for one in ("01" + "9" * 24, case):
        with pytest.raises(NotFoundError) as caught:
            replays.replay(one)
        assert caught.value.message == "decision.absent"


# The record


def test_a_changed_row_is_a_record_that_was_altered(office: Office) -> None:
    def change(connection: sqlite3.Connection, decision: str) -> None:
        connection.execute(
            "UPDATE record SET content = replace(content, '\"gold\"', '\"bronze\"') WHERE id = ?",
            [decision],
        )

    found = first_after(office, change)

    assert (found.result, found.path) == (Replay.RECORD, "")
    assert found.expected != found.found


def test_a_row_changed_with_its_digest_is_a_record_that_was_altered(office: Office) -> None:
    def change(connection: sqlite3.Connection, decision: str) -> None:
        content = json.dumps(members(office, decision) | {"label": "silver"}, sort_keys=True)
        content = content.replace(": ", ":").replace(", ", ",")
        connection.execute(
            "UPDATE record SET content = ?, digest = ? WHERE id = ?",
            [content, sha256(content.encode()), decision],
        )

    assert first_after(office, change).result is Replay.RECORD


def test_a_changed_digest_is_a_record_that_was_altered(office: Office) -> None:
    def change(connection: sqlite3.Connection, decision: str) -> None:
        digest = "sha256:" + "0" * 64
        connection.execute("UPDATE record SET digest = ? WHERE id = ?", [digest, decision])

    found = first_after(office, change)

    assert (found.result, found.path) == (Replay.RECORD, "/digest")
    assert found.found == "sha256:" + "0" * 64


@pytest.mark.parametrize("hash_", [None, bytes(32), "text"])
def test_an_entry_that_the_tree_does_not_have_is_a_record_that_was_altered(
    office: Office, hash_: object
) -> None:
    def change(connection: sqlite3.Connection, decision: str) -> None:
        where = "level = 0 AND position = (SELECT ledger_index FROM record WHERE id = ?)"
        if hash_ is None:
            connection.execute(f"DELETE FROM node WHERE {where}", [decision])
        else:
            connection.execute(f"UPDATE node SET hash = ? WHERE {where}", [hash_, decision])

    assert first_after(office, change).result is Replay.RECORD


# The criteria


@pytest.mark.parametrize("content", [b"language: 1\n", b"\xff", "a text", None, b"swapped"])
@pytest.mark.parametrize("read_before", [True, False])
def test_a_swapped_or_missing_text_is_told_as_the_ruleset(
    office: Office, replays: Replaying, content: object, *, read_before: bool
) -> None:
    """Also by a replay that read the text before it was swapped."""
    decision = decisions(office)[0]
    digest = members(office, decision)["ruleset"]
    if read_before:
        assert replays.replay(decision).result is Replay.SAME
    with unguarded(office.path) as connection:
        (text,) = connection.execute(
            "SELECT content FROM ruleset WHERE digest = ?", [digest]
        ).fetchone()
        swapped = (
            text.replace(b"at_least: 80 %", b"at_least: 70 %") if content == b"swapped" else content
        )
        assert swapped != text
        if swapped is None:
            connection.execute("DELETE FROM ruleset WHERE digest = ?", [digest])
        else:
            connection.execute("UPDATE ruleset SET content = ? WHERE digest = ?", [swapped, digest])

    found = replays.replay(decision)

    assert (found.result, found.path, found.expected) == (Replay.RULESET, "/ruleset", digest)
    assert {one.result for one in replays.replay_all()} == {Replay.RULESET}


# The inputs

OPENED = ("facts", "history", "outcome", "packed")


@pytest.mark.parametrize("name", OPENED)
@pytest.mark.parametrize("what", ["altered", "missing", "of another kind", "with another salt"])
def test_an_opening_that_was_altered_or_taken_away_is_told_as_the_input(
    office: Office, name: str, what: str
) -> None:
    """Without an entry that says so, nothing was erased."""
    statements = {
        "altered": "UPDATE opening SET content = replace(content, '1', '2') || ' '",
        "missing": "DELETE FROM opening",
        "of another kind": "UPDATE opening SET content = x'ff'",
        "with another salt": "UPDATE opening SET salt = 'none'",
    }

    def change(connection: sqlite3.Connection, decision: str) -> None:
        commitment = members(office, decision)[name]
        connection.execute(f"{statements[what]} WHERE commitment = ?", [commitment])

    found = first_after(office, change)

    assert (found.result, found.path) == (Replay.INPUT, f"/{name}")


# Erased on purpose


def test_what_was_erased_is_told_as_erased_and_the_others_are_the_same(office: Office) -> None:
    first, second, refused = decisions(office)
    Erasing(office.desk).erase(members(office, refused)["case"])

    tally = Tally()
    for one in Replaying(office.desk, both_evaluators).replay_all():
        tally.add(one)

    assert tally.results == {Replay.SAME: 2, Replay.ERASED: 1}
    assert [(one.decision, one.path) for one in tally.others] == [(refused, "/facts")]
    assert (tally.total, tally.same, tally.erased, tally.is_clean) == (3, 2, 1, True)
    assert {first, second} == set(decisions(office)) - {refused}


def test_an_erasure_that_was_altered_erases_nothing(office: Office, replays: Replaying) -> None:
    """It is told, and does not keep the other decisions from being replayed."""
    refused = decisions(office)[2]
    Erasing(office.desk).erase(members(office, refused)["case"])
    with unguarded(office.path) as connection:
        connection.execute("UPDATE record SET digest = 'x' WHERE kind = 'erasure'")

    assert [one.result for one in replays.replay_all()] == [
        Replay.SAME, Replay.SAME, Replay.RECORD,
    ]  # fmt: skip


# The engine


class JudgingOtherwise(Evaluation):
    """Two evaluators that agree on something else: one finding is another."""

    def judge(self, assessment: Assessment, history: History) -> Outcome:
        readings = Deriver(self.ruleset).derive(assessment, history)
        found = Reference(self.ruleset).evaluate(readings)
        lie = replace(found, requirements=(3, *found.requirements[1:]))
        return outcome_of(self.ruleset, readings, lie)


class Liar:
    """A second evaluator that sees another label."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._reference = Reference(ruleset)

    def evaluate(self, readings: Readings) -> Findings:
        return replace(self._reference.evaluate(readings), label=-1)

    def trace(self, readings: Readings) -> tuple[str, ...]:
        del readings
        return ()


def test_an_engine_that_judges_otherwise_is_told_with_the_first_path(office: Office) -> None:
    """The path is a JSON Pointer into what was recorded."""
    found = Replaying(office.desk, JudgingOtherwise).replay(decisions(office)[0])

    assert found.result is Replay.ENGINE
    assert found.path.startswith("/outcome/")
    assert found.expected != found.found
    assert "nothing" not in (found.expected, found.found)
    assert _recorded_at(office, found) == found.expected


def _recorded_at(office: Office, found: Replayed) -> str:
    """Return what the record has at a path, found by other means than the replay's own."""
    _, name, *steps = found.path.split("/")
    commitment = members(office, found.decision)[name]
    content = office.database.read(lambda c: records.open_commitment(c, commitment))
    assert content is not None
    value: Any = json.loads(content)
    for step in steps:
        value = value[int(step) if step.isdigit() else step]
    return str(value)


def test_evaluators_that_disagree_today_are_told_as_the_engine(office: Office) -> None:
    found = Replaying(office.desk, lambda one: Evaluation(one, Liar(one))).replay(
        decisions(office)[0]
    )

    assert found.result is Replay.ENGINE


# Reports


def tally_of(*results: Replay) -> Tally:
    tally = Tally()
    for number, result in enumerate(results):
        tally.add(Replayed(decision=f"01{number:024d}", result=result, path="/outcome/label"))
    return tally


def test_a_report_is_an_entry_over_the_head_that_was_replayed(
    office: Office, replays: Replaying
) -> None:
    tally = Tally()
    for one in replays.replay_all():
        tally.add(one)
    size = len(rows_of(office.path, "record"))

    entry = replays.report(tally)

    report = records.public_part(entry, ReplayReport)
    root = office.database.read(lambda c: root_at(nodes.StoredNodes(c), size))
    assert (entry.kind, entry.kind.value) == (RecordKind.REPLAY, "replay report")
    assert (report.size, report.root) == (size, f"sha256:{root.hex()}")
    assert (report.results, report.others) == ({Replay.SAME: 3}, ())
    assert entry.ledger_index == size
    assert report.replayed_at == entry.recorded_at
    assert {one.state for one in audit(office).results} <= {State.PASSED, State.UNCHECKED}
    assert audit(office).result(CheckName.RECORDS).state is State.PASSED


def test_a_decision_that_came_since_is_not_among_those_reported(
    office: Office, replays: Replaying
) -> None:
    """A report says that every decision under its head was judged; so it must be true."""
    tally = Tally()
    for one in replays.replay_all():
        tally.add(one)
    later = office.decide(office.freeze(gold_answers()))

    report = records.public_part(replays.report(tally), ReplayReport)

    index = next(
        row[0] for row in rows_of(office.path, "record") if row[1] == later.record.decision
    )
    root = office.database.read(lambda c: root_at(nodes.StoredNodes(c), index))
    assert (report.size, report.root) == (index, f"sha256:{root.hex()}")


def test_a_report_lists_the_first_ones_and_counts_all(replays: Replaying) -> None:
    """An entry has a limit, and the worst report must fit as well."""
    tally = tally_of(*[Replay.ENGINE] * (MOST_LISTED + 20), *[Replay.SAME] * 5)

    report = records.public_part(replays.report(tally), ReplayReport)

    assert report.results == {Replay.ENGINE: MOST_LISTED + 20, Replay.SAME: 5}
    assert len(report.others) == MOST_LISTED
    assert report.others[0].decision == f"01{0:024d}"
    assert report.others[0].path == "/outcome/label"


def test_a_tally_is_clean_if_nothing_came_out_otherwise() -> None:
    assert tally_of(Replay.SAME, Replay.ERASED).is_clean
    assert Tally().is_clean
    for other in set(Replay) - {Replay.SAME, Replay.ERASED}:
        assert not tally_of(Replay.SAME, other).is_clean
