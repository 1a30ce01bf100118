"""Texts that lack a language which other texts of the same file have."""

from __future__ import annotations

from tcei_rules.errors import Place
from tcei_rules.language.scope import Scope

MOST_LINES = 12
"""Lines that a note lists; an author who has more to translate goes through the file anyway."""


def note_missing(scope: Scope) -> None:
    """Note for each language of the file which of its texts lack it."""
    languages = dict.fromkeys(one for words in scope.texts.values() for one in words.languages)
    for language in languages:
        lacking = [place for place, words in scope.texts.items() if language not in words.languages]
        # An overlay and its base are two files, whose lines mean nothing in one list.
        for file in dict.fromkeys(place.file for place in lacking):
            _note(scope, language, [place for place in lacking if place.file == file])


def _note(scope: Scope, language: str, lacking: list[Place]) -> None:
    places = sorted(lacking, key=lambda place: (place.line or 0, place.column or 0))
    lines = [*dict.fromkeys(str(place.line) for place in places)]
    more = ["…"] if len(lines) > MOST_LINES else []
    scope.log.note(
        f"note.translations.{'one' if len(lacking) == 1 else 'other'}",
        places[0],
        language=language,
        count=str(len(lacking)),
        lines=", ".join([*lines[:MOST_LINES], *more]),
    )
