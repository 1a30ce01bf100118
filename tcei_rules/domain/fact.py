"""Facts: what is asked, in which kind and unit, and by whom it may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from tcei_rules.domain.basis import Basis
from tcei_rules.domain.model import Model
from tcei_rules.domain.words import Words


class Role(StrEnum):
    """In which role someone answers, waives or decides."""

    ORGANISATION = "organisation"
    ASSESSOR = "assessor"
    OFFICE = "office"
    PROGRAMME_OFFICE = "programme_office"
    DECISION_MAKER = "decision_maker"
    COMMITTEE = "committee"


class Better(StrEnum):
    """Which way a fact, or the points of an indicator, get better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Scale(Model):
    """Levels that assessors judge by, and how several judgements become one."""

    id: str
    lowest: int
    highest: int
    agree_within: int = 0
    """Levels at most this far apart agree; further apart needs a consensus with a reason."""
    take: Literal["lower", "higher", "mean"] = "lower"


USUAL_HIGHEST: Final[Mapping[str, int]] = {"count": 10**6, "percent": 100, "amount": 10**12}
"""Of a number by its kind, where no `max` is given; a `number` must say its own."""


class OtherUnit(Model):
    """Another unit in which a number may be answered, by an exact factor."""

    unit: str
    factor: int
    """How many of the fact's own unit one of it is, × 10^decimals."""
    decimals: int


class NumberMeasure(Model):
    """A number, kept as an integer: number × 10^scale."""

    kind: Literal["count", "number", "percent", "amount"]
    decimals: Annotated[int, Field(ge=0, le=9)] = 0
    """Of answers and thresholds."""
    fine: int = 0
    """Decimals beyond them that are kept, so that other units convert exactly."""
    unit: str | None = None
    also: tuple[OtherUnit, ...] = ()
    lowest: int
    highest: int

    @property
    def scale(self) -> int:
        """Return the decimals that are kept."""
        return self.decimals + self.fine

    @property
    def written_unit(self) -> str | None:
        """Return what is written behind the number."""
        return "%" if self.kind == "percent" else self.unit


class YesNoMeasure(Model):
    """Yes (1) or no (0)."""

    kind: Literal["yes_no"] = "yes_no"


class Option(Model):
    """One thing to choose."""

    id: str
    title: Words | None = None


class ChoiceMeasure(Model):
    """One option; kept as its index."""

    kind: Literal["choice"] = "choice"
    options: Annotated[tuple[Option, ...], Field(min_length=1)]


class ChoicesMeasure(Model):
    """Any of the options, also none; kept as a set of indexes."""

    kind: Literal["choices"] = "choices"
    options: Annotated[tuple[Option, ...], Field(min_length=1)]


class PartsMeasure(Model):
    """A percentage for every option, together exactly 100; kept as one row."""

    kind: Literal["parts"] = "parts"
    options: Annotated[tuple[Option, ...], Field(min_length=1)]
    decimals: Annotated[int, Field(ge=0, le=9)] = 0

    @property
    def part(self) -> NumberMeasure:
        """Return what each part is."""
        return NumberMeasure(
            kind="percent", decimals=self.decimals, lowest=0, highest=100 * 10**self.decimals
        )


class DayMeasure(Model):
    """A day; kept as its ordinal."""

    kind: Literal["date"] = "date"
    future: bool = False
    """Whether it may lie after the day the assessment speaks of."""


class TextMeasure(Model):
    """Words; a rule can only ask whether they were given. Kept as 1."""

    kind: Literal["text"] = "text"


class JudgementMeasure(Model):
    """A level by each assessor, settled to one; kept as the level."""

    kind: Literal["judgement"] = "judgement"
    scale: Scale
    anchors: tuple[tuple[int, Words], ...] = ()


class ListMeasure(Model):
    """Items with fields; kept as rows."""

    kind: Literal["list"] = "list"
    fields: Annotated[tuple[Fact, ...], Field(min_length=1)]
    least: int = 0
    most: int = 1000


AskedMeasure = Annotated[
    NumberMeasure
    | YesNoMeasure
    | ChoiceMeasure
    | ChoicesMeasure
    | PartsMeasure
    | DayMeasure
    | TextMeasure
    | JudgementMeasure
    | ListMeasure,
    Field(discriminator="kind"),
]


class ShareMeasure(Model):
    """A part of a whole, worked out: in percent, or in a unit; kept as a `Ratio`.

    Its number is *part × up ÷ (whole × down)*.
    """

    kind: Literal["share"] = "share"
    unit: str | None = None
    """None: percent."""
    part_decimals: int = 0
    whole_decimals: int = 0
    of_items: bool = False
    """Of the items of a list, so never above 100 %."""

    @property
    def up(self) -> int:
        """Return by what the part is multiplied."""
        factor: int = 10**self.whole_decimals
        return factor * 100 if self.unit is None else factor

    @property
    def down(self) -> int:
        """Return by what the whole is multiplied."""
        factor: int = 10**self.part_decimals
        return factor


Measure = Annotated[AskedMeasure | ShareMeasure, Field(discriminator="kind")]
"""What values can be; all but a share can be asked for."""


NOTHING: Final = "nothing"
"""In `was`: the name changed its meaning, so no older answer is one to it."""


class Fact(Model):
    """A typed input with a unit."""

    name: str
    measure: AskedMeasure
    title: Words | None = None
    question: Words | None = None
    stated_by: Role = Role.ORGANISATION
    may_not_apply: bool = False
    benchmark: bool = False
    better: Better | None = None
    better_reason: Words | None = None
    was: str | None = None
    """The name it had in the version before; `nothing` cuts a name that changed its meaning."""
    was_options: tuple[tuple[str, str], ...] = ()
    """Options of the version before, and what they are called now."""
    basis: Basis | None = None


def options_of(measure: Measure) -> tuple[str, ...] | None:
    """Return the options of which an answer is exactly one, or nothing for another kind."""
    match measure:
        case YesNoMeasure():
            return "no", "yes"
        case ChoiceMeasure():
            return option_ids(measure)
        case _:
            return None


def part_names(fact: Fact) -> tuple[str, ...]:
    """Return the names by which the parts of a fact are read: `funding.private`."""
    if not isinstance(fact.measure, PartsMeasure):
        return ()
    return tuple(f"{fact.name}.{option.id}" for option in fact.measure.options)


def option_ids(measure: ChoiceMeasure | ChoicesMeasure | PartsMeasure) -> tuple[str, ...]:
    """Return the ids of the options, in their order."""
    return tuple(option.id for option in measure.options)


ListMeasure.model_rebuild()
