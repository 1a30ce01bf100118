"""Printing: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tcei_cli.options import Options, options_of
from tcei_cli.telling import tell, tell_object
from tcei_rules.errors import InvalidInputError, Mistake, TceiError

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")


def show(context: click.Context, text: str, data: Mapping[str, Any], *, ok: bool = True) -> None:
    """Print a result: the text for people, or with `--json` one object for programs."""
    if options_of(context).json:
        tell_object({"ok": ok, **data})
    else:
        tell(text)


def remark(context: click.Context, text: str) -> None:
    """Tell something beside the result."""
    if not options_of(context).quiet:
        tell(text, err=True)


def show_error(options: Options, error: TceiError) -> None:
    """Print what happened, where and what to do; with `--json` as one object.

    Raises:
        LookupError: Its sentence is missing, or a value that the sentence names.
    """
    if options.json:
        tell_object({"ok": False, "error": error_data(error, options.language)})
    else:
        tell(error_text(error, options.language), err=True)


def error_text(error: TceiError, language: str) -> str:
    """Return what happened and what to do; of mistakes every one, with its place."""
    from tcei_rules.wording import say_error  # noqa: PLC0415

    if isinstance(error, InvalidInputError):
        return mistakes_text(error.mistakes, language)
    return say_error(error, language)


def error_data(error: TceiError, language: str) -> dict[str, Any]:
    """Return an error as JSON members."""
    from tcei_rules.wording import say_error  # noqa: PLC0415

    told: dict[str, Any] = {"kind": error.kind, "message": say_error(error, language)}
    if isinstance(error, InvalidInputError):
        told["mistakes"] = [mistake_data(one, language) for one in error.mistakes]
    return told


def mistakes_text(mistakes: Sequence[Mistake], language: str) -> str:
    """Return all mistakes with place, sentence and the line they stand on, and their number."""
    from tcei_rules.wording import say  # noqa: PLC0415
    from tcei_rules.wording.locales import plural  # noqa: PLC0415
    from tcei_rules.wording.places import render_mistake  # noqa: PLC0415

    lines = [render_mistake(one, language) for one in mistakes]
    real = sum(not one.note for one in mistakes)
    if real:
        form = plural(real, language)
        lines.append(say(f"mistakes.{form}", {"count": str(real)}, language) + ".")
    return "\n".join(lines)


def mistake_data(mistake: Mistake, language: str) -> dict[str, Any]:
    """Return a mistake as JSON members."""
    from tcei_rules.wording import say_mistake  # noqa: PLC0415

    place = mistake.place
    where = {"file": place.file, "line": place.line, "column": place.column, "path": place.path}
    return {
        "id": mistake.message,
        "message": say_mistake(mistake, language),
        "where": {key: value for key, value in where.items() if value},
        "note": mistake.note,
    }


def table(rows: Iterable[Sequence[str]], header: Sequence[str]) -> str:
    """Return rows as aligned text, one line a row."""
    cells = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


@contextmanager
def progress(context: click.Context, what: str, total: int) -> Generator[Ticker]:
    """Show a bar on standard error while something long goes on; only on a terminal."""
    if options_of(context).quiet or not sys.stderr.isatty():
        yield Ticker(None, 0)
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        yield Ticker(bar, int(bar.add_task(what, total=total)))


class Ticker:
    """Counts the steps of something long."""

    def __init__(self, bar: Progress | None, task: int) -> None:
        self._bar = bar
        self._task = task

    def tick(self, steps: int = 1) -> None:
        """Tell that one step is done, or several."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[self._task], steps)
