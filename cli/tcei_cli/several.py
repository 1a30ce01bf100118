"""Several files in one command: one that cannot be read hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import click

from tcei_cli.exit_codes import OF_ERRORS, ExitCode
from tcei_cli.options import options_of
from tcei_cli.output import error_data, show_error
from tcei_rules.errors import TceiError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Several(Generic[T]):
    """What was made of each name, and what went wrong with the others."""

    done: dict[str, T]
    missed: dict[str, TceiError]

    @property
    def code(self) -> ExitCode:
        """Return the exit code of the first that went wrong; done if none did."""
        codes = (OF_ERRORS.get(one.kind, ExitCode.FAULT) for one in self.missed.values())
        return next(codes, ExitCode.DONE)

    def data(self, language: str) -> dict[str, Any]:
        """Return what went wrong as JSON members; none if nothing did."""
        if not self.missed:
            return {}
        errors = [{"file": name, **error_data(one, language)} for name, one in self.missed.items()]
        return {"errors": errors}

    def tell(self, context: click.Context) -> None:
        """Tell people what went wrong; programs find it in the object."""
        options = options_of(context)
        if not options.json:
            for error in self.missed.values():
                show_error(options, error)


def each(names: Iterable[str], work: Callable[[str], T], *, among: int = 1) -> Several[T]:
    """Do something with each name, whatever becomes of the others.

    Args:
        names: Each is taken once.
        work: What is to be done.
        among: How many were asked for, where some of them have gone wrong before.

    Raises:
        TceiError: There is one name only, and that is what went wrong with it.
    """
    names = list(dict.fromkeys(names))
    alone = max(among, len(names)) == 1
    done: dict[str, T] = {}
    missed: dict[str, TceiError] = {}
    for name in names:
        try:
            done[name] = work(name)
        except TceiError as error:
            if alone:
                raise
            missed[name] = error
    return Several(done, missed)
