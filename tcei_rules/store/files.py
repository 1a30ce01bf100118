"""Reading files that people hand in, and writing those they receive."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from tcei_rules.errors import (
    NotFoundError,
    Place,
    UnreachableError,
    cause_of,
    refusal,
)
from tcei_rules.keys import atomic_file
from tcei_rules.keys.atomic_file import write_atomically

LARGEST_BYTES: Final = 10_000_000
"""Of larger files no more is read; no document of ours comes near."""


READABLE: Final = 0o644
"""Certificates and trust.json are for everyone to read."""


def read_file(path: Path, most: int = LARGEST_BYTES) -> bytes:
    """Return the bytes of a file.

    Args:
        path: Of the file.
        most: Bytes; a larger file is refused, and not read to its end.

    Raises:
        NotFoundError: There is no such file.
        InvalidInputError: It is too large to be one of ours.
        UnreachableError: It cannot be read.
    """
    try:
        if path.is_dir():
            raise UnreachableError("file.folder", path=str(path))
        with path.open("rb") as file:
            return read_stream(file, str(path), most, size=path.stat().st_size)
    except FileNotFoundError as error:
        raise NotFoundError("file.absent", path=str(path)) from error
    except OSError as error:
        raise unreadable(str(path), error) from error
    except ValueError as error:  # half a character, or a zero in the name
        raise NotFoundError("file.absent", path=str(path)) from error


def read_stream(stream: BinaryIO, name: str, most: int = LARGEST_BYTES, *, size: int = 0) -> bytes:
    """Return the bytes of a stream, which need not have an end.

    Args:
        stream: Pipes and devices have no size beforehand: the reading itself must end.
        name: What people call it.
        most: How many bytes are read at most.
        size: In bytes, if it is known.

    Raises:
        InvalidInputError: It is too large to be one of ours.
    """
    content = stream.read(most + 1)
    if len(content) > most:
        told = f"{max(len(content), size) / 1_000_000:.1f}"
        raise refusal("file.large", Place(file=name), size=told, most=f"{most // 1_000_000}")
    return content


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UnreachableError: The folder cannot be written, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
        path.chmod(READABLE)
    except OSError as error:
        raise UnreachableError("file.unwritable", path=str(path), cause=cause_of(error)) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner's eyes only; so is the folder, if made anew.

    Raises:
        UnreachableError: The folder cannot be written, or the disk is full.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise UnreachableError("file.unwritable", path=str(path), cause=cause_of(error)) from error


def write_unsynced(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; only after `sync` does it outlive a power cut.

    Raises:
        UnreachableError: The folder cannot be written, or the disk is full.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.chmod(READABLE)
        temporary.replace(path)
    except OSError as error:
        raise UnreachableError("file.unwritable", path=str(path), cause=cause_of(error)) from error


def sync() -> None:
    """Bring to disk what was written so far: one call for thousands of files."""
    if sys.platform != "win32":
        os.sync()


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        UnreachableError: It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreachableError("file.unwritable", path=str(path), cause=cause_of(error)) from error


def read_if_there(path: Path, most: int = LARGEST_BYTES) -> bytes | None:
    """Return the bytes of a file, or nothing if there is none.

    Raises:
        InvalidInputError: It is too large to be one of ours.
        UnreachableError: It cannot be read.
    """
    try:
        return read_file(path, most)
    except NotFoundError:
        return None


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder, sorted; none if it is not there.

    Raises:
        UnreachableError: It cannot be looked into.
    """
    try:
        return tuple(sorted(path.name for path in folder.iterdir()))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unreadable(str(folder), error) from error


@contextmanager
def only_writer(folder: Path) -> Generator[None]:
    """Make a folder and hold its lock, so that no other process writes to it in between.

    Raises:
        UnreachableError: It cannot be made, or not be written.
    """
    make_folder(folder)
    with ExitStack() as held:
        try:
            held.enter_context(atomic_file.only_writer(folder))
        except OSError as error:
            cause = cause_of(error)
            raise UnreachableError("file.unwritable", path=str(folder), cause=cause) from error
        yield


def unreadable(path: str, error: OSError) -> UnreachableError:
    """Return what to tell of a file or folder that cannot be looked at."""
    return UnreachableError("file.unreadable", path=path, cause=cause_of(error))
