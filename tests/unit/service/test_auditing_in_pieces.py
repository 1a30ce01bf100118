"""Wherever the record is cut into pieces, an audit sees the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tcei_rules.service.audit.report import AuditReport
from tcei_rules.store import whole
from tests.audited import EARLY, LATE, audit, audited_office, failed, unguarded
from tests.home import Office, gold_answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return audited_office(tmp_path)


@pytest.fixture
def cut(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], AuditReport]:
    def audited(at_once: int) -> AuditReport:
        monkeypatch.setattr(whole, "AT_ONCE", at_once)
        monkeypatch.setattr(whole, "NAMED_AT_ONCE", at_once)
        return audit(office, EARLY, LATE)

    return audited


@pytest.mark.parametrize("at_once", [1, 2, 3, 5, 8])
def test_what_belongs_to_a_row_is_found_however_far_away_it_was_recorded(
    cut: Callable[[int], AuditReport], at_once: int
) -> None:
    in_one, in_pieces = cut(10_000), cut(at_once)

    assert in_one.is_clean
    assert in_pieces == in_one


def test_a_decision_with_two_certificates_is_told_however_far_apart_they_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "AT_ONCE", 1)
    with unguarded(office.path) as connection:
        connection.execute("DROP INDEX uq_certificate_decision_id")
        (first,) = connection.execute(
            "SELECT decision_id FROM record WHERE kind = 'certificate' LIMIT 1"
        ).fetchone()
        connection.execute(
            "UPDATE record SET content = json_set(content, '$.decision', ?)"
            " WHERE kind = 'certificate'",
            (first,),
        )

    found = [one for one in audit(office).results if one.name == "certificates"]

    assert (f"decision {first}", "2") in [
        (one.row, one.found) for result in found for one in result.failures
    ]


def test_what_an_organisation_is_twice_and_what_no_record_says_do_not_even_out(
    office: Office,
) -> None:
    """As many rows as records: one record twice, and one row that none speaks of."""
    office.decide(office.freeze(gold_answers(), office.add("Another cluster")))
    assert not failed(office)
    with unguarded(office.path) as connection:
        records = connection.execute(
            "SELECT id, content FROM record WHERE kind = 'organisation' ORDER BY ledger_index"
        ).fetchall()
        connection.execute(
            "UPDATE record SET content = ? WHERE id = ?", (records[0][1], records[-1][0])
        )

    report = audit(office)
    found = next(one for one in report.results if one.name == "read models")

    assert {one.found for one in found.failures if one.what == "records"} == {"2", "0"}
