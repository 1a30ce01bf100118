"""Cases, statements and the assessment that freezes them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from typing_extensions import TypeAliasType

from tcei_rules.domain.days import parse_day
from tcei_rules.domain.fact import Role
from tcei_rules.domain.model import Digest, FormatOne, Model, Ulid

if TYPE_CHECKING:
    Answer: TypeAlias = "str | tuple[Answer, ...] | dict[str, Answer]"
else:
    # Type checkers read the recursive alias above, pydantic only this form of it.
    Answer = TypeAliasType("Answer", "str | tuple[Answer, ...] | dict[str, Answer]")
"""An answer as it was given, in the spelling of the ruleset language: decimal
text with its unit, `yes`, a day, an option; several of them; a list's items;
levels by assessor. So any version and any draft can read it."""


def _is_in_the_calendar(day: str) -> str:
    parse_day(day)
    return day


Day = Annotated[
    str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_is_in_the_calendar)
]
"""A day, `YYYY-MM-DD`."""


class State(StrEnum):
    """What a statement says."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not applicable"
    UNANSWERED = "unanswered"


class Statement(Model):
    """What someone said of a fact, when, in which role, with which evidence."""

    fact: str
    state: State = State.ANSWERED
    answer: Answer | None = None
    role: Role = Role.ORGANISATION
    by: Ulid | None = None
    """Pseudonymous id; a file names nobody."""
    on: Day | None = None
    """None: on the day on which the assessment was frozen."""
    evidence: tuple[Digest, ...] = ()

    @model_validator(mode="after")
    def _only_an_answer_has_a_value(self) -> Self:
        if (self.state is State.ANSWERED) != (self.answer is not None):
            raise ValueError("statement: a value where there is none, or none where there is one")
        return self


class Waiver(Model):
    """A recorded exception for one requirement, by a named role with a reason."""

    requirement: str
    by: Role
    person: Ulid | None = None
    """Pseudonymous id; a case file names none."""
    reason: str
    on: Day


class Identifier(Model):
    """What an organisation is called in a register."""

    scheme: str
    """`lei`, `vat`, or the name of a commercial register."""
    value: str


class Attributes(Model):
    """What an organisation was on the day of the assessment; copied into it."""

    name: str
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    region: str | None = None
    """NUTS, or ISO 3166-2."""
    sector: str | None = None
    legal_form: str | None = None
    size: Literal["micro", "small", "medium", "large"] | None = None
    """As in Commission Recommendation 2003/361/EC."""
    founded: Day | None = None
    identifiers: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    merged_into: Ulid | None = None


class Period(Model):
    """The time that figures speak of, first and last day included; often a fiscal year."""

    start: Day
    until: Day


class Case(Model):
    """One application: who asks for which label of which scheme, and since when."""

    format: FormatOne = 1
    id: Ulid
    organisation: Ulid
    scheme: str
    version: str
    """The version chosen by the day of filing, or by the applicant where there is a choice."""
    sought: str | None = None
    """The label sought; none asks for the benchmark only."""
    filed_on: Day
    demonstration: bool


class Assessment(Model):
    """The settled facts of one case, frozen on submission."""

    format: FormatOne = 1
    version: str
    """The version of the scheme it was answered under."""
    assessed_on: Day
    filed_on: Day
    period: Period | None = None
    panel: Annotated[tuple[str, ...], Field(min_length=1)]
    """Ids of the assessors whose judgement is asked."""
    statements: tuple[Statement, ...]
    waivers: tuple[Waiver, ...] = ()
    attributes: Attributes | None = None

    @model_validator(mode="after")
    def _one_statement_per_fact(self) -> Self:
        names = [statement.fact for statement in self.statements]
        if names != sorted(set(names)):
            raise ValueError("assessment: statements must be sorted by fact, one for each")
        return self


class Suspension(Model):
    """Days on which an award did not hold, first and last included."""

    start: Day
    until: Day | None = None


class Award(Model):
    """A label that was held, and the assessment behind it."""

    scheme: str
    label: str
    valid_from: Day
    valid_until: Day
    suspensions: tuple[Suspension, ...] = ()
    withdrawn_on: Day | None = None
    demonstration: bool = False
    assessment: Assessment | None = None


class History(Model):
    """Labels held, as known when deciding; stored by value with the decision."""

    format: FormatOne = 1
    awards: tuple[Award, ...] = ()
    looked_up: tuple[str, ...] = ()
    """Other schemes whose awards were looked up; of the scheme itself all are known."""
    demonstration: bool = False
    """Whether it is seen by a demonstration case; only there demonstration awards count."""


NO_HISTORY = History()
