"""Branches by an option, days of any year, the same year, advisory requirements.

Source: docs/ruleset-language.md, 3.4, 3.5 and 4.6.
"""

from __future__ import annotations

import pytest

from tcei_rules.domain.outcome import Finding
from tcei_rules.engine.judging import outcome_of
from tests.small_rulesets import ALWAYS, judged, label, requiring, ruleset

SIDES = """\
side: {kind: choice, options: [eu, us, other], not_applicable: allowed}
n: {kind: count, max: 9}
ok: {kind: yes_no}
"""
BRANCHES = (
    "{depending_on: side, branches: {eu: {fact: n, at_least: 3},"
    " us: {all: [{fact: ok, is: yes}, {fact: n, at_least: 2}]}, other: nothing}}"
)
NO_OTHER = BRANCHES.replace("other: nothing", "other: {fact: n, at_least: 9}")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("side: eu\nn: 3", "met"),
        ("side: eu\nn: 2\nok: yes", "not met"),
        ("side: eu", "open"),
        ("side: us\nok: yes\nn: 2", "met"),
        ("side: us\nok: no", "not met"),
        ("side: us\nok: yes", "open"),
        ("side: other", "met"),
        ("n: 3\nok: yes", "open"),
        ("n: 1\nok: no", "open"),
    ],
)
def test_the_branch_of_the_option_counts(answers: str, expected: str) -> None:
    own = requiring(BRANCHES, keys="not_applicable: not_met, ", facts=SIDES)

    assert judged(own, answers).words == [expected]


@pytest.mark.parametrize(
    ("answers", "expected"), [("n: 1\nok: no", "not met"), ("n: 9\nok: no", "open"), ("", "open")]
)
def test_an_open_option_is_no_matter_if_every_branch_fails(answers: str, expected: str) -> None:
    own = requiring(NO_OTHER, keys="not_applicable: not_met, ", facts=SIDES)

    assert judged(own, answers).words == [expected]


@pytest.mark.parametrize(("says", "expected"), [("met", "met"), ("not_met", "not met")])
def test_where_the_option_does_not_apply_the_requirement_says_what_then(
    says: str, expected: str
) -> None:
    own = requiring(BRANCHES, keys=f"not_applicable: {says}, ", facts=SIDES)

    assert judged(own, "side: not applicable\nn: 9\nok: yes").words == [expected]


def test_it_is_the_same_as_any_of_option_and_branch() -> None:
    spelt_out = (
        "{any: [{all: [{fact: side, is: eu}, {fact: n, at_least: 3}]}, {all: [{fact: side, is: us},"
        " {all: [{fact: ok, is: yes}, {fact: n, at_least: 2}]}]}, {fact: side, is: other}]}"
    )
    for says in ("met", "not_met"):
        short = requiring(BRANCHES, keys=f"not_applicable: {says}, ", facts=SIDES)
        long = requiring(spelt_out, keys=f"not_applicable: {says}, ", facts=SIDES)
        for side in ("", "side: eu\n", "side: us\n", "side: other\n", "side: not applicable\n"):
            for number in ("", "n: 1\n", "n: 2\n", "n: 3\n"):
                for ok in ("", "ok: yes\n", "ok: no\n"):
                    answers = side + number + ok
                    assert judged(short, answers).words == judged(long, answers).words


def test_yes_and_no_have_branches_too() -> None:
    own = requiring(
        "{depending_on: ok, branches: {yes: {fact: n, at_least: 1}, no: nothing}}", facts=SIDES
    )

    assert judged(own, "ok: no").words == ["met"]
    assert judged(own, "ok: yes\nn: 0").words == ["not met"]


DAYS = "on: {kind: date}\nthen: {kind: date}"


@pytest.mark.parametrize(
    ("comparison", "day", "expected"),
    [
        ("at_most: 07-31", "2019-07-31", "met"),
        ("at_most: 07-31", "2019-08-01", "not met"),
        ("less_than: 07-31", "2019-07-31", "not met"),
        ("at_least: 07-31", "2020-01-01", "not met"),
        ("more_than: 07-31", "2018-08-01", "met"),
        ("at_most: 02-29", "2019-02-28", "met"),
        ("at_least: 02-29", "2019-02-28", "met"),
        ("at_least: 02-29", "2020-02-28", "not met"),
        ("at_least: 02-29", "2020-02-29", "met"),
        ("at_most: 02-29", "2019-03-01", "not met"),
        ("at_most: 02-28", "2020-02-29", "not met"),
        ("at_least: 03-01, at_most: 05-31", "2020-04-15", "met"),
    ],
)
def test_a_day_of_any_year_is_compared_in_the_year_of_the_answer(
    comparison: str, day: str, expected: str
) -> None:
    own = requiring(f"{{fact: on, {comparison}}}", facts=DAYS)

    assert judged(own, f"on: {day}").words == [expected]


@pytest.mark.parametrize(
    ("day", "then", "expected"),
    [
        ("2019-01-01", "2019-12-31", "met"),
        ("2019-12-31", "2019-01-01", "met"),
        ("2019-12-31", "2020-01-01", "not met"),
        ("2020-01-01", "2019-12-31", "not met"),
        (None, "2019-12-31", "open"),
        ("2019-12-31", None, "open"),
    ],
)
def test_the_same_calendar_year(day: str | None, then: str | None, expected: str) -> None:
    own = requiring("{fact: on, in_year_of: then}", facts=DAYS)
    answers = [f"{name}: {one}" for name, one in (("on", day), ("then", then)) if one]

    assert judged(own, "\n".join(answers)).words == [expected]


PASSED = f"- {{id: g, title: G, requires: [{{id: g.a, that: {ALWAYS}, basis: placeholder}}]}}"
"""Something must be demanded for a label."""


@pytest.mark.parametrize(
    ("answer", "finding", "verdict"),
    [("ok: no", Finding.NOTED, "granted"), ("ok: yes", Finding.MET, "granted"),
     ("", Finding.INCONCLUSIVE, "granted")],
)  # fmt: skip
def test_what_is_advisory_is_noted_and_blocks_nothing(
    answer: str, finding: Finding, verdict: str
) -> None:
    own = requiring(
        "{fact: ok, is: yes}", keys="advisory: yes, ", facts="ok: {kind: yes_no}", gates=PASSED
    )
    found = judged(own, answer)
    outcome = outcome_of(own, found.readings, found.findings)

    assert outcome.requirements[-1].finding is finding
    assert outcome.verdicts[0].verdict == verdict


def test_what_is_advisory_below_blocks_nothing_above() -> None:
    own = ruleset(
        facts="ok: {kind: yes_no}",
        gates=PASSED,
        labels=label("{fact: ok, is: yes}", keys="advisory: yes, ")
        + label("{fact: ok, is: yes}", name="gold", more="  includes: bronze\n"),
    )

    assert outcome_of(own, (found := judged(own, "ok: no")).readings, found.findings).granted == (
        "bronze",
    )
