"""Forms of the language that are not built yet are refused, never half understood."""

from __future__ import annotations

import pytest

from tests.small_rulesets import TERM, label, mistakes, text

UNKNOWN = {"unknown.name", "unknown.name.suggest", "key.unknown", "key.unknown.suggest"}


@pytest.mark.parametrize(
    "fact",
    [
        "funding: {kind: parts, options: [federal, state]}",
        "income: {kind: amount, unit: EUR, also: {USD: 0.92}}",
        "distance: {kind: number, unit: km, max: 100, also: {mi: 1.609344}}",
    ],
)
def test_kinds_and_units_of_later(fact: str) -> None:
    found = mistakes(text(facts=f"x: {{kind: yes_no}}\n{fact}"))

    assert found != []
    assert set(found) <= UNKNOWN


def test_countries_are_no_list_of_options_yet() -> None:
    assert mistakes(text(facts="country: {kind: choice, options: iso-3166}")) == ["options.shape"]


@pytest.mark.parametrize(
    "condition",
    [
        "{fact: funding.private, at_least: 10 %}",
        "{not: {fact: x, is: yes}}",
        "{fact: x, is_not: yes}",
        "{fact: x, equals: yes}",
    ],
)
def test_conditions_of_later_or_never(condition: str) -> None:
    facts = "x: {kind: yes_no}\non: {kind: date}"
    found = mistakes(text(facts=facts, labels=label(condition)))

    assert found != []
    assert set(found) <= UNKNOWN | {"day.not_one", "comparison.nothing"}


@pytest.mark.parametrize(
    "section",
    [
        'overlay: {on: ecei, version: "1.0.0"}\n',
        "add: {indicators: []}\n",
        "change: {indicators: []}\n",
        "remove: {labels: [bronze]}\n",
    ],
)
def test_overlays_of_later(section: str) -> None:
    assert set(mistakes(text(more=section))) <= UNKNOWN
    assert mistakes(text(more=section)) != []


@pytest.mark.parametrize("was", ["{fact: old, options: {a: b}}", "[old]"])
def test_old_options_cannot_be_renamed_yet(was: str) -> None:
    facts = f"x: {{kind: choice, options: [a], was: {was}}}"

    assert mistakes(text(facts=facts)) != []


@pytest.mark.parametrize(
    "term",
    [
        "{months: 24, from: assessed_on, until: 12-31, basis: placeholder}",
        "{days: 30, from: assessed_on, until: same_day, basis: placeholder}",
    ],
)
def test_terms_of_later_or_never(term: str) -> None:
    own = f"- {{id: bronze, title: B, requires: [], validity: [{term}]}}"

    assert mistakes(text(labels=own)) != []
    assert mistakes(text(labels=own.replace(term, TERM))) == []
