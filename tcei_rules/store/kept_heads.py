"""Signed heads in a folder beside the database, which nothing done to the database can change.

Whoever alters the record and builds the whole tree anew has still to explain
the heads that lie here, and those that others have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tcei_rules.errors import IntegrityError, InvalidInputError
from tcei_rules.ledger.checkpoints import Checkpoint
from tcei_rules.ledger.encoding import decode_decimal
from tcei_rules.ledger.notes import Note
from tcei_rules.ledger.tree import MOST_ENTRIES
from tcei_rules.store.files import names_in, only_writer, read_file, read_if_there, write_file

SUFFIX: Final = ".txt"


@dataclass(frozen=True, slots=True)
class KeptHeadFiles:
    """One file for each size at which a head was signed: `<size>.txt`, a signed note."""

    folder: Path

    def sizes(self) -> tuple[int, ...]:
        """Return the sizes of all kept heads, smallest first."""
        names = (name.removesuffix(SUFFIX) for name in names_in(self.folder) if SUFFIX in name)
        sizes = (decode_decimal(name, MOST_ENTRIES) for name in names)
        return tuple(sorted(size for size in sizes if size is not None))

    def every(self) -> Iterator[tuple[int, bytes]]:
        """Yield all kept heads with the sizes that their names say, smallest first."""
        for size in self.sizes():
            yield size, read_file(self._path(size))

    def latest(self) -> Checkpoint | None:
        """Return the kept head of the largest tree, or nothing.

        Raises:
            IntegrityError: What is kept is no head.
        """
        sizes = self.sizes()
        if not sizes:
            return None
        return Checkpoint.parse(self._read(sizes[-1], read_file(self._path(sizes[-1]))).text)

    def keep(self, size: int, note: bytes) -> None:
        """Keep a head for ever; one that has more signatures takes the place of the same head.

        Raises:
            IntegrityError: Another head of that size is kept, or what is kept is no head.
            UnreachableError: The folder cannot be written.
        """
        with only_writer(self.folder):
            there = read_if_there(self._path(size))
            whole = note if there is None else self._joined(size, there, Note.parse(note))
            if whole != there:
                write_file(self._path(size), whole)

    def _joined(self, size: int, there: bytes, given: Note) -> bytes:
        kept = self._read(size, there)
        if kept.text != given.text:
            before, now = Checkpoint.parse(kept.text), Checkpoint.parse(given.text)
            raise IntegrityError(
                "kept_head.another",
                path=str(self._path(size)),
                size=str(size),
                kept=before.root.hex(),
                given=now.root.hex(),
            )
        fresh = [one for one in given.signatures if one not in kept.signatures]
        return kept.signed_also(*fresh).to_bytes() if fresh else there

    def _read(self, size: int, content: bytes) -> Note:
        try:
            note = Note.parse(content)
            if Checkpoint.parse(note.text).size == size:
                return note
        except InvalidInputError as error:
            raise IntegrityError("kept_head.damaged", path=str(self._path(size))) from error
        raise IntegrityError("kept_head.damaged", path=str(self._path(size)))

    def _path(self, size: int) -> Path:
        return self.folder / f"{size}{SUFFIX}"
