"""German: what exporting, keeping and cosigning the ledger tell."""

from collections.abc import Mapping
from typing import Final

WITNESSING: Final[Mapping[str, str]] = {
    "kept_head.another": "`{path}` bewahrt einen anderen Kopf mit {size} Einträgen auf als diesen: seine Wurzel ist {kept}, hier ist sie {given}; einer von beiden stammt aus einem veränderten Ledger, also wird nichts überschrieben; bewahren Sie beide auf, und rufen Sie `tcei audit verify` auf",
    "kept_head.damaged": "`{path}` ist kein Kopf des Ledgers, wie er unterschrieben wurde; holen Sie die Datei aus einer Kopie zurück",
    "ledger.shorter": "das Ledger in dieser Datenbank hat {size} Einträge, und vorher wurde ein Kopf mit {last} unterschrieben, es gingen also Datensätze verloren; stellen Sie die Datenbank aus einer neueren Sicherung wieder her",
    "ledger.key_unknown": "trust.json nennt den Schlüssel `{key}` nicht oder nicht mehr für das Ledger, niemand könnte also prüfen, was er unterschreibt; nichts wurde unterschrieben, siehe `tcei keys list`",
    "ledger.entry_absent": "Eintrag {index} des Ledgers fehlt; stellen Sie die Datenbank aus einer Sicherung wieder her, und rufen Sie `tcei audit verify` auf",
    "ledger.entry_changed": "Eintrag {index} des Ledgers ist nicht, was sein Baum sagt, er wurde also verändert; weiter wurde nichts geschrieben, rufen Sie `tcei audit verify` auf",
    "ledger.node_changed": "die Hashes des Ledgers auf Ebene {level} führen bei Index {index} nicht zu denen darüber; weiter wurde nichts geschrieben, rufen Sie `tcei audit verify` auf",
    "export.differs": "`{path}` ist schon da und enthält etwas anderes als dieses Ledger: eine Gabelung oder eine beschädigte Datei; nichts wurde überschrieben, vergleichen Sie sie mit der Datenbank, bevor Sie sie entfernen",
    "export.strange": "`{path}` ist kein Kopf, den ein Schlüssel aus trust.json unterschrieben hat, der Ordner gehört also zu einem anderen Ledger; nennen Sie einen anderen Ordner",
    "export.ahead": "`{path}` hat {there} Einträge, und das Ledger hier hat {here}: Datensätze gingen verloren, oder ein neueres Ledger wurde exportiert; nichts wurde geschrieben, stellen Sie die Datenbank aus einer neueren Sicherung wieder her",
    "export.forked": "das Ledger hier setzt die {size} Einträge in `{path}` nicht fort: eine Gabelung; nichts wurde geschrieben, bewahren Sie den Ordner als Beweis auf, und rufen Sie `tcei audit verify` auf",
    "export.incomplete": "`{path}` fehlt, obwohl es schon exportiert war; legen Sie es mit `tcei log export` und `--all` wieder an",
    "export.root": "die Dateien führen nicht zum Kopf mit {size} Einträgen, also wurde er nicht veröffentlicht; sehen Sie mit `tcei log export` und `--all` alle an",
    "witness.there_already": "in `{folder}` ist schon ein Zeuge; nennen Sie einen anderen Ordner",
    "witness.absent": "in `{folder}` ist kein Zeuge; legen Sie ihn mit `tcei witness init` an",
    "witness.damaged": "`{path}` ist beschädigt; holen Sie die Datei aus einer Kopie zurück",
    "witness.head_damaged": "der letzte Kopf von `{origin}`, den dieser Zeuge aufbewahrt, ist beschädigt; holen Sie ihn aus einer Kopie zurück, denn ohne ihn lässt sich nichts vergleichen",
    "witness.rolled_back": "`{origin}` zeigte vorher {before} Einträge (Wurzel `{root_before}`), jetzt nur {now} (Wurzel `{root_now}`): eine alte Kopie oder ein Ledger, das Einträge verlor; es wurde nicht mitunterschrieben, beide Köpfe liegen in `{evidence}`",
    "witness.two_heads": "`{origin}` hat zwei Köpfe mit {now} Einträgen unterschrieben: vorher mit der Wurzel `{root_before}`, jetzt mit `{root_now}`; es wurde nicht mitunterschrieben, und beide Köpfe in `{evidence}` beweisen den Fehler",
    "witness.not_continued": "`{origin}` zeigte vorher {before} Einträge (Wurzel `{root_before}`), und die {now} Einträge von jetzt (Wurzel `{root_now}`) beginnen nicht mit ihnen: eine Gabelung; es wurde nicht mitunterschrieben, und beide Köpfe in `{evidence}` beweisen den Fehler",
    "witness.incomplete": "Dateien des Exports fehlen oder haben nicht ihre Länge, der Kopf mit {size} Einträgen ließ sich also nicht prüfen und wurde nicht mitunterschrieben; holen Sie den ganzen Ordner neu",
    "witness.tiles": "die Dateien des Exports führen nicht zu seinem Kopf mit {size} Einträgen, also wurde er nicht mitunterschrieben; holen Sie den ganzen Ordner neu, und fragen Sie beim Ledger nach, wenn es so bleibt",
    "witness.clock": "die Uhr dieser Maschine sagt {now}, und dieser Zeuge hat um {last} mitunterschrieben; nichts wurde mitunterschrieben, stellen Sie die Uhr richtig und versuchen Sie es wieder",
    "witness_policy.other_ledger": "die Regel nennt Logs, und keines davon ist `{origin}` mit einem Schlüssel aus trust.json; fügen Sie seine Zeile hinzu, oder lassen Sie alle weg, die mit `log` beginnen",
}
