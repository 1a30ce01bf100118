"""Every sentence that a person reads about rules, findings and mistakes.

Code carries message ids and values; the sentences stand in one catalogue a
language, with the same topics in each.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from tcei_rules.errors import Mistake, TceiError
from tcei_rules.wording.english import ENGLISH

LANGUAGES: Final = ("en", "de", "fr", "es")
"""Languages that there is a catalogue of, by their codes in ISO 639."""

NOUNS: Final = ("noun", "what")
"""Values that name a thing in English, such as `requirement`, or with its name behind it."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the sentences of a language; the English ones where there are none."""
    # Imported on use: nearly every run speaks one language.
    match language:
        case "de":
            from tcei_rules.wording.german import GERMAN  # noqa: PLC0415

            return GERMAN
        case "fr":
            from tcei_rules.wording.french import FRENCH  # noqa: PLC0415

            return FRENCH
        case "es":
            from tcei_rules.wording.spanish import SPANISH  # noqa: PLC0415

            return SPANISH
        case _:
            return ENGLISH


def say(message: str, values: Mapping[str, str] | None = None, language: str = "en") -> str:
    """Return the sentence of a message id with its values."""
    return catalogue(language).get(message, ENGLISH[message]).format_map(values or {})


def say_mistake(mistake: Mistake, language: str = "en") -> str:
    """Return what is wrong, without its place."""
    nouns = {key: _noun(mistake.values[key], language) for key in NOUNS if key in mistake.values}
    return say(mistake.message, {**mistake.values, **nouns}, language)


def say_error(error: TceiError, language: str = "en") -> str:
    """Return what happened and what to do."""
    return say(error.message, error.values, language)


def _noun(text: str, language: str) -> str:
    """Return what a mistake speaks of: fact `members` is Angabe `members`."""
    word, tick, name = text.partition("`")
    known = word.strip().replace(" ", "_")
    if f"noun.{known}" not in ENGLISH:
        return text
    said = say(f"noun.{known}", language=language)
    return f"{said} {tick}{name}" if tick else said
