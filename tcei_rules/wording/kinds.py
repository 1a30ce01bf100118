"""What kind of answer a fact takes, in words."""

from __future__ import annotations

from typing import assert_never

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
    Scale,
    TextMeasure,
    YesNoMeasure,
)
from tcei_rules.domain.spelling import spell
from tcei_rules.wording import say
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
        if measure.decimals:
            form = "one" if measure.decimals == 1 else "other"
            decimals = str(measure.decimals)
            said = self._say(f"kind.decimals.{form}", number=said, decimals=decimals)
        # Where no `max` was given, the range goes without saying.
        usual = USUAL_HIGHEST.get(measure.kind, -1) * 10**measure.decimals
        if (measure.lowest, measure.highest) == (0, usual):
            return said
        return self._say(
            "kind.range",
            number=said,
            lowest=spell(measure, measure.lowest),
            highest=spell(measure, measure.highest),
        )

    def _options(self, options: tuple[Option, ...]) -> str:
        # Thirty indicators are not read out once more.
        if self._indicators and tuple(option.id for option in options) == self._indicators:
            return self._say("kind.indicators")
        return self.speaker.list_of([self.speaker.option(one) for one in options], "or")

    def _judgement(self, scale: Scale) -> str:
        levels = {"lowest": str(scale.lowest), "highest": str(scale.highest)}
        if scale.id in self._scales:
            return self._say("kind.judgement.on_scale", scale=scale.id, **levels)
        return self._say("kind.judgement", settling=self.settling(scale), **levels)

    def _say(self, message: str, /, **values: str) -> str:
        return say(message, values, self.speaker.language)
