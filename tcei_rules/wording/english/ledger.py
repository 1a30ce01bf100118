"""English: what is wrong with trees, tiles, signed notes, checkpoints, policies and proofs."""

from collections.abc import Mapping
from typing import Final

LEDGER: Final[Mapping[str, str]] = {
    # Tree
    "ledger.index": "there is no entry {index} in a tree of {size} entries; the first has the index 0",
    "ledger.node": "a tree of {size} entries has no complete node {index} on level {level}; ask for a smaller tree",
    "ledger.sizes": "no tree grows from {old} to {new} entries; the earlier size must be at least 1 and at most the later one",
    # Tiles
    "tile.bundle": "this bundle does not hold exactly {count} entries; fetch it anew",
    "tile.entry": "the entry at position {position} has {length} bytes, and at most {most} fit into a bundle; shorten it",
    "tile.length": "`{path}` has {length} bytes instead of {expected}; fetch it anew",
    # Signed notes and their keys
    "signed_note.control": "the invisible character {code} cannot stand in a signed note; remove it",
    "signed_note.false_signature": "the signature by `{key}` does not hold: this is not what was signed; do not rely on it",
    "signed_note.key": "`{key}` is no verifier key; one has a name, 8 hexadecimal digits and base64, with `+` between",
    "signed_note.key_algorithm": "keys of the type {algorithm} are not read; use Ed25519, of the type 0x01 for logs and 0x04 for witnesses",
    "signed_note.key_id": "the key id in `{key}` is not that of its name and key, which is `{key_id}`; copy the key again from whoever published it",
    "signed_note.key_name": "`{name}` cannot be the name of a key; write one without spaces and `+`, such as `log.example.org`",
    "signed_note.large": "this has more than {most} bytes, which no signed note has; fetch it anew",
    "signed_note.line": "this is no line of a signature: a long dash, the key's name and base64, with one space between; fetch the note anew",
    "signed_note.no_signatures": "a signed note has signatures below an empty line, and this has none; fetch it whole",
    "signed_note.not_utf8": "this is not UTF-8 from byte {position} on; fetch the signed note anew",
    "signed_note.signatures": "this note has more than {most} signatures; no more are read, ask for one with fewer",
    "signed_note.text": "a text to be signed must end with a line break; add one",
    # Checkpoints and cosignatures
    "checkpoint.extension": "an extension of a checkpoint is one line and not empty; leave it out or write it so",
    "checkpoint.key": "`{key}` is no key of a log, but of a witness; give the log's own key",
    "checkpoint.lines": "a checkpoint has three lines, each with its end: origin, size and root; fetch it anew",
    "checkpoint.not_signed": "the log's key `{key}` did not sign this checkpoint; fetch it from the log, or give the key that signed",
    "checkpoint.origin": "the origin of a checkpoint is one line and not empty; write the log's name there",
    "checkpoint.other_log": "this checkpoint is of the log `{origin}` and not of `{expected}`; fetch the right one",
    "checkpoint.root": "`{root}` is no root of a tree: 32 bytes in base64; fetch the checkpoint anew",
    "checkpoint.size": "`{size}` is no size of a tree: a whole number below 2^64 without leading zeros; fetch the checkpoint anew",
    "cosignature.false": "the cosignature by `{key}` does not hold: this is not what the witness saw; do not rely on it",
    # Policies of witnesses
    "witness_policy.control": "the invisible character {code} cannot stand in a policy; remove it, and end lines with a plain line feed",
    "witness_policy.form": "this line lacks something or has too much; write `{form}`",
    "witness_policy.key_twice": "the public key in `{key}` stands on an earlier line already; a log or witness counts once, remove one of them",
    "witness_policy.last_line": "the last line has no end, so something may be cut off; end it with a line break",
    "witness_policy.log_key": "`{key}` is no key of a log; a log's key has the type 0x01",
    "witness_policy.member_twice": "`{name}` is a member of a group already; each counts in one way only, remove it from one of them",
    "witness_policy.name_twice": "the name `{name}` is taken; choose another for this witness or group",
    "witness_policy.no_quorum": "the policy lacks its quorum; add a line such as `quorum none`",
    "witness_policy.quorum_twice": "a policy has one quorum, and an earlier line gives it; remove one of them",
    "witness_policy.threshold": "`{threshold}` is no number from 1 to {most}, nor `any` or `all`; write how many members are needed",
    "witness_policy.unknown": "no earlier line defines a witness or group `{name}`; define it above, or mend the name",
    "witness_policy.witness_key": "`{key}` is no key of a witness; a witness's key has the type 0x04",
    "witness_policy.word": "`{word}` begins no line of a policy; begin it with `log`, `witness`, `group`, `quorum` or `#`",
    # Proofs to keep
    "tlog_proof.extra": "the extra data of this proof is not base64; fetch the proof anew",
    "tlog_proof.hash": "this is no hash of a proof: 32 bytes in base64; fetch the proof anew",
    "tlog_proof.header": "this is no proof of a ledger: it must begin with `c2sp.org/tlog-proof@v1`; look whether it is the right file",
    "tlog_proof.index": "a proof names its entry here, as in `index 0`; fetch the proof anew",
    "tlog_proof.large": "this has more than {most} bytes, which no proof has; fetch it anew",
    "tlog_proof.long": "this proof has more than {most} hashes, which no tree needs; fetch it anew",
    "tlog_proof.no_checkpoint": "this proof lacks its checkpoint below an empty line; fetch it whole",
}
