"""Overlays on the shelf: found with their bases, kept as files that stand for themselves."""

from __future__ import annotations

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.language.ruleset import read_ruleset
from tcei_rules.service.rulesets import Rulesets
from tests.home import PLAIN, Shelf

DIGEST = read_ruleset(PLAIN.encode(), "plain.yaml").ruleset.digest


def overlay(scheme: str, on: str, version: str, digest: str = DIGEST, more: str = "") -> str:
    """Write an overlay that changes nothing but its name, and more."""
    return (
        f'language: 1\nscheme: {scheme}\nversion: "1.0.0"\ntitle: Variant\n'
        "in_force: {from: 2021-01-01}\n"
        f'overlay: {{on: {on}, version: "{version}", digest: "{digest}"}}\n{more}'
    )


def test_an_overlay_is_found_with_its_base_and_kept_whole() -> None:
    shelf = Rulesets(Shelf({"plain/1.0.0": PLAIN, "own/1.0.0": overlay("own", "plain", "1.0.0")}))

    found = shelf.find("own/1.0.0")

    assert found.ruleset.labels == shelf.find("plain/1.0.0").ruleset.labels
    assert read_ruleset(found.content, "kept.json").ruleset == found.ruleset


def test_an_overlay_can_lie_on_an_overlay() -> None:
    own = overlay("own", "plain", "1.0.0", more="change: {labels: [{id: bronze, title: First}]}\n")
    below = Rulesets(Shelf({"plain/1.0.0": PLAIN, "own/1.0.0": own}))
    digest = below.find("own/1.0.0").ruleset.digest
    shelf = Rulesets(
        Shelf({"plain/1.0.0": PLAIN, "own/1.0.0": own,
               "more/1.0.0": overlay("more", "own", "1.0.0", digest)})
    )  # fmt: skip

    assert shelf.find("more/1.0.0").ruleset.label("bronze").title.texts == (("en", "First"),)


def test_overlays_that_lie_on_each_other_are_told() -> None:
    shelf = Rulesets(
        Shelf({"a/1.0.0": overlay("a", "b", "1.0.0"), "b/1.0.0": overlay("b", "a", "1.0.0")})
    )

    with pytest.raises(InvalidInputError) as error:
        shelf.find("a/1.0.0")

    assert [one.message for one in error.value.mistakes] == ["overlay.no_base"]


def test_a_base_that_changed_is_told_where_its_digest_stands() -> None:
    changed = PLAIN.replace("0.5 FTE", "0.6 FTE")
    shelf = Rulesets(Shelf({"plain/1.0.0": changed, "own/1.0.0": overlay("own", "plain", "1.0.0")}))

    found = shelf.check("own/1.0.0")

    assert [(one.message, one.place.line) for one in found] == [("overlay.digest", 6)]
