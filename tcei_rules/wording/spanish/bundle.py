"""Spanish: what is told of bundles, and of checking them."""

from collections.abc import Mapping
from typing import Final

BUNDLE: Final[Mapping[str, str]] = {
    "bundle.absent": "no hay decisión, expediente ni certificado `{name}`; vea `tcei decide list` y `tcei cert list`",
    "bundle.undecided": "el expediente `{case}` aún no tiene decisión, y un paquete trata de una; regístrela con `tcei decide record`",
    "bundle.several": "el expediente `{case}` tiene varias decisiones; nombre una de {decisions}",
    "bundle.unsigned": "el certificado {number} está registrado y aún no firmado; fírmelo con `tcei cert issue {decision}` e inténtelo de nuevo",
    "bundle.large": "serían más de {files} archivos o {most} MB, más de lo que lee `tcei audit check-bundle`; no se escribió nada",
    "bundle.made": "paquete de la decisión {decision}, {entries} entradas bajo la cabeza de {size} entradas: {file}",
    "bundle.made.erased": "{erased} de sus compromisos se borraron, y su README.txt los nombra",
    "bundle.next": "a continuación: `tcei audit check-bundle {file}`",
    # What strangers hand in
    "bundle.not_zip": "esto no es un archivo zip, o está dañado, así que no es un paquete; mire si es el archivo correcto y consígalo de nuevo",
    "bundle.other": "este archivo zip no es un paquete: no tiene `SHA256SUMS` ni `checkpoint`; mire si es el archivo correcto",
    "bundle.too_many": "este archivo zip nombra más de {most} archivos, y ningún paquete lo hace; no se extrajo nada",
    "bundle.too_large": "este archivo zip extraído pasa de {most} MB, y ningún paquete lo hace; se detuvo la extracción",
    "bundle.name": "este archivo zip nombra `{name}`, y ningún paquete tiene un nombre así, que podría llevar fuera de su carpeta; no se extrajo nada",
    "bundle.twice": "este archivo zip tiene `{name}` dos veces, y distintos programas podrían leer cosas distintas; no se extrajo nada",
    "bundle.encrypted": "`{name}` está cifrado en este archivo zip, y en un paquete nada lo está; no se extrajo nada",
    # Results
    "bundle.result.passed": "todo en este paquete está en orden",
    "bundle.result.failed": "este paquete no es como debería ser, no se fíe de él",
    "bundle.result.unchecked": "nada es falso, pero no todo se pudo comprobar",
    "bundle.state.passed": "superado",
    "bundle.state.failed": "no superado",
    "bundle.state.unchecked": "no se pudo comprobar",
    "bundle.about": "decisión {decision}, {entries} entradas bajo una cabeza de {size} entradas",
    "bundle.failure": "{row}, {what}: se esperaba {expected}, se encontró {found}",
    "bundle.failures.more": "y {count} más",
    # Remarks
    "bundle.no_head": "ninguna cabeza firmada se sostiene, así que nada lleva a ella",
    "bundle.no_decision": "la decisión, o lo que nombra, no está",
    "bundle.no_ruleset": "los criterios según los que se decidió no están",
    "bundle.witnesses.none": "la raíz de confianza no pide testigos; que todos vean el mismo libro depende solo de este",
    "bundle.witnesses.missing": "la raíz de confianza pide más testigos de los que han cofirmado; podrían faltar {names}",
    "bundle.trust.not_pinned": "se usó el trust.json de dentro, y un falsificador pondría ahí el suyo; compare su SHA-256 `{digest}` con uno que tenga de otra parte, o dé el suyo con `--trust`",
    "bundle.trust.elsewhere": "su trust.json no es ninguna de las raíces de confianza de este paquete; sus claves valen igualmente, pero pregunte a la oficina por qué",
    "bundle.openings.erased": "{count} compromisos se borraron a propósito, como dice el libro",
    "bundle.criteria.no_approval": "no se pudo comprobar si un quórum aprobó estos criterios: aún no hay aprobaciones",
    "bundle.people.no_facts": "los datos no están, así que no se pudo comparar el panel que nombran",
    "bundle.decision.no_outcome": "el resultado no está, así que no se pudo comparar lo que concede",
    "bundle.replay.erased": "datos borrados: no se pudo comprobar",
    "bundle.replay.no_inputs": "los datos o los antecedentes no están como estaban, así que nada se puede juzgar",
    "bundle.replay.no_outcome": "no todo lo que resultó entonces está para comparar",
    "bundle.replay.reference_alone": "solo juzgó la referencia: el segundo evaluador no funciona aquí",
    "bundle.certificate.none": "en este paquete no hay certificado",
    "bundle.certificate.no_holder": "de quién era el expediente no está, así que no se pudo comparar el titular",
    "bundle.explanation.other": "explanation.txt no es lo que escribiría esta versión del programa, y nadie lo firmó; confíe en el resultado mismo",
    "bundle.explanation.erased": "lo que resultó requisito por requisito se borró y ya no se puede decir",
}
