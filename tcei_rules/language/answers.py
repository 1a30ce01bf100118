"""Reading answers: what was said of each fact, as values the engine can look at.

An illegal answer is refused on entry and never becomes "not met". An old
answer that is not legal under the present ruleset is not answered.
Source: docs/ruleset-language.md, "Asked facts", "Judgement", "Versions".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Map
from typing import TypeAlias

from tcei_rules.domain.assessment import Answer, Assessment, State, Statement
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    PartsMeasure,
    Scale,
    ShareMeasure,
    TextMeasure,
    YesNoMeasure,
    option_ids,
    part_names,
)
from tcei_rules.domain.ruleset import Derived, Ruleset
from tcei_rules.domain.spelling import spell, spell_number
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Row, Value
from tcei_rules.errors import Place
from tcei_rules.language import scalars
from tcei_rules.language.log import MistakeLog, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar, node_of
from tcei_rules.language.stored import Quick, quick_reader, settled

Given: TypeAlias = Map[str, Value]
"""A value or an absence for every fact that is asked."""

CONSENSUS, REASON = "consensus", "reason"
NOTHING = "nothing"


class Answering:
    """What an answer is read against: the panel, and the day the assessment speaks of.

    `settled` tells that one level may speak for a panel of several: cases say
    what it settled on, while each assessor of an application states a level.
    """

    def __init__(
        self, panel: tuple[str, ...], assessed_on: int, log: MistakeLog, *, settled: bool = False
    ) -> None:
        self.panel = panel
        self.assessed_on = assessed_on
        self.log = log
        self.settled = settled


class Answers:
    """Reads assessments under one ruleset; prepared once, used for many."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._facts = {fact.name: (fact, quick_reader(fact.measure)) for fact in ruleset.asked}
        self._unanswered: dict[str, Value] = dict.fromkeys(self._facts, UNANSWERED)
        self._parts = [(one.name, names) for one in ruleset.asked if (names := part_names(one))]
        self._taking = [
            (one.was, fact := as_asked(one, one.name), quick_reader(fact.measure))
            for one in ruleset.derived
            if one.was is not None and one.was != NOTHING
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
                fact, quick, statements.get(_old_name(fact, same=same)), assessment, version
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


def _old_name(fact: Fact, *, same: bool) -> str | None:
    """Return what a fact was called in an earlier assessment; nothing if its name was cut."""
    if same or fact.was is None:
        return fact.name
    return None if fact.was == NOTHING else fact.was


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
    if isinstance(answer, tuple):
        return tuple(now.get(one, one) if isinstance(one, str) else one for one in answer)
    return answer


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


def read_statement(fact: Fact, node: Node, answering: Answering) -> Statement:
    """Read one answer of a file into a statement, in the one spelling that is stored."""
    state = _absence(fact, node)
    if state is State.NOT_APPLICABLE and not fact.may_not_apply:
        answering.log.add("answer.always_applies", node.place, name=fact.name)
    if state is not None:
        return Statement(fact=fact.name, state=state, role=fact.stated_by)
    before = len(answering.log.mistakes)
    value = read_answer(fact, node, answering)
    if answering.log.since(before):
        return Statement(fact=fact.name, state=State.UNANSWERED, role=fact.stated_by)
    answer = _respelt(fact, node, value, answering)
    return Statement(fact=fact.name, answer=answer, role=fact.stated_by)


def _absence(fact: Fact, node: Node) -> State | None:
    """Return the absence that an answer says, if it says one.

    JSON quotes everything, so quotes mean something to a text only: there they
    make the words themselves the answer.
    """
    if not isinstance(node, Scalar):
        return None
    is_text = isinstance(fact.measure, TextMeasure)
    if is_text and node.quoted:
        return None
    if node.text == State.UNANSWERED:
        return State.UNANSWERED
    may_be_one = fact.may_not_apply or not is_text
    return State.NOT_APPLICABLE if node.text == State.NOT_APPLICABLE and may_be_one else None


def _respelt(fact: Fact, node: Node, value: Value, answering: Answering) -> Answer:
    match fact.measure:
        case ListMeasure(fields=fields) if isinstance(value, tuple):
            rows = zip(items(node, fact.name, MistakeLog()), value, strict=True)
            return tuple(_respelt_row(fields, one, row, answering) for one, row in rows)
        case ChoicesMeasure(options=options) if isinstance(value, frozenset):
            return tuple(options[index].id for index in sorted(value))
        case PartsMeasure(options=options) if isinstance(value, tuple):
            parts = zip(options, value[0], strict=True)
            return {one.id: spell(fact.measure.part, own) for one, own in parts}
        case NumberMeasure(also=also) if also and isinstance(node, Scalar):
            return _in_its_unit(fact.measure, node, value)
        case TextMeasure() if isinstance(node, Scalar):
            return node.text
        case JudgementMeasure() if isinstance(node, Mapping):
            return {name.text: _respelt_level(name, level) for name, level in node.entries}
        case JudgementMeasure():
            return all_at_one(spell(fact.measure, value), answering.panel)
        case _:
            return spell(fact.measure, value)


def _in_its_unit(measure: NumberMeasure, node: Scalar, value: Value) -> str:
    """Return a number in the unit it was answered in; another unit is kept as it was said."""
    read = scalars.quantity(node, "number", MistakeLog())
    assert read is not None
    if read.unit is None or read.unit == measure.unit:
        return spell(measure, value)
    return f"{spell_number(read.scaled(read.decimals), read.decimals)} {read.unit}"


def all_at_one(level: str, panel: tuple[str, ...]) -> Answer:
    """Return the answer of a panel on which everyone states the same level."""
    return level if len(panel) == 1 else dict.fromkeys(panel, level)


def _respelt_row(fields: tuple[Fact, ...], node: Node, row: Row, answering: Answering) -> Answer:
    assert isinstance(node, Mapping)
    answers: dict[str, Answer] = {}
    for field, value in zip(fields, row, strict=True):
        body = node.get(field.name)
        assert body is not None
        answers[field.name] = _respelt(field, body, value, answering)
    return answers


def _respelt_level(name: Scalar, level: Node) -> Answer:
    assert isinstance(level, Scalar)
    is_level = name.text != REASON and level.text != State.NOT_APPLICABLE
    return str(scalars.integer(level, "level", MistakeLog())) if is_level else level.text


def read_answer(fact: Fact, node: Node, answering: Answering) -> Value:
    """Read an answer; of an illegal one every mistake is logged."""
    measure = fact.measure
    match measure:
        case NumberMeasure():
            return _number(fact.name, measure, node, answering)
        case YesNoMeasure():
            return int(scalars.yes_no(node, f"`{fact.name}`", answering.log))
        case ChoiceMeasure():
            return _choice(measure, node, answering)
        case ChoicesMeasure():
            return _choices(measure, node, answering)
        case PartsMeasure():
            return _parts(fact.name, measure, node, answering)
        case DayMeasure():
            return _day(fact.name, measure, node, answering)
        case TextMeasure():
            return _text(fact.name, node, answering)
        case JudgementMeasure(scale=scale):
            return _judgement(fact, scale, node, answering)
        case ListMeasure():
            return _list(fact.name, measure, node, answering)


def _number(name: str, measure: NumberMeasure, node: Node, answering: Answering) -> Value:
    log = answering.log
    read = scalars.quantity(node, f"`{name}`", log)
    if read is None:
        return UNANSWERED
    text = scalar(node, name, log).text
    expected = "%" if measure.kind == "percent" else measure.unit
    other = next((one for one in measure.also if one.unit == read.unit), None)
    if other is None and read.unit is not None and read.unit != expected:
        message = "unit.other" if expected else "unit.none"
        log.add(message, node.place, name=name, text=text, expected=expected or "")
    if read.decimals > measure.decimals:
        log.add(
            "number.decimals", node.place, text=text, name=name,
            has=str(read.decimals), most=str(measure.decimals),
        )  # fmt: skip
        return UNANSWERED
    value = read.scaled(measure.scale)
    if other is not None:
        # Exact: as many decimals are kept as number and factor have together.
        value = read.scaled(measure.decimals) * other.factor * 10 ** (measure.fine - other.decimals)
    if not measure.lowest <= value <= measure.highest:
        log.add(
            "answer.range", node.place, name=name, text=text,
            lowest=spell(measure, measure.lowest), highest=spell(measure, measure.highest),
        )  # fmt: skip
    return value


def _choice(measure: ChoiceMeasure, node: Node, answering: Answering) -> Value:
    known = option_ids(measure)
    text = scalar(node, "option", answering.log)
    if text.text not in known:
        answering.log.unknown("option", text, known)
        return UNANSWERED
    return known.index(text.text)


def _choices(measure: ChoicesMeasure, node: Node, answering: Answering) -> Value:
    known = option_ids(measure)
    named = one_or_more(node, "option", answering.log)
    for one in named:
        if one.text not in known:
            answering.log.unknown("option", one, known)
    for text, times in Counter(one.text for one in named).items():
        if times > 1:
            answering.log.add("answer.option_twice", node.place, option=text)
    return frozenset(known.index(one.text) for one in named if one.text in known)


def _parts(name: str, measure: PartsMeasure, node: Node, answering: Answering) -> Value:
    """Read a percentage for every option; together they must be exactly 100."""
    if not isinstance(node, Mapping):
        answering.log.add("shape.mapping", node.place, noun=f"`{name}`")
        return UNANSWERED
    known = option_ids(measure)
    for key, _ in node.entries:
        if key.text not in known:
            answering.log.unknown("option", key, known)
    before = len(answering.log.mistakes)
    parts: list[int] = []
    for option in known:
        body = node.get(option)
        if body is None:
            answering.log.add("parts.missing", node.place, name=name, option=option)
            continue
        part = _number(f"{name}.{option}", measure.part, body, answering)
        parts.append(part if isinstance(part, int) else 0)
    if not answering.log.since(before) and sum(parts) != measure.part.highest:
        answering.log.add("parts.sum", node.place, name=name, sum=spell(measure.part, sum(parts)))
    return (tuple(parts),)


def _day(name: str, measure: DayMeasure, node: Node, answering: Answering) -> Value:
    before = len(answering.log.mistakes)
    day = scalars.day(node, f"`{name}`", answering.log)
    legal = len(answering.log.mistakes) == before
    if legal and not measure.future and day > answering.assessed_on:
        answering.log.add(
            "answer.future", node.place, name=name, day=format_day(day),
            assessed_on=format_day(answering.assessed_on),
        )  # fmt: skip
    return day


def _text(name: str, node: Node, answering: Answering) -> Value:
    text = scalar(node, f"`{name}`", answering.log)
    if isinstance(node, Scalar) and not text.text.strip():
        answering.log.add("text.empty", node.place, noun=f"`{name}`")
    return 1


def _list(name: str, measure: ListMeasure, node: Node, answering: Answering) -> Value:
    rows = items(node, f"`{name}`", answering.log)
    if not measure.least <= len(rows) <= measure.most:
        answering.log.add(
            "answer.items", node.place, name=name, count=str(len(rows)),
            least=str(measure.least), most=str(measure.most),
        )  # fmt: skip
    return tuple(_row(name, measure, row, answering) for row in rows)


def _row(name: str, measure: ListMeasure, node: Node, answering: Answering) -> Row:
    if not isinstance(node, Mapping):
        answering.log.add("shape.mapping", node.place, noun=f"item of `{name}`")
        return ()
    known = [field.name for field in measure.fields]
    for key, _ in node.entries:
        if key.text not in known:
            answering.log.unknown("field", key, known)
    return tuple(_field(field, node, answering) for field in measure.fields)


def _field(field: Fact, row: Mapping, answering: Answering) -> int | frozenset[int]:
    node = row.get(field.name)
    if node is None:
        answering.log.add("answer.field_missing", row.place, field=field.name)
        return 0
    value = read_answer(field, node, answering)
    return value if isinstance(value, int | frozenset) else 0


def _judgement(fact: Fact, scale: Scale, node: Node, answering: Answering) -> Value:
    if isinstance(node, Scalar):
        return _one_level(fact, scale, node, answering)
    if not isinstance(node, Mapping):
        answering.log.add("answer.judgement", node.place, name=fact.name)
        return UNANSWERED
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


def _said(fact: Fact, scale: Scale, node: Node, answering: Answering) -> Value:
    text = scalar(node, "level", answering.log)
    if not isinstance(node, Scalar):
        return UNANSWERED
    if text.text == State.NOT_APPLICABLE:
        if not fact.may_not_apply:
            answering.log.add("answer.always_applies", node.place, name=fact.name)
        return NOT_APPLICABLE
    level = _level(fact, scale, text, answering)
    return UNANSWERED if level is None else level


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
