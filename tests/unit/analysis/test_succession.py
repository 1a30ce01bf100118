# ruff: noqa: E501 -- one version a line
"""Between two versions nothing is lost unsaid.

Source: docs/ruleset-language.md, 4.10.
"""

from __future__ import annotations

import pytest

from tcei_rules.analysis.succession import demand_succession
from tcei_rules.language.ruleset import ReadRuleset, read_ruleset
from tests.small_rulesets import text

OLD_FACTS = "x: {kind: yes_no}\nn: {kind: count}\nform: {kind: choice, options: [a, b]}"
OLD = (
    text(facts=OLD_FACTS)
    .replace('version: "2"', 'version: "1"')
    .replace("2020-01-01", "2015-01-01")
)


def read(content: str) -> ReadRuleset:
    return read_ruleset(content.encode(), "new.yaml")


def told(facts: str, *, dropped: str = "", derived: str = "") -> list[tuple[str, int | None]]:
    supersedes = f'supersedes: {{version: "1"{dropped}}}\n'
    new = read(text(facts=facts, derived=derived, more=supersedes))
    found = demand_succession(read(OLD).ruleset, new)
    return [(one.message, one.place.line) for one in found]


def test_what_keeps_its_names_follows() -> None:
    assert told(OLD_FACTS) == []


def test_new_facts_need_no_predecessor() -> None:
    assert told(OLD_FACTS + "\nmore: {kind: count}") == []


@pytest.mark.parametrize(
    ("facts", "dropped"),
    [
        ("x: {kind: yes_no}\nfirms: {kind: count, was: n}\nform: {kind: choice, options: [a, b]}", ""),
        ("x: {kind: yes_no}\nform: {kind: choice, options: [a, b]}", ", dropped: [n]"),
        ("x: {kind: yes_no}\nn: {kind: percent, was: nothing}\nform: {kind: choice, options: [a, b]}",
         ", dropped: [n]"),
    ],
)  # fmt: skip
def test_what_is_renamed_or_given_up_on_purpose_follows(facts: str, dropped: str) -> None:
    assert told(facts, dropped=dropped) == []


def test_a_derived_fact_can_take_over() -> None:
    facts = "x: {kind: yes_no}\nl: {kind: list, each: {a: {kind: yes_no}}}\nform: {kind: choice, options: [a, b]}"

    assert told(facts, derived="n: {count: l, was: n}") == []
    assert told(facts, derived="n: {count: l}") == [("versions.lost", 15)]


@pytest.mark.parametrize(
    ("facts", "dropped", "message"),
    [
        ("x: {kind: yes_no}\nform: {kind: choice, options: [a, b]}", "", "versions.lost"),
        (OLD_FACTS + "\nmore: {kind: count, was: never}", "", "versions.was_not"),
        (OLD_FACTS, ", dropped: [never]", "versions.was_not"),
        (OLD_FACTS.replace("n: {kind: count}", "n: {kind: percent}"), "", "versions.kind"),
        (OLD_FACTS.replace("n: {kind: count}", "n: {kind: count, was: nothing}"), "",
         "versions.lost"),
    ],
)  # fmt: skip
def test_what_is_lost_or_was_never_there_is_told(facts: str, dropped: str, message: str) -> None:
    assert [one for one, _ in told(facts, dropped=dropped)] == [message]


def test_versions_follow_each_other_in_time() -> None:
    later = OLD.replace("2015-01-01", "2020-01-01")
    new = read(text(facts=OLD_FACTS, more='supersedes: {version: "1"}\n'))

    found = demand_succession(read(later).ruleset, new)

    assert [one.message for one in found] == ["versions.order"]


def test_answers_that_would_no_longer_be_legal_are_told() -> None:
    fine = OLD_FACTS.replace("n: {kind: count}", "n: {kind: number, decimals: 2, max: 9}")
    old = read(OLD.replace("n: {kind: count}", "n: {kind: number, decimals: 2, max: 9}")).ruleset
    coarse = fine.replace("decimals: 2", "decimals: 1").replace("[a, b]", "[a, c]")
    new = read(text(facts=coarse, more='supersedes: {version: "1"}\n'))

    found = [(one.message, one.note) for one in demand_succession(old, new)]

    assert found == [("versions.decimals", False), ("versions.option", True)]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("{kind: amount, unit: EUR}", "{kind: amount, unit: USD}", [("versions.unit", False)]),
        ("{kind: amount, unit: EUR}", "{kind: amount, unit: USD, also: {EUR: 1.1}, basis: placeholder}",
         []),
        ("{kind: count, max: 9}", "{kind: count, max: 8}", [("versions.range", True)]),
        ("{kind: number, max: 9}", "{kind: number, decimals: 2, max: 9}", []),
        ("{kind: number, max: 9}", "{kind: number, decimals: 2, max: 8.99}",
         [("versions.range", True)]),
        ("{kind: parts, options: [a, b]}", "{kind: parts, options: [a, c]}",
         [("versions.option", True)]),
        ("{kind: judgement, scale: {lowest: 0, highest: 5, agree_within: 1, take: lower}}",
         "{kind: judgement, scale: {lowest: 0, highest: 4, agree_within: 1, take: lower}}",
         [("versions.range", True)]),
        ("{kind: list, each: {a: {kind: count}}}",
         "{kind: list, each: {a: {kind: count}, b: {kind: count}}}", [("versions.fields", True)]),
        ("{kind: list, each: {a: {kind: count}}}", "{kind: list, each: {a: {kind: yes_no}}}",
         [("versions.fields", True)]),
        ("{kind: list, each: {a: {kind: choice, options: [a, b]}}}",
         "{kind: list, each: {a: {kind: choice, options: [a, c]}}}", [("versions.option", True)]),
    ],
)  # fmt: skip
def test_what_carrying_leaves_unanswered_is_told(
    then: str, now: str, expected: list[tuple[str, bool]]
) -> None:
    old = read(OLD.replace("n: {kind: count}", f"n: {then}")).ruleset
    facts = OLD_FACTS.replace("n: {kind: count}", f"n: {now}")
    new = read(text(facts=facts, more='supersedes: {version: "1"}\n'))

    found = demand_succession(old, new)

    assert [(one.message, one.note) for one in found] == expected
    assert all(one.place.line for one in found)


def test_what_is_worked_out_takes_over_the_same_kind_only() -> None:
    facts = "x: {kind: yes_no}\nd: {kind: date}\nl: {kind: list, each: {a: {kind: yes_no}}}\nform: {kind: choice, options: [a, b]}"
    old = OLD.replace("n: {kind: count}", "n: {kind: date}")
    new = text(facts=facts, derived="c: {count: l, was: n}", more='supersedes: {version: "1"}\n')

    found = demand_succession(read(old).ruleset, read(new))

    assert [one.message for one in found] == ["versions.kind"]


def test_renamed_options_are_not_lost() -> None:
    renamed = OLD_FACTS.replace(
        "options: [a, b]", "options: [a, c], was: {fact: form, options: {b: c}}"
    )

    assert told(renamed) == []
