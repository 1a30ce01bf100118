"""Sums, shares, groups and times as points: exact, never divided, never rounded.

Source: docs/ruleset-language.md, 3.2, 3.3 and 4.2.
"""

from __future__ import annotations

import pytest

from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Ratio, Value
from tests.small_rulesets import judged, requiring, ruleset

FACTS = """\
private: {kind: percent, decimals: 1, not_applicable: allowed}
dues: {kind: percent, decimals: 2, not_applicable: allowed}
income: {kind: amount, unit: EUR, decimals: 2}
firms: {kind: count, max: 1000}
country: {kind: choice, options: [AT, DE, US, CA], not_applicable: allowed}
years: {kind: list, each: {ends: {kind: date}, income: {kind: amount, unit: EUR}, audited: {kind: yes_no}}}
on: {kind: date}
"""  # noqa: E501 -- one fact a line
RECENT = "where: {field: ends, at_most: 24 months, before: assessed_on}, basis: placeholder"


def worked_out(derived: str, answers: str) -> Value:
    """Return what a derived fact comes to on 15 June 2020."""
    own = ruleset(facts=FACTS, derived=f"d: {{{derived}}}")
    return judged(own, answers).readings.values["d"]


YEARS = (
    "years: [{ends: 2017-12-31, income: 5, audited: yes}, {ends: 2018-06-15, income: 70, audited:"
    " no}, {ends: 2019-12-31, income: 200, audited: yes}]"
)


@pytest.mark.parametrize(
    ("derived", "answers", "expected"),
    [
        ("sum: [private, dues]", "private: 10.5\ndues: 0.25", 1075),
        ("sum: [private, dues]", "private: 10.5", UNANSWERED),
        ("sum: [private, dues]", "private: 10.5\ndues: not applicable", 1050),
        ("sum: [private, dues]", "private: not applicable\ndues: not applicable", NOT_APPLICABLE),
        ("sum: years.income", YEARS, 275),
        ("sum: years.income", "years: []", 0),
        ("sum: years.income", "", UNANSWERED),
        (f"sum: years.income, {RECENT}", YEARS, 270),
        (f"count: years, {RECENT}", YEARS, 2),
        ("count: years, where: {field: ends, in_year_of: assessed_on}, basis: placeholder",
         "years: [{ends: 2020-01-01, income: 5, audited: yes}]", 1),
        ("count: years, where: {field: ends, at_least: 12-01}, basis: placeholder", YEARS, 2),
        ("share: years, where: {field: audited, is: yes}, basis: placeholder", YEARS, Ratio(2, 3)),
        ("share: years, where: {field: audited, is: yes}, basis: placeholder", "years: []",
         NOT_APPLICABLE),
        ("share: years, where: {field: audited, is: yes}, basis: placeholder", "", UNANSWERED),
        ("share: income, of: firms", "income: 100.01\nfirms: 3", Ratio(10001, 3)),
        ("share: income, of: firms", "income: 100\nfirms: 0", NOT_APPLICABLE),
        ("share: income, of: firms", "income: 100", UNANSWERED),
        ("group: country, into: {eu: [AT, DE], us: [US], other: rest}, basis: placeholder",
         "country: DE", 0),
        ("group: country, into: {eu: [AT, DE], us: [US], other: rest}, basis: placeholder",
         "country: CA", 2),
        ("group: country, into: {eu: [AT, DE], us: [US], other: rest}, basis: placeholder", "",
         UNANSWERED),
        ("group: country, into: {eu: [AT, DE], us: [US], other: rest}, basis: placeholder",
         "country: not applicable", NOT_APPLICABLE),
    ],
)  # fmt: skip
def test_what_is_worked_out(derived: str, answers: str, expected: Value) -> None:
    assert worked_out(derived, answers) == expected


@pytest.mark.parametrize(
    ("comparison", "items", "expected"),
    [
        ("at_least: 66.666 %", "[yes, yes, no]", "met"),
        ("at_least: 66.667 %", "[yes, yes, no]", "not met"),
        ("at_most: 66.666 %", "[yes, yes, no]", "not met"),
        ("less_than: 66.667 %", "[yes, yes, no]", "met"),
        ("more_than: 50 %", "[yes, no]", "not met"),
        ("at_least: 50 %", "[yes, no]", "met"),
        ("at_least: 100 %", "[yes]", "met"),
    ],
)
def test_a_share_is_compared_without_dividing(comparison: str, items: str, expected: str) -> None:
    own = requiring(
        f"{{fact: d, {comparison}}}",
        keys="not_applicable: not_met, ",
        facts="l: {kind: list, each: {ok: {kind: yes_no}}}",
        derived="d: {share: l, where: {field: ok, is: yes}, basis: placeholder}",
    )
    rows = items.replace("yes", "{ok: yes}").replace("no", "{ok: no}")

    assert judged(own, f"l: {rows}").words == [expected]


def test_an_amount_per_something_has_a_unit() -> None:
    own = requiring(
        "{fact: d, at_least: 33.33 EUR}",
        "{fact: d, at_least: 33.34 EUR}",
        keys="not_applicable: not_met, ",
        facts=FACTS,
        derived="d: {share: income, of: firms}",
    )

    assert judged(own, "income: 100\nfirms: 3").words == ["met", "not met"]


def points(read: str, steps: str, answers: str, more: str = "") -> int:
    """Return the points of an indicator that reads something on 15 June 2020."""
    own = ruleset(
        facts=FACTS,
        derived="part: {share: years, where: {field: audited, is: yes}, basis: placeholder}",
        dimensions="d: {title: D, maximum: 5 points}",
        indicators=(
            f"- {{id: i, title: I, dimension: d, {read}, steps: [{steps}], {more}"
            "basis: placeholder, points_basis: placeholder}"
        ),
    )
    return judged(own, answers).findings.points[0]


MONTHS = "{from: 0 months, points: 0}, {from: 18 months, points: 3}, {from: 24 months, points: 5}"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2020-06-15", 0), ("2018-12-16", 0), ("2018-12-15", 3), ("2018-06-16", 3),
     ("2018-06-15", 5), (None, -2)],
)  # fmt: skip
def test_a_time_counts_the_whole_units_that_are_over(day: str | None, expected: int) -> None:
    answers = f"on: {day}" if day else ""

    assert points("fact: on, before: assessed_on", MONTHS, answers) == expected


def test_what_lies_before_the_day_belongs_to_the_first_step() -> None:
    years = "{from: 0 years, points: 1}, {from: 1 years, points: 5}"

    assert points("fact: on, after: assessed_on", years, "on: 2010-06-15") == 1


SHARES = "{from: 0 %, points: 0}, {from: 33.3 %, points: 3}, {from: 66.67 %, points: 5}"


@pytest.mark.parametrize(
    ("audited", "expected"), [("no", 0), ("yes, no, no", 3), ("yes, yes, no", 3), ("yes", 5)]
)
def test_steps_over_a_share_are_as_exact_as_a_comparison(audited: str, expected: int) -> None:
    rows = ", ".join(
        f"{{ends: 2019-12-31, income: 1, audited: {one}}}" for one in audited.split(", ")
    )

    found = points("fact: part", SHARES, f"years: [{rows}]", "not_applicable: zero, ")

    assert found == expected


def test_over_nothing_a_share_does_not_apply() -> None:
    assert points("fact: part", SHARES, "years: []", "not_applicable: excluded, ") == -1
