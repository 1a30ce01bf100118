"""French: what commands say around their results."""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    # Mistakes, counted
    "mistakes.one": "{count} erreur",
    "mistakes.other": "{count} erreurs",
    "checked.one": "{name} vérifié : aucune erreur",
    "checked.other": "{count} jeux de règles vérifiés : aucune erreur",
    # A recorded decision
    "decision.told": "décision {decision} : {kind}, prise le {at}, selon {ruleset} {digest}",
    "decision.told.label": "décision {decision} : {kind} {label}, prise le {at}, selon {ruleset} {digest}",
    "decision.reason": "raison : {reason}",
    "decision.kind.grant": "octroi",
    "decision.kind.refuse": "refus",
    "decision.kind.renew": "renouvellement",
    "decision.kind.suspend": "suspension",
    "decision.kind.reinstate": "rétablissement",
    "decision.kind.withdraw": "retrait",
    "decision.kind.replace": "remplacement",
    "decision.kind.appeal": "recours",
}
