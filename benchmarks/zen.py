"""The same ruleset as decision tables for zen-engine, to be measured beside ours.

A table for each indicator and comparison, expressions for scores and
connectives, one output for each label: 0 refused, 1 inconclusive, 2 granted.
What is worked out from lists and history (counts, days, improvements) is
handed in as numbers, as our evaluators get it from `Deriver`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, assert_never

import zen

from tcei_rules.domain.condition import (
    AnsweredTest,
    Combination,
    Comparison,
    Condition,
    CountedIndicators,
    DayInYearTest,
    DependingOn,
    DurationTest,
    EveryIndicator,
    Holds,
    NumberTest,
    OptionTest,
    SameYearTest,
    ShareTest,
    Test,
    conditions_in,
)
from tcei_rules.domain.days import later
from tcei_rules.domain.ruleset import Requirement, Ruleset
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Absence
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.findings import MET, NOT_MET, Findings
from tcei_rules.engine.looking import looker

OPEN_CODE, NOT_APPLICABLE_CODE = -(10**9), -(10**9) - 1
"""Numbers for the two absences: a cell of the engine cannot hold them apart from null."""

SIGNS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


class ZenRuleset:
    """A ruleset compiled to a decision graph."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self.inputs: dict[str, Callable[[Readings, Findings], Any]] = {}
        self._count = 0
        self._comparisons: list[str] = []
        self.node("inputNode", "input", {})
        self._compile()
        graph = {"nodes": self.nodes, "edges": self.edges}
        self._decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def evaluate(self, values: dict[str, int]) -> tuple[int, ...]:
        """Return the verdict of each label, with a trace that is thrown away."""
        decision: Any = self._decision
        answer: Any = decision.evaluate(values, {"trace": True})
        return tuple(int(answer["result"][f"label_{one.id}"]) for one in self.ruleset.labels)

    def values(self, readings: Readings, findings: Findings) -> dict[str, int]:
        """Return what the graph reads of one case."""
        values = {name: look(readings, findings) for name, look in self.inputs.items()}
        return {name: _coded(value) for name, value in values.items()}

    def node(self, kind: str, name: str, content: dict[str, Any]) -> None:
        self.nodes.append({"id": name, "name": name, "type": kind, "content": content})

    def _compile(self) -> None:
        points = [self._indicator(n) for n in range(len(self.ruleset.indicators))]
        scores = self._scores()
        truths = {one.id: self._requirement(one) for one in self.ruleset.requirements}
        labels = {
            f"label_{label.id}": _all([truths[one.id] for one in self.ruleset.demands(label)])
            for label in self.ruleset.labels
        }
        verdicts = self._expressions("labels", labels)
        self.node("outputNode", "output", {})
        # Nothing is passed through: every node gets what it reads and no more.
        for table in (*points, *self._comparisons):
            self._edge("input", table)
        for source in points:
            self._edge(source, scores)
        for source in ("input", *points, *self._comparisons, scores):
            self._edge(source, verdicts)
        self._edge(verdicts, "output")

    def _edge(self, source: str, target: str) -> None:
        edge = {"id": f"{source}-{target}", "type": "edge"}
        self.edges.append({**edge, "sourceId": source, "targetId": target})

    def _indicator(self, position: int) -> str:
        indicator = self.ruleset.indicators[position]
        source, target = self._input(indicator.reads.name), f"p{position}"
        rows = [(f"{OPEN_CODE}", "-2"), (f"{NOT_APPLICABLE_CODE}", "-1")]
        if indicator.by_option:
            rows += [(f"{step.at}", f"{step.points}") for step in indicator.steps]
        else:
            rows += [(f">= {step.at}", f"{step.points}") for step in reversed(indicator.steps)]
        return self._table(f"points_{position}", source, target, rows)

    def _input(self, name: str) -> str:
        key = "v_" + name.replace(".", "_")
        self.inputs[key] = lambda readings, _findings: readings.values[name]
        return key

    def _table(self, name: str, source: str, target: str, rows: list[tuple[str, str]]) -> str:
        rules = [{"_id": f"{name}.{n}", "in": a, "out": b} for n, (a, b) in enumerate(rows)]
        content = {
            "hitPolicy": "first",
            "inputs": [{"id": "in", "name": source, "field": source}],
            "outputs": [{"id": "out", "name": target, "field": target}],
            "rules": rules,
        }
        self.node("decisionTableNode", name, content)
        return name

    def _expressions(self, name: str, expressions: dict[str, str]) -> str:
        rows = [
            {"id": f"{name}.{key}", "key": key, "value": value}
            for key, value in expressions.items()
        ]
        self.node("expressionNode", name, {"expressions": rows})
        return name

    def _scores(self) -> str:
        own = list(enumerate(self.ruleset.indicators))
        weighted = [(n, one) for n, one in own if one.weight]
        points = " + ".join(f"{one.weight} * max([0, p{n}])" for n, one in weighted)
        maximum = " + ".join(
            f"(p{n} == -1 ? 0 : {one.weight * one.highest})" for n, one in weighted
        )
        lowest = ", ".join(f"(p{n} == -2 ? 1 : 2)" for n, _ in weighted)
        expressions = {"points": points, "maximum": maximum, "known": f"min([{lowest}])"}
        return self._expressions("scores", expressions)

    def _requirement(self, requirement: Requirement) -> str:
        otherwise = MET if requirement.not_applicable == "met" else NOT_MET
        that = self._condition(requirement.that, otherwise)
        waivable = requirement.waivable
        if waivable is None:
            return that
        accepted = [(requirement.id, role.value) for role in waivable.by]
        key = f"w{len(self.inputs)}"
        self.inputs[key] = lambda readings, _f: 2 * any(w in readings.waivers for w in accepted)
        condition = (
            "2" if waivable.condition is None else self._condition(waivable.condition, otherwise)
        )
        return f"max([{that}, min([{key}, {condition}])])"

    def _condition(self, condition: Condition, otherwise: int) -> str:
        match condition:
            case Comparison():
                return _all([self._test(condition, test, otherwise) for test in condition.tests])
            case Combination(word=word, of=members):
                each = ", ".join(self._condition(member, otherwise) for member in members)
                if word == "at_least":
                    raise NotImplementedError(word)
                return f"{'min' if word == 'all' else 'max'}([{each}])"
            case EveryIndicator(selection=selection, reach=reach):
                places = {one.id: n for n, one in enumerate(self.ruleset.indicators)}
                needed = [(places[one], self.ruleset.indicators[places[one]].needed(reach))
                          for one in selection.ids]  # fmt: skip
                return _all([_reaches(n, least) for n, least in needed if least is not None])
            case CountedIndicators() | Holds():
                return self._given(condition)
            case DependingOn():
                raise NotImplementedError(condition.form)
            case _:
                assert_never(condition)

    def _given(self, condition: Condition) -> str:
        """Return an input for what rests on history; its truth is taken from our reference."""
        place = _place(self.ruleset, condition)
        key = f"h{place}"
        self.inputs[key] = lambda _readings, findings: findings.truths[place]
        return key

    def _test(self, comparison: Comparison, test: Test, otherwise: int) -> str:
        self._count += 1
        key, target = f"c{self._count}", f"t{self._count}"
        look = looker(comparison.subject, self.ruleset)

        def value(readings: Readings, findings: Findings) -> Any:
            looked = look(readings.values, findings.scores)
            return looked if isinstance(looked, Absence) else _measured(test, looked)

        if isinstance(test, ShareTest):
            factor, sign = 100 * 10**test.decimals, SIGNS[test.comparator]
            share = f"points * {factor} {sign} {test.share} * maximum"
            return f"(known == 1 ? 1 : {share} ? 2 : 0)"
        if comparison.subject.form == "score":
            sign = SIGNS[test.comparator]
            assert isinstance(test, NumberTest)
            return f"(known == 1 ? 1 : points {sign} {test.threshold} ? 2 : 0)"
        self.inputs[key] = value
        answered = isinstance(test, AnsweredTest)
        rows = [
            (f"{OPEN_CODE}", "1"),
            (f"{NOT_APPLICABLE_CODE}", "2" if answered else f"{otherwise}"),
        ]
        rows += [(_cell(test), "2"), ("", "0")]
        self._comparisons.append(self._table(target, key, target, rows))
        return target


def _cell(test: Test) -> str:
    match test:
        case NumberTest(comparator=comparator, threshold=threshold):
            return f"{SIGNS[comparator]} {threshold}"
        case DurationTest(comparator=comparator):
            return f"{SIGNS[comparator]} 0"
        case OptionTest():
            return "1"
        case AnsweredTest():
            return ""
        case ShareTest() | DayInYearTest() | SameYearTest():
            raise TypeError(test.form)


def _measured(test: Test, looked: Any) -> int:
    match test:
        case DurationTest(number=number, unit=unit):
            return int(looked[1]) - later(int(looked[0]), number, unit)
        case OptionTest(options=options):
            if isinstance(looked, int):
                return int(looked in options)
            return int(any(option in looked for option in options))
        case AnsweredTest():
            return 1
        case NumberTest() | ShareTest() | DayInYearTest() | SameYearTest():
            return int(looked)


def _coded(value: Any) -> int:
    if value is UNANSWERED:
        return OPEN_CODE
    return NOT_APPLICABLE_CODE if value is NOT_APPLICABLE else int(value)


def _all(truths: list[str]) -> str:
    return f"min([{', '.join(truths)}])" if truths else "2"


def _reaches(position: int, least: int) -> str:
    point = f"p{position}"
    return f"({point} == -2 ? 1 : {point} == -1 or {point} >= {least} ? 2 : 0)"


def _place(ruleset: Ruleset, wanted: Condition) -> int:
    """Return where a condition's truth stands among all, outer before inner."""
    every = (one for requirement in ruleset.requirements for one in conditions_in(requirement.that))
    return next(place for place, one in enumerate(every) if one is wanted)
