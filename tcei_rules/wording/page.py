"""Plain text for reading: headings, wrapped lines, columns."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

WIDTH = 96
HANG = 4
"""How much further in a wrapped line goes on: deeper than what may stand below it."""

GAP = "  "
"""Between two columns."""


class Page:
    """A page that is written from top to bottom."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def title(self, text: str) -> None:
        """Begin with the title of the page."""
        self._underlined(text, "=")

    def heading(self, text: str) -> None:
        """Begin a part."""
        self.gap()
        self._underlined(text, "-")

    def line(self, text: str, indent: int = 0, hang: int = HANG) -> None:
        """Write a line, wrapped where it is too long; line breaks in the text stay."""
        for part in text.split("\n"):
            self._lines += wrap(
                part,
                width=WIDTH,
                initial_indent=" " * indent,
                subsequent_indent=" " * (indent + hang),
                break_long_words=False,
                break_on_hyphens=False,
            )

    def table(self, rows: Sequence[Sequence[str]], indent: int = 0) -> None:
        """Write rows in columns as wide as their widest cell; the last column may wrap."""
        columns = list(zip(*rows, strict=True))
        widths = [max(len(cell) for cell in column) for column in columns[:-1]]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            before = " " * indent + "".join(cell + GAP for cell in cells)
            space = max(WIDTH - len(before), WIDTH // 4)
            first, *more = wrap(row[-1], space, break_on_hyphens=False) or [""]
            self._lines.append((before + first).rstrip())
            self._lines += [" " * len(before) + one for one in more]

    def gap(self) -> None:
        """Leave one line empty."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def text(self) -> str:
        """Return what was written, with a line feed at its end."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def _underlined(self, text: str, stroke: str) -> None:
        before = len(self._lines)
        self.line(text, hang=0)
        longest = max((len(line) for line in self._lines[before:]), default=0)
        self._lines += [stroke * longest, ""]
