"""German: what is wrong with tables of published labels, and with what a cohort is made from."""

from collections.abc import Mapping
from typing import Final

TABLES: Final[Mapping[str, str]] = {
    "holders.too_large": "die Tabelle ist größer als {most} MB; teilen Sie sie auf",
    "holders.too_many": "die Tabelle hat mehr als {most} Zeilen; teilen Sie sie auf",
    "holders.column_missing": "Spalte `{column}` fehlt; ihre Zellen dürfen leer sein, wo nichts bekannt ist",
    "holders.column_order": "die Spalten müssen in dieser Reihenfolge stehen: {columns}",
    "holders.column_twice": "Spalte `{column}` gibt es zweimal; entfernen Sie eine davon",
    "holders.cells": "diese Zeile hat {has} Zellen statt {expected}; setzen Sie Texte mit Kommas in Anführungszeichen",
    "holders.blanks": "`{column}` beginnt oder endet mit einem Leerzeichen; entfernen Sie es",
    "holders.control": "`{column}` enthält das Zeichen {code}, vielleicht einen Zeilenumbruch; entfernen Sie es",
    "holders.day": "`{column}` muss ein Tag, Monat, Quartal oder Jahr sein wie 2019-11-15, 2019-11, 2019-Q4 oder 2019; `{text}` ist keines",
    "holders.order": "`{valid_until}` endet, bevor die Bewertung von `{assessed}` begann; berichtigen Sie eines von beiden",
    "holders.score": "`score_pct` muss ein Prozentsatz sein wie 81 oder 81.5, ohne sein Zeichen; `{text}` ist keiner",
    "holders.twice": "diese Zeile zu `{name}` gleicht Zeile {first}; entfernen Sie eine davon",
    # The fictional cohort
    "cohort.too_early": "eine Kohorte bis {latest} geht {years} Jahre zurück, und `{ruleset}` ist ab {start} in Kraft; nennen Sie einen späteren Tag",
    "cohort.missing": "die Kohorte braucht, was `{ruleset}` nicht hat: {missing}",
    "cohort.no_award": "`{ruleset}` gibt einem früheren {label} der Kohorte keinen letzten Tag",
    "cohort.points": "unter `{ruleset}` ergeben keine Urteile {points} Punkte",
}
