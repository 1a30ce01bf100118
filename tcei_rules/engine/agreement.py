"""Two evaluators that must agree, finding by finding, before anything is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import zip_longest
from typing import Protocol

from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.findings import Evaluator, Findings
from tcei_rules.errors import IntegrityError


class DisagreementError(IntegrityError):
    """Two evaluators came to different findings: never a decision, and both traces are kept."""

    def __init__(self, first: Findings, second: Findings, trace: tuple[str, ...]) -> None:
        differing = tuple(differences(first, second))
        super().__init__("engine.disagreement", where=", ".join(differing))
        self.first = first
        self.second = second
        self.trace = trace


class TracingEvaluator(Evaluator, Protocol):
    """An evaluator that can say which rule fired on which value."""

    def trace(self, readings: Readings) -> tuple[str, ...]:
        """Return what fired, in order."""
        ...


class Pair:
    """The reference and the network as one evaluator."""

    def __init__(self, ruleset: Ruleset, first: Evaluator, second: TracingEvaluator) -> None:
        self.ruleset = ruleset
        self.first = first
        self.second = second

    def evaluate(self, readings: Readings) -> Findings:
        """Return the findings that both came to.

        Raises:
            DisagreementError: They differ; it carries both findings and the trace.
        """
        first, second = self.first.evaluate(readings), self.second.evaluate(readings)
        if first != second:
            raise DisagreementError(first, second, self._trace(readings))
        return first

    def _trace(self, readings: Readings) -> tuple[str, ...]:
        try:
            return self.second.trace(readings)
        except IntegrityError as fault:
            # The disagreement is what matters; that there is no trace is part of it.
            return (fault.message,)


def differences(first: Findings, second: Findings) -> Iterator[str]:
    """Yield where two findings differ: the group, and the position in the ruleset's order."""
    for group in fields(first):
        one, other = getattr(first, group.name), getattr(second, group.name)
        if group.name == "label":
            one, other = (one,), (other,)
        for position, (a, b) in enumerate(zip_longest(one, other)):
            if a != b:
                yield f"{group.name}[{position}] ({a} and {b})"
