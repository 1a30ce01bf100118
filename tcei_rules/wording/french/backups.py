"""Ce que disent la sauvegarde et le rétablissement."""

from collections.abc import Mapping
from typing import Final

BACKUPS: Final[Mapping[str, str]] = {
    # Backups
    "backup.not_one": "ce n'est pas une sauvegarde de ce programme ; donnez un fichier écrit par `tcei db backup`",
    "backup.damaged": "la sauvegarde est endommagée et ne peut être lue jusqu'au bout : {cause} ; rien n'a été enregistré, prenez-en une autre",
    "backup.refused": "la sauvegarde contient ce qu'aucune base de ce programme ne peut contenir : {cause} ; rien n'a été enregistré, prenez-en une autre",
    "backup.rows": "de la table `{table}` {found} lignes sont arrivées et il y en avait {expected}, certaines ne tiennent donc à rien ; rien n'a été enregistré, prenez une autre sauvegarde",
    "backup.other_version": "cette sauvegarde a été faite par une autre version de ce programme, avec les tables de {version} au lieu de {known} ; rétablissez-la avec cette version, ou amenez d'abord une copie aux tables actuelles",
    "backup.there_already": "il y a déjà des lignes dans la base de données `{database}`, et rien n'est rétabli par-dessus ; mettez-la de côté, ou nommez-en une autre avec `--home` ou `--db`",
    "backup.other_trust": "la racine de confiance qui vaut dans `{path}` n'est pas celle de `trust.json`, la sauvegarde est donc plus ancienne que le fichier, ou d'un autre registre ; rien n'a été enregistré, cherchez la bonne sauvegarde",
    "backup.no_head": "aucune tête n'a été gardée hors de la sauvegarde, personne ne peut donc dire si elle est la dernière ; donnez avec `--checkpoint FILE` une tête que quelqu'un d'autre possède",
    "backup.continued": "elle continue la tête de {size} entrées qui a été gardée ailleurs",
    # A ledger that is looked at as a whole
    "whole.gap": "l'entrée {index} du registre manque ; à sa place se trouve l'entrée {found}",
    "whole.back_dated": "l'entrée {index} du registre est datée de {at}, avant l'entrée qui la précède, qui est de {last}",
    "whole.node": "l'empreinte au niveau {level}, index {index} du registre n'est pas celle de ses entrées : un enregistrement ou une empreinte a été changé",
    "whole.nodes": "un registre de {size} entrées a {expected} empreintes, et il y en a {found} : des entrées ont été retirées, ou des empreintes ajoutées",
    "whole.other_kind": "quelque chose dans `{path}` est d'un autre genre que ce que ce programme écrit ({cause}) : un texte au lieu d'octets, ou une entrée d'une autre forme ; autre chose l'a changé",
    "whole.certificate": "ce qui était préparé pour le certificat `{number}` manque ou a été changé",
    "whole.behind": "le registre dans `{path}` a {size} entrées, et un registre de {kept} a été signé (`{head}`) : il est plus ancien, et ce qui a suivi serait perdu ; cherchez une sauvegarde plus récente",
    "whole.other_root": "le registre dans `{path}` ne mène pas à la tête de {size} entrées dans `{head}` : la racine est {found}, et {kept} a été signé ; il a été changé, ou c'en est un autre",
}
