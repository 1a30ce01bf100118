"""A decision in words, as `explanation.txt` has it."""

from __future__ import annotations

from tcei_rules.domain.decision import DecisionRecord
from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.wording import say
from tcei_rules.wording.explaining import explain


def explanation(
    decision: DecisionRecord,
    ruleset: Ruleset,
    outcome: Outcome | None,
    reason: str | None,
    language: str,
) -> bytes:
    """Return a decision in words: what was decided, why, and every requirement.

    Args:
        decision: As recorded.
        ruleset: The one that it rests on.
        outcome: What came out; none once it is erased.
        reason: Why people decided so, where it was given and not erased.
        language: Of the words.
    """
    values = {
        "decision": decision.decision,
        "kind": say(f"decision.kind.{decision.kind}", language=language),
        "label": decision.label or "",
        "at": decision.decided_at,
        "ruleset": ruleset.name,
        "digest": decision.ruleset,
    }
    lines = [say("decision.told.label" if decision.label else "decision.told", values, language)]
    if reason is not None:
        lines.append(say("decision.reason", {"reason": reason}, language))
    if outcome is None:
        lines.append(say("bundle.explanation.erased", language=language))
    else:
        lines.append(explain(ruleset, outcome, language))
    return ("\n".join(lines).rstrip("\n") + "\n").encode()
