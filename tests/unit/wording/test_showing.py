from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pytest

from tcei_rules.domain.basis import Basis, Standing
from tcei_rules.domain.ruleset import Label, Ruleset
from tcei_rules.language.ruleset import read_ruleset
from tcei_rules.wording import LANGUAGES
from tcei_rules.wording.page_text import WIDTH
from tcei_rules.wording.showing import FORMS, Form, show

ReadRules: TypeAlias = Callable[..., Ruleset]

HERE = Path(__file__).parent


def _golden(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def german() -> Ruleset:
    """A ruleset that was written in German."""
    return read_ruleset((HERE / "siegel.yaml").read_bytes(), "siegel.yaml").ruleset


def test_a_ruleset_reads_aloud(full: Ruleset) -> None:
    assert show(full) == _golden("shown.txt")


@pytest.mark.parametrize(
    ("form", "file"), [("text", "siegel.txt"), ("markdown", "siegel.md"), ("html", "siegel.html")]
)
def test_a_german_ruleset_reads_aloud_in_german(german: Ruleset, form: Form, file: str) -> None:
    assert show(german, "de", form) == _golden(file)


def test_where_the_ruleset_lacks_a_language_its_own_words_stand(full: Ruleset) -> None:
    assert show(full, "de") == _golden("shown.de.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_forms_say_the_same(german: Ruleset, language: str) -> None:
    said = [_words(show(german, language, form)) for form in FORMS]

    assert said[0] == said[1] == said[2]


def _words(text: str) -> list[str]:
    """The words of a page, without what is only form."""
    unescaped = re.sub(r"\\(?=[^a-z0-9\s])", "", text)
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", unescaped, flags=re.DOTALL)
    plain = re.sub(r"<(https://[^>]*)>", r"\1", body)
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", plain)))


def test_headings_of_the_html_page_go_down_step_by_step(german: Ruleset) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])>", show(german, "de", "html"))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_wider_than_a_page_but_addresses(full: Ruleset) -> None:
    assert all(len(line) <= WIDTH or "://" in line for line in show(full).splitlines())


def test_without_placeholders_nothing_speaks_of_demonstration(rules: ReadRules) -> None:
    text = rules().model_dump_json().replace('"placeholder"', '"official"')

    assert "emonstration" not in show(Ruleset.model_validate_json(text))


def test_parts_that_are_not_there_have_no_heading(rules: ReadRules, change: ReadRules) -> None:
    full = rules(labels=1)
    term = full.labels[0].validity[1].model_copy(update={"start": "assessed_on"})
    bare = change(
        full,
        labels=(full.labels[0].model_copy(update={"validity": (term,)}),),
        derived=(), scales=(), indicators=(), sources=(), recognises=(), supersedes=None,
    )  # fmt: skip
    bare = change(bare, labels=tuple(_unsourced(one) for one in bare.labels))

    shown = show(bare)

    headings = [line for line in shown.splitlines() if line and not line.startswith(" ")]
    assert "What is asked" in headings
    assert "Labels, rising" in headings
    for absent in ("What is worked out", "How assessors judge", "What gives points", "Sources"):
        assert absent not in headings
    assert "What every label demands first" not in headings
    assert "Follows" not in shown


def _unsourced(label: Label) -> Label:
    basis = Basis(standing=Standing.PLACEHOLDER)
    own = tuple(one.model_copy(update={"basis": basis}) for one in label.requires)
    return label.model_copy(update={"requires": own})


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        ("excluded", "left out of the score where it does not apply"),
        ("zero", "no points where it does not apply"),
        ("full", "full points where it does not apply"),
    ],
)
def test_an_indicator_says_what_it_gives_where_it_does_not_apply(
    full: Ruleset, change: ReadRules, policy: str, text: str
) -> None:
    changed = tuple(
        one.model_copy(update={"not_applicable": policy}) if one.id == "m1" else one
        for one in full.indicators
    )

    shown = show(change(full, indicators=changed))

    assert text in " ".join(shown.split())
