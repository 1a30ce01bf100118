"""Reading steps: from which value on, or for which option, there are how many points.

Source: docs/ruleset-language.md, "Indicators".
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from tcei_rules.domain.days import TimeUnit
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    JudgementMeasure,
    Measure,
    NumberMeasure,
    ShareMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import Step
from tcei_rules.domain.spelling import spell, spell_number
from tcei_rules.errors import Place
from tcei_rules.language import scalars
from tcei_rules.language.comparators import read_number, read_share, read_time
from tcei_rules.language.log import Keys, items, scalar
from tcei_rules.language.nodes import Node
from tcei_rules.language.scope import UNKNOWN_KIND, Scope

T = TypeVar("T")


def read_points(node: Node, scope: Scope) -> int:
    """Read a number of points."""
    return scalars.integer(node, "`points`", scope.log, unit="points")


class Steps(NamedTuple):
    """The steps of an indicator, and what they are over."""

    steps: tuple[Step, ...]
    by_option: bool = False
    judged: bool = False
    time_unit: TimeUnit | None = None
    cut_decimals: int = 0


HARMLESS = Steps((Step(at=0, points=0),))


def read_steps(keys: Keys, name: str, measure: Measure | None, scope: Scope) -> Steps:
    """Read the steps of an indicator over a measure, or over a time if there is none."""
    node = keys.get("steps")
    if measure is UNKNOWN_KIND:
        return HARMLESS
    if node is None:
        if isinstance(measure, JudgementMeasure):
            levels = range(measure.scale.lowest, measure.scale.highest + 1)
            steps = tuple(Step(at=level, points=level) for level in levels)
            return Steps(steps, judged=True)
        message = "indicator.steps_missing" if _has_steps(measure) else "indicator.steps_kind"
        kind = measure.kind if measure else "time"
        scope.log.add(message, keys.place, id=name, kind=kind)
        return HARMLESS
    match measure:
        case None:
            return _time_steps(node, name, scope)
        case ShareMeasure():
            return _share_steps(node, name, measure, scope)
        case NumberMeasure() | JudgementMeasure():
            return Steps(_number_steps(node, name, measure, scope))
        case YesNoMeasure() | ChoiceMeasure():
            return Steps(_option_steps(node, name, measure, scope), by_option=True)
        case _:
            scope.log.add("indicator.steps_kind", node.place, id=name, kind=measure.kind)
            return HARMLESS


def _has_steps(measure: Measure | None) -> bool:
    scored = NumberMeasure | ShareMeasure | JudgementMeasure | YesNoMeasure | ChoiceMeasure
    return measure is None or isinstance(measure, scored)


def _number_steps(
    node: Node, name: str, measure: NumberMeasure | JudgementMeasure, scope: Scope
) -> tuple[Step, ...]:
    cuts = _cuts(node, lambda n: _threshold(n, name, measure, scope), scope)
    steps = _rising(name, cuts, lambda at: _spelt(at, measure), scope)
    _demand_begin(steps, node, name, measure, scope)
    return tuple(steps) or HARMLESS.steps


class _Cut(NamedTuple, Generic[T]):
    at: T
    points: int
    place: Place


def _cuts(node: Node, read: Callable[[Node], T | None], scope: Scope) -> list[_Cut[T]]:
    """Read the steps of something ordered, each from where it holds."""
    cuts: list[_Cut[T]] = []
    for item in items(node, "`steps`", scope.log):
        keys = Keys(item, "step", scope.log)
        at_node = keys.demand("from")
        at = read(at_node) if at_node is not None else None
        points = keys.read_demanded("points", lambda n: read_points(n, scope), 0)
        keys.close()
        if at is not None:
            cuts.append(_Cut(at, points, item.place))
    return cuts


def _rising(
    name: str, cuts: list[_Cut[int]], spelt: Callable[[int], str], scope: Scope
) -> list[Step]:
    for last, this in pairwise(cuts):
        if this.at <= last.at:
            scope.log.add(
                "steps.must_rise", this.place, id=name, this=spelt(this.at), last=spelt(last.at)
            )
    return [Step(at=cut.at, points=cut.points) for cut in cuts]


def _time_steps(node: Node, name: str, scope: Scope) -> Steps:
    cuts = _cuts(node, lambda n: read_time(n, scope), scope)
    if not cuts:
        return HARMLESS
    unit = cuts[0].at[1]
    for cut in cuts:
        if cut.at[1] != unit:
            scope.log.add("steps.units", cut.place, id=name, unit=unit)
    if cuts[0].at[0] != 0:
        begin = f"{cuts[0].at[0]} {unit}"
        scope.log.add("steps.begin", node.place, id=name, begin=begin, lowest=f"0 {unit}")
    numbers = [_Cut(cut.at[0], cut.points, cut.place) for cut in cuts]
    steps = _rising(name, numbers, lambda at: f"{at} {unit}", scope)
    return Steps(tuple(steps), time_unit=unit)


def _share_steps(node: Node, name: str, measure: ShareMeasure, scope: Scope) -> Steps:
    read = _cuts(node, lambda n: read_share(n, name, measure, scope), scope)
    if not read:
        return HARMLESS
    decimals = max(cut.at.decimals for cut in read)
    cuts = [_Cut(cut.at.scaled(decimals), cut.points, cut.place) for cut in read]

    def spelt(at: int) -> str:
        return f"{spell_number(at, decimals)} {measure.unit or '%'}"

    steps = _rising(name, cuts, spelt, scope)
    if steps[0].at != 0:
        begin, lowest = spelt(steps[0].at), spelt(0)
        scope.log.add("steps.begin", node.place, id=name, begin=begin, lowest=lowest)
    if measure.of_items and steps[-1].at > 100 * 10**decimals:
        step = spelt(steps[-1].at)
        scope.log.add("steps.beyond", node.place, id=name, step=step, highest="100 %")
    return Steps(tuple(steps), cut_decimals=decimals)


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
        given = keys.read_demanded("points", lambda n: read_points(n, scope), 0)
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
