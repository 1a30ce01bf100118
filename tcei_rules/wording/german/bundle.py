"""German: what is told of bundles, and of checking them."""

from collections.abc import Mapping
from typing import Final

BUNDLE: Final[Mapping[str, str]] = {
    "bundle.absent": "es gibt weder Entscheidung noch Fall noch Zertifikat `{name}`; siehe `tcei decide list` und `tcei cert list`",
    "bundle.undecided": "über den Fall `{case}` ist noch nicht entschieden, und ein Bündel handelt von einer Entscheidung; halten Sie sie mit `tcei decide record` fest",
    "bundle.several": "zum Fall `{case}` gibt es mehrere Entscheidungen; nennen Sie eine von {decisions}",
    "bundle.unsigned": "das Zertifikat {number} ist festgehalten und noch nicht unterschrieben; unterschreiben Sie es mit `tcei cert issue {decision}` und versuchen Sie es wieder",
    "bundle.large": "das wären mehr als {files} Dateien oder {most} MB, mehr als `tcei audit check-bundle` liest; nichts wurde geschrieben",
    "bundle.made": "Bündel der Entscheidung {decision}, {entries} Einträge unter dem Kopf mit {size} Einträgen: {file}",
    "bundle.made.erased": "{erased} seiner Festlegungen wurden gelöscht, und sein README.txt nennt sie",
    "bundle.next": "weiter mit: `tcei audit check-bundle {file}`",
    # What strangers hand in
    "bundle.not_zip": "das ist keine ZIP-Datei, oder eine beschädigte, also kein Bündel; sehen Sie nach, ob es die richtige Datei ist, und holen Sie sie neu",
    "bundle.other": "diese ZIP-Datei ist kein Bündel: sie hat weder `SHA256SUMS` noch `checkpoint`; sehen Sie nach, ob es die richtige Datei ist",
    "bundle.too_many": "diese ZIP-Datei nennt mehr als {most} Dateien, und das tut kein Bündel; nichts davon wurde ausgepackt",
    "bundle.too_large": "diese ZIP-Datei wird ausgepackt größer als {most} MB, und das wird kein Bündel; das Auspacken wurde abgebrochen",
    "bundle.name": "diese ZIP-Datei nennt `{name}`, und kein Bündel hat einen solchen Namen, der aus seinem Ordner hinausführen könnte; nichts davon wurde ausgepackt",
    "bundle.twice": "diese ZIP-Datei hat `{name}` zweimal, so könnten Programme Verschiedenes darin lesen; nichts davon wurde ausgepackt",
    "bundle.encrypted": "`{name}` in dieser ZIP-Datei ist verschlüsselt, und in einem Bündel ist es nichts; nichts davon wurde ausgepackt",
    # Results
    "bundle.result.passed": "alles in diesem Bündel hält stand",
    "bundle.result.failed": "dieses Bündel ist nicht, wie es sein soll, verlassen Sie sich nicht darauf",
    "bundle.result.unchecked": "nichts ist falsch, aber nicht alles ließ sich prüfen",
    "bundle.state.passed": "bestanden",
    "bundle.state.failed": "nicht bestanden",
    "bundle.state.unchecked": "nicht prüfbar",
    "bundle.about": "Entscheidung {decision}, {entries} Einträge unter einem Kopf mit {size} Einträgen",
    "bundle.failure": "{row}, {what}: erwartet {expected}, gefunden {found}",
    "bundle.failures.more": "und {count} weitere",
    # Remarks
    "bundle.no_head": "kein unterschriebener Kopf hält stand, also führt nichts zu ihm",
    "bundle.no_decision": "die Entscheidung, oder was sie nennt, ist nicht da",
    "bundle.no_ruleset": "die Kriterien, nach denen entschieden wurde, sind nicht da",
    "bundle.witnesses.none": "der Vertrauensanker verlangt keinen Zeugen; dass alle dasselbe Ledger sehen, steht also allein bei diesem",
    "bundle.witnesses.missing": "der Vertrauensanker verlangt mehr Zeugen, als mitunterschrieben haben; fehlen könnten {names}",
    "bundle.trust.not_pinned": "verwendet wurde das trust.json darin, und ein Fälscher legte sein eigenes hinein; vergleichen Sie dessen SHA-256 `{digest}` mit einem, das Sie von anderswo haben, oder geben Sie Ihres mit `--trust` an",
    "bundle.trust.elsewhere": "Ihr trust.json ist keiner der Vertrauensanker in diesem Bündel; seine Schlüssel halten trotzdem stand, aber fragen Sie die Stelle, warum",
    "bundle.openings.erased": "{count} Festlegungen wurden absichtlich gelöscht, wie das Ledger sagt",
    "bundle.criteria.no_approval": "ob ein Quorum diese Kriterien gebilligt hat, ließ sich nicht prüfen: es gibt noch keine Billigungen",
    "bundle.people.no_facts": "die Angaben sind nicht da, also ließ sich nicht vergleichen, welches Gremium sie nennen",
    "bundle.decision.no_outcome": "das Ergebnis ist nicht da, also ließ sich nicht vergleichen, was es verleiht",
    "bundle.replay.erased": "Eingaben gelöscht: nicht prüfbar",
    "bundle.replay.no_inputs": "Angaben oder Vorgeschichte sind nicht da, wie sie waren, also lässt sich nichts beurteilen",
    "bundle.replay.no_outcome": "nicht alles, was damals herauskam, ist zum Vergleichen da",
    "bundle.replay.reference_alone": "nur die Referenz hat geurteilt: der zweite Auswerter läuft hier nicht",
    "bundle.certificate.none": "in diesem Bündel ist kein Zertifikat",
    "bundle.certificate.no_holder": "wessen Fall es war, ist nicht da, also ließ sich der Inhaber nicht vergleichen",
    "bundle.explanation.other": "explanation.txt ist nicht, was diese Version des Programms schriebe, und niemand hat es unterschrieben; verlassen Sie sich auf das Ergebnis selbst",
    "bundle.explanation.erased": "was Anforderung für Anforderung herauskam, wurde gelöscht und lässt sich nicht mehr sagen",
}
