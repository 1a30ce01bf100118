"""Reading requirements, gates, labels and their validity.

Source: docs/ruleset-language.md, "Requirements, gates, labels, validity".
"""

from __future__ import annotations

from typing import Literal

from tcei_rules.domain.condition import Condition, subjects_of
from tcei_rules.domain.days import Until
from tcei_rules.domain.fact import Role
from tcei_rules.domain.ruleset import Gate, Label, Requirement, Term, Waivable
from tcei_rules.domain.words import words
from tcei_rules.language import scalars
from tcei_rules.language.conditions import HARMLESS, may_not_apply, read_condition
from tcei_rules.language.log import Keys, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.scope import HARMLESS_BASIS, Scope

WAIVING = (Role.PROGRAMME_OFFICE, Role.ASSESSOR, Role.DECISION_MAKER, Role.COMMITTEE)


def read_gates(node: Node, scope: Scope) -> tuple[Gate, ...]:
    """Read the section `gates`."""
    return tuple(_gate(body, scope) for body in items(node, "`gates`", scope.log))


def _gate(body: Node, scope: Scope) -> Gate:
    keys = Keys(body, "gate", scope.log)
    name = keys.read_demanded("id", lambda n: scalars.identifier(n, "id", scope.log), "none")
    gate = Gate(
        id=name,
        title=keys.read_demanded("title", lambda n: scope.words(n, "title"), words(name)),
        requires=keys.read_demanded("requires", lambda n: _requirements(n, scope), ())
        or (_NO_REQUIREMENT,),
    )
    keys.close()
    return gate


def label_ids(node: Node | None, scope: Scope) -> tuple[str, ...]:
    """Return the ids of the labels, rising, before they are read."""
    bodies = items(node, "`labels`", scope.log) if node is not None else ()
    ids = [body.get("id") for body in bodies if isinstance(body, Mapping)]
    return tuple(one.text for one in ids if isinstance(one, Scalar))


def read_labels(node: Node, scope: Scope) -> tuple[Label, ...]:
    """Read the section `labels`, rising."""
    bodies = items(node, "`labels`", scope.log)
    labels = tuple(_label(body, number, scope) for number, body in enumerate(bodies))
    ids = [label.id for label in labels]
    for label, body in zip(labels, bodies, strict=True):
        if ids.count(label.id) > 1:
            scope.log.add("label.twice", body.place, id=label.id)
    if not labels:
        scope.log.add("label.none", node.place)
    return labels


def _label(body: Node, number: int, scope: Scope) -> Label:
    keys = Keys(body, "label", scope.log)
    name = keys.read_demanded("id", lambda n: scalars.name(n, "label", scope.log), "none")
    keys.noun = f"label `{name}`"
    includes = keys.read("includes", lambda n: _lower(n, number, scope), None)
    alone = keys.read("stands_alone", lambda n: scope.words(n, "`stands_alone`"), None)
    if number and includes is None and alone is None:
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
_NO_TERM = Term(months=1, start="assessed_on", basis=HARMLESS_BASIS)


def _requirement(body: Node, scope: Scope) -> Requirement:
    keys = Keys(body, "requirement", scope.log)
    id_node = keys.demand("id")
    name = scalars.identifier(id_node, "id", scope.log) if id_node else "none"
    keys.noun = f"requirement `{name}`"
    if f"requirements/{name}" in scope.places and id_node is not None:
        scope.log.add("requirement.twice", id_node.place, id=name)
    that = keys.read_demanded("that", lambda n: read_condition(n, scope), HARMLESS)
    requirement = Requirement(
        id=name,
        title=keys.read("title", lambda n: scope.words(n, "title"), None),
        that=that,
        not_applicable=_not_applicable(keys, name, that, scope),
        waivable=keys.read("waivable", lambda n: _waivable(n, scope), None),
        basis=keys.read_demanded("basis", scope.basis, HARMLESS_BASIS),
        was=keys.read("was", lambda n: scalars.identifier(n, "`was`", scope.log), None),
    )
    keys.close()
    scope.places[f"requirements/{name}"] = keys.place
    return requirement


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
    named = one_or_more(by_node, "role", scope.log) if by_node is not None else ()
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
    if fixed is None and (months is None or start_node is None):
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


MOST_MONTHS = 1200
"""A hundred years."""


def _until(node: Node | None, months: int | None, scope: Scope) -> tuple[Until, int | None]:
    if node is None:
        return Until.SAME_DAY, None
    text = scalar(node, "`until`", scope.log)
    if text.text in set(Until):
        return Until(text.text), None
    fixed = scalars.day(node, "`until`", scope.log)
    if months is not None:
        scope.log.add("validity.fixed_and_months", node.place)
    return Until.SAME_DAY, fixed


def _reads(condition: Condition | None, name: str) -> bool:
    return condition is not None and name in subjects_of(condition)
