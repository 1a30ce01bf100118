"""English: rules as sentences, in the form *title: comparator value*.

Titles come from the ruleset, so they are never bent: no article, case or
plural is put to them. Source: docs/ruleset-language.md, "Conditions".
"""

from collections.abc import Mapping
from typing import Final

RULES: Final[Mapping[str, str]] = {
    # What is compared
    "rule.title.assessed_on": "the day of the assessment",
    "rule.title.filed_on": "the day of filing",
    "rule.title.total": "Total score",
    "rule.title.score": "Score in {dimension}",
    "rule.title.reachable": "Reachable points in {dimension}",
    "rule.title.reachable_total": "Reachable points in total",
    "rule.title.part": "{title}, {option}",
    "rule.named": "{title} ({name})",
    # A comparison
    "rule.comparison": "{title}: {tests}",
    "rule.comparison.and": "{first} and {second}",
    "rule.comparison.before": "{tests} before {day}",
    "rule.comparison.after": "{tests} after {day}",
    "rule.test.at_least": "at least {value}",
    "rule.test.more_than": "more than {value}",
    "rule.test.at_most": "at most {value}",
    "rule.test.less_than": "less than {value}",
    "rule.test.day.at_least": "not before {value}",
    "rule.test.day.more_than": "after {value}",
    "rule.test.day.at_most": "not after {value}",
    "rule.test.day.less_than": "before {value}",
    "rule.test.in_year": "{test} of any year",
    "rule.test.in_year_of": "in the year of {day}",
    "rule.test.is": "{value}",
    "rule.test.has": "with {value}",
    "rule.test.answered": "stated",
    "rule.value.yes": "yes",
    "rule.value.no": "no",
    "rule.value.none": "none",
    "rule.value.percent": "{number} %",
    "rule.value.points.one": "{number} point",
    "rule.value.points.other": "{number} points",
    "rule.value.days.one": "{number} day",
    "rule.value.days.other": "{number} days",
    "rule.value.months.one": "{number} month",
    "rule.value.months.other": "{number} months",
    "rule.value.years.one": "{number} year",
    "rule.value.years.other": "{number} years",
    # Lists
    "rule.list.join": "{first}, {second}",
    # Several conditions
    "rule.all.and": "{first}, and {second}",
    "rule.any.or": "{first}, or {second}",
    "rule.any": "either {members}",
    "rule.at_least.next": "{first}; {second}",
    "rule.at_least": "at least {number} of: {members}",
    "rule.inner": "({condition})",
    "rule.depending_on": "depending on {fact}: {branches}",
    "rule.depending_on.next": "{first}; {second}",
    "rule.depending_on.branch": "if {option}, {condition}",
    "rule.depending_on.nothing": "nothing more",
    # Indicators
    "rule.every.all": "every indicator",
    "rule.every.tag": "every indicator tagged {tag}",
    "rule.every.dimension": "every indicator of {dimension}",
    "rule.every.ids": "each of the indicators {ids}",
    "rule.every.minimum": "{indicators} reaches its minimum",
    "rule.every.full": "{indicators} reaches its full points",
    "rule.every.points": "{indicators} reaches at least {points}",
    "rule.counted.all": "at least {number} of the indicators",
    "rule.counted.tag": "at least {number} of the indicators tagged {tag}",
    "rule.counted.dimension": "at least {number} of the indicators of {dimension}",
    "rule.counted.ids": "at least {number} of the indicators {ids}",
    "rule.counted.chosen_in": "at least {number} of the indicators chosen in {title}",
    "rule.counted.minimum": "{indicators} reach their minimum",
    "rule.counted.full": "{indicators} reach their full points",
    "rule.counted.points": "{indicators} reach at least {points}",
    "rule.counted.and": "{reached} and {improved}",
    "rule.counted.improved": "{indicators} have more points than at {award}",
    "rule.counted.improved_too": "have more points than at {award}",
    # Labels held
    "rule.award.last": "the last {label}",
    "rule.award.last_any": "the last label",
    "rule.award.begun_before": "{award} begun before {day}",
    "rule.holds": "{label}, valid on {day}",
    "rule.holds.or_higher": "{label} or higher",
    "rule.holds.of_scheme": "{label} of the scheme {scheme}",
    # How a derived fact is worked out
    "rule.derived.count": "number of {list}",
    "rule.derived.where": "{number} with: {condition}",
    "rule.derived.different": "number of different values of {field} among {list}",
    "rule.derived.sum": "{titles} together",
    "rule.derived.sum_of": "sum of {field} over {list}",
    "rule.derived.share": "share of {list}",
    "rule.derived.part": "share of {part} in {whole}",
    "rule.derived.per": "{part} per {whole}",
    "rule.derived.group": "group of {title}: {groups}",
    "rule.group.next": "{first}; {second}",
    "rule.derived.group.one": "{group} for {members}",
    "rule.derived.rest": "all others",
    "rule.derived.choices": "number of options chosen in {title}",
    "rule.derived.valid_from": "first valid day of {award}",
    "rule.derived.valid_until": "last valid day of {award}",
    "rule.derived.fact": "{title} of {award}",
    # Until when a label is valid
    "rule.term.months": "{months} from {day}",
    "rule.term.end_of_month": "{months} from {day}, to the end of the month",
    "rule.term.fixed": "until {day}",
    "rule.term.if": "if {condition}: {term}",
    "rule.term.otherwise": "otherwise: {term}",
    # On what it rests
    "rule.basis.official": "official: {sources}",
    "rule.basis.secondary": "secondary: {sources}",
    "rule.basis.inferred": "inferred: {sources}",
    "rule.basis.placeholder": "placeholder",
    "rule.basis.next": "{first}; {second}",
    "rule.source": "{title}",
    "rule.source.published": "{publisher}, {title}",
    "rule.demonstration.one": (
        "for demonstration only: {count} rule is a placeholder, made up until the real one is known"
    ),
    "rule.demonstration.other": (
        "for demonstration only: {count} rules are placeholders, made up until the real ones are"
        " known"
    ),
    # Who
    "rule.role.organisation": "the organisation",
    "rule.role.assessor": "an assessor",
    "rule.role.office": "the office",
    "rule.role.programme_office": "the programme office",
    "rule.role.decision_maker": "the decision maker",
    "rule.role.committee": "the committee",
}
