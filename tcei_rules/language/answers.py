"""Reading answers: what was said of each fact, as values the engine can look at.

An illegal answer is refused on entry and never becomes "not met". An old
answer that is not legal under the present ruleset is not answered.
Source: docs/ruleset-language.md, "Asked facts", "Judgement", "Versions".
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import TypeAlias

from tcei_rules.domain.assessment import Answer, Assessment, State, Statement
from tcei_rules.domain.days import parse_day
from tcei_rules.domain.fact import (
    Fact,
    ShareMeasure,
    part_names,
)
from tcei_rules.domain.ruleset import Derived, Ruleset, old_name
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Value
from tcei_rules.errors import Place
from tcei_rules.language.answering import Answering
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import Scalar, node_of
from tcei_rules.language.statements import read_answer
from tcei_rules.language.stored import Quick, quick_reader

Given: TypeAlias = Map[str, Value]
"""A value or an absence for every fact that is asked."""


class Answers:
    """Reads assessments under one ruleset; prepared once, used for many."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._facts = {fact.name: (fact, quick_reader(fact.measure)) for fact in ruleset.asked}
        self._unanswered: dict[str, Value] = dict.fromkeys(self._facts, UNANSWERED)
        self._parts = [(one.name, names) for one in ruleset.asked if (names := part_names(one))]
        self._taking = [
            (was, fact := as_asked(one, one.name), quick_reader(fact.measure))
            for one in ruleset.derived
            if (was := old_name(one)) is not None
        ]

    def give(self, assessment: Assessment) -> Given:
        """Return the values of all facts of an assessment under its ruleset.

        Raises:
            InvalidInputError: A statement names no fact, or its answer is not legal.
        """
        answering = _answering(assessment)
        panel, assessed_on = answering.panel, answering.assessed_on
        values = dict(self._unanswered)
        for statement in assessment.statements:
            found = self._facts.get(statement.fact)
            if found is not None and statement.answer is not None:
                # Nearly all there are, so they go the shortest way.
                value = found[1](statement.answer, panel, assessed_on)
                if value is not None:
                    values[statement.fact] = value
                    continue
            if found is None:
                name = Scalar(statement.fact, Place(path=("facts", statement.fact)))
                answering.log.unknown("fact", name, self._facts)
            else:
                values[statement.fact] = _stated(*found, statement, answering)
        answering.log.stop_if_any()
        self._take_apart(values)
        return values

    def _take_apart(self, values: dict[str, Value]) -> None:
        """Give every part of a fact its own value, or its fact's absence."""
        for name, parts in self._parts:
            whole = values[name]
            own = whole[0] if isinstance(whole, tuple) else (whole,) * len(parts)
            values.update(zip(parts, own, strict=True))

    def carry(self, assessment: Assessment) -> tuple[Given, Given]:
        """Return an earlier assessment as the present ruleset reads it.

        Each fact gets the answer of the same name, or of its `was`; an answer
        that is not legal now, or of a name that was cut, is not answered.

        Returns:
            The values of the facts, and of those derived facts whose `was`
            names an old answer: they take it instead of being worked out.
        """
        statements: dict[str | None, Statement] = {
            statement.fact: statement for statement in assessment.statements
        }
        version = self.ruleset.version
        same = assessment.version == version
        given: dict[str, Value] = {
            name: _carried(
                fact, quick, statements.get(name if same else old_name(fact)), assessment, version
            )
            for name, (fact, quick) in self._facts.items()
        }
        taken = {
            fact.name: _carried(fact, quick, statements[was], assessment, version)
            for was, fact, quick in self._taking
            if not same and was in statements
        }
        self._take_apart(given)
        return given, taken


def _carried(
    fact: Fact, quick: Quick, statement: Statement | None, assessment: Assessment, version: str
) -> Value:
    if statement is None:
        return UNANSWERED
    answering = _answering(assessment)
    if fact.was_options and assessment.version != version:
        statement = statement.model_copy(
            update={"answer": _renamed(statement.answer, dict(fact.was_options))}
        )
    value = _stated(fact, quick, statement, answering)
    return UNANSWERED if answering.log.mistakes else value


def _renamed(answer: Answer | None, now: Map[str, str]) -> Answer | None:
    """Return an old answer with its options as they are called now."""
    if isinstance(answer, str):
        return now.get(answer, answer)
    if not isinstance(answer, tuple):
        return answer
    chosen = [one for one in answer if isinstance(one, str)]
    if len(chosen) < len(answer):
        return answer
    # Of several options that became one, that one is chosen once.
    return tuple(dict.fromkeys(now.get(one, one) for one in chosen))


def as_asked(derived: Derived, name: str) -> Fact:
    """Return a derived fact as one that an older version asked under a name."""
    assert not isinstance(derived.measure, ShareMeasure)
    return Fact(name=name, measure=derived.measure, may_not_apply=derived.may_not_apply)


def _answering(assessment: Assessment) -> Answering:
    return Answering(assessment.panel, parse_day(assessment.assessed_on), MistakeLog())


def _stated(fact: Fact, quick: Quick, statement: Statement, answering: Answering) -> Value:
    if statement.state is State.ANSWERED:
        assert statement.answer is not None
        value = quick(statement.answer, answering.panel, answering.assessed_on)
        if value is None:
            value = read_answer(fact, node_of(statement.answer, ("facts", fact.name)), answering)
        return value
    if statement.state is State.UNANSWERED:
        return UNANSWERED
    if not fact.may_not_apply:
        place = Place(path=("facts", fact.name))
        answering.log.add("answer.always_applies", place, name=fact.name)
    return NOT_APPLICABLE
