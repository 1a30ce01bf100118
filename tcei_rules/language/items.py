"""What derived facts say of the items of a list: which are meant, and which field."""

from __future__ import annotations

from typing import TypeAlias

from tcei_rules.domain.condition import Condition
from tcei_rules.domain.fact import (
    Fact,
    ListMeasure,
    Measure,
)
from tcei_rules.domain.ruleset import CountOf, Derivation
from tcei_rules.language.conditions import read_condition
from tcei_rules.language.nodes import Node
from tcei_rules.language.scope import UNKNOWN_KIND, Scope

WorkedOut: TypeAlias = tuple[Derivation, Measure, bool]
"""How something is worked out, what its values are, and whether it may not apply."""

UNKNOWN: WorkedOut = (CountOf(of="none"), UNKNOWN_KIND, False)
"""Stands for what could not be read."""


def read_where(node: Node | None, measure: ListMeasure, scope: Scope) -> Condition | None:
    """Read which items are meant; all, if nothing is said."""
    return None if node is None else read_condition(node, scope.within(measure.fields))


def field_of(measure: ListMeasure, name: str) -> Fact | None:
    """Return a field of a list by its name."""
    return next((one for one in measure.fields if one.name == name), None)
