"""Reading what there is to choose.

Source: docs/ruleset-language.md, "Asked facts".
"""

from __future__ import annotations

from collections import Counter

from tcei_rules.domain.assessment import State
from tcei_rules.domain.countries import COUNTRIES
from tcei_rules.domain.fact import (
    Option,
)
from tcei_rules.language import scalars
from tcei_rules.language.log import Keys, items
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.scope import Scope

MOST_OPTIONS = 1000
"""Of a choice; ISO 3166 has about 250 countries."""


def read_options(keys: Keys, scope: Scope) -> tuple[Option, ...]:
    """Read the options of a choice, of choices or of parts; there is at least one."""
    node = keys.demand("options")
    if isinstance(node, Scalar):
        if node.text == "iso-3166":
            return tuple(Option(id=country) for country in COUNTRIES)
        if node.text == "indicators":
            if not scope.indicator_ids:
                scope.log.add("options.no_indicators", node.place)
            return tuple(Option(id=one) for one in scope.indicator_ids) or (Option(id="none"),)
        scope.log.add("options.shape", node.place)
        return (Option(id="none"),)
    if isinstance(node, Mapping):
        read = tuple(_titled_option(key, title, scope) for key, title in node.entries)
    else:
        named = items(node, "`options`", scope.log) if node else ()
        read = tuple(_plain_option(item, scope) for item in named)
    _demand_options(read, node, scope)
    return read or (Option(id="none"),)


def _demand_options(options: tuple[Option, ...], node: Node | None, scope: Scope) -> None:
    if node is None or isinstance(node, Scalar):
        return
    for option, times in Counter(option.id for option in options).items():
        if times > 1:
            scope.log.add("options.twice", node.place, option=option)
        if option == State.UNANSWERED:
            scope.log.add("options.reserved", node.place, option=option)
    if not options:
        scope.log.add("options.none", node.place)
    if len(options) > MOST_OPTIONS:
        scope.log.add("options.many", node.place, most=str(MOST_OPTIONS))


def _plain_option(item: Node, scope: Scope) -> Option:
    if isinstance(item, Mapping) and len(item.entries) == 1:
        return _titled_option(*item.entries[0], scope)
    return Option(id=scalars.identifier(item, "option", scope.log))


def _titled_option(key: Scalar, title: Node, scope: Scope) -> Option:
    return Option(
        id=scalars.identifier(key, "option", scope.log), title=scope.words(title, "title")
    )
