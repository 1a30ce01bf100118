"""The evaluators agree finding by finding, also just beside every threshold."""

from pathlib import Path

import pytest

from tcei_rules.engine.derived import Deriver
from tcei_rules.engine.network import Network
from tcei_rules.engine.reference import Reference
from tests.campaign import Campaign, hold_against_each_other, hold_apart
from tests.strategies import SOAKING, boundary_assessment, examples, read
from tests.yaml_text import seeded

EVERY_FORM = Path(__file__).parents[2] / "docs/examples/every-form.yaml"

MUST_OCCUR = {
    "verdict": (0, 1, 2),
    "finding": (0, 1, 2, 3, 4),
    "points": (-2, -1, 0),
    "sum": ("not known", "nothing left", "known"),
    "term": (0, 1, 2),
    "label": (True, False),
    "open labels": (True, False),
    "valid until": ("", "not known", "runs on"),
    "gate failed": (True, False),
    "answered": (1, 2),
} | dict.fromkeys(
    (
        "all", "any", "at_least", "more_than", "at_most", "less_than", "is", "has", "before",
        "after", "share", "score", "maximum", "every minimum", "every full", "every points",
        "counted reaching", "counted improved", "chosen reaching", "chosen improved", "holds",
        "holds elsewhere", "depending on", "in year of", "day in year",
    ),
    (0, 1, 2),
)  # fmt: skip
"""What a campaign that proves something must have come across, under each heading."""


def test_the_evaluators_agree_on_boundary_cases() -> None:
    campaign = hold_against_each_other(range(5), 50)

    assert campaign.differing == []
    assert campaign.cases == 250
    assert {one for one in campaign.seen if one[0] == "verdict"} == {
        ("verdict", verdict) for verdict in (0, 1, 2)
    }


@pytest.mark.slow
def test_the_evaluators_agree_on_very_many_boundary_cases() -> None:
    rulesets, assessments = (1000, 2000) if SOAKING else (100, 200)

    campaign = hold_apart(1000, rulesets, assessments)

    assert campaign.differing == []
    assert campaign.cases == rulesets * assessments
    assert _rare(campaign) == {}


def test_the_evaluators_agree_on_the_example_of_every_form() -> None:
    ruleset = read(EVERY_FORM.read_text(encoding="utf-8"))
    deriver, reference, network = Deriver(ruleset), Reference(ruleset), Network(ruleset)
    labels: set[int] = set()
    for seed in range(examples(500)):
        readings = deriver.derive(*boundary_assessment(seeded(seed), ruleset))
        findings = reference.evaluate(readings)
        labels.add(findings.label)

        assert network.evaluate(readings) == findings, seed

    assert len(labels) > 1


def _rare(campaign: Campaign) -> dict[tuple[str, object], int]:
    """Return what occurred less often than once in a thousand cases."""
    wanted = [(heading, result) for heading, results in MUST_OCCUR.items() for result in results]
    return {one: campaign.seen[one] for one in wanted if campaign.seen[one] * 1000 < campaign.cases}
