"""Indicators, scores, and conditions over indicators.

Source: docs/ruleset-language.md, 3.3, 3.4, 4.2 and 4.3.
"""

from __future__ import annotations

import pytest

from tcei_rules.domain.ruleset import Ruleset
from tests.small_rulesets import judged, label, mistakes, requiring, text

PLACEHOLDER = "basis: placeholder, points_basis: placeholder"


def indicator(name: str, keys: str = "asks: {kind: judgement, scale: quality}") -> str:
    return f"- {{id: {name}, title: {name}, dimension: d, {keys}, {PLACEHOLDER}}}"


def scored(*conditions: str, indicators: list[str], maximum: int, keys: str = "") -> Ruleset:
    return requiring(
        *conditions,
        keys=keys,
        facts="x: {kind: yes_no, benchmark: yes}",
        dimensions=f"d: {{title: D, maximum: {maximum} points}}",
        indicators="\n".join(indicators),
    )


STEPS = (
    "asks: {kind: number, decimals: 1, min: -1, max: 10}, "
    "steps: [{from: -1, points: 0}, {from: 0.5, points: 2}, {from: 7, points: 5 points}]"
)


@pytest.mark.parametrize(
    ("answer", "points"),
    [("-1", 0), ("-0.1", 0), ("0.4", 0), ("0.5", 2), ("6.9", 2), ("7", 5), ("7.0", 5), ("10", 5)],
)
def test_points_are_of_the_last_step_reached(answer: str, points: int) -> None:
    own = scored("{score: total, at_least: 50 %}", indicators=[indicator("i", STEPS)], maximum=5)

    assert judged(own, f"i: {answer}").findings.points == (points,)


YES_NO = "asks: {kind: yes_no}, steps: [{is: yes, points: 3}, {is: no, points: 1}]"
CHOICE = """asks: {kind: choice, options: [a, b, c]},
    steps: [{is: c, points: 1}, {is: a, points: 5}, {is: b, points: 0}]"""
LEVEL = "asks: {kind: judgement, scale: quality}"
LOW_LEVEL = """asks: {kind: judgement, scale: {lowest: -2, highest: 2}},
    steps: [{from: -2, points: 0}, {from: 1, points: 4}]"""
FALLING = """asks: {kind: count, max: 9}, better: lower,
    steps: [{from: 0, points: 4}, {from: 1, points: 2}, {from: 5, points: 0}]"""


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (YES_NO, {"yes": 3, "no": 1}),
        (CHOICE, {"a": 5, "b": 0, "c": 1}),
        (LEVEL, {"0": 0, "3": 3, "5": 5}),
        (LOW_LEVEL, {"-2": 0, "0": 0, "1": 4, "2": 4}),
        (FALLING, {"0": 4, "1": 2, "4": 2, "5": 0, "9": 0}),
    ],
)
def test_every_kind_of_step_gives_its_points(keys: str, answers: dict[str, int]) -> None:
    own = scored(
        "{score: total, at_least: 1 points}",
        indicators=[indicator("i", keys)],
        maximum=max(answers.values()),
    )

    assert {one: judged(own, f"i: {one}").findings.points[0] for one in answers} == answers


OPTIONAL = "asks: {kind: judgement, scale: quality, not_applicable: allowed}"


@pytest.mark.parametrize(
    ("policy", "points", "score"),
    [("excluded", -1, (0, 0)), ("zero", 0, (0, 5)), ("full", 5, (5, 5))],
)
def test_what_does_not_apply_is_excluded_zero_or_full(
    policy: str, points: int, score: tuple[int, int]
) -> None:
    says = "not_applicable: not_met, " if policy == "excluded" else ""
    own = scored(
        "{score: total, at_least: 1 %}",
        indicators=[indicator("i", f"{OPTIONAL}, not_applicable: {policy}")],
        maximum=5,
        keys=says,
    )

    found = judged(own, "i: not applicable").findings

    assert found.points == (points,)
    assert found.scores == (score, score)


def test_points_are_not_known_while_the_fact_is_not() -> None:
    own = scored("{score: total, at_least: 1 %}", indicators=[indicator("i")], maximum=5)

    assert judged(own).findings.points == (-2,)
    assert judged(own).findings.scores == (None, None)
    assert judged(own).words == ["open"]


TWO = [indicator("i"), indicator("j", f"{OPTIONAL}, not_applicable: excluded, weight: 2")]


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ("{score: total, at_least: 80 %}", "i: 4\nj: 4", "met"),  # 12 of 15
        ("{score: total, at_least: 80 %}", "i: 5\nj: 3", "not met"),  # 11 of 15
        ("{score: total, more_than: 80 %}", "i: 4\nj: 4", "not met"),
        ("{score: total, at_most: 80 %}", "i: 4\nj: 4", "met"),
        ("{score: total, less_than: 80 %}", "i: 4\nj: 4", "not met"),
        ("{score: total, at_least: 66.67 %}", "i: 4\nj: 3", "not met"),  # 10 of 15 is 66.666… %
        ("{score: total, at_least: 66.66 %}", "i: 4\nj: 3", "met"),
        ("{score: total, at_least: 80 %}", "i: 4\nj: not applicable", "met"),  # 4 of 5
        ("{score: total, at_least: 12 points}", "i: 4\nj: 4", "met"),
        ("{score: total, at_least: 13 points}", "i: 4\nj: 4", "not met"),
        ("{score: total, at_least: 5 points}", "i: 4\nj: not applicable", "not met"),
        ("{score: d, at_least: 80 %}", "i: 4\nj: 4", "met"),
        ("{score: total, at_least: 1 %}", "i: 5", "open"),
        ("{score: total, at_least: 1 points}", "i: 5", "open"),
        ("{maximum: total, at_least: 15 points}", "i: 0\nj: 0", "met"),
        ("{maximum: total, at_least: 6 points}", "i: 5\nj: not applicable", "not met"),
        ("{maximum: total, at_most: 5 points}", "i: 0\nj: not applicable", "met"),
        ("{maximum: total, at_least: 15 points}", "j: 5", "open"),
        ("{score: total, at_least: 20 %, at_most: 12 points}", "i: 4\nj: 4", "met"),
        ("{score: total, at_least: 100 %}", "i: 5\nj: 5", "met"),
    ],
)
def test_scores_are_compared_by_cross_multiplication(
    condition: str, answers: str, expected: str
) -> None:
    assert judged(scored(condition, indicators=TWO, maximum=15), answers).words == [expected]


@pytest.mark.parametrize("says", ["met", "not_met"])
def test_with_everything_excluded_the_score_does_not_apply(says: str) -> None:
    one = [indicator("i", f"{OPTIONAL}, not_applicable: excluded")]
    own = scored(
        "{score: total, at_least: 1 %}",
        "{score: total, less_than: 1 points}",
        indicators=one,
        maximum=5,
        keys=f"not_applicable: {says}, ",
    )

    assert judged(own, "i: not applicable").words == [says.replace("_", " ")] * 2


def test_what_may_be_reached_is_nothing_with_everything_excluded() -> None:
    one = [indicator("i", f"{OPTIONAL}, not_applicable: excluded")]
    own = scored("{maximum: total, at_least: 1 points}", indicators=one, maximum=5)

    assert judged(own, "i: not applicable").words == ["not met"]
    assert judged(own, "i: 0").words == ["met"]


def test_weight_nothing_stays_out_of_the_score_but_keeps_its_minimum() -> None:
    own = scored(
        "{score: total, at_least: 100 %}",
        "{every_indicator: all, reach: minimum}",
        indicators=[
            indicator("i"),
            indicator("w", "asks: {kind: judgement, scale: quality}, weight: 0, minimum: 3"),
        ],
        maximum=5,
    )

    assert judged(own, "i: 5\nw: 2").words == ["met", "not met"]
    assert judged(own, "i: 5\nw: 3").words == ["met", "met"]
    assert judged(own, "i: 5").words == ["met", "open"]


THREE = [
    indicator("i", f"{OPTIONAL}, not_applicable: excluded, minimum: 2, tags: [base]"),
    indicator("j", "asks: {kind: judgement, scale: quality}, minimum: 4, tags: [base, other]"),
    indicator("k"),
]


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ("{every_indicator: all, reach: minimum}", "i: 2\nj: 4\nk: 0", "met"),
        ("{every_indicator: all, reach: minimum}", "i: 1\nj: 4\nk: 0", "not met"),
        ("{every_indicator: all, reach: minimum}", "i: 2\nj: 4", "met"),  # k has no minimum
        ("{every_indicator: all, reach: minimum}", "i: 2", "open"),
        ("{every_indicator: all, reach: minimum}", "i: 1", "not met"),
        ("{every_indicator: all, reach: minimum}", "i: not applicable\nj: 4", "met"),
        ("{every_indicator: all, reach: full}", "i: 5\nj: 5\nk: 5", "met"),
        ("{every_indicator: all, reach: full}", "i: 5\nj: 5\nk: 4", "not met"),
        ("{every_indicator: {tag: base}, reach: 4 points}", "i: 4\nj: 4\nk: 0", "met"),
        ("{every_indicator: {tag: other}, reach: 5}", "i: 0\nj: 5\nk: 0", "met"),
        ("{every_indicator: {dimension: d}, reach: 1 points}", "i: 1\nj: 1\nk: 0", "not met"),
        ("{every_indicator: {ids: [i, k]}, reach: 1 points}", "i: 1\nj: 0\nk: 1", "met"),
        ("{every_indicator: {ids: i}, reach: 5 points}", "i: not applicable", "met"),
        ("{at_least: 2, indicators: all, reach: 4 points}", "i: 4\nj: 4\nk: 0", "met"),
        ("{at_least: 2, indicators: all, reach: 4 points}", "i: 4\nj: 4", "met"),
        ("{at_least: 2, indicators: all, reach: 4 points}", "i: 4\nj: 0", "open"),
        ("{at_least: 2, indicators: all, reach: 4 points}", "j: 0\nk: 0", "not met"),
        ("{at_least: 2, indicators: all, reach: 4 points}", "i: not applicable\nj: 0", "not met"),
        ("{at_least: 2, indicators: all, reach: minimum}", "i: 2\nj: 4\nk: 5", "met"),
        ("{at_least: 3, indicators: all, reach: minimum}", "i: 5\nj: 5\nk: 5", "not met"),
        ("{at_least: 1, indicators: {tag: other}, reach: full}", "i: 5\nj: 4\nk: 5", "not met"),
    ],
)
def test_conditions_over_indicators(condition: str, answers: str, expected: str) -> None:
    assert judged(scored(condition, indicators=THREE, maximum=15), answers).words == [expected]


CHOSEN = "chosen: {kind: choices, options: indicators, not_applicable: allowed}"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("chosen: [i, j]\ni: 4\nj: 4\nk: 0", "met"),
        ("chosen: [i, k]\ni: 4\nj: 4\nk: 0", "not met"),
        ("chosen: [i, k]\ni: 4\nj: 4", "open"),
        ("chosen: [i]\ni: 4\nj: 4\nk: 4", "not met"),
        ("chosen: []\ni: 4\nj: 4\nk: 4", "not met"),
        ("chosen: not applicable\ni: 4\nj: 4\nk: 4", "not met"),
        ("i: 4\nj: 4\nk: 4", "open"),
        ("chosen: [i, j, k]\ni: not applicable\nj: 4\nk: 4", "met"),
    ],
)
def test_of_the_chosen_indicators_so_many_reach_it(answers: str, expected: str) -> None:
    own = requiring(
        "{at_least: 2, indicators: {chosen_in: chosen}, reach: 4 points}",
        facts=CHOSEN,
        dimensions="d: {title: D, maximum: 15 points}",
        indicators="\n".join(THREE),
    )

    assert judged(own, answers).words == [expected]


@pytest.mark.parametrize(
    "condition",
    [
        "{at_least: 1, indicators: all, reach: -1 points}",
        "{every_indicator: all, reach: -1 points}",
        "{every_indicator: all, reach: 99 points}",
        "{at_least: 1, indicators: all, reach: 99 points}",
    ],
)
def test_points_that_nobody_can_miss_or_reach_are_refused(condition: str) -> None:
    content = text(
        dimensions="d: {title: D, maximum: 5 points}",
        indicators=indicator("i", f"{OPTIONAL}, not_applicable: excluded"),
        labels=label(condition, "{fact: x, is: yes}"),
    )

    assert mistakes(content) != []
