"""English: what is wrong with certificates and trust, and what verifying found."""

from collections.abc import Mapping
from typing import Final

CERTIFICATES: Final[Mapping[str, str]] = {
    # Shape and texts
    "shape.missing": "`{path}` is missing",
    "shape.otherwise": "something in it is written otherwise than such a document writes it",
    "shape.unknown": "`{path}` does not belong there",
    "shape.value": "`{path}` is not as it should be",
    "text.broken": "a line break or tab cannot stand in a text of one line",
    "text.control": "a control character cannot stand in a text",
    "text.no_such_day": "there is no day {day}",
    "text.not_nfc": "a text is not in the composed form of Unicode (NFC)",
    # Trust
    "trust.demonstration_domain": (
        "`{issuer}` issues demonstrations; its name must end in `.example`"
    ),
    "trust.ends_before_start": "a key that may sign from {starts} cannot have ended at {ends}",
    "trust.lacks_key": "it does not name the active key `{multikey}`, so what this signs is unknown to all; write it anew with `tcei init`",
    "trust.no_key": "at least one key belongs here",
    "trust.other_root": "trust.json is not the trust root that the ledger holds, its entry {index}; take the recorded file back, or record this one with `tcei init`",
    "trust.real_domain": "`{issuer}` ends in `.example`, which is for demonstrations only",
    "trust.twice": "`{name}` is there twice",
    # Preparing and signing
    "certificate.real": (
        "certificate {number} is no demonstration; only demonstrations are signed so far"
    ),
    "certificate.real_issuer": (
        "issuer `{issuer}` is no demonstration issuer; only demonstrations are issued so far"
    ),
    "certificate.key_unknown": (
        "trust.json does not name the key `{key}` for the issuer `{issuer}`, so nobody could verify"
        " what it signs; nothing was stored, write trust.json anew or use the key that it names"
    ),
    "certificate.key_early": (
        "the key `{key}` may sign from {starts} on, and the clock says {at}; nothing was stored,"
        " look at the clock and at trust.json"
    ),
    "certificate.key_ended": (
        "the key `{key}` could sign until {ends}, and this is {at}; nothing was stored, look at the"
        " clock and at trust.json"
    ),
    "credential.dates": "a certificate cannot be valid from {start} until {end}",
    "credential.half_demonstration": (
        "achievement and criteria must either both say that this is a demonstration, or neither"
    ),
    "credential.nodes": "a part of the certificate does not carry the certificate's id",
    "credential.rulesets": "achievement and evidence name different versions of the criteria",
    "sign.false_signature": "what signs for `{key}` gave a signature that does not hold",
    # Verifying, step by step
    "verify.unchecked": "the step `{needs}` gave nothing to look at",
    "verify.readable.passed": "it can be read",
    "verify.readable.too_large": "it is far larger than any certificate",
    "verify.shape.passed": "it is a certificate, and nothing else",
    "verify.issuer.passed": "it was issued by {name} (`{issuer}`)",
    "verify.issuer.unknown": "its issuer `{issuer}` is not one of those trusted here",
    "verify.key.passed": "the key `{key}` was the issuer's at {created}",
    "verify.key.not_then": "the key `{key}` was not allowed to sign at {created}",
    "verify.key.not_yet": "it was signed at {created}, later than {at}",
    "verify.key.unknown": "`{key}` is no key that the issuer published",
    "verify.proof.passed": "the signature holds ({suite})",
    "verify.proof.false": "the signature does not hold: this is not what was signed",
    "verify.validity.passed": "it is valid from {start} to {end}",
    "verify.validity.expired": "it expired: the last valid day was {end}",
    "verify.validity.not_yet": "it is not valid before {start}",
    "verify.status.not_demanded": "it names no status list, so whether it was withdrawn was not asked",
    "verify.ledger.not_demanded": "whether it stands in the ledger was not asked",
    "verify.criteria.not_demanded": "whether its criteria were approved was not asked",
    "verify.ledger.passed": "it is entry {index} of the ledger, under a signed head with {size} entries",
    "verify.ledger.witnessed": "it is entry {index} of the ledger, under a signed head with {size} entries that witnesses cosigned: {witnesses}",
    "verify.ledger.no_proof": "no proof that it is in the ledger lies beside it; give one with `--proof`",
    "verify.ledger.no_witnesses": "it is entry {index} of the ledger with {size} entries, but no witness is named in trust.json",
    "verify.ledger.unwitnessed": "it is entry {index} of the ledger with {size} entries, but not enough witnesses cosigned that head; {missing} still could",
    "verify.ledger.stranger": "the head in its proof is not signed by a key of the ledger `{origin}`",
    "verify.ledger.no_entry": "the proof lacks the entry that it speaks of",
    "verify.ledger.not_included": "the proof does not lead from its entry to the signed head",
    "verify.ledger.other_kind": "the proof is of another entry of the ledger: of a {kind}, and not of a certificate",
    "verify.ledger.other": "the ledger's entry for {number} says something else than this certificate: {names}",
    "verify.criteria.no_approval": "no approval of its criteria exists that could be checked",
    "verify.one_proof": "a proof belongs to one certificate; with `--proof` name one file only",
    "verify.demonstration.passed": "it is no demonstration",
    "verify.demonstration.in_order": "it is a demonstration and certifies nothing",
    "verify.demonstration.marks": "it says that it is a demonstration, but its issuer issues none",
    "verify.demonstration.no_marks": "its issuer issues demonstrations, but it says nothing of it",
}
