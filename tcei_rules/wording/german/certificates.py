"""German: what is wrong with certificates and trust, and what verifying found."""

from collections.abc import Mapping
from typing import Final

CERTIFICATES: Final[Mapping[str, str]] = {
    # Shape and texts
    "shape.missing": "`{path}` fehlt",
    "shape.otherwise": "etwas darin ist anders geschrieben, als ein solches Dokument es schreibt",
    "shape.unknown": "`{path}` gehört nicht dorthin",
    "shape.value": "`{path}` ist nicht, wie es sein sollte",
    "text.broken": "ein Zeilenumbruch oder Tabulator kann nicht in einem einzeiligen Text stehen",
    "text.control": "ein Steuerzeichen kann nicht in einem Text stehen",
    "text.no_such_day": "den Tag {day} gibt es nicht",
    "text.not_nfc": "ein Text steht nicht in der zusammengesetzten Form von Unicode (NFC)",
    # Trust
    "trust.demonstration_domain": "`{issuer}` stellt Demonstrationen aus; der Name muss auf `.example` enden",
    "trust.ends_before_start": "ein Schlüssel, der ab {starts} signieren darf, kann nicht am {ends} geendet haben",
    "trust.lacks_key": "der aktive Schlüssel `{multikey}` ist darin nicht genannt, was damit signiert wird, ist also allen unbekannt; schreiben Sie es mit `tcei init` neu",
    "trust.no_key": "hier gehört mindestens ein Schlüssel hin",
    "trust.other_root": "trust.json ist nicht der Vertrauensanker, den das Ledger hat, sein Eintrag {index}; nehmen Sie die aufgezeichnete Datei zurück, oder zeichnen Sie diese mit `tcei init` auf",
    "trust.real_domain": "`{issuer}` endet auf `.example`, das ist nur für Demonstrationen",
    "trust.twice": "`{name}` gibt es zweimal",
    # Preparing and signing
    "certificate.real": "Zertifikat {number} ist keine Demonstration; bisher werden nur Demonstrationen signiert",
    "certificate.real_issuer": "Aussteller `{issuer}` ist kein Aussteller von Demonstrationen; bisher werden nur Demonstrationen ausgestellt",
    "certificate.key_unknown": "trust.json nennt den Schlüssel `{key}` nicht für den Aussteller `{issuer}`, niemand könnte also prüfen, was er signiert; nichts wurde gespeichert, schreiben Sie trust.json neu, oder verwenden Sie den dort genannten Schlüssel",
    "certificate.key_early": "der Schlüssel `{key}` darf ab {starts} signieren, und die Uhr sagt {at}; nichts wurde gespeichert, sehen Sie nach der Uhr und nach trust.json",
    "certificate.key_ended": "der Schlüssel `{key}` konnte bis {ends} signieren, und jetzt ist {at}; nichts wurde gespeichert, sehen Sie nach der Uhr und nach trust.json",
    "credential.dates": "ein Zertifikat kann nicht von {start} bis {end} gültig sein",
    "credential.half_demonstration": "Leistung und Kriterien müssen entweder beide sagen, dass dies eine Demonstration ist, oder keines von beiden",
    "credential.nodes": "ein Teil des Zertifikats trägt nicht die Id des Zertifikats",
    "credential.rulesets": "Leistung und Nachweis nennen verschiedene Versionen der Kriterien",
    "sign.false_signature": "was für `{key}` signiert, gab eine Signatur, die nicht stimmt",
    # Verifying, step by step
    "verify.unchecked": "der Schritt `{needs}` gab nichts, was sich ansehen lässt",
    "verify.readable.passed": "es lässt sich lesen",
    "verify.readable.too_large": "es ist weit größer als jedes Zertifikat",
    "verify.shape.passed": "es ist ein Zertifikat und nichts anderes",
    "verify.issuer.passed": "ausgestellt von {name} (`{issuer}`)",
    "verify.issuer.unknown": "der Aussteller `{issuer}` gehört nicht zu denen, denen hier vertraut wird",
    "verify.key.passed": "der Schlüssel `{key}` war am {created} einer des Ausstellers",
    "verify.key.not_then": "der Schlüssel `{key}` durfte am {created} nicht signieren",
    "verify.key.not_yet": "es wurde am {created} signiert, später als {at}",
    "verify.key.unknown": "`{key}` ist kein Schlüssel, den der Aussteller veröffentlicht hat",
    "verify.proof.passed": "die Signatur stimmt ({suite})",
    "verify.proof.false": "die Signatur stimmt nicht: das ist nicht, was signiert wurde",
    "verify.validity.passed": "es ist gültig von {start} bis {end}",
    "verify.validity.expired": "es ist abgelaufen: der letzte Gültigkeitstag war {end}",
    "verify.validity.not_yet": "es ist nicht vor {start} gültig",
    "verify.status.not_demanded": "es nennt keine Statusliste, darum wurde nicht gefragt, ob es zurückgezogen ist",
    "verify.ledger.not_demanded": "ob es im Ledger steht, wurde nicht gefragt",
    "verify.criteria.not_demanded": "ob seine Kriterien genehmigt waren, wurde nicht gefragt",
    "verify.demonstration.passed": "es ist keine Demonstration",
    "verify.demonstration.in_order": "es ist eine Demonstration und bescheinigt nichts",
    "verify.demonstration.marks": "es sagt, dass es eine Demonstration ist, aber sein Aussteller stellt keine aus",
    "verify.demonstration.no_marks": "sein Aussteller stellt Demonstrationen aus, aber es sagt nichts davon",
}
