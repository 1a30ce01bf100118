"""Reading groups of the options of a choice.

Source: docs/ruleset-language.md, "Derived facts".
"""

from __future__ import annotations

from tcei_rules.domain.fact import (
    ChoiceMeasure,
    Option,
    option_ids,
)
from tcei_rules.domain.ruleset import (
    GroupOf,
)
from tcei_rules.language import scalars
from tcei_rules.language.items import UNKNOWN, WorkedOut
from tcei_rules.language.log import Keys, some
from tcei_rules.language.nodes import Mapping, Scalar
from tcei_rules.language.scope import UNKNOWN_KIND, Scope


def read_group(keys: Keys, scope: Scope) -> WorkedOut:
    """Read into which group each option of a choice goes."""
    node, into_node = keys.demand("group"), keys.demand("into")
    assert node is not None
    found = scope.subject(node, "`group`")
    if found is None or into_node is None:
        return UNKNOWN
    name, readable = found
    if not isinstance(readable.measure, ChoiceMeasure):
        if readable.measure is not UNKNOWN_KIND:
            scope.log.add("group.kind", node.place, name=name, kind=readable.measure.kind)
        return UNKNOWN
    if not isinstance(into_node, Mapping) or not into_node.entries:
        scope.log.add("shape.mapping", into_node.place, noun="`into`")
        return UNKNOWN
    options = option_ids(readable.measure)
    placed, rest = _placed(into_node, options, scope)
    for missing in [one for one in options if one not in placed and rest is None]:
        scope.log.add("group.missing", into_node.place, option=missing, name=name)
    groups = tuple(placed.get(one, rest or 0) for one in options)
    measure = ChoiceMeasure(options=tuple(Option(id=key.text) for key, _ in into_node.entries))
    return GroupOf(of=name, groups=groups, rest=rest), measure, readable.may_not_apply


def _placed(
    into: Mapping, options: tuple[str, ...], scope: Scope
) -> tuple[dict[str, int], int | None]:
    """Return the group of every option that is named, and the group of the rest."""
    placed: dict[str, int] = {}
    rest: int | None = None
    for number, (key, body) in enumerate(into.entries):
        scalars.identifier(key, "group", scope.log)
        if isinstance(body, Scalar) and body.text == REST:
            if rest is not None:
                scope.log.add("group.rest_twice", key.place)
            rest = number
            continue
        for option in some(body, "option", scope.log):
            if option.text not in options:
                scope.log.unknown("option", option, options)
            elif option.text in placed:
                scope.log.add("group.twice", option.place, option=option.text)
            placed[option.text] = number
    return placed, rest


REST = "rest"
