"""English: what is wrong with tables of published labels, and with what a cohort is made from."""

from collections.abc import Mapping
from typing import Final

TABLES: Final[Mapping[str, str]] = {
    "holders.too_large": "the table is larger than {most} MB; split it",
    "holders.too_many": "the table has more than {most} rows; split it",
    "holders.column_missing": (
        "column `{column}` is missing; its cells may be empty where nothing is known"
    ),
    "holders.column_order": "the columns must stand in this order: {columns}",
    "holders.column_twice": "column `{column}` is there twice; remove one of them",
    "holders.cells": (
        "this row has {has} cells instead of {expected}; put texts with commas in quotes"
    ),
    "holders.blanks": "`{column}` begins or ends with a blank; remove it",
    "holders.control": "`{column}` has the character {code} in it, perhaps a line break; remove it",
    "holders.day": (
        "`{column}` must be a day, month, quarter or year such as 2019-11-15, 2019-11, 2019-Q4 or"
        " 2019; `{text}` is not"
    ),
    "holders.order": "`{valid_until}` ends before the assessment of `{assessed}` began; mend one of the two",
    "holders.score": (
        "`score_pct` must be a percentage such as 81 or 81.5, without its sign; `{text}` is not"
    ),
    "holders.twice": "this row on `{name}` is the same as line {first}; remove one of them",
    # The fictional cohort
    "cohort.too_early": (
        "a cohort up to {latest} goes back {years} years, and `{ruleset}` is in force from {start};"
        " name a later day"
    ),
    "cohort.missing": "the cohort needs what `{ruleset}` does not have: {missing}",
    "cohort.no_award": "`{ruleset}` gives an earlier {label} of the cohort no last day",
    "cohort.points": "no judgements under `{ruleset}` come to {points} points",
}
