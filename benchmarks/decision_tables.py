"""The same criteria as decision tables, for zen-engine.

One table for each indicator (points, and whether its minimum is reached), one
for each requirement with its waiver, one for each label, and an expression
for the score: the way an author of such tables would lay them out. What is
not a table's business is handed in ready: counts, days between days, how many
indicators improved. Answers that are missing are not modelled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from zen import ZenEngine

from tcei_rules.domain.condition import (
    AnsweredTest,
    Combination,
    Comparator,
    Comparison,
    Condition,
    CountedIndicators,
    DurationTest,
    EveryIndicator,
    NumberTest,
    OptionTest,
    ScoreSubject,
    ShareTest,
    Test,
)
from tcei_rules.domain.ruleset import Indicator, Requirement, Ruleset
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.looking import later, looker
from tcei_rules.engine.reference import Reference

SIGNS = {
    Comparator.AT_LEAST: ">=",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "<=",
    Comparator.LESS_THAN: "<",
}
Cells = dict[str, str]
"""Conditions of one row, by the name of the column."""


@dataclass
class _Column:
    """A value that is handed in, and where it comes from."""

    name: str
    subject: Comparison | CountedIndicators | None = None
    test: Test | None = None
    waiver: frozenset[tuple[str, str]] = frozenset()


@dataclass
class _Graph:
    nodes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    edges: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def node(self, name: str, kind: str, content: dict[str, Any], *before: str) -> str:
        """Add a node behind others."""
        position = {"x": 0, "y": 0}
        self.nodes.append(
            {"id": name, "name": name, "type": kind, "content": content, "position": position}
        )
        for one in before:
            edge = {"id": f"{one}-{name}", "sourceId": one, "targetId": name, "type": "edge"}
            self.edges.append(edge)
        return name

    def table(
        self, name: str, rows: list[Cells], outputs: list[Cells], before: tuple[str, ...]
    ) -> str:
        """Add a decision table: the first row whose cells all hold gives the outputs."""
        columns = list(dict.fromkeys(column for row in rows for column in row))
        results = list(outputs[0])
        content = {
            "hitPolicy": "first",
            "passThrough": True,
            "inputs": [{"id": f"c-{one}", "name": one, "field": one} for one in columns],
            "outputs": [{"id": f"o-{one}", "name": one, "field": one} for one in results],
            "rules": [
                {
                    "_id": f"{name}-{number}",
                    **{f"c-{one}": row.get(one, "") for one in columns},
                    **{f"o-{one}": output[one] for one in results},
                }
                for number, (row, output) in enumerate(zip(rows, outputs, strict=True))
            ],
        }
        return self.node(name, "decisionTableNode", content, *before)


class DecisionTables:
    """A ruleset as a graph of decision tables, ready to be evaluated."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._columns: list[_Column] = []
        self._shares: dict[str, str] = {}
        self._place = {one.id: n for n, one in enumerate(ruleset.requirements)}
        self._reference = Reference(ruleset)
        graph = self._graph()
        self.tables = sum(one["type"] == "decisionTableNode" for one in graph.nodes)
        text = json.dumps({"nodes": graph.nodes, "edges": graph.edges})
        self._decision = ZenEngine().create_decision(text)

    def context(self, readings: Readings) -> dict[str, int | None]:
        """Return the values that the tables look at."""
        context: dict[str, int | None] = {}
        for position, indicator in enumerate(self.ruleset.indicators):
            value = readings.values[indicator.reads.name]
            context[f"v{position}"] = value if isinstance(value, int) else None
        for column in self._columns:
            context[column.name] = self._value(column, readings)
        return context

    def verdicts(self, context: dict[str, int | None]) -> tuple[bool, ...]:
        """Return which labels are granted, with the trace of all tables made on the way."""
        result = self._decision.evaluate(context, {"trace": True})["result"]
        return tuple(bool(result[f"l{n}"]) for n in range(len(self.ruleset.labels)))

    def _graph(self) -> _Graph:
        graph = _Graph()
        start = graph.node("in", "inputNode", {})
        scored = tuple(
            self._indicator(graph, position, one, start)
            for position, one in enumerate(self.ruleset.indicators)
        )
        tests = [
            (position, list(self._requirement(position, one)))
            for position, one in enumerate(self.ruleset.requirements)
        ]
        score = graph.node("score", "expressionNode", self._sums(), *scored)
        required = tuple(
            graph.table(
                f"r{position}",
                [*rows, {}],
                [{f"r{position}": "1"}] * len(rows) + [{f"r{position}": "0"}],
                (score,),
            )
            for position, rows in tests
        )
        labels: list[str] = []
        for number, label in enumerate(self.ruleset.labels):
            row = {f"r{self._place[one.id]}": "1" for one in self.ruleset.demands(label)}
            outputs = [{f"l{number}": "1"}, {f"l{number}": "0"}]
            labels.append(graph.table(f"l{number}", [row, {}], outputs, required))
        graph.node("out", "outputNode", {}, *labels)
        return graph

    def _indicator(self, graph: _Graph, position: int, indicator: Indicator, start: str) -> str:
        least = indicator.minimum or 0
        rows: list[Cells] = []
        outputs: list[Cells] = []

        def row(cell: str, points: int, maximum: int, *, passed: bool) -> None:
            rows.append({f"v{position}": cell})
            outputs.append(
                {
                    f"p{position}": str(points * indicator.weight),
                    f"m{position}": str(maximum * indicator.weight),
                    f"k{position}": str(int(passed)),
                }
            )

        if indicator.not_applicable == "excluded":
            row("null", 0, 0, passed=True)
        for step in sorted(indicator.steps, key=lambda one: one.at, reverse=True):
            cell = str(step.at) if indicator.by_option else f">= {step.at}"
            row(cell, step.points, indicator.highest, passed=step.points >= least)
        return graph.table(f"i{position}", rows, outputs, (start,))

    def _sums(self) -> dict[str, Any]:
        many = range(len(self.ruleset.indicators))
        points = ", ".join(f"p{n}" for n in many)
        maxima = ", ".join(f"m{n}" for n in many)
        expressions = [
            {"id": "points", "key": "points", "value": f"sum([{points}])"},
            {"id": "maximum", "key": "maximum", "value": f"sum([{maxima}])"},
        ]
        for name, value in self._shares.items():
            expressions.append({"id": name, "key": name, "value": value})
        return {"expressions": expressions, "passThrough": True}

    def _requirement(self, position: int, requirement: Requirement) -> Iterator[Cells]:
        if requirement.not_applicable == "met":
            raise NotImplementedError(requirement.id)
        yield from self._rows(requirement.that)
        waivable = requirement.waivable
        if waivable is None:
            return
        pairs = frozenset((requirement.id, role.value) for role in waivable.by)
        name = f"w{position}"
        self._columns.append(_Column(name, waiver=pairs))
        conditions = [{}] if waivable.condition is None else self._rows(waivable.condition)
        for row in conditions:
            yield {name: "1", **row}

    def _rows(self, condition: Condition) -> Iterator[Cells]:
        match condition:
            case Comparison():
                yield dict(self._cell(condition, test) for test in condition.tests)
            case Combination(word="all", of=members):
                yield {k: v for one in members for row in self._rows(one) for k, v in row.items()}
            case Combination(word="any", of=members):
                for member in members:
                    yield from self._rows(member)
            case EveryIndicator(selection=selection, reach=reach) if reach.by == "minimum":
                yield {
                    f"k{position}": "1"
                    for position, one in enumerate(self.ruleset.indicators)
                    if one.id in selection.ids and one.minimum is not None
                }
            case CountedIndicators(improved_since=since, reach=None) if since is not None:
                name = f"c{len(self._columns)}"
                self._columns.append(_Column(name, subject=condition))
                yield {name: f">= {condition.at_least}"}
            case _:
                raise NotImplementedError(condition.form)

    def _cell(self, comparison: Comparison, test: Test) -> tuple[str, str]:
        name = f"c{len(self._columns)}"
        if isinstance(comparison.subject, ScoreSubject):
            if comparison.subject.score != "total" or not isinstance(test, ShareTest):
                raise NotImplementedError(comparison.subject.score)
            self._shares[f"s{len(self._shares)}"] = (
                f"points * {100 * 10**test.decimals} - {test.share} * maximum"
            )
            return f"s{len(self._shares) - 1}", f"{SIGNS[test.comparator]} 0"
        self._columns.append(_Column(name, subject=comparison, test=test))
        match test:
            case NumberTest(comparator=comparator, threshold=threshold):
                return name, f"{SIGNS[comparator]} {threshold}"
            case DurationTest(comparator=comparator):
                return name, f"{SIGNS[comparator]} 0"
            case OptionTest(options=options):
                return name, ", ".join(str(option) for option in options)
            case AnsweredTest():
                return name, "1"
            case ShareTest():
                raise NotImplementedError(test.form)

    def _value(self, column: _Column, readings: Readings) -> int | None:
        if column.waiver:
            return int(bool(column.waiver & readings.waivers))
        if isinstance(column.subject, CountedIndicators):
            return self._improved(column.subject, readings)
        assert column.subject is not None
        looked = looker(column.subject.subject, self.ruleset)(readings.values, ())
        match column.test:
            case AnsweredTest():
                return 1
            case DurationTest(number=number, unit=unit):
                if not isinstance(looked, tuple):
                    return None
                start, end = looked
                assert isinstance(start, int)
                assert isinstance(end, int)
                return end - later(start, number, unit)
            case _:
                return looked if isinstance(looked, int) else None

    def _improved(self, counted: CountedIndicators, readings: Readings) -> int | None:
        assert counted.improved_since is not None
        before = readings.values[counted.before] if counted.before else None
        assert before is None or isinstance(before, int)
        award = readings.past.last(counted.improved_since, before)
        behind = readings.past.behind(award) if award else None
        if behind is None:
            return None
        chosen = readings.values[counted.selection.name]
        assert isinstance(chosen, frozenset)
        now, then = (self._reference.points(one.values) for one in (readings, behind))
        full = [one.highest for one in self.ruleset.indicators]
        return sum(then[n] >= 0 and full[n] > then[n] < now[n] for n in chosen)
