"""Cosignatures: an outside witness says that it saw a log grow to this head, and when.

Source: C2SP tlog-cosignature, the Ed25519 form (`cosignature/v1`).
"""

from datetime import UTC, datetime
from typing import NamedTuple

from tcei_rules.keys.ed25519 import SIGNATURE_BYTES, verify
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.checkpoints import Checkpoint
from tcei_rules.ledger.notes import (
    COSIGNATURE_V1,
    FalseSignatureError,
    Note,
    NoteSignature,
    VerifierKey,
)

LATEST = 2**63 - 1
"""Seconds: a time never exceeds it."""

LATEST_TOLD = 253_402_300_799
"""Seconds: 9999-12-31T23:59:59Z, after which calendars have no name for a time."""

TIME_BYTES = 8


class Cosignature(NamedTuple):
    """A cosignature that holds."""

    name: str
    """The witness's, as in its key."""
    at: int
    """POSIX time in seconds: no later head of the log was known to the witness then."""

    @property
    def moment(self) -> str:
        """The time as `YYYY-MM-DDTHH:MM:SSZ`; the last one there is if no calendar has it."""
        at = min(self.at, LATEST_TOLD)
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cosign(checkpoint: Checkpoint, name: str, signer: Signer, at: int) -> NoteSignature:
    """Return a witness's cosignature of a checkpoint.

    Args:
        checkpoint: Found consistent with every one that was cosigned before.
        name: The witness's.
        signer: Holds the witness's Ed25519 key.
        at: POSIX time in seconds.

    Raises:
        InvalidInputError: The name cannot stand in a note.
        UnreachableError: The signer does not answer.
    """
    assert 0 <= at <= LATEST, "a POSIX time"
    key = VerifierKey(name, COSIGNATURE_V1, signer.public)
    signature = signer.sign(_message(checkpoint.text, at))
    return NoteSignature(name, key.key_id, at.to_bytes(TIME_BYTES, "big") + signature)


def cosignature_of(note: Note, key: VerifierKey) -> Cosignature | None:
    """Return a witness's cosignature under a checkpoint, the latest if there are several.

    Args:
        note: A checkpoint that its log signed.
        key: The witness's, of the type `COSIGNATURE_V1`.

    Returns:
        Nothing if no signature names the key.

    Raises:
        FalseSignatureError: One that names the key does not hold.
    """
    assert key.algorithm == COSIGNATURE_V1, "only such keys cosign"
    times = [_time_of(note.text, one.signature, key) for one in note.signatures_by(key)]
    return Cosignature(key.name, max(times)) if times else None


def _time_of(text: str, signature: bytes, key: VerifierKey) -> int:
    at = int.from_bytes(signature[:TIME_BYTES], "big")
    is_whole = len(signature) == TIME_BYTES + SIGNATURE_BYTES and at <= LATEST
    if not is_whole or not verify(key.public, signature[TIME_BYTES:], _message(text, at)):
        raise FalseSignatureError("cosignature.false", key=str(key))
    return at


def _message(text: str, at: int) -> bytes:
    # The first line keeps a cosignature from ever passing for a signature of the log.
    return f"cosignature/v1\ntime {at}\n{text}".encode()
