"""Mistakes as an author reads them: where, what, and the line with a mark under the place."""

from __future__ import annotations

import unicodedata

from tcei_rules.errors import Mistake, Place
from tcei_rules.wording import say, say_mistake

LONGEST_EXCERPT = 100
"""Characters of a line that are shown; of a longer one those around the place."""

NUMBER_WIDTH = 5
"""Room for the number of a line."""

CUT = "…"


def say_place(place: Place) -> str:
    """Return `file:line:column`, and the path of names where there is no column."""
    numbers = [place.line] if place.line is not None else []
    if numbers and place.column is not None:
        numbers.append(place.column)
    where = ":".join([*([place.file] if place.file else []), *map(str, numbers)])
    path = " → ".join(place.path) if place.column is None else ""
    return _printable(f"{where}: {path}" if where and path else where or path)


def render_mistake(mistake: Mistake, language: str = "en") -> str:
    """Return a mistake with its place before it, and the line as it stands in the file below it.

    What cannot be printed is replaced, so that no file gives orders to a terminal.
    """
    sentence = say_mistake(mistake, language)
    if mistake.note:
        sentence = say("mistake.note", {"sentence": sentence}, language)
    where = say_place(mistake.place)
    told = _printable(f"{where}: {sentence}" if where else sentence)
    return "\n".join([told, *_excerpt(mistake.place)])


def _excerpt(place: Place) -> list[str]:
    if not place.excerpt.strip() or place.line is None:
        return []
    shown, position = _cut(_printable(place.excerpt), place.column or 1)
    lines = [f"{place.line:>{NUMBER_WIDTH}} | {shown}"]
    if place.column is not None:
        lines.append(f"{'':>{NUMBER_WIDTH}} | {' ' * _width(shown[:position])}^")
    return lines


def _cut(line: str, column: int) -> tuple[str, int]:
    """Return what is shown of a line, and the position of the column in it, from 0."""
    position = min(column - 1, len(line))
    if len(line) <= LONGEST_EXCERPT:
        return line, position
    room = LONGEST_EXCERPT - 2 * len(CUT)
    start = max(0, min(position - room // 2, len(line) - room))
    before = CUT if start else ""
    after = CUT if start + room < len(line) else ""
    return before + line[start : start + room] + after, len(before) + position - start


def _printable(text: str) -> str:
    # A tab counts as one column in places, so it takes one here.
    blanks = text.replace("\t", " ")
    return "".join(c if _is_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in blanks)


def _is_shown(character: str) -> bool:
    # French sets no-break spaces before its signs.
    return character.isprintable() or character == "\N{NO-BREAK SPACE}"


def _width(text: str) -> int:
    """Return how many cells a terminal takes: wide characters two, combining ones none."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
