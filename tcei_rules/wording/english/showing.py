"""English: a ruleset as it is read aloud."""

from collections.abc import Mapping
from typing import Final

SHOWING: Final[Mapping[str, str]] = {
    # What an answer is
    "kind.count": "a whole number",
    "kind.number": "a number",
    "kind.percent": "a percentage",
    "kind.amount": "an amount",
    "kind.in_unit": "{number} in {unit}",
    "kind.parts": "percentages for {options}, together exactly 100 %",
    "kind.countries": "the countries of ISO 3166-1",
    "kind.also": "{number}, also in {units}",
    "kind.other_unit": "{unit} (1 {unit} = {factor} {own})",
    "kind.decimals.one": "{number} with up to {decimals} decimal",
    "kind.decimals.other": "{number} with up to {decimals} decimals",
    "kind.range": "{number}, from {lowest} to {highest}",
    "kind.yes_no": "yes or no",
    "kind.text": "words",
    "kind.choice": "one of {options}",
    "kind.choices": "any of {options}, also none of them",
    "kind.indicators": "the indicators",
    "kind.date": "a day",
    "kind.date.future": "a day, which may lie ahead",
    "kind.judgement": "a level from {lowest} to {highest}; {settling}",
    "kind.judgement.on_scale": "a level from {lowest} to {highest} ({scale})",
    "kind.settling.alike": (
        "where assessors differ, they record a consensus on one level with its reason"
    ),
    "kind.settling.lower": (
        "of judgements at most {within} apart the lower one counts; further apart, the assessors"
        " record a consensus with its reason"
    ),
    "kind.settling.higher": (
        "of judgements at most {within} apart the higher one counts; further apart, the assessors"
        " record a consensus with its reason"
    ),
    "kind.settling.mean": (
        "of judgements at most {within} apart the mean counts, rounded down; further apart, the"
        " assessors record a consensus with its reason"
    ),
    "kind.list": "a list of up to {most} items",
    "kind.list.least": "a list of {least} to {most} items",
    # The version as a whole
    "show.in_force": "in force for applications filed from {start}",
    "show.in_force.until": "in force for applications filed from {start} to {end}",
    "show.supersedes": "follows version {version}",
    "show.pending.old": "applications filed before {start} stay under version {version}",
    "show.pending.new": "applications filed before {start} come under this version",
    "show.choice": "applications filed up to {day} choose one of the two versions",
    "show.certificates_until": (
        "certificates under version {version} run to their end, at the latest to {day}"
    ),
    "show.dropped": "no longer asked: {facts}",
    "show.recognises": "labels of the scheme {scheme}, rising: {labels}",
    # Headings
    "show.asked": "What is asked",
    "show.worked_out": "What is worked out",
    "show.scales": "How assessors judge",
    "show.indicators": "What gives points",
    "show.gates": "What every label demands first",
    "show.labels": "Labels, rising",
    "show.sources": "Sources",
    # A fact
    "show.fact": "{fact}: {kind}",
    "show.each": "of each item:",
    "show.answered.organisation": "answered by the organisation",
    "show.answered.assessor": "answered by the assessors",
    "show.answered.office": "answered by the office",
    "show.may_not_apply": "may not apply",
    "show.benchmark": "goes into the benchmark report",
    "show.neither": "neither more nor less is better: {reason}",
    "show.was": "in the version before: {name}",
    "show.was_nothing": "answers under earlier versions are not carried over",
    "show.next": "{first}; {second}",
    "show.basis": "[{basis}]",
    # An indicator
    "show.dimension": "{dimension}: at most {points}",
    "show.total": "In total: at most {points}",
    "show.time.after": "{title} after {day}, in {unit}",
    "show.time.before": "{title} before {day}, in {unit}",
    "show.unit.days": "days",
    "show.unit.months": "months",
    "show.unit.years": "years",
    "show.judged": "points: {title}",
    "show.column.from": "From",
    "show.column.option": "For",
    "show.column.points": "Points",
    "show.column.level": "Level",
    "show.column.anchor": "What it means",
    "show.minimum": "minimum {points}",
    "show.weight": "counts {weight} times",
    "show.weightless": "stays out of the score",
    "show.tags": "tagged {tags}",
    "show.lower": "less is better",
    "show.policy.excluded": "left out of the score where it does not apply",
    "show.policy.zero": "no points where it does not apply",
    "show.policy.full": "full points where it does not apply",
    # A requirement
    "show.advisory": "where it is not met this is noted, and blocks nothing",
    "show.waivable": "may be waived by {roles}",
    "show.waivable.if": "may be waived by {roles} if {condition}",
    "show.not_applicable.met": "met where it does not apply",
    "show.not_applicable.not_met": "not met where it does not apply",
    # A label
    "show.label": "{label}: {title}",
    "show.includes": "demands all that {label} demands",
    "show.stands_alone": "does not include {label}: {reason}",
    "show.valid": "how long it is valid",
    # A source
    "show.source": "{id}: {source}",
    "show.source.date": "{id}: {source}, {date}",
}
