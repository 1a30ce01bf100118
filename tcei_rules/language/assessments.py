"""Reading a file of answers: `on`, `filed_on`, `period`, `panel`, `facts` and so on.

Source: docs/ruleset-language.md, "Cases and mistakes".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tcei_rules.domain.assessment import (
    Answer,
    Assessment,
    Award,
    History,
    Period,
    Statement,
    Suspension,
    Waiver,
)
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    Fact,
    Option,
    Role,
)
from tcei_rules.domain.ruleset import Ruleset, old_name
from tcei_rules.language import scalars
from tcei_rules.language.answering import CONSENSUS, LEVEL, REASON, Answering
from tcei_rules.language.answers import as_asked
from tcei_rules.language.judgements import all_at_one
from tcei_rules.language.labels import WAIVING
from tcei_rules.language.log import Keys, MistakeLog, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, compose
from tcei_rules.language.statements import read_statement

ONE_ASSESSOR = ("assessor",)
"""The panel where none is named."""


@dataclass(frozen=True, slots=True)
class ReadAssessment:
    """Answers of one file, and the history given beside them."""

    assessment: Assessment
    history: History
    waived_by: tuple[str | None, ...] = ()
    """Names of the people behind the waivers, one each, where the file gives them."""


def read_assessment(content: bytes, file: str, ruleset: Ruleset) -> ReadAssessment:
    """Read one file of answers, YAML or JSON, under a ruleset.

    Raises:
        InvalidInputError: With every mistake in it, each with its place.
    """
    log = MistakeLog()
    keys = Keys(compose(content, file), "answers", log)
    log.stop_if_any()
    read = read_body(keys, ruleset, log)
    keys.close()
    log.stop_if_any()
    return read


def read_filing_day(content: bytes, file: str) -> str:
    """Return the day on which a file of answers was filed: it chooses the version that reads it.

    Raises:
        InvalidInputError: The file is not readable, or says no such day.
    """
    log = MistakeLog()
    keys = Keys(compose(content, file), "answers", log)
    node = keys.get("filed_on") or keys.demand("on")
    day = "" if node is None else format_day(scalars.day(node, "`filed_on`", log))
    log.stop_if_any()
    return day


def read_body(
    keys: Keys,
    ruleset: Ruleset,
    log: MistakeLog,
    base: ReadAssessment | None = None,
    *,
    settled: bool = False,
) -> ReadAssessment:
    """Read answers and history of a mapping; what it does not say is as in the base.

    Where answers are settled, as in cases, one level speaks for the whole panel.
    """
    before = base.assessment if base else None
    waived_by = base.waived_by if base else ()
    assessment, named = _assessment(keys, ruleset, log, before, settled=settled)
    history = base.history if base else History()
    history_node, looked_node = keys.get("history"), keys.get("looked_up")
    if history_node is not None:
        awards = tuple(_award(one, ruleset, log) for one in items(history_node, "`history`", log))
        history = history.model_copy(update={"awards": awards})
    if looked_node is not None:
        looked = tuple(one.text for one in one_or_more(looked_node, "scheme", log))
        history = history.model_copy(update={"looked_up": looked})
    return ReadAssessment(
        assessment=assessment, history=history, waived_by=waived_by if named is None else named
    )


def _assessment(
    keys: Keys, ruleset: Ruleset, log: MistakeLog, base: Assessment | None, *, settled: bool
) -> tuple[Assessment, tuple[str | None, ...] | None]:
    harmless = base.assessed_on if base else "2000-01-01"
    reader = keys.read if base else keys.read_demanded
    on = reader("on", lambda n: format_day(scalars.day(n, "`on`", log)), harmless)
    # Not stated, an application arrived on the day assessed, also where a case is like another.
    stated = base.filed_on if base and base.filed_on != base.assessed_on else None
    filed = keys.read("filed_on", lambda n: format_day(scalars.day(n, "`filed_on`", log)), stated)
    if filed is not None and filed > on:
        log.add("assessment.filed_after", keys.place, filed=filed, on=on)
    panel = keys.read("panel", lambda n: _panel(n, log), base.panel if base else ONE_ASSESSOR)
    period = keys.read("period", lambda n: _period(n, log), base.period if base else None)
    answering = Answering(panel, parse_day(on), log, settled=settled)
    statements = {one.fact: one for one in _restated(base, panel, ruleset)} if base else {}
    facts_node = keys.get("facts")
    if facts_node is not None:
        statements.update(_statements(facts_node, ruleset.asked, answering))
    waivers_node = keys.get("waivers")
    waivers = base.waivers if base else ()
    named: tuple[str | None, ...] | None = None
    if waivers_node is not None:
        read = [_waiver(one, ruleset, on, log) for one in items(waivers_node, "`waivers`", log)]
        waivers, named = tuple(one for one, _ in read), tuple(name for _, name in read)
    assessment = Assessment(
        version=ruleset.version,
        assessed_on=on,
        filed_on=filed or on,
        period=period,
        panel=panel,
        statements=tuple(statements[name] for name in sorted(statements)),
        waivers=waivers,
    )
    return assessment, named


def _period(node: Node, log: MistakeLog) -> Period:
    keys = Keys(node, "`period`", log)
    period = Period(
        start=keys.read_demanded("from", lambda n: _day(n, log), "2000-01-01"),
        until=keys.read_demanded("until", lambda n: _day(n, log), "9999-12-31"),
    )
    if period.until < period.start:
        log.add("assessment.period", keys.place)
    keys.close()
    return period


def _restated(base: Assessment, panel: tuple[str, ...], ruleset: Ruleset) -> Iterator[Statement]:
    """Yield the statements of another case; what its panel was at one on, this one is as well."""
    for statement in base.statements:
        judged = statement.fact in ruleset.judged
        level = _level_of_all(statement.answer, base.panel) if judged else None
        if level is None:
            yield statement
        else:
            yield statement.model_copy(update={"answer": all_at_one(level, panel)})


def _level_of_all(answer: Answer | None, panel: tuple[str, ...]) -> str | None:
    if not isinstance(answer, dict):
        return answer if isinstance(answer, str) else None
    levels = {level if isinstance(level, str) else None for level in answer.values()}
    return levels.pop() if answer.keys() == set(panel) and len(levels) == 1 else None


def _panel(node: Node, log: MistakeLog) -> tuple[str, ...]:
    named = tuple(one.text for one in one_or_more(node, "assessor", log))
    if not named or len(set(named)) < len(named) or "" in named:
        log.add("assessment.panel", node.place)
    for name in sorted({LEVEL, CONSENSUS, REASON} & set(named)):
        log.add("assessment.panel_reserved", node.place, name=name)
    return named or ONE_ASSESSOR


def _statements(node: Node, asked: tuple[Fact, ...], answering: Answering) -> dict[str, Statement]:
    facts = {fact.name: fact for fact in asked}
    if not isinstance(node, Mapping):
        answering.log.add("shape.mapping", node.place, noun="`facts`")
        return {}
    statements: dict[str, Statement] = {}
    for name, answer in node.entries:
        if name.text in facts:
            statements[name.text] = read_statement(facts[name.text], answer, answering)
        else:
            answering.log.unknown("fact", name, facts)
    return statements


def _waiver(node: Node, ruleset: Ruleset, on: str, log: MistakeLog) -> tuple[Waiver, str | None]:
    """Read a waiver, and the name of the person who gave it."""
    keys = Keys(node, "waiver", log)
    requirement = keys.read_demanded("requirement", lambda n: scalar(n, "requirement", log), None)
    known = [one.id for one in ruleset.requirements]
    if requirement is not None and requirement.text not in known:
        log.unknown("requirement", requirement, known)
    by = keys.read_demanded("by", lambda n: scalar(n, "role", log), None)
    if by is not None and by.text not in WAIVING:
        log.unknown("role", by, WAIVING)
    waiver = Waiver(
        requirement=requirement.text if requirement else "none",
        by=Role(by.text) if by is not None and by.text in WAIVING else Role.COMMITTEE,
        reason=keys.read_demanded("reason", lambda n: _some(n, "`reason`", log), "none"),
        on=keys.read("on", lambda n: format_day(scalars.day(n, "`on`", log)), on),
    )
    person = keys.read("person", lambda n: _some(n, "`person`", log), None)
    keys.close()
    return waiver, person


def _some(node: Node, noun: str, log: MistakeLog) -> str:
    text = scalar(node, noun, log)
    if not text.text.strip():
        log.add("text.empty", text.place, noun=noun)
    return text.text


def _award(node: Node, ruleset: Ruleset, log: MistakeLog) -> Award:
    keys = Keys(node, "award", log)
    scheme = keys.read("scheme", lambda n: scalar(n, "scheme", log).text, ruleset.scheme)
    label = keys.read_demanded("label", lambda n: _label(n, scheme, ruleset, log), "none")
    valid_from = keys.read_demanded("valid_from", lambda n: _day(n, log), "2000-01-01")
    valid_until = keys.read_demanded("valid_until", lambda n: _day(n, log), "2000-01-01")
    if valid_until < valid_from:
        log.add("award.order", keys.place)
    suspended = keys.get("suspended")
    suspensions = items(suspended, "`suspended`", log) if suspended is not None else ()
    award = Award(
        scheme=scheme,
        label=label,
        valid_from=valid_from,
        valid_until=valid_until,
        suspensions=tuple(_suspension(one, log) for one in suspensions),
        withdrawn_on=keys.read("withdrawn", lambda n: _day(n, log), None),
        demonstration=keys.read(
            "demonstration", lambda n: scalars.yes_no(n, "`demonstration`", log), False
        ),
        assessment=_behind(keys, ruleset, valid_from, log),
    )
    keys.close()
    return award


def _behind(keys: Keys, ruleset: Ruleset, valid_from: str, log: MistakeLog) -> Assessment | None:
    """Read the assessment behind an award, if its facts are given."""
    if not keys.has("facts"):
        keys.get("facts")
        return None
    version = keys.read("version", lambda n: scalar(n, "version", log).text, ruleset.version)
    on = keys.read("on", lambda n: _day(n, log), valid_from)
    filed_on = keys.read("filed_on", lambda n: _day(n, log), on)
    panel = keys.read("panel", lambda n: _panel(n, log), ONE_ASSESSOR)
    facts = keys.get("facts")
    assert facts is not None
    answering = Answering(panel, parse_day(on), log, settled=True)
    known = ruleset.asked if version == ruleset.version else _carried(ruleset)
    statements = _statements(facts, known, answering)
    return Assessment(
        version=version,
        assessed_on=on,
        filed_on=filed_on,
        panel=panel,
        statements=tuple(statements[name] for name in sorted(statements)),
    )


def _carried(ruleset: Ruleset) -> tuple[Fact, ...]:
    """Return the facts that an older version can be asked for, as they were there."""
    asked = (_as_then(one, then) for one in ruleset.asked if (then := old_name(one)))
    derived = (as_asked(one, then) for one in ruleset.derived if (then := old_name(one)))
    return (*asked, *derived)


def _as_then(fact: Fact, name: str) -> Fact:
    """Return a fact under the name, and with the options, that it had in an older version."""
    measure = fact.measure
    if isinstance(measure, ChoiceMeasure | ChoicesMeasure):
        renamed = dict(fact.was_options)
        kept = (one for one in measure.options if one.id not in renamed)
        then = (*(Option(id=old) for old in renamed), *kept)
        measure = measure.model_copy(update={"options": then})
    return fact.model_copy(update={"name": name, "measure": measure, "was_options": ()})


def _label(node: Node, scheme: str, ruleset: Ruleset, log: MistakeLog) -> str:
    text = scalar(node, "label", log)
    ladders = {ruleset.scheme: tuple(one.id for one in ruleset.labels), **dict(ruleset.recognises)}
    if scheme in ladders and text.text not in ladders[scheme]:
        log.unknown("label", text, ladders[scheme])
    return text.text


def _suspension(node: Node, log: MistakeLog) -> Suspension:
    keys = Keys(node, "suspension", log)
    suspension = Suspension(
        start=keys.read_demanded("from", lambda n: _day(n, log), "2000-01-01"),
        until=keys.read("until", lambda n: _day(n, log), None),
    )
    keys.close()
    return suspension


def _day(node: Node, log: MistakeLog) -> str:
    return format_day(scalars.day(node, "day", log))
