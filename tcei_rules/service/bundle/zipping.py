"""Packing files into one zip, always the same bytes; unpacking what strangers hand in.

What a zip says of itself is not believed: names are looked at before anything
is read, and sizes are counted while reading.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tcei_rules.errors import NotAllowedError, Place, refusal

MOST_FILES: Final = 1_000
"""A bundle has about thirty."""
MOST_UNPACKED: Final = 64_000_000
"""Bytes of all files together."""
LARGEST_PACKED: Final = 10_000_000
"""Bytes of the zip; of larger files nothing is read anywhere."""

_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
"""What each file's line in the directory of a zip begins with."""
_ENCRYPTED: Final = 0x1
_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_LONGEST_NAME: Final = 200

# Of a time nothing is told: the same decision gives the same bytes on every day.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16

_BROKEN: Final = (
    BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError,
    LookupError, struct.error, zlib.error,
)  # fmt: skip
"""What the library raises on bytes that are no zip, or no whole one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """The files of a zip."""

    files: Mapping[str, bytes]
    broken: tuple[str, ...]
    """Names of those that cannot be read: their bytes were changed or cut off."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip: sorted, without times, the same bytes for the same files.

    Raises:
        NotAllowedError: They are more than any reader of bundles takes.
    """
    room = BytesIO()
    with ZipFile(room, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            info = ZipInfo(name, _NO_TIME)
            # Stored, not deflated: what deflating gives differs from library to library.
            info.compress_type = ZIP_STORED
            info.create_system = _UNIX
            info.external_attr = _READABLE
            archive.writestr(info, files[name])
    content = room.getvalue()
    if len(files) > MOST_FILES or len(content) > LARGEST_PACKED:
        raise NotAllowedError(
            "bundle.large", files=str(MOST_FILES), most=str(LARGEST_PACKED // 1_000_000)
        )
    return content


def unpacked(content: bytes, file: str = "") -> Unpacked:
    """Return the files of a zip that anyone may have made.

    Raises:
        InvalidInputError: It is no zip, or one that no bundle can be: with names
            that lead elsewhere or stand twice, encrypted, or too much of it.
    """
    place = Place(file=file)
    # Counted before the library lists them: a small zip can name a million files.
    if content.count(_DIRECTORY_ENTRY) > MOST_FILES:
        raise refusal("bundle.too_many", place, most=str(MOST_FILES))
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _unpacked(archive, place)
    except _BROKEN as error:
        raise refusal("bundle.not_zip", place) from error


def _unpacked(archive: ZipFile, place: Place) -> Unpacked:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    for info in infos:
        _demand_sound(info, names, place)
    files, broken, left = dict[str, bytes](), list[str](), MOST_UNPACKED
    for info in infos:
        content = _content(archive, info, left)
        # Of a broken one it is not known how much was unpacked, but never more than it says.
        left -= info.file_size if content is None else len(content)
        if left < 0:
            raise refusal("bundle.too_large", place, most=str(MOST_UNPACKED // 1_000_000))
        if content is None:
            broken.append(info.filename)
        else:
            files[info.filename] = content
    return Unpacked(files=files, broken=tuple(broken))


def _demand_sound(info: ZipInfo, names: list[str], place: Place) -> None:
    name = info.orig_filename
    if len(name) > _LONGEST_NAME or not _SAFE_NAME.fullmatch(name):
        raise refusal("bundle.name", place, name=name[:_LONGEST_NAME].replace("`", "'"))
    if names.count(name) > 1:
        raise refusal("bundle.twice", place, name=name)
    if info.flag_bits & _ENCRYPTED:
        raise refusal("bundle.encrypted", place, name=name)


def _content(archive: ZipFile, info: ZipInfo, left: int) -> bytes | None:
    """Return the bytes of one file, at most one more than are left; nothing if it is broken."""
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return None
    try:
        with archive.open(info) as file:
            return file.read(left + 1)
    except _BROKEN:
        return None
