"""What stands behind each application: which threshold it meets, or misses by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from tcei_rules.demo.draft import Draft
from tcei_rules.demo.fiction import (
    ASSESSORS,
    BRONZE,
    GOLD,
    PASS_MARK,
    SILVER,
    WAIVED_IMPROVEMENT,
    WAIVED_MEMBERS,
    WAIVED_STAFF,
    WAIVED_WEBSITE,
)
from tcei_rules.demo.scribe import Scribe
from tcei_rules.domain.days import add_months
from tcei_rules.domain.fact import Role

Story: TypeAlias = Callable[[Draft, Scribe], None]
"""Changes a sound application into what the story is about."""


def _plain(_draft: Draft, _scribe: Scribe) -> None:
    """Nothing stands against it."""


def _setting(**changes: bool | int) -> Story:
    def story(draft: Draft, _scribe: Scribe) -> None:
        for name, value in changes.items():
            setattr(draft, name, value)

    return story


def _waived(requirement: str, reason: str, **changes: bool | int) -> Story:
    def story(draft: Draft, scribe: Scribe) -> None:
        _setting(recognised=True, **changes)(draft, scribe)
        draft.waivers = ((requirement, Role.PROGRAMME_OFFICE, reason),)

    return story


def _bronze_before(
    months: int, days: int = 0, *, judged: bool = True, then: Story = _plain
) -> Story:
    """Give it a Bronze whose interview lies so many months back, and days less."""

    def story(draft: Draft, scribe: Scribe) -> None:
        interview = add_months(draft.interview_on, -months) + days
        earlier = _earlier(draft, scribe, interview, judged=judged)
        draft.awards.append(scribe.award(earlier, BRONZE, ()))
        then(draft, scribe)

    return story


def _earlier(draft: Draft, scribe: Scribe, interview: int, *, judged: bool = True) -> Draft:
    """Return what the organisation would have answered then: no better, and worse in its areas."""
    dice = draft.dice
    levels = {
        name: max(
            scribe.judged[name].lowest,
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
    def story(draft: Draft, _scribe: Scribe) -> None:
        draft.validated = draft.validated[:number]

    return story


def _improvement_waived(draft: Draft, _scribe: Scribe) -> None:
    reason = "The first benchmarking has no levels; the three areas were seen on site"
    draft.waivers = ((WAIVED_IMPROVEMENT, Role.ASSESSOR, reason),)


def _below_minimum(draft: Draft, scribe: Scribe) -> None:
    name = draft.dice.pick([one for one in scribe.minimal() if one not in draft.validated])
    draft.levels[name] = scribe.judged[name].lowest
    if not draft.declared:
        scribe.aim(draft, PASS_MARK + 5, keep=(name,))


def _silver_before(draft: Draft, scribe: Scribe) -> None:
    first = add_months(draft.interview_on, -51)
    bronze = scribe.award(_earlier(draft, scribe, first), BRONZE, ())
    second = _earlier(draft, scribe, add_months(first, 20))
    second.assessed_on += 30
    second.levels = dict(draft.levels)
    second.on_site, second.effects = True, True
    second.declared, second.validated = draft.declared, draft.validated
    draft.awards += [bronze, scribe.award(second, SILVER, (bronze,))]


def _points(points: int) -> Story:
    return lambda draft, scribe: scribe.aim(draft, points)


def _strong(draft: Draft, scribe: Scribe) -> None:
    scribe.aim(draft, draft.dice.whole(PASS_MARK + 2, PASS_MARK + 22))


def _weak(draft: Draft, scribe: Scribe) -> None:
    scribe.aim(draft, draft.dice.whole(PASS_MARK - 25, PASS_MARK - 3))


def _then(*stories: Story) -> Story:
    def story(draft: Draft, scribe: Scribe) -> None:
        for one in stories:
            one(draft, scribe)

    return story


def _same_country(draft: Draft, _scribe: Scribe) -> None:
    draft.panel = tuple(one for one in ASSESSORS if one[1] == draft.country)[:2]


def _one_level_missing(draft: Draft, scribe: Scribe) -> None:
    draft.level_missing = draft.dice.pick(scribe.scored)


def _unsettled(draft: Draft, scribe: Scribe) -> None:
    draft.unsettled = draft.dice.pick(scribe.scored)


def _gold_before(draft: Draft, scribe: Scribe) -> None:
    earlier = _earlier(draft, scribe, add_months(draft.interview_on, -32))
    earlier.assessed_on += 30
    earlier.on_site, earlier.levels = True, dict(draft.levels)
    draft.awards.append(scribe.award(earlier, GOLD, ()))


NATIONAL, NATIONAL_HOME = "same_country_panel", ("US", "US-OH")
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
        (NATIONAL, _then(_strong, _same_country)),
        ("strong", _strong),
        ("unsettled", _then(_strong, _unsettled)),
        ("waived_website", _then(_strong, _waived(WAIVED_WEBSITE, _NO_WEBSITE, website=False))),
        ("gold_renewal", _then(_strong, _gold_before)),
        ("weak", _weak),
        ("strong", _strong),
    ),
}
"""By label sought; applicants take them in turn."""
