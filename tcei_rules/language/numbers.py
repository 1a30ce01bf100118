"""Reading numbers that are asked: decimals, units, bounds.

Source: docs/ruleset-language.md, "Asked facts".
"""

from __future__ import annotations

import re
from typing import Literal

from tcei_rules.domain.fact import (
    USUAL_HIGHEST,
    AskedMeasure,
    NumberMeasure,
    OtherUnit,
)
from tcei_rules.domain.value import EXACT
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, scalar
from tcei_rules.language.nodes import Mapping, Node
from tcei_rules.language.scope import Scope


def read_number_asked(
    kind: Literal["count", "number", "percent", "amount"], keys: Keys, scope: Scope
) -> AskedMeasure:
    """Read decimals, unit, other units and bounds of a number."""
    log = scope.log
    decimals = 0
    if kind != "count":
        decimals = keys.read("decimals", lambda n: scalars.integer(n, "`decimals`", log), 0)
    if not 0 <= decimals <= 9:  # noqa: PLR2004 -- nanounits are finer than any criterion
        log.add("number.decimals_range", keys.place)
        decimals = 0
    unit = None
    if kind != "percent":
        unit = keys.read("unit", lambda n: scalar(n, "`unit`", log).text, None)
    if kind == "amount" and unit is None:
        log.add("key.missing", keys.place, noun=keys.noun, key="unit")
    written = "%" if kind == "percent" else unit
    lowest = keys.read("min", lambda n: _bound(n, "min", decimals, written, scope), 0)
    highest = keys.read("max", lambda n: _bound(n, "max", decimals, written, scope), None)
    if highest is None:
        if kind not in USUAL_HIGHEST:
            log.add("key.missing", keys.place, noun=keys.noun, key="max")
        highest = max(lowest, USUAL_HIGHEST.get(kind, 0) * 10**decimals)
    if lowest > highest:
        log.add("number.min_above_max", keys.place)
        highest = lowest
    also: tuple[OtherUnit, ...] = ()
    if kind in {"number", "amount"}:
        also = keys.read("also", lambda n: _other_units(n, unit, scope), ())
    fine = max((one.decimals for one in also), default=0)
    lowest, highest = lowest * 10**fine, highest * 10**fine
    if max(-lowest, highest) >= EXACT:
        log.add("number.too_large", keys.place, decimals=str(decimals + fine))
        lowest, highest = 0, 0
    return NumberMeasure(
        kind=kind, decimals=decimals, fine=fine, unit=unit, also=also, lowest=lowest,
        highest=highest,
    )  # fmt: skip


def _other_units(node: Node, own: str | None, scope: Scope) -> tuple[OtherUnit, ...]:
    if not isinstance(node, Mapping) or not node.entries:
        scope.log.add("shape.mapping", node.place, noun="`also`")
        return ()
    if own is None:
        scope.log.add("also.no_unit", node.place)
    others: list[OtherUnit] = []
    for unit, factor in node.entries:
        read = scalars.quantity(factor, "factor", scope.log)
        if unit.text == own or not UNIT.fullmatch(unit.text):
            scope.log.add("also.unit", unit.place, unit=unit.text)
        if read is None:
            continue
        if read.unit is not None or read.number <= 0 or read.decimals > MOST_FINE:
            text = scalar(factor, "factor", scope.log).text
            scope.log.add("also.factor", factor.place, text=text, most=str(MOST_FINE))
            continue
        others.append(
            OtherUnit(unit=unit.text, factor=read.scaled(read.decimals), decimals=read.decimals)
        )
    return tuple(others)


MOST_FINE = 9
"""Decimals of a factor; a mile has 1.609344 kilometres."""


UNIT = re.compile(r"[^0-9\s.,-].*")
"""What can stand behind a number as its unit."""


def _bound(node: Node, key: str, decimals: int, unit: str | None, scope: Scope) -> int:
    read = scalars.quantity(node, f"`{key}`", scope.log)
    if read is None:
        return 0
    text = scalar(node, f"`{key}`", scope.log).text
    if read.unit is not None and read.unit != unit:
        message = "unit.other" if unit else "unit.none"
        scope.log.add(message, node.place, name=key, text=text, expected=unit or "")
    if read.decimals > decimals:
        scope.log.add(
            "number.decimals", node.place, text=text, name=key,
            has=str(read.decimals), most=str(decimals),
        )  # fmt: skip
        return 0
    return read.scaled(decimals)
