"""Reading sums and shares.

Source: docs/ruleset-language.md, "Derived facts".
"""

from __future__ import annotations

from tcei_rules.domain.fact import (
    ListMeasure,
    NumberMeasure,
    ShareMeasure,
)
from tcei_rules.domain.ruleset import (
    ShareOf,
    SumOf,
)
from tcei_rules.domain.value import EXACT
from tcei_rules.language.items import UNKNOWN, WorkedOut, field_of, read_where
from tcei_rules.language.log import Keys, some
from tcei_rules.language.nodes import Scalar
from tcei_rules.language.scope import UNKNOWN_KIND, Readable, Scope


def read_sum(keys: Keys, scope: Scope) -> WorkedOut:
    """Read the total of several facts, or of one field over the items of a list."""
    node = keys.demand("sum")
    assert node is not None
    if isinstance(node, Scalar):
        return _sum_of_items(node, keys, scope)
    named = some(node, "fact", scope.log)
    found = [one for name in named if (one := scope.subject(name, "fact")) is not None]
    numbers = [
        (name, one, one.measure) for name, one in found if isinstance(one.measure, NumberMeasure)
    ]
    for name, readable in found:
        measure = readable.measure
        if measure is not UNKNOWN_KIND and not isinstance(measure, NumberMeasure):
            scope.log.add("sum.kind", node.place, name=name, kind=measure.kind)
    if not numbers or len(numbers) < len(named):
        return UNKNOWN
    units = {number.written_unit: None for _, _, number in numbers}
    if len(units) > 1:
        told = " and ".join(unit or "a number without unit" for unit in units)
        scope.log.add("sum.units", node.place, units=told)
    total = _total([number for _, _, number in numbers], keys, scope)
    optional = all(one.may_not_apply for _, one, _ in numbers)
    return SumOf(of=tuple(name for name, _, _ in numbers)), total, optional


def _total(parts: list[NumberMeasure], keys: Keys, scope: Scope) -> NumberMeasure:
    decimals, scale = max(one.decimals for one in parts), max(one.scale for one in parts)
    total = NumberMeasure(
        kind=parts[0].kind,
        decimals=decimals,
        fine=scale - decimals,
        unit=parts[0].unit,
        lowest=sum(one.lowest * 10 ** (scale - one.scale) for one in parts),
        highest=sum(one.highest * 10 ** (scale - one.scale) for one in parts),
    )
    return _bounded(total, keys, scope)


def _bounded(measure: NumberMeasure, keys: Keys, scope: Scope) -> NumberMeasure:
    if max(-measure.lowest, measure.highest) >= EXACT:
        scope.log.add("sum.too_large", keys.place)
    return measure


def _sum_of_items(node: Scalar, keys: Keys, scope: Scope) -> WorkedOut:
    name, dot, field_name = node.text.partition(".")
    where_node = keys.get("where")
    if not dot:
        scope.log.add("sum.shape", node.place, text=node.text)
        return UNKNOWN
    found = scope.subject(Scalar(name, node.place), "`sum`")
    if found is None or not isinstance(found[1].measure, ListMeasure):
        if found is not None and found[1].measure is not UNKNOWN_KIND:
            scope.log.add("sum.shape", node.place, text=node.text)
        return UNKNOWN
    measure = found[1].measure
    where = read_where(where_node, measure, scope)
    field = field_of(measure, field_name)
    if field is None:
        known = [one.name for one in measure.fields]
        scope.log.unknown("field", Scalar(field_name, node.place), known)
        return UNKNOWN
    if not isinstance(field.measure, NumberMeasure):
        scope.log.add("sum.kind", node.place, name=field_name, kind=field.measure.kind)
        return UNKNOWN
    lowest, highest = min(0, field.measure.lowest), max(0, field.measure.highest)
    sums = {"lowest": measure.most * lowest, "highest": measure.most * highest, "also": ()}
    total = _bounded(field.measure.model_copy(update=sums), keys, scope)
    derivation = SumOf(of=(name,), field=field_name, where=where)
    return derivation, total, found[1].may_not_apply


def read_share_of(keys: Keys, scope: Scope) -> WorkedOut:
    """Read a share: items of a list among all, or one fact in another."""
    node, whole_node = keys.demand("share"), keys.get("of")
    where_node = keys.get("where")
    assert node is not None
    found = scope.subject(node, "`share`")
    if found is None or found[1].measure is UNKNOWN_KIND:
        return UNKNOWN
    name, readable = found
    if isinstance(readable.measure, ListMeasure):
        where = read_where(where_node, readable.measure, scope)
        if where is None:
            scope.log.add("share.where", keys.place, name=name)
        if whole_node is not None:
            scope.log.add("share.of_list", whole_node.place, name=name)
        optional = readable.may_not_apply or readable.measure.least == 0
        return ShareOf(of=name, where=where), ShareMeasure(of_items=True), optional
    if where_node is not None:
        scope.log.add("share.where_of_list", where_node.place, name=name)
    if whole_node is None:
        scope.log.add("share.whole", keys.place, name=name)
        return UNKNOWN
    whole = scope.subject(whole_node, "`of`")
    return UNKNOWN if whole is None else _part_of(found, whole, keys, scope)


def _part_of(
    part: tuple[str, Readable], whole: tuple[str, Readable], keys: Keys, scope: Scope
) -> WorkedOut:
    of, among = (_counted_number(*one, keys, scope) for one in (part, whole))
    if of is None or among is None:
        return UNKNOWN
    measure = ShareMeasure(
        unit=_unit_per(of.written_unit, among.written_unit),
        part_decimals=of.scale,
        whole_decimals=among.scale,
    )
    optional = part[1].may_not_apply or whole[1].may_not_apply or among.lowest <= 0
    return ShareOf(of=part[0], whole=whole[0]), measure, optional


def _counted_number(
    name: str, readable: Readable, keys: Keys, scope: Scope
) -> NumberMeasure | None:
    measure = readable.measure
    if not isinstance(measure, NumberMeasure):
        if measure is not UNKNOWN_KIND:
            scope.log.add("sum.kind", keys.place, name=name, kind=measure.kind)
        return None
    if measure.lowest < 0:
        scope.log.add("share.negative", keys.place, name=name)
    return measure


def _unit_per(part: str | None, whole: str | None) -> str | None:
    if part == whole:
        return None
    if whole is None:
        return part
    return f"{part} per {whole}" if part else f"per {whole}"
