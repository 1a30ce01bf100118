"""Several texts as one, as a language joins them."""

from __future__ import annotations

from collections.abc import Iterable

from tcei_rules.wording import say


def chain(message: str, parts: Iterable[str], language: str) -> str:
    """Return texts joined pair by pair by a sentence of `first` and `second`; nothing for none."""
    joined, *others = [*parts] or [""]
    for other in others:
        joined = say(message, {"first": joined, "second": other}, language)
    return joined
