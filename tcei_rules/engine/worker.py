"""The network in a process of its own, so that a fault in its C code costs one answer.

The process is started on first use, judges one case at a time within a time
limit, and is started anew after it died or was ended for being late.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final, Literal, Self, TypeAlias

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.derived import Deriver, Readings
from tcei_rules.engine.findings import Findings
from tcei_rules.engine.network import Network
from tcei_rules.engine.rete import NetworkFaultError
from tcei_rules.errors import TceiError

PATIENCE_SECONDS: Final = 20.0
"""A decision takes about 2 ms and a start about 1 s; what takes longer hangs."""

Wanted: TypeAlias = Literal["findings", "trace"]


class ShieldedNetwork:
    """A `Network` behind a process boundary. Close it, or use it as a context manager."""

    def __init__(self, ruleset: Ruleset, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.ruleset = ruleset
        self._patience = patience_seconds
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def evaluate(self, readings: Readings) -> Findings:
        """Return what every indicator, requirement and label comes to.

        Raises:
            NetworkFaultError: The engine broke off, died, or took too long.
            NotAllowedError: There is no such engine on this Python.
        """
        findings = self._ask("findings", readings)
        assert isinstance(findings, Findings)
        return findings

    def trace(self, readings: Readings) -> tuple[str, ...]:
        """Return which node fired on which event with which result, in order."""
        return tuple(self._ask("trace", readings))

    def close(self) -> None:
        """End the process."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            # Killed, not asked to end: what hangs or was stopped does not hear.
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, wanted: Wanted, readings: Readings) -> Any:
        line = self._line or self._start()
        try:
            line.send((wanted, readings.assessment, readings.past.history))
            if not line.poll(self._patience):
                self.close()
                raise NetworkFaultError("network.late", seconds=f"{self._patience:g}")
            answer = line.recv()
        except (EOFError, OSError) as error:
            code = self._exit_code()
            self.close()
            raise NetworkFaultError("network.died", code=code) from error
        if isinstance(answer, TceiError):
            raise answer
        return answer

    def _start(self) -> Connection:
        # Spawned, not forked: a forked C engine would share half-made state.
        context = multiprocessing.get_context("spawn")
        line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self.ruleset), daemon=True)
        self._process.start()
        theirs.close()
        self._line = line
        return line

    def _exit_code(self) -> str:
        if self._process is None:
            return "unknown"
        self._process.join(timeout=1)
        return str(self._process.exitcode)


def serve(line: Connection, ruleset: Ruleset) -> None:
    """Answer what comes over the line until it closes; runs in the process of its own."""
    try:
        deriver, network = Deriver(ruleset), Network(ruleset)
    except TceiError as error:
        _refuse_all(line, error)
        return
    ways: dict[Wanted, Callable[[Readings], object]] = {
        "findings": network.evaluate,
        "trace": network.trace,
    }
    while (asked := _next(line)) is not None:
        wanted, assessment, history = asked
        try:
            line.send(ways[wanted](deriver.derive(assessment, history)))
        except TceiError as error:
            line.send(error)


def _refuse_all(line: Connection, error: TceiError) -> None:
    while _next(line) is not None:
        line.send(error)


def _next(line: Connection) -> tuple[Wanted, Assessment, History] | None:
    try:
        asked: tuple[Wanted, Assessment, History] = line.recv()
    except EOFError:
        return None
    return asked
