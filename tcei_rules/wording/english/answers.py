"""English: what is wrong with answers, history and cases."""

from collections.abc import Mapping
from typing import Final

ANSWERS: Final[Mapping[str, str]] = {
    "answer.always_applies": "`{name}` always applies; answer it, or leave it out",
    "answer.consensus_reason": "the consensus on `{name}` lacks its `reason`",
    "answer.field_missing": "this item lacks `{field}`; answer every field of each item",
    "answer.future": (
        "`{name}` is {day}, later than the assessment of {assessed_on}; write a day up to then"
    ),
    "answer.items": "`{name}` has {count} items; from {least} to {most} can stand here",
    "answer.judgement": "`{name}` needs a level, or one by each assessor",
    "answer.level": "`{text}` is not a level of `{name}`; write {lowest} to {highest}",
    "answer.level_reason": "the level of `{name}` lacks its `reason`; say why it is this level",
    "answer.option_twice": "`{option}` is chosen twice; write it once",
    "answer.range": "`{name}` goes from {lowest} to {highest}, `{text}` lies outside",
    "assessment.filed_after": (
        "filed on {filed}, after the assessment of {on}; write the day the application arrived"
    ),
    "answer.whose_level": (
        "`{name}` is {text} by whom? write the level of each of the panel ({panel})"
    ),
    "assessment.panel_reserved": "an assessor cannot be called `{name}`; that word means another thing",
    "parts.missing": "`{name}` says nothing of `{option}`; write 0 if there is none",
    "parts.sum": "the parts of `{name}` are {sum} together; they must be exactly 100 %",
    "assessment.period": "this period ends before it begins; write the later day under `until`",
    "assessment.panel": "`panel` must name at least one assessor, and each of them once",
    "award.order": "this award ends before it begins; write the later day under `valid_until`",
    "case.indicator": (
        "`{text}` is not what an indicator comes to; write it like `3 points`, `excluded` or"
        " `not known`"
    ),
    "case.nothing_expected": "this case expects nothing; say what it is about under `expect`",
    "case.twice": "case `{title}` is there twice; give one of them another title",
}
