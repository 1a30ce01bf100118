"""Zips that strangers made: each refused in a sentence, none with an exception of the library."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest

from tcei_rules.errors import InvalidInputError, NotAllowedError
from tcei_rules.service.bundle import zipping
from tcei_rules.service.bundle.zipping import packed, unpacked
from tcei_rules.wording import LANGUAGES, say_mistake

FILES = {"SHA256SUMS": b"sums", "entries/0.json": b"{}", "openings/" + "a" * 64: b"salt"}


def zipped(
    files: Mapping[str, bytes] | list[tuple[str, bytes]], method: int = ZIP_STORED
) -> bytearray:
    room = BytesIO()
    with ZipFile(room, "w", method) as archive:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            archive.writestr(ZipInfo(name), content, compress_type=method)
    return bytearray(room.getvalue())


def refused(content: bytes) -> str:
    with pytest.raises(InvalidInputError) as told:
        unpacked(content, "bundle.zip")
    (mistake,) = told.value.mistakes
    assert mistake.place.file == "bundle.zip"
    for language in LANGUAGES:
        assert say_mistake(mistake, language)
    return mistake.message


def test_what_was_packed_comes_out_again() -> None:
    found = unpacked(packed(FILES))

    assert found.files == FILES
    assert found.broken == ()


def test_the_order_of_the_files_makes_no_difference() -> None:
    assert packed(FILES) == packed(dict(reversed(FILES.items())))


def test_a_zip_that_somebody_packed_anew_is_read_as_well() -> None:
    assert unpacked(bytes(zipped(FILES, ZIP_DEFLATED))).files == FILES


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"not a zip", b"\0" * 4096, b"PK\5\6" + b"\xff" * 18],
)
def test_what_is_no_zip_is_told(content: bytes) -> None:
    assert refused(content) == "bundle.not_zip"


def test_a_zip_that_was_cut_off_is_told() -> None:
    whole = packed(FILES)

    for length in range(len(whole)):
        assert refused(whole[:length]) == "bundle.not_zip"


@pytest.mark.parametrize(
    "name",
    [
        "../x", "/etc/passwd", "a/../../x", "C:/x", "a\\..\\x", "entries/", "", ".hidden", "a//b",
        "entries/\x1b[31m.json", "n" * 201, "entries/0.json ", "ä.json",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert refused(bytes(zipped([("SHA256SUMS", b""), (name, b"x")]))) == "bundle.name"


def test_a_name_with_a_zero_in_it_is_refused() -> None:
    content = zipped({"entries/0.json_x": b""})

    assert refused(bytes(content.replace(b".json_x", b".json\0x"))) == "bundle.name"


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped([("trust.json", b"one"), ("trust.json", b"another")])

    assert refused(bytes(content)) == "bundle.twice"


def test_an_encrypted_file_is_refused() -> None:
    content = zipped({"trust.json": b"{}"})
    at = content.index(b"PK\1\2") + 8
    content[at] |= 1

    assert refused(bytes(content)) == "bundle.encrypted"


def test_too_many_files_are_refused_before_any_is_listed() -> None:
    many = {f"openings/{number:064x}": b"" for number in range(zipping.MOST_FILES + 1)}

    assert refused(bytes(zipped(many))) == "bundle.too_many"


def test_unpacking_stops_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "MOST_UNPACKED", 1_000_000)
    content = bytes(zipped({"SHA256SUMS": b"", "ruleset.yaml": b"\0" * 1_000_001}, ZIP_DEFLATED))

    assert len(content) < 10_000
    assert refused(content) == "bundle.too_large"


def test_many_files_that_are_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "MOST_UNPACKED", 1_000_000)
    many = {f"entries/{number}.json": b"\0" * 100_000 for number in range(11)}

    assert refused(bytes(zipped(many, ZIP_DEFLATED))) == "bundle.too_large"


def test_sizes_are_counted_and_not_believed() -> None:
    """The headers say one byte; what is unpacked is never more, and no longer the file."""
    content = zipped({"SHA256SUMS": b"", "ruleset.yaml": b"\0" * 50_000_000}, ZIP_DEFLATED)
    size = struct.pack("<I", 50_000_000)
    content = content.replace(size, struct.pack("<I", 1))

    assert unpacked(bytes(content)).broken == ("ruleset.yaml",)


def test_a_file_that_says_to_be_larger_than_all_together_may_be_is_refused() -> None:
    content = zipped({"SHA256SUMS": b"", "ruleset.yaml": b"\0" * 5_000})
    content = content.replace(struct.pack("<I", 5_000), struct.pack("<I", 0x7FFFFFFF))

    assert refused(bytes(content)) == "bundle.too_large"


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_other_ways_of_packing_are_not_tried(method: int) -> None:
    assert unpacked(bytes(zipped({"trust.json": b"{}"}, method))).broken == ("trust.json",)


def test_a_file_whose_bytes_were_changed_is_named() -> None:
    content = zipped({"SHA256SUMS": b"", "trust.json": b"{trusted}"})
    content = content.replace(b"{trusted}", b"{treated}")

    assert zlib.crc32(b"{treated}") != zlib.crc32(b"{trusted}")
    assert unpacked(bytes(content)).broken == ("trust.json",)


def test_no_bundle_is_made_that_nobody_would_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "LARGEST_PACKED", 1_000)

    with pytest.raises(NotAllowedError) as told:
        packed({"ruleset.yaml": b"\0" * 1_001})
    assert told.value.message == "bundle.large"
