"""Reading facts: what is asked, in which kind.

A new kind is a reader in `_MEASURES` and a measure in `domain/fact.py`.
Source: docs/ruleset-language.md, "Asked facts".
"""

from __future__ import annotations

from collections.abc import Callable

from tcei_rules.domain.fact import (
    AskedMeasure,
    Better,
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    PartsMeasure,
    Role,
    Scale,
    TextMeasure,
    YesNoMeasure,
    option_ids,
    part_names,
)
from tcei_rules.domain.words import Words
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.numbers import read_number_asked
from tcei_rules.language.options import read_options
from tcei_rules.language.scales import HARMLESS_SCALE, read_scale_or_name
from tcei_rules.language.scope import UNKNOWN_KIND, Readable, Scope

ANSWERING = (Role.ORGANISATION, Role.ASSESSOR, Role.OFFICE)


MOST_ITEMS = 1000
FIELD_KINDS = (
    "count",
    "number",
    "percent",
    "amount",
    "yes_no",
    "choice",
    "choices",
    "date",
    "text",
)


def read_facts(node: Node, scope: Scope) -> tuple[Fact, ...]:
    """Read the section `facts`, and make each fact known."""
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`facts`")
        return ()
    return tuple(_named_fact(name, body, scope) for name, body in node.entries)


def _named_fact(name: Scalar, body: Node, scope: Scope) -> Fact:
    scalars.name(name, "fact", scope.log)
    fact = read_fact(name.text, body, scope)
    add_fact(name, fact, scope)
    return fact


def add_fact(name: Scalar, fact: Fact, scope: Scope) -> None:
    """Make a fact known to conditions."""
    readable = Readable(fact.measure, fact.may_not_apply)
    scope.add(name, readable, "fact")
    scope.awarded[name.text] = readable
    if isinstance(fact.measure, PartsMeasure):
        part = Readable(fact.measure.part, fact.may_not_apply)
        for one in part_names(fact):
            scope.readable[one] = scope.awarded[one] = part
            scope.places[f"facts/{one}"] = name.place


def read_fact(name: str, node: Node, scope: Scope, *, field: bool = False) -> Fact:
    """Read one fact, or one field of a list."""
    keys = Keys(node, f"fact `{name}`", scope.log)
    measure = _measure(keys, scope, field=field)
    better, reason = read_better(keys, scope)
    optional_node = keys.get("not_applicable")
    if optional_node is not None and field:
        scope.log.add("not_applicable.in_list", optional_node.place, name=name)
    was, was_options = _was(keys, measure, scope)
    if was is not None and field:
        scope.log.add("was.in_list", keys.place, name=name)
    fact = Fact(
        name=name,
        measure=measure,
        title=keys.read("title", lambda n: scope.words(n, "title"), None),
        question=keys.read("question", lambda n: scope.words(n, "question"), None),
        stated_by=keys.read("stated_by", lambda n: _stated_by(n, scope), Role.ORGANISATION),
        may_not_apply=keys.read("not_applicable", lambda n: _allowed(n, scope), False),
        benchmark=keys.read(
            "benchmark", lambda n: scalars.yes_no(n, "`benchmark`", scope.log), False
        ),
        better=better,
        better_reason=reason,
        was=was,
        was_options=was_options,
        basis=keys.read("basis", scope.basis, None),
    )
    if isinstance(measure, NumberMeasure) and measure.also and fact.basis is None:
        scope.log.add("basis.chooses_values", keys.place, name=name)
    keys.close()
    return fact


def _was(
    keys: Keys, measure: AskedMeasure, scope: Scope
) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """Read `was: NAME`, or `was: {fact: NAME, options: {old: new}}`."""
    node = keys.get("was")
    if not isinstance(node, Mapping):
        return (None if node is None else scalars.name(node, "`was`", scope.log)), ()
    own = Keys(node, "`was`", scope.log)
    was = own.read_demanded("fact", lambda n: scalars.name(n, "`was`", scope.log), "none")
    options = own.read_demanded("options", lambda n: _was_options(n, measure, scope), ())
    own.close()
    return was, options


def _was_options(node: Node, measure: AskedMeasure, scope: Scope) -> tuple[tuple[str, str], ...]:
    if not isinstance(measure, ChoiceMeasure | ChoicesMeasure):
        if measure is not UNKNOWN_KIND:
            scope.log.add("was.options_kind", node.place, kind=measure.kind)
        return ()
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`options`")
        return ()
    known = option_ids(measure)
    pairs: list[tuple[str, str]] = []
    for old, new in node.entries:
        now = scalar(new, "option", scope.log)
        if now.text not in known:
            scope.log.unknown("option", now, known)
        pairs.append((old.text, now.text))
    return tuple(pairs)


def read_better(keys: Keys, scope: Scope) -> tuple[Better | None, Words | None]:
    """Read `better`: `higher`, `lower`, or `{neither: REASON}`."""
    node = keys.get("better")
    if isinstance(node, Mapping) and node.get("neither") is not None and len(node.entries) == 1:
        return Better.NEITHER, scope.words(node.entries[0][1], "reason")
    if node is None:
        return None, None
    if isinstance(node, Scalar) and node.text in {Better.HIGHER, Better.LOWER}:
        return Better(node.text), None
    scope.log.add("better.shape", node.place)
    return None, None


def _stated_by(node: Node, scope: Scope) -> Role:
    text = scalar(node, "role", scope.log)
    if text.text not in ANSWERING:
        scope.log.unknown("role", text, ANSWERING)
        return Role.ORGANISATION
    return Role(text.text)


def _allowed(node: Node, scope: Scope) -> bool:
    text = scalar(node, "`not_applicable`", scope.log)
    if text.text != "allowed":
        scope.log.add("not_applicable.allowed", text.place, text=text.text)
    return True


def _measure(keys: Keys, scope: Scope, *, field: bool) -> AskedMeasure:
    node = keys.demand("kind")
    if node is None:
        return UNKNOWN_KIND
    kind = scalar(node, "kind", scope.log)
    reader = _MEASURES.get(kind.text)
    if reader is None:
        scope.log.unknown("kind", kind, _MEASURES)
        keys.forgive()
        return UNKNOWN_KIND
    if field and kind.text not in FIELD_KINDS:
        scope.log.add("kind.not_in_list", kind.place, kind=kind.text)
    return reader(keys, scope)


def _yes_no(_keys: Keys, _scope: Scope) -> AskedMeasure:
    return YesNoMeasure()


def _choice(keys: Keys, scope: Scope) -> AskedMeasure:
    return ChoiceMeasure(options=read_options(keys, scope))


def _choices(keys: Keys, scope: Scope) -> AskedMeasure:
    return ChoicesMeasure(options=read_options(keys, scope))


def _parts(keys: Keys, scope: Scope) -> AskedMeasure:
    decimals = keys.read("decimals", lambda n: scalars.integer(n, "`decimals`", scope.log), 0)
    if not 0 <= decimals <= 9:  # noqa: PLR2004 -- as of any number
        scope.log.add("number.decimals_range", keys.place)
        decimals = 0
    return PartsMeasure(options=read_options(keys, scope), decimals=decimals)


def _day(keys: Keys, scope: Scope) -> AskedMeasure:
    node = keys.get("future")
    if node is not None and scalar(node, "`future`", scope.log).text != "allowed":
        scope.log.add("future.allowed", node.place)
    return DayMeasure(future=node is not None)


def _text(_keys: Keys, _scope: Scope) -> AskedMeasure:
    return TextMeasure()


def _judgement(keys: Keys, scope: Scope) -> AskedMeasure:
    scale = keys.read_demanded("scale", lambda n: read_scale_or_name(n, scope), HARMLESS_SCALE)
    anchors = keys.get("anchors")
    entries = anchors.entries if isinstance(anchors, Mapping) else ()
    if anchors is not None and not isinstance(anchors, Mapping):
        scope.log.add("shape.mapping", anchors.place, noun="`anchors`")
    return JudgementMeasure(
        scale=scale,
        anchors=tuple(_anchor(level, text, scale, scope) for level, text in entries),
    )


def _anchor(level: Scalar, text: Node, scale: Scale, scope: Scope) -> tuple[int, Words]:
    number = scalars.integer(level, "level", scope.log)
    if not scale.lowest <= number <= scale.highest:
        scope.log.add(
            "scale.level", level.place, level=level.text,
            lowest=str(scale.lowest), highest=str(scale.highest),
        )  # fmt: skip
    return number, scope.words(text, "anchor")


def _list(keys: Keys, scope: Scope) -> AskedMeasure:
    log = scope.log
    each = keys.demand("each")
    fields: tuple[Fact, ...] = ()
    if isinstance(each, Mapping):
        fields = tuple(_field(name, body, scope) for name, body in each.entries)
    if not fields:
        if each is not None:
            log.add("list.no_fields", each.place)
        fields = (Fact(name="none", measure=TextMeasure()),)
    least = keys.read("least", lambda n: scalars.integer(n, "`least`", log), 0)
    most = keys.read("most", lambda n: scalars.integer(n, "`most`", log), MOST_ITEMS)
    if not 0 <= least <= most:
        log.add("list.least_most", keys.place, least=str(least), most=str(most))
    return ListMeasure(fields=fields, least=least, most=most)


def _field(name: Scalar, body: Node, scope: Scope) -> Fact:
    scalars.name(name, "field", scope.log)
    return read_fact(name.text, body, scope, field=True)


_MEASURES: dict[str, Callable[[Keys, Scope], AskedMeasure]] = {
    "count": lambda keys, scope: read_number_asked("count", keys, scope),
    "number": lambda keys, scope: read_number_asked("number", keys, scope),
    "percent": lambda keys, scope: read_number_asked("percent", keys, scope),
    "amount": lambda keys, scope: read_number_asked("amount", keys, scope),
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "date": _day,
    "text": _text,
    "judgement": _judgement,
    "parts": _parts,
    "list": _list,
}
