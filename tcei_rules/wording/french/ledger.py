"""French: what is wrong with trees, tiles, signed notes, checkpoints, policies and proofs."""

from collections.abc import Mapping
from typing import Final

LEDGER: Final[Mapping[str, str]] = {
    # Tree
    "ledger.index": "il n'y a pas d'inscription {index} dans un arbre de {size} inscriptions ; la première a l'indice 0",
    "ledger.node": "un arbre de {size} inscriptions n'a pas de nœud complet {index} au niveau {level} ; demandez un arbre plus petit",
    "ledger.sizes": "aucun arbre ne croît de {old} à {new} inscriptions ; la taille antérieure doit être d'au moins 1 et au plus égale à la suivante",
    # Tiles
    "tile.bundle": "ce lot ne contient pas exactement {count} inscriptions ; récupérez-le de nouveau",
    "tile.entry": "l'inscription à la position {position} a {length} octets, et un lot en admet au plus {most} ; raccourcissez-la",
    "tile.length": "`{path}` a {length} octets au lieu de {expected} ; récupérez-le de nouveau",
    # Signed notes and their keys
    "signed_note.control": "le caractère invisible {code} ne peut figurer dans une note signée ; retirez-le",
    "signed_note.false_signature": "la signature de `{key}` ne tient pas : ce n'est pas ce qui a été signé ; ne vous y fiez pas",
    "signed_note.key": "`{key}` n'est pas une clé de vérification ; une telle clé a un nom, 8 chiffres hexadécimaux et du base64, séparés par `+`",
    "signed_note.key_algorithm": "les clés du type {algorithm} ne sont pas lues ; prenez Ed25519, du type 0x01 pour les journaux et 0x04 pour les témoins",
    "signed_note.key_id": "l'identifiant de clé dans `{key}` n'est pas celui de son nom et de sa clé, qui est `{key_id}` ; recopiez la clé là où elle a été publiée",
    "signed_note.key_name": "`{name}` ne peut être le nom d'une clé ; écrivez-en un sans espace ni `+`, comme `log.example.org`",
    "signed_note.large": "ceci a plus de {most} octets, ce qu'aucune note signée n'a ; récupérez-la de nouveau",
    "signed_note.line": "ce n'est pas une ligne de signature : un tiret long, le nom de la clé et du base64, séparés par une espace ; récupérez la note de nouveau",
    "signed_note.no_signatures": "une note signée a des signatures sous une ligne vide, et il n'y en a pas ici ; récupérez-la en entier",
    "signed_note.not_utf8": "ce n'est pas de l'UTF-8 à partir de l'octet {position} ; récupérez la note signée de nouveau",
    "signed_note.signatures": "cette note a plus de {most} signatures ; on n'en lit pas davantage, demandez-en une qui en ait moins",
    "signed_note.text": "un texte à signer doit finir par un retour à la ligne ; ajoutez-en un",
    # Checkpoints and cosignatures
    "checkpoint.extension": "une extension d'un point de contrôle est une ligne non vide ; omettez-la ou écrivez-la ainsi",
    "checkpoint.key": "`{key}` n'est pas la clé d'un journal, mais d'un témoin ; donnez la clé du journal lui-même",
    "checkpoint.lines": "un point de contrôle a trois lignes, chacune terminée : origine, taille et racine ; récupérez-le de nouveau",
    "checkpoint.not_signed": "la clé `{key}` du journal n'a pas signé ce point de contrôle ; récupérez-le auprès du journal, ou donnez la clé qui a signé",
    "checkpoint.origin": "l'origine d'un point de contrôle est une ligne non vide ; écrivez-y le nom du journal",
    "checkpoint.other_log": "ce point de contrôle est du journal `{origin}` et non de `{expected}` ; récupérez le bon",
    "checkpoint.root": "`{root}` n'est pas la racine d'un arbre : 32 octets en base64 ; récupérez le point de contrôle de nouveau",
    "checkpoint.size": "`{size}` n'est pas la taille d'un arbre : un nombre entier inférieur à 2^64, sans zéros en tête ; récupérez le point de contrôle de nouveau",
    "cosignature.false": "la cosignature de `{key}` ne tient pas : ce n'est pas ce que le témoin a vu ; ne vous y fiez pas",
    # Policies of witnesses
    "witness_policy.control": "le caractère invisible {code} ne peut figurer dans une politique ; retirez-le, et terminez les lignes par un simple saut de ligne",
    "witness_policy.form": "il manque quelque chose à cette ligne, ou il y a quelque chose de trop ; écrivez `{form}`",
    "witness_policy.key_twice": "la clé publique dans `{key}` figure déjà sur une ligne antérieure ; un journal ou un témoin compte une fois, retirez l'une des deux",
    "witness_policy.last_line": "la dernière ligne n'a pas de fin, quelque chose peut donc être coupé ; terminez-la par un retour à la ligne",
    "witness_policy.log_key": "`{key}` n'est pas la clé d'un journal ; la clé d'un journal a le type 0x01",
    "witness_policy.member_twice": "`{name}` est déjà membre d'un groupe ; chacun ne compte que d'une façon, retirez-le de l'un des deux",
    "witness_policy.name_twice": "le nom `{name}` est pris ; choisissez-en un autre pour ce témoin ou ce groupe",
    "witness_policy.no_quorum": "il manque le quorum de la politique ; ajoutez une ligne comme `quorum none`",
    "witness_policy.quorum_twice": "une politique a un seul quorum, et une ligne antérieure le donne ; retirez l'une des deux",
    "witness_policy.threshold": "`{threshold}` n'est pas un nombre de 1 à {most}, ni `any` ni `all` ; écrivez combien de membres il faut",
    "witness_policy.unknown": "aucune ligne antérieure ne définit de témoin ou de groupe `{name}` ; définissez-le plus haut, ou corrigez le nom",
    "witness_policy.witness_key": "`{key}` n'est pas la clé d'un témoin ; la clé d'un témoin a le type 0x04",
    "witness_policy.word": "aucune ligne d'une politique ne commence par `{word}` ; commencez-la par `log`, `witness`, `group`, `quorum` ou `#`",
    # Proofs to keep
    "tlog_proof.extra": "les données supplémentaires de cette preuve ne sont pas du base64 ; récupérez la preuve de nouveau",
    "tlog_proof.hash": "ce n'est pas un hachage d'une preuve : 32 octets en base64 ; récupérez la preuve de nouveau",
    "tlog_proof.header": "ce n'est pas une preuve d'un journal : elle doit commencer par `c2sp.org/tlog-proof@v1` ; voyez si c'est le bon fichier",
    "tlog_proof.index": "une preuve nomme ici son inscription, comme dans `index 0` ; récupérez la preuve de nouveau",
    "tlog_proof.large": "ceci a plus de {most} octets, ce qu'aucune preuve n'a ; récupérez-la de nouveau",
    "tlog_proof.long": "cette preuve a plus de {most} hachages, ce dont aucun arbre n'a besoin ; récupérez-la de nouveau",
    "tlog_proof.no_checkpoint": "il manque à cette preuve son point de contrôle sous une ligne vide ; récupérez-la en entier",
}
