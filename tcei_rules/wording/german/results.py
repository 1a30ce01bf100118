"""German: what a ruleset made of an assessment, and why."""

from collections.abc import Mapping
from typing import Final

RESULTS: Final[Mapping[str, str]] = {
    # The verdict in one line
    "result.granted": "{label} ist gewährt",
    "result.granted.open": "{label} ist gewährt; noch offen: {open}",
    "result.granted.missing": "{label} ist gewährt; noch offen: {open}; nicht beantwortet: {missing}",
    "result.refused": "kein Label: abgelehnt",
    "result.not_yet": "noch kein Label; noch offen: {open}",
    "result.not_yet.missing": "noch kein Label; nicht beantwortet: {missing}",
    "result.and_more": "{names} und {count} weitere",
    "result.until": "gültig bis {day}",
    "result.runs_on": "gültig bis {day}, anschließend an {start}",
    "result.no_term": "bis wann {label} gültig ist, ist nicht bekannt: etwas, ab dem gezählt wird, ist offen",
    "result.summary": "{ruleset}: {verdict}",
    "result.summary.open": "{verdict}; noch offen: {open}",
    "result.summary.next": "{first}, {second}",
    "result.criteria": "{ruleset} am {day}",
    # Words for what came out
    "verdict.granted": "gewährt",
    "verdict.refused": "abgelehnt",
    "verdict.inconclusive": "offen",
    "finding.met": "erfüllt",
    "finding.not_met": "nicht erfüllt",
    "finding.inconclusive": "offen",
    "finding.waived": "ausgenommen",
    "finding.noted": "nicht erfüllt, nur vermerkt",
    "scored.excluded": "außer Betracht",
    "scored.not_known": "nicht bekannt",
    # One requirement
    "result.finding": "{sentence}: {finding}",
    "result.is": "{sentence} – ist {value}",
    "result.not_answered": "{sentence} – nicht beantwortet",
    "result.does_not_apply": "{sentence} – trifft nicht zu",
    "result.not_looked_up": "{sentence} – die Vorgeschichte bei {scheme} wurde nicht nachgesehen",
    "result.on": "{sentence} – am {value}",
    "result.chosen": "{sentence} – gewählt: {value}",
    "result.share": "{share} ({part} von {whole})",
    "result.score": "{points} von {maximum} Punkten",
    "result.score.percent": "{points} von {maximum} Punkten ({percent})",
    "result.all": "alles davon",
    "result.any": "mindestens eines davon",
    "result.at_least": "mindestens {number} davon",
    "result.depending_on": "je nach „{fact}“",
    "result.branch": "bei {option}: {sentence}",
    "result.waiver_open": "eine Ausnahme wurde erteilt, und ob sie zählt, ist offen",
    # The time between two days
    "result.time.before": "{day}, {span} vor {reference}",
    "result.time.after": "{day}, {span} nach {reference}",
    "result.time.same": "{day}, derselbe Tag",
    "result.time.span": "{months} und {days}",
    # Indicators that a requirement looked at
    "result.short": "{indicator}: {points} statt {needed}",
    "result.unknown": "{indicator}: nicht bekannt, {needed} nötig",
    "result.indicator": "{id} {title}",
    # Parts of the explanation
    "result.label": "{label}: {verdict}",
    "result.included": "alles, was {label} verlangt: {finding}",
    "result.points": "Punkte",
    "result.missing": "Nicht beantwortet",
    "result.of": "{points} von {highest}",
    "result.minimum": "unter dem Minimum von {minimum}",
    "result.value": "{title}: {value}",
}
