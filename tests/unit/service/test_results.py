"""What a certificate says of scores: one result for each requirement that looks at some."""

from __future__ import annotations

from tcei_rules.engine.judging import outcome_of
from tcei_rules.service.certifying import results_of
from tcei_rules.wording.sentences import Speaker
from tests.small_rulesets import judged, requiring

POINTS = "steps: [{is: no, points: 0}, {is: yes, points: 5}], basis: placeholder, points_basis: placeholder"  # noqa: E501
OWN = requiring(
    "{all: [{score: total, at_least: 50 %}, {score: d, at_least: 3 points}]}",
    "{score: e, at_least: 3 points}",
    "{fact: ok, is: yes}",
    facts="ok: {kind: yes_no}",
    dimensions="d: {title: Ground, maximum: 5 points}\ne: {title: Roof, maximum: 5 points}",
    indicators=(
        f"- {{id: i, title: I, dimension: d, fact: ok, {POINTS}}}\n"
        f"- {{id: j, title: J, dimension: e, fact: ok, {POINTS}}}"
    ),
)


def test_scores_of_one_requirement_are_one_result() -> None:
    found = judged(OWN, "ok: yes")
    outcome = outcome_of(OWN, found.readings, found.findings)

    first, second = results_of(OWN, OWN.labels[0], outcome, Speaker(OWN))

    assert (first.id, second.id) == ("r1", "r2")
    assert first.achieved == "Total score: 10 of 10 points; Score in Ground: 5 of 5 points"
    assert (second.title, second.achieved) == ("Score in Roof", "5 of 5 points")
