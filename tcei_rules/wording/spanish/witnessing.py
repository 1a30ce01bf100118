"""Spanish: what exporting, keeping and cosigning the ledger tell."""

from collections.abc import Mapping
from typing import Final

WITNESSING: Final[Mapping[str, str]] = {
    "kept_head.another": "`{path}` guarda otra cabeza de {size} entradas que esta: su raíz es {kept}, y aquí es {given}; una de las dos es de un registro cambiado, así que nada se sobrescribe; guarde ambas, y ejecute `tcei audit verify`",
    "kept_head.damaged": "`{path}` no es una cabeza del registro tal como se firmó; recupérela de una copia",
    "ledger.shorter": "el registro de esta base de datos tiene {size} entradas, y antes se firmó una cabeza con {last}, así que se perdieron anotaciones; restaure la base de datos desde una copia más reciente",
    "ledger.key_unknown": "trust.json no nombra, o ya no, la clave `{key}` para el registro, así que nadie podría comprobar lo que firma; nada se firmó, vea `tcei keys list`",
    "ledger.entry_absent": "falta la entrada {index} del registro; restaure la base de datos desde una copia, y ejecute `tcei audit verify`",
    "ledger.entry_changed": "la entrada {index} del registro no es lo que dice su árbol, así que fue cambiada; no se escribió nada más, ejecute `tcei audit verify`",
    "ledger.node_changed": "los hashes del registro en el nivel {level} no llevan a los de arriba, en el índice {index}; no se escribió nada más, ejecute `tcei audit verify`",
    "export.differs": "`{path}` ya existe y contiene otra cosa que este registro: una bifurcación, o un archivo dañado; nada se sobrescribió, compárelo con la base de datos antes de quitarlo",
    "export.strange": "`{path}` no es una cabeza firmada por una clave de trust.json, así que la carpeta es de otro registro; indique otra carpeta",
    "export.ahead": "`{path}` tiene {there} entradas, y el registro de aquí tiene {here}: se perdieron anotaciones, o se exportó un registro más reciente; nada se escribió, restaure la base de datos desde una copia más reciente",
    "export.forked": "el registro de aquí no continúa las {size} entradas de `{path}`: una bifurcación; nada se escribió, guarde la carpeta como prueba, y ejecute `tcei audit verify`",
    "export.incomplete": "falta `{path}`, aunque ya se había exportado; repóngalo con `tcei log export` y `--all`",
    "export.root": "los archivos no llevan a la cabeza de {size} entradas, así que no se publicó; revíselos todos con `tcei log export` y `--all`",
    "witness.there_already": "`{folder}` ya tiene un testigo; indique otra carpeta",
    "witness.absent": "no hay ningún testigo en `{folder}`; créelo con `tcei witness init`",
    "witness.damaged": "`{path}` está dañado; recupérelo de una copia",
    "witness.head_damaged": "la última cabeza de `{origin}` que guarda este testigo está dañada; recupérela de una copia, pues sin ella nada se puede comparar",
    "witness.rolled_back": "`{origin}` mostraba antes {before} entradas (raíz `{root_before}`), y ahora solo {now} (raíz `{root_now}`): una copia vieja, o un registro que perdió entradas; no se cofirmó, ambas cabezas están en `{evidence}`",
    "witness.two_heads": "`{origin}` firmó dos cabezas de {now} entradas: antes con la raíz `{root_before}`, ahora con `{root_now}`; no se cofirmó, y ambas cabezas en `{evidence}` prueban la falta",
    "witness.not_continued": "`{origin}` mostraba antes {before} entradas (raíz `{root_before}`), y las {now} de ahora (raíz `{root_now}`) no empiezan por ellas: una bifurcación; no se cofirmó, y ambas cabezas en `{evidence}` prueban la falta",
    "witness.incomplete": "faltan archivos de la exportación o no tienen su longitud, así que la cabeza de {size} entradas no se pudo comprobar ni se cofirmó; traiga de nuevo toda la carpeta",
    "witness.tiles": "los archivos de la exportación no llevan a su cabeza de {size} entradas, así que no se cofirmó; traiga de nuevo toda la carpeta, y pregunte al registro si sigue así",
    "witness.clock": "el reloj de esta máquina dice {now}, y este testigo cofirmó a las {last}; nada se cofirmó, ponga bien el reloj e inténtelo de nuevo",
    "witness_policy.other_ledger": "la política nombra registros, y ninguno es `{origin}` con una clave de trust.json; añada su línea, o quite todas las que empiezan por `log`",
}
