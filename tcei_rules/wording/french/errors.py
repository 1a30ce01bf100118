"""French: what went wrong inside, and what to do about it."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    "input.mistakes": "erreurs trouvées : {count}",
    "mistake.note": "remarque : {sentence}",
    # Records and their canonical form
    "canonical.integer": "le nombre en `/{path}` doit être inférieur à 9007199254740992",
    "canonical.key": "le nom en `/{path}` ne doit avoir que des lettres simples (ASCII)",
    "canonical.kind": "`/{path}` est un {kind}, qu'aucun enregistrement ne peut contenir",
    "canonical.not_nfc": "le texte en `/{path}` n'est pas dans la forme composée d'Unicode (NFC)",
    "canonical.surrogate": "le texte en `/{path}` contient la moitié d'un caractère",
    "record.digest": "l'enregistrement `{id}` a été modifié : son contenu ne correspond plus à son empreinte",
    "record.opening": "ce qui accompagne l'engagement `{commitment}` n'est pas ce sur quoi il portait",
    "record.salt": "un sel doit avoir 32 octets, celui-ci en a {length}",
    # Two evaluators
    "engine.disagreement": "les deux évaluations diffèrent, rien n'est donc décidé ; signalez-le avec les deux traces : {where}",
    "network.absent": "la seconde évaluation n'est pas installée : il lui faut Python 3.11 ou 3.12, et un compilateur C à l'installation ; sans elle un cas peut être examiné, mais pas enregistré",
    "network.canary": "le moteur de règles n'a pas réussi son autotest pour le jeu de règles `{name}`, rien n'est donc décidé",
    "network.died": "le moteur de règles s'est arrêté (code de sortie {code}) ; rien n'est décidé, essayez à nouveau",
    "network.failed": "le moteur de règles s'est interrompu, rien n'est décidé : {cause}",
    "network.firings": "le moteur de règles a déclenché {firings} règles pour {events} valeurs, rien n'est donc décidé",
    "network.late": "le moteur de règles n'a pas répondu en {seconds} secondes ; rien n'est décidé, essayez à nouveau",
    "network.locale": "le moteur de règles a besoin d'un point décimal, les paramètres régionaux en ont un autre ; définissez `LC_NUMERIC=C`",
    "network.refused": "le moteur de règles a refusé le cas (code {code}) ; rien n'est décidé",
    "network.too_many_nodes": "le jeu de règles demande plus de {most} comparaisons et paliers ; la seconde évaluation n'en accepte pas davantage",
    # Keys
    "base58.character": "`{character}` ne peut figurer dans une clé ; copiez la clé à nouveau",
    "key.length": "une clé Ed25519 a 32 octets, celle-ci en a {length}",
    "key.multikey": "`{multikey}` n'est pas une clé Ed25519 ; une telle clé commence par `z6Mk` et a 48 caractères",
    "key.not_a_point": "`{key}` n'est pas une clé Ed25519",
    "key.weak": "`{key}` est une clé faible, sous laquelle n'importe qui peut signer ; créez-en une autre",
    "keyring.damaged": "le fichier de clé `{file}` est endommagé ou a été renommé ; rétablissez-le depuis une copie",
    "keyring.exists": "`{folder}` a déjà une clé active pour `{purpose}` ; faites-la tourner pour obtenir la suivante",
    "keyring.mismatch": "la moitié privée de la clé `{multikey}` pour `{purpose}` appartient à une autre clé",
    "keyring.no_folder": "il n'y a pas de dossier `{folder}` pour les clés",
    "keyring.no_key": "il n'y a pas de clé active pour `{purpose}` dans `{folder}` ; créez-en d'abord une",
    "keyring.not_readable": "`{folder}` ne peut être lu : {cause}",
    "keyring.not_writable": "on ne peut écrire dans `{folder}` : {cause}",
    "keyring.passphrase": "ce n'est pas la phrase secrète de la clé",
    "keyring.short_passphrase": "une phrase secrète doit avoir au moins {shortest} caractères",
    "keyring.too_early": "la clé active pour `{purpose}` est du {created} ; la suivante doit être postérieure, et non du {at}",
    "keyring.too_slow": "la clé a été fermée sur une machine bien plus rapide ; l'ouvrir ici prendrait beaucoup trop de temps",
}
