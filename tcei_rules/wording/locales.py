"""What a language calls countries, and how it lists things: the Common Locale Data Repository."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from babel import Locale

Last = Literal["and", "or"]

_LOCALES: Final = {"de": "de", "en": "en_GB", "es": "es", "fr": "fr"}
# British English, which writes no comma before the last "and"; all our sentences do so.

_STYLES: Final = {"and": "standard", "or": "or"}

_SAME_SOUND: Final = {
    "y": re.compile(r"h?i(?!e)", re.IGNORECASE),
    "o": re.compile(r"h?o", re.IGNORECASE),
}
_OTHER_SOUND: Final = {"y": "e", "o": "u"}
# "Francia e Italia", "siete u ocho": the data knows one word for each.


@cache
def _locale(language: str) -> Locale:
    # Imported on use: it costs more than most commands take.
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(_LOCALES.get(language, _LOCALES["en"]))


def country(code: str, language: str) -> str:
    """Return what a country of ISO 3166-1 is called, or its code where nobody knows."""
    return str(_locale(language).territories.get(code, code))


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
    sound = _SAME_SOUND.get(joint)
    if sound is None or not sound.match(end):
        return before
    return f"{before.rstrip()[:-1]}{_OTHER_SOUND[joint]} "
