"""Reading files that people hand in, and writing those they receive."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from tcei_rules.errors import NotFoundError, Place, UnreachableError, cause_of, refusal
from tcei_rules.keys.atomic_file import write_atomically

LARGEST_BYTES: Final = 10_000_000
"""Of larger files no more is read; no document of ours comes near."""


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
            return read_stream(file, str(path), size=path.stat().st_size)
    except FileNotFoundError as error:
        raise NotFoundError("file.absent", path=str(path)) from error
    except OSError as error:
        raise unreadable(str(path), error) from error
    except ValueError as error:  # half a character, or a zero in the name
        raise NotFoundError("file.absent", path=str(path)) from error


def read_stream(stream: BinaryIO, name: str, size: int = 0) -> bytes:
    """Return the bytes of a stream, which need not have an end.

    Args:
        stream: Pipes and devices have no size beforehand: the reading itself must end.
        name: What people call it.
        size: In bytes, if it is known.

    Raises:
        InvalidInputError: It is too large to be one of ours.
    """
    content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        told = f"{max(len(content), size) / 1_000_000:.1f}"
        most = f"{LARGEST_BYTES // 1_000_000}"
        raise refusal("file.large", Place(file=name), size=told, most=most)
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


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        UnreachableError: It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreachableError("file.unwritable", path=str(path), cause=cause_of(error)) from error


def unreadable(path: str, error: OSError) -> UnreachableError:
    """Return what to tell of a file or folder that cannot be looked at."""
    return UnreachableError("file.unreadable", path=path, cause=cause_of(error))
