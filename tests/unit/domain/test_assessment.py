"""What statements, assessments and packed outcomes refuse to be."""

from typing import Any

import pytest
from pydantic import ValidationError

from tcei_rules.domain.assessment import (
    Assessment,
    Award,
    Case,
    History,
    State,
    Statement,
    Suspension,
    Waiver,
)
from tcei_rules.domain.canonical import sha256
from tcei_rules.domain.fact import Role
from tcei_rules.domain.outcome import PackedOutcome

ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


def assessment(**members: Any) -> Assessment:
    base: dict[str, Any] = {
        "version": "1", "assessed_on": "2020-06-01", "filed_on": "2020-05-01",
        "panel": ("anna",), "statements": (),
    }  # fmt: skip
    return Assessment(**{**base, **members})


def said(fact: str) -> Statement:
    return Statement(fact=fact, answer="yes")


@pytest.mark.parametrize(
    "members",
    [
        {"fact": "x"},
        {"fact": "x", "state": State.UNANSWERED, "answer": "yes"},
        {"fact": "x", "state": State.NOT_APPLICABLE, "answer": "yes"},
        {"fact": "x", "answer": 5},
        {"fact": "x", "answer": 0.5},
        {"fact": "x", "answer": True},
        {"fact": "x", "answer": ["a"]},
        {"fact": "x", "answer": ("a", 1)},
        {"fact": "x", "answer": {"a": None}},
        {"fact": "x", "answer": {1: "a"}},
        {"fact": "x", "answer": "yes", "state": "answered"},
        {"fact": "x", "answer": "yes", "evidence": ("sha256:00",)},
        {"fact": "x", "answer": "yes", "role": "organisation"},
        {"fact": "x", "answer": "yes", "note": "extra"},
        {"answer": "yes"},
    ],
)
def test_a_statement_has_a_value_exactly_if_it_is_an_answer(members: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Statement(**members)


@pytest.mark.parametrize("state", [State.UNANSWERED, State.NOT_APPLICABLE])
def test_a_statement_without_value_says_which_absence_it_is(state: State) -> None:
    assert Statement(fact="x", state=state).members() == {
        "fact": "x", "state": state.value, "role": "organisation", "evidence": [],
    }  # fmt: skip


def test_empty_answers_are_answers() -> None:
    assert Statement(fact="x", answer=()).answer == ()


@pytest.mark.parametrize(
    "statements",
    [(said("b"), said("a")), (said("a"), said("a")), (said("a"), said("c"), said("b"))],
)
def test_statements_are_sorted_by_fact_with_one_for_each(statements: tuple[Statement, ...]) -> None:
    with pytest.raises(ValidationError):
        assessment(statements=statements)


@pytest.mark.parametrize(
    "members",
    [
        {"panel": ()},
        {"assessed_on": "2020-6-1"},
        {"assessed_on": "2020-06-01T00:00"},
        {"assessed_on": ""},
        {"filed_on": "yesterday"},
        {"format": 2},
        {"format": 0},
        {"statements": [said("a")]},
    ],
)
def test_an_assessment_refuses_what_it_cannot_be(members: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        assessment(**members)


@pytest.mark.parametrize("day", ["2019-02-29", "2020-02-30", "2020-13-01", "٢٠٢٠-06-01"])
def test_a_day_that_does_not_exist_is_refused_before_anything_counts_from_it(day: str) -> None:
    with pytest.raises(ValidationError):
        assessment(assessed_on=day)


def test_an_assessment_reads_back_from_its_members() -> None:
    whole = assessment(
        statements=(
            Statement(fact="a", answer=({"f": "yes", "g": ("p", "q")},)),
            Statement(fact="b", state=State.NOT_APPLICABLE, evidence=("sha256:" + "0" * 64,)),
            Statement(fact="c", answer={"anna": "3"}, role=Role.ASSESSOR),
        ),
        waivers=(Waiver(requirement="r", by=Role.COMMITTEE, reason="so it is", on="2020-01-01"),),
    )

    assert Assessment.model_validate_json(whole.model_dump_json()) == whole


def test_a_history_reads_back_from_its_members() -> None:
    award = Award(
        scheme="s", label="bronze", valid_from="2020-01-01", valid_until="2021-12-31",
        suspensions=(Suspension(start="2020-06-01"),), withdrawn_on="2021-01-01",
        demonstration=True, assessment=assessment(),
    )  # fmt: skip
    history = History(awards=(award,), looked_up=("other",), demonstration=True)

    assert History.model_validate_json(history.model_dump_json()) == history


def test_models_are_frozen() -> None:
    with pytest.raises(ValidationError):
        assessment().version = "2"  # type: ignore[misc] # the point of the test


@pytest.mark.parametrize(
    "name", ["01ARZ3NDEKTSV4RRFFQ69G5FA", ULID.lower(), "8" + ULID[1:], "O" * 26]
)
def test_a_case_is_named_by_ulids(name: str) -> None:
    with pytest.raises(ValidationError):
        Case(
            id=name, organisation=ULID, scheme="s", version="1", filed_on="2020-01-01",
            demonstration=False,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "digest"),
    [
        ("00", sha256(b"\x01")),
        ("0", sha256(b"")),
        ("AB", sha256(b"\xab")),
        ("zz", sha256(b"")),
    ],
)
def test_a_packed_outcome_is_bytes_under_their_digest(row: str, digest: str) -> None:
    with pytest.raises(ValidationError):
        PackedOutcome(row=row, digest=digest)


def test_a_packed_outcome_may_be_of_nothing() -> None:
    assert PackedOutcome(row="", digest=sha256(b"")).row == ""
