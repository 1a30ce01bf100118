"""The network in a process of its own, so that a fault in its C code costs one answer.

The process is started on first use, judges one case at a time within a time
limit that covers its start, and is started anew after it died or was ended.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
        self._worker: _Worker | None = None

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
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, wanted: Wanted, readings: Readings) -> Any:
        # Only after an answer is there a process to ask again: whatever else happens, a stop
        # from the keyboard too, an answer that is still under way must not become the next one's.
        worker, self._worker = self._worker, None
        messages: list[object] = [(wanted, readings.assessment, readings.past.history)]
        if worker is None:
            # Over the line, not as an argument of the process: those are written to a pipe that
            # blocks for ever when the process has died before it read them.
            messages.insert(0, self.ruleset)
            worker = _Worker.start()
        try:
            answer = worker.ask(messages, self._patience)
        except BaseException:
            worker.end()
            raise
        self._worker = worker
        if isinstance(answer, TceiError):
            raise answer
        return answer


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process that was started, and the line to it."""

    process: BaseProcess
    line: Connection

    @classmethod
    def start(cls) -> Self:
        # Spawned, not forked: a forked C engine would share half-made state.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True)
        with _no_stop():
            process.start()
            worker = cls(process, ours)
        theirs.close()
        return worker

    def ask(self, messages: list[object], patience_seconds: float) -> Any:
        late = threading.Event()

        def end_late() -> None:
            late.set()
            self.process.kill()

        try:
            with _after(patience_seconds, end_late):
                for message in messages:
                    self.line.send(message)
                return self.line.recv()
        except (EOFError, OSError) as error:
            if late.is_set():
                raise NetworkFaultError("network.late", seconds=f"{patience_seconds:g}") from error
            raise NetworkFaultError("network.died", code=self._exit_code()) from error

    def end(self) -> None:
        self.line.close()
        # Killed, not asked to end: what hangs or was stopped does not hear.
        self.process.kill()
        self.process.join()

    def _exit_code(self) -> str:
        self.process.join(timeout=1)
        return str(self.process.exitcode)


@contextmanager
def _after(seconds: float, act: Callable[[], object]) -> Generator[None]:
    """Do something if what follows takes longer: neither sending nor receiving has a limit."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _no_stop() -> Generator[None]:
    """Hold back a stop from the keyboard, and let what is started meanwhile never see one.

    The terminal tells every process of a command. Only the one that was called
    answers; the others end with it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 -- not on Windows

    # It lets stops through again once it has started, so it must have started before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(line: Connection) -> None:
    """Read a ruleset, then answer what comes, until the line closes; runs in its own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whoever asked has gone: there is nobody left to tell.
    with suppress(EOFError, OSError):
        _answer(line, line.recv())


def _answer(line: Connection, ruleset: Ruleset) -> None:
    try:
        deriver, network = Deriver(ruleset), Network(ruleset)
    except Exception as error:  # noqa: BLE001 -- told to whoever asked, in the other process
        _refuse_all(line, _told(error))
        return
    ways: dict[Wanted, Callable[[Readings], object]] = {
        "findings": network.evaluate,
        "trace": network.trace,
    }
    while True:
        wanted, assessment, history = _next(line)
        try:
            answer = ways[wanted](deriver.derive(assessment, history))
        except Exception as error:  # noqa: BLE001 -- told to whoever asked, in the other process
            answer = _told(error)
        line.send(answer)


def _told(error: Exception) -> TceiError:
    if isinstance(error, TceiError):
        return error
    return NetworkFaultError("network.failed", cause=f"{type(error).__name__}: {error}")


def _refuse_all(line: Connection, error: TceiError) -> None:
    while True:
        _next(line)
        line.send(error)


def _next(line: Connection) -> tuple[Wanted, Assessment, History]:
    asked: tuple[Wanted, Assessment, History] = line.recv()
    return asked
