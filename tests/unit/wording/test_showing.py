from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tcei_rules.domain.basis import Basis, Standing
from tcei_rules.domain.ruleset import Label, Ruleset
from tcei_rules.wording.page import WIDTH
from tcei_rules.wording.showing import show

ReadRules: TypeAlias = Callable[..., Ruleset]

SHOWN = Path(__file__).with_name("shown.txt")


def test_a_ruleset_reads_aloud(full: Ruleset) -> None:
    assert show(full) == SHOWN.read_text(encoding="utf-8")


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


def test_words_are_shown_in_the_language_asked_for(full: Ruleset) -> None:
    assert show(full, "de").startswith("Faires Siegel\n=============\n")


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
