"""Reading and proposing cases: answers with the verdicts that the scheme's text demands.

A case may say `like: TITLE` and then only what differs from that earlier
case (docs/adr/0006). Source: docs/ruleset-language.md, "Cases and mistakes".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tcei_rules.domain.days import format_day
from tcei_rules.domain.outcome import Finding
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import Place
from tcei_rules.language import scalars
from tcei_rules.language.assessments import ReadAssessment, read_body
from tcei_rules.language.log import Keys, MistakeLog, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar, compose

NONE = "none"
_INDICATOR = re.compile(r"[0-9]+ points?|excluded|not known")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing a case is about, in the spelling of its file, and where it stands there."""

    about: str
    """`label`, `open`, `valid_until`, or the id of a requirement or indicator."""
    expected: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """Answers, history, and what they must come to."""

    title: str
    read: ReadAssessment
    expectations: tuple[Expectation, ...]
    place: Place
    confirmed: bool = True
    """Whether a person stands by what is expected; else it proves nothing."""


def read_cases(content: bytes, file: str, ruleset: Ruleset) -> tuple[ExampleCase, ...]:
    """Read the cases that lie beside a ruleset.

    Raises:
        InvalidInputError: With every mistake in the file, each with its place.
    """
    log = MistakeLog()
    bodies = items(compose(content, file), "cases", log)
    cases: dict[str, ExampleCase] = {}
    for body in bodies:
        case = _case(body, cases, ruleset, log)
        if case.title in cases:
            log.add("case.twice", case.place, title=case.title)
        cases[case.title] = case
    log.stop_if_any()
    return tuple(cases.values())


def _case(
    node: Node, earlier: dict[str, ExampleCase], ruleset: Ruleset, log: MistakeLog
) -> ExampleCase:
    keys = Keys(node, "case", log)
    title = keys.read_demanded("title", lambda n: scalar(n, "`title`", log).text, "")
    like = keys.read("like", lambda n: _like(n, earlier, log), None)
    read = read_body(keys, ruleset, log, like.read if like else None, settled=True)
    confirmed = keys.read("confirmed", lambda n: scalars.yes_no(n, "`confirmed`", log), True)
    expected = keys.demand("expect")
    expectations = _expectations(expected, ruleset, log) if expected is not None else ()
    keys.close()
    return ExampleCase(
        title=title, read=read, expectations=expectations, place=keys.place, confirmed=confirmed
    )


def _like(node: Node, earlier: dict[str, ExampleCase], log: MistakeLog) -> ExampleCase | None:
    text = scalar(node, "`like`", log)
    if text.text not in earlier:
        log.unknown("earlier case", text, earlier)
    return earlier.get(text.text)


def _expectations(node: Node, ruleset: Ruleset, log: MistakeLog) -> tuple[Expectation, ...]:
    keys = Keys(node, "`expect`", log)
    labels = [one.id for one in ruleset.labels]
    found: list[Expectation] = []
    label = keys.get("label")
    if label is not None:
        text = _known(label, (*labels, NONE), "label", log)
        found.append(Expectation("label", text.text, text.place))
    opened = keys.get("open")
    if opened is not None:
        named = one_or_more(opened, "label", log)
        for one in named:
            _known(one, labels, "label", log)
        rising = [label for label in labels if label in {one.text for one in named}]
        found.append(Expectation("open", ", ".join(rising) or NONE, opened.place))
    until = keys.get("valid_until")
    if until is not None:
        none = isinstance(until, Scalar) and until.text == NONE
        day = NONE if none else format_day(scalars.day(until, "`valid_until`", log))
        found.append(Expectation("valid_until", day, until.place))
    findings = keys.get("findings")
    if findings is not None:
        found.extend(_findings(findings, ruleset, log))
    keys.close()
    if not found:
        log.add("case.nothing_expected", node.place)
    return tuple(found)


def _known(node: Node, known: tuple[str, ...] | list[str], what: str, log: MistakeLog) -> Scalar:
    text = scalar(node, what, log)
    if text.text not in known:
        log.unknown(what, text, known)
    return text


def _findings(node: Node, ruleset: Ruleset, log: MistakeLog) -> list[Expectation]:
    requirements = {one.id for one in ruleset.requirements}
    indicators = {one.id for one in ruleset.indicators}
    if not isinstance(node, Mapping):
        log.add("shape.mapping", node.place, noun="`findings`")
        return []
    found: list[Expectation] = []
    for name, body in node.entries:
        text = scalar(body, "finding", log)
        if name.text in requirements:
            if text.text not in set(Finding):
                log.unknown("finding", text, tuple(Finding))
        elif name.text in indicators:
            if not _INDICATOR.fullmatch(text.text):
                log.add("case.indicator", text.place, text=text.text)
        else:
            log.unknown("requirement or indicator", name, requirements | indicators)
        found.append(Expectation(name.text, text.text, text.place))
    return found


@dataclass(frozen=True, slots=True)
class ProposedCase:
    """A case like another one with one answer changed, that nobody has confirmed."""

    title: str
    like: str
    fact: str
    answer: str
    requirement: str
    finding: str
    """What the reference proposes."""


def spelled(cases: Iterable[ProposedCase]) -> Iterator[str]:
    """Yield the cases as lines of a file of cases, each waiting to be confirmed."""
    for case in cases:
        yield f"- title: {_quoted(case.title)}"
        yield f"  like: {_quoted(case.like)}"
        yield "  confirmed: no"
        yield f"  facts: {{{_quoted(case.fact)}: {_quoted(case.answer)}}}"
        yield f"  expect: {{findings: {{{_quoted(case.requirement)}: {_quoted(case.finding)}}}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
