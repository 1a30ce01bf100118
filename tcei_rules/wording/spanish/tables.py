"""Spanish: what is wrong with tables of published labels, and with what a cohort is made from."""

from collections.abc import Mapping
from typing import Final

TABLES: Final[Mapping[str, str]] = {
    "holders.too_large": "la tabla ocupa más de {most} MB; divídala",
    "holders.too_many": "la tabla tiene más de {most} filas; divídala",
    "holders.column_missing": "falta la columna `{column}`; sus celdas pueden estar vacías donde no se sabe nada",
    "holders.column_order": "las columnas deben estar en este orden: {columns}",
    "holders.column_twice": "la columna `{column}` está dos veces; quite una de ellas",
    "holders.cells": "esta fila tiene {has} celdas en lugar de {expected}; ponga entre comillas los textos con comas",
    "holders.blanks": "`{column}` empieza o termina con un espacio; quítelo",
    "holders.control": "`{column}` contiene el carácter {code}, quizá un salto de línea; quítelo",
    "holders.day": "`{column}` debe ser un día, mes, trimestre o año como 2019-11-15, 2019-11, 2019-Q4 o 2019; `{text}` no lo es",
    "holders.order": "`{valid_until}` termina antes de que empezara la evaluación de `{assessed}`; corrija uno de los dos",
    "holders.score": "`score_pct` debe ser un porcentaje como 81 u 81.5, sin su signo; `{text}` no lo es",
    "holders.twice": "esta fila sobre `{name}` es igual que la línea {first}; quite una de ellas",
    # The fictional cohort
    "cohort.too_early": "una cohorte hasta el {latest} se remonta {years} años, y `{ruleset}` está en vigor desde el {start}; nombre un día posterior",
    "cohort.missing": "la cohorte necesita lo que `{ruleset}` no tiene: {missing}",
    "cohort.no_award": "`{ruleset}` no da un último día a un {label} anterior de la cohorte",
    "cohort.points": "ninguna valoración bajo `{ruleset}` llega a {points} puntos",
}
