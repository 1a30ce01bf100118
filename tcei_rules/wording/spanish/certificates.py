"""Spanish: what is wrong with certificates and trust, and what verifying found."""

from collections.abc import Mapping
from typing import Final

CERTIFICATES: Final[Mapping[str, str]] = {
    # Shape and texts
    "shape.missing": "falta `{path}`",
    "shape.otherwise": "algo en él está escrito de otro modo que en un documento así",
    "shape.unknown": "`{path}` no debe estar ahí",
    "shape.value": "`{path}` no es como debería ser",
    "text.broken": "un salto de línea o un tabulador no puede estar en un texto de una línea",
    "text.control": "un carácter de control no puede estar en un texto",
    "text.no_such_day": "no existe el día {day}",
    "text.not_nfc": "un texto no está en la forma compuesta de Unicode (NFC)",
    # Trust
    "trust.demonstration_domain": "`{issuer}` emite demostraciones; su nombre debe terminar en `.example`",
    "trust.ends_before_start": "una clave que puede firmar desde el {starts} no puede haber terminado el {ends}",
    "trust.lacks_key": "no nombra la clave activa `{multikey}`, así que nadie conoce lo que esta firma; escríbalo de nuevo con `tcei init`",
    "trust.no_key": "aquí hace falta al menos una clave",
    "trust.other_root": "trust.json no es la raíz de confianza que tiene el registro, su entrada {index}; recupere el archivo registrado, o registre este con `tcei init`",
    "trust.real_domain": "`{issuer}` termina en `.example`, que es solo para demostraciones",
    "trust.twice": "`{name}` está dos veces",
    # Preparing and signing
    "certificate.real": "el certificado {number} no es una demostración; hasta ahora solo se firman demostraciones",
    "certificate.real_issuer": "el emisor `{issuer}` no es un emisor de demostraciones; hasta ahora solo se emiten demostraciones",
    "certificate.key_unknown": "trust.json no nombra la clave `{key}` para el emisor `{issuer}`, así que nadie podría verificar lo que firma; no se guardó nada, escriba trust.json de nuevo o use la clave que nombra",
    "certificate.key_early": "la clave `{key}` puede firmar desde el {starts}, y el reloj dice {at}; no se guardó nada, mire el reloj y trust.json",
    "certificate.key_ended": "la clave `{key}` podía firmar hasta el {ends}, y ahora es {at}; no se guardó nada, mire el reloj y trust.json",
    "credential.dates": "un certificado no puede ser válido del {start} al {end}",
    "credential.half_demonstration": "el logro y los criterios deben decir ambos que esto es una demostración, o ninguno de los dos",
    "credential.nodes": "una parte del certificado no lleva el identificador del certificado",
    "credential.rulesets": "el logro y la evidencia nombran versiones distintas de los criterios",
    "sign.false_signature": "lo que firma por `{key}` dio una firma que no es válida",
    # Verifying, step by step
    "verify.unchecked": "el paso `{needs}` no dio nada que mirar",
    "verify.readable.passed": "se puede leer",
    "verify.readable.too_large": "es mucho mayor que cualquier certificado",
    "verify.shape.passed": "es un certificado, y nada más",
    "verify.issuer.passed": "lo emitió {name} (`{issuer}`)",
    "verify.issuer.unknown": "su emisor `{issuer}` no es de aquellos en los que aquí se confía",
    "verify.key.passed": "la clave `{key}` era del emisor el {created}",
    "verify.key.not_then": "la clave `{key}` no podía firmar el {created}",
    "verify.key.not_yet": "se firmó el {created}, después del {at}",
    "verify.key.unknown": "`{key}` no es una clave que publicara el emisor",
    "verify.proof.passed": "la firma es válida ({suite})",
    "verify.proof.false": "la firma no es válida: esto no es lo que se firmó",
    "verify.validity.passed": "es válido del {start} al {end}",
    "verify.validity.expired": "caducó: el último día de vigencia fue el {end}",
    "verify.validity.not_yet": "no es válido antes del {start}",
    "verify.status.not_demanded": "no nombra una lista de estados, así que no se preguntó si fue retirado",
    "verify.ledger.not_demanded": "no se preguntó si figura en el libro de registro",
    "verify.criteria.not_demanded": "no se preguntó si sus criterios fueron aprobados",
    "verify.demonstration.passed": "no es una demostración",
    "verify.demonstration.in_order": "es una demostración y no certifica nada",
    "verify.demonstration.marks": "dice que es una demostración, pero su emisor no emite ninguna",
    "verify.demonstration.no_marks": "su emisor emite demostraciones, pero no dice nada de ello",
}
