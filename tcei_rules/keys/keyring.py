"""A folder of keys: one file a key, the private halves under a passphrase.

The active key of a purpose is `<purpose>.json`, a retired one carries its
multikey in its name: two active keys of one purpose have no place to lie.
A rotation that was cut short changes nothing: the active file still holds.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.model import Instant
from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotFoundError,
    UnreachableError,
    cause_of,
    refusal,
)
from tcei_rules.keys.atomic_file import only_writer, write_atomically
from tcei_rules.keys.ed25519 import KEY_BYTES, SigningKey
from tcei_rules.keys.key_file import KeyFile, PublicPart, Purpose
from tcei_rules.keys.multikey import encode_multikey
from tcei_rules.keys.sealing import AgeSealing, Sealing

SHORTEST_PASSPHRASE = 12
"""Characters. age makes each guess cost about a second; length does the rest."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys in one folder. Nothing is kept in memory between two calls.

    Raises, from every call:
        NotFoundError: There is no such folder.
        UnreachableError: The folder or a file in it cannot be read or written.
        IntegrityError: A file is damaged, or is not where it belongs.
    """

    folder: Path
    sealing: Sealing = field(default_factory=AgeSealing)

    @classmethod
    def create(cls, folder: Path, sealing: Sealing | None = None) -> "Keyring":
        """Make the folder, open to its owner only; one that is there already is kept as it is."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unreachable("keyring.not_writable", folder, error) from error
        return cls(folder, sealing or AgeSealing())

    def list(self) -> tuple[PublicPart, ...]:
        """Return all keys, active and retired, by purpose and age."""
        with self._reading():
            files = [self._read(path) for path in sorted(self.folder.glob("*.json"))]
        active = {file.multikey for file in files if not file.retired}
        # A key both active and retired: its rotation was cut short, and it is active still.
        standing = (one.part for one in files if not (one.retired and one.multikey in active))
        return tuple(sorted(standing, key=lambda part: (part.purpose, part.created, part.multikey)))

    def export(self, purpose: Purpose) -> PublicPart:
        """Return the public part of the active key.

        Raises:
            NotFoundError: No key of that purpose is active.
        """
        return self._active(purpose).part

    def new(self, purpose: Purpose, passphrase: str, *, at: Instant) -> PublicPart:
        """Make the first key of a purpose.

        Raises:
            ConflictError: There is an active one: it can only be rotated.
            InvalidInputError: The passphrase is too short.
        """
        with self._writing():
            if (self.folder / f"{purpose}.json").exists():
                raise ConflictError("keyring.exists", purpose=purpose, folder=str(self.folder))
            return self._write(self._make(purpose, passphrase, at))

    def rotate(self, purpose: Purpose, passphrase: str, *, at: Instant) -> PublicPart:
        """Retire the active key and make the next one, under its own passphrase.

        The retired key stays in the folder with its public part, for what it
        signed must stay verifiable; its private half is gone.

        Raises:
            NotFoundError: No key of that purpose is active.
            ConflictError: The active one is not older than the given time.
            InvalidInputError: The passphrase is too short.
        """
        with self._writing():
            present = self._active(purpose)
            if at <= present.created:
                raise ConflictError(
                    "keyring.too_early", purpose=purpose, created=present.created, at=at
                )
            successor = self._make(purpose, passphrase, at)
            self._write(present.retire(at))
            return self._write(successor)

    def load(self, purpose: Purpose, passphrase: str) -> SigningKey:
        """Open the active key for signing; takes about a second.

        Raises:
            NotFoundError: No key of that purpose is active.
            NotAllowedError: It is not the passphrase.
        """
        file = self._active(purpose)
        seed = self.sealing.unseal(file.secret, _normal(passphrase))
        key = SigningKey(seed) if len(seed) == KEY_BYTES else None
        if key is None or encode_multikey(key.public) != file.multikey:
            raise IntegrityError("keyring.mismatch", purpose=purpose, multikey=file.multikey)
        return key

    def _make(self, purpose: Purpose, passphrase: str, at: Instant) -> KeyFile:
        passphrase = _normal(passphrase)
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise refusal("keyring.short_passphrase", shortest=str(SHORTEST_PASSPHRASE))
        key = SigningKey.make()
        multikey = encode_multikey(key.public)
        part = PublicPart(format=1, purpose=purpose, multikey=multikey, created=at)
        return KeyFile.of(part, b64encode(self.sealing.seal(key.seed, passphrase)).decode())

    def _active(self, purpose: Purpose) -> KeyFile:
        path = self.folder / f"{purpose}.json"
        with self._reading():
            if not path.exists():
                raise NotFoundError("keyring.no_key", purpose=purpose, folder=str(self.folder))
            return self._read(path)

    def _read(self, path: Path) -> KeyFile:
        content = path.read_bytes()
        try:
            file = KeyFile.model_validate_json(content)
        except ValidationError as error:
            raise IntegrityError("keyring.damaged", file=str(path)) from error
        if canonical(file.members()) != content or file.file_name != path.name:
            raise IntegrityError("keyring.damaged", file=str(path))
        return file

    def _write(self, file: KeyFile) -> PublicPart:
        write_atomically(self.folder / file.file_name, canonical(file.members()))
        return file.part

    @contextmanager
    def _reading(self) -> Generator[None]:
        try:
            self._demand_folder()
            yield
        except OSError as error:
            raise _unreachable("keyring.not_readable", self.folder, error) from error

    @contextmanager
    def _writing(self) -> Generator[None]:
        try:
            self._demand_folder()
            with only_writer(self.folder):
                yield
        except OSError as error:
            raise _unreachable("keyring.not_writable", self.folder, error) from error

    def _demand_folder(self) -> None:
        # Within `try`: a folder above may be closed to whoever asks.
        if not self.folder.is_dir():
            raise NotFoundError("keyring.no_folder", folder=str(self.folder))


def _normal(passphrase: str) -> str:
    # Keyboards differ in how they compose letters; the same passphrase opens on all of them.
    return unicodedata.normalize("NFC", passphrase)


def _unreachable(message: str, folder: Path, error: OSError) -> UnreachableError:
    return UnreachableError(message, folder=str(folder), cause=cause_of(error))
