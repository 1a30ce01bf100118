"""Two evaluators that differ make no decision, and both traces are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tcei_rules.engine.agreement import DisagreementError, Pair, differences
from tcei_rules.engine.derived import Deriver, Readings
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.findings import Findings
from tcei_rules.engine.network import Network
from tcei_rules.engine.reference import Reference
from tcei_rules.errors import IntegrityError, NotAllowedError
from tests.small_rulesets import answered, requiring

OWN = requiring(
    "{fact: x, is: yes}",
    "{score: total, at_least: 50 %}",
    dimensions="d: {title: D, maximum: 5 points}",
    indicators=(
        "- {id: i, title: I, dimension: d, asks: {kind: judgement, scale: quality}, "
        "basis: placeholder, points_basis: placeholder}"
    ),
)
READ = answered(OWN, "x: yes\ni: 4")
READINGS = Deriver(OWN).derive(READ.assessment, READ.history)
TRUE = Reference(OWN).evaluate(READINGS)


class Liar:
    """Says what it is told to say."""

    def __init__(self, lie: Findings) -> None:
        self.lie = lie
        self.traced = 0

    def evaluate(self, readings: Readings) -> Findings:  # noqa: ARG002 -- says the same of all
        return self.lie

    def trace(self, readings: Readings) -> tuple[str, ...]:  # noqa: ARG002 -- likewise
        self.traced += 1
        return ("so I say",)


LIES = {
    "points[0]": replace(TRUE, points=(3,)),
    "scores[1]": replace(TRUE, scores=((4, 5), (4, 6))),
    "truths[0]": replace(TRUE, truths=(1, 2)),
    "requirements[1]": replace(TRUE, requirements=(2, 3)),
    "verdicts[0]": replace(TRUE, verdicts=(0,)),
    "terms[0]": replace(TRUE, terms=((1,),)),
    "label": replace(TRUE, label=-1),
}


def test_what_both_say_is_what_is_said() -> None:
    liar = Liar(TRUE)

    assert Pair(OWN, Reference(OWN), liar).evaluate(READINGS) == TRUE
    assert Evaluation(OWN, liar).judge(READ.assessment, READ.history).label == "bronze"
    assert liar.traced == 0


@pytest.mark.parametrize("where", LIES)
def test_any_difference_is_an_error_with_both_findings_and_the_trace(where: str) -> None:
    liar = Liar(LIES[where])

    with pytest.raises(DisagreementError) as differed:
        Evaluation(OWN, liar).judge(READ.assessment, READ.history)

    assert isinstance(differed.value, IntegrityError)
    assert differed.value.message == "engine.disagreement"
    assert differed.value.values["where"].startswith(where)
    assert differed.value.first == TRUE
    assert differed.value.second == liar.lie
    assert differed.value.trace == ("so I say",)


@pytest.mark.parametrize(
    "lie",
    [
        replace(TRUE, points=()),
        replace(TRUE, verdicts=(2, 2)),
        replace(TRUE, truths=()),
    ],
)
def test_findings_of_another_shape_differ_too(lie: Findings) -> None:
    with pytest.raises(DisagreementError):
        Pair(OWN, Reference(OWN), Liar(lie)).evaluate(READINGS)


def test_all_differences_are_named() -> None:
    lie = replace(TRUE, points=(0,), verdicts=(0,), label=-1)

    named = [one.split()[0].partition("[")[0] for one in differences(TRUE, lie)]
    assert named == ["points", "verdicts", "label"]


def test_a_preview_asks_nobody_else() -> None:
    outcome = Evaluation(OWN, Liar(LIES["label"])).preview(READ.assessment, READ.history)

    assert outcome.label == "bronze"


def test_without_a_second_evaluator_nothing_is_judged() -> None:
    with pytest.raises(NotAllowedError) as refused:
        Evaluation(OWN).judge(READ.assessment, READ.history)

    assert refused.value.message == "network.absent"


def test_the_trace_of_the_network_names_every_event_that_was_sent() -> None:
    trace = Network(OWN).trace(READINGS)

    assert len(trace) >= 4
    assert all("→" in one for one in trace)


class DyingLiar(Liar):
    """Lies, and breaks off when it is asked for its reasons."""

    def trace(self, readings: Readings) -> tuple[str, ...]:  # noqa: ARG002 -- of none
        raise IntegrityError("network.late")


def test_a_fault_while_tracing_hides_no_disagreement() -> None:
    pair = Pair(OWN, Reference(OWN), DyingLiar(LIES["label"]))

    with pytest.raises(DisagreementError) as error:
        pair.evaluate(READINGS)

    assert error.value.trace == ("network.late",)
