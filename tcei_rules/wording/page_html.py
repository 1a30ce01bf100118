"""A page as HTML that stands alone: no script, nothing from elsewhere, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final, assert_never

from tcei_rules.wording.page import Block, Heading, Item, Page, Paragraph, Table

_ADDRESS: Final = re.compile(r"https://\S+")

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.5em 0 0.5em; }
h2 { border-bottom: 1px solid; }
ul { margin: 0.25em 0; padding-left: 1.5rem; }
table { border-collapse: collapse; margin: 0.5em 0 0.5em 1.5rem; }
th, td { border: 1px solid; padding: 0.25em 0.75em; text-align: left; vertical-align: top; }
a { overflow-wrap: anywhere; }
.note { border-left: 0.25rem solid; padding-left: 0.75rem; }
@media print { body { max-width: none; margin: 0; } h2, h3, h4 { break-after: avoid; } }
"""


def as_html(page: Page) -> str:
    """Return the page as one HTML document in its language."""
    title = next((one.text for one in page.blocks if isinstance(one, Heading)), "")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(page.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_body(page.blocks),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _body(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, type):
        if kind is Item:
            yield from _list([one for one in group if isinstance(one, Item)])
        else:
            for block in group:
                yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            yield f"<h{level}>{_said(text)}</h{level}>"
        case Paragraph(text=text):
            yield f'<p class="note">{_said(text)}</p>'
        case Item():
            yield from _list([block])
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)


def _list(items: Sequence[Item]) -> Iterator[str]:
    """Yield items as a list, those deeper than the first inside the ones that they belong to."""
    yield "<ul>"
    waiting = [*items]
    while waiting:
        item = waiting.pop(0)
        inner: list[Item] = []
        while waiting and waiting[0].depth > item.depth:
            inner.append(waiting.pop(0))
        if inner:
            yield f"<li>{_said(item.text)}"
            yield from _list(inner)
            yield "</li>"
        else:
            yield f"<li>{_said(item.text)}</li>"
    yield "</ul>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.header:
        cells = "".join(f'<th scope="col">{_said(cell)}</th>' for cell in table.header)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for first, *others in table.rows:
        cells = "".join(f"<td>{_said(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{_said(first)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"


def _said(text: str) -> str:
    escaped = escape(text).replace("\n", "<br>")
    return f'<a href="{escaped}">{escaped}</a>' if _ADDRESS.fullmatch(text) else escaped
