"""The same fictional organisations under the joint scheme: what else they would answer there.

What both schemes ask alike is taken over: staff, members, levels, the day of
the interview. The rest is made up, by a seed alone. European labels held are a
history that the joint scheme looks up.
"""

from __future__ import annotations

from collections.abc import Iterator

from tcei_rules.demo.cohort import Applicant
from tcei_rules.demo.dice import Dice
from tcei_rules.demo.fiction import LEGAL_FORMS, OTHER_LEGAL_FORMS
from tcei_rules.demo.stating import statements, yes_no
from tcei_rules.domain.assessment import Answer
from tcei_rules.domain.days import add_months, format_day, parse_day
from tcei_rules.domain.fact import ChoicesMeasure, JudgementMeasure, option_ids
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import UsageError
from tcei_rules.language.answering import CONSENSUS
from tcei_rules.language.assessments import ReadAssessment
from tcei_rules.language.nodes import Tree

EUROPEAN = "ecei"
AMERICAN = "US"
TAKEN = ("staff", "interview_on")
"""Facts that are taken over as they are, beside the levels of the indicators both share."""

GOVERNMENTS = ("european", "federal", "state", "local")
OTHERS = ("dues", "services", "private", "philanthropic")
MEMBER_TYPES = {
    "industry": ("small_business", "small_business", "large_business"),
    "research": ("research",),
    "public": ("agency",),
    "civil_society": ("association", "foundation"),
    "other": ("other",),
}
AMERICAN_FORMS = (*LEGAL_FORMS[AMERICAN], "development")


def joint_application(applicant: Applicant, ruleset: Ruleset, seed: int) -> ReadAssessment:
    """Return what an applicant would hand in under the joint scheme.

    Raises:
        UsageError: The ruleset lacks a fact that is answered here.
        InvalidInputError: An answer is not legal under the ruleset.
    """
    dice = Dice(f"{seed}/joint/{applicant.attributes.name}")
    answers = dict(_Joint(applicant, ruleset, dice).answers())
    facts = {fact.name: fact for fact in ruleset.asked}
    missing = [f"`{name}`" for name in answers if name not in facts]
    if missing:
        raise UsageError("cohort.missing", ruleset=ruleset.name, missing=", ".join(missing))
    stated = statements(facts, answers, applicant.panel, parse_day(applicant.assessed_on))
    assessment = applicant.assessment.model_copy(
        update={"version": ruleset.version, "statements": stated, "waivers": ()}
    )
    history = applicant.history.model_copy(update={"looked_up": (EUROPEAN,)})
    return ReadAssessment(assessment=assessment, history=history)


class _Joint:
    def __init__(self, applicant: Applicant, ruleset: Ruleset, dice: Dice) -> None:
        self.applicant = applicant
        self.ruleset = ruleset
        self.dice = dice
        self.then = {one.fact: one.answer for one in applicant.assessment.statements}
        self.country = applicant.attributes.country or ""
        self.day = parse_day(applicant.assessed_on)

    def answers(self) -> Iterator[tuple[str, Tree | None]]:
        """Yield every answer, or nothing where it was not given."""
        for name in TAKEN:
            yield name, _text(self.then.get(name))
        yield from self._who()
        yield from self._money()
        yield from self._work()
        yield from self._assessment()

    # Who applies

    def _who(self) -> Iterator[tuple[str, Tree | None]]:
        american = self.country == AMERICAN
        recognised = self.then.get("recognition") == "programme"
        founded = self.applicant.attributes.founded or ""
        yield "country", self.country
        yield "legal_form", self.dice.pick(AMERICAN_FORMS if american else OTHER_LEGAL_FORMS)
        yield "non_profit", "yes"
        yield "state_support", "yes" if american and self.dice.chance(85) else "no"
        yield "eccp_profile", _text(self.then.get("eccp_profile"))
        yield "joint_register", "yes" if american and self.dice.chance(85) else "no"
        side = "american" if american else "european"
        yield "recognition", side if recognised else "none"
        yield "founded_on", founded
        yield "stage", "emerging" if founded > "2012" else "mature"
        yield "members", self._members()

    def _members(self) -> Tree | None:
        listed = self.then.get("members")
        if not isinstance(listed, tuple):
            return None
        return [self._member(one) for one in listed if isinstance(one, dict)]

    def _member(self, member: dict[str, Answer]) -> Tree:
        unit = "mi" if self.country == AMERICAN else "km"
        ties: dict[str, Tree] = {name: str(member[name]) for name in ("signed", "pays", "active")}
        distance = self.dice.whole(1, 90) if self.dice.chance(70) else self.dice.whole(91, 900)
        return {
            **ties,
            "type": self.dice.pick(MEMBER_TYPES.get(str(member["type"]), ("other",))),
            "distance": f"{distance} {unit}",
        }

    # Money

    def _money(self) -> Iterator[tuple[str, Tree | None]]:
        yield "funding", self._funding()
        yield "fiscal_years", self._fiscal_years()

    def _funding(self) -> Tree:
        """Share out 100 %: what was private before comes from others than governments."""
        own = _tenths(_text(self.then.get("private_share")))
        parts = dict(zip(OTHERS, self._shared_out(own, len(OTHERS)), strict=True))
        governments = self._shared_out(1000 - own, len(GOVERNMENTS))
        parts |= dict(zip(GOVERNMENTS, governments, strict=True))
        return {name: f"{part // 10}.{part % 10} %" for name, part in parts.items()}

    def _shared_out(self, whole: int, among: int) -> list[int]:
        cuts = sorted(self.dice.whole(0, whole) for _ in range(among - 1))
        return [end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True)]

    def _fiscal_years(self) -> Tree:
        currency, last_day = ("USD", "09-30") if self.country == AMERICAN else ("EUR", "12-31")
        year = int(self.applicant.assessed_on[:4])
        days = [f"{one}-{last_day}" for one in range(year - self.dice.whole(2, 4), year + 1)]
        return [
            {
                "ends_on": day,
                "income": f"{self.dice.whole(60, 900) * 1000} {currency}",
                "participants": str(self.dice.whole(40, 700)),
            }
            for day in days
            if day <= self.applicant.assessed_on
        ]

    # What it does

    def _work(self) -> Iterator[tuple[str, Tree | None]]:
        yield "strategy_on", format_day(add_months(self.day, -self.dice.whole(2, 60)))
        yield "services", self._services()
        exporting = f"{self.dice.whole(5, 70)} %"
        yield "exporting_members", exporting if self.dice.chance(90) else "not applicable"
        partners: list[Tree] = [
            {"across": yes_no(self.dice.chance(60)), "signed": yes_no(self.dice.chance(70))}
            for _ in range(self.dice.whole(0, 5))
        ]
        yield "partners", partners
        activities: list[Tree] = [
            {
                "held_on": format_day(self.day - self.dice.whole(10, 900)),
                "firms": str(self.dice.whole(1, 12)),
            }
            for _ in range(self.dice.whole(0, 5))
        ]
        yield "joint_activities", activities

    def _services(self) -> Tree | None:
        measure = self.ruleset.measures.get("services")
        if not isinstance(measure, ChoicesMeasure):
            return None  # what is missing is told of all facts at once
        offered = self.dice.shuffled(option_ids(measure))
        return list[Tree](offered[: self.dice.whole(2, len(offered))])

    # The assessment

    def _assessment(self) -> Iterator[tuple[str, Tree | None]]:
        assessors = _text(self.then.get("assessors"))
        yield "assessors", assessors
        yield "assessors_across", _text(self.then.get("foreign_assessors"))
        indicators = {one.id for one in self.ruleset.indicators}
        validated = self.then.get("validated_areas")
        areas = validated if isinstance(validated, tuple) else ()
        improved = [str(one) for one in areas if one in indicators]
        yield "improved_areas", list[Tree](improved) if improved else None
        judged = [one for one in self.ruleset.asked if isinstance(one.measure, JudgementMeasure)]
        for fact in judged:
            yield fact.name, self._level(fact.name)

    def _level(self, name: str) -> Tree | None:
        """Return the levels of the European assessment, or new ones where it asks nothing alike."""
        if name in self.then:
            answer = self.then[name]
            if isinstance(answer, dict):
                return {key: str(level) for key, level in answer.items()}
            return _text(answer)
        if not any(isinstance(one, dict) and CONSENSUS not in one for one in self.then.values()):
            return None  # nobody was on site
        level = str(self.dice.whole(2, 5))
        return dict.fromkeys(self.applicant.panel, level)


def _text(answer: Answer | None) -> str | None:
    return answer if isinstance(answer, str) else None


def _tenths(percent: str | None) -> int:
    """Return tenths of a percent; a share that was not stated counts as a fifth here."""
    whole, _, fraction = (percent or "20 %").removesuffix(" %").partition(".")
    return int(whole) * 10 + int(fraction or "0")
