"""French: what is wrong with tables of published labels, and with what a cohort is made from."""

from collections.abc import Mapping
from typing import Final

TABLES: Final[Mapping[str, str]] = {
    "holders.too_large": "le tableau dépasse {most} Mo ; divisez-le",
    "holders.too_many": "le tableau a plus de {most} lignes ; divisez-le",
    "holders.column_missing": "il manque la colonne `{column}` ; ses cellules peuvent être vides là où rien n'est connu",
    "holders.column_order": "les colonnes doivent être dans cet ordre : {columns}",
    "holders.column_twice": "la colonne `{column}` y est deux fois ; retirez-en une",
    "holders.cells": "cette ligne a {has} cellules au lieu de {expected} ; mettez entre guillemets les textes avec des virgules",
    "holders.blanks": "`{column}` commence ou finit par un espace ; retirez-le",
    "holders.control": "`{column}` contient le caractère {code}, peut-être un retour à la ligne ; retirez-le",
    "holders.day": "`{column}` doit être un jour, un mois, un trimestre ou une année comme 2019-11-15, 2019-11, 2019-Q4 ou 2019 ; `{text}` ne l'est pas",
    "holders.order": "`{valid_until}` finit avant le début de l'évaluation de `{assessed}` ; corrigez l'un des deux",
    "holders.score": "`score_pct` doit être un pourcentage comme 81 ou 81.5, sans son signe ; `{text}` ne l'est pas",
    "holders.twice": "cette ligne sur `{name}` est la même que la ligne {first} ; retirez-en une",
    # The fictional cohort
    "cohort.too_early": "une cohorte jusqu'au {latest} remonte à {years} ans, et `{ruleset}` est en vigueur depuis le {start} ; nommez un jour plus tardif",
    "cohort.missing": "la cohorte a besoin de ce que `{ruleset}` n'a pas : {missing}",
    "cohort.no_award": "`{ruleset}` ne donne pas de dernier jour à un {label} antérieur de la cohorte",
    "cohort.points": "aucune appréciation sous `{ruleset}` ne donne {points} points",
}
