"""Erasing: what was committed to is gone, the ledger says so, and everything else still holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.record import RecordKind
from tcei_rules.domain.replay import Replay
from tcei_rules.errors import ConflictError, NotFoundError
from tcei_rules.ledger.notes import ED25519, VerifierKey
from tcei_rules.ledger.tlog_proofs import proof_holds
from tcei_rules.service.audit.report import CheckName, State
from tcei_rules.service.desk import Desk
from tcei_rules.service.erasing import Erasing
from tcei_rules.service.replaying import Replaying
from tcei_rules.store import applications, records
from tcei_rules.wording import say_error
from tests.audited import EARLY, LATE, audit, audited_office, failed
from tests.certificate_samples import LEDGER_KEY, ORIGIN
from tests.home import HookedDatabase, Office, both_evaluators, gold_answers, rows_of

KEY = VerifierKey(ORIGIN, ED25519, LEDGER_KEY.public)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with two certified cases of one organisation, and a refused one of another."""
    return audited_office(tmp_path)


def content_of(office: Office, kind: str) -> list[dict[str, Any]]:
    """Return what the records of a kind say, in the order of the ledger."""
    return [json.loads(row[4]) for row in rows_of(office.path, "record") if row[2] == kind]


def cases(office: Office) -> list[str]:
    return [str(one["case"]) for one in content_of(office, "case")]


def committed(office: Office, case: str) -> set[str]:
    """Return all that the assessment and the decision of a case commit to."""
    found = [
        record.get(name)
        for kind, names in (
            ("assessment", ("facts", "history")),
            ("decision", ("facts", "history", "outcome", "packed", "reason")),
        )
        for record in content_of(office, kind)
        if record["case"] == case
        for name in names
    ]
    return {one for one in found if one is not None}


def openings(office: Office) -> set[str]:
    return {row[0] for row in rows_of(office.path, "opening")}


def linked(office: Office, case: str) -> str | None:
    return office.database.read(lambda c: applications.organisation_of(c, case))


def test_the_openings_of_a_case_are_gone_and_no_others(office: Office) -> None:
    refused = cases(office)[2]
    before, own = openings(office), committed(office, refused)
    organisation = content_of(office, "case")[2]["organisation"]

    erased = Erasing(office.desk).erase(refused)

    assert before - openings(office) == own | {organisation}
    assert erased.commitments == len(own) + 1 == 6


def test_an_entry_says_what_was_erased_and_not_why(office: Office) -> None:
    refused = cases(office)[2]
    own = committed(office, refused) | {content_of(office, "case")[2]["organisation"]}

    (said,) = Erasing(office.desk).erase(refused).records

    last = rows_of(office.path, "record")[-1]
    assert last[2] == RecordKind.ERASURE
    assert ErasureRecord.model_validate_json(last[4]) == said
    assert (said.case, said.commitments) == (refused, tuple(sorted(own)))
    assert set(json.loads(last[4])) == {"case", "commitments", "format"}


@pytest.mark.parametrize("which", [0, 1, 2])
def test_after_an_erasure_every_check_of_the_audit_passes(office: Office, which: int) -> None:
    Erasing(office.desk).erase(cases(office)[which])

    report = audit(office, EARLY, LATE)
    assert {one.state for one in report.results} == {State.PASSED}
    remarks = {one.message for one in report.result(CheckName.OPENINGS).remarks}
    assert remarks == {"audit.openings.erased"}


def test_every_other_row_stays_as_it_was(office: Office) -> None:
    tables = ("record", "decision", "decision_part", "certificate_file", "certificate_prepared")
    before = {table: rows_of(office.path, table) for table in tables}

    Erasing(office.desk).erase(cases(office)[0])

    for table in tables:
        after = rows_of(office.path, table)
        assert after[: len(before[table])] == before[table]


def test_every_proof_still_holds(office: Office) -> None:
    """Those from before, and those that are given afterwards."""
    decision = content_of(office, "decision")[0]["decision"]
    before = office.heads.proof(decision)

    Erasing(office.desk).erase(cases(office)[0])
    after = office.heads.proof(decision)
    office.sign_head()
    later = office.heads.proof(decision)

    for proof in (before, after, later):
        assert proof.extra is not None
        assert proof_holds(proof.extra, proof, KEY)
    assert before == after


def test_replay_says_erased(office: Office) -> None:
    Erasing(office.desk).erase(cases(office)[2])

    found = list(Replaying(office.desk, both_evaluators).replay_all())

    assert [one.result for one in found] == [Replay.SAME, Replay.SAME, Replay.ERASED]


def test_what_later_decisions_saw_of_it_goes_along(office: Office) -> None:
    """The second case of the organisation saw the first one's facts as its history."""
    first, second, _ = cases(office)
    history = content_of(office, "decision")[1]["history"]

    own, other = Erasing(office.desk).erase(first).records

    assert (own.case, other.case) == (first, second)
    assert other.commitments == (history,)
    assert history not in openings(office)
    found = list(Replaying(office.desk, both_evaluators).replay_all())
    assert [one.result for one in found] == [Replay.ERASED, Replay.ERASED, Replay.SAME]
    assert found[1].path == "/history"


def test_no_fact_of_it_is_left_in_the_database(office: Office) -> None:
    """Not even in the pages of the file."""
    office.add("Krakenholm")
    told = "Krakens asked for it in their own words"
    frozen = office.freeze(gold_answers(effects=told), "Krakenholm")
    assert told.encode() in everything_on_disk(office)

    Erasing(office.desk).erase(frozen.case.id)
    office.database.close()

    assert told.encode() not in everything_on_disk(office)


def everything_on_disk(office: Office) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(office.folder.glob("tcei.db*")))


def test_an_earlier_decision_keeps_what_it_saw(office: Office) -> None:
    """The second case came later: erasing it takes nothing from the first."""
    first, second, _ = cases(office)

    (own,) = Erasing(office.desk).erase(second).records

    assert own.case == second
    assert committed(office, first) <= openings(office)


def test_whose_case_it_was_stays_where_a_certificate_says_so(office: Office) -> None:
    first = cases(office)[0]
    holder = content_of(office, "certificate")[0]["holder"]
    organisation = content_of(office, "case")[0]["organisation"]

    Erasing(office.desk).erase(first)

    assert linked(office, first) == holder
    assert organisation in openings(office)


def test_whose_case_it_was_is_forgotten_where_no_certificate_says_so(office: Office) -> None:
    refused = cases(office)[2]
    assert linked(office, refused) is not None

    Erasing(office.desk).erase(refused)

    assert linked(office, refused) is None
    assert content_of(office, "case")[2]["organisation"] not in openings(office)


def test_a_label_that_was_held_counts_on_without_its_facts(office: Office) -> None:
    Erasing(office.desk).erase(cases(office)[0])

    again = office.freeze(gold_answers())

    awards = office.deciding.preview(again.record.assessment).history.awards
    assert [one.label for one in awards] == ["gold", "gold"]
    assert [one.assessment is None for one in awards] == [True, False]


def test_a_case_that_was_not_decided_yet_can_be_erased_and_not_decided_any_more(
    office: Office,
) -> None:
    frozen = office.freeze(gold_answers())

    Erasing(office.desk).erase(frozen.case.id)

    with office.nothing_stored(), pytest.raises(NotFoundError, match="erased"):
        office.decide(frozen)
    assert failed(office, EARLY, LATE) == set()


def test_nothing_is_erased_twice(office: Office) -> None:
    refused = cases(office)[2]
    Erasing(office.desk).erase(refused)

    with office.nothing_stored(), pytest.raises(ConflictError) as caught:
        Erasing(office.desk).erase(refused)

    assert caught.value.message == "erasure.nothing"
    assert refused in say_error(caught.value)


def test_a_case_that_is_not_there_is_told(office: Office) -> None:
    decision = content_of(office, "decision")[0]["decision"]

    for one in ("01" + "9" * 24, decision):
        with office.nothing_stored(), pytest.raises(NotFoundError) as caught:
            Erasing(office.desk).erase(one)
        assert caught.value.message == "case.absent"
        assert one in say_error(caught.value)


def test_a_rehearsal_says_what_would_go_and_erases_nothing(office: Office) -> None:
    refused = cases(office)[2]
    rehearsing = HookedDatabase(f"sqlite:///{office.path}", rehearse=True)
    desk = Desk(
        database=rehearsing, rulesets=office.rulesets, clock=office.clock, chance=office.chance
    )

    with office.nothing_stored():
        rehearsed = Erasing(desk).erase(refused)
    rehearsing.close()

    assert Erasing(office.desk).erase(refused) == rehearsed


def test_an_erasure_is_read_back_as_its_model(office: Office) -> None:
    (said,) = Erasing(office.desk).erase(cases(office)[2]).records

    found = office.database.read(
        lambda c: [
            records.public_part(one, ErasureRecord)
            for one in records.of_case(c, RecordKind.ERASURE, said.case)
        ]
    )

    assert found == [said]
