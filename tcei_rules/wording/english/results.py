"""English: what a ruleset made of an assessment, and why."""

from collections.abc import Mapping
from typing import Final

RESULTS: Final[Mapping[str, str]] = {
    # The verdict in one line
    "result.granted": "{label} is granted",
    "result.granted.open": "{label} is granted; still open: {open}",
    "result.granted.missing": "{label} is granted; still open: {open}; {missing} not answered",
    "result.refused": "no label: refused",
    "result.not_yet": "no label yet; still open: {open}",
    "result.not_yet.missing": "no label yet: {missing} not answered",
    "result.and_more": "{names} and {count} more",
    "result.until": "valid until {day}",
    "result.runs_on": "valid until {day}, running on from {start}",
    "result.no_term": "until when {label} is valid is not known: something it counts from is open",
    "result.summary": "{ruleset}: {verdict}",
    "result.summary.open": "{verdict}; still open: {open}",
    "result.summary.next": "{first}, {second}",
    "result.criteria": "{ruleset} on {day}",
    # Words for what came out
    "verdict.granted": "granted",
    "verdict.refused": "refused",
    "verdict.inconclusive": "inconclusive",
    "finding.met": "met",
    "finding.not_met": "not met",
    "finding.inconclusive": "inconclusive",
    "finding.waived": "waived",
    "finding.noted": "not met, and only noted",
    "scored.excluded": "left out",
    "scored.not_known": "not known",
    # One requirement
    "result.finding": "{sentence}: {finding}",
    "result.is": "{sentence} — is {value}",
    "result.not_answered": "{sentence} — not answered",
    "result.does_not_apply": "{sentence} — does not apply",
    "result.not_looked_up": "{sentence} — the history of {scheme} was not looked up",
    "result.on": "{sentence} — on {value}",
    "result.chosen": "{sentence} — chosen: {value}",
    "result.share": "{share} ({part} of {whole})",
    "result.score": "{points} of {maximum} points",
    "result.score.percent": "{points} of {maximum} points ({percent})",
    "result.all": "all of these",
    "result.any": "at least one of these",
    "result.at_least": "at least {number} of these",
    "result.depending_on": "depending on {fact}",
    "result.branch": "if {option}: {sentence}",
    "result.waiver_open": "a waiver was given, and whether it counts is open",
    # The time between two days
    "result.time.before": "{day}, {span} before {reference}",
    "result.time.after": "{day}, {span} after {reference}",
    "result.time.same": "{day}, the same day",
    "result.time.span": "{months} and {days}",
    # Indicators that a requirement looked at
    "result.short": "{indicator}: {points} instead of {needed}",
    "result.unknown": "{indicator}: not known, {needed} needed",
    "result.indicator": "{id} {title}",
    # Parts of the explanation
    "result.label": "{label}: {verdict}",
    "result.included": "all that {label} demands: {finding}",
    "result.points": "Points",
    "result.missing": "Not answered",
    "result.of": "{points} of {highest}",
    "result.minimum": "below its minimum of {minimum}",
    "result.value": "{title}: {value}",
}
