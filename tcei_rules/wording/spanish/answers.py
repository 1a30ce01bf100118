"""Spanish: what is wrong with answers, history and cases."""

from collections.abc import Mapping
from typing import Final

ANSWERS: Final[Mapping[str, str]] = {
    "answer.always_applies": "`{name}` es siempre aplicable; respóndalo, o déjelo fuera",
    "answer.consensus_reason": "al consenso sobre `{name}` le falta su `reason`",
    "answer.field_missing": "a este elemento le falta `{field}`; responda a cada campo de cada elemento",
    "answer.future": "`{name}` es {day}, posterior a la evaluación del {assessed_on}; escriba un día que no la pase",
    "answer.items": "`{name}` tiene {count} elementos; aquí puede haber de {least} a {most}",
    "answer.judgement": "`{name}` necesita un nivel, o uno de cada evaluador",
    "answer.level": "`{text}` no es un nivel de `{name}`; escriba de {lowest} a {highest}",
    "answer.level_reason": "al nivel de `{name}` le falta su `reason`; diga por qué es este nivel",
    "answer.option_twice": "`{option}` se elige dos veces; escríbalo una vez",
    "answer.range": "`{name}` va de {lowest} a {highest}, `{text}` queda fuera",
    "assessment.filed_after": "presentado el {filed}, después de la evaluación del {on}; escriba el día en que llegó la solicitud",
    "answer.whose_level": "¿`{name}` es {text} según quién? escriba el nivel de cada uno del panel ({panel})",
    "assessment.panel_reserved": "un evaluador no puede llamarse `{name}`; esa palabra significa otra cosa",
    "parts.missing": "`{name}` no dice nada de `{option}`; escriba 0 si no hay nada",
    "parts.sum": "las partes de `{name}` suman {sum}; deben sumar exactamente 100 %",
    "assessment.period": "este período termina antes de empezar; escriba el día posterior en `until`",
    "assessment.panel": "`panel` debe nombrar al menos a un evaluador, y a cada uno una sola vez",
    "award.order": "esta concesión termina antes de empezar; escriba el día posterior en `valid_until`",
    "case.indicator": "`{text}` no es algo a lo que llegue un indicador; escríbalo como `3 points`, `excluded` o `not known`",
    "case.nothing_expected": "este caso no espera nada; diga en `expect` de qué trata",
    "case.twice": "el caso `{title}` está dos veces; dé a uno de ellos otro título",
}
