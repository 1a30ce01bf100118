"""Forms of the language that are not built yet are refused, never half understood."""

from __future__ import annotations

import pytest

from tests.small_rulesets import LABEL, TERM, label, mistakes, text

UNKNOWN = {"unknown.name", "unknown.name.suggest", "key.unknown", "key.unknown.suggest"}


@pytest.mark.parametrize(
    "condition",
    [
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
        "add: {indicators: []}\n",
        "change: {indicators: []}\n",
        "remove: {labels: [bronze]}\n",
    ],
)
def test_only_an_overlay_adds_changes_and_removes(section: str) -> None:
    assert set(mistakes(text(more=section))) <= UNKNOWN
    assert mistakes(text(more=section)) != []


@pytest.mark.parametrize(
    "term",
    [
        "{months: 24, from: assessed_on, until: 12-31, basis: placeholder}",
        "{days: 30, from: assessed_on, until: same_day, basis: placeholder}",
    ],
)
def test_terms_of_later_or_never(term: str) -> None:
    own = f"- {LABEL}".replace(TERM, term)

    assert mistakes(text(labels=own)) != []
    assert mistakes(text(labels=own.replace(term, TERM))) == []
