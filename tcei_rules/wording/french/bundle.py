"""French: what is told of bundles, and of checking them."""

from collections.abc import Mapping
from typing import Final

BUNDLE: Final[Mapping[str, str]] = {
    "bundle.absent": "il n'y a ni décision, ni dossier, ni certificat `{name}` ; voyez `tcei decide list` et `tcei cert list`",
    "bundle.undecided": "le dossier `{case}` n'a pas encore de décision, et une liasse porte sur une décision ; enregistrez-la avec `tcei decide record`",
    "bundle.several": "le dossier `{case}` a plusieurs décisions ; nommez-en une parmi {decisions}",
    "bundle.unsigned": "le certificat {number} est enregistré et pas encore signé ; signez-le avec `tcei cert issue {decision}` et réessayez",
    "bundle.large": "cela ferait plus de {files} fichiers ou de {most} Mo, plus que `tcei audit check-bundle` ne lit ; rien n'a été écrit",
    "bundle.made": "liasse de la décision {decision}, {entries} entrées sous la tête de {size} entrées : {file}",
    "bundle.made.erased": "{erased} de ses engagements ont été effacés, et son README.txt les nomme",
    "bundle.next": "ensuite : `tcei audit check-bundle {file}`",
    # What strangers hand in
    "bundle.not_zip": "ce n'est pas un fichier zip, ou il est abîmé, donc pas une liasse ; regardez si c'est le bon fichier, et reprenez-le",
    "bundle.other": "ce fichier zip n'est pas une liasse : il n'a ni `SHA256SUMS` ni `checkpoint` ; regardez si c'est le bon fichier",
    "bundle.too_many": "ce fichier zip nomme plus de {most} fichiers, ce qu'aucune liasse ne fait ; rien n'en a été extrait",
    "bundle.too_large": "ce fichier zip dépasse {most} Mo une fois extrait, ce qu'aucune liasse ne fait ; l'extraction a été arrêtée",
    "bundle.name": "ce fichier zip nomme `{name}`, et aucune liasse n'a un tel nom, qui pourrait mener hors de son dossier ; rien n'en a été extrait",
    "bundle.twice": "ce fichier zip contient `{name}` deux fois, et des programmes pourraient y lire des choses différentes ; rien n'en a été extrait",
    "bundle.encrypted": "`{name}` est chiffré dans ce fichier zip, et rien ne l'est dans une liasse ; rien n'en a été extrait",
    # Results
    "bundle.result.passed": "tout dans cette liasse est en ordre",
    "bundle.result.failed": "cette liasse n'est pas comme elle devrait être, ne vous y fiez pas",
    "bundle.result.unchecked": "rien n'est faux, mais tout n'a pas pu être vérifié",
    "bundle.state.passed": "réussi",
    "bundle.state.failed": "échoué",
    "bundle.state.unchecked": "n'a pas pu être vérifié",
    "bundle.about": "décision {decision}, {entries} entrées sous une tête de {size} entrées",
    "bundle.failure": "{row}, {what} : attendu {expected}, trouvé {found}",
    "bundle.failures.more": "et {count} de plus",
    # Remarks
    "bundle.no_head": "aucune tête signée ne tient, donc rien n'y mène",
    "bundle.no_decision": "la décision, ou ce qu'elle nomme, n'est pas là",
    "bundle.no_ruleset": "les critères selon lesquels il fut décidé ne sont pas là",
    "bundle.witnesses.none": "la racine de confiance ne demande aucun témoin ; que tous voient le même registre ne repose donc que sur celui-ci",
    "bundle.witnesses.missing": "la racine de confiance demande plus de témoins qu'il n'en a contresigné ; il pourrait manquer {names}",
    "bundle.trust.not_pinned": "c'est le trust.json de la liasse qui a servi, et un faussaire y mettrait le sien ; comparez son SHA-256 `{digest}` avec un que vous tenez d'ailleurs, ou donnez le vôtre avec `--trust`",
    "bundle.trust.elsewhere": "votre trust.json n'est aucune des racines de confiance de cette liasse ; ses clés tiennent tout de même, mais demandez pourquoi au bureau",
    "bundle.openings.erased": "{count} engagements ont été effacés exprès, comme le dit le registre",
    "bundle.criteria.no_approval": "qu'un quorum ait approuvé ces critères n'a pas pu être vérifié : il n'y a pas encore d'approbations",
    "bundle.people.no_facts": "les faits ne sont pas là, donc le jury qu'ils nomment n'a pas pu être comparé",
    "bundle.decision.no_outcome": "le résultat n'est pas là, donc ce qu'il accorde n'a pas pu être comparé",
    "bundle.replay.erased": "données effacées : n'a pas pu être vérifié",
    "bundle.replay.no_inputs": "les faits ou l'historique ne sont pas là tels qu'ils étaient, donc rien ne peut être jugé",
    "bundle.replay.no_outcome": "tout ce qui en était résulté n'est pas là pour comparer",
    "bundle.replay.reference_alone": "seule la référence a jugé : le second évaluateur ne fonctionne pas ici",
    "bundle.certificate.none": "aucun certificat n'est dans cette liasse",
    "bundle.certificate.no_holder": "à qui était le dossier n'est pas là, donc le titulaire n'a pas pu être comparé",
    "bundle.explanation.other": "explanation.txt n'est pas ce que cette version du programme écrirait, et personne ne l'a signé ; fiez-vous au résultat lui-même",
    "bundle.explanation.erased": "ce qui résultait exigence par exigence a été effacé et ne peut plus être dit",
}
