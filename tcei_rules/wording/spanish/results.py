"""Spanish: what a ruleset made of an assessment, and why."""

from collections.abc import Mapping
from typing import Final

RESULTS: Final[Mapping[str, str]] = {
    # The verdict in one line
    "result.granted": "{label}: concedido",
    "result.granted.open": "{label}: concedido; queda abierto: {open}",
    "result.granted.missing": "{label}: concedido; queda abierto: {open}; sin responder: {missing}",
    "result.refused": "ningún distintivo: denegado",
    "result.not_yet": "todavía ningún distintivo; queda abierto: {open}",
    "result.not_yet.missing": "todavía ningún distintivo; sin responder: {missing}",
    "result.and_more": "{names} y {count} más",
    "result.until": "vigente hasta el {day}",
    "result.runs_on": "vigente hasta el {day}, a continuación del {start}",
    "result.no_term": "no se sabe hasta cuándo está vigente {label}: queda abierto algo desde lo que se cuenta",
    "result.summary": "{ruleset}: {verdict}",
    "result.summary.open": "{verdict}; queda abierto: {open}",
    "result.summary.next": "{first}, {second}",
    "result.criteria": "{ruleset} el {day}",
    # Words for what came out
    "verdict.granted": "concedido",
    "verdict.refused": "denegado",
    "verdict.inconclusive": "indeterminado",
    "finding.met": "se cumple",
    "finding.not_met": "no se cumple",
    "finding.inconclusive": "indeterminado",
    "finding.waived": "exención concedida",
    "finding.noted": "no se cumple, solo se anota",
    "scored.excluded": "queda fuera",
    "scored.not_known": "se desconoce",
    # One requirement
    "result.finding": "{sentence}: {finding}",
    "result.is": "{sentence} – es {value}",
    "result.not_answered": "{sentence} – sin responder",
    "result.does_not_apply": "{sentence} – no es aplicable",
    "result.not_looked_up": "{sentence} – no se consultaron los antecedentes de {scheme}",
    "result.on": "{sentence} – el {value}",
    "result.chosen": "{sentence} – elegidos: {value}",
    "result.share": "{share} ({part} de {whole})",
    "result.score": "{points} de {maximum} puntos",
    "result.score.percent": "{points} de {maximum} puntos ({percent})",
    "result.all": "todo lo siguiente",
    "result.any": "al menos uno de los siguientes",
    "result.at_least": "al menos {number} de los siguientes",
    "result.depending_on": "según «{fact}»",
    "result.branch": "para {option}: {sentence}",
    "result.waiver_open": "se dio una exención, y queda abierto si cuenta",
    # The time between two days
    "result.time.before": "{day}, {span} antes del {reference}",
    "result.time.after": "{day}, {span} después del {reference}",
    "result.time.same": "{day}, el mismo día",
    "result.time.span": "{months} y {days}",
    # Indicators that a requirement looked at
    "result.short": "{indicator}: {points} en lugar de {needed}",
    "result.unknown": "{indicator}: se desconoce, se necesitan {needed}",
    "result.indicator": "{id} {title}",
    # Parts of the explanation
    "result.label": "{label}: {verdict}",
    "result.included": "todo lo que exige {label}: {finding}",
    "result.points": "Puntos",
    "result.missing": "Sin responder",
    "result.of": "{points} de {highest}",
    "result.minimum": "por debajo de su mínimo de {minimum}",
    "result.value": "{title}: {value}",
}
