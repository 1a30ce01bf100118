"""Answers of fictional organisations as the statements of an assessment."""

from __future__ import annotations

from collections.abc import Mapping

from tcei_rules.domain.assessment import State, Statement
from tcei_rules.domain.fact import Fact
from tcei_rules.language.answering import Answering
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import Tree, node_of
from tcei_rules.language.statements import read_statement


def statements(
    facts: Mapping[str, Fact],
    answers: Mapping[str, Tree | None],
    panel: tuple[str, ...],
    assessed_on: int,
) -> tuple[Statement, ...]:
    """Return what is stated of every fact that is answered; None is *not answered*.

    Raises:
        InvalidInputError: An answer is not legal under the ruleset.
    """
    log = MistakeLog()
    answering = Answering(panel, assessed_on, log)
    stated = tuple(
        _statement(facts[name], answer, answering) for name, answer in sorted(answers.items())
    )
    log.stop_if_any()
    return stated


def _statement(fact: Fact, answer: Tree | None, answering: Answering) -> Statement:
    if answer is None:
        return Statement(fact=fact.name, state=State.UNANSWERED, role=fact.stated_by)
    return read_statement(fact, node_of(answer, ("facts", fact.name)), answering)


def yes_no(yes: bool) -> str:
    """Return the answer to a question of yes or no."""
    return "yes" if yes else "no"
