"""German: what went wrong inside, and what to do about it."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    "input.mistakes": "Fehler gefunden: {count}",
    "mistake.note": "Hinweis: {sentence}",
    # Records and their canonical form
    "canonical.integer": "die Zahl bei `/{path}` muss kleiner als 9007199254740992 sein",
    "canonical.key": "der Name bei `/{path}` darf nur einfache Buchstaben (ASCII) haben",
    "canonical.kind": "`/{path}` ist ein {kind}, das kein Eintrag aufnehmen kann",
    "canonical.not_nfc": "der Text bei `/{path}` steht nicht in der zusammengesetzten Form von Unicode (NFC)",
    "canonical.surrogate": "der Text bei `/{path}` enthält ein halbes Zeichen",
    "record.digest": "Eintrag `{id}` wurde verändert: sein Inhalt passt nicht mehr zu seinem Digest",
    "record.opening": "was bei der Festlegung `{commitment}` liegt, ist nicht das, worauf sie sich bezog",
    "record.salt": "ein Salt muss 32 Byte haben, dieses hat {length}",
    # Two evaluators
    "engine.disagreement": "die beiden Auswertungen weichen voneinander ab, darum ist nichts entschieden; melden Sie es mit beiden Protokollen: {where}",
    "network.absent": "die zweite Auswertung ist nicht installiert: sie braucht Python 3.11 oder 3.12 und bei der Installation einen C-Compiler; ohne sie lässt sich ein Fall vorab ansehen, aber nicht aufzeichnen",
    "network.canary": "die Regelmaschine hat ihren Selbsttest für den Regelsatz `{name}` nicht bestanden, darum ist nichts entschieden",
    "network.died": "die Regelmaschine hat angehalten (Exit-Code {code}); nichts ist entschieden, versuchen Sie es noch einmal",
    "network.failed": "die Regelmaschine hat abgebrochen, nichts ist entschieden: {cause}",
    "network.firings": "die Regelmaschine hat {firings} Regeln für {events} Werte ausgelöst, darum ist nichts entschieden",
    "network.late": "die Regelmaschine hat innerhalb von {seconds} Sekunden nicht geantwortet; nichts ist entschieden, versuchen Sie es noch einmal",
    "network.locale": "die Regelmaschine braucht einen Dezimalpunkt, diese Ländereinstellung hat ein anderes Zeichen; setzen Sie `LC_NUMERIC=C`",
    "network.refused": "die Regelmaschine hat den Fall nicht angenommen (Code {code}); nichts ist entschieden",
    "network.too_many_nodes": "der Regelsatz braucht mehr als {most} Vergleiche und Stufen; mehr nimmt die zweite Auswertung nicht an",
    # Keys
    "base58.character": "`{character}` kann nicht in einem Schlüssel stehen; kopieren Sie den Schlüssel noch einmal",
    "key.length": "ein Ed25519-Schlüssel hat 32 Byte, dieser hat {length}",
    "key.multikey": "`{multikey}` ist kein Ed25519-Schlüssel; ein solcher beginnt mit `z6Mk` und hat 48 Zeichen",
    "key.not_a_point": "`{key}` ist kein Ed25519-Schlüssel",
    "key.weak": "`{key}` ist ein schwacher Schlüssel, unter dem jeder signieren kann; erzeugen Sie einen anderen",
    "keyring.damaged": "die Schlüsseldatei `{file}` ist beschädigt oder wurde umbenannt; holen Sie sie aus einer Kopie zurück",
    "keyring.exists": "`{folder}` hat schon einen aktiven Schlüssel für `{purpose}`; rotieren Sie ihn, um den nächsten zu erhalten",
    "keyring.mismatch": "die private Hälfte des Schlüssels `{multikey}` für `{purpose}` gehört zu einem anderen Schlüssel",
    "keyring.no_folder": "es gibt keinen Ordner `{folder}` für Schlüssel",
    "keyring.no_key": "in `{folder}` gibt es keinen aktiven Schlüssel für `{purpose}`; erzeugen Sie zuerst einen",
    "keyring.not_readable": "`{folder}` lässt sich nicht lesen: {cause}",
    "keyring.not_writable": "`{folder}` lässt sich nicht beschreiben: {cause}",
    "keyring.passphrase": "das ist nicht die Passphrase des Schlüssels",
    "keyring.short_passphrase": "eine Passphrase muss mindestens {shortest} Zeichen haben",
    "keyring.too_early": "der aktive Schlüssel für `{purpose}` ist von {created}; der nächste muss später sein, nicht {at}",
    "keyring.too_slow": "der Schlüssel wurde auf einer viel schnelleren Maschine verschlossen; ihn hier zu öffnen würde viel zu lange dauern",
}
