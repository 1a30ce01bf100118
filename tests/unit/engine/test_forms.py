"""What every form of a condition comes to, in three values, by both evaluators.

Source: docs/ruleset-language.md, 3.4, 4.1 and 4.2.
"""

from __future__ import annotations

import pytest

from tests.small_rulesets import judged, requiring

FACTS = """\
staff: {kind: number, decimals: 2, unit: FTE, min: -1, max: 10}
share: {kind: percent, decimals: 1}
firms: {kind: count, max: 100, not_applicable: allowed}
money: {kind: amount, unit: EUR}
form: {kind: choice, options: [club, firm, "501c3"]}
areas: {kind: choices, options: [a, b, c]}
ok: {kind: yes_no}
level: {kind: judgement, scale: quality}
when: {kind: date}
then: {kind: date, future: allowed, not_applicable: allowed}
name: {kind: text}
members: {kind: list, each: {size: {kind: count}, type: {kind: choice, options: [p, q]}}}
"""

COMPARISONS = [
    ("staff", "at_least: 0.5 FTE", [("0.49", 0), ("0.5", 2), ("0.50", 2), ("0.51 FTE", 2)]),
    ("staff", "more_than: 0.5", [("0.49", 0), ("0.5", 0), ("0.51", 2)]),
    ("staff", "at_most: 0.5 FTE", [("0.49", 2), ("0.5", 2), ("0.51", 0)]),
    ("staff", "less_than: 0.5", [("0.49", 2), ("0.5", 0), ("0.51", 0)]),
    ("staff", "at_least: -0.5", [("-0.51", 0), ("-0.5", 2), ("-0.49", 2), ("-1", 0), ("-0", 2)]),
    ("staff", "at_least: 1, less_than: 2", [("0.99", 0), ("1", 2), ("1.99", 2), ("2", 0)]),
    ("staff", "more_than: 1, at_most: 2", [("1", 0), ("1.01", 2), ("2", 2), ("2.01", 0)]),
    ("share", "at_least: 66.7 %", [("66.6", 0), ("66.7 %", 2), ("66.8", 2)]),
    ("money", "at_least: 1 000 000 EUR", [("999 999", 0), ("1000000 EUR", 2), ("1000001", 2)]),
    ("form", "is: firm", [("club", 0), ("firm", 2), ("501c3", 0)]),
    ("form", 'is: [club, "501c3"]', [("club", 2), ("firm", 0), ("501c3", 2)]),
    ("areas", "has: a", [("[a]", 2), ("[b, c]", 0), ("[]", 0), ("[c, a]", 2), ("a", 2)]),
    ("areas", "has: [a, c]", [("[b]", 0), ("[c]", 2), ("[a, b]", 2)]),
    ("ok", "is: yes", [("yes", 2), ("no", 0)]),
    ("ok", "is: no", [("yes", 0), ("no", 2)]),
    ("level", "at_least: 3", [("2", 0), ("3", 2), ("4", 2)]),
    ("when", "at_least: 2020-02-29", [("2020-02-28", 0), ("2020-02-29", 2), ("2020-03-01", 2)]),
    ("when", "less_than: 2020-02-29", [("2020-02-28", 2), ("2020-02-29", 0)]),
    ("name", "answered: yes", [("anything", 2)]),
    ("ok", "answered: yes", [("no", 2)]),
    ("staff", "answered: yes", [("0", 2)]),
    ("areas", "answered: yes", [("[]", 2)]),
    ("members", "answered: yes", [("[]", 2)]),
    ("when", "answered: yes", [("2020-01-01", 2)]),
]


@pytest.mark.parametrize(("fact", "test", "answers"), COMPARISONS)
def test_comparisons_decide_at_just_below_and_just_above(
    fact: str, test: str, answers: list[tuple[str, int]]
) -> None:
    own = requiring(f"{{fact: {fact}, {test}}}", facts=FACTS)

    found = [(one, judged(own, f"{fact}: {one}").findings.truths[0]) for one, _ in answers]

    assert found == answers


@pytest.mark.parametrize(("fact", "test", "answers"), COMPARISONS)
def test_what_is_not_answered_leaves_a_comparison_open(
    fact: str, test: str, answers: object
) -> None:
    own = requiring(f"{{fact: {fact}, {test}}}", facts=FACTS)

    assert judged(own).words == ["open"], answers
    assert judged(own, f"{fact}: unanswered").words == ["open"]


@pytest.mark.parametrize("says", ["met", "not_met"])
@pytest.mark.parametrize(
    "condition",
    [
        "{fact: firms, at_least: 3}",
        "{fact: firms, less_than: 3}",
        "{fact: firms, at_least: 3, answered: yes}",
        "{all: [{fact: firms, at_least: 3}]}",
        "{fact: then, at_least: 18 months, after: when}",
        "{fact: when, at_least: 18 months, before: then}",
    ],
)
def test_where_the_subject_does_not_apply_the_requirement_says_what_then(
    condition: str, says: str
) -> None:
    own = requiring(condition, keys=f"not_applicable: {says}, ", facts=FACTS)

    found = judged(own, "firms: not applicable\nthen: not applicable\nwhen: 2020-01-01")

    assert found.words == [says.replace("_", " ")]


def test_that_it_does_not_apply_is_an_answer() -> None:
    own = requiring("{fact: firms, answered: yes}", facts=FACTS)

    assert judged(own, "firms: not applicable").words == ["met"]


def test_time_is_open_while_either_day_is() -> None:
    own = requiring(
        "{fact: when, at_least: 1 days, before: then}", keys="not_applicable: met, ", facts=FACTS
    )

    assert judged(own, "then: not applicable").words == ["open"]
    assert judged(own, "when: 2020-01-01").words == ["open"]
    assert judged(own).words == ["open"]


TIMES = [
    ("at_least: 18 months", "2018-08-31", [("2020-02-28", 0), ("2020-02-29", 2)]),
    ("more_than: 18 months", "2018-08-31", [("2020-02-29", 0), ("2020-03-01", 2)]),
    ("at_most: 18 months", "2018-08-31", [("2020-02-29", 2), ("2020-03-01", 0)]),
    ("less_than: 18 months", "2018-08-31", [("2020-02-28", 2), ("2020-02-29", 0)]),
    ("at_least: 2 months", "2020-01-31", [("2020-03-30", 0), ("2020-03-31", 2)]),
    ("at_least: 1 years", "2020-02-29", [("2021-02-27", 0), ("2021-02-28", 2)]),
    ("at_least: 1 year", "2020-01-01", [("2020-12-31", 0), ("2021-01-01", 2)]),
    ("at_least: 30 days", "2020-01-31", [("2020-02-29", 0), ("2020-03-01", 2)]),
    ("at_least: 0 days", "2020-01-31", [("2020-01-30", 0), ("2020-01-31", 2)]),
    ("more_than: 0 months", "2020-01-31", [("2020-01-31", 0), ("2020-02-01", 2)]),
    ("at_most: 12 months", "2020-12-31", [("2019-06-01", 2), ("2021-12-31", 2), ("2022-01-01", 0)]),
    (
        "at_least: 18 months, at_most: 24 months",
        "2018-08-31",
        [("2018-08-30", 0), ("2020-02-28", 0), ("2020-02-29", 2), ("2020-08-31", 2),
         ("2020-09-01", 0)],
    ),
    ("at_least: 1 month, at_most: 40 days", "2020-01-01", [("2020-02-10", 2), ("2020-02-11", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("test", "start", "ends"), TIMES)
@pytest.mark.parametrize("turned", [False, True])
def test_time_between_two_days_is_counted_from_the_earlier_one(
    test: str, start: str, ends: list[tuple[str, int]], turned: bool
) -> None:
    facts = "first: {kind: date}\nsecond: {kind: date}"
    asked = "fact: first, before: second" if turned else "fact: second, after: first"
    own = requiring(f"{{{asked}, {test}}}", facts=facts)

    found = [
        (end, judged(own, f"first: {start}\nsecond: {end}", on="2030-01-01").findings.truths[0])
        for end, _ in ends
    ]

    assert found == ends


def test_given_days_need_no_question() -> None:
    own = requiring(
        "{fact: assessed_on, at_least: 1 month, after: filed_on}",
        "{fact: filed_on, at_least: 2020-01-01}",
    )

    assert judged(own, more="filed_on: 2020-05-15\n").words == ["met", "met"]
    assert judged(own, more="filed_on: 2020-05-16\n").words == ["not met", "met"]
    assert judged(own).words == ["not met", "met"]


def test_a_time_beyond_the_calendar_still_has_an_answer() -> None:
    own = requiring(
        "{fact: when, at_most: 36525 days, after: filed_on}",
        "{fact: when, at_least: 1200 months, after: filed_on}",
        facts=FACTS,
    )

    found = judged(own, "when: 9999-01-01", more="filed_on: 9998-01-01\n", on="9999-12-31")

    assert found.words == ["met", "not met"]


COMBINED = "{fact: a, is: yes}, {fact: b, is: yes}, {fact: c, is: yes}"


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (f"{{all: [{COMBINED}]}}", "yes yes yes", "met"),
        (f"{{all: [{COMBINED}]}}", "yes - yes", "open"),
        (f"{{all: [{COMBINED}]}}", "yes - no", "not met"),
        (f"{{any: [{COMBINED}]}}", "no - no", "open"),
        (f"{{any: [{COMBINED}]}}", "no - yes", "met"),
        (f"{{any: [{COMBINED}]}}", "no no no", "not met"),
        (f"{{at_least: 2, of: [{COMBINED}]}}", "yes yes -", "met"),
        (f"{{at_least: 2, of: [{COMBINED}]}}", "yes - -", "open"),
        (f"{{at_least: 2, of: [{COMBINED}]}}", "- - no", "open"),
        (f"{{at_least: 2, of: [{COMBINED}]}}", "- no no", "not met"),
        (f"{{at_least: 2, of: [{COMBINED}]}}", "yes no no", "not met"),
        (f"{{all: [{{any: [{COMBINED}]}}, {{fact: a, is: no}}]}}", "no yes -", "met"),
        (f"{{any: [{{all: [{COMBINED}]}}, {{fact: a, is: no}}]}}", "no - -", "met"),
        (f"{{any: [{{all: [{COMBINED}]}}, {{fact: a, is: no}}]}}", "yes - yes", "open"),
    ],
)
def test_combinations_count_met_and_possible_members(
    condition: str, answers: str, expected: str
) -> None:
    facts = "a: {kind: yes_no}\nb: {kind: yes_no}\nc: {kind: yes_no}"
    given = zip("abc", answers.split(), strict=True)
    lines = "\n".join(f"{name}: {one}" for name, one in given if one != "-")

    assert judged(requiring(condition, facts=facts), lines).words == [expected]


def test_every_condition_is_noted_outer_before_inner() -> None:
    facts = "a: {kind: yes_no}\nb: {kind: yes_no}"
    own = requiring(
        "{any: [{all: [{fact: a, is: yes}, {fact: b, is: yes}]}, {fact: b, is: no}]}",
        "{fact: a, is: no}",
        facts=facts,
    )

    assert judged(own, "a: yes\nb: no").findings.truths == (2, 0, 2, 0, 2, 0)
    assert judged(own, "a: yes").findings.truths == (1, 1, 2, 1, 1, 0)


COUNTED = """\
members:
  kind: list
  most: 100
  each:
    size: {kind: count}
    type: {kind: choice, options: [p, q, r]}
    tags: {kind: choices, options: [x, y]}
    paid: {kind: yes_no}
    since: {kind: date}
    note: {kind: text}
areas: {kind: choices, options: [a, b, c]}
"""
SHORT = {
    "UNPAID": "{field: paid, is: no}",
    "PAID": "{field: paid, is: yes}",
    "BIG": "{field: size, at_least: 10}",
    ", B}": ", basis: placeholder}",
}
ROWS = """\
members:
  - {size: 5, type: p, tags: [x], paid: yes, since: 2019-01-01, note: one}
  - {size: 10, type: q, tags: [], paid: no, since: 2020-01-01, note: two}
  - {size: 15, type: p, tags: [y, x], paid: yes, since: 2020-02-29, note: three}
areas: [a, c]
"""


@pytest.mark.parametrize(
    ("derivation", "expected"),
    [
        ("{count: members}", 3),
        ("{count: areas}", 2),
        ("{count: members, different: type}", 2),
        ("{count: members, where: {field: size, at_least: 10}, B}", 2),
        ("{count: members, where: {field: size, less_than: 10}, B}", 1),
        (
            "{count: members, where: {field: size, more_than: 5, at_most: 10}, B}",
            1,
        ),
        ("{count: members, where: {field: type, is: [q, r]}, B}", 1),
        ("{count: members, where: {field: tags, has: x}, B}", 2),
        ("{count: members, where: {field: paid, is: no}, B}", 1),
        ("{count: members, where: {field: since, at_least: 2020-01-01}, B}", 2),
        ("{count: members, where: {field: note, answered: yes}, B}", 3),
        ("{count: members, where: {all: [PAID, BIG]}, B}", 1),
        ("{count: members, where: {any: [UNPAID, {field: size, at_least: 15}]}, B}", 2),
        ("{count: members, where: {at_least: 2, of: [PAID, BIG, {field: tags, has: y}]}, B}", 1),
        ("{count: members, where: {at_least: 1, of: [PAID, {all: [BIG, UNPAID]}]}, B}", 3),
        ("{count: members, different: type, where: {field: size, at_least: 100}, B}", 0),
    ],
)
def test_counts_are_of_the_items_that_meet_the_condition(derivation: str, expected: int) -> None:
    for short, long in SHORT.items():
        derivation = derivation.replace(short, long)
    own = requiring("{fact: n, at_least: 1}", facts=COUNTED, derived=f"n: {derivation}")

    assert judged(own, ROWS).readings.values["n"] == expected
    empty = judged(own, "members: []\nareas: []")
    assert empty.readings.values["n"] == 0
    assert empty.words == ["not met"]
    assert judged(own).words == ["open"]


def test_items_that_are_alike_are_counted_each() -> None:
    row = "{size: 5, type: p, tags: [], paid: yes, since: 2019-01-01, note: one}"
    own = requiring(
        "{fact: n, at_least: 3}",
        "{fact: kinds, at_least: 2}",
        facts=COUNTED,
        derived=(
            "n: {count: members, where: {field: paid, is: yes}, basis: placeholder}\n"
            "kinds: {count: members, different: type}"
        ),
    )

    assert judged(own, f"members: [{row}, {row}, {row}]").words == ["met", "not met"]
    assert judged(own, f"members: [{row}, {row}]").words == ["not met", "not met"]


def test_a_count_of_what_does_not_apply_does_not_apply() -> None:
    own = requiring(
        "{fact: n, at_least: 1}",
        keys="not_applicable: met, ",
        facts="areas: {kind: choices, options: [a], not_applicable: allowed}",
        derived="n: {count: areas}",
    )

    assert judged(own, "areas: not applicable").words == ["met"]
    assert judged(own).words == ["open"]


@pytest.mark.parametrize("counted", ["members", "areas"])
def test_what_an_earlier_award_was_given_for_can_be_counted_too(counted: str) -> None:
    """Derived facts may read one another (3.2)."""
    own = requiring(
        "{fact: n, at_least: 2}",
        keys="not_applicable: not_met, ",
        facts=COUNTED,
        derived=f"then: {{last: any, take: {counted}}}\nn: {{count: then}}",
    )
    history = (
        "history:\n  - label: bronze\n    valid_from: 2020-01-01\n    valid_until: 2021-01-01\n"
        "    on: 2020-05-01\n    facts:\n"
        + "".join(f"      {line}\n" for line in ROWS.splitlines())
    )

    assert judged(own).words == ["not met"]
    assert judged(own, more=history).words == ["met"]
