"""Signed notes: a text, and under it the signatures of one or more keys.

A note says nothing until a key that one knows has signed it. Signatures by
unknown keys are kept and left alone; one by a known key must hold.

Source: C2SP signed-note.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from tcei_rules.errors import InvalidInputError, Mistake, Place, refusal
from tcei_rules.keys.ed25519 import PublicKey, verify
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.encoding import decode_base64, encode_base64

ED25519 = 0x01
"""Signature type: Ed25519 over the note's text."""

COSIGNATURE_V1 = 0x04
"""Signature type: timestamped Ed25519 over a checkpoint (tlog-cosignature)."""

KEY_ID_BYTES = 4

LARGEST_NOTE = 1_000_000
"""Bytes. The specification leaves the limit open; 100 post-quantum signatures fit."""

MOST_SIGNATURES = 100
"""At least 16 must be read; Go's sumdb/note stops after 100."""

_KEY_ID = re.compile(r"[0-9a-f]{8}")
_DASH = "\N{EM DASH} "


class FalseSignatureError(InvalidInputError):
    """A known key's signature does not hold: looked at, and found false."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__((Mistake(message=message, values=values),))


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named public key and the one kind of signature that it verifies."""

    name: str
    algorithm: int
    """`ED25519` or `COSIGNATURE_V1`."""
    public: PublicKey

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise refusal("signed_note.key_name", name=self.name)
        if self.algorithm not in {ED25519, COSIGNATURE_V1}:
            raise refusal("signed_note.key_algorithm", algorithm=f"0x{self.algorithm:02x}")

    @classmethod
    def of(cls, name: str, algorithm: int, raw: bytes) -> "VerifierKey":
        """Return the key of 32 bytes under a name.

        Raises:
            InvalidInputError: The name cannot stand in a note, the kind of
                signature is not one of the two, or the key is weak.
        """
        return cls(name, algorithm, PublicKey(raw))

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Return the key behind a vkey: `<name>+<key id>+<base64 of algorithm and key>`.

        Raises:
            InvalidInputError: It is no vkey, or not one of Ed25519.
        """
        name, _, rest = text.partition("+")
        # Base64 may have a plus of its own.
        key_id, _, encoded = rest.partition("+")
        content = decode_base64(encoded)
        if not (content and _KEY_ID.fullmatch(key_id) and is_key_name(name)):
            raise refusal("signed_note.key", key=text[:200])
        if key_id != _key_id(name, content).hex():
            raise refusal("signed_note.key_id", key=text[:200], key_id=_key_id(name, content).hex())
        return cls.of(name, content[0], content[1:])

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(self._content)}"

    @property
    def raw(self) -> bytes:
        """The public key, 32 bytes."""
        return self.public.raw

    @property
    def key_id(self) -> bytes:
        """What signatures name it by, beside its name: 4 bytes, no secret and no proof."""
        return _key_id(self.name, self._content)

    @property
    def _content(self) -> bytes:
        return bytes([self.algorithm]) + self.raw


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One line under a note."""

    name: str
    key_id: bytes
    """4 bytes."""
    signature: bytes
    """At least 1 byte; 64 for Ed25519, 72 for a cosignature."""

    @property
    def line(self) -> str:
        """The line as it stands in the note, without its end."""
        return f"{_DASH}{self.name} {encode_base64(self.key_id + self.signature)}"

    def is_by(self, key: VerifierKey) -> bool:
        """Tell whether it names this key; whether it holds is another question."""
        return (self.name, self.key_id) == (key.name, key.key_id)


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures, in the order in which they stand."""

    text: str
    """With its last line break."""
    signatures: tuple[NoteSignature, ...]

    @classmethod
    def parse(cls, content: bytes) -> "Note":
        """Return a note; no signature is looked at.

        Raises:
            InvalidInputError: The bytes are not exactly such a note.
        """
        if len(content) > LARGEST_NOTE:
            raise refusal("signed_note.large", most=str(LARGEST_NOTE))
        whole = _readable(content)
        # The last empty line divides; the text may have others.
        above, blank, below = whole.rpartition("\n\n")
        if not blank or not below.endswith("\n"):
            raise refusal("signed_note.no_signatures")
        lines = below[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise refusal("signed_note.signatures", most=str(MOST_SIGNATURES))
        first = above.count("\n") + 3
        return cls(
            above + "\n",
            tuple(_signature(line, number) for number, line in enumerate(lines, first)),
        )

    def to_bytes(self) -> bytes:
        """Return the note in UTF-8, as it was read."""
        lines = "".join(f"{one.line}\n" for one in self.signatures)
        return f"{self.text}\n{lines}".encode()

    def signed_also(self, *signatures: NoteSignature) -> "Note":
        """Return the note with more signatures under it."""
        return Note(self.text, (*self.signatures, *signatures))

    def signatures_by(self, key: VerifierKey) -> tuple[NoteSignature, ...]:
        """Return the signatures that name this key; a signer may have signed twice."""
        return tuple(one for one in self.signatures if one.is_by(key))

    def verified_by(self, key: VerifierKey) -> bool:
        """Tell whether the key signed the text.

        Args:
            key: Of the type `ED25519`; cosignatures have their own module.

        Returns:
            Whether there is a signature that names the key; each such holds.

        Raises:
            FalseSignatureError: One that names the key does not hold.
        """
        assert key.algorithm == ED25519, "a cosignature is not over the text alone"
        found = self.signatures_by(key)
        if not all(verify(key.public, one.signature, self.text.encode()) for one in found):
            raise FalseSignatureError("signed_note.false_signature", key=str(key))
        return bool(found)


def sign_note(text: str, name: str, signer: Signer) -> NoteSignature:
    """Return the signature of a key under a text.

    Args:
        text: Ends with a line break.
        name: Of the key.
        signer: Holds the Ed25519 key.

    Raises:
        InvalidInputError: The text or the name cannot stand in a note.
        UnreachableError: The signer does not answer.
    """
    key = VerifierKey(name, ED25519, signer.public)
    content = text.encode("utf-8", "surrogatepass")
    if not text.endswith("\n"):
        raise refusal("signed_note.text")
    _readable(content)
    return NoteSignature(name, key.key_id, signer.sign(content))


def is_key_name(name: str) -> bool:
    """Tell whether a name can stand in a note: not empty, without spaces, plus and controls."""
    is_unicode = not any("\ud800" <= character <= "\udfff" for character in name)
    apart = any(character.isspace() or character < " " for character in name)
    return bool(name) and is_unicode and not apart and "+" not in name


def _key_id(name: str, content: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + content).digest()[:KEY_ID_BYTES]


def _readable(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal("signed_note.not_utf8", position=str(error.start)) from error
    for number, line in enumerate(text.split("\n"), 1):
        control = next((character for character in line if character < " "), None)
        if control is not None:
            code = f"U+{ord(control):04X}"
            raise refusal("signed_note.control", Place(line=number), code=code)
    return text


def _signature(line: str, number: int) -> NoteSignature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    content = decode_base64(encoded) or b""
    if not line.startswith(_DASH) or not is_key_name(name) or len(content) <= KEY_ID_BYTES:
        raise refusal("signed_note.line", Place(line=number, excerpt=line[:200]))
    return NoteSignature(name, content[:KEY_ID_BYTES], content[KEY_ID_BYTES:])
