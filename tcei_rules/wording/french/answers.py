"""French: what is wrong with answers, history and cases."""

from collections.abc import Mapping
from typing import Final

ANSWERS: Final[Mapping[str, str]] = {
    "answer.always_applies": "`{name}` a toujours un objet ; répondez-y, ou omettez-le",
    "answer.consensus_reason": "le consensus sur `{name}` n'a pas sa `reason`",
    "answer.field_missing": "il manque `{field}` à cet élément ; répondez à chaque champ de chaque élément",
    "answer.future": "`{name}` est {day}, après l'évaluation du {assessed_on} ; écrivez un jour qui ne la dépasse pas",
    "answer.items": "`{name}` a {count} éléments ; il peut y en avoir ici de {least} à {most}",
    "answer.judgement": "`{name}` demande un niveau, ou un de chaque évaluateur",
    "answer.level": "`{text}` n'est pas un niveau de `{name}` ; écrivez de {lowest} à {highest}",
    "answer.level_reason": "le niveau de `{name}` n'a pas sa `reason` ; dites pourquoi c'est ce niveau",
    "answer.option_twice": "`{option}` est choisi deux fois ; écrivez-le une fois",
    "answer.range": "`{name}` va de {lowest} à {highest}, `{text}` est en dehors",
    "assessment.filed_after": "déposé le {filed}, après l'évaluation du {on} ; écrivez le jour où la demande est arrivée",
    "answer.whose_level": "`{name}` vaut {text} selon qui ? écrivez le niveau de chacun des membres du panel ({panel})",
    "assessment.panel_reserved": "un évaluateur ne peut s'appeler `{name}` ; ce mot désigne autre chose",
    "parts.missing": "`{name}` ne dit rien de `{option}` ; écrivez 0 s'il n'y en a pas",
    "parts.sum": "les parts de `{name}` font ensemble {sum} ; elles doivent faire exactement 100 %",
    "assessment.period": "cette période finit avant de commencer ; écrivez le jour le plus tardif sous `until`",
    "assessment.panel": "`panel` doit nommer au moins un évaluateur, et chacun une seule fois",
    "award.order": "cette attribution finit avant de commencer ; écrivez le jour le plus tardif sous `valid_until`",
    "case.indicator": "`{text}` n'est pas ce à quoi arrive un indicateur ; écrivez-le comme `3 points`, `excluded` ou `not known`",
    "case.nothing_expected": "ce cas n'attend rien ; dites sous `expect` de quoi il s'agit",
    "case.twice": "le cas `{title}` existe deux fois ; donnez à l'un d'eux un autre titre",
}
