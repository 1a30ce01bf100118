"""Evaluating assessments under one ruleset: prepared once, used for many.

```python
outcome = Evaluation(ruleset).preview(assessment, history)
print(outcome.label, outcome.open_labels)
```
"""

from __future__ import annotations

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.agreement import Pair, TracingEvaluator
from tcei_rules.engine.derived import Deriver
from tcei_rules.engine.judging import outcome_of
from tcei_rules.engine.reference import Reference
from tcei_rules.errors import NotAllowedError


class Evaluation:
    """One ruleset, ready to judge.

    Args:
        ruleset: Checked.
        second: The evaluator that must agree before anything is recorded;
            without one only previews are possible.
    """

    def __init__(self, ruleset: Ruleset, second: TracingEvaluator | None = None) -> None:
        self.ruleset = ruleset
        self._deriver = Deriver(ruleset)
        self._reference = Reference(ruleset)
        self._pair = None if second is None else Pair(ruleset, self._reference, second)

    def preview(self, assessment: Assessment, history: History) -> Outcome:
        """Judge every label by the reference alone; nothing may be recorded from it.

        An unanswered fact decides nothing by itself: what needs it is
        inconclusive, and a label is granted only if everything it demands is met.

        Raises:
            InvalidInputError: An answer is not legal under the ruleset.

        Source:
            docs/ruleset-language.md, "Exact meaning".
        """
        readings = self._deriver.derive(assessment, history)
        return outcome_of(self.ruleset, readings, self._reference.evaluate(readings))

    def judge(self, assessment: Assessment, history: History) -> Outcome:
        """Judge every label by two evaluators that must agree, finding by finding.

        Raises:
            InvalidInputError: An answer is not legal under the ruleset.
            DisagreementError: The evaluators differ.
            NetworkFaultError: The second evaluator broke off.
            NotAllowedError: There is no second evaluator on this machine.
        """
        if self._pair is None:
            raise NotAllowedError("network.absent")
        readings = self._deriver.derive(assessment, history)
        return outcome_of(self.ruleset, readings, self._pair.evaluate(readings))
