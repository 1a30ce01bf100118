# ruff: noqa: E501 -- one case a line
"""Proposed cases stand just below, at and just above what is demanded, and wait for a person."""

from __future__ import annotations

import pytest

from tcei_rules.analysis.boundaries import boundary_cases
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.language.cases import ProposedCase, read_cases, spelled
from tests.small_rulesets import requiring

FACTS = """\
staff: {kind: number, decimals: 2, unit: FTE, max: 1000}
firms: {kind: count, max: 10}
km: {kind: number, unit: km, max: 100, also: {mi: 1.609344}, basis: placeholder}
level: {kind: judgement, scale: quality}
on: {kind: date}
"""
CASES = "- {title: One, on: 2020-06-15, panel: [a, b], facts: {staff: 1, level: 3}, expect: {label: none}}\n"


def proposed(*conditions: str) -> list[ProposedCase]:
    own = requiring(*conditions, facts=FACTS)
    (base,) = read_cases(CASES.encode(), "cases.yaml", own)
    return list(boundary_cases(own, base))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{fact: staff, at_least: 0.5 FTE}",
         [("0.49 FTE", "not met"), ("0.5 FTE", "met"), ("0.51 FTE", "met")]),
        ("{fact: firms, more_than: 9}", [("8", "not met"), ("9", "not met"), ("10", "met")]),
        ("{fact: firms, at_least: 10}", [("9", "not met"), ("10", "met")]),
        ("{fact: km, at_most: 50 km}",
         [("49 km", "met"), ("50 km", "met"), ("51 km", "not met")]),
        ("{fact: level, at_least: 1}", [("0", "not met"), ("1", "met"), ("2", "met")]),
        ("{fact: on, less_than: 2020-06-15}",
         [("2020-06-14", "met"), ("2020-06-15", "not met")]),
        ("{fact: on, at_least: 12 months, before: assessed_on}",
         [("2019-06-14", "met"), ("2019-06-15", "met"), ("2019-06-16", "not met")]),
        ("{any: [{fact: firms, at_least: 5}, {fact: firms, at_least: 5}]}",
         [("4", "not met"), ("5", "met"), ("6", "met")]),
        ("{fact: staff, answered: yes}", []),
    ],
)  # fmt: skip
def test_cases_stand_at_the_boundary(condition: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.answer, one.finding) for one in proposed(condition)] == expected


def test_they_are_lines_of_a_file_and_count_once_they_are_confirmed() -> None:
    own: Ruleset = requiring("{fact: staff, at_least: 0.5 FTE}", facts=FACTS)
    (base,) = read_cases(CASES.encode(), "cases.yaml", own)
    lines = "\n".join(spelled(boundary_cases(own, base)))

    read = read_cases(f"{CASES}{lines}\n".encode(), "cases.yaml", own)
    again = read_cases(f"{CASES}{lines}\n".replace("  confirmed: no\n", "").encode(), "c", own)

    assert [one.confirmed for one in read] == [True, False, False, False]
    assert all(one.confirmed for one in again)
