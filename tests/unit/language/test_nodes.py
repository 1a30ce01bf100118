"""YAML as it is read here: every scalar is text, and nothing is followed or expanded."""

from __future__ import annotations

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.errors import InvalidInputError
from tcei_rules.language.nodes import (
    DEEPEST,
    LARGEST_BYTES,
    Mapping,
    Scalar,
    Tree,
    compose,
    node_of,
    tree,
)
from tests.yaml_text import seeded, yaml


def read(text: str | bytes) -> Tree:
    return tree(compose(text if isinstance(text, bytes) else text.encode(), "some.yaml"))


def refused(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InvalidInputError) as error:
        read(text)
    return [(one.message, one.place.line, one.place.column) for one in error.value.mistakes]


def test_every_scalar_is_text() -> None:
    text = """\
a: NO
b: 2026.10
c: 1e999
d: .inf
e: 07-31
f: 0x10
g: null
h: ~
i: true
j: 2020-02-30
k: 12:30:00
l: "quoted"
m:
n: |
  two
  lines
o: >-
  one
  line
"""
    assert read(text) == {
        "a": "NO", "b": "2026.10", "c": "1e999", "d": ".inf", "e": "07-31", "f": "0x10",
        "g": "null", "h": "~", "i": "true", "j": "2020-02-30", "k": "12:30:00", "l": "quoted",
        "m": "", "n": "two\nlines\n", "o": "one line",
    }  # fmt: skip


def test_a_yaml_1_1_directive_changes_no_meaning() -> None:
    assert read("%YAML 1.1\n---\na: NO\nb: 010\n") == {"a": "NO", "b": "010"}


def test_whether_a_scalar_was_in_quotes_is_kept() -> None:
    root = compose(b"[a, 'b', \"c\"]", "some.yaml")

    assert not isinstance(root, Scalar | Mapping)
    assert [item.quoted for item in root.items if isinstance(item, Scalar)] == [False, True, True]


def test_json_is_read_as_yaml() -> None:
    assert read('{"a": [1, 2.50, true, null, "x\\u00e9"], "b": {"c": "d"}}') == {
        "a": ["1", "2.50", "true", "null", "xé"], "b": {"c": "d"},
    }  # fmt: skip


def test_places_are_lines_and_columns_from_one() -> None:
    root = compose("a: 1\nü: {c: d}\n".encode(), "some.yaml")

    assert isinstance(root, Mapping)
    key, value = root.entries[1]
    assert (key.place.file, key.place.line, key.place.column) == ("some.yaml", 2, 1)
    assert (value.place.line, value.place.column) == (2, 4)
    assert value.place.excerpt == "ü: {c: d}"


def test_windows_line_ends_and_a_byte_order_mark_are_harmless() -> None:
    assert read("\ufeffa: 1\r\nb: 2\r\n") == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("yaml.duplicate_key", 3, 1)]),
        ("{a: 1, a: 2}", [("yaml.duplicate_key", 1, 8)]),
        ("a: {b: 1, 'b': 2}", [("yaml.duplicate_key", 1, 11)]),
        ('{"e\u0301": 1, "\u00e9": 2}', [("yaml.duplicate_key", 1, 11)]),
        ("a: &x 1\nb: *x\n", [("yaml.anchor", 1, 4), ("yaml.alias", 2, 4)]),
        ("a: &x [1]\n", [("yaml.anchor", 1, 4)]),
        ("a: &x {b: 1}\n<<: *x\n", [("yaml.anchor", 1, 4), ("yaml.alias", 2, 5)]),
        ("a: !!int 1\n", [("yaml.tag", 1, 4)]),
        ("a: !!python/object/apply:os.system ['true']\n", [("yaml.tag", 1, 4)]),
        ("a: !own 1\n", [("yaml.tag", 1, 4)]),
        ("!!map {a: 1}\n", [("yaml.tag", 1, 1)]),
        ("? [a, b]\n: 1\n", [("yaml.key", 1, 3)]),
        ("? {a: b}\n: 1\n", [("yaml.key", 1, 3)]),
        ("a: 1\n---\nb: 2\n", [("yaml.documents", 3, 1)]),
        ("{title: Management, governance}", [("yaml.comma", 1, 21)]),
        ("{a: , b: 1}", [("yaml.comma", 1, 2)]),
        ('a: "\\0"\n', [("yaml.control", 1, 4)]),
        ('a: "\\ud800"\n', [("yaml.control", 1, 4)]),
        ('a: "\\x07"\n', [("yaml.control", 1, 4)]),
        ('"\\x07": a\n', [("yaml.control", 1, 1)]),
        ('a: "\\x85"\n', [("yaml.control", 1, 4)]),
    ],
)
def test_what_means_something_else_elsewhere_is_refused(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert refused(text) == expected


def test_all_such_mistakes_are_told_at_once() -> None:
    found = refused("a: &x 1\na: !!int 2\nb: *x\nb: 3\n")

    assert {message for message, _, _ in found} == {
        "yaml.anchor", "yaml.tag", "yaml.alias", "yaml.duplicate_key",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a: [1\n", "a: {b: 1\n", "a: 'b\n", 'a: "b\n', "a: b: c\n", "- a\nb: c\n", "\ta: 1\n",
        "a: @b\n", "a: `b\n", "a: %b\n", "a: |3\n  x\n", 'a: "\\q"\n', "]", "}",
        "a:\n  - b\n c: d\n", "*", "&", "a: !<\n", "%YAML 9.9\n---\na: 1\n",
    ],
)  # fmt: skip
def test_syntax_mistakes_are_told_with_their_line(text: str) -> None:
    found = refused(text)

    assert found[-1][0] == "yaml.syntax"
    assert found[-1][1] is not None


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\n\n"])
def test_an_empty_file_is_empty_text(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize("content", [b"a: \xff\n", b"\xff\xfea\x00", "a: ä\n".encode("latin-1")])
def test_other_encodings_are_refused(content: bytes) -> None:
    assert refused(content)[0][0] == "yaml.not_utf8"


def test_the_line_of_what_is_not_utf_8_is_told() -> None:
    assert refused(b"a: 1\nb: \xff\n") == [("yaml.not_utf8", 2, None)]


@pytest.mark.parametrize("text", ["a: \x00\n", "a: \x07\n", "\x01", "a: '\x00'\n", "a: \ufffe\n"])
def test_control_characters_are_refused(text: str) -> None:
    assert refused(text)[-1][0] in {"yaml.syntax", "yaml.control"}


def test_too_much_is_refused_before_it_is_parsed() -> None:
    start = time.monotonic()

    assert refused(b"a: 1\n" * 10_000_000) == [("yaml.too_large", None, None)]
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("left", "right"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("[{a: ", "}]")]
)
def test_nesting_beyond_reason_is_refused(left: str, right: str) -> None:
    assert refused(left * 500 + right * 500)[-1][0] == "yaml.too_deep"


@pytest.mark.parametrize("text", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000])
def test_nesting_without_end_is_refused_at_once(text: str) -> None:
    start = time.monotonic()

    assert refused(text)[-1][0] in {"yaml.too_deep", "yaml.syntax"}
    assert time.monotonic() - start < 5


def test_just_not_too_deep_is_read() -> None:
    assert read("[" * DEEPEST + "]" * DEEPEST) != ""


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    start = time.monotonic()

    found = refused("\n".join(lines))

    assert {message for message, _, _ in found} == {"yaml.anchor", "yaml.alias"}
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "line", ["a{}: b\n", "- {{a: [b, c]}}{}\n"[:16] + "\n", "# {}\n", "k{}: 'it''s'\n"]
)
def test_the_largest_files_are_read_in_reasonable_time(line: str) -> None:
    many = LARGEST_BYTES // 40
    text = "".join(line.replace("{}", str(n)) for n in range(many))[: LARGEST_BYTES // 10]
    start = time.monotonic()
    with suppress(InvalidInputError):
        read(text.rpartition("\n")[0] + "\n")

    assert time.monotonic() - start < 30


trees = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(
        lambda text: unicodedata.normalize("NFC", text)
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdefg", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(trees, st.integers(0, 999))
def test_trees_read_back_however_they_are_written(value: Tree, seed: int) -> None:
    assert read(yaml(value, seeded(seed))) == value


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_told_to_be_a_mistake(content: bytes) -> None:
    with suppress(InvalidInputError):
        read(content)


def test_plain_values_become_nodes_with_paths() -> None:
    value: Tree = {"a": [{"b": "1.5"}]}

    root = node_of(value)

    assert isinstance(root, Mapping)
    assert tree(root) == value
    assert root.entries[0][1].place.path == ("a",)


def test_a_sign_that_json_writes_in_two_halves_is_one() -> None:
    root = compose(b'{"a": "\\ud83d\\ude00"}', "a.json")

    assert tree(root) == {"a": "\N{GRINNING FACE}"}
