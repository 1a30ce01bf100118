"""Words that people read, in one language or several."""

from typing import Annotated

from pydantic import Field

from tcei_rules.domain.model import Model


class Words(Model):
    """A text in the language it was written in, and its translations."""

    texts: Annotated[tuple[tuple[str, str], ...], Field(min_length=1)]
    """Pairs of language (`en`) and text; the first is the original."""

    def in_language(self, language: str) -> str:
        """Return the text in that language, or the original where it is missing."""
        return dict(self.texts).get(language, self.texts[0][1])

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages there is a text in."""
        return tuple(language for language, _ in self.texts)


def words(text: str, language: str = "en") -> Words:
    """Return words in one language."""
    return Words(texts=((language, text),))
