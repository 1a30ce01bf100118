"""Values in the spelling of the ruleset language: what files hold and people read."""

from decimal import Decimal

from tcei_rules.domain.days import format_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    ChoicesMeasure,
    DayMeasure,
    JudgementMeasure,
    ListMeasure,
    Measure,
    NumberMeasure,
    PartsMeasure,
    ShareMeasure,
    TextMeasure,
    YesNoMeasure,
)
from tcei_rules.domain.value import Absence, Ratio, Value


def spell_number(value: int, decimals: int) -> str:
    """Return value ÷ 10^decimals as decimal text, without needless zeros."""
    text = f"{Decimal(value).scaleb(-decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spell(measure: Measure, value: Value) -> str:
    """Return a value as the language spells it: `0.5 FTE`, `yes`, `2019-11-15`, `not answered`."""
    if isinstance(value, Absence):
        return value.value
    match measure:
        case NumberMeasure() if isinstance(value, int):
            number = spell_number(value, measure.scale)
            unit = measure.written_unit
            return f"{number} {unit}" if unit else number
        case ShareMeasure(part_decimals=part_decimals) if isinstance(value, Ratio):
            # Not divided, so nothing is lost; people are shown a percentage beside it.
            part = spell_number(value.part, part_decimals)
            return f"{part} of {spell_number(value.whole, measure.whole_decimals)}"
        case YesNoMeasure():
            return "yes" if value else "no"
        case ChoiceMeasure() if isinstance(value, int):
            return measure.options[value].id
        case ChoicesMeasure() if isinstance(value, frozenset):
            return ", ".join(measure.options[index].id for index in sorted(value)) or "none"
        case PartsMeasure(options=options) if isinstance(value, tuple):
            parts = zip(options, value[0], strict=True)
            return ", ".join(f"{option.id} {spell(measure.part, own)}" for option, own in parts)
        case DayMeasure() if isinstance(value, int):
            return format_day(value)
        case JudgementMeasure():
            return str(value)
        case TextMeasure():
            return "stated"
        case ListMeasure() if isinstance(value, tuple):
            return str(len(value))
        case _:
            raise TypeError(f"{measure.kind}: {value!r}")
