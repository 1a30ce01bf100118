"""English: what is wrong with a ruleset.

Source: docs/ruleset-language.md, "Cases and mistakes".
"""

from collections.abc import Mapping
from typing import Final

MISTAKES: Final[Mapping[str, str]] = {
    # The file as a whole
    "language.unknown": "language `{text}` is not known here; write `language: {known}`",
    "in_force.order": "`until` lies before `from`; write the later day under `until`",
    "recognises.itself": "`{scheme}` is the scheme of this file; its own labels are known",
    "supersedes.itself": "version `{version}` cannot follow itself; name the one before it",
    "source.url": "`{text}` is not an address; begin it with `https://`",
    "basis.shape": (
        "a basis is `placeholder`, or one of `official`, `secondary` and `inferred` with its"
        " source, such as `{{official: esca-silver}}`"
    ),
    "basis.chooses_values": "`{name}` chooses values but has no `basis`",
    "better.both_ways": (
        "a higher `{name}` helps `{helps}` and hurts `{hurts}`; say why with"
        " `better: {{neither: REASON}}`"
    ),
    "better.shape": "write `better: higher`, `better: lower`, or `better: {{neither: REASON}}`",
    "name.both": "`{name}` names both a fact and a derived fact; rename one of them",
    "name.twice": "`{name}` is there twice; give this {noun} another name",
    "overlay.digest": (
        "the base has the digest `{found}`; see what changed in it, then write that digest here"
    ),
    "overlay.exists": "{what} `{name}` is in the base already; put it under `change`",
    "overlay.no_base": (
        "there is no ruleset `{name}` to lie on; name one that is there and does not lie on this"
    ),
    "overlay.shape": 'say what this lies on, such as `{{on: ecei, version: "1.0.0", digest: …}}`',
    "versions.decimals": (
        "old answers to `{name}` cannot be carried: they have {before} decimals in {old}, now {now}"
    ),
    "versions.unit": "`{name}` was in {before} in {old} and is now in {now}: old answers cannot be read; add the old unit with its factor under `also`, or write `was: nothing`",
    "versions.range": "old answers to `{name}` can lie outside what it takes now; then those of {old} count as not answered",
    "versions.fields": "the items of `{name}` no longer have the fields they had in {old}, so its old lists count as not answered",
    "versions.option": (
        "`{option}` of `{name}` in {old} is no option now, so such answers are not answered; say"
        " what it is called now with `was: {{fact: {name}, options: {{{option}: …}}}}`"
    ),
    "versions.same_day": "{other} begins on the same day, so nobody knows which one is in force",
    "versions.kind": (
        "`{name}` was of the kind `{before}` in {old} and is `{now}`: old answers mean another"
        " thing; say `was: nothing`, or give it another name"
    ),
    "versions.lost": (
        "nothing takes over the answers to `{name}` of {old}; say `was: {name}` where they belong,"
        " or list it under `dropped`"
    ),
    "versions.order": "{old} is in force from {start}; the version that follows begins later",
    "versions.was_not": "`{name}` is no fact of {old}; write the name it had there",
    # Facts
    "kind.not_in_list": "the items of a list cannot have a field of the kind `{kind}`",
    "kind.not_a_day": "a day is needed here; `{name}` is of the kind `{kind}`",
    "number.decimals_range": "`decimals` must be a number from 0 to 9",
    "number.min_above_max": "`min` is above `max`",
    "number.too_large": (
        "numbers up to this `max` cannot be computed exactly with {decimals} decimals; lower one"
        " of the two"
    ),
    "options.many": "these are too many options; at most {most} can be offered",
    "options.reserved": "`{option}` says that nothing was answered; give the option another id",
    "options.none": "`options` is empty; write at least one",
    "options.no_indicators": "`options: indicators` has nothing to offer: there are no indicators",
    "options.shape": (
        "`options` must be a list such as `[small, large]`, or `indicators`, or `iso-3166`"
    ),
    "options.twice": "option `{option}` is there twice",
    "future.allowed": "write `future: allowed`, or leave `future` out",
    "not_applicable.allowed": (
        "`not_applicable: {text}` says nothing here; write `not_applicable: allowed`, or leave it"
        " out"
    ),
    "not_applicable.in_list": (
        "every item answers every field, so `{name}` cannot be not applicable; remove"
        " `not_applicable`, or offer an option for it"
    ),
    "was.in_list": "a list is carried as one answer, so the field `{name}` has no earlier name; remove `was`",
    "also.factor": (
        "`{text}` is not a factor; write how many of the fact's own unit one is, with at most {most}"
        " decimals"
    ),
    "also.no_unit": "`also` names other units, so this fact needs a `unit` of its own",
    "also.unit": "`{unit}` cannot be another unit here; write a word that is not the fact's own",
    "was.options_kind": "only options are renamed; this fact is of the kind `{kind}`",
    "list.no_fields": "`each` names no field; write at least one",
    "list.least_most": "at least {least} and at most {most} items cannot both hold",
    "scale.agree_within": "`agree_within` must be 0 or more",
    "scale.level": "level `{level}` is not on the scale from {lowest} to {highest}",
    "scale.many": "a scale has at most {most} levels; a number is asked with `kind: number`",
    "scale.order": "`lowest` is {lowest} and `highest` is {highest}; the highest must be above",
    # Derived facts
    "derived.circle": "`{name}` is worked out from itself: {circle}",
    "derived.no_form": "`{name}` does not say how it is worked out; write one of: {forms}",
    "derived.was_share": (
        "`{name}` is a share, worked out anew from its parts; give `was` to the parts instead"
    ),
    "group.kind": "only a choice has groups; `{name}` is of the kind `{kind}`",
    "group.missing": "`{option}` is in no group of `{name}`; add it, or say `rest` for one group",
    "group.rest_twice": "only one group can be the `rest`",
    "group.twice": "`{option}` is in two groups; keep it in one",
    "share.negative": "`{name}` can be below 0, so there is no share with it; give it `min: 0`",
    "share.of_list": "`{name}` is a list: its items are the whole; remove `of`",
    "share.where": "say which items of `{name}` are counted: add `where`",
    "share.where_of_list": "`{name}` is no list, so it has no items; remove `where`",
    "share.whole": "say of what `{name}` is a share: add `of`, the name of another number",
    "sum.kind": "only numbers are added or shared; `{name}` is of the kind `{kind}`",
    "sum.shape": ("`{text}` is not a field of a list; write `sum: [A, B]`, or `sum: LIST.FIELD`"),
    "sum.too_large": "totals up to this size cannot be computed exactly; lower `max` or `most`",
    "sum.units": "this adds {units}; only numbers in one unit have a sum",
    "count.of": "`count` needs a list or choices; `{name}` is of the kind `{kind}`",
    "count.choices": (
        "`{name}` has options and no items; remove `where` and `different`, or count a list"
    ),
    "count.different": "`different` needs a choice; `{name}` is of the kind `{kind}`",
    "where.fact": "inside `where` write `field: {name}`, not `fact: {name}`",
    "where.field_outside": "outside `where` write `fact: {name}`, not `field: {name}`",
    "where.form": (
        "`{form}` cannot stand inside `where`; there stand `field`, `all`, `any`, and `at_least`"
        " with `of`"
    ),
    # Indicators
    "dimension.total_counts_all": (
        "`{total}` is the score over all dimensions; give this dimension another name"
    ),
    "dimension.total": "the indicators of `{id}` give at most {highest} points, not {maximum}",
    "indicator.fact_or_asks": "indicator `{id}` must read either `fact` or `asks`, one of the two",
    "indicator.minimum": (
        "minimum {minimum} of `{id}` must be from 1 point to its highest points {highest}"
    ),
    "indicator.points_range": "points of `{id}` must be from 0 to {most}",
    "indicator.policy_missing": (
        "`{name}` may not apply; say `not_applicable: excluded`, `zero` or `full`"
    ),
    "indicator.steps_kind": (
        "steps of `{id}` cannot read something of the kind `{kind}`; they read numbers, levels,"
        " choices, yes and no"
    ),
    "indicator.steps_missing": (
        "indicator `{id}` has no `steps`; only a judged level is its own points"
    ),
    "indicator.too_many_points": (
        "the indicators give {points} points in all, and a share of more than {most} cannot be"
        " computed exactly; lower points or weights"
    ),
    "indicator.twice": "indicator `{id}` is there twice",
    "indicator.weight": "the weight of `{id}` is below 0; write 0 to keep it out of the score",
    "steps.begin": (
        "steps of `{id}` begin at {begin}, what they read begins at {lowest}; begin there"
    ),
    "steps.beyond": (
        "a step of `{id}` begins at {step}, what it reads ends at {highest}; it is never reached"
    ),
    "steps.fall": (
        "points of `{id}` fall while the value rises; write `better: lower`, or mend the points"
    ),
    "steps.must_rise": "steps of `{id}` must rise: {this} follows {last}",
    "steps.option_missing": "steps of `{name}` do not say what `{option}` gives",
    "steps.option_twice": "`{option}` has two steps; keep one of them",
    "steps.units": "steps of `{id}` are counted in {unit}; write all of them in {unit}",
    "steps.rise_though_lower": (
        "points of `{id}` rise with the value though it says `better: lower`; mend one of the two"
    ),
    # Conditions
    "condition.no_members": "`{key}` has no condition in it; write at least one",
    "condition.no_subject": "nothing is compared here; say what, such as `fact: members`",
    "condition.shape": "a condition is needed here, such as `{{fact: members, at_least: 15}}`",
    "count.always": "at least {number} is always met; write 1 or more",
    "count.never": "at least {number} of {among} can never be met",
    "counted.before": "`before` says which award is meant by `improved_since`, which is missing",
    "counted.no_demand": "say what is counted: `reach`, `improved_since`, or both",
    "comparator.does_not_fit": "`{comparator}` does not fit `{name}` ({kind}); use `{better}`",
    "comparison.always": (
        "is always met: `{name}` goes from {lowest} to {highest}, `{comparator}: {text}` takes in"
        " all of it"
    ),
    "comparison.never": (
        "can never be met: `{name}` goes from {lowest} to {highest}, `{comparator}: {text}` lies"
        " outside"
    ),
    "comparison.nothing": "`{name}` is compared with nothing; add `at_least`, `is` or the like",
    "comparison.nothing_between": "nothing lies between the two bounds of `{name}`",
    "comparison.share": "`{text}` must be above 0 % and at most 100 %, with at most 9 decimals",
    "in_year_of.alone": (
        "`in_year_of` stands alone beside its fact; put `{key}` into a condition of its own"
    ),
    "branches.kind": "only a choice, yes or no has branches; `{name}` is of the kind `{kind}`",
    "branches.missing": (
        "`{name}` can be `{option}`, but there is no branch for it; write `{option}: nothing` if"
        " nothing is required"
    ),
    "answered.yes": "write `answered: yes`, or leave it out",
    "points.maximum": (
        "`{comparator}: {text}` must be in whole points; write them like `120 points`"
    ),
    "points.of_what": "`{comparator}: {text}` of what? write it like `80 %` or `80 points`",
    "time.before_and_after": "a time is counted `before` or `after` a day; remove one of them",
    "time.range": "`{text}` must be from 0 to 100 years",
    "time.unit": "`{text}` is not a time; write whole `days`, `months` or `years`",
    "holds.scheme": (
        "labels of `{scheme}` are not known here; list them in rising order under `recognises`"
    ),
    "selection.chosen_in": (
        "`{name}` does not choose indicators; give it `kind: choices` and `options: indicators`"
    ),
    "some.each_once": "name at least one {noun}, and each only once",
    "score.counts_nothing": "no indicator counts in `{score}`, so it is never known",
    "selection.empty": "no indicator is selected here; a demand over nothing is met by everybody",
    "selection.no_points": "none of these indicators can give any points; full points are nothing",
    "selection.reach": (
        "`reach: {points} points` tells nobody apart; those selected can give up to {highest},"
        " so write from 1 to {highest}"
    ),
    "selection.no_minimum": "none of these indicators has a `minimum`",
    "selection.shape": (
        "say which indicators: `all`, `{{tag: baseline}}`, `{{dimension: financing}}` or"
        ' `{{ids: ["3.1", "3.2"]}}`'
    ),
    # Requirements, labels, validity
    "requirement.not_applicable_missing": (
        "`{subject}` may not apply; say in `{id}` what then: `not_applicable: met` or `not_met`"
    ),
    "requirement.advisory_waivable": (
        "`{id}` is advisory and blocks nothing, so nobody needs to waive it; remove one of the two"
    ),
    "requirement.twice": "requirement `{id}` is there twice",
    "not_applicable.always_applies": "`{name}` always applies; remove `not_applicable`",
    "gate.empty": "gate `{id}` requires nothing, so everybody passes it; write at least one requirement, or remove the gate",
    "gate.twice": "gate `{id}` is there twice",
    "label.any": "`{id}` means whichever label it was; give this label another id",
    "label.both_relations": "`{id}` says both `includes` and `stands_alone`; remove one of them",
    "label.empty": "nothing is demanded for `{id}`, so everybody gets it; write a requirement that is not `advisory`, or remove the label",
    "label.lowest_alone": "`{id}` is the lowest label; remove `stands_alone`",
    "label.no_relation": (
        "`{id}` says neither `includes: {lower}` nor `stands_alone` with the reason"
    ),
    "label.many": "a ladder has at most {most} labels",
    "label.none": "there is no label; write at least one",
    "label.not_lower": "`{id}` does not stand below this label; `includes` names a lower one",
    "label.twice": "label `{id}` is there twice",
    "validity.fixed_and_months": "a fixed last day and `months` cannot both hold; remove one",
    "validity.from_may_not_apply": (
        "`from: {name}` may not apply; put it under an `if` that reads it"
    ),
    "validity.last_has_if": (
        "the last validity of `{label}` has an `if`; add one without, or some holders get no end"
    ),
    "validity.months_from": "say `months` and `from`, or a fixed last day under `until`",
    "validity.months_range": "`months` must be from 1 to 1200",
    "validity.never_reached": "validity {number} is never reached; the one before has no `if`",
    "validity.none": "`{label}` has no validity; write at least one",
    # Notes
    "note.translations.one": "{count} text lacks `{language}`, which others have; it stands on line {lines}",
    "note.translations.other": "{count} texts lack `{language}`, which others have; they stand on lines {lines}",
    "note.placeholders.one": "this version rests on {count} placeholder: for demonstration only",
    "note.placeholders.other": "this version rests on {count} placeholders: for demonstration only",
    "note.at_most_alone": "this also holds for days before `{name}`; add `at_least` if it should not",
    "note.points": (
        "`{points} points` of `{score}` stay the same when indicators are excluded, a percentage"
        " does not"
    ),
    "note.unread": "`{name}` is asked but nothing reads it; remove it, or say `benchmark: yes`",
}
