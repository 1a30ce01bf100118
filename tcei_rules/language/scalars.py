"""Numbers, days, yes and no, ids and words: what a scalar can mean where it stands.

Source: docs/ruleset-language.md, "Reading the file".
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tcei_rules.domain.days import parse_day
from tcei_rules.domain.words import Words
from tcei_rules.language.log import MistakeLog, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar

_NUMBER = re.compile(
    r"(?P<number>-?[0-9]+(?: [0-9]{3})*(?:\.[0-9]+)?)(?: ?(?P<unit>[^0-9\s.,-].*))?"
)
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SCHEME = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*")
_LOOKS_LIKE_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.,eE:+\-]*|0[xob][0-9a-fA-F_]+")
_DAY_IN_YEAR = re.compile(r"[0-9]{2}-[0-9]{2}")
A_LEAP_YEAR = 2000
"""In which every day of any year can be read."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")

MOST_DIGITS = 18
"""Digits of a number in a file; all that can be computed exactly has fewer than 17."""


class Quantity(NamedTuple):
    """A number as written, and the unit behind it."""

    number: Decimal
    unit: str | None

    @property
    def decimals(self) -> int:
        """Return how many decimals were written."""
        exponent = self.number.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    def scaled(self, decimals: int) -> int:
        """Return number × 10^decimals; exact, since no more decimals were written."""
        return int(self.number.scaleb(decimals))


def quantity(node: Node, noun: str, log: MistakeLog) -> Quantity | None:
    """Read a number with an optional unit: digits, a decimal point, no exponent."""
    text = scalar(node, noun, log)
    if not isinstance(node, Scalar):
        return None
    match = _NUMBER.fullmatch(text.text)
    if match is None:
        message = "number.comma" if re.fullmatch(r"-?\d+,\d+", text.text) else "number.not_one"
        log.add(message, text.place, text=text.text, better=text.text.replace(",", "."))
        return None
    digits = match["number"].replace(" ", "")
    if len(digits) > MOST_DIGITS:
        log.add("number.too_long", text.place, text=text.text[:40], most=str(MOST_DIGITS))
        return None
    return Quantity(Decimal(digits), match["unit"])


def integer(node: Node, noun: str, log: MistakeLog, *, unit: str | None = None) -> int:
    """Read a whole number, with that unit if one is written (`1 point`, `2 points`)."""
    read = quantity(node, noun, log)
    if read is None:
        return 0
    units = {None, unit, unit.removesuffix("s")} if unit else {None}
    if read.decimals or read.unit not in units:
        log.add("number.not_whole", node.place, noun=noun, text=scalar(node, noun, log).text)
        return 0
    return int(read.number)


def day(node: Node, noun: str, log: MistakeLog) -> int:
    """Read `YYYY-MM-DD` as an ordinal."""
    text = scalar(node, noun, log)
    try:
        return parse_day(text.text)
    except ValueError:
        log.add("day.not_one", text.place, noun=noun, text=text.text)
        return 1


def day_in_year(node: Node, log: MistakeLog) -> tuple[int, int] | None:
    """Read `MM-DD`, a day of any year; nothing if it is spelt otherwise."""
    text = scalar(node, "day", log).text
    if not _DAY_IN_YEAR.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(f"{A_LEAP_YEAR}-{text}")
    except ValueError:
        return None
    return day.month, day.day


def yes_no(node: Node, noun: str, log: MistakeLog) -> bool:
    """Read `yes` or `no`."""
    text = scalar(node, noun, log)
    if text.text not in {"yes", "no"}:
        log.add("yes_no.not_one", text.place, noun=noun, text=text.text)
    return text.text == "yes"


def identifier(node: Node, noun: str, log: MistakeLog) -> str:
    """Read an id; one that looks like a number must be in quotes, or others change it."""
    text = scalar(node, noun, log)
    if not text.quoted and _LOOKS_LIKE_NUMBER.fullmatch(text.text):
        log.add("text.quotes", text.place, noun=noun, text=text.text, reads=_as_number(text.text))
    elif not _ID.fullmatch(text.text):
        log.add("text.not_an_id", text.place, noun=noun, text=text.text)
    return text.text


def name(node: Node, noun: str, log: MistakeLog) -> str:
    """Read the name of a fact, field, tag or the like: `a-z0-9_`."""
    text = scalar(node, noun, log)
    if not _NAME.fullmatch(text.text):
        log.add("text.not_a_name", text.place, noun=noun, text=text.text)
    return text.text


def language(node: Node, log: MistakeLog) -> str:
    """Read the code of a language, ISO 639."""
    text = scalar(node, "language", log)
    if not _LANGUAGE.fullmatch(text.text):
        log.add("words.language", text.place, text=text.text)
        return "en"
    return text.text


def scheme(node: Node, log: MistakeLog) -> str:
    """Read the name of a scheme: `a-z0-9_`, and `-` between them."""
    text = scalar(node, "scheme", log)
    if not _SCHEME.fullmatch(text.text):
        log.add("text.not_a_scheme", text.place, text=text.text)
    return text.text


def words(node: Node, noun: str, log: MistakeLog, written_in: str) -> Words:
    """Read a text for people, or a map of languages to texts."""
    if isinstance(node, Scalar):
        return Words(texts=((written_in, _some_text(node, noun, log)),))
    pairs: list[tuple[str, str]] = []
    if isinstance(node, Mapping):
        for code, text in node.entries:
            pairs.append((language(code, log), _some_text(scalar(text, noun, log), noun, log)))
    if not pairs:
        log.add("shape.words", node.place, noun=noun)
        return Words(texts=((written_in, noun),))
    pairs.sort(key=lambda pair: pair[0] != written_in)
    if pairs[0][0] != written_in:
        log.add("words.original", node.place, noun=noun, language=written_in)
    return Words(texts=tuple(pairs))


def _some_text(text: Scalar, noun: str, log: MistakeLog) -> str:
    words = text.text.strip()
    if not words:
        log.add("text.empty", text.place, noun=noun)
    if noun == "title" and "\n" in words:
        log.add("text.lines", text.place, noun=noun)
    return words


def _as_number(text: str) -> str:
    """Return what other programs would make of it; only to show it."""
    try:
        number = float(int(text, 0)) if text[:2].lower() in {"0x", "0o", "0b"} else float(text)
    except ValueError:
        return text
    return f"{number:g}"
