"""Laws of the canonical form."""

import hashlib
import json
import string
import unicodedata
from contextlib import suppress

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.domain.canonical import LIMIT, Json, canonical, digest, read_json
from tcei_rules.errors import IntegrityError, InvalidInputError

texts = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
keys = st.text(st.characters(max_codepoint=127))
integers = st.integers(-LIMIT + 1, LIMIT - 1)
scalars = texts | integers | st.booleans()
values: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


@given(values)
def test_within_the_profile_it_is_rfc_8785_byte_for_byte(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_it_reads_back_as_what_was_written(value: Json) -> None:
    assert read_json(canonical(value)) == value


@given(values)
def test_writing_what_was_read_changes_nothing(value: Json) -> None:
    assert canonical(read_json(canonical(value))) == canonical(value)


@given(values, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_layout_and_escapes_mean_nothing(
    value: Json, indent: int | str | None, ascii_only: bool
) -> None:
    spread = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()

    assert canonical(read_json(spread)) == canonical(value)


@given(st.dictionaries(keys, scalars))
def test_the_order_of_members_means_nothing(value: dict[str, Json]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(values)
def test_the_digest_is_the_sha_256_of_the_canonical_bytes(value: Json) -> None:
    assert digest(value) == "sha256:" + hashlib.sha256(rfc8785.dumps(value)).hexdigest()


@given(values, values)
def test_two_values_have_the_same_bytes_only_if_they_are_the_same(one: Json, other: Json) -> None:
    assert (canonical(one) == canonical(other)) == (repr_of(one) == repr_of(other))


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.0,
        float("nan"),
        LIMIT,
        -LIMIT,
        "a\u030a",
        "\ud800",
        {"é": 1},
        {"a": [None]},
        {"a": {"b": "e\u0301"}},
        b"bytes",
        {1, 2},
    ],
)
def test_outside_the_profile_nothing_is_written(value: Json) -> None:
    with pytest.raises(IntegrityError):
        canonical(value)


@given(st.binary(max_size=200) | st.text(string.printable, max_size=200).map(str.encode))
def test_any_bytes_are_read_or_told_to_be_a_mistake(content: bytes) -> None:
    with suppress(InvalidInputError):
        read_json(content)


def repr_of(value: Json) -> str:
    """Tell values apart that Python holds for equal: `1` and `True`."""
    return json.dumps(value, sort_keys=True)
