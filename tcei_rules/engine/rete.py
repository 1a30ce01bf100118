"""Rules in durable_rules' Rete engine, driven inside the fence that makes it safe.

The fence, and the defects behind each part of it: docs/adr/0003.

* The C module is driven directly, rules as JSON: no timer threads, no
  swallowed exceptions.
* One small event per datum under fixed property names and the default session:
  `{"id": 7, "k": 0, "i": 3, "v": 4}`, so that no 32-bit hash can collide.
* Rules are `$and` of constants, as disjoint and exhaustive bands over
  integers: every event fires exactly one rule and leaves nothing behind.
* After each batch return code 0 and as many firings as events, or the handle
  is thrown away and the case refused; never an empty batch.
* At load: not too many nodes, a decimal point, and every rule fires on its own canary.
"""

from __future__ import annotations

import json
import locale
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, TypeAlias

import orjson

from tcei_rules.domain.value import EXACT
from tcei_rules.errors import IntegrityError, NotAllowedError

MOST_NODES: Final = 500
"""A ruleset with 513 first conditions never finishes loading; 500 keeps a distance."""

WIDEST: Final = EXACT - 1

GROUP: Final = 8
"""Nodes are addressed by group `k` and place `i` in it: an event is then held
against some 16 addresses instead of all, which is 1.6 times as fast."""

MOST_RULES: Final = 200
"""Rules of one group: more than 256 on one condition are the engine's error 108."""
MOST_RULES_IN_ALL: Final = 4000
"""More than 4,096 rules are its error 106."""

Node: TypeAlias = int
Event: TypeAlias = "dict[str, int]"

Band: TypeAlias = "tuple[int | None, int | None, int]"
"""Lowest value, first value above, and the result between them; none is open to that side."""


class NetworkFaultError(IntegrityError):
    """The network broke off: its handle is thrown away, the case is refused."""


@dataclass(slots=True)
class Rules:
    """Rules under construction: nodes, and the bands of each."""

    definition: dict[str, Any] = field(default_factory=dict[str, Any])
    results: dict[str, int] = field(default_factory=dict[str, int])
    canaries: list[tuple[Event, int]] = field(default_factory=list["tuple[Event, int]"])
    """An event for every rule, and the result it must fire."""
    nodes: int = 0
    _addresses: list[Event] = field(default_factory=list[Event])
    _groups: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    """Nodes and rules of each group."""

    def bands(self, bands: list[Band]) -> Node:
        """Add a node whose value `v` falls into exactly one of the bands."""
        node = self._node(len(bands))
        for number, (low, above, result) in enumerate(bands):
            self._rule(node, number, _limits(low, above), result)
            canary = low if low is not None else above - 1 if above is not None else 0
            self.canaries.append(({**self.address(node), "v": canary}, result))
        return node

    def options(self, results: list[int]) -> Node:
        """Add a node whose value `v` is an index into the results."""
        return self.bands([(n, n + 1, result) for n, result in enumerate(results)])

    def counting(self, at_least: int) -> Node:
        """Add a node over counts of met (`t`) and possible (`p`) members."""
        if at_least <= 0:
            # Whatever demands nothing is met: the one rule has no limits.
            node = self._node(1)
            self._rule(node, 0, [], 2)
            self.canaries.append(({**self.address(node), "t": 0, "p": 0}, 2))
            return node
        node = self._node(3)
        # INVARIANT: t ≤ p, so the three bands are disjoint and exhaustive.
        self._rule(node, 0, [{"$lt": {"p": at_least}}], 0)
        self._rule(node, 1, [{"$gte": {"p": at_least}}, {"$lt": {"t": at_least}}], 1)
        self._rule(node, 2, [{"$gte": {"t": at_least}}], 2)
        for met, possible, result in (
            (0, at_least - 1, 0),
            (0, at_least, 1),
            (at_least, at_least, 2),
        ):
            self.canaries.append(({**self.address(node), "t": met, "p": possible}, result))
        return node

    def highest(self, labels: int) -> Node:
        """Add the decision list: the highest label whose flag `g0`, `g1`, … is 1."""
        node = self._node(labels + 1)
        for label in range(labels):
            above = [{f"g{higher}": 0} for higher in range(label + 1, labels)]
            self._rule(node, label, [{f"g{label}": 1}, *above], label)
        self._rule(node, labels, [{f"g{label}": 0} for label in range(labels)], -1)
        for label in range(-1, labels):
            self.canaries.append((self.granted(node, [n == label for n in range(labels)]), label))
        return node

    def address(self, node: Node) -> Event:
        """Return the members of an event by which it reaches a node."""
        return self._addresses[node]

    def granted(self, node: Node, granted: list[bool]) -> Event:
        """Return the event that tells which labels are granted."""
        flags = {f"g{label}": int(one) for label, one in enumerate(granted)}
        return {**self.address(node), **flags}

    def _node(self, rules: int) -> Node:
        """Give a node its address, in a group that can bear its rules.

        Raises:
            NotAllowedError: The engine cannot bear as much.
        """
        nodes, load = self._groups[-1]
        if nodes == GROUP or load + rules > MOST_RULES:
            self._groups.append((0, 0))
            nodes, load = 0, 0
        in_all = len(self.definition) + rules
        if rules > MOST_RULES or self.nodes == MOST_NODES or in_all > MOST_RULES_IN_ALL:
            raise NotAllowedError("network.too_many_nodes", most=str(MOST_NODES))
        self._groups[-1] = (nodes + 1, load + rules)
        self._addresses.append({"k": len(self._groups) - 1, "i": nodes})
        self.nodes += 1
        return self.nodes - 1

    def _rule(self, node: Node, number: int, limits: list[dict[str, Any]], result: int) -> None:
        name = f"{node}.{number}"
        where = [{name: value} for name, value in self.address(node).items()]
        self.definition[name] = {"all": [{"m": {"$and": [*where, *limits]}}]}
        self.results[name] = result


def _limits(low: int | None, above: int | None) -> list[dict[str, Any]]:
    if low is not None and above == low + 1:
        return [{"v": low}]
    limits: list[dict[str, Any]] = []
    if low is not None:
        limits.append({"$gte": {"v": low}})
    if above is not None:
        limits.append({"$lt": {"v": above}})
    return limits


def step_bands(cuts: list[tuple[int, int]]) -> list[Band]:
    """Return bands for rising cut points: below the first cut its own result holds, too."""
    bands: list[Band] = []
    for number, (at, result) in enumerate(cuts):
        above = cuts[number + 1][0] if number + 1 < len(cuts) else None
        bands.append((None if number == 0 else at, above, result))
    assert all(a[1] == b[0] for a, b in pairwise(bands))
    return bands


class Session:
    """A loaded set of rules that answers batches of events.

    One for each ruleset version and thread, kept for the life of the process:
    deleting handles leaks what making them took.
    """

    def __init__(self, name: str, rules: Rules) -> None:
        self._engine = load_engine()
        self._results = rules.results
        self._name = name
        self._definition = json.dumps(rules.definition)
        self._handle = self._engine.create_ruleset(name, self._definition)
        self._broken = False
        self._run_canaries(rules.canaries)

    def _run_canaries(self, canaries: list[tuple[Event, int]]) -> None:
        if self.ask([event for event, _ in canaries]) != [result for _, result in canaries]:
            raise NetworkFaultError("network.canary", name=self._name)

    def ask(self, events: list[Event]) -> list[int]:
        """Return the result of every event; each fires exactly one rule.

        Raises:
            NetworkFaultError: The engine refused, or fired more or less than once an event.
        """
        if not events:
            return []  # an empty batch is a segmentation fault in the engine
        if self._broken:
            self._handle = self._engine.create_ruleset(self._name, self._definition)
        self._broken = True
        results = self._fire(events)
        self._broken = False
        return results

    def _fire(self, events: list[Event]) -> list[int]:
        for number, event in enumerate(events):
            event["id"] = number
        batch = orjson.dumps(events).decode()
        code, state = self._post(batch)
        if code:
            raise NetworkFaultError("network.refused", code=str(code))
        found: dict[int, int] = {}
        firings = 0
        answer = self._engine.start_action_for_state(self._handle, state)
        firing = answer[1] if answer else None
        while firing:
            firings += 1
            ((rule, message),) = orjson.loads(firing).items()
            found[message["m"]["id"]] = self._results[rule]
            firing = self._engine.complete_and_start_action(self._handle, state)
        if firings != len(events) or len(found) != len(events):
            raise NetworkFaultError(
                "network.firings", firings=str(firings), events=str(len(events))
            )
        return [found[number] for number in range(len(events))]

    def _post(self, batch: str) -> tuple[int, Any]:
        try:
            code, state = self._engine.assert_events(self._handle, batch)
        except Exception as error:
            # The C module raises plain Exception with the engine's number in it.
            raise NetworkFaultError("network.failed", cause=str(error)) from error
        return code, state


def load_engine() -> Any:
    """Return the C module.

    Raises:
        NotAllowedError: It is not there on this Python, or the locale has no decimal point.
    """
    try:
        import durable_rules_engine  # noqa: PLC0415 -- absent on Python 3.13 and later
    except ImportError as error:
        raise NotAllowedError("network.absent") from error
    if locale.localeconv()["decimal_point"] != ".":
        # The engine reads 79.1 as 79 under a comma locale; we send integers, and stay away.
        raise NotAllowedError("network.locale")
    return durable_rules_engine


def available() -> bool:
    """Tell whether the engine can be loaded on this Python."""
    try:
        load_engine()
    except NotAllowedError:
        return False
    return True
