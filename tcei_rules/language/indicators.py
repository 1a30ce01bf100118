"""Reading dimensions and indicators: a fact read through steps gives points.

Source: docs/ruleset-language.md, "Indicators".
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, TypeAlias

from tcei_rules.domain.condition import FactSubject, TimeSubject
from tcei_rules.domain.fact import (
    Better,
    DayMeasure,
    Fact,
    Measure,
)
from tcei_rules.domain.ruleset import ASSESSED_ON, TOTAL, Dimension, Indicator
from tcei_rules.domain.value import EXACT
from tcei_rules.domain.words import words
from tcei_rules.language import scalars
from tcei_rules.language.facts import add_fact, read_better, read_fact
from tcei_rules.language.log import Keys, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.scope import HARMLESS_BASIS, UNKNOWN_KIND, Scope
from tcei_rules.language.steps import Steps, read_points, read_steps

ONLY_ORDER = frozenset({"steps.must_rise", "steps.begin", "steps.beyond"})
"""Mistakes in steps whose points were read all the same."""

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
    reads, measure = _reads(keys, name, asked, scope)
    before = len(scope.log.mistakes)
    steps = read_steps(keys, name, measure, scope)
    told = {one.message for one in scope.log.mistakes[before:]}
    if told - ONLY_ORDER or measure is UNKNOWN_KIND:
        scope.unscored.add(name)
    better, reason = read_better(keys, scope)
    _demand_order(name, steps, better, keys, scope)
    indicator = Indicator(
        id=name,
        title=keys.read_demanded("title", lambda n: scope.words(n, "title"), words(name)),
        dimension=keys.read_demanded("dimension", lambda n: _known_dimension(n, scope), "none"),
        reads=reads,
        asks=asked.get(name),
        steps=steps.steps,
        by_option=steps.by_option,
        time_unit=steps.time_unit,
        cut_decimals=steps.cut_decimals,
        judged=steps.judged,
        weight=keys.read("weight", lambda n: scalars.integer(n, "`weight`", scope.log), 1),
        minimum=keys.read("minimum", lambda n: read_points(n, scope), None),
        tags=keys.read("tags", lambda n: _tags(n, scope), ()),
        better=better or Better.HIGHER,
        better_reason=reason,
        not_applicable=_policy(keys, reads, scope),
        basis=keys.read_demanded("basis", scope.basis, HARMLESS_BASIS),
        points_basis=keys.read_demanded("points_basis", scope.basis, HARMLESS_BASIS),
        was=keys.read("was", lambda n: scalars.identifier(n, "`was`", scope.log), None),
    )
    keys.close()
    _demand_sense(indicator, keys, scope)
    scope.indicators.setdefault(name, indicator)
    scope.places[f"indicators/{name}"] = keys.place
    return indicator


def _tags(node: Node, scope: Scope) -> tuple[str, ...]:
    return tuple(scalars.name(one, "tag", scope.log) for one in one_or_more(node, "tag", scope.log))


def _known_dimension(node: Node, scope: Scope) -> str:
    text = scalar(node, "dimension", scope.log)
    if text.text not in scope.dimensions:
        scope.log.unknown("dimension", text, scope.dimensions)
    return text.text


Reads: TypeAlias = "FactSubject | TimeSubject"


def _reads(
    keys: Keys, name: str, asked: dict[str, Fact], scope: Scope
) -> tuple[Reads, Measure | None]:
    """Return what is read, and what its values are; of a time there is no measure."""
    fact, measure = _fact(keys, name, asked, scope)
    before, after = keys.get("before"), keys.get("after")
    node = before if before is not None else after
    if node is None:
        return FactSubject(name=fact), measure
    if before is not None and after is not None:
        scope.log.add("time.before_and_after", keys.place)
    if measure is not UNKNOWN_KIND and not isinstance(measure, DayMeasure):
        scope.log.add("kind.not_a_day", keys.place, name=fact, kind=measure.kind)
    direction: Literal["before", "after"] = "before" if before is not None else "after"
    reference = scope.day_subject(node, f"`{direction}`")
    if reference is None or not isinstance(measure, DayMeasure):
        return FactSubject(name=fact), UNKNOWN_KIND
    return TimeSubject(name=fact, direction=direction, reference=reference[0]), None


def _fact(keys: Keys, name: str, asked: dict[str, Fact], scope: Scope) -> tuple[str, Measure]:
    fact_node, asks_node = keys.get("fact"), keys.get("asks")
    if (fact_node is None) == (asks_node is None):
        scope.log.add("indicator.fact_or_asks", keys.place, id=name)
        return ASSESSED_ON, UNKNOWN_KIND
    if asks_node is not None:
        scope.read_names.add(name)
        return name, asked[name].measure if name in asked else UNKNOWN_KIND
    assert fact_node is not None
    found = scope.subject(fact_node, "fact")
    return (found[0], found[1].measure) if found else (ASSESSED_ON, UNKNOWN_KIND)


def _policy(keys: Keys, reads: Reads, scope: Scope) -> Policy | None:
    node = keys.get("not_applicable")
    names = (reads.name, reads.reference) if isinstance(reads, TimeSubject) else (reads.name,)
    optional = [one for one in names if one in scope.readable and scope.readable[one].may_not_apply]
    if node is None:
        if optional:
            scope.log.add("indicator.policy_missing", keys.place, name=optional[0])
        return None
    if not optional:
        scope.log.add("not_applicable.always_applies", node.place, name=reads.name)
    text = scalar(node, "`not_applicable`", scope.log)
    for policy in POLICIES:
        if text.text == policy:
            return policy
    scope.log.unknown("word", text, POLICIES)
    return "excluded"


def _demand_order(name: str, steps: Steps, better: Better | None, keys: Keys, scope: Scope) -> None:
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
    unscored = indicator.id in scope.unscored
    if (
        indicator.minimum is not None
        and not unscored
        and not 1 <= indicator.minimum <= indicator.highest
    ):
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
        unscored = any(one.id in scope.unscored for one in own)
        if highest != dimension.maximum and not unscored:
            scope.log.add(
                "dimension.total", scope.places[f"dimensions/{dimension.id}"],
                id=dimension.id, highest=str(highest), maximum=str(dimension.maximum),
            )  # fmt: skip
