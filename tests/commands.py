"""Running commands in this process, and reading what they told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import click
import pytest

from tcei_cli.main import COMMANDS, main, tcei


@dataclass(frozen=True, slots=True)
class Told:
    """What a command told."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on standard output; nothing else may be there."""
        assert self.out.count("\n") == 1
        assert self.out.endswith("}\n")
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Told]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command in this process."""

    def run(*arguments: str) -> Told:
        capsys.readouterr()
        code = main(list(arguments))
        told = capsys.readouterr()
        return Told(int(code), told.out, told.err)

    return run


def command_paths() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it; groups too."""
    context = click.Context(tcei)
    for name in COMMANDS:
        command = tcei.get_command(context, name)
        assert command is not None
        yield from _below((name,), command)


def _below(
    path: tuple[str, ...], command: click.Command
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _below((*path, name), below)


def spoken(path: tuple[str, ...]) -> str:
    """Return a command as one calls it."""
    return " ".join(("tcei", *path))
