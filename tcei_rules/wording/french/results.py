"""French: what a ruleset made of an assessment, and why."""

from collections.abc import Mapping
from typing import Final

RESULTS: Final[Mapping[str, str]] = {
    # The verdict in one line
    "result.granted": "{label} est accordé",
    "result.granted.open": "{label} est accordé ; reste ouvert : {open}",
    "result.granted.missing": "{label} est accordé ; reste ouvert : {open} ; sans réponse : {missing}",
    "result.refused": "aucun label : refusé",
    "result.not_yet": "pas encore de label ; reste ouvert : {open}",
    "result.not_yet.missing": "pas encore de label ; sans réponse : {missing}",
    "result.and_more": "{names} et {count} autres",
    "result.until": "valide jusqu'au {day}",
    "result.runs_on": "valide jusqu'au {day}, à la suite du {start}",
    "result.no_term": "on ne sait pas jusqu'à quand {label} est valide : un point de départ du calcul reste ouvert",
    "result.summary": "{ruleset} : {verdict}",
    "result.summary.open": "{verdict} ; reste ouvert : {open}",
    "result.summary.next": "{first}, {second}",
    "result.criteria": "{ruleset} au {day}",
    # Words for what came out
    "verdict.granted": "accordé",
    "verdict.refused": "refusé",
    "verdict.inconclusive": "indéterminé",
    "finding.met": "satisfait",
    "finding.not_met": "non satisfait",
    "finding.inconclusive": "indéterminé",
    "finding.waived": "dérogation accordée",
    "finding.noted": "non satisfait, seulement noté",
    "scored.excluded": "laissé de côté",
    "scored.not_known": "inconnu",
    # One requirement
    "result.finding": "{sentence} : {finding}",
    "result.is": "{sentence} – vaut {value}",
    "result.not_answered": "{sentence} – sans réponse",
    "result.does_not_apply": "{sentence} – sans objet",
    "result.not_looked_up": "{sentence} – les antécédents de {scheme} n'ont pas été consultés",
    "result.on": "{sentence} – au {value}",
    "result.chosen": "{sentence} – choisis : {value}",
    "result.share": "{share} ({part} sur {whole})",
    "result.score": "{points} sur {maximum} points",
    "result.score.percent": "{points} sur {maximum} points ({percent})",
    "result.all": "tout ce qui suit",
    "result.any": "au moins l'un de ce qui suit",
    "result.at_least": "au moins {number} de ce qui suit",
    "result.depending_on": "selon « {fact} »",
    "result.branch": "pour {option} : {sentence}",
    "result.waiver_open": "une dérogation a été donnée, et il reste ouvert si elle compte",
    # The time between two days
    "result.time.before": "{day}, {span} avant le {reference}",
    "result.time.after": "{day}, {span} après le {reference}",
    "result.time.same": "{day}, le même jour",
    "result.time.span": "{months} et {days}",
    # Indicators that a requirement looked at
    "result.short": "{indicator} : {points} au lieu de {needed}",
    "result.unknown": "{indicator} : inconnu, il en faut {needed}",
    "result.indicator": "{id} {title}",
    # Parts of the explanation
    "result.label": "{label} : {verdict}",
    "result.included": "tout ce qu'exige {label} : {finding}",
    "result.points": "Points",
    "result.missing": "Sans réponse",
    "result.of": "{points} sur {highest}",
    "result.minimum": "sous son minimum de {minimum}",
    "result.value": "{title} : {value}",
}
