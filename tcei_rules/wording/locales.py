"""What a language calls countries, and how it counts and lists things.

Source: the Common Locale Data Repository.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

if TYPE_CHECKING:
    from babel import Locale

Last = Literal["and", "or"]
Number = Literal["one", "other"]

_LOCALES: Final = {"de": "de", "en": "en_GB", "es": "es", "fr": "fr"}
"""British English, since it writes no comma before the last "and"; no sentence here does."""

_CLASHING: Final = {
    "y": re.compile("h?i(?!e)", re.IGNORECASE),
    "o": re.compile("h?o", re.IGNORECASE),
}
_INSTEAD: Final = {"y": "e", "o": "u"}
"""Spanish keeps alike sounds apart, "Francia e Italia"; the data knows one word for each."""


@cache
def _locale(language: str) -> Locale:
    # Imported on use: it costs more than most commands take.
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(_LOCALES.get(language, _LOCALES["en"]))


def country(code: str, language: str) -> str:
    """Return what a country of ISO 3166-1 is called, or its code where nobody knows."""
    names = cast("Mapping[str, str]", _locale(language).territories)
    return names.get(code, code)


def plural(number: int, language: str) -> Number:
    """Return which form of a sentence goes with a number; in French 0 is a singular, too."""
    # French and Spanish know a third form, of whole millions; in digits it reads as the plural.
    return "one" if _locale(language).plural_form(number) == "one" else "other"


def listed(parts: Sequence[str], last: Last, language: str) -> str:
    """Return `A, B and C`; of one part the part itself."""
    if len(parts) < 2:  # noqa: PLR2004 -- a list has two
        return "".join(parts)
    from babel.lists import format_list  # noqa: PLC0415

    style: Literal["standard", "or"] = "standard" if last == "and" else "or"
    *first, end = parts
    before = format_list([*first, ""], style=style, locale=_locale(language))
    return (_spanish(before, end) if language == "es" else before) + end


def _spanish(before: str, end: str) -> str:
    joint = before.rstrip()[-1:]
    sound = _CLASHING.get(joint)
    if sound is None or not sound.match(end):
        return before
    return f"{before.rstrip()[:-1]}{_INSTEAD[joint]} "
