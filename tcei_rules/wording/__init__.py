"""Every sentence that a person reads about rules, findings and mistakes.

Code carries message ids and values; the sentences stand in one catalogue a
language, English first.
"""

from collections.abc import Mapping

from tcei_rules.errors import Mistake, TceiError
from tcei_rules.wording.english import ENGLISH

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}


def say(message: str, values: Mapping[str, str] | None = None, language: str = "en") -> str:
    """Return the sentence of a message id with its values."""
    catalogue = CATALOGUES.get(language, ENGLISH)
    return catalogue.get(message, ENGLISH[message]).format_map(values or {})


def say_mistake(mistake: Mistake, language: str = "en") -> str:
    """Return what is wrong, without its place."""
    return say(mistake.message, mistake.values, language)


def say_error(error: TceiError, language: str = "en") -> str:
    """Return what happened and what to do."""
    return say(error.message, error.values, language)
