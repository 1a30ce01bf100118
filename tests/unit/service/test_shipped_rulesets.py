"""The rulesets that are shipped: their cases, how versions follow, and what examples are not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import NotFoundError
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store.ruleset_files import RulesetFiles, shipped_rulesets
from tests.home import both_evaluators

SHIPPED = Rulesets(RulesetFiles(shipped_rulesets()))
EXAMPLES = ("catalonia", "hungary", "poland", "portugal", "spain")
CASES = {
    "ecei/1.0.0": 26,
    "ecei/1.1.0": 39,
    "ecei/2.0.0": 86,
    "ecei-bw/1.0.0": 13,
    "tcei/0.1.0": 66,
}
FEWEST_OF_AN_EXAMPLE = 11


@pytest.mark.parametrize("name", [*SHIPPED.names(), *SHIPPED.examples()])
def test_both_evaluators_find_what_the_cases_expect(name: str) -> None:
    evaluation = both_evaluators(SHIPPED.find(name).ruleset)

    results = list(SHIPPED.run_cases(name, evaluation))

    assert [(one.case.title, one.misses) for one in results if not one.passed] == []
    assert len(results) >= CASES.get(name, FEWEST_OF_AN_EXAMPLE)


@pytest.mark.parametrize("name", [*SHIPPED.names(), *SHIPPED.examples()])
def test_no_shipped_ruleset_has_a_mistake(name: str) -> None:
    assert [one for one in SHIPPED.check(name) if not one.note] == []


@pytest.mark.parametrize("name", SHIPPED.names())
def test_every_case_is_filed_while_its_version_is_in_force(name: str) -> None:
    """Otherwise it would tell of a version under which no such application ever came."""
    ruleset = SHIPPED.find(name).ruleset

    for result in SHIPPED.run_cases(name):
        filed_on = result.case.read.assessment.filed_on
        found = SHIPPED.for_filing(ruleset.scheme, filed_on, today=filed_on)
        assert found.ruleset == ruleset, result.case.title


@pytest.mark.parametrize("day", ["2015-06-01", "2021-06-01", "2023-06-01", "2026-11-24"])
def test_an_example_is_never_in_force(day: str) -> None:
    """Each says from when it holds, as its scheme does, and still no case comes under it."""
    schemes = {SHIPPED.find(name).ruleset.scheme for name in SHIPPED.examples()}

    assert SHIPPED.examples() == tuple(f"examples/{name}" for name in EXAMPLES)
    assert not schemes & {name.split("/")[0] for name in SHIPPED.names()}
    for scheme in (*sorted(schemes), "examples"):
        with pytest.raises(NotFoundError) as caught:
            SHIPPED.for_filing(scheme, day, today=day)
        assert caught.value.message == "scheme.absent"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_that_it_is_one(name: str) -> None:
    found = SHIPPED.find(f"examples/{name}").ruleset

    assert found.title.in_language("en").endswith("(worked example)")


def test_the_joint_scheme_says_that_it_is_a_proposal() -> None:
    found = SHIPPED.find("tcei/0.1.0").ruleset

    for language, word in (
        ("en", "propos"),
        ("de", "orschlag"),
        ("fr", "propos"),
        ("es", "propuest"),
    ):
        assert word in found.title.in_language(language)
        assert all(word in label.title.in_language(language) for label in found.labels)
    assert list(found.placeholders())


@pytest.fixture(scope="module")
def versions() -> list[Ruleset]:
    return [one.ruleset for one in SHIPPED.of_scheme("ecei")]


def test_every_version_follows_the_one_before_it(versions: list[Ruleset]) -> None:
    follows = [one.supersedes.version for one in versions if one.supersedes]

    assert [one.version for one in versions] == ["1.0.0", "1.1.0", "2.0.0"]
    assert follows == ["1.0.0", "1.1.0"]


def test_every_answer_of_an_older_version_has_a_successor(versions: list[Ruleset]) -> None:
    """What is not carried must be dropped in so many words: docs/ruleset-language.md, 4.10."""
    for older, newer in pairwise(versions):
        kept = {one.was or one.name for one in newer.asked}
        kept |= {one.was for one in newer.derived if one.was}
        dropped = newer.supersedes.dropped if newer.supersedes else ()
        assert {one.name for one in older.asked} <= kept | set(dropped)


def test_the_overlay_that_the_language_page_shows_is_legal(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/ruleset-language.md").read_text(encoding="utf-8")
    shown = page.partition("### 4.11")[2].partition("```yaml\n")[2].partition("```")[0]
    file = tmp_path / "1.0.0.yaml"
    file.write_text(shown, encoding="utf-8")

    read = SHIPPED.find(str(file))

    assert [one.id for one in read.ruleset.labels] == ["gold"]
