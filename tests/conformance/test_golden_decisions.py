"""Every shipped version still decides as it once did: one byte of difference is a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_rules.domain.canonical import first_difference
from tcei_rules.domain.outcome import pack
from tests.golden.decisions import FOLDER, GoldenDecision, shipped, shipped_names
from tests.home import both_evaluators

KEPT = sorted(FOLDER.rglob("*.json"))


def version_of(path: Path) -> str:
    return str(path.parent.relative_to(FOLDER))


def test_every_version_has_golden_decisions() -> None:
    assert {version_of(path) for path in KEPT} == set(shipped_names())


@pytest.mark.parametrize("path", KEPT, ids=[f"{version_of(path)}-{path.stem}" for path in KEPT])
def test_a_decision_comes_out_as_it_did(path: Path) -> None:
    content = path.read_bytes()
    golden = GoldenDecision.model_validate_json(content)
    ruleset = shipped().find(version_of(path)).ruleset

    assert golden.canonical() == content
    assert ruleset.digest == golden.ruleset, "a published version never changes"
    outcome = both_evaluators(ruleset).judge(golden.assessment, golden.history)
    assert first_difference(golden.outcome.members(), outcome.members()) is None
    assert outcome.canonical() == golden.outcome.canonical()
    assert pack(outcome) == golden.packed


def test_one_byte_of_difference_is_found() -> None:
    """The comparison itself: an outcome with one point more is told, and where."""
    golden = GoldenDecision.model_validate_json(KEPT[0].read_bytes())
    members = golden.outcome.members()
    members["scores"][0]["points"] = members["scores"][0].get("points", 0) + 1

    assert first_difference(golden.outcome.members(), members) == "/scores/0/points"
