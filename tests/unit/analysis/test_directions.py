"""Which way facts are read, and who must say why they are read both ways."""

from __future__ import annotations

import pytest

from tcei_rules.analysis.directions import Direction, demand_reasons, directions
from tcei_rules.language.ruleset import read_ruleset
from tests.small_rulesets import label, requiring, text

FACTS = """\
n: {kind: count, max: 100}
m: {kind: count, max: 100}
ok: {kind: yes_no}
form: {kind: choice, options: [a, b]}
areas: {kind: choices, options: [a, b]}
on: {kind: date}
then: {kind: date}
firms: {kind: list, each: {small: {kind: yes_no}, loss: {kind: number, min: -5, max: 5}}}
"""
DERIVED = """\
firm_count: {count: firms}
small_share: {share: firms, where: {field: small, is: yes}, basis: placeholder}
both: {sum: [n, m]}
part: {share: n, of: m}
losses: {sum: firms.loss}
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{fact: n, at_least: 5}", {"n": "+"}),
        ("{fact: n, less_than: 5}", {"n": "-"}),
        ("{fact: n, at_least: 5, at_most: 9}", {"n": "±"}),
        ("{fact: ok, is: yes}", {"ok": "+"}),
        ("{fact: ok, is: no}", {"ok": "-"}),
        ("{fact: form, is: a}", {"form": "±"}),
        ("{fact: areas, has: a}", {"areas": "+"}),
        ("{fact: n, answered: yes}", {}),
        ("{fact: on, at_least: 12 months, after: then}", {"on": "+", "then": "-"}),
        ("{fact: on, at_least: 12 months, before: then}", {"on": "-", "then": "+"}),
        ("{fact: on, in_year_of: then}", {"on": "±", "then": "±"}),
        ("{fact: on, at_most: 07-31}", {"on": "±"}),
        ("{fact: firm_count, at_least: 5}", {"firms": "+"}),
        ("{fact: small_share, at_least: 50 %}", {"firms": "±"}),
        ("{fact: both, at_most: 50}", {"n": "-", "m": "-"}),
        ("{fact: part, at_least: 50 %}", {"n": "+", "m": "-"}),
        ("{fact: losses, at_most: 5}", {"firms": "±"}),
        ("{depending_on: ok, branches: {yes: {fact: n, at_least: 5}, no: nothing}}",
         {"ok": "±", "n": "+"}),
        ("{holds: bronze, on: on}", {"on": "±"}),
    ],
)  # fmt: skip
def test_the_way_in_which_a_fact_is_read(condition: str, expected: dict[str, str]) -> None:
    optional = "_share" in condition or "part" in condition
    own = requiring(
        condition, keys="not_applicable: not_met, " if optional else "", facts=FACTS,
        derived=DERIVED,
    )  # fmt: skip

    assert {name: way.value for name, way in directions(own).items()} == expected


def reasons(facts: str) -> list[tuple[str, str, str]]:
    labels = label("{fact: n, at_least: 5}", "{fact: n, at_most: 9}", "{fact: form, is: a}")
    read = read_ruleset(text(facts=facts, labels=labels).encode(), "both.yaml")
    return [
        (one.values["name"], one.values["helps"], one.values["hurts"])
        for one in demand_reasons(read)
    ]


def test_what_is_read_both_ways_says_why() -> None:
    assert reasons(FACTS) == [("n", "r1", "r2")]
    assert reasons(FACTS.replace("max: 100}", "max: 100, better: {neither: so}}", 1)) == []


def test_a_part_that_is_read_both_ways_says_why_too() -> None:
    labels = label(
        "{fact: money.a, at_least: 10 %}", "{fact: money.a, at_most: 60 %}",
        "{fact: money.b, at_least: 10 %}",
    )  # fmt: skip
    facts = "money: {kind: parts, options: [a, b]}"
    read = read_ruleset(text(facts=facts, labels=labels).encode(), "both.yaml")

    assert [one.values["name"] for one in demand_reasons(read)] == ["money.a"]


def test_directions_are_three() -> None:
    assert [one.value for one in Direction] == ["+", "-", "±"]
