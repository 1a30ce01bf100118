"""Drafts spelt out as answers under one ruleset, and earlier labels awarded by it."""

from __future__ import annotations

from collections.abc import Sequence

from tcei_rules.demo.dice import Dice
from tcei_rules.demo.draft import Draft
from tcei_rules.demo.fiction import CONSENSUS_REASONS, EFFECTS, MEMBER_TYPES, PROGRAMMES
from tcei_rules.demo.stating import statements, yes_no
from tcei_rules.domain.assessment import Assessment, Award, History, Waiver
from tcei_rules.domain.days import format_day
from tcei_rules.domain.fact import JudgementMeasure
from tcei_rules.domain.ruleset import TOTAL, Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.validity import validity_from
from tcei_rules.errors import UsageError
from tcei_rules.language.answering import CONSENSUS, REASON
from tcei_rules.language.nodes import Tree


class Scribe:
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

    def assessment(self, draft: Draft) -> Assessment:
        """Return the assessment that a draft comes to.

        Raises:
            InvalidInputError: An answer is not legal under the ruleset.
        """
        panel = tuple(name for name, _ in draft.panel)
        answers = self._answers(draft, panel)
        day = format_day(draft.assessed_on)
        return Assessment(
            version=self.ruleset.version,
            assessed_on=day,
            filed_on=format_day(draft.filed_on),
            panel=panel,
            statements=statements(self.facts, answers, panel, draft.assessed_on),
            waivers=tuple(
                Waiver(requirement=requirement, by=by, reason=reason, on=day)
                for requirement, by, reason in draft.waivers
            ),
        )

    def _answers(self, draft: Draft, panel: tuple[str, ...]) -> dict[str, Tree | None]:
        answers: dict[str, Tree | None] = {
            "interview_on": format_day(draft.interview_on) if draft.interviewed else None,
            "staff": f"{draft.staff // 100}.{draft.staff % 100:02} FTE",
            "members": _members(draft),
            "public_cooperation": "yes",
            "eccp_profile": yes_no(draft.profile),
            "english_website": yes_no(draft.website),
            "recognition": "programme" if draft.recognised else "none",
            "private_share": f"{draft.private_share // 10}.{draft.private_share % 10} %",
        }
        if draft.recognised:
            answers["recognised_by"] = draft.dice.pick(PROGRAMMES)
        if draft.on_site:
            foreign = sum(country != draft.country for _, country in draft.panel)
            answers |= {"assessors": str(len(panel)), "foreign_assessors": str(foreign)}
        if draft.declared:
            answers |= {
                "improved_areas": list(draft.declared),
                "validated_areas": list(draft.validated),
                "effects": ". ".join(EFFECTS) if draft.effects else None,
            }
        if draft.judged:
            answers |= {name: self._judged(draft, name, panel) for name in self.judged}
        return answers

    def _judged(self, draft: Draft, name: str, panel: tuple[str, ...]) -> Tree:
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
            answers |= {CONSENSUS: str(level), REASON: dice.pick(CONSENSUS_REASONS)}
        return answers

    def award(self, draft: Draft, label: str, others: Sequence[Award]) -> Award:
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

    def aim(self, draft: Draft, points: int, keep: Sequence[str] = ()) -> None:
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


def _members(draft: Draft) -> Tree:
    dice = draft.dice
    types = ["industry", "research", "public"]
    types += [dice.pick(MEMBER_TYPES) for _ in range(draft.committed)]
    if draft.one_type:
        types = ["industry"] * len(types)
    ties = [_ties(dice) for _ in range(draft.committed)]
    # Some more are listed without any tie; they do not count as committed.
    ties += [{"signed": "no", "pays": "no", "active": "no"}] * dice.whole(0, 3)
    return [{"type": kind, **tie} for kind, tie in zip(types, ties, strict=False)]


def _ties(dice: Dice) -> dict[str, str]:
    signed, pays, active = dice.chance(80), dice.chance(60), dice.chance(50)
    return {
        "signed": yes_no(signed or not (pays or active)),
        "pays": yes_no(pays),
        "active": yes_no(active),
    }
