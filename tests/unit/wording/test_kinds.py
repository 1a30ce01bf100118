from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tcei_rules.domain.fact import AskedMeasure, NumberMeasure, Scale
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.wording.kinds import Kinds
from tcei_rules.wording.sentences import Speaker

ReadRules: TypeAlias = Callable[..., Ruleset]


def _number(
    kind: str, lowest: int, highest: int, decimals: int = 0, unit: str = ""
) -> AskedMeasure:
    return NumberMeasure.model_validate(
        {"kind": kind, "lowest": lowest, "highest": highest, "decimals": decimals}
        | ({"unit": unit} if unit else {})
    )


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (_number("count", 0, 10**6), "a whole number"),
        (_number("count", 1, 9), "a whole number, from 1 to 9"),
        (_number("number", -50, 50, 1), "a number with up to 1 decimal, from -5 to 5"),
        (
            _number("number", 0, 100_000, 2, "FTE"),
            "a number in FTE with up to 2 decimals, from 0 FTE to 1000 FTE",
        ),
        (_number("percent", 0, 1000, 1), "a percentage with up to 1 decimal"),
        (_number("percent", 0, 50), "a percentage, from 0 % to 50 %"),
        (_number("amount", 0, 10**14, 2, "EUR"), "an amount in EUR with up to 2 decimals"),
    ],
)
def test_a_number_says_unit_decimals_and_range(
    rules: ReadRules, measure: AskedMeasure, text: str
) -> None:
    """The range goes without saying where the file gave none."""
    assert Kinds(Speaker(rules())).kind(measure) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("interview", "a day"),
        ("ahead", "a day, which may lie ahead"),
        ("website", "yes or no"),
        ("remarks", "words"),
        ("form", "one of Association, Company or Other"),
        ("topics", "any of energy or health, also none of them"),
        ("areas", "any of the indicators, also none of them"),
        ("members", "a list of 1 to 50 items"),
        ("w1", "a level from 0 to 5 (quality)"),
    ],
)
def test_every_kind_has_words(rules: ReadRules, name: str, text: str) -> None:
    ruleset = rules()
    fact = next(one for one in ruleset.asked if one.name == name)

    assert Kinds(Speaker(ruleset)).kind(fact.measure) == text


@pytest.mark.parametrize(
    ("scale", "text"),
    [
        (
            Scale(id="own", lowest=0, highest=4),
            "where assessors differ, they record a consensus on one level with its reason",
        ),
        (
            Scale(id="own", lowest=0, highest=4, agree_within=1, take="higher"),
            (
                "of judgements at most 1 apart the higher one counts; further apart, the assessors"
                " record a consensus with its reason"
            ),
        ),
        (
            Scale(id="own", lowest=0, highest=4, agree_within=2, take="mean"),
            (
                "of judgements at most 2 apart the mean counts, rounded down; further apart, the"
                " assessors record a consensus with its reason"
            ),
        ),
    ],
)
def test_a_scale_says_how_judgements_settle(rules: ReadRules, scale: Scale, text: str) -> None:
    ruleset = rules()
    fact = next(one for one in ruleset.asked if one.name == "w1")
    measure = fact.measure.model_copy(update={"scale": scale})

    assert Kinds(Speaker(ruleset)).kind(measure) == f"a level from 0 to 4; {text}"
