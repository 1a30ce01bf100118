"""Spanish: what commands say around their results."""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    # Mistakes, counted
    "mistakes.one": "{count} error",
    "mistakes.other": "{count} errores",
    "checked.one": "{name} comprobado: ningún error",
    "checked.other": "{count} conjuntos de reglas comprobados: ningún error",
    # A recorded decision
    "decision.told": "decisión {decision}: {kind}, tomada el {at}, según {ruleset} {digest}",
    "decision.told.label": "decisión {decision}: {kind} {label}, tomada el {at}, según {ruleset} {digest}",
    "decision.reason": "motivo: {reason}",
    "decision.kind.grant": "concesión",
    "decision.kind.refuse": "denegación",
    "decision.kind.renew": "renovación",
    "decision.kind.suspend": "suspensión",
    "decision.kind.reinstate": "restablecimiento",
    "decision.kind.withdraw": "retirada",
    "decision.kind.replace": "sustitución",
    "decision.kind.appeal": "recurso",
}
