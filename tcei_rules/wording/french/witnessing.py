"""French: what exporting, keeping and cosigning the ledger tell."""

from collections.abc import Mapping
from typing import Final

WITNESSING: Final[Mapping[str, str]] = {
    "kept_head.another": "`{path}` garde une autre tête de {size} inscriptions que celle-ci : sa racine est {kept}, et ici c'est {given} ; l'une des deux vient d'un registre modifié, rien n'est donc écrasé ; gardez les deux, et lancez `tcei audit verify`",
    "kept_head.damaged": "`{path}` n'est pas une tête du registre telle qu'elle fut signée ; reprenez-la d'une copie",
    "ledger.shorter": "le registre de cette base a {size} inscriptions, et une tête de {last} fut signée auparavant, des enregistrements sont donc perdus ; restaurez la base depuis une sauvegarde plus récente",
    "ledger.key_unknown": "trust.json ne nomme pas, ou plus, la clé `{key}` pour le registre, personne ne pourrait donc vérifier ce qu'elle signe ; rien n'a été signé, voyez `tcei keys list`",
    "ledger.entry_absent": "l'inscription {index} du registre manque ; restaurez la base depuis une sauvegarde, et lancez `tcei audit verify`",
    "ledger.entry_changed": "l'inscription {index} du registre n'est pas ce que dit son arbre, elle a donc été modifiée ; rien de plus n'a été écrit, lancez `tcei audit verify`",
    "ledger.node_changed": "les empreintes du registre au niveau {level} ne mènent pas à celles du dessus, à l'index {index} ; rien de plus n'a été écrit, lancez `tcei audit verify`",
    "export.differs": "`{path}` existe et contient autre chose que ce registre : une bifurcation, ou un fichier abîmé ; rien n'a été écrasé, comparez-le avec la base avant de l'enlever",
    "export.strange": "`{path}` n'est pas une tête signée par une clé de trust.json, le dossier est donc d'un autre registre ; nommez un autre dossier",
    "export.ahead": "`{path}` a {there} inscriptions, et le registre d'ici en a {here} : des enregistrements sont perdus, ou un registre plus récent fut exporté ; rien n'a été écrit, restaurez la base depuis une sauvegarde plus récente",
    "export.forked": "le registre d'ici ne prolonge pas les {size} inscriptions de `{path}` : une bifurcation ; rien n'a été écrit, gardez le dossier comme preuve, et lancez `tcei audit verify`",
    "export.incomplete": "`{path}` manque, alors qu'il était exporté ; remettez-le avec `tcei log export` et `--all`",
    "export.root": "les fichiers ne mènent pas à la tête de {size} inscriptions, elle n'a donc pas été publiée ; examinez-les tous avec `tcei log export` et `--all`",
    "witness.there_already": "`{folder}` a déjà un témoin ; nommez un autre dossier",
    "witness.absent": "il n'y a pas de témoin dans `{folder}` ; créez-le avec `tcei witness init`",
    "witness.damaged": "`{path}` est abîmé ; reprenez-le d'une copie",
    "witness.head_damaged": "la dernière tête de `{origin}` que garde ce témoin est abîmée ; reprenez-la d'une copie, car sans elle rien ne peut être comparé",
    "witness.rolled_back": "`{origin}` montrait {before} inscriptions auparavant (racine `{root_before}`), et n'en montre plus que {now} (racine `{root_now}`) : une vieille copie, ou un registre qui a perdu des inscriptions ; elle n'a pas été cosignée, les deux têtes sont dans `{evidence}`",
    "witness.two_heads": "`{origin}` a signé deux têtes de {now} inscriptions : auparavant avec la racine `{root_before}`, maintenant avec `{root_now}` ; elle n'a pas été cosignée, et les deux têtes dans `{evidence}` prouvent la faute",
    "witness.not_continued": "`{origin}` montrait {before} inscriptions auparavant (racine `{root_before}`), et les {now} d'aujourd'hui (racine `{root_now}`) ne commencent pas par elles : une bifurcation ; elle n'a pas été cosignée, et les deux têtes dans `{evidence}` prouvent la faute",
    "witness.incomplete": "des fichiers de l'export manquent ou n'ont pas leur longueur, la tête de {size} inscriptions n'a donc pu être vérifiée ni cosignée ; reprenez tout le dossier",
    "witness.tiles": "les fichiers de l'export ne mènent pas à sa tête de {size} inscriptions, elle n'a donc pas été cosignée ; reprenez tout le dossier, et interrogez le registre si cela persiste",
    "witness.clock": "l'horloge de cette machine dit {now}, et ce témoin a cosigné à {last} ; rien n'a été cosigné, réglez l'horloge et réessayez",
    "witness_policy.other_ledger": "la règle nomme des journaux, et aucun n'est `{origin}` avec une clé de trust.json ; ajoutez sa ligne, ou retirez toutes celles qui commencent par `log`",
}
