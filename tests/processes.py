"""Running `tcei` as a program of its own, as people and scripts do."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tcei_rules.language.nodes import Tree
from tests.commands import Told
from tests.home import ASSESSORS, bronze_answers, gold_answers

SCRIPT = Path(sys.executable).with_name("tcei.exe" if sys.platform == "win32" else "tcei")
WORDS = "correct horse battery staple"
PATIENCE = 120
"""Seconds after which a command hangs."""


def days_ago(days: int) -> str:
    """Return a day before today, in UTC."""
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d")


def recent_gold(**facts: Tree) -> dict[str, Tree]:
    """Return answers of the last weeks that earn Bronze and Gold."""
    on, filed_on, interview_on = days_ago(30), days_ago(60), days_ago(40)
    return gold_answers(on, filed_on, interview_on, ASSESSORS, **facts)


def recent_bronze() -> dict[str, Tree]:
    """Return answers of the last weeks that earn Bronze and leave Gold open."""
    return bronze_answers(on=days_ago(30), filed_on=days_ago(60), interview_on=days_ago(40))


@dataclass(frozen=True)
class Program:
    """The command in a folder, with nothing in its environment that was not put there.

    Where modules are found is kept, so that the program is the one under test.
    """

    folder: Path
    script: Path = SCRIPT
    variables: dict[str, str] = field(default_factory=lambda: {"TCEI_PASSPHRASE": WORDS})

    @property
    def environment(self) -> dict[str, str]:
        """What the program sees: a home of its own, and no setting of whoever runs the tests."""
        kept = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL")
        found = {name: os.environ[name] for name in kept if name in os.environ}
        return {**found, "HOME": str(self.folder), **self.variables}

    def __call__(self, *arguments: str | Path, given: bytes = b"", **variables: str) -> Told:
        """Run it to its end."""
        done = subprocess.run(
            [self.script, *arguments],
            cwd=self.folder,
            env={**self.environment, **variables},
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Told(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: str | Path, **variables: str) -> subprocess.Popen[bytes]:
        """Start it, in a group of processes of its own."""
        return subprocess.Popen(
            [self.script, *arguments],
            cwd=self.folder,
            env={**self.environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
