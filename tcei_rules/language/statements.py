"""Reading one answer of a file: by the kind of its fact, into the one stored spelling.

Source: docs/ruleset-language.md, "Asked facts".
"""

from __future__ import annotations

from collections import Counter

from tcei_rules.domain.assessment import Answer, State, Statement
from tcei_rules.domain.days import format_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    Fact,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    PartsMeasure,
    TextMeasure,
    YesNoMeasure,
    option_ids,
)
from tcei_rules.domain.spelling import spell, spell_number
from tcei_rules.domain.value import UNANSWERED, Row, Value
from tcei_rules.language import scalars
from tcei_rules.language.answering import LEVEL, REASON, Answering
from tcei_rules.language.judgements import all_at_one, read_judgement
from tcei_rules.language.log import MistakeLog, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar


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
        case JudgementMeasure() if isinstance(node, Mapping) and (
            len(answering.panel) == 1 or node.get(LEVEL) is None
        ):
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


def _respelt_row(fields: tuple[Fact, ...], node: Node, row: Row, answering: Answering) -> Answer:
    assert isinstance(node, Mapping)
    answers: dict[str, Answer] = {}
    for field, value in zip(fields, row, strict=True):
        body = node.get(field.name)
        assert body is not None
        answers[field.name] = _respelt(field, body, value, answering)
    return answers


def _respelt_level(name: Scalar, level: Node) -> Answer:
    if isinstance(level, Mapping):
        return {key.text: _respelt_level(key, one) for key, one in level.entries}
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
            return read_judgement(fact, scale, node, answering)
        case ListMeasure():
            return _list(fact.name, measure, node, answering)


def _number(name: str, measure: NumberMeasure, node: Node, answering: Answering) -> Value:
    log = answering.log
    read = scalars.quantity(node, f"`{name}`", log)
    if read is None:
        return UNANSWERED
    text = scalar(node, name, log).text
    expected = measure.written_unit
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
