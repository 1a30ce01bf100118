"""English: what commands say around their results."""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    # Mistakes, counted
    "mistakes.one": "{count} mistake",
    "mistakes.other": "{count} mistakes",
    "checked.one": "{name} checked: no mistakes",
    "checked.other": "{count} rulesets checked: no mistakes",
    # A recorded decision
    "decision.told": "decision {decision}: {kind}, decided {at}, under {ruleset} {digest}",
    "decision.told.label": "decision {decision}: {kind} {label}, decided {at}, under {ruleset} {digest}",
    "decision.reason": "reason: {reason}",
    "decision.kind.grant": "grant",
    "decision.kind.refuse": "refuse",
    "decision.kind.renew": "renew",
    "decision.kind.suspend": "suspend",
    "decision.kind.reinstate": "reinstate",
    "decision.kind.withdraw": "withdraw",
    "decision.kind.replace": "replace",
    "decision.kind.appeal": "appeal",
}
