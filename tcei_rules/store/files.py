"""Reading files that people hand in, and writing those they receive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Final

from tcei_rules.errors import InvalidInputError, Mistake, NotFoundError, Place, UnreachableError
from tcei_rules.keys.atomic_file import write_atomically

LARGEST_BYTES: Final = 10_000_000
"""Larger files are refused before they are read; no document of ours comes near."""


READABLE: Final = 0o644
"""Certificates and trust.json are for everyone to read."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        NotFoundError: There is no such file.
        InvalidInputError: It is too large to be one of ours.
        UnreachableError: It cannot be read.
    """
    try:
        if path.is_dir():
            raise UnreachableError("file.folder", path=str(path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # What is no regular file tells no size, and may have no end.
            content = b"" if size > LARGEST_BYTES else file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFoundError("file.absent", path=str(path)) from error
    except OSError as error:
        raise UnreachableError("file.unreadable", path=str(path), cause=_cause(error)) from error
    if max(size, len(content)) > LARGEST_BYTES:
        raise _too_large(str(path), max(size, len(content)))
    return content


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return what comes over a stream until its end.

    Raises:
        InvalidInputError: It is too large to be one of ours, or has no end.
    """
    content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise _too_large(name, len(content))
    return content


def _too_large(name: str, size: int) -> InvalidInputError:
    """Return that something is larger than what is read."""
    values = {"size": f"{size / 1_000_000:.1f}", "most": f"{LARGEST_BYTES // 1_000_000}"}
    return InvalidInputError(
        (Mistake(message="file.large", values=values, place=Place(file=name)),)
    )


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
        raise UnreachableError("file.unwritable", path=str(path), cause=_cause(error)) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        UnreachableError: It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreachableError("file.unwritable", path=str(path), cause=_cause(error)) from error


def _cause(error: OSError) -> str:
    return error.strerror or type(error).__name__
