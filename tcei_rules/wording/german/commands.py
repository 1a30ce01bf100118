"""German: what commands say around their results."""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    # Mistakes, counted
    "mistakes.one": "{count} Fehler",
    "mistakes.other": "{count} Fehler",
    "checked.one": "{name} geprüft: keine Fehler",
    "checked.other": "{count} Regelsätze geprüft: keine Fehler",
    # A recorded decision
    "decision.told": "Entscheidung {decision}: {kind}, entschieden {at}, nach {ruleset} {digest}",
    "decision.told.label": "Entscheidung {decision}: {kind} {label}, entschieden {at}, nach {ruleset} {digest}",
    "decision.reason": "Grund: {reason}",
    "decision.kind.grant": "Gewährung",
    "decision.kind.refuse": "Ablehnung",
    "decision.kind.renew": "Verlängerung",
    "decision.kind.suspend": "Aussetzung",
    "decision.kind.reinstate": "Wiedereinsetzung",
    "decision.kind.withdraw": "Entzug",
    "decision.kind.replace": "Ersetzung",
    "decision.kind.appeal": "Einspruch",
}
