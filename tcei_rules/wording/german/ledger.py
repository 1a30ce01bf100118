"""German: what is wrong with trees, tiles, signed notes, checkpoints, policies and proofs."""

from collections.abc import Mapping
from typing import Final

LEDGER: Final[Mapping[str, str]] = {
    # Tree
    "ledger.index": "in einem Baum mit {size} Einträgen gibt es keinen Eintrag {index}; der erste hat den Index 0",
    "ledger.node": "ein Baum mit {size} Einträgen hat keinen vollständigen Knoten {index} auf Ebene {level}; fragen Sie nach einem kleineren Baum",
    "ledger.sizes": "kein Baum wächst von {old} auf {new} Einträge; die frühere Größe muss mindestens 1 und höchstens die spätere sein",
    # Tiles
    "tile.bundle": "dieses Bündel enthält nicht genau {count} Einträge; holen Sie es neu",
    "tile.entry": "der Eintrag an Stelle {position} hat {length} Bytes, und in ein Bündel passen höchstens {most}; kürzen Sie ihn",
    "tile.length": "`{path}` hat {length} Bytes statt {expected}; holen Sie es neu",
    # Signed notes and their keys
    "signed_note.control": "das unsichtbare Zeichen {code} kann nicht in einer signierten Notiz stehen; entfernen Sie es",
    "signed_note.false_signature": "die Signatur von `{key}` hält nicht: das ist nicht, was signiert wurde; verlassen Sie sich nicht darauf",
    "signed_note.key": "`{key}` ist kein Prüfschlüssel; ein solcher hat einen Namen, 8 hexadezimale Ziffern und Base64, mit `+` dazwischen",
    "signed_note.key_algorithm": "Schlüssel des Typs {algorithm} werden nicht gelesen; nehmen Sie Ed25519, vom Typ 0x01 für Logs und 0x04 für Zeugen",
    "signed_note.key_id": "die Schlüsselkennung in `{key}` ist nicht die zu Namen und Schlüssel, nämlich `{key_id}`; kopieren Sie den Schlüssel noch einmal von dort, wo er veröffentlicht ist",
    "signed_note.key_name": "`{name}` kann kein Name eines Schlüssels sein; schreiben Sie einen ohne Leerzeichen und `+`, etwa `log.example.org`",
    "signed_note.large": "das hat mehr als {most} Bytes, so viel hat keine signierte Notiz; holen Sie sie neu",
    "signed_note.line": "das ist keine Zeile einer Signatur: Gedankenstrich, Name des Schlüssels und Base64, mit je einem Leerzeichen dazwischen; holen Sie die Notiz neu",
    "signed_note.no_signatures": "eine signierte Notiz hat Signaturen unter einer leeren Zeile, und hier sind keine; holen Sie sie ganz",
    "signed_note.not_utf8": "ab Byte {position} ist das kein UTF-8; holen Sie die signierte Notiz neu",
    "signed_note.signatures": "diese Notiz hat mehr als {most} Signaturen; mehr werden nicht gelesen, fragen Sie nach einer mit weniger",
    "signed_note.text": "ein Text, der signiert wird, muss mit einem Zeilenumbruch enden; fügen Sie einen an",
    # Checkpoints and cosignatures
    "checkpoint.extension": "eine Erweiterung eines Checkpoints ist eine Zeile und nicht leer; lassen Sie sie weg, oder schreiben Sie sie so",
    "checkpoint.key": "`{key}` ist kein Schlüssel eines Logs, sondern eines Zeugen; geben Sie den Schlüssel des Logs an",
    "checkpoint.lines": "ein Checkpoint hat drei Zeilen, jede mit ihrem Ende: Ursprung, Größe und Wurzel; holen Sie ihn neu",
    "checkpoint.not_signed": "der Schlüssel `{key}` des Logs hat diesen Checkpoint nicht signiert; holen Sie ihn beim Log, oder geben Sie den Schlüssel an, der signiert hat",
    "checkpoint.origin": "der Ursprung eines Checkpoints ist eine Zeile und nicht leer; schreiben Sie dort den Namen des Logs",
    "checkpoint.other_log": "dieser Checkpoint ist vom Log `{origin}` und nicht von `{expected}`; holen Sie den richtigen",
    "checkpoint.root": "`{root}` ist keine Wurzel eines Baums: 32 Bytes in Base64; holen Sie den Checkpoint neu",
    "checkpoint.size": "`{size}` ist keine Größe eines Baums: eine ganze Zahl unter 2^64 ohne führende Nullen; holen Sie den Checkpoint neu",
    "cosignature.false": "die Mitsignatur von `{key}` hält nicht: das ist nicht, was der Zeuge gesehen hat; verlassen Sie sich nicht darauf",
    # Policies of witnesses
    "witness_policy.control": "das unsichtbare Zeichen {code} kann nicht in einer Richtlinie stehen; entfernen Sie es, und beenden Sie Zeilen mit einem einfachen Zeilenvorschub",
    "witness_policy.form": "in dieser Zeile fehlt etwas, oder es ist zu viel darin; schreiben Sie `{form}`",
    "witness_policy.key_twice": "der öffentliche Schlüssel in `{key}` steht schon in einer früheren Zeile; ein Log oder Zeuge zählt einmal, entfernen Sie eine davon",
    "witness_policy.last_line": "die letzte Zeile hat kein Ende, es könnte also etwas abgeschnitten sein; beenden Sie sie mit einem Zeilenumbruch",
    "witness_policy.log_key": "`{key}` ist kein Schlüssel eines Logs; der Schlüssel eines Logs hat den Typ 0x01",
    "witness_policy.member_twice": "`{name}` ist schon Mitglied einer Gruppe; alle zählen nur auf eine Weise, entfernen Sie das Mitglied aus einer davon",
    "witness_policy.name_twice": "der Name `{name}` ist vergeben; wählen Sie einen anderen für diesen Zeugen oder diese Gruppe",
    "witness_policy.no_quorum": "der Richtlinie fehlt ihr Quorum; fügen Sie eine Zeile an, etwa `quorum none`",
    "witness_policy.quorum_twice": "eine Richtlinie hat ein Quorum, und eine frühere Zeile nennt es; entfernen Sie eine davon",
    "witness_policy.threshold": "`{threshold}` ist keine Zahl von 1 bis {most} und weder `any` noch `all`; schreiben Sie, wie viele Mitglieder nötig sind",
    "witness_policy.unknown": "keine frühere Zeile nennt einen Zeugen oder eine Gruppe `{name}`; führen Sie den Namen weiter oben ein, oder berichtigen Sie ihn",
    "witness_policy.witness_key": "`{key}` ist kein Schlüssel eines Zeugen; der Schlüssel eines Zeugen hat den Typ 0x04",
    "witness_policy.word": "mit `{word}` beginnt keine Zeile einer Richtlinie; beginnen Sie sie mit `log`, `witness`, `group`, `quorum` oder `#`",
    # Proofs to keep
    "tlog_proof.extra": "die Zusatzdaten dieses Beweises sind kein Base64; holen Sie den Beweis neu",
    "tlog_proof.hash": "das ist kein Hash eines Beweises: 32 Bytes in Base64; holen Sie den Beweis neu",
    "tlog_proof.header": "das ist kein Beweis eines Logs: er muss mit `c2sp.org/tlog-proof@v1` beginnen; sehen Sie nach, ob es die richtige Datei ist",
    "tlog_proof.index": "ein Beweis nennt hier seinen Eintrag, wie in `index 0`; holen Sie den Beweis neu",
    "tlog_proof.large": "das hat mehr als {most} Bytes, so viel hat kein Beweis; holen Sie ihn neu",
    "tlog_proof.long": "dieser Beweis hat mehr als {most} Hashes, so viele braucht kein Baum; holen Sie ihn neu",
    "tlog_proof.no_checkpoint": "diesem Beweis fehlt sein Checkpoint unter einer leeren Zeile; holen Sie ihn ganz",
}
