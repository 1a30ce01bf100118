"""Checkpoints: the signed heads of a log.

Source: C2SP tlog-checkpoint.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tcei_rules.errors import refusal
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.encoding import decode_base64, decode_decimal, encode_base64
from tcei_rules.ledger.hashing import HASH_BYTES
from tcei_rules.ledger.notes import ED25519, Note, VerifierKey, sign_note
from tcei_rules.ledger.tree import MOST_ENTRIES


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's tree at one size.

    Raises:
        InvalidInputError: A part of it cannot stand in a checkpoint.
    """

    origin: str
    """The log's name: one line, not empty."""
    size: int
    """Entries."""
    root: bytes
    """32 bytes."""
    extensions: tuple[str, ...] = ()
    """Lines that nobody can check; none of them is empty."""

    def __post_init__(self) -> None:
        if not _is_line(self.origin):
            raise refusal("checkpoint.origin")
        if not 0 <= self.size <= MOST_ENTRIES:
            raise refusal("checkpoint.size", size=str(self.size)[:40])
        if len(self.root) != HASH_BYTES:
            raise refusal("checkpoint.root", root=encode_base64(self.root)[:60])
        if not all(_is_line(one) for one in self.extensions):
            raise refusal("checkpoint.extension")

    @property
    def text(self) -> str:
        """The text that is signed: one line each, with the last line's end."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Return the checkpoint that a note's text is.

        Raises:
            InvalidInputError: The text is not exactly a checkpoint.
        """
        lines = text.removesuffix("\n").split("\n")
        if not text.endswith("\n") or len(lines) < 3:  # noqa: PLR2004  origin, size, root
            raise refusal("checkpoint.lines")
        origin, size_text, root_text, *extensions = lines
        size, root = decode_decimal(size_text, MOST_ENTRIES), decode_base64(root_text)
        if size is None:
            raise refusal("checkpoint.size", size=size_text[:40])
        if root is None:
            raise refusal("checkpoint.root", root=root_text[:60])
        return cls(origin, size, root, tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> Note:
    """Return a checkpoint signed by its log, under the log's own name.

    Raises:
        InvalidInputError: The origin cannot be the name of a key.
        UnreachableError: The signer does not answer.
    """
    signature = sign_note(checkpoint.text, checkpoint.origin, signer)
    return Note(checkpoint.text, (signature,))


def open_checkpoint(content: bytes, key: VerifierKey) -> tuple[Checkpoint, Note]:
    """Return the checkpoint that a log signed, and the note with all signatures.

    Args:
        content: A signed note.
        key: The log's; its name is the origin that the checkpoint must have.

    Raises:
        FalseSignatureError: The log's signature does not hold.
        InvalidInputError: The log did not sign it, it is of another log, or it
            is no checkpoint.
    """
    return open_checkpoint_by(content, (key,))


def open_checkpoint_by(content: bytes, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, Note]:
    """Return the checkpoint that a log signed with one of its keys, and the note.

    Args:
        content: A signed note.
        keys: All that the log ever had, under its one name; at least one.

    Raises:
        FalseSignatureError: A signature that names one of them does not hold.
        InvalidInputError: None of them signed it, it is of another log, or it
            is no checkpoint.
    """
    for key in keys:
        if key.algorithm != ED25519:
            raise refusal("checkpoint.key", key=str(key))
    note = Note.parse(content)
    # The signature first: a text that nobody known signed is not worth a look.
    if not [key for key in keys if note.verified_by(key)]:
        raise refusal("checkpoint.not_signed", key="`, `".join(str(key) for key in keys))
    checkpoint, name = Checkpoint.parse(note.text), keys[0].name
    if checkpoint.origin != name:
        raise refusal("checkpoint.other_log", origin=checkpoint.origin, expected=name)
    return checkpoint, note


def _is_line(text: str) -> bool:
    broken = any(character < " " or "\ud800" <= character <= "\udfff" for character in text)
    return bool(text) and not broken
