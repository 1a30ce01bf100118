"""Reading conditions: comparisons, combinations, indicators, held labels.

A new form is a reader in `_FORMS`, a class in `domain/condition.py` and an arm
in each evaluator. Source: docs/ruleset-language.md, "Conditions".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Literal

from tcei_rules.domain.condition import (
    AnsweredTest,
    Branch,
    Combination,
    Comparator,
    Comparison,
    Condition,
    CountedIndicators,
    DependingOn,
    EveryIndicator,
    FactSubject,
    FieldSubject,
    FieldTimeSubject,
    Holds,
    Reach,
    SameYearTest,
    ScoreSubject,
    Subject,
    Test,
    TimeSubject,
    parts_of,
)
from tcei_rules.domain.fact import DayMeasure, options_of
from tcei_rules.domain.ruleset import ASSESSED_ON, GIVEN_DAYS
from tcei_rules.language import scalars
from tcei_rules.language.comparators import COMPARATORS, SubjectKind, read_tests
from tcei_rules.language.log import Keys, items, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence
from tcei_rules.language.scope import UNKNOWN_KIND, Readable, Scope
from tcei_rules.language.selections import demand_reachable, read_reach, read_selection

HARMLESS = Comparison(subject=FactSubject(name=ASSESSED_ON), tests=(AnsweredTest(),))


def read_condition(node: Node, scope: Scope) -> Condition:
    """Read a condition; of a wrong one every mistake is logged, and a harmless one returned."""
    if not isinstance(node, Mapping):
        scope.log.add("condition.shape", node.place)
        return HARMLESS
    form = next((key for key in _FORMS if node.get(key) is not None), None)
    if form is None:
        _unknown_form(node, scope)
        return HARMLESS
    if scope.fields is not None and form not in _OF_ITEMS:
        scope.log.add("where.form", node.place, form=form)
        return HARMLESS
    keys = Keys(node, "condition", scope.log)
    condition = _FORMS[form](keys, scope)
    keys.close()
    return condition


def _unknown_form(node: Mapping, scope: Scope) -> None:
    spelt = [key for key, _ in node.entries if key.text not in set(Comparator)]
    if not spelt:
        scope.log.add("condition.no_subject", node.place)
    for key in spelt[:1]:
        scope.log.unknown("condition", key, _FORMS)


def _fact(keys: Keys, scope: Scope) -> Condition:
    node = keys.demand("fact")
    assert node is not None
    if scope.fields is not None:
        scope.log.add("where.fact", node.place, name=scalar(node, "fact", scope.log).text)
    found = scope.subject(node, "fact")
    time = _read_time(keys, scope)
    if time is not None:
        return _time_of_fact(keys, found, time, scope)
    if found is None:
        _ignore_tests(keys)
        return HARMLESS
    name, readable = found
    kind = SubjectKind(name=name, measure=readable.measure)
    return Comparison(subject=FactSubject(name=name), tests=read_tests(keys, kind, scope))


@dataclass(frozen=True, slots=True)
class _Time:
    """The time between a day and another one, and what is asked of it."""

    key: str
    """What says so: `before`, `after` or `in_year_of`."""
    day: Node
    """The other day."""
    tests: tuple[Test, ...]

    @property
    def direction(self) -> Literal["before", "after"]:
        return "before" if self.key == "before" else "after"


def _read_time(keys: Keys, scope: Scope) -> _Time | None:
    """Read the other day and the comparators beside it; nothing if no other day is named."""
    same_year = keys.get(Comparator.IN_YEAR_OF)
    given = [(key, day) for key in ("before", "after") if (day := keys.get(key)) is not None]
    if same_year is not None:
        compared = [key for key in COMPARATORS if keys.get(key) is not None]
        beside = [*(key for key, _ in given), *compared]
        if beside:
            scope.log.add("in_year_of.alone", keys.place, key=beside[0])
        return _Time(Comparator.IN_YEAR_OF, same_year, (SameYearTest(),))
    if not given:
        return None
    if len(given) > 1:
        scope.log.add("time.before_and_after", keys.place)
    tests = read_tests(keys, SubjectKind(name="time", measure=None, time=True), scope)
    return _Time(*given[0], tests)


def _time_of_fact(
    keys: Keys, found: tuple[str, Readable] | None, time: _Time, scope: Scope
) -> Condition:
    reference = scope.day_subject(time.day, f"`{time.key}`")
    if found is not None:
        _demand_day(found, keys, scope)
    if found is None or reference is None:
        return HARMLESS
    subject = TimeSubject(name=found[0], direction=time.direction, reference=reference[0])
    return Comparison(subject=subject, tests=time.tests)


def _demand_day(found: tuple[str, Readable], keys: Keys, scope: Scope) -> None:
    name, readable = found
    if not isinstance(readable.measure, DayMeasure):
        scope.log.add("kind.not_a_day", keys.place, name=name, kind=readable.measure.kind)


def _field(keys: Keys, scope: Scope) -> Condition:
    node = keys.demand("field")
    assert node is not None
    text = scalar(node, "field", scope.log)
    if scope.fields is None:
        scope.log.add("where.field_outside", text.place, name=text.text)
        _ignore_tests(keys)
        return HARMLESS
    readable = scope.fields.get(text.text)
    if readable is None:
        scope.log.unknown("field", text, scope.fields)
        _ignore_tests(keys)
        return HARMLESS
    time = _read_time(keys, scope)
    if time is not None:
        return _time_of_item(keys, (text.text, readable), time, scope.fields, scope)
    kind = SubjectKind(name=text.text, measure=readable.measure)
    return Comparison(subject=FieldSubject(name=text.text), tests=read_tests(keys, kind, scope))


def _time_of_item(
    keys: Keys, field: tuple[str, Readable], time: _Time, fields: Map[str, Readable], scope: Scope
) -> Condition:
    _demand_day(field, keys, scope)
    reference = scalar(time.day, "day", scope.log)
    beside = fields.get(reference.text)
    if beside is not None:
        _demand_day((reference.text, beside), keys, scope)
    elif reference.text not in GIVEN_DAYS:
        # An item is complete, so that a `where` is never open; another fact might be.
        scope.log.unknown("day", reference, (*GIVEN_DAYS, *fields))
    subject = FieldTimeSubject(
        name=field[0], direction=time.direction,
        reference=reference.text, of_item=beside is not None,
    )  # fmt: skip
    return Comparison(subject=subject, tests=time.tests)


def _score(keys: Keys, scope: Scope) -> Condition:
    return _points(keys, "score", scope)


def _maximum(keys: Keys, scope: Scope) -> Condition:
    return _points(keys, "maximum", scope)


def _points(keys: Keys, key: Literal["score", "maximum"], scope: Scope) -> Condition:
    node = keys.demand(key)
    assert node is not None
    text = scalar(node, key, scope.log)
    if text.text not in scope.scores:
        scope.log.unknown("score", text, scope.scores)
        _ignore_tests(keys)
        return HARMLESS
    if not scope.counted(text.text):
        scope.log.add("score.counts_nothing", text.place, score=text.text)
        _ignore_tests(keys)
        return HARMLESS
    kind = SubjectKind(name=text.text, measure=None, score=key)
    tests = read_tests(keys, kind, scope)
    subject: Subject = ScoreSubject(score=text.text, reachable=key == "maximum")
    return Comparison(subject=subject, tests=tests)


def _ignore_tests(keys: Keys) -> None:
    for comparator in COMPARATORS:
        keys.get(comparator)
    for key in ("before", "after", Comparator.IN_YEAR_OF):
        keys.get(key)


def _all(keys: Keys, scope: Scope) -> Condition:
    members = _members(keys, "all", scope)
    return Combination(word="all", at_least=len(members), of=members)


def _any(keys: Keys, scope: Scope) -> Condition:
    return Combination(word="any", at_least=1, of=_members(keys, "any", scope))


def _at_least_of(keys: Keys, scope: Scope) -> Condition:
    members = _members(keys, "of", scope)
    number = keys.read_demanded(
        "at_least", lambda n: scalars.integer(n, "`at_least`", scope.log), 1
    )
    if keys.has("of") and keys.has("at_least"):
        _possible(number, len(members), keys, scope)
    return Combination(word="at_least", at_least=number, of=members)


def _members(keys: Keys, key: str, scope: Scope) -> tuple[Condition, ...]:
    node = keys.demand(key)
    members = items(node, f"`{key}`", scope.log) if node is not None else ()
    if isinstance(node, Sequence) and not members:
        scope.log.add("condition.no_members", keys.place, key=key)
    return tuple(read_condition(member, scope) for member in members) or (HARMLESS,)


def _depending_on(keys: Keys, scope: Scope) -> Condition:
    node = keys.demand("depending_on")
    assert node is not None
    found = scope.subject(node, "fact")
    body = keys.demand("branches")
    if body is None or found is None:
        return HARMLESS
    name, readable = found
    options = options_of(readable.measure)
    if options is None:
        if readable.measure is not UNKNOWN_KIND:
            kind = readable.measure.kind
            scope.log.add("branches.kind", node.place, name=name, kind=kind)
        return HARMLESS
    if not isinstance(body, Mapping):
        scope.log.add("shape.mapping", body.place, noun="`branches`")
        return HARMLESS
    branches = tuple(_branches(name, options, body, scope))
    return DependingOn(fact=name, branches=branches) if branches else HARMLESS


def _branches(name: str, options: tuple[str, ...], body: Mapping, scope: Scope) -> Iterator[Branch]:
    for option, that in body.entries:
        if option.text not in options:
            scope.log.unknown("option", option, options)
        nothing = isinstance(that, Scalar) and that.text == NOTHING
        condition = None if nothing else read_condition(that, scope)
        if option.text in options:
            yield Branch(option=options.index(option.text), that=condition)
    given = {option.text for option, _ in body.entries}
    for missing in (one for one in options if one not in given):
        scope.log.add("branches.missing", body.place, name=name, option=missing)


NOTHING = "nothing"
"""A branch that asks for nothing more."""


def _possible(number: int, among: int, keys: Keys, scope: Scope) -> None:
    if number < 1:
        scope.log.add("count.always", keys.place, number=str(number))
    elif number > among:
        scope.log.add("count.never", keys.place, number=str(number), among=str(among))


def _every_indicator(keys: Keys, scope: Scope) -> Condition:
    node = keys.demand("every_indicator")
    assert node is not None
    selection = read_selection(node, scope, chosen=False)
    reach = keys.read_demanded("reach", lambda n: read_reach(n, scope), None)
    if reach is not None:
        demand_reachable(selection, reach, keys, scope)
    return EveryIndicator(selection=selection, reach=reach or Reach(by="full"))


def _counted_indicators(keys: Keys, scope: Scope) -> Condition:
    node = keys.demand("indicators")
    assert node is not None
    selection = read_selection(node, scope, chosen=True)
    number = keys.read_demanded(
        "at_least", lambda n: scalars.integer(n, "`at_least`", scope.log), 1
    )
    _possible(number, len(selection.ids), keys, scope)
    reach = keys.read("reach", lambda n: read_reach(n, scope), None)
    since = keys.read("improved_since", lambda n: read_label(n, scope), None)
    before_node = keys.get("before")
    before = scope.day_subject(before_node, "`before`") if before_node is not None else None
    if not keys.has("reach") and since is None:
        scope.log.add("counted.no_demand", keys.place)
    if before_node is not None and since is None:
        scope.log.add("counted.before", before_node.place)
    if reach is not None:
        demand_reachable(selection, reach, keys, scope)
    return CountedIndicators(
        at_least=number, selection=selection, reach=reach,
        improved_since=since, before=before[0] if before else None,
    )  # fmt: skip


def _holds(keys: Keys, scope: Scope) -> Condition:
    node = keys.demand("holds")
    assert node is not None
    text = scalar(node, "label", scope.log)
    scheme, slash, label = text.text.rpartition("/")
    ladder = scope.recognises.get(scheme, ()) if slash else scope.labels
    if slash and scheme not in scope.recognises:
        scope.log.add("holds.scheme", text.place, scheme=scheme)
    elif label not in ladder:
        scope.log.unknown("label", Scalar(label, text.place), ladder)
    accepted = ladder[ladder.index(label) :] if label in ladder else (label,)
    on_node = keys.demand("on")
    on = scope.day_subject(on_node, "`on`") if on_node is not None else None
    return Holds(
        scheme=scheme if slash else scope.scheme, label=label, accepted=accepted,
        on=on[0] if on else ASSESSED_ON,
    )  # fmt: skip


def read_label(node: Node, scope: Scope) -> str:
    """Read the id of a label of this scheme."""
    text = scalar(node, "label", scope.log)
    if text.text not in scope.labels:
        scope.log.unknown("label", text, scope.labels)
    return text.text


_FORMS: dict[str, Callable[[Keys, Scope], Condition]] = {
    "fact": _fact,
    "field": _field,
    "score": _score,
    "maximum": _maximum,
    "all": _all,
    "any": _any,
    "of": _at_least_of,
    "depending_on": _depending_on,
    "every_indicator": _every_indicator,
    "indicators": _counted_indicators,
    "holds": _holds,
}


_OF_ITEMS = ("fact", "field", "all", "any", "of")
"""What can be asked of an item; of `fact` there is a mistake of its own to tell."""


def may_not_apply(condition: Condition, scope: Scope) -> Iterator[str]:
    """Yield what in a condition may not apply; the file must say what it comes to then."""
    for part in parts_of(condition):
        yield from may_not_apply(part, scope)
    match condition:
        case Comparison(subject=subject, tests=tests):
            if not all(isinstance(test, AnsweredTest) for test in tests):
                yield from _subject_may_not_apply(subject, scope)
        case DependingOn(fact=fact):
            if scope.readable[fact].may_not_apply:
                yield fact
        case CountedIndicators(improved_since=since):
            if since is not None:
                yield f"improved_since: {since}"
        case Holds(on=on):
            if scope.readable[on].may_not_apply:
                yield on
        case Combination() | EveryIndicator():
            return


def _subject_may_not_apply(subject: Subject, scope: Scope) -> Iterator[str]:
    match subject:
        case FactSubject(name=name):
            names: tuple[str, ...] = (name,)
        case TimeSubject(name=name, reference=reference):
            names = (name, reference)
        case ScoreSubject(score=score, reachable=reachable):
            if not reachable and _all_excludable(score, scope):
                yield score
            return
        case FieldSubject() | FieldTimeSubject():
            return
    yield from (name for name in names if scope.readable[name].may_not_apply)


def _all_excludable(score: str, scope: Scope) -> bool:
    counted = [one for one in scope.counted(score) if one.weight]
    return all(one.not_applicable == "excluded" for one in counted)
