"""Raising an answer: what a law about directions does to an assessment."""

from __future__ import annotations

import json
from random import Random

from tcei_rules.domain.assessment import Assessment, State, Statement
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.fact import (
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.language.nodes import Tree
from tests.yaml_text import spelt


def raised(
    fact: Fact, statement: Statement, assessment: Assessment, random: Random
) -> Statement | None:
    """Return the statement with a higher answer, where there is one."""
    if statement.state is not State.ANSWERED:
        return None
    higher = _higher(fact, statement.members()["answer"], assessment, random)
    if higher is None:
        return None
    members = {**statement.members(), "answer": higher}
    return Statement.model_validate_json(json.dumps(members))


def _higher(fact: Fact, answer: Tree, assessment: Assessment, random: Random) -> Tree | None:
    match fact.measure:
        case NumberMeasure(also=(other, *_)) if str(answer).endswith(other.unit):
            return None
        case NumberMeasure() as measure if isinstance(answer, str):
            unit = "%" if measure.kind == "percent" else measure.unit
            number = answer.removesuffix(unit or "").replace(" ", "")
            whole, _, fraction = number.partition(".")
            value = int(whole + fraction.ljust(measure.decimals, "0"))
            highest = measure.highest // 10**measure.fine
            value += random.choice((1, 1, 7, max(1, highest // 3)))
            return spelt(value, measure.decimals) if value <= highest else None
        case YesNoMeasure():
            return "yes" if answer == "no" else None
        case JudgementMeasure(scale=scale) if isinstance(answer, str):
            return str(int(answer) + 1) if int(answer) < scale.highest else None
        case ChoicesMeasure() as measure if isinstance(answer, list):
            left = [one for one in option_ids(measure) if one not in answer]
            return [*answer, random.choice(left)] if left else None
        case DayMeasure(future=future) if isinstance(answer, str):
            later = parse_day(answer) + random.choice((1, 1, 40, 400))
            fits = future or later <= parse_day(assessment.assessed_on)
            return format_day(later) if fits else None
        case ListMeasure(most=most) if isinstance(answer, list):
            return [*answer, answer[0]] if 0 < len(answer) < most else None
        case _:
            return None
