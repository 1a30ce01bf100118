"""Reading scales: levels, and how judgements settle to one.

Source: docs/ruleset-language.md, "Judgement".
"""

from __future__ import annotations

from typing import Literal

from tcei_rules.domain.fact import (
    Scale,
)
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, scalar
from tcei_rules.language.nodes import Node, Scalar
from tcei_rules.language.scope import Scope

MOST_LEVELS = 10_000
"""Of a scale; people tell far fewer apart, and readers list them."""


HARMLESS_SCALE = Scale(id="none", lowest=0, highest=1)


def read_scale_or_name(node: Node, scope: Scope) -> Scale:
    """Read the name of a scale of the file, or a scale written in place."""
    if isinstance(node, Scalar):
        found = scope.scales.get(node.text)
        if found is None:
            scope.log.unknown("scale", node, scope.scales)
        return found or HARMLESS_SCALE
    return read_scale("", node, scope)


def read_scale(name: str, node: Node, scope: Scope) -> Scale:
    """Read lowest and highest level, and how judgements settle to one."""
    log = scope.log
    keys = Keys(node, f"scale `{name}`" if name else "scale", log)
    lowest = keys.read_demanded("lowest", lambda n: scalars.integer(n, "`lowest`", log), 0)
    highest = keys.read_demanded("highest", lambda n: scalars.integer(n, "`highest`", log), 1)
    within = keys.read("agree_within", lambda n: scalars.integer(n, "`agree_within`", log), 0)
    take_node = keys.get("take")
    take: Literal["lower", "higher", "mean"] = "lower"
    if isinstance(take_node, Scalar) and take_node.text in {"lower", "higher", "mean"}:
        take = take_node.text  # type: ignore[assignment]
    elif take_node is not None:
        log.unknown("word", scalar(take_node, "`take`", log), ("lower", "higher", "mean"))
    if lowest >= highest:
        log.add("scale.order", keys.place, lowest=str(lowest), highest=str(highest))
        highest = lowest + 1
    if highest - lowest >= MOST_LEVELS:
        log.add("scale.many", keys.place, most=str(MOST_LEVELS))
        highest = lowest + 1
    if within < 0:
        log.add("scale.agree_within", keys.place)
    keys.close()
    return Scale(id=name or "own", lowest=lowest, highest=highest, agree_within=within, take=take)
