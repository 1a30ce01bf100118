"""Who assessed: names of a file become pseudonymous ids, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.assessment import Answer, Assessment, Statement
from tcei_rules.domain.fact import JudgementMeasure, Role
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import NotAllowedError
from tcei_rules.language.assessments import ONE_ASSESSOR
from tcei_rules.service.desk import Desk


@dataclass(frozen=True, slots=True)
class Panel:
    """The assessors of one case."""

    ids: tuple[str, ...]
    names: dict[str, str]
    """The id behind every name that levels are given under."""

    def sign(self, assessment: Assessment, ruleset: Ruleset) -> Assessment:
        """Return the assessment with ids instead of names, and levels as stated by assessors."""
        judged = {one.name for one in ruleset.asked if isinstance(one.measure, JudgementMeasure)}
        statements = tuple(
            self._signed(one) if one.fact in judged else one for one in assessment.statements
        )
        return assessment.model_copy(update={"panel": self.ids, "statements": statements})

    def _signed(self, statement: Statement) -> Statement:
        answer: Answer | None = statement.answer
        if isinstance(answer, dict):
            answer = {self.names.get(name, name): level for name, level in answer.items()}
        return statement.model_copy(update={"answer": answer, "role": Role.ASSESSOR})


def seat(
    desk: Desk, connection: Connection, assessment: Assessment, given: tuple[str, ...], now: str
) -> Panel:
    """Return the panel of a file, or those given beside it where it names none.

    Raises:
        NotAllowedError: Nobody is named, file and command name others, one
            person sits on it twice, or nobody knows whose levels are meant.
    """
    nameless = assessment.panel == ONE_ASSESSOR
    named = given if nameless else assessment.panel
    if not named:
        raise NotAllowedError("assessment.no_assessor")
    if given and set(given) != set(named):
        raise NotAllowedError(
            "assessment.other_panel", file=", ".join(named), given=", ".join(given)
        )
    ids = {name: desk.person(connection, name, Role.ASSESSOR.value, now) for name in named}
    if len(set(ids.values())) < len(named):
        raise NotAllowedError("assessment.same_assessor", names=", ".join(named))
    if nameless and _has_levels_of_nobody(assessment):
        if len(named) > 1:
            raise NotAllowedError("assessment.nameless_levels", names=", ".join(named))
        ids |= dict.fromkeys(ONE_ASSESSOR, ids[named[0]])
    return Panel(tuple(ids[name] for name in named), ids)


def _has_levels_of_nobody(assessment: Assessment) -> bool:
    (nobody,) = ONE_ASSESSOR
    return any(
        isinstance(statement.answer, dict) and nobody in statement.answer
        for statement in assessment.statements
    )
