"""The JSON Schema that editors use: all legal files fit it, and it is the one on the shelf."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # ships no types

from tcei_rules.language.nodes import compose, tree
from tcei_rules.language.schema import json_schema
from tests.authoring import Author
from tests.small_rulesets import text
from tests.yaml_text import seeded, yaml

PROJECT = Path(__file__).parents[3]
RULESETS = PROJECT / "rulesets"
VALIDATOR: Any = Draft7Validator(json_schema())


def mistakes(content: bytes, file: str = "file.yaml") -> list[str]:
    """Return what the schema says of a file, every value of it being text."""
    value: Any = tree(compose(content, file))
    return [one.message for one in VALIDATOR.iter_errors(value)]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(json_schema())


def test_the_one_on_the_shelf_is_current() -> None:
    """`tcei ruleset schema > rulesets/ruleset.schema.json` writes it anew."""
    shelf = (RULESETS / "ruleset.schema.json").read_text(encoding="utf-8")

    assert json.loads(shelf) == json_schema()


SHIPPED = [one for one in sorted(RULESETS.rglob("*.yaml")) if ".cases." not in one.name]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_shipped_rulesets_fit_it(file: Path) -> None:
    assert mistakes(file.read_bytes(), file.name) == []


def test_the_example_of_every_form_uses_every_key() -> None:
    """Only what an overlay alone may say is missing."""
    content = (PROJECT / "docs/examples/every-form.yaml").read_bytes()
    used = set(_keys(tree(compose(content, "every-form.yaml"))))

    assert mistakes(content) == []
    assert set(_properties(json_schema())) - used == {
        "overlay", "digest", "add", "change", "remove",
    }  # fmt: skip


def test_rulesets_of_every_form_fit_it() -> None:
    for seed in range(40):
        random = seeded(seed)
        content = yaml(Author(random).write(), random)

        assert mistakes(content.encode()) == [], seed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: ", "tittle: "),
        ("kind: ", "kinds: "),
        ("requires:", "require:"),
        ("language: 1", "language: 2"),
        ("validity:", "validty:"),
        ("basis: ", "bases: "),
    ],
)
def test_slips_do_not_fit_it(old: str, new: str) -> None:
    content = SHIPPED[0].read_text(encoding="utf-8")

    assert mistakes(content.replace(old, new, 1).encode()) != []


@pytest.mark.parametrize(
    "field",
    [
        "kind: yes_no, was: old",
        "kind: yes_no, not_applicable: allowed",
        "kind: judgement, scale: s",
    ],
)
def test_fields_of_lists_take_less_than_facts(field: str) -> None:
    own = text(facts="l: {kind: list, each: {a: {FIELD}}}\nx: {FIELD}").replace(
        "x: {FIELD}", f"x: {{{field}}}"
    )

    assert mistakes(own.replace("FIELD", "kind: yes_no").encode()) == []
    assert mistakes(own.replace("FIELD", field).encode()) != []


def _keys(value: Any) -> Iterator[str]:
    """Yield every key of a file, of whatever it is the key."""
    if isinstance(value, dict):
        yield from cast("dict[str, object]", value)
        value = list(cast("dict[str, object]", value).values())
    if isinstance(value, list):
        for one in cast("list[object]", value):
            yield from _keys(one)


def _properties(schema: Any) -> Iterator[str]:
    """Yield every key the language knows by name."""
    if isinstance(schema, dict):
        named = cast("dict[str, Any]", schema)
        if isinstance(properties := named.get("properties"), dict):
            yield from cast("dict[str, object]", properties)
        schema = list(named.values())
    if isinstance(schema, list):
        for one in cast("list[object]", schema):
            yield from _properties(one)
