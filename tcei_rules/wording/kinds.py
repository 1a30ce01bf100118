"""What kind of answer a fact takes, in words."""

from __future__ import annotations

from typing import assert_never

from tcei_rules.domain.countries import COUNTRIES
from tcei_rules.domain.fact import (
    USUAL_HIGHEST,
    AskedMeasure,
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    JudgementMeasure,
    ListMeasure,
    NumberMeasure,
    Option,
    OtherUnit,
    PartsMeasure,
    Scale,
    TextMeasure,
    YesNoMeasure,
)
from tcei_rules.domain.spelling import spell, spell_number
from tcei_rules.wording import say
from tcei_rules.wording.locales import plural
from tcei_rules.wording.sentences import Speaker


class Kinds:
    """Says what the answers to the facts of a ruleset are."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self._scales = {scale.id for scale in speaker.ruleset.scales}
        self._indicators = tuple(one.id for one in speaker.ruleset.indicators)

    def kind(self, measure: AskedMeasure) -> str:
        """Return what an answer is: `a number in FTE with up to 2 decimals, from 0 to …`."""
        match measure:
            case NumberMeasure():
                return self._number(measure)
            case YesNoMeasure() | TextMeasure():
                return self._say(f"kind.{measure.kind}")
            case ChoiceMeasure(options=options) | ChoicesMeasure(options=options):
                return self._say(f"kind.{measure.kind}", options=self._options(options))
            case PartsMeasure(options=options, decimals=decimals):
                said = self._say(
                    "kind.parts",
                    options=self.speaker.list_of(self.speaker.options(options), "and"),
                )
                return self._with_decimals(said, decimals)
            case DayMeasure(future=future):
                return self._say("kind.date.future" if future else "kind.date")
            case JudgementMeasure(scale=scale):
                return self._judgement(scale)
            case ListMeasure(least=least, most=most):
                message = "kind.list.least" if least else "kind.list"
                return self._say(message, least=str(least), most=str(most))
            case _:
                assert_never(measure)

    def settling(self, scale: Scale) -> str:
        """Return how the judgements of several assessors become one."""
        message = f"kind.settling.{scale.take}" if scale.agree_within else "kind.settling.alike"
        return self._say(message, within=str(scale.agree_within))

    def _number(self, measure: NumberMeasure) -> str:
        said = self._say(f"kind.{measure.kind}")
        if measure.unit:
            said = self._say("kind.in_unit", number=said, unit=measure.unit)
        said = self._with_decimals(said, measure.decimals)
        if measure.also:
            others = [self._other_unit(one, measure) for one in measure.also]
            said = self._say("kind.also", number=said, units=self.speaker.list_of(others, "and"))
        # Where no `max` was given, the range goes without saying.
        usual = USUAL_HIGHEST.get(measure.kind, -1) * 10**measure.scale
        if (measure.lowest, measure.highest) == (0, usual):
            return said
        return self._say(
            "kind.range",
            number=said,
            lowest=spell(measure, measure.lowest),
            highest=spell(measure, measure.highest),
        )

    def _with_decimals(self, said: str, decimals: int) -> str:
        if not decimals:
            return said
        form = plural(decimals, self.speaker.language)
        return self._say(f"kind.decimals.{form}", number=said, decimals=str(decimals))

    def _other_unit(self, other: OtherUnit, measure: NumberMeasure) -> str:
        factor = spell_number(other.factor, other.decimals)
        return self._say("kind.other_unit", unit=other.unit, factor=factor, own=measure.unit or "")

    def _options(self, options: tuple[Option, ...]) -> str:
        if tuple(option.id for option in options) == COUNTRIES:
            return self._say("kind.countries")
        # Thirty indicators are not read out once more.
        if self._indicators and tuple(option.id for option in options) == self._indicators:
            return self._say("kind.indicators")
        return self.speaker.list_of(self.speaker.options(options), "or")

    def _judgement(self, scale: Scale) -> str:
        levels = {"lowest": str(scale.lowest), "highest": str(scale.highest)}
        if scale.id in self._scales:
            return self._say("kind.judgement.on_scale", scale=scale.id, **levels)
        return self._say("kind.judgement", settling=self.settling(scale), **levels)

    def _say(self, message: str, /, **values: str) -> str:
        return say(message, values, self.speaker.language)
