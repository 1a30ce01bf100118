"""A page as Markdown: headings, nested lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, assert_never

from tcei_rules.wording.page import Block, Heading, Item, Page, Paragraph, Table

INDENT: Final = "  "

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>|#~&]")
"""What would be read as more than a letter."""

_MARK: Final = re.compile(r"(\d+)([.)])(?=\s|$)|([-+=])(?=[\s=-]|$)")
"""What would begin a list or underline a heading, at the beginning of a line."""

_ADDRESS: Final = re.compile(r"https://[^\s<>]+")


def as_markdown(page: Page) -> str:
    """Return the page as Markdown, with a line feed at its end; texts are read as they are."""
    lines: list[str] = []
    for last, block in pairwise((None, *page.blocks)):
        assert block is not None
        if lines and not (isinstance(last, Item) and isinstance(block, Item)):
            lines.append("")
        lines += _lines(block)
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            yield f"{'#' * level} {_line(text)}"
        case Paragraph(text=text):
            yield _broken(text, "")
        case Item(text=text, depth=depth):
            inside = INDENT * (depth - 1)
            yield f"{inside}- {_broken(text, inside + INDENT)}"
        case Table(rows=rows, header=header):
            width = max(len(row) for row in (header, *rows))
            yield _row(header or ("",) * width)
            yield _row(("---",) * width)
            yield from (_row(tuple(map(_line, row))) for row in rows)
        case _:
            assert_never(block)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _line(text: str) -> str:
    return " ".join(map(_plain, text.split("\n")))


def _broken(text: str, indent: str) -> str:
    return f"\\\n{indent}".join(map(_plain, text.split("\n")))


def _plain(text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return f"<{text}>"
    signs = _SIGNS.sub(r"\\\g<0>", text.strip())
    mark = _MARK.match(signs)
    if mark is None:
        return signs
    at = mark.start(2) if mark[2] else mark.start(3)
    return f"{signs[:at]}\\{signs[at:]}"
