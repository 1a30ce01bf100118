"""Reading derived facts: counts, and what the last award of a label says.

A new form is a reader in `_FORMS` and a class in `domain/ruleset.py`.
Source: docs/ruleset-language.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Callable

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
)
from tcei_rules.domain.ruleset import CountOf, Derivation, Derived, LastAward
from tcei_rules.language import scalars
from tcei_rules.language.conditions import read_condition
from tcei_rules.language.facts import read_better
from tcei_rules.language.log import Keys, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.scope import Readable, Scope

COUNTED = NumberMeasure(kind="count", lowest=0, highest=0)
ANY_LABEL = "any"
AWARD_DAYS = ("valid_from", "valid_until")


def read_derived(node: Node, scope: Scope) -> tuple[Derived, ...]:
    """Read the section `derived`, in an order in which each finds what it reads.

    Raises nothing: a circle is logged, and its members are left out.
    """
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`derived`")
        return ()
    waiting = dict(node.entries)
    done: list[Derived] = []
    while waiting:
        ready = [name for name, body in waiting.items() if not _needs(body, waiting)]
        if not ready:
            _log_circle(waiting, scope)
            break
        done.extend(_named(name, waiting.pop(name), scope) for name in ready)
    in_file = [name.text for name, _ in node.entries]
    return tuple(sorted(done, key=lambda one: in_file.index(one.name)))


def _needs(body: Node, waiting: dict[Scalar, Node]) -> list[str]:
    names = {name.text for name in waiting}
    named = (
        [_text(body.get(key)) for key in ("before", "take", "count")]
        if isinstance(body, Mapping)
        else []
    )
    return [name for name in named if name in names]


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _log_circle(waiting: dict[Scalar, Node], scope: Scope) -> None:
    first = next(iter(waiting))
    chain = [first.text]
    while len(chain) == len(set(chain)):
        body = next(node for name, node in waiting.items() if name.text == chain[-1])
        chain.append(_needs(body, waiting)[0])
    circle = chain[chain.index(chain[-1]) :]
    scope.log.add("derived.circle", first.place, name=circle[0], circle=" → ".join(circle))


def _named(name: Scalar, body: Node, scope: Scope) -> Derived:
    scalars.name(name, "derived fact", scope.log)
    if name.text in scope.readable:
        scope.log.add("name.both", name.place, name=name.text)
    keys = Keys(body, f"derived fact `{name.text}`", scope.log)
    form = next((key for key in _FORMS if keys.has(key)), None)
    if form is None:
        scope.log.add("derived.no_form", keys.place, name=name.text, forms=", ".join(_FORMS))
        keys.forgive()
        derivation, measure, optional = _HARMLESS
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
        case CountOf(where=where) if where is not None and basis is None:
            scope.log.add("basis.chooses_values", keys.place, name=derived.name)
        case _:
            pass


_Read = tuple[Derivation, Measure, bool]
_HARMLESS: _Read = (CountOf(of="none"), COUNTED, False)


def _count(keys: Keys, scope: Scope) -> _Read:
    node = keys.demand("count")
    assert node is not None
    found = scope.subject(node, "`count`")
    where_node, different_node = keys.get("where"), keys.get("different")
    if found is None:
        return _HARMLESS
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
            return _HARMLESS


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
        return "valid_until", DayMeasure()
    text = scalar(node, "`take`", scope.log)
    if text.text in AWARD_DAYS:
        return text.text, DayMeasure(future=True)
    found = scope.awarded.get(text.text)
    if found is None:
        scope.log.unknown("fact", text, (*AWARD_DAYS, *scope.awarded))
        return text.text, DayMeasure()
    scope.read_names.add(text.text)
    return text.text, found.measure


_FORMS: dict[str, Callable[[Keys, Scope], _Read]] = {"count": _count, "last": _last}
