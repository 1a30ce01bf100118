"""What names a ruleset has given so far: what a condition may speak of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tcei_rules.domain.basis import Basis, Standing
from tcei_rules.domain.fact import DayMeasure, Fact, Measure, Scale, TextMeasure
from tcei_rules.domain.ruleset import GIVEN_DAYS, TOTAL, Indicator
from tcei_rules.domain.words import Words
from tcei_rules.errors import Place
from tcei_rules.language import scalars
from tcei_rules.language.log import MistakeLog, scalar, some
from tcei_rules.language.nodes import Mapping, Node, Scalar

HARMLESS_BASIS = Basis(standing=Standing.PLACEHOLDER)

UNKNOWN_KIND = TextMeasure()
"""Stands for a kind that could not be read: what is asked of it is not judged once more."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A subject that conditions can name: what its values are, and whether it may not apply."""

    measure: Measure
    may_not_apply: bool = False


@dataclass(slots=True)
class Scope:
    """Names that are known while a file is read, and the log of what is wrong with it."""

    log: MistakeLog
    scheme: str = ""
    written_in: str = "en"
    sources: tuple[str, ...] = ()
    scales: dict[str, Scale] = field(default_factory=dict[str, Scale])
    readable: dict[str, Readable] = field(default_factory=dict[str, Readable])
    """Facts and derived facts; the given days are among them."""
    awarded: dict[str, Readable] = field(default_factory=dict[str, Readable])
    """Facts that an earlier award can be asked for."""
    fields: dict[str, Readable] | None = None
    """Inside `where`: the fields of the list."""
    indicator_ids: tuple[str, ...] = ()
    indicators: dict[str, Indicator] = field(default_factory=dict[str, Indicator])
    unscored: set[str] = field(default_factory=set[str])
    """Indicators whose points could not be read; nothing is worked out from them."""
    dimensions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    recognises: dict[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    """Where requirements, indicators and facts stand, by their ids."""
    texts: dict[Place, Words] = field(default_factory=dict[Place, Words])
    """Words for people, by where they stand."""
    read_names: set[str] = field(default_factory=set[str])
    """Facts that something reads; the others are asked for nothing."""

    def __post_init__(self) -> None:
        for name in GIVEN_DAYS:
            self.readable[name] = Readable(DayMeasure())

    @property
    def scores(self) -> tuple[str, ...]:
        """Return the scores that can be compared."""
        return (*self.dimensions, TOTAL)

    def counted(self, score: str) -> tuple[Indicator, ...]:
        """Return the indicators whose points a score counts."""
        return tuple(one for one in self.indicators.values() if score in {one.dimension, TOTAL})

    def add(self, name: Scalar, readable: Readable, kind: str) -> None:
        """Give a name to a fact or derived fact; both share one space."""
        if name.text in self.readable:
            self.log.add("name.twice", name.place, name=name.text, noun=kind)
        self.readable[name.text] = readable
        self.places[f"facts/{name.text}"] = name.place

    def subject(self, node: Node, noun: str) -> tuple[str, Readable] | None:
        """Read the name of a fact or derived fact that must exist."""
        text = scalar(node, noun, self.log)
        found = self.readable.get(text.text)
        if found is None:
            self.log.unknown("fact", text, self.readable)
            return None
        # Who reads a part reads the fact that has it.
        self.read_names |= {text.text, text.text.partition(".")[0]}
        return text.text, found

    def day_subject(self, node: Node, noun: str) -> tuple[str, Readable] | None:
        """Read the name of a day that must exist."""
        found = self.subject(node, noun)
        measure = found[1].measure if found else UNKNOWN_KIND
        if found and measure is not UNKNOWN_KIND and not isinstance(measure, DayMeasure):
            self.log.add("kind.not_a_day", node.place, name=found[0], kind=found[1].measure.kind)
            return None
        return found

    def within(self, fields: tuple[Fact, ...]) -> Scope:
        """Return the scope inside a `where`: the fields of that list, and nothing else new."""
        return replace(self, fields={one.name: Readable(one.measure) for one in fields})

    def words(self, node: Node, noun: str) -> Words:
        """Read words for people in the language of the file."""
        read = scalars.words(node, noun, self.log, self.written_in)
        self.texts[node.place] = read
        return read

    def basis(self, node: Node) -> Basis:
        """Read `placeholder`, or standing and sources."""
        if isinstance(node, Scalar) and node.text == Standing.PLACEHOLDER:
            return HARMLESS_BASIS
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            self.log.add("basis.shape", node.place)
            return HARMLESS_BASIS
        word, sources = node.entries[0]
        standings = [one.value for one in Standing if one is not Standing.PLACEHOLDER]
        if word.text not in standings:
            self.log.unknown("basis", word, standings)
            return HARMLESS_BASIS
        named = some(sources, "source", self.log)
        for source in named:
            if source.text not in self.sources:
                self.log.unknown("source", source, self.sources)
        return Basis(standing=Standing(word.text), sources=tuple(one.text for one in named))
