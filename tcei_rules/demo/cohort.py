"""A fictional cohort: organisations on both sides of the Atlantic that apply for labels.

Places, organisations, people and answers are made up; no real organisation
ever gets invented answers. Each applicant has a story, which decides how its
application comes out, and a hidden quality, which decides its figures. The
same seed gives the same cohort on every version of Python: only
`Random.random` is drawn from, whose sequence is promised not to change.

Longer than most modules: half of it is tables and stories, which belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeAlias, TypeVar

from tcei_rules.domain.assessment import (
    Assessment,
    Attributes,
    Award,
    History,
    State,
    Statement,
    Waiver,
)
from tcei_rules.domain.days import add_months, format_day, parse_day
from tcei_rules.domain.fact import Fact, JudgementMeasure, Role, Scale
from tcei_rules.domain.ruleset import TOTAL, Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.validity import validity_from
from tcei_rules.errors import UsageError
from tcei_rules.language.answers import CONSENSUS, REASON, Answering, read_statement
from tcei_rules.language.assessments import ReadAssessment
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import Tree, node_of

T = TypeVar("T")

BRONZE, SILVER, GOLD = "bronze", "silver", "gold"
LABELS = (BRONZE, SILVER, GOLD)
LATEST = "2026-10-31"
YEARS_BACK = 6
"""Earlier awards lie at most so long before the latest assessment."""

PASS_MARK = 120
"""Points that Gold demands of 150. Source: docs/scheme.md, "Gold"."""

FACTS = (
    "assessors", "eccp_profile", "effects", "english_website", "foreign_assessors",
    "improved_areas", "interview_on", "members", "private_share", "public_cooperation",
    "recognised_by", "recognition", "staff", "validated_areas",
)  # fmt: skip
"""Facts that are answered by name; judged indicators are answered as they come."""

WAIVED_STAFF, WAIVED_MEMBERS = "eligibility.staff", "eligibility.members"
WAIVED_WEBSITE, WAIVED_IMPROVEMENT = "eligibility.website", "silver.improved"
WAIVED = (WAIVED_STAFF, WAIVED_MEMBERS, WAIVED_WEBSITE, WAIVED_IMPROVEMENT)

_PLACE_BEGINNINGS = (
    "Unicorn", "Marzipan", "Thimble", "Wyvern", "Moonbeam", "Teacup", "Kraken", "Stardust",
    "Gingerbread", "Firefly", "Snowglobe", "Dandelion", "Lantern", "Wishbone",
)  # fmt: skip
_PLACE_ENDINGS = ("mere", "ford", "haven", "holm", "dale", "stead", "moor", "wick")
_SECTORS = (
    ("Food industry", "food"),
    ("ICT", "software"),
    ("Energy and environment", "energy"),
    ("Health and medical science", "health"),
    ("Production and engineering", "engineering"),
    ("Transportation and mobility", "mobility"),
    ("Maritime technologies, water resources", "water"),
)
_HOMES = (
    ("DE", "DE21"), ("US", "US-WI"), ("FR", "FRK2"), ("ES", "ES51"), ("US", "US-OH"),
    ("IT", "ITC4"), ("PL", "PL21"), ("CA", "CA-QC"), ("DK", "DK04"), ("AT", "AT12"),
    ("US", "US-NC"), ("SE", "SE11"), ("DE", "DE11"), ("MX", "MX-QUE"), ("PT", "PT11"),
    ("US", "US-MA"),
)  # fmt: skip
"""Countries (ISO 3166-1) with regions (NUTS, ISO 3166-2)."""
_LEGAL_FORMS = {"US": ("501c3", "501c6", "university")}
_OTHER_LEGAL_FORMS = ("association", "association", "company")
_ASSESSORS = (
    ("Mira Quillfeather", "DE"), ("Otto Nimbusch", "DE"), ("Celeste Plumemoire", "FR"),
    ("Inigo Farolillo", "ES"), ("Signe Maaneskin", "DK"), ("Hattie Winklebrook", "US"),
    ("Jasper Tumblewick", "US"), ("Odile Brindeneige", "CA"),
)  # fmt: skip
"""Fictional people, and the country each comes from."""
_MEMBER_TYPES = (
    "industry", "industry", "industry", "industry", "industry", "industry",
    "research", "research", "civil_society", "other",
)  # fmt: skip
_EFFECTS = (
    "Members find partners sooner since enquiries are answered within a week",
    "Working groups now end with a plan that members carry out together",
    "More members take part in projects with research since the contacts are kept up",
)
_CONSENSUS_REASONS = (
    "The minutes shown on the second day support this level",
    "Both had different years in view; the later one counts",
    "The plan exists but was followed only in part",
)
_PROGRAMMES = ("Programme of the Unicornmere district", "Teacupholm cluster initiative")


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
        return ReadAssessment(assessment=self.assessment, history=self.history)


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
    desk = _Desk(ruleset)
    places = _Dice(f"{seed}/places").shuffled(
        [beginning + ending for beginning in _PLACE_BEGINNINGS for ending in _PLACE_ENDINGS]
    )
    return tuple(
        _applicant(desk, number, places, _Dice(f"{seed}/{number}"), parse_day(latest))
        for number in range(size)
    )


def _demand_names(ruleset: Ruleset) -> None:
    known = {one.name for one in ruleset.asked}
    known |= {one.id for one in ruleset.requirements} | {one.id for one in ruleset.labels}
    missing = [f"`{name}`" for name in (*FACTS, *WAIVED, *LABELS) if name not in known]
    if missing:
        raise UsageError("cohort.missing", ruleset=ruleset.name, missing=", ".join(missing))


class _Dice:
    def __init__(self, seed: str) -> None:
        # Nothing secret hangs on it: the cohort is meant to be the same every time.
        self._random = Random(seed)  # noqa: S311

    def whole(self, lowest: int, highest: int) -> int:
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def pick(self, among: Sequence[T]) -> T:
        return among[self.whole(0, len(among) - 1)]

    def chance(self, percent: int) -> bool:
        return self.whole(1, 100) <= percent

    def shuffled(self, among: Sequence[T]) -> list[T]:
        waiting, done = list(among), list[T]()
        while waiting:
            done.append(waiting.pop(self.whole(0, len(waiting) - 1)))
        return done


@dataclass(slots=True, kw_only=True)
class _Draft:
    """What will be answered, before it is spelt out."""

    dice: _Dice
    country: str
    panel: tuple[tuple[str, str], ...]
    assessed_on: int
    interview_on: int
    filed_on: int
    levels: dict[str, int]
    """The settled level of each judged indicator."""
    staff: int
    """In hundredths of a full-time position."""
    committed: int
    private_share: int
    """In tenths of a percent."""
    judged: bool = True
    interviewed: bool = True
    on_site: bool = False
    profile: bool = True
    website: bool = True
    one_type: bool = False
    recognised: bool = False
    declared: tuple[str, ...] = ()
    validated: tuple[str, ...] = ()
    effects: bool = False
    level_missing: str | None = None
    unsettled: str | None = None
    waivers: tuple[tuple[str, Role, str], ...] = ()
    awards: list[Award] = field(default_factory=list[Award])

    @property
    def history(self) -> History:
        return History(awards=tuple(self.awards), demonstration=True)


class _Desk:
    """Spells drafts out under one ruleset, and awards earlier labels by it."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.evaluation = Evaluation(ruleset)
        self.facts = {fact.name: fact for fact in ruleset.asked}
        self.judged = {
            one.id: one.asks.measure.scale
            for one in ruleset.indicators
            if one.judged and one.asks and isinstance(one.asks.measure, JudgementMeasure)
        }
        """Scales of the indicators whose points are the judged level."""
        minimums = {one.id: one.minimum or 0 for one in ruleset.indicators}
        self.least = {
            name: max(scale.lowest, minimums[name]) for name, scale in self.judged.items()
        }
        self.scored = [one.id for one in ruleset.indicators if one.judged and one.weight == 1]

    def minimal(self) -> list[str]:
        """Return the scored indicators that must not be at the lowest level."""
        return [name for name in self.scored if self.least[name] > self.judged[name].lowest]

    def assessment(self, draft: _Draft) -> Assessment:
        panel = tuple(name for name, _ in draft.panel)
        log = MistakeLog()
        answering = Answering(panel, draft.assessed_on, log)
        statements = [
            _statement(self.facts[name], answer, answering)
            for name, answer in sorted(self._answers(draft, panel).items())
        ]
        log.stop_if_any()
        day = format_day(draft.assessed_on)
        return Assessment(
            version=self.ruleset.version,
            assessed_on=day,
            filed_on=format_day(draft.filed_on),
            panel=panel,
            statements=tuple(statements),
            waivers=tuple(
                Waiver(requirement=requirement, by=by, reason=reason, on=day)
                for requirement, by, reason in draft.waivers
            ),
        )

    def _answers(self, draft: _Draft, panel: tuple[str, ...]) -> dict[str, Tree | None]:
        answers: dict[str, Tree | None] = {
            "interview_on": format_day(draft.interview_on) if draft.interviewed else None,
            "staff": f"{draft.staff // 100}.{draft.staff % 100:02} FTE",
            "members": _members(draft),
            "public_cooperation": "yes",
            "eccp_profile": _yes_no(draft.profile),
            "english_website": _yes_no(draft.website),
            "recognition": "programme" if draft.recognised else "none",
            "private_share": f"{draft.private_share // 10}.{draft.private_share % 10} %",
        }
        if draft.recognised:
            answers["recognised_by"] = draft.dice.pick(_PROGRAMMES)
        if draft.on_site:
            foreign = sum(country != draft.country for _, country in draft.panel)
            answers |= {"assessors": str(len(panel)), "foreign_assessors": str(foreign)}
        if draft.declared:
            answers |= {
                "improved_areas": list(draft.declared),
                "validated_areas": list(draft.validated),
                "effects": ". ".join(_EFFECTS) if draft.effects else None,
            }
        if draft.judged:
            answers |= {name: self._judged(draft, name, panel) for name in self.judged}
        return answers

    def _judged(self, draft: _Draft, name: str, panel: tuple[str, ...]) -> Tree:
        level, scale, dice = draft.levels[name], self.judged[name], draft.dice
        if name == draft.level_missing:
            return {panel[0]: str(level)}
        if name == draft.unsettled:
            return dict(zip(panel, (str(scale.lowest), str(scale.highest)), strict=True))
        kind, legal = dice.whole(1, 100), range(scale.lowest, scale.highest + 1)
        low, high = level - 1, level + 1
        near = low if scale.take == "higher" else high
        apart = low in legal and high in legal and high - low > scale.agree_within
        consensus = kind <= _APART_PERCENT and apart
        levels = [level, level]
        if consensus:
            levels = [low, high]
        elif kind <= _NEAR_PERCENT and near in legal and scale.agree_within:
            levels = [level, near]
        answers: dict[str, Tree] = dict(zip(panel, map(str, dice.shuffled(levels)), strict=True))
        if consensus:
            answers |= {CONSENSUS: str(level), REASON: dice.pick(_CONSENSUS_REASONS)}
        return answers

    def award(self, draft: _Draft, label: str, others: Sequence[Award]) -> Award:
        """Return the award that an earlier draft leads to by the ruleset's own arithmetic."""
        assessment = self.assessment(draft)
        history = History(awards=tuple(others), demonstration=True)
        term = self.evaluation.preview(assessment, history).term(label)
        decided_on = format_day(draft.assessed_on + draft.dice.whole(20, 40))
        validity = None if term is None else validity_from(term, decided_on)
        if validity is None:
            raise UsageError("cohort.no_award", ruleset=self.ruleset.name, label=label)
        return Award(
            scheme=self.ruleset.scheme,
            label=label,
            valid_from=validity.valid_from,
            valid_until=validity.valid_until,
            demonstration=True,
            assessment=assessment,
        )

    def aim(self, draft: _Draft, points: int, keep: Sequence[str] = ()) -> None:
        """Move levels up or down until the total is as wanted."""
        scores = self.evaluation.preview(self.assessment(draft), draft.history).scores
        total = next(one.points for one in scores if one.id == TOTAL)
        missing = points - (total or 0)
        step = 1 if missing > 0 else -1
        movable = [name for name in self.scored if name not in keep]
        while missing:
            before = missing
            for name in draft.dice.shuffled(movable):
                level = draft.levels[name] + step
                if missing and self.least[name] <= level <= self.judged[name].highest:
                    draft.levels[name] = level
                    missing -= step
            if missing == before:
                raise UsageError("cohort.points", ruleset=self.ruleset.name, points=str(points))


_APART_PERCENT, _NEAR_PERCENT = 12, 45
"""Of a hundred judgements twelve end in a consensus; a third are a level apart."""


def _statement(fact: Fact, answer: Tree | None, answering: Answering) -> Statement:
    if answer is None:
        return Statement(fact=fact.name, state=State.UNANSWERED, role=fact.stated_by)
    return read_statement(fact, node_of(answer, ("facts", fact.name)), answering)


def _yes_no(yes: bool) -> str:
    return "yes" if yes else "no"


def _members(draft: _Draft) -> Tree:
    dice = draft.dice
    types = ["industry", "research", "public"]
    types += [dice.pick(_MEMBER_TYPES) for _ in range(draft.committed)]
    if draft.one_type:
        types = ["industry"] * len(types)
    ties = [_ties(dice) for _ in range(draft.committed)]
    # Some more are listed without any tie; they do not count as committed.
    ties += [{"signed": "no", "pays": "no", "active": "no"}] * dice.whole(0, 3)
    return [{"type": kind, **tie} for kind, tie in zip(types, ties, strict=False)]


def _ties(dice: _Dice) -> dict[str, str]:
    signed, pays, active = dice.chance(80), dice.chance(60), dice.chance(50)
    return {
        "signed": _yes_no(signed or not (pays or active)),
        "pays": _yes_no(pays),
        "active": _yes_no(active),
    }


Story: TypeAlias = Callable[[_Draft, _Desk], None]
"""Changes a sound application into what the story is about."""


def _plain(_draft: _Draft, _desk: _Desk) -> None:
    """Nothing stands against it."""


def _setting(**changes: bool | int) -> Story:
    def story(draft: _Draft, _desk: _Desk) -> None:
        for name, value in changes.items():
            setattr(draft, name, value)

    return story


def _waived(requirement: str, reason: str, **changes: bool | int) -> Story:
    def story(draft: _Draft, desk: _Desk) -> None:
        _setting(recognised=True, **changes)(draft, desk)
        draft.waivers = ((requirement, Role.PROGRAMME_OFFICE, reason),)

    return story


def _bronze_before(
    months: int, days: int = 0, *, judged: bool = True, then: Story = _plain
) -> Story:
    """Give it a Bronze whose interview lies so many months back, and days less."""

    def story(draft: _Draft, desk: _Desk) -> None:
        interview = add_months(draft.interview_on, -months) + days
        earlier = _earlier(draft, desk, interview, judged=judged)
        draft.awards.append(desk.award(earlier, BRONZE, ()))
        then(draft, desk)

    return story


def _earlier(draft: _Draft, desk: _Desk, interview: int, *, judged: bool = True) -> _Draft:
    """Return what the organisation would have answered then: no better, and worse in its areas."""
    dice = draft.dice
    levels = {
        name: max(
            desk.judged[name].lowest,
            level - (1 if name in draft.declared else 0) - dice.whole(0, 1),
        )
        for name, level in draft.levels.items()
    }
    return replace(
        draft,
        assessed_on=interview,
        interview_on=interview,
        filed_on=interview - dice.whole(30, 90),
        levels=levels,
        committed=draft.committed - dice.whole(0, max(0, draft.committed - 15)) // 3,
        judged=judged,
        on_site=False,
        declared=(),
        validated=(),
        waivers=(),
        awards=[],
    )


def _validated(number: int) -> Story:
    def story(draft: _Draft, _desk: _Desk) -> None:
        draft.validated = draft.validated[:number]

    return story


def _improvement_waived(draft: _Draft, _desk: _Desk) -> None:
    reason = "The first benchmarking has no levels; the three areas were seen on site"
    draft.waivers = ((WAIVED_IMPROVEMENT, Role.ASSESSOR, reason),)


def _below_minimum(draft: _Draft, desk: _Desk) -> None:
    name = draft.dice.pick([one for one in desk.minimal() if one not in draft.validated])
    draft.levels[name] = desk.judged[name].lowest
    if not draft.declared:
        desk.aim(draft, PASS_MARK + 5, keep=(name,))


def _silver_before(draft: _Draft, desk: _Desk) -> None:
    first = add_months(draft.interview_on, -51)
    bronze = desk.award(_earlier(draft, desk, first), BRONZE, ())
    second = _earlier(draft, desk, add_months(first, 20))
    second.assessed_on += 30
    second.levels = dict(draft.levels)
    second.on_site, second.effects = True, True
    second.declared, second.validated = draft.declared, draft.validated
    draft.awards += [bronze, desk.award(second, SILVER, (bronze,))]


def _points(points: int) -> Story:
    return lambda draft, desk: desk.aim(draft, points)


def _strong(draft: _Draft, desk: _Desk) -> None:
    desk.aim(draft, draft.dice.whole(PASS_MARK + 2, PASS_MARK + 22))


def _weak(draft: _Draft, desk: _Desk) -> None:
    desk.aim(draft, draft.dice.whole(PASS_MARK - 25, PASS_MARK - 3))


def _then(*stories: Story) -> Story:
    def story(draft: _Draft, desk: _Desk) -> None:
        for one in stories:
            one(draft, desk)

    return story


def _same_country(draft: _Draft, _desk: _Desk) -> None:
    draft.panel = tuple(one for one in _ASSESSORS if one[1] == draft.country)[:2]


def _one_level_missing(draft: _Draft, desk: _Desk) -> None:
    draft.level_missing = draft.dice.pick(desk.scored)


def _unsettled(draft: _Draft, desk: _Desk) -> None:
    draft.unsettled = draft.dice.pick(desk.scored)


def _gold_before(draft: _Draft, desk: _Desk) -> None:
    earlier = _earlier(draft, desk, add_months(draft.interview_on, -32))
    earlier.assessed_on += 30
    earlier.on_site, earlier.levels = True, dict(draft.levels)
    draft.awards.append(desk.award(earlier, GOLD, ()))


_NATIONAL, _NATIONAL_HOME = "same_country_panel", ("US", "US-OH")
_FEW_MEMBERS = "A rural programme that counts value chains, not members"
_LITTLE_STAFF = "The programme itself lends its staff to the cluster"
_NO_WEBSITE = "The programme's own pages in English describe the cluster"

STORIES: dict[str, tuple[tuple[str, Story], ...]] = {
    BRONZE: (
        ("plain", _plain),
        ("fifteen_members", _setting(committed=15)),
        ("benchmark_only", _setting(judged=False)),
        ("fourteen_members", _setting(committed=14)),
        ("plain", _plain),
        ("half_position", _setting(staff=50)),
        ("no_interview_day", _setting(interviewed=False)),
        ("renewal", _bronze_before(30)),
        ("below_half_position", _setting(staff=49)),
        ("waived_members", _waived(WAIVED_MEMBERS, _FEW_MEMBERS, committed=11)),
        ("plain", _plain),
        ("no_profile", _setting(profile=False)),
        ("late_renewal", _bronze_before(39)),
        ("benchmark_only", _setting(judged=False)),
        ("plain", _plain),
        ("plain", _plain),
    ),
    SILVER: (
        ("plain", _bronze_before(20)),
        ("eighteen_months", _bronze_before(18)),
        ("two_areas", _bronze_before(21, then=_validated(2))),
        ("twenty_four_months", _bronze_before(24)),
        ("plain", _bronze_before(19)),
        ("day_too_early", _bronze_before(18, days=1)),
        ("not_comparable", _bronze_before(22, judged=False)),
        ("day_too_late", _bronze_before(24, days=-1)),
        ("improvement_waived", _bronze_before(23, judged=False, then=_improvement_waived)),
        ("below_baseline", _bronze_before(20, then=_below_minimum)),
        ("plain", _bronze_before(22)),
        ("no_effects", _bronze_before(21, then=_setting(effects=False))),
        ("one_member_type", _bronze_before(19, then=_setting(one_type=True))),
        ("waived_staff", _bronze_before(20, then=_waived(WAIVED_STAFF, _LITTLE_STAFF, staff=40))),
        ("silver_renewal", _silver_before),
        ("plain", _bronze_before(23)),
    ),
    GOLD: (
        ("strong", _strong),
        ("points_119", _points(PASS_MARK - 1)),
        ("points_120", _points(PASS_MARK)),
        ("points_121", _points(PASS_MARK + 1)),
        ("weak", _weak),
        ("one_level_missing", _then(_strong, _one_level_missing)),
        ("strong", _strong),
        ("below_minimum", _then(_strong, _below_minimum)),
        ("after_bronze", _then(_strong, _bronze_before(40))),
        (_NATIONAL, _then(_strong, _same_country)),
        ("strong", _strong),
        ("unsettled", _then(_strong, _unsettled)),
        ("waived_website", _then(_strong, _waived(WAIVED_WEBSITE, _NO_WEBSITE, website=False))),
        ("gold_renewal", _then(_strong, _gold_before)),
        ("weak", _weak),
        ("strong", _strong),
    ),
}
"""By label sought; applicants take them in turn."""

_QUALITIES = {BRONZE: (25, 70), SILVER: (50, 85), GOLD: (70, 95)}
"""Of 100; a third of the applicants seek each label."""


def _applicant(
    desk: _Desk, number: int, places: Sequence[str], dice: _Dice, latest: int
) -> Applicant:
    sought, turn = LABELS[number % len(LABELS)], number // len(LABELS)
    name, story = STORIES[sought][turn % len(STORIES[sought])]
    country, region = _HOMES[number % len(_HOMES)]
    if name == _NATIONAL:
        country, region = _NATIONAL_HOME
    sector, word = _SECTORS[number % len(_SECTORS)]
    again = number // len(places)
    place = places[number % len(places)] + (f" {again + 1}" if again else "")
    attributes = Attributes(
        name=f"{place} {word} cluster",
        country=country,
        region=region,
        sector=sector,
        legal_form=dice.pick(_LEGAL_FORMS.get(country, _OTHER_LEGAL_FORMS)),
        founded=f"{dice.whole(1998, 2018)}-{dice.whole(1, 12):02}-{dice.whole(1, 28):02}",
    )
    draft = _draft(desk, sought, country, dice, latest)
    story(draft, desk)
    assessment = desk.assessment(draft).model_copy(update={"attributes": attributes})
    return Applicant(
        attributes=attributes,
        sought=sought,
        story=name,
        assessment=assessment,
        history=draft.history,
    )


def _draft(desk: _Desk, sought: str, country: str, dice: _Dice, latest: int) -> _Draft:
    quality = dice.whole(*_QUALITIES[sought])
    assessed_on = latest - dice.whole(0, 300)
    # Not after the 27th, so that every distance in months, and a day more, has its day.
    interview_on = assessed_on - dice.whole(20, 45)
    interview_on -= max(0, int(format_day(interview_on)[-2:]) - 27)
    foreign = [one for one in _ASSESSORS if one[1] != country]
    first = dice.pick(foreign)
    draft = _Draft(
        dice=dice,
        country=country,
        panel=(first, dice.pick([one for one in _ASSESSORS if one != first])),
        assessed_on=assessed_on,
        interview_on=interview_on,
        filed_on=interview_on - dice.whole(20, 90),
        levels={
            name: _level(scale, desk.least[name], quality, dice)
            for name, scale in desk.judged.items()
        },
        staff=dice.whole(60, 110 + quality * 6),
        committed=dice.whole(16, 24 + quality),
        private_share=dice.whole(40, 150 + quality * 5),
        recognised=dice.chance(25),
        on_site=sought != BRONZE,
    )
    if sought == SILVER:
        able = [name for name in desk.judged if draft.levels[name] >= desk.judged[name].lowest + 2]
        draft.declared = tuple(dice.shuffled(able)[:4])
        draft.validated, draft.effects = draft.declared[:3], True
    return draft


def _level(scale: Scale, least: int, quality: int, dice: _Dice) -> int:
    span = scale.highest - scale.lowest
    level = scale.lowest + (quality + dice.whole(-20, 25)) * span // 100
    return max(least, min(scale.highest, level))
