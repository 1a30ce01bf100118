"""A fictional cohort: organisations on both sides of the Atlantic that apply for labels.

Places, organisations, people and answers are made up; no real organisation
ever gets invented answers. Each applicant has a story, which decides how its
application comes out, and a hidden quality, which decides its figures. The
same seed gives the same cohort on every version of Python: only
`Random.random` is drawn from, whose sequence is promised not to change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcei_rules.demo.dice import Dice
from tcei_rules.demo.draft import Draft
from tcei_rules.demo.fiction import (
    ASSESSORS,
    BRONZE,
    FACTS,
    GOLD,
    HOMES,
    LABELS,
    LEGAL_FORMS,
    OTHER_LEGAL_FORMS,
    PLACE_BEGINNINGS,
    PLACE_ENDINGS,
    SECTORS,
    SILVER,
    WAIVED,
)
from tcei_rules.demo.scribe import Scribe
from tcei_rules.demo.stories import NATIONAL, NATIONAL_HOME, STORIES
from tcei_rules.domain.assessment import Assessment, Attributes, History
from tcei_rules.domain.days import add_months, format_day, parse_day
from tcei_rules.domain.fact import Scale
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import UsageError
from tcei_rules.language.assessments import ReadAssessment

LATEST = "2026-10-31"
YEARS_BACK = 6
"""Earlier awards lie at most so long before the latest assessment."""

_QUALITIES = {BRONZE: (25, 70), SILVER: (50, 85), GOLD: (70, 95)}
"""Of 100; a third of the applicants seek each label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A fictional organisation with all it handed in, and what assessors made of it."""

    attributes: Attributes
    sought: str
    story: str
    """What it is there to show: `fourteen_members`, `points_120`."""
    assessment: Assessment
    history: History

    @property
    def filed_on(self) -> str:
        """Return the day the application arrived."""
        return self.assessment.filed_on

    @property
    def assessed_on(self) -> str:
        """Return the day the assessment speaks of."""
        return self.assessment.assessed_on

    @property
    def panel(self) -> tuple[str, ...]:
        """Return the names of the assessors."""
        return self.assessment.panel

    @property
    def read(self) -> ReadAssessment:
        """Return it as a file of answers would be read."""
        nobody = (None,) * len(self.assessment.waivers)
        return ReadAssessment(assessment=self.assessment, history=self.history, waived_by=nobody)


def cohort(
    ruleset: Ruleset, seed: int = 2026, size: int = 48, *, latest: str = LATEST
) -> tuple[Applicant, ...]:
    """Return a cohort of applicants; a smaller one is the beginning of a larger one.

    Args:
        ruleset: The European scheme from 2019 on; facts are answered by its names.
        seed: Another one gives other figures, dates and people to the same stories.
        size: 48 show every story.
        latest: Day of the latest assessment; the earliest is ten months before.

    Raises:
        UsageError: The ruleset lacks a fact, requirement or label that is
            needed, or was not in force when the earlier awards would have been made.
        InvalidInputError: An answer is not legal under the ruleset.
    """
    _demand_names(ruleset)
    if add_months(parse_day(latest), -12 * YEARS_BACK) < ruleset.in_force.start:
        raise UsageError(
            "cohort.too_early", ruleset=ruleset.name, latest=latest,
            start=format_day(ruleset.in_force.start), years=str(YEARS_BACK),
        )  # fmt: skip
    scribe = Scribe(ruleset)
    places = Dice(f"{seed}/places").shuffled(
        [beginning + ending for beginning in PLACE_BEGINNINGS for ending in PLACE_ENDINGS]
    )
    return tuple(
        _applicant(scribe, number, places, Dice(f"{seed}/{number}"), parse_day(latest))
        for number in range(size)
    )


def _demand_names(ruleset: Ruleset) -> None:
    known = {one.name for one in ruleset.asked}
    known |= {one.id for one in ruleset.requirements} | {one.id for one in ruleset.labels}
    missing = [f"`{name}`" for name in (*FACTS, *WAIVED, *LABELS) if name not in known]
    if missing:
        raise UsageError("cohort.missing", ruleset=ruleset.name, missing=", ".join(missing))


def _applicant(
    scribe: Scribe, number: int, places: Sequence[str], dice: Dice, latest: int
) -> Applicant:
    sought, turn = LABELS[number % len(LABELS)], number // len(LABELS)
    name, story = STORIES[sought][turn % len(STORIES[sought])]
    country, region = HOMES[number % len(HOMES)]
    if name == NATIONAL:
        country, region = NATIONAL_HOME
    sector, word = SECTORS[number % len(SECTORS)]
    again = number // len(places)
    place = places[number % len(places)] + (f" {again + 1}" if again else "")
    attributes = Attributes(
        name=f"{place} {word} cluster",
        country=country,
        region=region,
        sector=sector,
        legal_form=dice.pick(LEGAL_FORMS.get(country, OTHER_LEGAL_FORMS)),
        founded=f"{dice.whole(1998, 2018)}-{dice.whole(1, 12):02}-{dice.whole(1, 28):02}",
    )
    draft = _draft(scribe, sought, country, dice, latest)
    story(draft, scribe)
    assessment = scribe.assessment(draft).model_copy(update={"attributes": attributes})
    return Applicant(
        attributes=attributes,
        sought=sought,
        story=name,
        assessment=assessment,
        history=draft.history,
    )


def _draft(scribe: Scribe, sought: str, country: str, dice: Dice, latest: int) -> Draft:
    quality = dice.whole(*_QUALITIES[sought])
    assessed_on = latest - dice.whole(0, 300)
    # Not after the 27th, so that every distance in months, and a day more, has its day.
    interview_on = assessed_on - dice.whole(20, 45)
    interview_on -= max(0, int(format_day(interview_on)[-2:]) - 27)
    foreign = [one for one in ASSESSORS if one[1] != country]
    first = dice.pick(foreign)
    draft = Draft(
        dice=dice,
        country=country,
        panel=(first, dice.pick([one for one in ASSESSORS if one != first])),
        assessed_on=assessed_on,
        interview_on=interview_on,
        filed_on=interview_on - dice.whole(20, 90),
        levels={
            name: _level(scale, scribe.least[name], quality, dice)
            for name, scale in scribe.judged.items()
        },
        staff=dice.whole(60, 110 + quality * 6),
        committed=dice.whole(16, 24 + quality),
        private_share=dice.whole(40, 150 + quality * 5),
        recognised=dice.chance(25),
        on_site=sought != BRONZE,
    )
    if sought == SILVER:
        able = [
            name for name in scribe.judged if draft.levels[name] >= scribe.judged[name].lowest + 2
        ]
        draft.declared = tuple(dice.shuffled(able)[:4])
        draft.validated, draft.effects = draft.declared[:3], True
    return draft


def _level(scale: Scale, least: int, quality: int, dice: Dice) -> int:
    span = scale.highest - scale.lowest
    level = scale.lowest + (quality + dice.whole(-20, 25)) * span // 100
    return max(least, min(scale.highest, level))
