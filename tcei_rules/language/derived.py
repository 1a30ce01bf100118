"""Reading derived facts: counts, and what the last award of a label says.

A new form is a reader in `_FORMS` and a class in `domain/ruleset.py`.
Source: docs/ruleset-language.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

from tcei_rules.domain.basis import Basis
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    ListMeasure,
    Measure,
    NumberMeasure,
    ShareMeasure,
)
from tcei_rules.domain.ruleset import (
    ANY_LABEL,
    CountOf,
    Derived,
    GroupOf,
    LastAward,
    ShareOf,
    SumOf,
)
from tcei_rules.language import scalars
from tcei_rules.language.facts import read_better
from tcei_rules.language.groups import read_group
from tcei_rules.language.items import UNKNOWN, WorkedOut, field_of, read_where
from tcei_rules.language.log import Keys, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence
from tcei_rules.language.scope import UNKNOWN_KIND, Readable, Scope
from tcei_rules.language.totals import read_share_of, read_sum

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
        derivation, measure, optional = UNKNOWN
    elif form is None:
        scope.log.add("derived.no_form", keys.place, name=name.text, forms=", ".join(_FORMS))
        keys.forgive()
        derivation, measure, optional = UNKNOWN
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


def _count(keys: Keys, scope: Scope) -> WorkedOut:
    node = keys.demand("count")
    assert node is not None
    found = scope.subject(node, "`count`")
    where_node, different_node = keys.get("where"), keys.get("different")
    if found is None or found[1].measure is UNKNOWN_KIND:
        return UNKNOWN
    name, readable = found
    match readable.measure:
        case ListMeasure() as measure:
            where = read_where(where_node, measure, scope)
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
            return UNKNOWN


def _counting(highest: int) -> NumberMeasure:
    return NumberMeasure(kind="count", lowest=0, highest=highest)


def _different(node: Node | None, measure: ListMeasure, scope: Scope) -> str | None:
    if node is None:
        return None
    text = scalar(node, "`different`", scope.log)
    field = field_of(measure, text.text)
    if field is None:
        scope.log.unknown("field", text, [one.name for one in measure.fields])
    elif not isinstance(field.measure, ChoiceMeasure):
        scope.log.add("count.different", text.place, name=text.text, kind=field.measure.kind)
    return text.text


def _options_of(measure: ListMeasure, name: str) -> int:
    field = field_of(measure, name)
    options = field.measure.options if field and isinstance(field.measure, ChoiceMeasure) else ()
    return min(measure.most, len(options))


def _last(keys: Keys, scope: Scope) -> WorkedOut:
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


_FORMS: dict[str, Callable[[Keys, Scope], WorkedOut]] = {
    "count": _count,
    "sum": read_sum,
    "share": read_share_of,
    "group": read_group,
    "last": _last,
}
