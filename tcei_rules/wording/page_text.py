"""A page as plain text: underlined headings, indented lines, columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import assert_never

from tcei_rules.wording.page import Block, Heading, Item, Page, Paragraph, Table

WIDTH = 96
INDENT = 2
HANG = 4
"""How much further in a wrapped line goes on: deeper than what may stand below it."""

GAP = "  "
"""Between two columns."""

STROKES = {1: "=", 2: "-"}
"""What headings are underlined with; deeper ones only stand further in."""


def as_text(page: Page) -> str:
    """Return the page as plain text, with a line feed at its end."""
    lines: list[str] = []
    level = 1
    for last, block in pairwise((None, *page.blocks)):
        assert block is not None
        level = block.level if isinstance(block, Heading) else level
        if last is not None and _stands_apart(last, block) and lines[-1]:
            lines.append("")
        lines += _lines(block, level)
    return "\n".join(lines).rstrip("\n") + "\n"


def _stands_apart(last: Block, block: Block) -> bool:
    both_tables = isinstance(last, Table) and isinstance(block, Table)
    return both_tables or isinstance(block, Heading | Paragraph) or isinstance(last, Paragraph)


def _lines(block: Block, level: int) -> Iterator[str]:
    # A heading of level 3 stands as deep as the first items below one of level 2.
    below = INDENT * (level - 2)
    match block:
        case Heading(text=text) if level in STROKES:
            lines = [*_wrapped(text, 0, hang=0)]
            yield from lines
            yield STROKES[level] * max(map(len, lines), default=0)
            yield ""
        case Heading(text=text):
            yield from _wrapped(text, below)
        case Paragraph(text=text):
            yield from _wrapped(text, below + INDENT)
        case Item(text=text, depth=depth):
            yield from _wrapped(text, below + INDENT * depth)
        case Table(rows=rows, header=header, depth=depth):
            yield from _columns([header, *rows] if header else rows, below + INDENT * depth)
        case _:
            assert_never(block)


def _wrapped(text: str, indent: int, hang: int = HANG) -> Iterator[str]:
    # Line breaks in the text stay.
    for part in text.split("\n"):
        yield from wrap(
            part,
            width=WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )


def _columns(rows: Sequence[Sequence[str]], indent: int) -> Iterator[str]:
    """Yield rows in columns as wide as their widest cell; the last column may wrap."""
    columns = list(zip(*rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns[:-1]]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        before = " " * indent + "".join(cell + GAP for cell in cells)
        space = max(WIDTH - len(before), WIDTH // 4)
        first, *more = wrap(row[-1], space, break_on_hyphens=False) or [""]
        yield (before + first).rstrip()
        yield from (" " * len(before) + one for one in more)
