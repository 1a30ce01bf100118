"""Notes that stop nothing."""

from __future__ import annotations

import pytest

from tcei_rules.analysis.advice import advice
from tcei_rules.language.ruleset import read_ruleset
from tests.small_rulesets import label, text

FACTS = "x: {kind: yes_no, not_applicable: allowed}\non: {kind: date}\nthen: {kind: date}"
POINTS = "steps: [{is: no, points: 0}, {is: yes, points: 5}]"


@pytest.mark.parametrize(
    ("condition", "policy", "expected"),
    [
        ("{fact: on, at_most: 12 months, after: then}", "zero", [("note.at_most_alone", "then")]),
        ("{fact: on, at_most: 12 months, before: then}", "zero", [("note.at_most_alone", "on")]),
        ("{fact: on, at_least: 0 days, at_most: 12 months, after: then}", "zero", []),
        ("{any: [{fact: on, less_than: 1 years, after: then}]}", "zero",
         [("note.at_most_alone", "then")]),
        ("{score: total, at_least: 3 points}", "excluded", [("note.points", "total")]),
        ("{score: total, at_least: 3 points}", "zero", []),
        ("{score: total, at_least: 80 %}", "excluded", []),
    ],
)  # fmt: skip
def test_what_may_say_something_else_is_noted(
    condition: str, policy: str, expected: list[tuple[str, str]]
) -> None:
    content = text(
        facts=FACTS,
        dimensions="d: {title: D, maximum: 5 points}",
        indicators=(
            f"- {{id: i, title: I, dimension: d, fact: x, {POINTS}, not_applicable: {policy},"
            " basis: placeholder, points_basis: placeholder}"
        ),
        labels=label(
            condition,
            keys="not_applicable: met, " if "score" in condition and policy == "excluded" else "",
        ),
    )

    found = list(advice(read_ruleset(content.encode(), "noted.yaml")))

    assert [
        (one.message, one.values.get("name") or one.values["score"]) for one in found
    ] == expected
    assert all(one.note for one in found)
