"""Comparators on exact integers."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from tcei_rules.domain.condition import Comparator

COMPARE: Mapping[Comparator, Callable[[Any, Any], bool]] = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.MORE_THAN: operator.gt,
    Comparator.AT_MOST: operator.le,
    Comparator.LESS_THAN: operator.lt,
}
