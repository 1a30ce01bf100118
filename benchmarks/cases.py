"""Settled assessments of fictional organisations under the European scheme."""

from __future__ import annotations

from random import Random

from tcei_rules.domain.assessment import (
    Answer,
    Assessment,
    Award,
    History,
    State,
    Statement,
    Waiver,
)
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    TextMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import Ruleset

ASSESSED_ON = parse_day("2023-03-15")
MEMBERS = (12, 60)
LARGEST_NUMBER = 12
"""Staff and assessors; shares are drawn from their whole range."""

Case = tuple[Assessment, History]


def settled_cases(ruleset: Ruleset, many: int) -> list[Case]:
    """Return assessments in which everything is answered, half of them after a Bronze."""
    random = Random(20191115)  # noqa: S311 -- the same cases every time
    return [_case(ruleset, random, number) for number in range(many)]


def _case(ruleset: Ruleset, random: Random, number: int) -> Case:
    quality = random.choice((0.2, 0.6, 0.85, 1.0))
    interview = ASSESSED_ON - random.randint(0, 120)
    before = interview - random.choice((540, 600, 730, 760))
    assessment = _assessment(ruleset, random, quality, interview, ASSESSED_ON)
    if number % 2:
        return assessment, History()
    earlier = _assessment(ruleset, random, quality / 2, before, before)
    award = Award(
        scheme=ruleset.scheme, label=ruleset.labels[0].id, valid_from=format_day(before + 30),
        valid_until=format_day(before + 760), assessment=earlier,
    )  # fmt: skip
    return assessment, History(awards=(award,))


def _assessment(
    ruleset: Ruleset, random: Random, quality: float, interview: int, on: int
) -> Assessment:
    statements = {fact.name: _statement(fact, random, quality, interview) for fact in ruleset.asked}
    waivers = [
        Waiver(requirement=one.id, by=one.waivable.by[0], reason="as recorded", on=format_day(on))
        for one in ruleset.requirements
        if one.waivable and random.random() < quality / 2
    ]
    return Assessment(
        version=ruleset.version, assessed_on=format_day(on), filed_on=format_day(on),
        panel=("assessor",), statements=tuple(statements[name] for name in sorted(statements)),
        waivers=tuple(waivers),
    )  # fmt: skip


def _statement(fact: Fact, random: Random, quality: float, interview: int) -> Statement:
    if fact.may_not_apply and random.random() < 0.2:
        return Statement(fact=fact.name, state=State.NOT_APPLICABLE)
    return Statement(fact=fact.name, answer=_answer(fact, random, quality, interview))


def _answer(fact: Fact, random: Random, quality: float, interview: int) -> Answer:
    good = random.random() < quality
    match fact.measure:
        case NumberMeasure() as measure:
            top = 100 if measure.kind == "percent" else LARGEST_NUMBER
            number = str(random.randint(1 if good else 0, min(top, measure.highest)))
            unit = "%" if measure.kind == "percent" else measure.unit
            return f"{number} {unit}" if unit else number
        case YesNoMeasure():
            return "yes" if good else "no"
        case ChoiceMeasure() as measure:
            return random.choice(option_ids(measure))
        case ChoicesMeasure() as measure:
            known = option_ids(measure)
            chosen = set(random.sample(known, 12 if good else 2))
            return tuple(one for one in known if one in chosen)
        case DayMeasure():
            return format_day(interview)
        case TextMeasure():
            return "as described in the report"
        case JudgementMeasure(scale=scale):
            lowest = scale.highest - 1 if good else scale.lowest
            return str(random.randint(lowest, scale.highest))
        case ListMeasure() as measure:
            return tuple(
                {one.name: _answer(one, random, 0.5, interview) for one in measure.fields}
                for _ in range(random.randint(*MEMBERS))
            )
