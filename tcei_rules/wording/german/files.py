"""German: what is wrong with a file before anyone asks what it says."""

from collections.abc import Mapping
from typing import Final

FILES: Final[Mapping[str, str]] = {
    # YAML
    "yaml.alias": "`*{name}` wiederholt etwas von anderer Stelle; schreiben Sie es hier aus",
    "yaml.anchor": "`&{name}` ist ein Anker, und auf Anker darf nichts verweisen; entfernen Sie ihn",
    "yaml.comma": "`{key}` hat keinen Wert: ein Komma innerhalb von `{{ }}` beendet einen Text; setzen Sie den Text in Anführungszeichen",
    "yaml.control": "das unsichtbare Zeichen {code} kann nicht in einem Text stehen; entfernen Sie es",
    "yaml.documents": "hier beginnt ein zweites Dokument; schreiben Sie ein Dokument je Datei",
    "yaml.duplicate_key": "`{key}` ist zweimal angegeben, zuerst in Zeile {first}",
    "yaml.key": "ein Schlüssel muss ein einzelner Text sein",
    "yaml.not_utf8": "das ist kein UTF-8; speichern Sie die Datei als UTF-8",
    "yaml.syntax": "das lässt sich nicht als YAML lesen: {cause}",
    "yaml.tag": "`{tag}` ist ein Tag, und Tags werden nicht gelesen; entfernen Sie ihn",
    "yaml.too_deep": "das ist mehr als {limit} Ebenen tief verschachtelt; schreiben Sie es flacher",
    "yaml.too_large": "die Datei hat {size} MB; gelesen werden höchstens 0.5 MB",
    # JSON
    "json.duplicate_key": "`{key}` ist in einem Objekt zweimal angegeben",
    "json.not_utf8": "ab Byte {position} ist das kein UTF-8; speichern Sie die Datei als UTF-8",
    "json.number": "`{number}` kann hier nicht stehen: Zahlen sind ganz und kleiner als 9007199254740992",
    "json.syntax": "das lässt sich nicht als JSON lesen: {cause}",
    "json.too_deep": "das ist mehr als {limit} Ebenen tief verschachtelt",
    # The shape of what stands at a place
    "key.missing": "{noun}: `{key}` fehlt",
    "key.unknown": "{noun}: der Schlüssel `{key}` ist unbekannt",
    "key.unknown.suggest": "{noun}: der Schlüssel `{key}` ist unbekannt; meinten Sie `{suggestion}`?",
    "unknown.name": "{what} `{name}` ist unbekannt",
    "unknown.name.suggest": "{what} `{name}` ist unbekannt; meinten Sie `{suggestion}`?",
    "shape.mapping": "{noun}: hier müssen Schlüssel und Werte stehen, etwa `title: Members`",
    "shape.scalar": "{noun}: hier muss ein einzelner Text stehen",
    "shape.sequence": "{noun}: hier muss eine Liste stehen: Einträge in `[ ]` oder Zeilen, die mit `-` beginnen",
    "shape.words": "{noun}: hier muss ein Text stehen, oder Texte je Sprache wie `{{en: Members, de: Mitglieder}}`",
    # Texts and names
    "text.empty": "{noun}: hier steht nichts; schreiben Sie etwas, oder lassen Sie es weg",
    "text.lines": "{noun}: das ist eine einzige Zeile; schreiben Sie sie ohne Zeilenumbrüche",
    "text.not_a_scheme": "`{text}` ist kein Name eines Systems; nehmen Sie kleine Buchstaben, Ziffern und `_`, mit `-` dazwischen",
    "text.not_a_name": "{noun} `{text}`: am Anfang muss ein kleiner Buchstabe stehen, danach nur kleine Buchstaben, Ziffern und `_`",
    "text.not_an_id": "{noun} `{text}`: hier dürfen nur Buchstaben, Ziffern, `_`, `.` und `-` stehen",
    "text.quotes": '{noun}: das muss ein Text sein: schreiben Sie "{text}" in Anführungszeichen, sonst wird es als {reads} gelesen',
    "words.language": "`{text}` ist keine Sprache; schreiben Sie ihr Kürzel, etwa `en`",
    "words.original": "{noun}: die Sprache, in der die Datei geschrieben ist, fehlt; ergänzen Sie `{language}`",
    # Numbers, days, yes and no
    "number.comma": "`{text}` ist keine Zahl; schreiben Sie `{better}`",
    "number.not_one": "`{text}` ist keine Zahl; schreiben Sie Ziffern, mit einem Punkt vor den Dezimalstellen",
    "number.not_whole": "{noun}: das muss eine ganze Zahl sein; `{text}` ist keine",
    "number.too_long": "`{text}` hat mehr als {most} Ziffern; mehr lässt sich nicht genau berechnen",
    "number.decimals": "`{text}` hat zu viele Dezimalstellen: {has}; `{name}` hat {most}",
    "unit.needed": "`{text}` wovon? schreiben Sie `{text} {unit}`",
    "unit.none": "`{name}` hat keine Einheit; schreiben Sie `{text}` ohne Einheit",
    "unit.other": "`{name}` wird in {expected} gezählt; `{text}` nicht",
    "day.not_one": "`{text}` ist kein Tag; schreiben Sie ihn wie 2019-11-15",
    "yes_no.not_one": "{noun}: hier muss `yes` oder `no` stehen; `{text}` ist keines von beiden",
}
