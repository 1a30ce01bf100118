"""Spanish: what is wrong with trees, tiles, signed notes, checkpoints, policies and proofs."""

from collections.abc import Mapping
from typing import Final

LEDGER: Final[Mapping[str, str]] = {
    # Tree
    "ledger.index": "no hay ninguna entrada {index} en un árbol de {size} entradas; la primera tiene el índice 0",
    "ledger.node": "un árbol de {size} entradas no tiene un nodo completo {index} en el nivel {level}; pida un árbol menor",
    "ledger.sizes": "ningún árbol crece de {old} a {new} entradas; el tamaño anterior debe ser al menos 1 y como máximo el posterior",
    # Tiles
    "tile.bundle": "este lote no contiene exactamente {count} entradas; obténgalo de nuevo",
    "tile.entry": "la entrada en la posición {position} tiene {length} bytes, y en un lote caben como máximo {most}; acórtela",
    "tile.length": "`{path}` tiene {length} bytes en lugar de {expected}; obténgalo de nuevo",
    # Signed notes and their keys
    "signed_note.control": "el carácter invisible {code} no puede estar en una nota firmada; quítelo",
    "signed_note.false_signature": "la firma de `{key}` no es válida: esto no es lo que se firmó; no se fíe de ello",
    "signed_note.key": "`{key}` no es una clave de verificación; una tiene un nombre, 8 cifras hexadecimales y base64, con `+` entre ellos",
    "signed_note.key_algorithm": "las claves del tipo {algorithm} no se leen; use Ed25519, del tipo 0x01 para los registros y 0x04 para los testigos",
    "signed_note.key_id": "el identificador de clave en `{key}` no es el de su nombre y su clave, que es `{key_id}`; copie la clave otra vez de donde se publicó",
    "signed_note.key_name": "`{name}` no puede ser el nombre de una clave; escriba uno sin espacios ni `+`, como `log.example.org`",
    "signed_note.large": "esto tiene más de {most} bytes, y ninguna nota firmada tiene tantos; obténgala de nuevo",
    "signed_note.line": "esta no es una línea de firma: una raya, el nombre de la clave y base64, con un espacio entre ellos; obtenga la nota de nuevo",
    "signed_note.no_signatures": "una nota firmada tiene firmas bajo una línea vacía, y aquí no hay ninguna; obténgala entera",
    "signed_note.not_utf8": "esto no es UTF-8 a partir del byte {position}; obtenga la nota firmada de nuevo",
    "signed_note.signatures": "esta nota tiene más de {most} firmas; no se leen más, pida una con menos",
    "signed_note.text": "un texto que se firma debe terminar con un salto de línea; añada uno",
    # Checkpoints and cosignatures
    "checkpoint.extension": "una extensión de un punto de control es una línea y no está vacía; déjela fuera o escríbala así",
    "checkpoint.key": "`{key}` no es la clave de un registro, sino de un testigo; dé la clave del propio registro",
    "checkpoint.lines": "un punto de control tiene tres líneas, cada una con su final: origen, tamaño y raíz; obténgalo de nuevo",
    "checkpoint.not_signed": "la clave `{key}` del registro no firmó este punto de control; obténgalo del registro, o dé la clave que firmó",
    "checkpoint.origin": "el origen de un punto de control es una línea y no está vacío; escriba ahí el nombre del registro",
    "checkpoint.other_log": "este punto de control es del registro `{origin}` y no de `{expected}`; obtenga el correcto",
    "checkpoint.root": "`{root}` no es la raíz de un árbol: 32 bytes en base64; obtenga el punto de control de nuevo",
    "checkpoint.size": "`{size}` no es el tamaño de un árbol: un número entero menor que 2^64 sin ceros a la izquierda; obtenga el punto de control de nuevo",
    "cosignature.false": "la cofirma de `{key}` no es válida: esto no es lo que vio el testigo; no se fíe de ello",
    # Policies of witnesses
    "witness_policy.control": "el carácter invisible {code} no puede estar en una política; quítelo, y termine las líneas con un simple salto de línea",
    "witness_policy.form": "a esta línea le falta algo o le sobra algo; escriba `{form}`",
    "witness_policy.key_twice": "la clave pública en `{key}` ya está en una línea anterior; un registro o un testigo cuenta una vez, quite una de ellas",
    "witness_policy.last_line": "la última línea no tiene final, así que puede faltar algo; termínela con un salto de línea",
    "witness_policy.log_key": "`{key}` no es la clave de un registro; la clave de un registro tiene el tipo 0x01",
    "witness_policy.member_twice": "`{name}` ya es miembro de un grupo; cada uno cuenta de una sola manera, quítelo de uno de ellos",
    "witness_policy.name_twice": "el nombre `{name}` está ocupado; elija otro para este testigo o este grupo",
    "witness_policy.no_quorum": "a la política le falta su quórum; añada una línea como `quorum none`",
    "witness_policy.quorum_twice": "una política tiene un solo quórum, y una línea anterior lo da; quite una de ellas",
    "witness_policy.threshold": "`{threshold}` no es un número de 1 a {most}, ni `any` ni `all`; escriba cuántos miembros se necesitan",
    "witness_policy.unknown": "ninguna línea anterior define un testigo o grupo `{name}`; defínalo arriba, o corrija el nombre",
    "witness_policy.witness_key": "`{key}` no es la clave de un testigo; la clave de un testigo tiene el tipo 0x04",
    "witness_policy.word": "ninguna línea de una política empieza por `{word}`; empiécela con `log`, `witness`, `group`, `quorum` o `#`",
    # Proofs to keep
    "tlog_proof.extra": "los datos adicionales de esta prueba no son base64; obtenga la prueba de nuevo",
    "tlog_proof.hash": "este no es un hash de una prueba: 32 bytes en base64; obtenga la prueba de nuevo",
    "tlog_proof.header": "esta no es una prueba de un registro: debe empezar por `c2sp.org/tlog-proof@v1`; mire si es el archivo correcto",
    "tlog_proof.index": "una prueba nombra aquí su entrada, como en `index 0`; obtenga la prueba de nuevo",
    "tlog_proof.large": "esto tiene más de {most} bytes, y ninguna prueba tiene tantos; obténgala de nuevo",
    "tlog_proof.long": "esta prueba tiene más de {most} hashes, y ningún árbol necesita tantos; obténgala de nuevo",
    "tlog_proof.no_checkpoint": "a esta prueba le falta su punto de control bajo una línea vacía; obténgala entera",
}
