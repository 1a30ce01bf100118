"""Cases beside a ruleset. Source: docs/ruleset-language.md, section 7, and docs/adr/0006."""

from __future__ import annotations

import pytest

from tcei_rules.analysis.cases import CaseResult, run_cases
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import InvalidInputError
from tcei_rules.language.cases import ExampleCase, read_cases
from tests.small_rulesets import TERM, label, ruleset

OWN = ruleset(
    facts="x: {kind: yes_no}\nn: {kind: count, max: 9, not_applicable: allowed}",
    dimensions="d: {title: D, maximum: 5 points}",
    indicators=(
        "- {id: i, title: I, dimension: d, asks: {kind: judgement, scale: quality, "
        "not_applicable: allowed}, not_applicable: excluded, basis: placeholder, "
        "points_basis: placeholder}"
    ),
    labels=label("{fact: x, is: yes}")
    + label("{every_indicator: all, reach: 3 points}", name="gold", more="  includes: bronze\n"),
)

CASES = """\
- title: everything is answered
  on: 2020-06-15
  facts: {x: yes, i: 3}
  expect:
    label: gold
    open: []
    valid_until: 2022-06-15
    findings: {r1: met, gold.1: met, i: 3 points}
- title: the level is missing
  like: everything is answered
  facts: {i: unanswered}
  expect: {label: bronze, open: [gold], findings: {gold.1: inconclusive, i: not known}}
- title: it does not apply
  like: the level is missing
  facts: {i: not applicable}
  expect: {label: gold, findings: {i: excluded}}
- title: nothing is answered
  on: 2020-06-15
  expect: {label: none, open: [gold, bronze], valid_until: none}
- title: one point is one point
  like: everything is answered
  facts: {i: 1}
  expect: {findings: {i: 1 point}}
"""


def read(text: str) -> tuple[ExampleCase, ...]:
    return read_cases(text.encode(), "cases.yaml", OWN)


def run(text: str) -> tuple[CaseResult, ...]:
    return tuple(run_cases(read(text), Evaluation(OWN).preview))


def refused(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InvalidInputError) as error:
        read(text)
    return [(one.place.line, one.message) for one in error.value.mistakes]


def test_cases_that_come_out_as_demanded_pass() -> None:
    results = run(CASES)

    assert [(one.case.title, one.misses) for one in results] == [
        (one.case.title, ()) for one in results
    ]
    assert len(results) == 5
    assert all(one.passed for one in results)


@pytest.mark.parametrize(
    ("expected", "about", "found"),
    [
        ("label: bronze", "label", "gold"),
        ("label: none", "label", "gold"),
        ("open: [gold]", "open", "none"),
        ("valid_until: 2022-06-14", "valid_until", "2022-06-15"),
        ("valid_until: none", "valid_until", "2022-06-15"),
        ("findings: {r1: not met}", "r1", "met"),
        ("findings: {r1: waived}", "r1", "met"),
        ("findings: {i: 4 points}", "i", "3 points"),
        ("findings: {i: not known}", "i", "3 points"),
        ("findings: {i: excluded}", "i", "3 points"),
    ],
)
def test_a_miss_tells_what_was_demanded_and_what_came_out(
    expected: str, about: str, found: str
) -> None:
    text = f"- title: t\n  on: 2020-06-15\n  facts: {{x: yes, i: 3}}\n  expect:\n    {expected}\n"

    (result,) = run(text)
    (miss,) = result.misses

    assert not result.passed
    assert (miss.about, miss.found) == (about, found)
    assert miss.place.line == 5


def test_what_a_case_does_not_say_is_as_in_the_case_it_is_like() -> None:
    first = """\
- title: a
  on: 2020-06-15
  filed_on: 2020-06-01
  panel: [p, q]
  facts: {x: yes}
  history: [{label: bronze, valid_from: 2019-01-01, valid_until: 2021-01-01}]
  looked_up: [other]
  expect: {label: bronze}
"""
    one, other, third = read(
        first
        + "- {title: b, like: a, facts: {x: no}, expect: {label: none}}\n"
        + "- {title: c, like: b, on: 2020-07-01, history: [], expect: {label: none}}\n"
    )

    assert other.read.history == one.read.history
    assert other.read.assessment.panel == ("p", "q")
    assert other.read.assessment.filed_on == "2020-06-01"
    assert other.read.assessment.statements[0].answer == "no"
    assert third.read.history.awards == ()
    assert third.read.history.looked_up == ("other",)
    assert third.read.assessment.assessed_on == "2020-07-01"
    assert third.read.assessment.statements[0].answer == "no"


NONE = "on: 2020-06-15, expect: {label: none}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", [(1, "shape.sequence")]),
        ("- a", [(1, "shape.mapping")]),
        ("- {on: 2020-06-15, expect: {label: none}}", [(1, "key.missing")]),
        ("- {title: a, on: 2020-06-15}", [(1, "key.missing")]),
        ("- {title: a, on: 2020-06-15, expect: {}}", [(1, "case.nothing_expected")]),
        ("- {title: a, on: 2020-06-15, expect: {labl: none}}",
         [(1, "case.nothing_expected"), (1, "key.unknown.suggest")]),
        ("- {title: a, on: 2020-06-15, expect: {label: silver}}", [(1, "unknown.name")]),
        ("- {title: a, on: 2020-06-15, expect: {open: [silver]}}", [(1, "unknown.name")]),
        ("- {title: a, on: 2020-06-15, expect: {findings: {r9: met}}}", [(1, "unknown.name")]),
        ("- {title: a, on: 2020-06-15, expect: {findings: {r1: fine}}}", [(1, "unknown.name")]),
        ("- {title: a, on: 2020-06-15, expect: {findings: {i: met}}}", [(1, "case.indicator")]),
        ("- {title: a, on: 2020-06-15, expect: {findings: {i: 3}}}", [(1, "case.indicator")]),
        ("- {title: a, on: 2020-06-15, expect: {findings: [i]}}",
         [(1, "case.nothing_expected"), (1, "shape.mapping")]),
        ("- {title: a, on: 2020-06-15, expect: {valid_until: soon}}", [(1, "day.not_one")]),
        (f"- {{title: a, {NONE}}}\n- {{title: a, {NONE}}}", [(2, "case.twice")]),
        (f"- {{title: a, like: b, {NONE}}}\n- {{title: b, {NONE}}}", [(1, "unknown.name")]),
        ("- {title: a, like: a, on: 2020-06-15, expect: {label: none}}", [(1, "unknown.name")]),
    ],
)  # fmt: skip
def test_mistakes_in_cases_are_told(text: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(refused(text)) == expected


def test_all_mistakes_of_all_cases_are_told_at_once() -> None:
    text = """\
- title: a
  on: 2020-06-31
  facts: {x: maybe}
  expect: {label: silver}
- title: b
  on: 2020-06-15
  facts: {y: 1}
  expect: {label: none}
"""
    assert [line for line, _ in refused(text)] == [2, 3, 4, 7]


def test_a_label_that_cannot_be_dated_is_valid_until_none() -> None:
    own = ruleset(
        facts="x: {kind: yes_no}",
        labels=label("{fact: x, is: yes}").replace(
            TERM, "{if: {fact: x, is: no}, until: 2020-01-01, basis: placeholder}, " + TERM
        ),
    )
    text = "- {title: a, on: 2020-06-15, facts: {x: yes}, expect: {valid_until: 2022-06-15}}"

    (result,) = run_cases(read_cases(text.encode(), "cases.yaml", own), Evaluation(own).preview)

    assert result.passed
