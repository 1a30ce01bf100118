"""Was beim Sichern und Wiederherstellen gesagt wird."""

from collections.abc import Mapping
from typing import Final

BACKUPS: Final[Mapping[str, str]] = {
    # Backups
    "backup.not_one": "das ist keine Sicherung dieses Programms; geben Sie eine Datei an, die `tcei db backup` geschrieben hat",
    "backup.damaged": "die Sicherung ist beschädigt und lässt sich nicht bis zum Ende lesen: {cause}; nichts wurde gespeichert, nehmen Sie eine andere",
    "backup.refused": "in der Sicherung steht, was in keiner Akte dieses Programms stehen kann: {cause}; nichts wurde gespeichert, nehmen Sie eine andere",
    "backup.rows": "aus der Tabelle `{table}` kamen {found} Zeilen an, und {expected} waren da, einige hängen also an nichts; nichts wurde gespeichert, nehmen Sie eine andere Sicherung",
    "backup.other_version": "diese Sicherung stammt von einer anderen Version dieses Programms, mit Tabellen von {version} statt {known}; stellen Sie sie mit jener Version wieder her, oder bringen Sie zuerst eine Kopie davon auf die jetzigen Tabellen",
    "backup.there_already": "in der Datenbank `{database}` stehen schon Zeilen, und darüber wird nichts wiederhergestellt; legen Sie sie beiseite, oder nennen Sie mit `--home` oder `--db` eine andere",
    "backup.other_trust": "der Vertrauensanker, der in `{path}` gilt, ist nicht der in `trust.json`, die Sicherung ist also älter als die Datei oder von einem anderen Ledger; nichts wurde gespeichert, suchen Sie die richtige Sicherung",
    "backup.no_head": "außerhalb der Sicherung wurde kein Kopf aufbewahrt, niemand kann also sagen, ob sie die neueste ist; geben Sie mit `--checkpoint FILE` einen Kopf an, den jemand anderes hat",
    "backup.continued": "sie setzt den Kopf von {size} Einträgen fort, der außerhalb aufbewahrt wurde",
    # A ledger that is looked at as a whole
    "whole.gap": "Eintrag {index} des Ledgers fehlt; an seiner Stelle steht Eintrag {found}",
    "whole.back_dated": "Eintrag {index} des Ledgers trägt die Zeit {at}, vor dem Eintrag davor, der von {last} ist",
    "whole.node": "der Hash auf Ebene {level}, Index {index} des Ledgers ist nicht der seiner Einträge: ein Datensatz oder ein Hash wurde geändert",
    "whole.nodes": "ein Ledger von {size} Einträgen hat {expected} Hashes, und {found} sind da: Einträge wurden entfernt, oder Hashes untergeschoben",
    "whole.other_kind": "etwas in `{path}` ist von anderer Art, als dieses Programm schreibt ({cause}): ein Text statt Bytes, oder ein Eintrag von anderer Form; etwas anderes hat es geändert",
    "whole.certificate": "was für das Zertifikat `{number}` vorbereitet war, fehlt oder wurde geändert",
    "whole.behind": "das Ledger in `{path}` hat {size} Einträge, und eines von {kept} wurde unterschrieben (`{head}`): es ist älter, und was danach kam, wäre verloren; suchen Sie eine spätere Sicherung",
    "whole.other_root": "das Ledger in `{path}` führt nicht zum Kopf von {size} Einträgen in `{head}`: die Wurzel ist {found}, und {kept} wurde unterschrieben; es wurde geändert, oder ist ein anderes",
}
