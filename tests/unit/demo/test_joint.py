"""The fictional cohort under the joint scheme: legal, the same every time, on both sides."""

from __future__ import annotations

from collections import Counter

import pytest

from tcei_rules.demo.cohort import Applicant, cohort
from tcei_rules.demo.joint import joint_application
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import UsageError
from tcei_rules.language.ruleset import read_ruleset
from tests.home import shipped_texts

SEED = 2026


def shipped(name: str) -> Ruleset:
    return read_ruleset(shipped_texts()[name].encode(), name).ruleset


EUROPEAN, JOINT = shipped("ecei/2.0.0"), shipped("tcei/0.1.0")


@pytest.fixture(scope="module")
def applicants() -> tuple[Applicant, ...]:
    return cohort(EUROPEAN, SEED)


def test_every_application_is_legal_and_the_same_every_time(
    applicants: tuple[Applicant, ...],
) -> None:
    evaluation = Evaluation(JOINT)
    for applicant in applicants:
        joint = joint_application(applicant, JOINT, SEED)

        assert joint == joint_application(applicant, JOINT, SEED)
        assert evaluation.preview(joint.assessment, joint.history).scheme == "tcei"


def test_both_sides_come_to_labels_and_to_none(applicants: tuple[Applicant, ...]) -> None:
    evaluation = Evaluation(JOINT)
    found = Counter[tuple[bool, bool]]()
    for applicant in applicants:
        joint = joint_application(applicant, JOINT, SEED)
        label = evaluation.preview(joint.assessment, joint.history).label
        found[applicant.attributes.country == "US", label is not None] += 1

    assert set(found) == {(side, granted) for side in (True, False) for granted in (True, False)}


def test_what_both_schemes_ask_alike_is_taken_over(applicants: tuple[Applicant, ...]) -> None:
    applicant = applicants[2]
    then = {one.fact: one.answer for one in applicant.assessment.statements}
    now = {
        one.fact: one.answer
        for one in joint_application(applicant, JOINT, SEED).assessment.statements
    }

    alike = [name for name in ("staff", "interview_on", "4.1.1", "1.1.1") if name in then]
    assert [now[name] for name in alike] == [then[name] for name in alike]
    assert len(alike) == 4


def test_european_labels_were_looked_up(applicants: tuple[Applicant, ...]) -> None:
    assert joint_application(applicants[0], JOINT, SEED).history.looked_up == ("ecei",)


def test_another_ruleset_is_told_what_it_lacks(applicants: tuple[Applicant, ...]) -> None:
    with pytest.raises(UsageError, match=r"cohort\.missing"):
        joint_application(applicants[0], EUROPEAN, SEED)
