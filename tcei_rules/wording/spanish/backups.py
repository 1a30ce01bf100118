"""Lo que dicen las copias de seguridad y su recuperación."""

from collections.abc import Mapping
from typing import Final

BACKUPS: Final[Mapping[str, str]] = {
    # Backups
    "backup.not_one": "esto no es una copia de seguridad de este programa; dé un archivo que haya escrito `tcei db backup`",
    "backup.damaged": "la copia de seguridad está dañada y no se puede leer hasta el final: {cause}; no se guardó nada, tome otra",
    "backup.refused": "la copia de seguridad contiene lo que ninguna base de este programa puede contener: {cause}; no se guardó nada, tome otra",
    "backup.rows": "de la tabla `{table}` llegaron {found} filas y había {expected}, así que algunas no dependen de nada; no se guardó nada, tome otra copia",
    "backup.other_version": "esta copia de seguridad fue hecha por otra versión de este programa, con las tablas de {version} en lugar de {known}; recupérela con aquella versión, o lleve antes un duplicado de ella a las tablas actuales",
    "backup.there_already": "ya hay filas en la base de datos `{database}`, y no se recupera nada encima de ellas; apártela, o nombre otra con `--home` o `--db`",
    "backup.other_trust": "la raíz de confianza que vale en `{path}` no es la de `trust.json`, así que la copia es más antigua que el archivo, o de otro registro; no se guardó nada, busque la copia correcta",
    "backup.no_head": "no se guardó ninguna cabeza fuera de la copia, así que nadie puede decir si es la última; dé con `--checkpoint FILE` una cabeza que tenga otra persona",
    "backup.continued": "continúa la cabeza de {size} entradas que se guardó fuera de ella",
    # A ledger that is looked at as a whole
    "whole.gap": "falta la entrada {index} del registro; en su lugar está la entrada {found}",
    "whole.back_dated": "la entrada {index} del registro lleva la hora {at}, antes de la entrada que la precede, que es de {last}",
    "whole.node": "el hash en el nivel {level}, índice {index} del registro no es el de sus entradas: se cambió una entrada o un hash",
    "whole.nodes": "un registro de {size} entradas tiene {expected} hashes, y hay {found}: se quitaron entradas, o se añadieron hashes",
    "whole.other_kind": "algo en `{path}` es de otro tipo que lo que escribe este programa ({cause}): un texto en lugar de bytes, o una entrada de otra forma; lo cambió otra cosa",
    "whole.certificate": "lo que estaba preparado para el certificado `{number}` falta o fue cambiado",
    "whole.behind": "el registro en `{path}` tiene {size} entradas, y se firmó uno de {kept} (`{head}`): es más antiguo, y lo que vino después se perdería; busque una copia posterior",
    "whole.other_root": "el registro en `{path}` no lleva a la cabeza de {size} entradas en `{head}`: la raíz es {found}, y se firmó {kept}; fue cambiado, o es otro",
}
