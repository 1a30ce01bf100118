"""Spanish: what went wrong inside, and what to do about it."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    "input.mistakes": "errores encontrados: {count}",
    "mistake.note": "nota: {sentence}",
    # Records and their canonical form
    "canonical.integer": "el número en `/{path}` debe ser menor que 9007199254740992",
    "canonical.key": "el nombre en `/{path}` debe tener solo letras simples (ASCII)",
    "canonical.kind": "`/{path}` es un {kind}, que ningún registro puede contener",
    "canonical.not_nfc": "el texto en `/{path}` no está en la forma compuesta de Unicode (NFC)",
    "canonical.surrogate": "el texto en `/{path}` contiene medio carácter",
    "record.digest": "el registro `{id}` fue modificado: su contenido ya no coincide con su resumen",
    "record.opening": "lo que acompaña al compromiso `{commitment}` no es aquello a lo que se refería",
    "record.salt": "una sal debe tener 32 bytes, esta tiene {length}",
    # Two evaluators
    "engine.disagreement": "las dos evaluaciones difieren, así que no se decide nada; comuníquelo con ambas trazas: {where}",
    "network.absent": "la segunda evaluación no está instalada: necesita Python 3.11 o 3.12, y un compilador de C al instalarla; sin ella un caso se puede ver de antemano, pero no registrar",
    "network.canary": "el motor de reglas no superó su autocomprobación para el conjunto de reglas `{name}`, así que no se decide nada",
    "network.died": "el motor de reglas se detuvo (código de salida {code}); no se decide nada, inténtelo de nuevo",
    "network.failed": "el motor de reglas se interrumpió, no se decide nada: {cause}",
    "network.firings": "el motor de reglas activó {firings} reglas para {events} valores, así que no se decide nada",
    "network.late": "el motor de reglas no respondió en {seconds} segundos; no se decide nada, inténtelo de nuevo",
    "network.locale": "el motor de reglas necesita un punto decimal, esta configuración regional tiene otro signo; defina `LC_NUMERIC=C`",
    "network.refused": "el motor de reglas rechazó el caso (código {code}); no se decide nada",
    "network.too_many_nodes": "el conjunto de reglas necesita más de {most} comparaciones y tramos; la segunda evaluación no admite más",
    # Keys
    "base58.character": "`{character}` no puede estar en una clave; copie la clave de nuevo",
    "key.length": "una clave Ed25519 tiene 32 bytes, esta tiene {length}",
    "key.multikey": "`{multikey}` no es una clave Ed25519; una así empieza por `z6Mk` y tiene 48 caracteres",
    "key.not_a_point": "`{key}` no es una clave Ed25519",
    "key.weak": "`{key}` es una clave débil, con la que cualquiera puede firmar; cree otra",
    "keyring.damaged": "el archivo de clave `{file}` está dañado o cambió de nombre; recupérelo de una copia",
    "keyring.exists": "`{folder}` ya tiene una clave activa para `{purpose}`; rótela para obtener la siguiente",
    "keyring.mismatch": "la mitad privada de la clave `{multikey}` para `{purpose}` pertenece a otra clave",
    "keyring.no_folder": "no hay carpeta `{folder}` para claves",
    "keyring.no_key": "no hay clave activa para `{purpose}` en `{folder}`; cree primero una",
    "keyring.not_readable": "no se puede leer `{folder}`: {cause}",
    "keyring.not_writable": "no se puede escribir en `{folder}`: {cause}",
    "keyring.passphrase": "esta no es la frase de contraseña de la clave",
    "keyring.short_passphrase": "una frase de contraseña debe tener al menos {shortest} caracteres",
    "keyring.too_early": "la clave activa para `{purpose}` es del {created}; la siguiente debe ser posterior, no del {at}",
    "keyring.too_slow": "la clave se cerró en una máquina mucho más rápida; abrirla aquí tardaría demasiado",
}
