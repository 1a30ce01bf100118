"""Letting programs of `tests.dying` work, and killing them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

PATIENCE = 60.0
"""Seconds after which a process that nobody meant to kill hangs."""


@contextmanager
def readied() -> Generator[subprocess.Popen[str]]:
    """Give a program that has done beforehand what takes long, and waits for orders."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.dying"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield program


@dataclass
class Killer:
    """A program that lets others work in a folder and kills them."""

    program: subprocess.Popen[str]
    folder: Path
    numbers: int = 0

    def __call__(self, work: str, after: float = PATIENCE) -> dict[str, Any]:
        """Let a process work for so many seconds; return what became of it."""
        self.start(work, after)
        return self.wait()

    def start(self, work: str, after: float = PATIENCE) -> None:
        """Let a process work, and return at once."""
        assert self.program.stdin is not None
        self.numbers += 1
        order = {"work": work, "folder": str(self.folder), "number": self.numbers, "after": after}
        self.program.stdin.write(json.dumps(order) + "\n")
        self.program.stdin.flush()

    def wait(self) -> dict[str, Any]:
        """Return what became of the process that was started last."""
        assert self.program.stdout is not None
        told: dict[str, Any] = json.loads(self.program.stdout.readline())
        assert not [one for one in told["acknowledged"] if one.startswith("failed")], told
        return told

    def to_the_end(self, work: str) -> float:
        """Let a process end by itself; return how many seconds it took."""
        told = self(work)
        assert (told["killed"], told["code"]) == (False, 0)
        seconds: float = told["seconds"]
        return seconds
