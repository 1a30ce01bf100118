"""French: what is wrong with a file before anyone asks what it says."""

from collections.abc import Mapping
from typing import Final

FILES: Final[Mapping[str, str]] = {
    # YAML
    "yaml.alias": "`*{name}` répète ce qui se trouve ailleurs ; écrivez-le ici en entier",
    "yaml.anchor": "`&{name}` est une ancre, et rien ne peut y renvoyer ; retirez-la",
    "yaml.comma": "`{key}` n'a pas de valeur : à l'intérieur de `{{ }}` une virgule termine un texte ; mettez le texte entre guillemets",
    "yaml.control": "le caractère invisible {code} ne peut figurer dans un texte ; retirez-le",
    "yaml.documents": "un second document commence ici ; écrivez un document par fichier",
    "yaml.duplicate_key": "`{key}` est donné deux fois, d'abord à la ligne {first}",
    "yaml.key": "une clé doit être un texte simple",
    "yaml.not_utf8": "ce n'est pas de l'UTF-8 ; enregistrez le fichier en UTF-8",
    "yaml.syntax": "ceci ne peut être lu comme du YAML : {cause}",
    "yaml.tag": "`{tag}` est un tag, et les tags ne sont pas lus ; retirez-le",
    "yaml.too_deep": "ceci est imbriqué sur plus de {limit} niveaux ; écrivez-le plus à plat",
    "yaml.too_large": "le fichier fait {size} Mo ; on en lit au plus 0.5 Mo",
    # JSON
    "json.duplicate_key": "`{key}` est donné deux fois dans un objet",
    "json.not_utf8": "ce n'est pas de l'UTF-8 à partir de l'octet {position} ; enregistrez le fichier en UTF-8",
    "json.number": "`{number}` ne peut figurer ici : les nombres sont entiers et inférieurs à 9007199254740992",
    "json.syntax": "ceci ne peut être lu comme du JSON : {cause}",
    "json.too_deep": "ceci est imbriqué sur plus de {limit} niveaux",
    # The shape of what stands at a place
    "key.missing": "{noun} : il manque `{key}`",
    "key.unknown": "{noun} : la clé `{key}` est inconnue",
    "key.unknown.suggest": "{noun} : la clé `{key}` est inconnue ; vouliez-vous dire `{suggestion}` ?",
    "unknown.name": "inconnu ici : {what} `{name}`",
    "unknown.name.suggest": "inconnu ici : {what} `{name}` ; vouliez-vous dire `{suggestion}` ?",
    "shape.mapping": "{noun} : il faut ici des clés et des valeurs, comme `title: Members`",
    "shape.scalar": "{noun} : il faut ici un texte simple",
    "shape.sequence": "{noun} : il faut ici une liste : des éléments entre `[ ]`, ou des lignes qui commencent par `-`",
    "shape.words": "{noun} : il faut ici un texte, ou des textes par langue comme `{{en: Members, de: Mitglieder}}`",
    # Texts and names
    "text.empty": "{noun} : il n'y a rien ici ; écrivez quelque chose, ou omettez-le",
    "text.lines": "{noun} : ceci tient sur une ligne ; écrivez-le sans retour à la ligne",
    "text.not_a_scheme": "`{text}` n'est pas le nom d'un système ; prenez des minuscules, des chiffres et `_`, avec `-` entre eux",
    "text.not_a_name": "{noun} `{text}` : il faut commencer par une lettre minuscule, et n'employer que des minuscules, des chiffres et `_`",
    "text.not_an_id": "{noun} `{text}` : seuls conviennent les lettres, les chiffres, `_`, `.` et `-`",
    "text.quotes": '{noun} : il faut un texte : écrivez "{text}" entre guillemets, sinon cela se lit {reads}',
    "words.language": "`{text}` n'est pas une langue ; écrivez son code, comme `en`",
    "words.original": "{noun} : il manque la langue dans laquelle le fichier est écrit ; ajoutez `{language}`",
    # Numbers, days, yes and no
    "number.comma": "`{text}` n'est pas un nombre ; écrivez `{better}`",
    "number.not_one": "`{text}` n'est pas un nombre ; écrivez des chiffres, avec un point avant les décimales",
    "number.not_whole": "{noun} : il faut un nombre entier ; `{text}` n'en est pas un",
    "number.too_long": "`{text}` a plus de {most} chiffres ; au-delà, le calcul ne peut être exact",
    "number.decimals": "`{text}` a trop de décimales : {has} ; `{name}` en a {most}",
    "unit.needed": "`{text}` de quoi ? écrivez `{text} {unit}`",
    "unit.none": "`{name}` n'a pas d'unité ; écrivez `{text}` sans unité",
    "unit.other": "`{name}` se compte en {expected} ; `{text}` non",
    "day.not_one": "`{text}` n'est pas un jour ; écrivez-le comme 2019-11-15",
    "yes_no.not_one": "{noun} : il faut `yes` ou `no` ; `{text}` n'est ni l'un ni l'autre",
}
