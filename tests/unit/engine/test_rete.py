"""The fence around the Rete engine. Source: docs/adr/0003."""

from __future__ import annotations

import locale
import subprocess
import sys
from typing import Any

import pytest

from tcei_rules.domain.condition import Comparator
from tcei_rules.engine import rete
from tcei_rules.engine.network import truth_bands
from tcei_rules.engine.rete import (
    GROUP,
    MOST_NODES,
    WIDEST,
    Event,
    NetworkFaultError,
    Rules,
    Session,
    step_bands,
)
from tcei_rules.errors import NotAllowedError
from tests.small_rulesets import TERM, judged, label, mistakes, requiring, ruleset, text


def session(*thresholds: int) -> tuple[Session, list[int]]:
    """Return a session with a node for each threshold: is a value at least that much?"""
    rules = Rules()
    nodes = [rules.bands(truth_bands(Comparator.AT_LEAST, one)) for one in thresholds]
    return Session("test", rules), nodes


def address(node: int) -> Event:
    """Return where a node of a small set of rules stands: eight to a group."""
    return {"k": node // GROUP, "i": node % GROUP}


def event(node: int, value: int) -> Event:
    return {**address(node), "v": value}


def test_every_event_gets_the_result_of_its_band() -> None:
    asked, (ten, twenty) = session(10, 20)

    results = asked.ask([event(ten, 9), event(twenty, 20), event(ten, 10), event(twenty, 19)])

    assert results == [0, 2, 2, 0]


def test_the_same_datum_twice_is_answered_twice() -> None:
    asked, (ten,) = session(10)

    assert asked.ask([event(ten, 10), event(ten, 10)]) == [2, 2]
    assert asked.ask([event(ten, 10)]) == [2]


def test_an_empty_batch_never_reaches_the_engine() -> None:
    asked, _ = session(10)

    assert asked.ask([]) == []


@pytest.mark.parametrize("value", [WIDEST, -WIDEST, 0, -1, 2**31, -(2**31) - 1])
def test_the_widest_values_are_compared_exactly(value: int) -> None:
    asked, (at, above) = session(value, value + 1 if value < WIDEST else value)

    expected = [2, 0] if value < WIDEST else [2, 2]
    assert asked.ask([event(at, value), event(above, value)]) == expected


STRAY: list[Event] = [
    {"k": 99, "i": 0, "v": 1},
    {"v": 1},
    {},
    {"k": 0, "i": 1},
    {"k": 0, "i": 1, "t": 1},
]


@pytest.mark.parametrize("stray", STRAY)
@pytest.mark.parametrize("alone", [True, False])
def test_an_event_that_nothing_answers_is_a_fault_and_leaves_nothing_behind(
    stray: Event, alone: bool
) -> None:
    asked, (ten,) = session(10)
    batch = [dict(stray)] if alone else [event(ten, 10), dict(stray), event(ten, 9)]

    with pytest.raises(NetworkFaultError):
        asked.ask(batch)

    assert asked.ask([event(ten, 9), event(ten, 10)]) == [0, 2]


def test_an_event_that_two_rules_answer_is_a_fault() -> None:
    rules = Rules()
    node = rules.bands([(None, 10, 0), (10, None, 2)])
    rules.definition["over"] = {"all": [{"m": {"$and": [*_where(node), {"$gte": {"v": 5}}]}}]}
    rules.results["over"] = 1
    rules.canaries.clear()
    asked = Session("overlapping", rules)

    results = [_asked(asked, event(node, value)) for value in (4, 7, 12)]

    # The engine hands an event to one rule only, so overlapping bands show at the canaries.
    assert results[0] == 0


def _where(node: int) -> list[dict[str, int]]:
    return [{name: value} for name, value in address(node).items()]


def _asked(asked: Session, one: Event) -> int | str:
    try:
        return asked.ask([one])[0]
    except NetworkFaultError as error:
        return error.message


class Flaky:
    """The engine, but some of its answers get lost, doubled or refused."""

    def __init__(self, engine: Any, fault: str) -> None:
        self.engine = engine
        self.fault = fault
        self.made = 0

    def create_ruleset(self, name: str, definition: str) -> Any:
        self.made += 1
        return self.engine.create_ruleset(name, definition)

    def assert_events(self, handle: Any, batch: str) -> Any:
        if self.fault == "raises":
            raise RuntimeError("Could not assert events, error code: 303")
        code, state = self.engine.assert_events(handle, batch)
        return (1, state) if self.fault == "code" else (code, state)

    def start_action_for_state(self, handle: Any, state: Any) -> Any:
        answer = self.engine.start_action_for_state(handle, state)
        return None if self.fault == "nothing fires" else answer

    def complete_and_start_action(self, handle: Any, state: Any) -> Any:
        answer = self.engine.complete_and_start_action(handle, state)
        return None if self.fault == "one is lost" else answer


@pytest.mark.parametrize("fault", ["raises", "code", "nothing fires", "one is lost"])
def test_whatever_the_engine_does_wrong_the_handle_is_thrown_away(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flaky = Flaky(rete.load_engine(), "")
    monkeypatch.setattr(rete, "load_engine", lambda: flaky)
    asked, (ten,) = session(10)
    flaky.fault = fault

    with pytest.raises(NetworkFaultError):
        asked.ask([event(ten, 10), event(ten, 9)])
    assert flaky.made == 1
    with pytest.raises(NetworkFaultError):
        asked.ask([event(ten, 10), event(ten, 9)])
    assert flaky.made == 2

    flaky.fault = ""
    assert asked.ask([event(ten, 9), event(ten, 10)]) == [0, 2]
    assert asked.ask([event(ten, 9)]) == [0]
    assert flaky.made == 3


def test_a_rule_that_does_not_fire_on_its_canary_is_found_at_load() -> None:
    rules = Rules()
    node = rules.bands([(None, 10, 0), (10, None, 2)])
    rules.canaries.append((event(node, 10), 0))

    with pytest.raises(NetworkFaultError) as refused:
        Session("wrong", rules)

    assert refused.value.message == "network.canary"


@pytest.mark.parametrize("at_least", [0, 1, 2, 5])
def test_counting_nodes_follow_the_three_values(at_least: int) -> None:
    rules = Rules()
    node = rules.counting(at_least)
    asked = Session("counting", rules)
    counts = [(met, possible) for possible in range(7) for met in range(possible + 1)]

    results = asked.ask([{**address(node), "t": met, "p": possible} for met, possible in counts])

    expected = [2 if m >= at_least else 0 if p < at_least else 1 for m, p in counts]
    assert results == expected


@pytest.mark.parametrize("labels", [1, 2, 4])
def test_the_label_is_the_highest_that_is_granted(labels: int) -> None:
    rules = Rules()
    node = rules.highest(labels)
    asked = Session("labels", rules)
    grants = [[bool(n & 1 << bit) for bit in range(labels)] for n in range(2**labels)]

    results = asked.ask([rules.granted(node, one) for one in grants])

    assert results == [max((n for n, one in enumerate(own) if one), default=-1) for own in grants]


def test_step_bands_cover_every_value_once() -> None:
    bands = step_bands([(0, 0), (10, 1), (40, 5)])

    assert bands == [(None, 10, 0), (10, 40, 1), (40, None, 5)]


def test_a_label_may_demand_nothing_of_its_own() -> None:
    gate = (
        "- {id: g, title: G, requires: [{id: g.x, that: {fact: x, is: yes}, basis: placeholder}]}"
    )
    own = ruleset(
        gates=gate, labels=f"- {{id: bronze, title: Bronze, requires: [], validity: [{TERM}]}}"
    )

    assert judged(own, "x: yes").findings.verdicts == (2,)
    assert judged(own, "x: no").findings.verdicts == (0,)


def test_more_nodes_than_the_engine_bears_are_refused_before_it_sees_them() -> None:
    rules = Rules()
    for _ in range(MOST_NODES):
        rules.bands([(None, None, 0)])

    with pytest.raises(NotAllowedError) as refused:
        rules.bands([(None, None, 0)])

    assert refused.value.message == "network.too_many_nodes"


def test_as_many_nodes_as_allowed_can_be_loaded_and_asked() -> None:
    asked, nodes = session(*range(MOST_NODES))

    assert asked.ask([event(node, 250) for node in nodes]) == [2] * 251 + [0] * 249


LARGE = """
import sys
from tcei_rules.engine.network import Network
from tcei_rules.errors import TceiError
from tcei_rules.language.ruleset import read_ruleset

try:
    Network(read_ruleset(sys.stdin.buffer.read(), "large.yaml").ruleset)
except TceiError as error:
    print(error.message)
"""


@pytest.mark.parametrize(("levels", "indicators"), [(600, 1), (400, 2), (110, 40)])
def test_more_steps_than_the_engine_bears_are_refused_and_never_hang(
    levels: int, indicators: int
) -> None:
    """513 first conditions hang the engine, more than 4,096 rules are error 106."""
    rows = "\n".join(
        f"- {{id: i{n}, title: I, dimension: d, asks: {{kind: judgement, scale: {{lowest: 0, "
        f"highest: {levels}}}}}, basis: placeholder, points_basis: placeholder}}"
        for n in range(indicators)
    )
    total = levels * indicators
    own = text(dimensions=f"d: {{title: D, maximum: {total} points}}", indicators=rows)

    done = subprocess.run(
        [sys.executable, "-c", LARGE], input=own.encode(), capture_output=True, timeout=20,
        check=True,
    )  # fmt: skip

    assert done.stdout.decode() in {"", "network.too_many_nodes\n", "input.mistakes\n"}


def test_a_comma_locale_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": ","})

    with pytest.raises(NotAllowedError) as refused:
        session(10)

    assert refused.value.message == "network.locale"
    assert not rete.available()


def test_without_the_engine_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)

    with pytest.raises(NotAllowedError) as refused:
        session(10)

    assert refused.value.message == "network.absent"
    assert not rete.available()


def test_the_finest_and_farthest_thresholds_are_exact() -> None:
    own = requiring(
        "{fact: when, at_least: 36525 days, after: filed_on}",
        "{fact: when, at_most: 36525 days, after: filed_on}",
        "{score: total, at_least: 0.000000001 %}",
        "{score: total, at_least: 80.000000001 %}",
        facts="when: {kind: date}",
        dimensions="d: {title: D, maximum: 50000 points}",
        indicators=(
            "- {id: i, title: I, dimension: d, asks: {kind: judgement, scale: quality}, "
            "weight: 10000, basis: placeholder, points_basis: placeholder}"
        ),
    )

    assert judged(own, "when: 2020-01-01\ni: 4").words == ["not met", "met", "met", "not met"]


@pytest.mark.parametrize("weight", [10**16, 10**17, 10**17 + 1])
def test_points_that_cannot_be_computed_exactly_are_refused(weight: int) -> None:
    own = text(
        dimensions=f"d: {{title: D, maximum: {weight * 5} points}}",
        indicators=(
            "- {id: i, title: I, dimension: d, asks: {kind: judgement, scale: quality}, "
            f"weight: {weight}, basis: placeholder, points_basis: placeholder}}"
        ),
        labels=label(f"{{score: total, at_least: {weight * 4} points}}", "{fact: x, is: yes}"),
    )

    assert mistakes(own) != []
