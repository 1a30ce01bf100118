"""A page as it is written from top to bottom, whatever it is rendered as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the page (level 1), of a part (2), or of something in it (3 and 4)."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text that stands apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list; deeper ones belong to the one above."""

    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first cell of a row says what the row is about."""

    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    """Empty where the columns go without saying."""
    depth: int


Block: TypeAlias = Heading | Paragraph | Item | Table


class Page:
    """What stands on a page, and the language that it is in."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._blocks: list[Block] = []

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return what was written so far."""
        return tuple(self._blocks)

    def title(self, text: str) -> None:
        """Begin with the title of the page."""
        self.heading(text, 1)

    def heading(self, text: str, level: int = 2) -> None:
        """Begin a part, or something in a part."""
        self._blocks.append(Heading(text, level))

    def paragraph(self, text: str) -> None:
        """Write a text that stands apart."""
        self._blocks.append(Paragraph(text))

    def item(self, text: str, depth: int = 1) -> None:
        """Write one of a list, or one that belongs to it."""
        self._blocks.append(Item(text, depth))

    def table(
        self, rows: Sequence[Sequence[str]], header: Sequence[str] = (), depth: int = 1
    ) -> None:
        """Write rows of as many cells each."""
        self._blocks.append(Table(tuple(map(tuple, rows)), tuple(header), depth))
