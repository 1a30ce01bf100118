"""German: what is wrong with answers, history and cases."""

from collections.abc import Mapping
from typing import Final

ANSWERS: Final[Mapping[str, str]] = {
    "answer.always_applies": "`{name}` trifft immer zu; beantworten Sie es, oder lassen Sie es weg",
    "answer.consensus_reason": "dem Konsens zu `{name}` fehlt sein `reason`",
    "answer.field_missing": "diesem Eintrag fehlt `{field}`; beantworten Sie bei jedem Eintrag jedes Feld",
    "answer.future": "`{name}` ist {day}, später als die Bewertung vom {assessed_on}; schreiben Sie einen Tag bis dahin",
    "answer.items": "`{name}` hat {count} Einträge; hier können {least} bis {most} stehen",
    "answer.judgement": "`{name}` braucht eine Stufe, oder eine von jedem Assessor",
    "answer.level": "`{text}` ist keine Stufe von `{name}`; schreiben Sie {lowest} bis {highest}",
    "answer.level_reason": "der Stufe von `{name}` fehlt ihr `reason`; sagen Sie, warum es diese Stufe ist",
    "answer.option_twice": "`{option}` ist zweimal gewählt; schreiben Sie es einmal",
    "answer.range": "`{name}` reicht von {lowest} bis {highest}, `{text}` liegt außerhalb",
    "assessment.filed_after": "eingereicht am {filed}, nach der Bewertung vom {on}; schreiben Sie den Tag, an dem der Antrag einging",
    "answer.whose_level": "`{name}` ist {text} nach wessen Urteil? schreiben Sie die Stufe eines jeden im Panel ({panel})",
    "assessment.panel_reserved": "ein Assessor kann nicht `{name}` heißen; dieses Wort bedeutet etwas anderes",
    "parts.missing": "`{name}` sagt nichts zu `{option}`; schreiben Sie 0, wenn es nichts gibt",
    "parts.sum": "die Teile von `{name}` ergeben zusammen {sum}; sie müssen genau 100 % ergeben",
    "assessment.period": "dieser Zeitraum endet, bevor er beginnt; schreiben Sie den späteren Tag unter `until`",
    "assessment.panel": "`panel` muss mindestens einen Assessor nennen, und jeden nur einmal",
    "award.order": "diese Verleihung endet, bevor sie beginnt; schreiben Sie den späteren Tag unter `valid_until`",
    "case.indicator": "`{text}` ist nichts, was ein Indikator ergibt; schreiben Sie es wie `3 points`, `excluded` oder `not known`",
    "case.nothing_expected": "dieser Fall erwartet nichts; sagen Sie unter `expect`, worum es geht",
    "case.twice": "Fall `{title}` gibt es zweimal; geben Sie einem davon einen anderen Titel",
}
