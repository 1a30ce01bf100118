"""French: what is wrong with certificates and trust, and what verifying found."""

from collections.abc import Mapping
from typing import Final

CERTIFICATES: Final[Mapping[str, str]] = {
    # Shape and texts
    "shape.missing": "il manque `{path}`",
    "shape.otherwise": "quelque chose y est écrit autrement qu'un tel document ne l'écrit",
    "shape.unknown": "`{path}` n'a pas sa place là",
    "shape.value": "`{path}` n'est pas comme il devrait être",
    "text.broken": "un retour à la ligne ou une tabulation ne peut figurer dans un texte d'une ligne",
    "text.control": "un caractère de contrôle ne peut figurer dans un texte",
    "text.no_such_day": "il n'existe pas de jour {day}",
    "text.not_nfc": "un texte n'est pas dans la forme composée d'Unicode (NFC)",
    # Trust
    "trust.demonstration_domain": "`{issuer}` délivre des démonstrations ; son nom doit finir par `.example`",
    "trust.ends_before_start": "une clé qui peut signer à partir du {starts} ne peut avoir pris fin le {ends}",
    "trust.lacks_key": "la clé active `{multikey}` n'y est pas nommée, ce qu'elle signe est donc inconnu de tous ; réécrivez-le avec `tcei init`",
    "trust.no_key": "il faut ici au moins une clé",
    "trust.other_root": "trust.json n'est pas la racine de confiance que tient le registre, son entrée {index} ; reprenez le fichier enregistré, ou enregistrez celui-ci avec `tcei init`",
    "trust.real_domain": "`{issuer}` finit par `.example`, réservé aux démonstrations",
    "trust.twice": "`{name}` y est deux fois",
    # Preparing and signing
    "certificate.real": "le certificat {number} n'est pas une démonstration ; seules des démonstrations sont signées jusqu'ici",
    "certificate.real_issuer": "l'émetteur `{issuer}` n'est pas un émetteur de démonstrations ; seules des démonstrations sont délivrées jusqu'ici",
    "certificate.key_unknown": "trust.json ne nomme pas la clé `{key}` pour l'émetteur `{issuer}`, personne ne pourrait donc vérifier ce qu'elle signe ; rien n'a été enregistré, réécrivez trust.json ou employez la clé qui y est nommée",
    "certificate.key_early": "la clé `{key}` peut signer à partir du {starts}, et l'horloge indique {at} ; rien n'a été enregistré, regardez l'horloge et trust.json",
    "certificate.key_ended": "la clé `{key}` pouvait signer jusqu'au {ends}, et nous sommes le {at} ; rien n'a été enregistré, regardez l'horloge et trust.json",
    "credential.dates": "un certificat ne peut être valide du {start} au {end}",
    "credential.half_demonstration": "la distinction et les critères doivent dire tous deux qu'il s'agit d'une démonstration, ou aucun des deux",
    "credential.nodes": "une partie du certificat ne porte pas l'identifiant du certificat",
    "credential.rulesets": "la distinction et la preuve nomment des versions différentes des critères",
    "sign.false_signature": "ce qui signe pour `{key}` a donné une signature qui ne tient pas",
    # Verifying, step by step
    "verify.unchecked": "l'étape `{needs}` n'a rien donné à examiner",
    "verify.readable.passed": "il peut être lu",
    "verify.readable.too_large": "il est bien plus grand qu'aucun certificat",
    "verify.shape.passed": "c'est un certificat, et rien d'autre",
    "verify.issuer.passed": "délivré par {name} (`{issuer}`)",
    "verify.issuer.unknown": "son émetteur `{issuer}` n'est pas de ceux auxquels on se fie ici",
    "verify.key.passed": "la clé `{key}` était celle de l'émetteur le {created}",
    "verify.key.not_then": "la clé `{key}` n'avait pas le droit de signer le {created}",
    "verify.key.not_yet": "il a été signé le {created}, après le {at}",
    "verify.key.unknown": "`{key}` n'est pas une clé publiée par l'émetteur",
    "verify.proof.passed": "la signature tient ({suite})",
    "verify.proof.false": "la signature ne tient pas : ce n'est pas ce qui a été signé",
    "verify.validity.passed": "il est valide du {start} au {end}",
    "verify.validity.expired": "il a expiré : le dernier jour de validité était le {end}",
    "verify.validity.not_yet": "il n'est pas valide avant le {start}",
    "verify.status.not_demanded": "il ne nomme pas de liste d'états, on n'a donc pas demandé s'il a été retiré",
    "verify.ledger.not_demanded": "on n'a pas demandé s'il figure dans le registre des inscriptions",
    "verify.criteria.not_demanded": "on n'a pas demandé si ses critères ont été approuvés",
    "verify.demonstration.passed": "ce n'est pas une démonstration",
    "verify.demonstration.in_order": "c'est une démonstration, qui ne certifie rien",
    "verify.demonstration.marks": "il dit être une démonstration, mais son émetteur n'en délivre pas",
    "verify.demonstration.no_marks": "son émetteur délivre des démonstrations, mais il n'en dit rien",
}
