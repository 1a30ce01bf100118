"""A witness's own folder: its name, the last head of each log, and what contradicts one.

It lies with another party, on another machine than any ledger.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, ValidationError

from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.model import FormatOne, Model
from tcei_rules.errors import ConflictError, IntegrityError, NotFoundError, refusal
from tcei_rules.ledger.notes import is_key_name
from tcei_rules.store.files import only_writer, read_if_there, write_file

FILE: Final = "witness.json"
KEYS: Final = "keys"
HEADS: Final = "heads"
EVIDENCE: Final = "evidence"


def _key_name(name: str) -> str:
    if not is_key_name(name):
        raise ValueError("key name")
    return name


class WitnessFile(Model):
    """The content of `witness.json`."""

    format: FormatOne = 1
    name: Annotated[str, AfterValidator(_key_name)]
    """As it stands in the witness's key and under every head."""


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """The files of one witness."""

    folder: Path

    @property
    def keys(self) -> Path:
        """Where its key lies."""
        return self.folder / KEYS

    def demand_new(self, name: str) -> None:
        """Refuse a name that cannot be one, and a folder that has a witness.

        Raises:
            InvalidInputError: The name cannot stand in a signed note.
            ConflictError: There is a witness in the folder.
        """
        if not is_key_name(name):
            raise refusal("signed_note.key_name", name=name)
        if read_if_there(self.folder / FILE) is not None:
            raise ConflictError("witness.there_already", folder=str(self.folder))

    def found(self, name: str) -> None:
        """Write down the name: from then on the folder is a witness's."""
        write_file(self.folder / FILE, canonical(WitnessFile(name=name).members()))

    def name(self) -> str:
        """Return the witness's name.

        Raises:
            NotFoundError: There is no witness in the folder.
            IntegrityError: Its file is damaged.
        """
        path = self.folder / FILE
        content = read_if_there(path)
        if content is None:
            raise NotFoundError("witness.absent", folder=str(self.folder))
        try:
            return WitnessFile.model_validate_json(content).name
        except ValidationError as error:
            raise IntegrityError("witness.damaged", path=str(path)) from error

    def lock(self) -> AbstractContextManager[None]:
        """Hold the folder: between reading a head and keeping the next nobody else cosigns."""
        return only_writer(self.folder)

    def last(self, origin: str) -> bytes | None:
        """Return the last head of a log that was cosigned, or nothing."""
        return read_if_there(self._head(origin))

    def keep(self, origin: str, note: bytes) -> None:
        """Keep the last head of a log."""
        write_file(self._head(origin), note)

    def keep_evidence(self, before: bytes, now: bytes) -> Path:
        """Keep two notes that cannot both be true; return the folder that they lie in."""
        folder = self.folder / EVIDENCE / sha256(before + now).hexdigest()[:16]
        write_file(folder / "before.txt", before)
        write_file(folder / "now.txt", now)
        return folder

    def _head(self, origin: str) -> Path:
        # The origin stands inside; a file's name has no room for whatever a log is called.
        return self.folder / HEADS / f"{sha256(origin.encode()).hexdigest()[:32]}.txt"
