"""Decisions as they once came out: inputs, the digest of the criteria, and the whole outcome."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.model import Digest, FormatOne, Model
from tcei_rules.domain.outcome import Outcome, PackedOutcome, pack
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store.ruleset_files import RulesetFiles, shipped_rulesets
from tests.home import both_evaluators

FOLDER = Path(__file__).parent


class GoldenDecision(Model):
    """What must come out again, byte for byte, whatever becomes of the program."""

    format: FormatOne = 1
    title: str
    ruleset: Digest
    assessment: Assessment
    history: History
    outcome: Outcome
    packed: PackedOutcome

    def canonical(self) -> bytes:
        """Return the canonical bytes."""
        return canonical(self.members())


@cache
def shipped() -> Rulesets:
    """Return the shipped rulesets."""
    return Rulesets(RulesetFiles(shipped_rulesets()))


def shipped_names() -> tuple[str, ...]:
    """Return every shipped version, examples among them."""
    return (*shipped().names(), *shipped().examples())


def golden_of(name: str) -> Iterator[GoldenDecision]:
    """Yield a case of a version for each way in which its labels can come out together."""
    ruleset = shipped().find(name).ruleset
    seen: set[tuple[str, ...]] = set()
    for result in shipped().run_cases(name, both_evaluators(ruleset)):
        verdicts = tuple(one.verdict for one in result.outcome.verdicts)
        if verdicts not in seen:
            seen.add(verdicts)
            yield GoldenDecision(
                title=result.case.title,
                ruleset=ruleset.digest,
                assessment=result.case.read.assessment,
                history=result.case.read.history,
                outcome=result.outcome,
                packed=pack(result.outcome),
            )
