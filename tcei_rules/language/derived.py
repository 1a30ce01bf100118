"""Reading derived facts: counts, and what the last award of a label says.

A new form is a reader in `_FORMS` and a class in `domain/ruleset.py`.
Source: docs/ruleset-language.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

from tcei_rules.domain.basis import Basis
from tcei_rules.domain.condition import Condition
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    ListMeasure,
    Measure,
    NumberMeasure,
    Option,
    ShareMeasure,
    option_ids,
)
from tcei_rules.domain.ruleset import (
    ANY_LABEL,
    CountOf,
    Derivation,
    Derived,
    GroupOf,
    LastAward,
    ShareOf,
    SumOf,
)
from tcei_rules.domain.value import EXACT
from tcei_rules.language import scalars
from tcei_rules.language.conditions import read_condition
from tcei_rules.language.facts import read_better
from tcei_rules.language.log import Keys, scalar, some
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence
from tcei_rules.language.scope import UNKNOWN_KIND, Readable, Scope

AWARD_DAYS = ("valid_from", "valid_until")


def read_derived(node: Node, scope: Scope) -> tuple[Derived, ...]:
    """Read the section `derived`, in an order in which each finds what it reads.

    Raises nothing: a circle is logged, and its members are left out.
    """
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`derived`")
        return ()
    bodies = {name.text: (name, body) for name, body in node.entries}
    needs = {name: _needs(body) & bodies.keys() for name, (_, body) in bodies.items()}
    while circle := _circle(needs):
        first = min(circle, key=list(bodies).index)
        _log_circle(circle, bodies[first][0], scope)
        for name in circle:
            needs.pop(name, None)
            scope.readable[name] = Readable(UNKNOWN_KIND)
        needs = {name: needed & needs.keys() for name, needed in needs.items()}
    done = {name: _named(*bodies[name], scope) for name in TopologicalSorter(needs).static_order()}
    return tuple(done[name] for name in bodies if name in done)


def _circle(needs: dict[str, set[str]]) -> list[str]:
    """Return names that are worked out from one another, each from the one after it, if any."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        named: list[str] = error.args[1]
        return named[:0:-1]
    return []


def _log_circle(circle: list[str], first: Scalar, scope: Scope) -> None:
    start = circle.index(first.text)
    told = [*circle[start:], *circle[:start], first.text]
    scope.log.add("derived.circle", first.place, name=first.text, circle=" → ".join(told))


def _needs(body: Node) -> set[str]:
    """Return the names that a derived fact reads and that may be derived facts themselves."""
    keys = ("before", "count", "sum", "share", "of", "group")
    nodes = [body.get(key) for key in keys] if isinstance(body, Mapping) else []
    listed = [item for node in nodes if isinstance(node, Sequence) for item in node.items]
    return {node.text for node in [*nodes, *listed] if isinstance(node, Scalar)}


def _named(name: Scalar, body: Node, scope: Scope) -> Derived:
    scalars.name(name, "derived fact", scope.log)
    if name.text in scope.readable:
        scope.log.add("name.both", name.place, name=name.text)
    keys = Keys(body, f"derived fact `{name.text}`", scope.log)
    form = next((key for key in _FORMS if keys.has(key)), None)
    if not isinstance(body, Mapping):
        derivation, measure, optional = _UNKNOWN
    elif form is None:
        scope.log.add("derived.no_form", keys.place, name=name.text, forms=", ".join(_FORMS))
        keys.forgive()
        derivation, measure, optional = _UNKNOWN
    else:
        derivation, measure, optional = _FORMS[form](keys, scope)
    better, reason = read_better(keys, scope)
    basis = keys.read("basis", scope.basis, None)
    derived = Derived(
        name=name.text,
        derivation=derivation,
        measure=measure,
        may_not_apply=optional,
        title=keys.read("title", lambda n: scope.words(n, "title"), None),
        better=better,
        better_reason=reason,
        basis=basis,
        was=keys.read("was", lambda n: scalars.name(n, "`was`", scope.log), None),
    )
    keys.close()
    _demand_basis(derived, basis, keys, scope)
    scope.readable[name.text] = Readable(measure, optional)
    scope.places[f"facts/{name.text}"] = name.place
    return derived


def _demand_basis(derived: Derived, basis: Basis | None, keys: Keys, scope: Scope) -> None:
    match derived.derivation:
        case CountOf(where=where) | SumOf(where=where) | ShareOf(where=where):
            chooses = where is not None
        case GroupOf():
            chooses = True
        case LastAward():
            chooses = False
    if derived.was is not None and isinstance(derived.measure, ShareMeasure):
        scope.log.add("derived.was_share", keys.place, name=derived.name)
    if chooses and basis is None:
        scope.log.add("basis.chooses_values", keys.place, name=derived.name)


_Read = tuple[Derivation, Measure, bool]
_UNKNOWN: _Read = (CountOf(of="none"), UNKNOWN_KIND, False)


def _count(keys: Keys, scope: Scope) -> _Read:
    node = keys.demand("count")
    assert node is not None
    found = scope.subject(node, "`count`")
    where_node, different_node = keys.get("where"), keys.get("different")
    if found is None or found[1].measure is UNKNOWN_KIND:
        return _UNKNOWN
    name, readable = found
    match readable.measure:
        case ListMeasure() as measure:
            where = _where(where_node, measure, scope)
            different = _different(different_node, measure, scope)
            highest = measure.most if different is None else _options_of(measure, different)
            derivation = CountOf(of=name, where=where, different=different)
            return derivation, _counting(highest), readable.may_not_apply
        case ChoicesMeasure(options=options):
            if where_node is not None or different_node is not None:
                scope.log.add("count.choices", keys.place, name=name)
            return CountOf(of=name), _counting(len(options)), readable.may_not_apply
        case other:
            scope.log.add("count.of", node.place, name=name, kind=other.kind)
            return _UNKNOWN


def _counting(highest: int) -> NumberMeasure:
    return NumberMeasure(kind="count", lowest=0, highest=highest)


def _where(node: Node | None, measure: ListMeasure, scope: Scope) -> Condition | None:
    return None if node is None else read_condition(node, scope.within(measure.fields))


def _different(node: Node | None, measure: ListMeasure, scope: Scope) -> str | None:
    if node is None:
        return None
    text = scalar(node, "`different`", scope.log)
    field = _field(measure, text.text)
    if field is None:
        scope.log.unknown("field", text, [one.name for one in measure.fields])
    elif not isinstance(field.measure, ChoiceMeasure):
        scope.log.add("count.different", text.place, name=text.text, kind=field.measure.kind)
    return text.text


def _field(measure: ListMeasure, name: str) -> Fact | None:
    return next((one for one in measure.fields if one.name == name), None)


def _options_of(measure: ListMeasure, name: str) -> int:
    field = _field(measure, name)
    options = field.measure.options if field and isinstance(field.measure, ChoiceMeasure) else ()
    return min(measure.most, len(options))


def _last(keys: Keys, scope: Scope) -> _Read:
    node, take_node = keys.demand("last"), keys.demand("take")
    assert node is not None
    label = scalar(node, "label", scope.log)
    if label.text not in (*scope.labels, ANY_LABEL):
        scope.log.unknown("label", label, (*scope.labels, ANY_LABEL))
    before_node = keys.get("before")
    before = scope.day_subject(before_node, "`before`") if before_node is not None else None
    take, measure = _take(take_node, scope)
    derivation = LastAward(label=label.text, before=before[0] if before else None, take=take)
    return derivation, measure, True


def _take(node: Node | None, scope: Scope) -> tuple[str, Measure]:
    if node is None:
        return "valid_until", UNKNOWN_KIND
    text = scalar(node, "`take`", scope.log)
    if text.text in AWARD_DAYS:
        return text.text, DayMeasure(future=True)
    found = scope.awarded.get(text.text)
    if found is None:
        scope.log.unknown("fact", text, (*AWARD_DAYS, *scope.awarded))
        return text.text, UNKNOWN_KIND
    scope.read_names |= {text.text, text.text.partition(".")[0]}
    return text.text, found.measure


def _sum(keys: Keys, scope: Scope) -> _Read:
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
        return _UNKNOWN
    units = {_unit(number): None for _, _, number in numbers}
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


def _unit(measure: NumberMeasure) -> str | None:
    return "%" if measure.kind == "percent" else measure.unit


def _sum_of_items(node: Scalar, keys: Keys, scope: Scope) -> _Read:
    name, dot, field_name = node.text.partition(".")
    where_node = keys.get("where")
    if not dot:
        scope.log.add("sum.shape", node.place, text=node.text)
        return _UNKNOWN
    found = scope.subject(Scalar(name, node.place), "`sum`")
    if found is None or not isinstance(found[1].measure, ListMeasure):
        if found is not None and found[1].measure is not UNKNOWN_KIND:
            scope.log.add("sum.shape", node.place, text=node.text)
        return _UNKNOWN
    measure = found[1].measure
    where = _where(where_node, measure, scope)
    field = _field(measure, field_name)
    if field is None:
        known = [one.name for one in measure.fields]
        scope.log.unknown("field", Scalar(field_name, node.place), known)
        return _UNKNOWN
    if not isinstance(field.measure, NumberMeasure):
        scope.log.add("sum.kind", node.place, name=field_name, kind=field.measure.kind)
        return _UNKNOWN
    lowest, highest = min(0, field.measure.lowest), max(0, field.measure.highest)
    sums = {"lowest": measure.most * lowest, "highest": measure.most * highest, "also": ()}
    total = _bounded(field.measure.model_copy(update=sums), keys, scope)
    derivation = SumOf(of=(name,), field=field_name, where=where)
    return derivation, total, found[1].may_not_apply


def _share(keys: Keys, scope: Scope) -> _Read:
    node, whole_node = keys.demand("share"), keys.get("of")
    where_node = keys.get("where")
    assert node is not None
    found = scope.subject(node, "`share`")
    if found is None or found[1].measure is UNKNOWN_KIND:
        return _UNKNOWN
    name, readable = found
    if isinstance(readable.measure, ListMeasure):
        where = _where(where_node, readable.measure, scope)
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
        return _UNKNOWN
    whole = scope.subject(whole_node, "`of`")
    return _UNKNOWN if whole is None else _part_of(found, whole, keys, scope)


def _part_of(
    part: tuple[str, Readable], whole: tuple[str, Readable], keys: Keys, scope: Scope
) -> _Read:
    of, among = (_counted_number(*one, keys, scope) for one in (part, whole))
    if of is None or among is None:
        return _UNKNOWN
    measure = ShareMeasure(
        unit=_unit_per(_unit(of), _unit(among)),
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


def _group(keys: Keys, scope: Scope) -> _Read:
    node, into_node = keys.demand("group"), keys.demand("into")
    assert node is not None
    found = scope.subject(node, "`group`")
    if found is None or into_node is None:
        return _UNKNOWN
    name, readable = found
    if not isinstance(readable.measure, ChoiceMeasure):
        if readable.measure is not UNKNOWN_KIND:
            scope.log.add("group.kind", node.place, name=name, kind=readable.measure.kind)
        return _UNKNOWN
    if not isinstance(into_node, Mapping) or not into_node.entries:
        scope.log.add("shape.mapping", into_node.place, noun="`into`")
        return _UNKNOWN
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

_FORMS: dict[str, Callable[[Keys, Scope], _Read]] = {
    "count": _count,
    "sum": _sum,
    "share": _share,
    "group": _group,
    "last": _last,
}
