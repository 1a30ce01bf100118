"""A decision judged once more, from nothing but what is in its bundle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.canonical import Json, first_difference, standing_at
from tcei_rules.domain.decision import DecisionRecord
from tcei_rules.domain.outcome import Outcome, PackedOutcome, pack
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError
from tcei_rules.service.audit.report import CheckResult
from tcei_rules.service.bundle.contents import Contents
from tcei_rules.service.bundle.report import BundleCheck

Evaluations: TypeAlias = Callable[[Ruleset], Evaluation]
"""Gives the evaluation of a ruleset, with both evaluators where there are two."""


def check_replay(contents: Contents, evaluations: Evaluations) -> CheckResult:
    """Judge facts and history once more, and compare to the byte."""
    result = CheckResult(BundleCheck.REPLAY)
    if contents.decision is None:
        result.skip("bundle.no_decision")
        return result
    entry, decision = contents.decision
    ruleset = contents.ruleset
    if ruleset is None or ruleset.digest != decision.ruleset:
        result.skip("bundle.no_ruleset")
        return result
    facts = contents.opened(decision.facts, Assessment)
    history = contents.opened(decision.history, History)
    if facts is None or history is None:
        result.skip(_why_not(contents, decision))
        return result
    now = _judged(result, evaluations(ruleset), facts, history, str(entry))
    if now is not None:
        _compare(result, contents, decision, now, str(entry))
    return result


def _why_not(contents: Contents, decision: DecisionRecord) -> str:
    erased = {decision.facts, decision.history} & contents.erased
    return "bundle.replay.erased" if erased else "bundle.replay.no_inputs"


def _judged(
    result: CheckResult, evaluation: Evaluation, facts: Assessment, history: History, row: str
) -> Outcome | None:
    try:
        return _by_both(result, evaluation, facts, history)
    except InvalidInputError as error:
        result.fail(row, "/facts", "legal answers", error.mistakes[0].message)
    except IntegrityError as error:
        result.fail(row, "evaluators", "one result", error.message)
    return None


def _by_both(
    result: CheckResult, evaluation: Evaluation, facts: Assessment, history: History
) -> Outcome:
    try:
        return evaluation.judge(facts, history)
    except NotAllowedError:
        result.remark("bundle.replay.reference_alone")
        return evaluation.preview(facts, history)


def _compare(
    result: CheckResult, contents: Contents, decision: DecisionRecord, now: Outcome, row: str
) -> None:
    outcome = contents.opened(decision.outcome, Outcome)
    packed = contents.opened(decision.packed, PackedOutcome)
    if outcome is None or packed is None:
        result.skip("bundle.replay.no_outcome")
    if outcome is not None:
        _see(result, row, "/outcome", outcome.members(), now.members())
    if packed is not None:
        _see(result, row, "/packed", packed.members(), pack(now).members())


def _see(result: CheckResult, row: str, where: str, recorded: Json, now: Json) -> None:
    result.looked_at += 1
    path = first_difference(recorded, now)
    if path is not None:
        result.fail(row, where + path, standing_at(recorded, path), standing_at(now, path))
