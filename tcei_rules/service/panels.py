"""Who assessed: names of a file become pseudonymous ids, wherever they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Answer, Assessment, Award, History, State, Statement
from tcei_rules.domain.fact import Fact, JudgementMeasure, Role
from tcei_rules.domain.ruleset import Derived, Ruleset
from tcei_rules.errors import NotAllowedError
from tcei_rules.language.answering import CONSENSUS, LEVEL, REASON
from tcei_rules.language.assessments import ONE_ASSESSOR
from tcei_rules.service.desk import Desk

_WORDS = frozenset({LEVEL, CONSENSUS, REASON})
(_ASSESSOR,) = ONE_ASSESSOR


@dataclass(frozen=True, slots=True)
class Panel:
    """The assessors of one case."""

    ids: tuple[str, ...]
    names: dict[str, str]
    """The id behind every name that the file states levels under."""

    def sign(self, assessment: Assessment, judged: Collection[str]) -> Assessment:
        """Return the assessment with ids instead of names, and levels as stated by assessors."""
        statements = tuple(
            self._signed(one) if one.fact in judged else one for one in assessment.statements
        )
        return assessment.model_copy(update={"panel": self.ids, "statements": statements})

    def _signed(self, statement: Statement) -> Statement:
        answer: Answer | None = statement.answer
        if isinstance(answer, dict):
            # Whatever else stands there could be a name: nobody's must get into the record.
            answer = {
                said if said in _WORDS else self.names[said]: level
                for said, level in answer.items()
            }
        return statement.model_copy(update={"answer": answer, "role": Role.ASSESSOR})


def seat(
    desk: Desk,
    connection: Connection,
    read: Assessment,
    ruleset: Ruleset,
    given: tuple[str, ...],
    now: str,
) -> Panel:
    """Return the panel of a file, or those given beside it where it names none.

    Raises:
        NotAllowedError: Nobody is named, file and command name others, one
            person sits on it twice, or nobody knows whose levels are meant.
    """
    nameless = read.panel == ONE_ASSESSOR
    named = given if nameless else read.panel
    if not named:
        raise NotAllowedError("assessment.no_assessor")
    if given and set(given) != set(named):
        raise NotAllowedError(
            "assessment.other_panel", file=", ".join(named), given=", ".join(given)
        )
    if nameless and len(named) > 1 and _has_levels(read, ruleset):
        raise NotAllowedError("assessment.nameless_levels", names=", ".join(named))
    ids = tuple(desk.person(connection, name, Role.ASSESSOR.value, now) for name in named)
    if len(set(ids)) < len(named):
        raise NotAllowedError("assessment.same_assessor", names=", ".join(named))
    return Panel(ids, dict(zip(read.panel, ids, strict=False)))


def unnamed(history: History, ruleset: Ruleset) -> History:
    """Return a history whose assessments name none of those who assessed.

    They assessed elsewhere or before, so they are nobody here: they get no id
    and no role, and are told apart by numbers alone.
    """
    awards = tuple(_unnamed(award, ruleset) for award in history.awards)
    return history.model_copy(update={"awards": awards})


def _unnamed(award: Award, ruleset: Ruleset) -> Award:
    assessment = award.assessment
    if assessment is None:
        return award
    names = assessment.panel
    numbered = tuple(f"{_ASSESSOR} {number}" for number, _ in enumerate(names, 1))
    ids = ONE_ASSESSOR if len(names) == 1 else numbered
    panel = Panel(ids, dict(zip(names, ids, strict=True)))
    judged = _judged_then(ruleset, assessment.version)
    return award.model_copy(update={"assessment": panel.sign(assessment, judged)})


def _judged_then(ruleset: Ruleset, version: str) -> Collection[str]:
    """Return the facts that were judged under a version, by the names they had there."""
    if version == ruleset.version:
        return ruleset.judged
    readable: tuple[Fact | Derived, ...] = (*ruleset.asked, *ruleset.derived)
    return {one.was or one.name for one in readable if isinstance(one.measure, JudgementMeasure)}


def demand_level_reasons(read: Assessment, ruleset: Ruleset) -> None:
    """Demand that every level of every assessor says why it is this one.

    That none applies is a judgement like any level, and the easier to give.

    Raises:
        NotAllowedError: Some lack their reason; all are named.
    """
    lacking = [
        one.fact
        for one in read.statements
        if one.fact in ruleset.judged and not _reasoned(one, read.panel)
    ]
    if lacking:
        raise NotAllowedError("assessment.no_reasons", facts=", ".join(lacking))


def _reasoned(statement: Statement, panel: tuple[str, ...]) -> bool:
    answer = statement.answer
    if not isinstance(answer, dict):
        return statement.state is State.UNANSWERED
    return LEVEL in answer or not any(isinstance(answer.get(name), str) for name in panel)


def _has_levels(read: Assessment, ruleset: Ruleset) -> bool:
    return any(one.fact in ruleset.judged and one.answer is not None for one in read.statements)
