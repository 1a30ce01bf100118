"""The station of the demonstration that holds two schemes side by side.

The joint scheme is a proposal and not in force, so nothing under it is
recorded: both evaluators judge what the same organisations would hand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tcei_cli.output import table
from tcei_rules.demo.cohort import Applicant
from tcei_rules.demo.joint import joint_application
from tcei_rules.domain.outcome import Finding, Outcome
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.wording.explaining import summary
from tcei_rules.wording.sentences import Speaker

JOINT: Final = "tcei/0.1.0"


@dataclass(frozen=True, slots=True)
class Judged:
    """What one organisation comes to under both schemes."""

    applicant: Applicant
    first: Outcome
    second: Outcome

    @property
    def differs(self) -> bool:
        """Tell whether the two schemes come to different labels."""
        return self.first.label != self.second.label


def judge_both(
    applicants: Iterable[Applicant], first: Evaluation, second: Evaluation, seed: int
) -> list[Judged]:
    """Judge a cohort under two schemes, each by both evaluators."""
    judged: list[Judged] = []
    for applicant in applicants:
        joint = joint_application(applicant, second.ruleset, seed)
        judged.append(
            Judged(
                applicant,
                first.judge(applicant.assessment, applicant.history),
                second.judge(joint.assessment, joint.history),
            )
        )
    return judged


def counted(judged: Iterable[Judged]) -> str:
    """Return how often each pair of outcomes came out, as a table."""
    pairs = Counter((_word(one.first), _word(one.second)) for one in judged)
    rows = [(first, second, str(many)) for (first, second), many in sorted(pairs.items())]
    return table(rows, ("under ecei", f"under {JOINT}", "organisations"))


def _word(outcome: Outcome) -> str:
    return outcome.label or ("open" if outcome.open_labels else "none")


def side_by_side(one: Judged, first: Ruleset, second: Ruleset) -> str:
    """Return one organisation under both schemes: the verdicts, and what stands in the way."""
    attributes = one.applicant.attributes
    lines = [f"{attributes.name} ({attributes.country}) under both schemes", ""]
    for ruleset, outcome in ((first, one.first), (second, one.second)):
        lines += [summary(outcome, ruleset), *(f"  {one}" for one in _in_the_way(ruleset, outcome))]
        lines.append("")
    return "\n".join(lines)


def _in_the_way(ruleset: Ruleset, outcome: Outcome) -> list[str]:
    speaker = Speaker(ruleset)
    found = {finding.id: finding.finding for finding in outcome.requirements}
    return [
        f"{found[one.id]}: {speaker.heading(one)}"
        for one in ruleset.requirements
        if found[one.id] in {Finding.NOT_MET, Finding.INCONCLUSIVE, Finding.NOTED}
    ]
