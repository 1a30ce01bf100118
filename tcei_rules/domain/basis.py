"""On what a rule or figure rests, and from which source."""

from enum import StrEnum

from tcei_rules.domain.model import Model


class Standing(StrEnum):
    """How well a rule is founded."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    PLACEHOLDER = "placeholder"
    """Made up until the real one is known: for demonstration only."""


class Basis(Model):
    """Standing and the ids of the sources; a placeholder has none."""

    standing: Standing
    sources: tuple[str, ...] = ()

    @property
    def is_placeholder(self) -> bool:
        """Tell whether the rule is made up until the real one is known."""
        return self.standing is Standing.PLACEHOLDER


class Source(Model):
    """A document that a rule is taken from."""

    id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
