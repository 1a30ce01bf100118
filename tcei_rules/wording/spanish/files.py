"""Spanish: what is wrong with a file before anyone asks what it says."""

from collections.abc import Mapping
from typing import Final

FILES: Final[Mapping[str, str]] = {
    # YAML
    "yaml.alias": "`*{name}` repite algo de otro lugar; escríbalo aquí por extenso",
    "yaml.anchor": "`&{name}` es un ancla, y nada puede remitir a ella; quítela",
    "yaml.comma": "`{key}` no tiene valor: dentro de `{{ }}` una coma termina un texto; ponga el texto entre comillas",
    "yaml.control": "el carácter invisible {code} no puede estar en un texto; quítelo",
    "yaml.documents": "aquí empieza un segundo documento; escriba un documento por archivo",
    "yaml.duplicate_key": "`{key}` se da dos veces, primero en la línea {first}",
    "yaml.key": "una clave debe ser un solo texto",
    "yaml.not_utf8": "esto no es UTF-8; guarde el archivo en UTF-8",
    "yaml.syntax": "esto no se puede leer como YAML: {cause}",
    "yaml.tag": "`{tag}` es una etiqueta, y las etiquetas no se leen; quítela",
    "yaml.too_deep": "esto está anidado a más de {limit} niveles; escríbalo más plano",
    "yaml.too_large": "el archivo tiene {size} MB; se leen como máximo 0.5 MB",
    # JSON
    "json.duplicate_key": "`{key}` se da dos veces en un objeto",
    "json.not_utf8": "esto no es UTF-8 a partir del byte {position}; guarde el archivo en UTF-8",
    "json.number": "`{number}` no puede estar aquí: los números son enteros y menores que 9007199254740992",
    "json.syntax": "esto no se puede leer como JSON: {cause}",
    "json.too_deep": "esto está anidado a más de {limit} niveles",
    # The shape of what stands at a place
    "key.missing": "{noun}: falta `{key}`",
    "key.unknown": "{noun}: se desconoce la clave `{key}`",
    "key.unknown.suggest": "{noun}: se desconoce la clave `{key}`; ¿quería decir `{suggestion}`?",
    "unknown.name": "no se conoce: {what} `{name}`",
    "unknown.name.suggest": "no se conoce: {what} `{name}`; ¿quería decir `{suggestion}`?",
    "shape.mapping": "{noun}: aquí deben estar claves y valores, como `title: Members`",
    "shape.scalar": "{noun}: aquí debe estar un solo texto",
    "shape.sequence": "{noun}: aquí debe estar una lista: elementos entre `[ ]`, o líneas que empiezan con `-`",
    "shape.words": "{noun}: aquí debe estar un texto, o textos por idioma como `{{en: Members, de: Mitglieder}}`",
    # Texts and names
    "text.empty": "{noun}: no hay nada; escriba algo, o déjelo fuera",
    "text.lines": "{noun}: va en una sola línea; escríbalo sin saltos de línea",
    "text.not_a_scheme": "`{text}` no es el nombre de un sistema; use minúsculas, cifras y `_`, con `-` entre ellos",
    "text.not_a_name": "{noun} `{text}`: debe empezar por una letra minúscula y tener solo minúsculas, cifras y `_`",
    "text.not_an_id": "{noun} `{text}`: solo puede tener letras, cifras, `_`, `.` y `-`",
    "text.quotes": '{noun}: debe ser un texto: escriba "{text}" entre comillas, o se leerá como {reads}',
    "words.language": "`{text}` no es un idioma; escriba su código, como `en`",
    "words.original": "{noun}: falta el idioma en que está escrito el archivo; añada `{language}`",
    # Numbers, days, yes and no
    "number.comma": "`{text}` no es un número; escriba `{better}`",
    "number.not_one": "`{text}` no es un número; escriba cifras, con un punto para los decimales",
    "number.not_whole": "{noun}: debe ser un número entero; `{text}` no lo es",
    "number.too_long": "`{text}` tiene más de {most} cifras; más no se puede calcular con exactitud",
    "number.decimals": "`{text}` tiene demasiados decimales: {has}; `{name}` tiene {most}",
    "unit.needed": "¿`{text}` de qué? escriba `{text} {unit}`",
    "unit.none": "`{name}` no tiene unidad; escriba `{text}` sin ella",
    "unit.other": "`{name}` se cuenta en {expected}; `{text}` no",
    "day.not_one": "`{text}` no es un día; escriba uno como 2019-11-15",
    "yes_no.not_one": "{noun}: debe ser `yes` o `no`; `{text}` no es ninguno de los dos",
}
