"""Files that are there whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def write_atomically(path: Path, content: bytes) -> None:
    """Put a file in place, readable by its owner only; a crash leaves the old one or the new one.

    Raises:
        OSError: The folder cannot be written.
    """
    # mkstemp makes the file with mode 0600.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextmanager
def only_writer(folder: Path) -> Generator[None]:
    """Hold the folder's lock, so that no other process writes in between.

    Windows knows no such lock: there, one person at a time.
    """
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk.

    Without it a new name may be lost though its content is not.

    Raises:
        OSError: The folder cannot be read, or the disk fails.
    """
    # Windows opens no folders.
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
