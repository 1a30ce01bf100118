"""Reading requirements, gates, labels and their validity.

Source: docs/ruleset-language.md, "Requirements, gates, labels, validity".
"""

from __future__ import annotations

from typing import Literal

from tcei_rules.domain.condition import Condition, subjects_of
from tcei_rules.domain.days import MOST_MONTHS, Until
from tcei_rules.domain.fact import Role
from tcei_rules.domain.ruleset import (
    ANY_LABEL,
    Gate,
    Label,
    Requirement,
    Ruleset,
    Term,
    Waivable,
)
from tcei_rules.domain.words import words
from tcei_rules.language import scalars
from tcei_rules.language.conditions import HARMLESS, may_not_apply, read_condition
from tcei_rules.language.log import Keys, items, scalar, some
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence
from tcei_rules.language.scope import HARMLESS_BASIS, Scope

WAIVING = (Role.PROGRAMME_OFFICE, Role.ASSESSOR, Role.DECISION_MAKER, Role.COMMITTEE)


def read_gates(node: Node, scope: Scope) -> tuple[Gate, ...]:
    """Read the section `gates`."""
    return tuple(_gate(body, scope) for body in items(node, "`gates`", scope.log))


def _demand_once(id_node: Node | None, group: str, message: str, scope: Scope) -> None:
    """Log an id that another part of the same group has; findings are told apart by ids."""
    if isinstance(id_node, Scalar) and f"{group}/{id_node.text}" in scope.places:
        scope.log.add(message, id_node.place, id=id_node.text)


def _gate(body: Node, scope: Scope) -> Gate:
    keys = Keys(body, "gate", scope.log)
    name = keys.read_demanded("id", lambda n: scalars.identifier(n, "id", scope.log), "none")
    _demand_once(keys.get("id"), "gates", "gate.twice", scope)
    keys.noun = f"gate `{name}`"
    scope.places[f"gates/{name}"] = keys.place
    gate = Gate(
        id=name,
        title=keys.read_demanded("title", lambda n: scope.words(n, "title"), words(name)),
        requires=keys.read_demanded("requires", lambda n: _of_gate(n, name, scope), ())
        or (_NO_REQUIREMENT,),
    )
    keys.close()
    return gate


def _of_gate(node: Node, gate: str, scope: Scope) -> tuple[Requirement, ...]:
    """Read what a gate requires; one that requires nothing would let everybody through."""
    requires = _requirements(node, scope)
    if isinstance(node, Sequence) and not requires:
        scope.log.add("gate.empty", node.place, id=gate)
    return requires


def label_ids(node: Node | None, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the labels, rising, before they are read; `""` where one has none."""
    bodies = items(node, "`labels`", scope.log) if node is not None else ()
    ids = [body.get("id") if isinstance(body, Mapping) else None for body in bodies]
    return tuple(one.text if isinstance(one, Scalar) else "" for one in ids)


def read_labels(node: Node, scope: Scope) -> tuple[Label, ...]:
    """Read the section `labels`, rising."""
    bodies = items(node, "`labels`", scope.log)
    if isinstance(node, Sequence) and not bodies:
        scope.log.add("label.none", node.place)
    if len(bodies) > MOST_LABELS:
        scope.log.add("label.many", node.place, most=str(MOST_LABELS))
        return ()
    return tuple(_label(body, number, scope) for number, body in enumerate(bodies))


MOST_LABELS = 20
"""Steps of a ladder; the schemes that are known have three."""


def _label(body: Node, number: int, scope: Scope) -> Label:
    keys = Keys(body, "label", scope.log)
    name = keys.read_demanded("id", lambda n: scalars.name(n, "label", scope.log), "none")
    _demand_once(keys.get("id"), "labels", "label.twice", scope)
    if name == ANY_LABEL:
        scope.log.add("label.any", keys.place, id=name)
    keys.noun = f"label `{name}`"
    includes = keys.read("includes", lambda n: _lower(n, number, scope), None)
    alone = keys.read("stands_alone", lambda n: scope.words(n, "`stands_alone`"), None)
    related = keys.has("includes") or keys.has("stands_alone")
    if number and not related:
        lower = scope.labels[number - 1]
        scope.log.add("label.no_relation", keys.place, id=name, lower=lower)
    if includes is not None and alone is not None:
        scope.log.add("label.both_relations", keys.place, id=name)
    if not number and alone is not None:
        scope.log.add("label.lowest_alone", keys.place, id=name)
    label = Label(
        id=name,
        title=keys.read_demanded("title", lambda n: scope.words(n, "title"), words(name)),
        requires=keys.read_demanded("requires", lambda n: _requirements(n, scope), ()),
        includes=includes,
        stands_alone=alone,
        validity=keys.read_demanded("validity", lambda n: _validity(n, name, scope), ())
        or (_NO_TERM,),
        was=keys.read("was", lambda n: scalars.name(n, "`was`", scope.log), None),
    )
    keys.close()
    scope.places[f"labels/{name}"] = keys.place
    return label


def demand_demands(ruleset: Ruleset, scope: Scope) -> None:
    """Log labels that everybody would be granted: nothing is demanded for them on any way."""
    for label in ruleset.labels:
        if not ruleset.demands(label):
            scope.log.add("label.empty", scope.places[f"labels/{label.id}"], id=label.id)


def _lower(node: Node, number: int, scope: Scope) -> str | None:
    text = scalar(node, "label", scope.log)
    lower = scope.labels[:number]
    if text.text in lower:
        return text.text
    if text.text in scope.labels:
        scope.log.add("label.not_lower", text.place, id=text.text)
    else:
        scope.log.unknown("label", text, lower)
    return None


def _requirements(node: Node, scope: Scope) -> tuple[Requirement, ...]:
    return tuple(_requirement(body, scope) for body in items(node, "`requires`", scope.log))


_NO_REQUIREMENT = Requirement(id="none", that=HARMLESS, basis=HARMLESS_BASIS)
"""Stands in a gate that is logged as a mistake, and never leaves the reader."""
_NO_TERM = Term(months=1, start="assessed_on", basis=HARMLESS_BASIS)


def _requirement(body: Node, scope: Scope) -> Requirement:
    keys = Keys(body, "requirement", scope.log)
    name = keys.read_demanded("id", lambda n: scalars.identifier(n, "id", scope.log), "none")
    _demand_once(keys.get("id"), "requirements", "requirement.twice", scope)
    keys.noun = f"requirement `{name}`"
    that = keys.read_demanded("that", lambda n: read_condition(n, scope), HARMLESS)
    requirement = Requirement(
        id=name,
        title=keys.read("title", lambda n: scope.words(n, "title"), None),
        that=that,
        not_applicable=_not_applicable(keys, name, that, scope),
        advisory=_advisory(keys, name, scope),
        waivable=keys.read("waivable", lambda n: _waivable(n, scope), None),
        basis=keys.read_demanded("basis", scope.basis, HARMLESS_BASIS),
        was=keys.read("was", lambda n: scalars.identifier(n, "`was`", scope.log), None),
    )
    keys.close()
    scope.places[f"requirements/{name}"] = keys.place
    return requirement


def _advisory(keys: Keys, name: str, scope: Scope) -> bool:
    advisory = keys.read("advisory", lambda n: scalars.yes_no(n, "`advisory`", scope.log), False)
    if advisory and keys.has("waivable"):
        scope.log.add("requirement.advisory_waivable", keys.place, id=name)
    return advisory


def _not_applicable(
    keys: Keys, name: str, that: Condition, scope: Scope
) -> Literal["met", "not_met"] | None:
    node = keys.get("not_applicable")
    optional = next(may_not_apply(that, scope), None)
    if node is None:
        if optional is not None:
            scope.log.add(
                "requirement.not_applicable_missing", keys.place, id=name, subject=optional
            )
        return None
    text = scalar(node, "`not_applicable`", scope.log)
    if optional is None:
        scope.log.add("not_applicable.always_applies", node.place, name=name)
    if text.text == "met":
        return "met"
    if text.text != "not_met":
        scope.log.unknown("word", text, ("met", "not_met"))
    return "not_met"


def _waivable(node: Node, scope: Scope) -> Waivable:
    keys = Keys(node, "`waivable`", scope.log)
    by_node = keys.demand("by")
    named = some(by_node, "role", scope.log) if by_node is not None else ()
    for role in named:
        if role.text not in WAIVING:
            scope.log.unknown("role", role, WAIVING)
    condition = keys.read("if", lambda n: read_condition(n, scope), None)
    keys.close()
    roles = tuple(Role(role.text) for role in named if role.text in WAIVING)
    return Waivable(by=roles, condition=condition)


def _validity(node: Node, label: str, scope: Scope) -> tuple[Term, ...]:
    bodies = items(node, "`validity`", scope.log)
    terms = tuple(_term(body, scope) for body in bodies)
    for number, (term, body) in enumerate(zip(terms, bodies, strict=True), 1):
        last = number == len(terms)
        if last and term.condition is not None:
            scope.log.add("validity.last_has_if", body.place, label=label)
        if not last and term.condition is None:
            scope.log.add("validity.never_reached", body.place, number=str(number + 1))
    if not terms:
        scope.log.add("validity.none", node.place, label=label)
    return terms


def _term(body: Node, scope: Scope) -> Term:
    keys = Keys(body, "validity", scope.log)
    condition = keys.read("if", lambda n: read_condition(n, scope), None)
    months = keys.read("months", lambda n: _months(n, scope), None)
    start_node = keys.get("from")
    start = scope.day_subject(start_node, "`from`") if start_node is not None else None
    until_node = keys.demand("until")
    until, fixed = _until(until_node, months, scope)
    if fixed is None and until_node is not None and (months is None or start_node is None):
        scope.log.add("validity.months_from", keys.place)
    if start and start[1].may_not_apply and not _reads(condition, start[0]):
        scope.log.add("validity.from_may_not_apply", keys.place, name=start[0])
    term = Term(
        condition=condition,
        months=months,
        start=start[0] if start else None,
        until=until,
        fixed_end=fixed,
        basis=keys.read_demanded("basis", scope.basis, HARMLESS_BASIS),
    )
    keys.close()
    return term


def _months(node: Node, scope: Scope) -> int:
    months = scalars.integer(node, "`months`", scope.log, unit="months")
    if not 1 <= months <= MOST_MONTHS:
        scope.log.add("validity.months_range", node.place)
    return months


def _until(node: Node | None, months: int | None, scope: Scope) -> tuple[Until, int | None]:
    if node is None:
        return Until.SAME_DAY, None
    text = scalar(node, "`until`", scope.log)
    if text.text in set(Until):
        return Until(text.text), None
    before = len(scope.log.mistakes)
    fixed = scalars.day(node, "`until`", scope.log)
    if months is not None and not scope.log.since(before):
        scope.log.add("validity.fixed_and_months", node.place)
    return Until.SAME_DAY, fixed


def _reads(condition: Condition | None, name: str) -> bool:
    return condition is not None and name in subjects_of(condition)
