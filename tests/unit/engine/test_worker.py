"""The network in a process of its own: a fault in it costs one answer."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.derived import Deriver, Readings
from tcei_rules.engine.reference import Reference
from tcei_rules.engine.rete import MOST_NODES, NetworkFaultError
from tcei_rules.engine.worker import ShieldedNetwork
from tcei_rules.errors import InvalidInputError, Mistake, NotAllowedError, TceiError
from tests.small_rulesets import answered, requiring, ruleset

OWN = requiring("{fact: x, is: yes}", "{fact: x, is: no}")


def readings(own: Ruleset, facts: str = "x: yes") -> Readings:
    read = answered(own, facts)
    return Deriver(own).derive(read.assessment, read.history)


def children() -> list[BaseProcess]:
    return multiprocessing.active_children()


def test_it_answers_as_the_reference_does() -> None:
    with ShieldedNetwork(OWN) as shielded:
        for facts in ("x: yes", "x: no", "x: unanswered"):
            own = readings(OWN, facts)

            assert shielded.evaluate(own) == Reference(OWN).evaluate(own)


def test_it_tells_which_rule_fired_on_which_value() -> None:
    with ShieldedNetwork(OWN) as shielded:
        assert any("'v': 1" in one and one.endswith("→ 2") for one in shielded.trace(readings(OWN)))


def test_killed_it_costs_one_answer() -> None:
    with ShieldedNetwork(OWN) as shielded:
        shielded.evaluate(readings(OWN))
        before = children()
        (child,) = before
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()

        with pytest.raises(NetworkFaultError) as died:
            shielded.evaluate(readings(OWN))

        assert died.value.message == "network.died"
        assert shielded.evaluate(readings(OWN)).verdicts == (0,)
        (other,) = children()
        assert other.pid != child.pid


def test_stopped_it_is_late_and_is_started_anew() -> None:
    with ShieldedNetwork(OWN, patience_seconds=5) as shielded:
        shielded.evaluate(readings(OWN))
        (child,) = children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)
        start = time.monotonic()
        waker = threading.Timer(8, os.kill, (child.pid, signal.SIGCONT))
        waker.start()

        with pytest.raises(NetworkFaultError) as late:
            shielded.evaluate(readings(OWN))

        assert late.value.message == "network.late"
        assert time.monotonic() - start < 7
        assert shielded.evaluate(readings(OWN)).verdicts == (0,)
        waker.cancel()


def test_what_dies_while_it_starts_costs_one_answer_and_hangs_nothing() -> None:
    """However large the ruleset: nothing is written to a pipe that nobody reads."""
    own = requiring(*(f"{{fact: n, at_least: {n}}}" for n in range(1, 400)),
                    facts="n: {kind: count, max: 1000}")  # fmt: skip
    asked = readings(own, "n: 3")
    start = time.monotonic()
    with ShieldedNetwork(own) as shielded:
        killer = threading.Thread(target=signal_the_first_child, args=(signal.SIGKILL,))
        killer.start()

        with pytest.raises(NetworkFaultError) as died:
            shielded.evaluate(asked)

        killer.join()
        assert died.value.message == "network.died"
        assert time.monotonic() - start < 10
        assert shielded.evaluate(asked) == Reference(own).evaluate(asked)


def signal_the_first_child(what: signal.Signals) -> None:
    while not children():
        time.sleep(0.001)
    child = children()[0]
    assert child.pid is not None
    os.kill(child.pid, what)


def test_what_hangs_while_it_starts_is_late() -> None:
    """The time limit covers the start, and handing over what is to be judged."""
    with ShieldedNetwork(OWN, patience_seconds=3) as shielded:
        stopper = threading.Thread(target=signal_the_first_child, args=(signal.SIGSTOP,))
        stopper.start()

        with pytest.raises(NetworkFaultError) as late:
            shielded.evaluate(readings(OWN))

        stopper.join()
        assert late.value.message == "network.late"
        assert children() == []


def test_a_stop_while_it_works_leaves_no_answer_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ShieldedNetwork(OWN) as shielded:
        shielded.evaluate(readings(OWN))

        def stop(_line: Connection) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(Connection, "recv", stop)
            with pytest.raises(KeyboardInterrupt):
                shielded.evaluate(readings(OWN, "x: yes"))

        no = readings(OWN, "x: no")
        assert shielded.evaluate(no) == Reference(OWN).evaluate(no)


def test_closed_it_leaves_no_process_and_can_be_used_again() -> None:
    shielded = ShieldedNetwork(OWN)
    shielded.evaluate(readings(OWN))
    shielded.close()
    assert children() == []

    assert shielded.evaluate(readings(OWN)).verdicts == (0,)
    shielded.close()
    shielded.close()
    assert children() == []


def test_what_the_network_refuses_is_told_as_it_is() -> None:
    tests = [f"{{fact: n, at_least: {n}}}" for n in range(1, MOST_NODES + 2)]
    own = requiring(*tests, facts="n: {kind: count, max: 1000}")

    with ShieldedNetwork(own) as shielded:
        for _ in range(2):
            with pytest.raises(NotAllowedError) as refused:
                shielded.evaluate(readings(own, "n: 3"))
            assert refused.value.message == "network.too_many_nodes"
            assert refused.value.values["most"] == str(MOST_NODES)


def test_an_illegal_assessment_is_refused_and_the_process_lives_on() -> None:
    own = ruleset(facts="n: {kind: count, max: 5}")
    legal = readings(own, "n: 3")
    statement = legal.assessment.statements[0].model_copy(update={"answer": "9"})
    illegal = Readings(
        values=legal.values,
        waivers=legal.waivers,
        past=legal.past,
        assessment=legal.assessment.model_copy(update={"statements": (statement,)}),
    )

    with ShieldedNetwork(own) as shielded:
        shielded.evaluate(legal)
        (child,) = children()
        with pytest.raises(InvalidInputError) as refused:
            shielded.evaluate(illegal)
        assert [one.message for one in refused.value.mistakes] == ["answer.range"]
        assert children() == [child]
        assert shielded.evaluate(legal).verdicts == (2,)


@pytest.mark.parametrize(
    "error",
    [
        NotAllowedError("network.too_many_nodes", most="500"),
        NetworkFaultError("network.firings", firings="1", events="2"),
        InvalidInputError((Mistake(message="answer.range", values={"name": "n"}),)),
        TceiError("network.absent"),
    ],
)
def test_errors_pass_from_process_to_process(error: TceiError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes

    assert type(again) is type(error)
    assert again.message == error.message
    assert again.values == error.values
    assert getattr(again, "mistakes", ()) == getattr(error, "mistakes", ())
