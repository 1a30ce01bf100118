"""What an audit says beside its results: remarks, counts, and what could not be checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_certificates.proving import CredentialProofs
from tcei_certificates.trust import Trust
from tcei_rules.ledger.cosignatures import cosign
from tcei_rules.ledger.notes import Note, NoteSignature
from tcei_rules.service.audit.report import (
    LONGEST_TOLD,
    MOST_TOLD,
    AuditReport,
    CheckName,
    CheckResult,
    State,
)
from tcei_rules.service.audit.tree import Pinned
from tcei_rules.service.auditing import Auditing
from tcei_rules.service.erasing import Erasing
from tcei_rules.service.replaying import Replaying, Tally
from tcei_rules.store import checkpoints
from tcei_rules.wording import say
from tests.audited import EARLY, LATE, audit, audited_office, failed, unguarded
from tests.certificate_samples import sample_trust
from tests.home import Office, both_evaluators, empty_database, gold_answers, rows_of
from tests.proving import WITNESSES, witnessed_trust


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return audited_office(tmp_path)


def remarks(report: AuditReport, name: CheckName) -> dict[str, dict[str, str]]:
    """Return what is said beside a check: values by message, each of which has a sentence."""
    found = report.result(name).remarks
    assert all(say(one.message, one.values) for one in found)
    return {one.message: dict(one.values) for one in found}


def by(office: Office, trust: Trust) -> CheckResult:
    """Return the check of witnesses by another trust root."""
    pinned = Pinned(keys=trust.ledger_keys, policy=trust.witness_policy, trust=trust.to_bytes())
    auditing = Auditing(office.desk, CredentialProofs(trust))
    return auditing.verify(pinned).result(CheckName.WITNESSES)


def test_every_check_is_told_in_its_order(office: Office) -> None:
    report = audit(office)

    assert [one.name for one in report.results] == list(CheckName)
    assert report.is_clean
    assert report.size == len(rows_of(office.path, "record"))


def test_an_audit_changes_nothing(office: Office) -> None:
    with office.nothing_stored():
        audit(office, EARLY, LATE)


def test_whoever_waits_is_told_of_every_row(office: Office) -> None:
    ticks: list[int] = []
    trust = sample_trust()
    auditing = Auditing(office.desk, CredentialProofs(trust))
    pinned = Pinned(keys=trust.ledger_keys, policy=trust.witness_policy, trust=trust.to_bytes())

    auditing.verify(pinned, ticks.append)

    assert sum(ticks) == auditing.size() == len(rows_of(office.path, "record"))


# Heads


def test_entries_since_the_last_head_are_counted(office: Office) -> None:
    before = len(rows_of(office.path, "record"))
    assert remarks(audit(office), CheckName.HEADS) == {}
    office.freeze(gold_answers())
    now = len(rows_of(office.path, "record"))

    said = remarks(audit(office), CheckName.HEADS)

    assert said == {"audit.heads.since": {"count": str(now - before), "size": str(before)}}
    assert audit(office).result(CheckName.HEADS).state is State.PASSED


def test_without_a_kept_head_it_could_not_be_checked(office: Office) -> None:
    result = audit(office).result(CheckName.KEPT_HEADS)

    assert (result.state, result.unchecked, result.looked_at) == (State.UNCHECKED, 1, 0)
    assert [one.message for one in result.remarks] == ["audit.kept.none"]


def test_every_kept_head_is_looked_at(office: Office) -> None:
    one, both = (
        audit(office, *heads).result(CheckName.KEPT_HEADS) for heads in ((LATE,), (EARLY, LATE))
    )

    assert (one.state, both.state) == (State.PASSED, State.PASSED)
    assert both.looked_at == 2 * one.looked_at


# Witnesses


def test_a_trust_root_that_demands_no_witness_says_so(office: Office) -> None:
    report = audit(office)

    assert report.result(CheckName.WITNESSES).state is State.PASSED
    assert remarks(report, CheckName.WITNESSES) == {"audit.witnesses.none": {}}


def cosigned(office: Office, *lines: NoteSignature) -> None:
    """Lay a latest head with more lines beside those that are there, as a collected one."""
    head = office.heads.latest()
    note = Note(head.note.text, (*head.note.signatures, *lines))
    content = note.to_bytes().decode()
    office.database.write(lambda c: checkpoints.keep(c, head.checkpoint.size, content))


def line(office: Office, name: str) -> NoteSignature:
    """Return a witness's cosignature under the latest head."""
    return cosign(office.heads.latest().checkpoint, f"{name}.example", WITNESSES[name], 1)


def test_missing_cosignatures_could_not_be_checked_and_are_named(office: Office) -> None:
    cosigned(office, line(office, "one"))

    result = by(office, witnessed_trust())

    assert result.state is State.UNCHECKED
    (remark,) = result.remarks
    assert (remark.message, dict(remark.values)) == ("audit.witnesses.missing", {"names": "two"})


def test_enough_cosignatures_pass(office: Office) -> None:
    cosigned(office, line(office, "one"), line(office, "two"))

    result = by(office, witnessed_trust())

    assert (result.state, result.remarks) == (State.PASSED, [])


def test_a_false_cosignature_fails(office: Office) -> None:
    """Whoever wrote it has no key of a witness, and wants one believed all the same."""
    true = line(office, "two")
    false = NoteSignature(true.name, true.key_id, true.signature[:-1] + bytes([0]))
    assert false != true
    cosigned(office, line(office, "one"), false)

    result = by(office, witnessed_trust())

    assert result.state is State.FAILED
    assert result.failures[0].what == "cosignatures"


def test_where_no_head_is_signed_there_is_nothing_to_cosign(office: Office) -> None:
    with unguarded(office.path) as connection:
        connection.execute("DELETE FROM checkpoint")

    result = by(office, witnessed_trust())

    assert result.state is State.UNCHECKED
    assert [one.message for one in result.remarks] == ["audit.witnesses.no_head"]


# Certificates, erasures, replays


def test_a_certificate_that_is_not_signed_yet_is_told_by_its_number(office: Office) -> None:
    with unguarded(office.path) as connection:
        connection.execute("DELETE FROM certificate_file")

    result = audit(office).result(CheckName.CERTIFICATES)

    assert [(one.message, one.values["number"]) for one in result.remarks] == [
        ("audit.certificates.unsigned", "DEMO-ECEI-2026-0001"),
        ("audit.certificates.unsigned", "DEMO-ECEI-2026-0002"),
    ]
    assert result.state is State.PASSED


def test_erased_openings_are_counted(office: Office) -> None:
    case = next(row[1] for row in rows_of(office.path, "record") if row[2] == "case")
    count = Erasing(office.desk).erase(case).commitments

    report = audit(office, LATE)

    # The facts are committed to twice: by the assessment and by the decision.
    said = remarks(report, CheckName.OPENINGS)
    assert said == {"audit.openings.erased": {"count": str(count)}}
    assert remarks(report, CheckName.DECISIONS) == {"audit.decisions.erased": {}}
    assert report.is_clean


def test_a_report_of_replays_is_a_record_like_any_other(office: Office) -> None:
    replays = Replaying(office.desk, both_evaluators)
    tally = Tally()
    for one in replays.replay_all():
        tally.add(one)

    replays.report(tally)

    assert tally.same == 3
    assert failed(office, EARLY, LATE) == set()


def test_approvals_could_not_be_checked_yet(office: Office) -> None:
    assert remarks(audit(office), CheckName.CRITERIA) == {"audit.criteria.no_approval": {}}


# What does not end in a report would end in nothing


OTHER_KINDS = {
    "a text in place of bytes": ("ruleset", "UPDATE ruleset SET content = 'text'"),
    "bytes in place of a time": ("record", "UPDATE record SET recorded_at = x'00'"),
    "bytes in place of the content": ("record", "UPDATE record SET content = x'7b7d'"),
    "a text in place of a hash": ("node", "UPDATE node SET hash = 'text'"),
    "bytes in place of an opening": ("opening", "UPDATE opening SET content = x'ff'"),
    "bytes in place of a salt": ("opening", "UPDATE opening SET salt = x'ff'"),
    "bytes in place of a head": ("checkpoint", "UPDATE checkpoint SET content = x'ff'"),
    "a text in place of a size": ("checkpoint", "UPDATE checkpoint SET size = 'x'"),
    "bytes in place of a label": ("published_label", "UPDATE published_label SET content = x'ff'"),
    "a text in place of a file": ("certificate_file", "UPDATE certificate_file SET content = 'x'"),
    "a text in place of a rank": ("decision", "UPDATE decision SET granted_rank = 'x'"),
}


@pytest.mark.parametrize("what", OTHER_KINDS)
def test_a_value_of_another_kind_fails_and_is_named(office: Office, what: str) -> None:
    """SQLite lets any value stand anywhere, and nothing can be compared with it then."""
    table, statement = OTHER_KINDS[what]
    with unguarded(office.path) as connection:
        connection.execute(statement)

    report = audit(office, EARLY, LATE)

    first, *others = report.results
    assert (first.name, first.state) == (CheckName.RECORDS, State.FAILED)
    assert all(one.row.startswith(f"{table} ") for one in first.failures)
    assert all(one.expected != one.found for one in first.failures)
    assert {one.state for one in others} == {State.UNCHECKED}
    assert not report.is_clean


BROKEN = {
    "no member": "UPDATE record SET content = '{}' WHERE kind = 'decision'",
    "no members": "UPDATE record SET content = '[]' WHERE kind = 'case'",
    "null": "UPDATE record SET content = 'null' WHERE kind = 'membership'",
    "a number out of reach": "UPDATE record SET content = '{\"format\":1e999}' WHERE id = id",
    "half a character": "UPDATE record SET content = '{\"a\":\"\\ud800\"}' WHERE kind = 'import'",
    "no kind": "UPDATE record SET kind = 'none' WHERE kind = 'assessment'",
    "no record": "DELETE FROM record",
    "no hash": "DELETE FROM node",
    "no head": "UPDATE checkpoint SET content = 'x'",
    "no size": "UPDATE checkpoint SET size = 99999999",
    "a hash before all": "UPDATE node SET position = -1 WHERE level = 0 AND position = 3",
    "a hash too short": "UPDATE node SET hash = x'00' WHERE level = 0 AND position = 3",
    "no salt": "UPDATE opening SET salt = 'salt'",
    "no opening": "UPDATE opening SET content = '['",
    "no ruleset": "UPDATE ruleset SET content = x'ff'",
    "no rulesets": "DELETE FROM ruleset",
    "no certificate": "UPDATE certificate_file SET content = x'ff'",
    "no label": "UPDATE published_label SET content = 'x'",
}


@pytest.mark.parametrize("what", BROKEN)
def test_whatever_stands_there_a_report_is_given(office: Office, what: str) -> None:
    with unguarded(office.path) as connection:
        connection.execute(BROKEN[what])

    assert failed(office, EARLY, LATE)


def test_an_empty_database_lacks_a_trust_root(tmp_path: Path) -> None:
    (tmp_path / "tcei.db").write_bytes(empty_database())

    report = audit(Office(tmp_path))

    assert report.size == 0
    assert [one.name for one in report.results if one.state is State.FAILED] == ["trust root"]


# Failures


def test_the_first_failures_are_told_and_all_are_counted() -> None:
    result = CheckResult(CheckName.RECORDS)
    for number in range(MOST_TOLD + 50):
        result.expect(f"row {number}", "id", "a", "b")

    assert (result.failed, len(result.failures)) == (MOST_TOLD + 50, MOST_TOLD)
    assert result.failures[0].row == "row 0"
    assert result.looked_at == MOST_TOLD + 50


def test_what_was_expected_and_found_is_told_short() -> None:
    result = CheckResult(CheckName.TREE)

    result.expect("row", "content", "a" * 10_000, None)
    result.expect("row", "hash", b"\x0f", b"\xf0")

    long, hashes = result.failures
    assert (len(long.expected), long.found) == (LONGEST_TOLD + 1, "nothing")
    assert (hashes.expected, hashes.found) == ("0f", "f0")


def test_a_remark_is_made_once_whatever_it_is_about() -> None:
    result = CheckResult(CheckName.DECISIONS)
    for _ in range(3):
        result.skip("audit.decisions.erased")

    assert (result.unchecked, len(result.remarks)) == (3, 1)
    assert result.state is State.UNCHECKED
