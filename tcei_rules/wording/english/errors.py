"""English: what went wrong inside, and what to do about it."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    "input.mistakes": "mistakes found: {count}",
    "mistake.note": "note: {sentence}",
    # Records and their canonical form
    "canonical.integer": "the number at `/{path}` must be below 9007199254740992",
    "canonical.key": "the name at `/{path}` must have only plain letters (ASCII)",
    "canonical.kind": "`/{path}` is a {kind}, which no record can hold",
    "canonical.not_nfc": "the text at `/{path}` is not in the composed form of Unicode (NFC)",
    "canonical.surrogate": "the text at `/{path}` has half a character in it",
    "record.digest": "record `{id}` was changed: its content no longer matches its digest",
    "record.opening": "what lies beside the commitment `{commitment}` is not what was committed to",
    "record.salt": "a salt must have 32 bytes, this one has {length}",
    # Two evaluators
    "engine.disagreement": (
        "the two evaluators differ, so nothing is decided; report it with both traces: {where}"
    ),
    "network.absent": (
        "the second evaluator is not installed: it needs Python 3.11 or 3.12, and a C compiler"
        " when it is installed; without it a case can be previewed, but not recorded"
    ),
    "network.canary": (
        "the rule engine failed its self-test for ruleset `{name}`, so nothing is decided"
    ),
    "network.died": "the rule engine stopped (exit code {code}); nothing is decided, try again",
    "network.failed": "the rule engine broke off, nothing is decided: {cause}",
    "network.firings": (
        "the rule engine fired {firings} rules for {events} values, so nothing is decided"
    ),
    "network.late": (
        "the rule engine gave no answer within {seconds} seconds; nothing is decided, try again"
    ),
    "network.locale": (
        "the rule engine needs a decimal point, this locale has another sign; set `LC_NUMERIC=C`"
    ),
    "network.refused": "the rule engine refused the case (code {code}); nothing is decided",
    "network.too_many_nodes": (
        "the ruleset needs more than {most} comparisons and steps; the second evaluator takes no"
        " more"
    ),
    # Keys
    "base58.character": "`{character}` cannot stand in a key; copy the key again",
    "key.length": "an Ed25519 key has 32 bytes, this one has {length}",
    "key.multikey": "`{multikey}` is not an Ed25519 key; one begins with `z6Mk` and has 48 letters",
    "key.not_a_point": "`{key}` is not an Ed25519 key",
    "key.weak": "`{key}` is a weak key, under which anyone can sign; make another",
    "keyring.damaged": "key file `{file}` is damaged or was renamed; bring it back from a copy",
    "keyring.exists": (
        "`{folder}` has an active {purpose} key already; rotate it to get the next one"
    ),
    "keyring.mismatch": "the private half of the {purpose} key `{multikey}` belongs to another key",
    "keyring.no_folder": "there is no folder `{folder}` for keys",
    "keyring.no_key": "there is no active {purpose} key in `{folder}`; make one first",
    "keyring.not_readable": "`{folder}` cannot be read: {cause}",
    "keyring.not_writable": "`{folder}` cannot be written: {cause}",
    "keyring.passphrase": "this is not the passphrase of the key",
    "keyring.short_passphrase": "a passphrase must have at least {shortest} characters",
    "keyring.too_early": (
        "the active {purpose} key is of {created}; the next one must be later than that, not {at}"
    ),
    "keyring.too_slow": (
        "the key was closed on a much faster machine; opening it here would take far too long"
    ),
}
