"""Reading which indicators are meant, and how many points each must reach.

Source: docs/ruleset-language.md, "Conditions".
"""

from __future__ import annotations

from tcei_rules.domain.condition import (
    Reach,
    Selection,
)
from tcei_rules.domain.fact import ChoicesMeasure
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, scalar, some
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.scope import Scope


def read_selection(node: Node, scope: Scope, *, chosen: bool) -> Selection:
    """Read which indicators are meant."""
    everything = tuple(scope.indicators)
    if isinstance(node, Scalar) and node.text == "all":
        _some_selected(everything, node, scope)
        return Selection(by="all", ids=everything)
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        scope.log.add("selection.shape", node.place)
        return Selection(by="all", ids=everything)
    key, body = node.entries[0]
    readers = {"tag": _tagged, "dimension": _of_dimension, "ids": _listed}
    if chosen:
        readers["chosen_in"] = _chosen
    if key.text not in readers:
        scope.log.unknown("selection", key, readers)
        return Selection(by="all", ids=everything)
    return readers[key.text](body, scope)


def _tagged(node: Node, scope: Scope) -> Selection:
    text = scalar(node, "tag", scope.log)
    ids = tuple(one.id for one in scope.indicators.values() if text.text in one.tags)
    if not ids:
        tags = sorted({tag for one in scope.indicators.values() for tag in one.tags})
        scope.log.unknown("tag", text, tags)
    return Selection(by="tag", name=text.text, ids=ids)


def _of_dimension(node: Node, scope: Scope) -> Selection:
    text = scalar(node, "dimension", scope.log)
    if text.text not in scope.dimensions:
        scope.log.unknown("dimension", text, scope.dimensions)
    ids = tuple(one.id for one in scope.indicators.values() if one.dimension == text.text)
    if text.text in scope.dimensions:
        _some_selected(ids, node, scope)
    return Selection(by="dimension", name=text.text, ids=ids)


def _some_selected(ids: tuple[str, ...], node: Node, scope: Scope) -> None:
    """Log a selection of nothing: a demand over it would be met by everybody."""
    if not ids:
        scope.log.add("selection.empty", node.place)


def _listed(node: Node, scope: Scope) -> Selection:
    named = some(node, "indicator", scope.log)
    for one in named:
        if one.text not in scope.indicators:
            scope.log.unknown("indicator", one, scope.indicators)
    return Selection(by="ids", ids=tuple(one.text for one in named))


def _chosen(node: Node, scope: Scope) -> Selection:
    found = scope.subject(node, "`chosen_in`")
    name = found[0] if found else ""
    if found is not None:
        measure = found[1].measure
        options = [one.id for one in measure.options] if isinstance(measure, ChoicesMeasure) else []
        if options != list(scope.indicator_ids):
            scope.log.add("selection.chosen_in", node.place, name=name)
    return Selection(by="chosen_in", name=name, ids=tuple(scope.indicators))


def read_reach(node: Node, scope: Scope) -> Reach | None:
    """Read how many points each must reach; nothing if that cannot be read."""
    text = scalar(node, "`reach`", scope.log)
    if text.text == "minimum":
        return Reach(by="minimum")
    if text.text == "full":
        return Reach(by="full")
    before = len(scope.log.mistakes)
    points = scalars.integer(text, "`reach`", scope.log, unit="points")
    return None if scope.log.since(before) else Reach(by="points", points=points)


def demand_reachable(selection: Selection, reach: Reach, keys: Keys, scope: Scope) -> None:
    """Log points that none of the selected can reach, or that all of them have."""
    selected = [scope.indicators[one] for one in selection.ids if one in scope.indicators]
    highest = max((one.highest for one in selected), default=reach.points)
    if reach.by == "points" and not 1 <= reach.points <= highest:
        scope.log.add("selection.reach", keys.place, points=str(reach.points), highest=str(highest))
    if reach.by == "full" and selected and highest == 0:
        scope.log.add("selection.no_points", keys.place)
    _some_minimum(selection, reach, keys, scope)


def _some_minimum(selection: Selection, reach: Reach, keys: Keys, scope: Scope) -> None:
    minimums = [scope.indicators[one].minimum for one in selection.ids if one in scope.indicators]
    if reach.by == "minimum" and minimums and all(one is None for one in minimums):
        scope.log.add("selection.no_minimum", keys.place)
