# ruff: noqa: E501 -- one part of a ruleset a line
"""Overlays: a variant that says only what differs comes to an ordinary ruleset.

Source: docs/ruleset-language.md, 4.11.
"""

from __future__ import annotations

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.language.overlays import Base, BaseNamed
from tcei_rules.language.ruleset import ReadRuleset, read_ruleset
from tests.small_rulesets import text

STEPS = "steps: [{is: no, points: 0}, {is: yes, points: 5}]"
BASE_TEXT = text(
    facts="x: {kind: yes_no}\nspare: {kind: yes_no, benchmark: yes}",
    dimensions="d: {title: D, maximum: 10 points}",
    indicators=(
        f"- {{id: i, title: I, dimension: d, fact: x, {STEPS}, minimum: 1, tags: [base], basis: placeholder, points_basis: placeholder}}\n"
        f"- {{id: j, title: J, dimension: d, fact: x, {STEPS}, basis: placeholder, points_basis: placeholder}}"
    ),
    gates="- {id: g, title: G, requires: [{id: g.x, that: {fact: x, is: yes}, basis: placeholder}]}",
    labels=(
        "- {id: bronze, title: B, requires: [{id: b.x, that: {fact: x, answered: yes}, basis: placeholder}], validity: [{months: 24, from: assessed_on, until: same_day, basis: placeholder}]}\n"
        "- {id: gold, title: G, stands_alone: so, requires: [{id: gold.score, that: {score: total, at_least: 50 %}, basis: placeholder}], validity: [{months: 24, from: assessed_on, until: same_day, basis: placeholder}]}"
    ),
)  # fmt: skip
BASE = read_ruleset(BASE_TEXT.encode(), "base.yaml")
HEAD = (
    'language: 1\nscheme: variant\nversion: "1"\ntitle: Variant\nin_force: {from: 2020-01-01}\n'
    f'overlay: {{on: demo, version: "2", digest: "{BASE.ruleset.digest}"}}\n'
)


def base_of(named: BaseNamed) -> Base | None:
    known = named.name == BASE.ruleset.name
    return Base(BASE.root, BASE.ruleset.digest) if known else None


def read(more: str, head: str = HEAD) -> ReadRuleset:
    return read_ruleset((head + more).encode(), "variant.yaml", base_of)


def told(more: str, head: str = HEAD) -> list[tuple[str, str, int | None]]:
    with pytest.raises(InvalidInputError) as error:
        read(more, head)
    return [(one.message, one.place.file, one.place.line) for one in error.value.mistakes]


def test_what_is_not_said_is_as_in_the_base() -> None:
    ruleset = read("").ruleset

    assert (ruleset.name, ruleset.facts) == ("variant/1", BASE.ruleset.facts)
    assert ruleset.labels == BASE.ruleset.labels
    assert ruleset.digest != BASE.ruleset.digest


def test_keys_are_replaced_whole_and_dropped_by_without() -> None:
    ruleset = read(
        "change:\n"
        "  dimensions: {d: {maximum: 8 points}}\n"
        "  indicators:\n"
        "    - {id: i, without: [minimum, tags]}\n"
        "    - {id: j, title: Other, steps: [{is: no, points: 1}, {is: yes, points: 3}]}\n"
        "  requirements: [{id: gold.score, that: {score: total, at_least: 80 %}, basis: placeholder}]\n"
        "  labels: [{id: gold, title: Best}]\n"
    ).ruleset

    first, second = ruleset.indicators
    assert (first.minimum, first.tags, first.title) == (None, (), BASE.ruleset.indicators[0].title)
    assert (second.title.texts[0][1], second.highest) == ("Other", 3)
    assert ruleset.requirements[-1].that != BASE.ruleset.requirements[-1].that
    assert ruleset.label("gold").title.texts[0][1] == "Best"


def test_parts_are_added_where_they_belong() -> None:
    ruleset = read(
        "change: {dimensions: {d: {maximum: 15}}}\n"
        "add:\n"
        "  facts: {more: {kind: yes_no}}\n"
        f"  indicators: [{{id: k, title: K, dimension: d, fact: more, {STEPS}, basis: placeholder, points_basis: placeholder}}]\n"
        "  requirements:\n"
        "    - {id: g.more, to: g, that: {fact: more, is: yes}, basis: placeholder}\n"
        "    - {id: gold.more, to: gold, that: {fact: more, is: yes}, basis: placeholder}\n"
        "  labels: [{id: silver, after: bronze, title: S, includes: bronze, requires: [], validity: [{months: 24, from: assessed_on, until: same_day, basis: placeholder}]}]\n"
    ).ruleset

    assert [one.id for one in ruleset.indicators] == ["i", "j", "k"]
    assert [one.id for one in ruleset.labels] == ["bronze", "silver", "gold"]
    assert [one.id for one in ruleset.requirements] == [
        "g.x", "g.more", "b.x", "gold.score", "gold.more",
    ]  # fmt: skip


def test_what_takes_the_last_requirement_of_a_gate_is_told() -> None:
    assert told("remove: {requirements: [g.x]}\n") == [("gate.empty", "base.yaml", BASE_TEXT[: BASE_TEXT.index("id: g,")].count("\n") + 1)]  # fmt: skip


def test_parts_are_removed() -> None:
    ruleset = read(
        "remove: {labels: [bronze], facts: spare, requirements: [g.x], gates: [g]}\n"
        "change: {labels: [{id: gold, without: stands_alone}]}\n"
    ).ruleset

    assert [one.id for one in ruleset.labels] == ["gold"]
    assert ruleset.gates == ()
    assert [one.name for one in ruleset.facts] == ["x"]


def test_the_whole_is_a_file_that_stands_for_itself() -> None:
    found = read("change: {labels: [{id: gold, title: Best}]}\n")

    again = read_ruleset(found.whole(), "whole.json")

    assert again.ruleset == found.ruleset
    assert (again.on, found.on) == (None, BaseNamed("demo", "2", BASE.ruleset.digest))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("remove: {labels: [silver]}", "unknown.name"),
        ("remove: {labels: [glod]}", "unknown.name.suggest"),
        ("remove: {requirements: [nothing.here]}", "unknown.name"),
        ("change: {facts: {y: {kind: count}}}", "unknown.name"),
        ("change: {requirements: [{id: gold.scor, basis: placeholder}]}", "unknown.name.suggest"),
        ("change: {indicators: [{id: j, without: [minimum]}]}", "unknown.name"),
        ("change: {indicators: [{title: J}]}", "key.missing"),
        ("change: {facts: [x]}", "shape.mapping"),
        ("change: [facts]", "shape.mapping"),
        ("change: {fact: {x: {kind: count}}}", "unknown.name.suggest"),
        ("add: {facts: {x: {kind: count}}}", "overlay.exists"),
        ("add: {requirements: [{id: n, that: {fact: x, is: yes}, basis: placeholder}]}",
         "key.missing"),
        ("add: {requirements: [{id: n, to: glod, that: {fact: x, is: yes}, basis: placeholder}]}",
         "unknown.name.suggest"),
        ("adds: {}", "key.unknown.suggest"),
        ("facts: {}", "key.unknown"),
        ("change: {facts: {x: {kind: nonsense}}}", "unknown.name"),
    ],
)  # fmt: skip
def test_mistakes_stand_in_the_overlay(more: str, message: str) -> None:
    found = told(more + "\n")

    assert message in [one for one, _, _ in found]
    assert {(file, line) for one, file, line in found if one == message} == {("variant.yaml", 7)}


def test_a_mistake_that_comes_of_both_stands_where_it_was_written() -> None:
    found = told("remove: {facts: [x]}\n")

    assert {(message, file) for message, file, _ in found} == {("unknown.name", "base.yaml")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (BASE.ruleset.digest, "sha256:" + "0" * 64, "overlay.digest"),
        ("on: demo", "on: other", "overlay.no_base"),
        ('version: "2", ', "", "overlay.shape"),
    ],
)
def test_the_base_must_be_there_and_unchanged(old: str, new: str, message: str) -> None:
    assert [one for one, _, _ in told("", HEAD.replace(old, new))] == [message]


def test_texts_without_a_language_are_told_for_each_file() -> None:
    """Lines of two files in one list would send whoever translates to the wrong ones."""
    found = read(
        "add: {facts: {more: {kind: yes_no, benchmark: yes, title: {en: More, de: Mehr}}}}\n"
    )

    noted = [one for one in found.notes if one.message.startswith("note.translations")]
    files = [one.place.file for one in noted]
    titled = [number for number, line in enumerate(BASE_TEXT.splitlines(), 1) if "title: " in line]
    assert sorted(files) == ["base.yaml", "variant.yaml"]
    assert noted[files.index("variant.yaml")].values == {
        "language": "de",
        "count": "1",
        "lines": "4",
    }
    assert noted[files.index("base.yaml")].values["lines"] == ", ".join(map(str, titled[1:]))
