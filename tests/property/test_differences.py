"""Laws of the first difference between two values."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.domain.canonical import Json, canonical, first_difference
from tests.strategies import examples

names = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=3)
leaves = st.one_of(st.booleans(), st.integers(-2, 2), st.sampled_from(["", "1", "a", "/", "~1"]))
values: st.SearchStrategy[Json] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(names | st.sampled_from("/~"), inner, max_size=3),
    ),
    max_leaves=12,
)

NOTHING = object()


def is_list(value: object) -> bool:
    return isinstance(value, list)


def at(value: Any, path: str) -> Any:
    """Return what stands at a JSON Pointer, or nothing (RFC 6901, section 4)."""
    found = value
    for escaped in path.split("/")[1:]:
        step = escaped.replace("~1", "/").replace("~0", "~")
        try:
            found = found[int(step) if is_list(found) else step]
        except (KeyError, IndexError):
            return NOTHING
    return found


def spelt(value: object) -> str:
    """Return a value so that what differs is spelt otherwise: 1 and true, above all."""
    return "nothing" if value is NOTHING else json.dumps(value, sort_keys=True)


@settings(max_examples=examples(300))
@given(one=values, other=values)
def test_there_is_no_difference_between_equal_values_alone(one: Json, other: Json) -> None:
    assert (first_difference(one, other) is None) == (canonical(one) == canonical(other))
    assert first_difference(one, json.loads(canonical(one))) is None


@settings(max_examples=examples(300))
@given(one=values, other=values)
def test_the_path_leads_to_values_that_differ(one: Json, other: Json) -> None:
    path = first_difference(one, other)

    if path is not None:
        assert spelt(at(one, path)) != spelt(at(other, path))
        assert path == first_difference(other, one)


@settings(max_examples=examples(300))
@given(one=values, other=values)
def test_what_stands_before_the_path_is_the_same(one: Json, other: Json) -> None:
    """Of the items, in order: the path leads to the first that differs."""
    path = first_difference(one, other)

    if path:
        parent, _, last = path.rpartition("/")
        before, after = at(one, parent), at(other, parent)
        if is_list(before):
            assert spelt(before[: int(last)]) == spelt(after[: int(last)])
