"""Reading judgements: a level by each of a panel, settled to one.

Source: docs/ruleset-language.md, "Judgement".
"""

from __future__ import annotations

from tcei_rules.domain.assessment import Answer, State
from tcei_rules.domain.fact import (
    Fact,
    Scale,
)
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Value
from tcei_rules.language import scalars
from tcei_rules.language.answering import CONSENSUS, LEVEL, REASON, Answering
from tcei_rules.language.log import Keys, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar
from tcei_rules.language.stored import settled


def all_at_one(level: str, panel: tuple[str, ...]) -> Answer:
    """Return the answer of a panel on which everyone states the same level."""
    return level if len(panel) == 1 else dict.fromkeys(panel, level)


def read_judgement(fact: Fact, scale: Scale, node: Node, answering: Answering) -> Value:
    """Read the levels of a panel, and settle them to one."""
    if isinstance(node, Scalar):
        return _one_level(fact, scale, node, answering)
    if not isinstance(node, Mapping):
        answering.log.add("answer.judgement", node.place, name=fact.name)
        return UNANSWERED
    if node.get(LEVEL) is not None:
        level = _with_reason(fact, node, answering)
        return UNANSWERED if level is None else _one_level(fact, scale, level, answering)
    levels: list[Value] = []
    for name, body in node.entries:
        if name.text in answering.panel:
            levels.append(_said(fact, scale, body, answering))
        elif name.text not in {CONSENSUS, REASON}:
            answering.log.unknown("assessor", name, (*answering.panel, CONSENSUS, REASON))
    return _settled(scale, levels, _consensus(fact, scale, node, answering), answering)


def _one_level(fact: Fact, scale: Scale, node: Scalar, answering: Answering) -> Value:
    if len(answering.panel) > 1 and not answering.settled:
        answering.log.add(
            "answer.whose_level", node.place, name=fact.name, text=node.text,
            panel=", ".join(answering.panel),
        )  # fmt: skip
        return UNANSWERED
    level = _level(fact, scale, node, answering)
    return UNANSWERED if level is None else level


def _said(fact: Fact, scale: Scale, body: Node, answering: Answering) -> Value:
    node = _with_reason(fact, body, answering) if isinstance(body, Mapping) else body
    if node is None:
        return UNANSWERED
    text = scalar(node, "level", answering.log)
    if not isinstance(node, Scalar):
        return UNANSWERED
    if text.text == State.NOT_APPLICABLE:
        if not fact.may_not_apply:
            answering.log.add("answer.always_applies", node.place, name=fact.name)
        return NOT_APPLICABLE
    level = _level(fact, scale, text, answering)
    return UNANSWERED if level is None else level


def _with_reason(fact: Fact, node: Mapping, answering: Answering) -> Scalar | None:
    """Return the level of `{level: …, reason: …}`."""
    keys = Keys(node, f"level of `{fact.name}`", answering.log)
    level, reason = keys.demand(LEVEL), keys.demand(REASON)
    keys.close()
    if reason is not None:
        said = scalar(reason, f"`{REASON}`", answering.log)
        if isinstance(reason, Scalar) and not said.text.strip():
            answering.log.add("answer.level_reason", reason.place, name=fact.name)
    if level is not None and not isinstance(level, Scalar):
        scalar(level, "level", answering.log)
    return level if isinstance(level, Scalar) else None


def _level(fact: Fact, scale: Scale, node: Scalar, answering: Answering) -> int | None:
    before = len(answering.log.mistakes)
    level = scalars.integer(node, f"`{fact.name}`", answering.log)
    if answering.log.since(before):
        return None
    if not scale.lowest <= level <= scale.highest:
        answering.log.add(
            "answer.level", node.place, name=fact.name, text=node.text,
            lowest=str(scale.lowest), highest=str(scale.highest),
        )  # fmt: skip
        return None
    return level


def _settled(scale: Scale, levels: list[Value], recorded: Value, answering: Answering) -> Value:
    if len(levels) < len(answering.panel):
        return UNANSWERED
    if all(level is NOT_APPLICABLE for level in levels):
        return NOT_APPLICABLE
    numbers = [level for level in levels if isinstance(level, int)]
    agreed = settled(numbers, len(levels), scale)
    return recorded if agreed is None else agreed


def _consensus(fact: Fact, scale: Scale, node: Mapping, answering: Answering) -> Value:
    """Return the level the panel recorded together, checked also where none is needed."""
    recorded, reason = node.get(CONSENSUS), node.get(REASON)
    said = scalar(reason, f"`{REASON}`", answering.log) if reason is not None else None
    if recorded is None:
        return UNANSWERED
    if reason is None or (isinstance(reason, Scalar) and said and not said.text.strip()):
        answering.log.add("answer.consensus_reason", recorded.place, name=fact.name)
    if not isinstance(recorded, Scalar):
        scalar(recorded, "level", answering.log)
        return UNANSWERED
    level = _level(fact, scale, recorded, answering)
    return UNANSWERED if level is None else level
