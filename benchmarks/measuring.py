"""Best of a few runs in processor time, and memory over time."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

RUNS = 3
PAGE = resource.getpagesize()


def rate(work: Callable[[T], object], items: Sequence[T], rounds: int) -> float:
    """Return how many items a second of processor time are worked through; the best of three."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        for _ in range(rounds):
            for item in items:
                work(item)
        best = min(best, time.process_time() - start)
    return rounds * len(items) / best


def milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest of three runs in milliseconds of processor time."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def resident_megabytes() -> float:
    """Return the memory this process has in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE / 1_000_000


def processor() -> str:
    """Return what the processor calls itself."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown"
