"""Reading dimensions and indicators: a fact read through steps gives points.

Source: docs/ruleset-language.md, "Indicators".
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple

from tcei_rules.domain.condition import FactSubject
from tcei_rules.domain.fact import (
    Better,
    ChoiceMeasure,
    Fact,
    JudgementMeasure,
    Measure,
    NumberMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import TOTAL, Dimension, Indicator, Step
from tcei_rules.domain.spelling import spell
from tcei_rules.domain.value import EXACT
from tcei_rules.domain.words import words
from tcei_rules.language import scalars
from tcei_rules.language.comparators import read_number
from tcei_rules.language.facts import add_fact, read_better, read_fact
from tcei_rules.language.log import Keys, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.scope import HARMLESS_BASIS, UNKNOWN_KIND, Scope

Policy = Literal["excluded", "zero", "full"]
POLICIES: tuple[Policy, ...] = ("excluded", "zero", "full")


def read_dimensions(node: Node, scope: Scope) -> tuple[Dimension, ...]:
    """Read the section `dimensions`; their control totals are checked after the indicators."""
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`dimensions`")
        return ()
    return tuple(_dimension(name, body, scope) for name, body in node.entries)


def _dimension(name: Scalar, body: Node, scope: Scope) -> Dimension:
    if name.text == TOTAL:
        scope.log.add("dimension.total_counts_all", name.place, total=TOTAL)
    scalars.name(name, "dimension", scope.log)
    keys = Keys(body, f"dimension `{name.text}`", scope.log)
    dimension = Dimension(
        id=name.text,
        title=keys.read_demanded("title", lambda n: scope.words(n, "title"), words(name.text)),
        maximum=keys.read_demanded(
            "maximum", lambda n: scalars.integer(n, "`maximum`", scope.log, unit="points"), 0
        ),
    )
    keys.close()
    scope.places[f"dimensions/{name.text}"] = name.place
    return dimension


def indicator_ids(node: Node | None, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the indicators before they are read: facts may offer them as options."""
    bodies = items(node, "`indicators`", scope.log) if node is not None else ()
    ids = [body.get("id") for body in bodies if isinstance(body, Mapping)]
    return tuple(dict.fromkeys(one.text for one in ids if isinstance(one, Scalar)))


def read_asked(node: Node | None, scope: Scope) -> dict[str, Fact]:
    """Read the facts that indicators ask for themselves, named by the indicator's id."""
    bodies = node.items if node is not None and not isinstance(node, Scalar | Mapping) else ()
    asked: dict[str, Fact] = {}
    for body in bodies:
        name, question = (
            (body.get("id"), body.get("asks")) if isinstance(body, Mapping) else (None, None)
        )
        if isinstance(name, Scalar) and question is not None and name.text not in asked:
            asked[name.text] = read_fact(name.text, question, scope)
            add_fact(name, asked[name.text], scope)
    return asked


def read_indicators(
    node: Node, asked: dict[str, Fact], dimensions: tuple[Dimension, ...], scope: Scope
) -> tuple[Indicator, ...]:
    """Read the section `indicators`."""
    bodies = items(node, "`indicators`", scope.log)
    indicators = tuple(_indicator(body, asked, scope) for body in bodies)
    _demand_totals(indicators, dimensions, scope)
    return indicators


def _indicator(body: Node, asked: dict[str, Fact], scope: Scope) -> Indicator:
    keys = Keys(body, "indicator", scope.log)
    name = keys.read_demanded("id", lambda n: scalars.identifier(n, "id", scope.log), "none")
    if name in scope.indicators:
        scope.log.add("indicator.twice", keys.place, id=name)
    keys.noun = f"indicator `{name}`"
    fact, measure = _reads(keys, name, asked, scope)
    steps = _steps(keys, name, measure, scope)
    better, reason = read_better(keys, scope)
    _demand_order(name, steps, better, keys, scope)
    indicator = Indicator(
        id=name,
        title=keys.read_demanded("title", lambda n: scope.words(n, "title"), words(name)),
        dimension=keys.read_demanded("dimension", lambda n: _known_dimension(n, scope), "none"),
        reads=FactSubject(name=fact),
        asks=asked.get(name),
        steps=steps.steps,
        by_option=steps.by_option,
        judged=steps.judged,
        weight=keys.read("weight", lambda n: scalars.integer(n, "`weight`", scope.log), 1),
        minimum=keys.read("minimum", lambda n: _minimum(n, scope), None),
        tags=keys.read("tags", lambda n: _tags(n, scope), ()),
        better=better or Better.HIGHER,
        better_reason=reason,
        not_applicable=_policy(keys, fact, scope),
        basis=keys.read_demanded("basis", scope.basis, HARMLESS_BASIS),
        points_basis=keys.read_demanded("points_basis", scope.basis, HARMLESS_BASIS),
        was=keys.read("was", lambda n: scalars.identifier(n, "`was`", scope.log), None),
    )
    keys.close()
    _demand_sense(indicator, keys, scope)
    scope.indicators.setdefault(name, indicator)
    scope.places[f"indicators/{name}"] = keys.place
    return indicator


def _minimum(node: Node, scope: Scope) -> int:
    return scalars.integer(node, "`minimum`", scope.log, unit="points")


def _tags(node: Node, scope: Scope) -> tuple[str, ...]:
    return tuple(scalars.name(one, "tag", scope.log) for one in one_or_more(node, "tag", scope.log))


def _known_dimension(node: Node, scope: Scope) -> str:
    text = scalar(node, "dimension", scope.log)
    if text.text not in scope.dimensions:
        scope.log.unknown("dimension", text, scope.dimensions)
    return text.text


def _reads(keys: Keys, name: str, asked: dict[str, Fact], scope: Scope) -> tuple[str, Measure]:
    fact_node, asks_node = keys.get("fact"), keys.get("asks")
    if (fact_node is None) == (asks_node is None):
        scope.log.add("indicator.fact_or_asks", keys.place, id=name)
        return "assessed_on", UNKNOWN_KIND
    if asks_node is not None:
        scope.read_names.add(name)
        return name, asked[name].measure if name in asked else UNKNOWN_KIND
    assert fact_node is not None
    found = scope.subject(fact_node, "fact")
    return (found[0], found[1].measure) if found else ("assessed_on", UNKNOWN_KIND)


def _policy(keys: Keys, fact: str, scope: Scope) -> Policy | None:
    node = keys.get("not_applicable")
    optional = fact in scope.readable and scope.readable[fact].may_not_apply
    if node is None:
        if optional:
            scope.log.add("indicator.policy_missing", keys.place, name=fact)
        return None
    if not optional:
        scope.log.add("not_applicable.always_applies", node.place, name=fact)
    text = scalar(node, "`not_applicable`", scope.log)
    for policy in POLICIES:
        if text.text == policy:
            return policy
    scope.log.unknown("word", text, POLICIES)
    return "excluded"


class _Steps(NamedTuple):
    steps: tuple[Step, ...]
    by_option: bool = False
    judged: bool = False


_HARMLESS = _Steps((Step(at=0, points=0),))


def _steps(keys: Keys, name: str, measure: Measure, scope: Scope) -> _Steps:
    node = keys.get("steps")
    if measure is UNKNOWN_KIND:
        return _HARMLESS
    if node is None:
        if isinstance(measure, JudgementMeasure):
            levels = range(measure.scale.lowest, measure.scale.highest + 1)
            steps = tuple(Step(at=level, points=level) for level in levels)
            return _Steps(steps, judged=True)
        message = "indicator.steps_missing" if _has_steps(measure) else "indicator.steps_kind"
        scope.log.add(message, keys.place, id=name, kind=measure.kind)
        return _HARMLESS
    match measure:
        case NumberMeasure() | JudgementMeasure():
            return _Steps(_number_steps(node, name, measure, scope))
        case YesNoMeasure() | ChoiceMeasure():
            return _Steps(_option_steps(node, name, measure, scope), by_option=True)
        case _:
            scope.log.add("indicator.steps_kind", node.place, id=name, kind=measure.kind)
            return _HARMLESS


def _has_steps(measure: Measure) -> bool:
    return isinstance(measure, NumberMeasure | JudgementMeasure | YesNoMeasure | ChoiceMeasure)


def _number_steps(
    node: Node, name: str, measure: NumberMeasure | JudgementMeasure, scope: Scope
) -> tuple[Step, ...]:
    steps: list[Step] = []
    for item in items(node, "`steps`", scope.log):
        keys = Keys(item, "step", scope.log)
        at_node = keys.demand("from")
        at = _threshold(at_node, name, measure, scope) if at_node is not None else None
        points = keys.read_demanded("points", lambda n: _minimum(n, scope), 0)
        keys.close()
        if at is None:
            continue
        if steps and at <= steps[-1].at:
            scope.log.add(
                "steps.must_rise", item.place, id=name,
                this=_spelt(at, measure), last=_spelt(steps[-1].at, measure),
            )  # fmt: skip
        steps.append(Step(at=at, points=points))
    _demand_begin(steps, node, name, measure, scope)
    return tuple(steps) or _HARMLESS.steps


def _threshold(
    node: Node, name: str, measure: NumberMeasure | JudgementMeasure, scope: Scope
) -> int | None:
    if isinstance(measure, JudgementMeasure):
        return scalars.integer(node, "level", scope.log)
    return read_number(node, name, measure, scope)


def _demand_begin(
    steps: list[Step],
    node: Node,
    name: str,
    measure: NumberMeasure | JudgementMeasure,
    scope: Scope,
) -> None:
    lowest, highest = _range(measure)
    if steps and steps[0].at != lowest:
        scope.log.add(
            "steps.begin", node.place, id=name,
            begin=_spelt(steps[0].at, measure), lowest=_spelt(lowest, measure),
        )  # fmt: skip
    for step in steps:
        if step.at > highest:
            scope.log.add(
                "steps.beyond", node.place, id=name,
                step=_spelt(step.at, measure), highest=_spelt(highest, measure),
            )  # fmt: skip


def _range(measure: NumberMeasure | JudgementMeasure) -> tuple[int, int]:
    if isinstance(measure, NumberMeasure):
        return measure.lowest, measure.highest
    return measure.scale.lowest, measure.scale.highest


def _spelt(value: int, measure: NumberMeasure | JudgementMeasure) -> str:
    return spell(measure, value)


def _option_steps(
    node: Node, name: str, measure: YesNoMeasure | ChoiceMeasure, scope: Scope
) -> tuple[Step, ...]:
    known = ("no", "yes") if isinstance(measure, YesNoMeasure) else option_ids(measure)
    points: dict[str, int] = {}
    for item in items(node, "`steps`", scope.log):
        keys = Keys(item, "step", scope.log)
        option_node = keys.demand("is")
        given = keys.read_demanded("points", lambda n: _minimum(n, scope), 0)
        keys.close()
        if option_node is None:
            continue
        option = scalar(option_node, "option", scope.log)
        if option.text not in known:
            scope.log.unknown("option", option, known)
        elif option.text in points:
            scope.log.add("steps.option_twice", option.place, option=option.text)
        points[option.text] = given
    for missing in known:
        if missing not in points:
            scope.log.add("steps.option_missing", node.place, name=name, option=missing)
    return tuple(Step(at=index, points=points.get(one, 0)) for index, one in enumerate(known))


def _demand_order(
    name: str, steps: _Steps, better: Better | None, keys: Keys, scope: Scope
) -> None:
    if steps.by_option or better is Better.NEITHER:
        return
    points = [step.points for step in steps.steps]
    rising = all(a <= b for a, b in pairwise(points))
    falling = all(a >= b for a, b in pairwise(points))
    if better is Better.LOWER and not falling:
        scope.log.add("steps.rise_though_lower", keys.place, id=name)
    elif better is not Better.LOWER and not rising:
        scope.log.add("steps.fall", keys.place, id=name)


def _demand_sense(indicator: Indicator, keys: Keys, scope: Scope) -> None:
    if indicator.minimum is not None and not 1 <= indicator.minimum <= indicator.highest:
        scope.log.add(
            "indicator.minimum", keys.place, id=indicator.id,
            minimum=str(indicator.minimum), highest=str(indicator.highest),
        )  # fmt: skip
    if indicator.weight < 0:
        scope.log.add("indicator.weight", keys.place, id=indicator.id)
    if any(not 0 <= step.points <= MOST_POINTS for step in indicator.steps):
        scope.log.add("indicator.points_range", keys.place, id=indicator.id, most=str(MOST_POINTS))


MOST_POINTS = 10_000
"""Points of one indicator; more would not fit the packed outcome and rank nobody better."""


MOST_TOTAL = EXACT // (100 * 10**9)
"""Points in all: times 100, times the decimals of a share, they stay exact."""


def _demand_totals(
    indicators: tuple[Indicator, ...], dimensions: tuple[Dimension, ...], scope: Scope
) -> None:
    highest = sum(one.highest * one.weight for one in indicators)
    if highest > MOST_TOTAL:
        place = scope.places[f"indicators/{indicators[0].id}"]
        scope.log.add("indicator.too_many_points", place, points=str(highest), most=str(MOST_TOTAL))
    for dimension in dimensions:
        own = [one for one in indicators if one.dimension == dimension.id]
        highest = sum(one.highest * one.weight for one in own)
        if highest != dimension.maximum:
            scope.log.add(
                "dimension.total", scope.places[f"dimensions/{dimension.id}"],
                id=dimension.id, highest=str(highest), maximum=str(dimension.maximum),
            )  # fmt: skip
