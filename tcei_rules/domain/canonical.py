"""The canonical form: the bytes that are hashed, compared and signed.

JSON with ASCII keys, no floats, integers below 2^53, NFC strings and sorted
keys. Within this profile sorted keys and tight separators from a fast JSON
library equal RFC 8785 byte for byte; tests/property/test_canonical.py holds it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NoReturn, TypeAlias

import orjson

from tcei_rules.errors import IntegrityError, Place, refusal

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json]"
"""What the canonical form can hold: no floats and no null."""

LIMIT = 2**53
"""Integers stay below this (RFC 8785, section 3.2.2.3; RFC 7493, section 2.2)."""

SALT_BYTES = 32
NOTHING = "nothing"
"""What stands where nothing stands."""
SHORT = 100
"""Characters of a value that are told on a line."""

DEEPEST = 64
"""Nesting that no record of ours reaches; more is refused before it is parsed."""


def canonical(value: Json) -> bytes:
    """Return the canonical bytes of a value.

    Raises:
        IntegrityError: The value lies outside the profile; a record was built wrongly.
    """
    if not _is_plain(value):
        _demand_profile(value, ())
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def sha256(content: bytes) -> str:
    """Return the digest of bytes, as `sha256:` and hexadecimal digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def digest(value: Json) -> str:
    """Return the digest of a value's canonical bytes."""
    return sha256(canonical(value))


def commitment(salt: bytes, content: bytes) -> str:
    """Return the commitment to bytes: SHA-256 of a 32-byte salt and the bytes.

    Without the salt nobody can find the bytes by trying, however few they
    could be; with the salt erased the commitment says nothing any more.
    """
    if len(salt) != SALT_BYTES:
        raise IntegrityError("record.salt", length=str(len(salt)))
    return sha256(salt + content)


def first_difference(one: Json | None, other: Json | None, path: str = "") -> str | None:
    """Return where two values differ first, as a JSON Pointer; nothing if they are the same.

    Members are compared by name, items in their order. What only one of them
    has is a difference at its own place.

    Source: RFC 6901.
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        pairs = ((name, one.get(name), other.get(name)) for name in sorted({*one, *other}))
        return _first_of(pairs, path)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        items = enumerate(zip_longest(one, other))
        return _first_of(((str(index), *both) for index, both in items), path)
    return None if one == other and type(one) is type(other) else path


def standing_at(value: Json, path: str) -> str:
    """Return what stands at a path that `first_difference` gave, short enough for a line."""
    for step in path.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(name, NOTHING)
        elif isinstance(value, list | tuple):
            value = value[int(name)] if int(name) < len(value) else NOTHING
    return str(value)[:SHORT]


def _first_of(parts: Iterable[tuple[str, Json | None, Json | None]], path: str) -> str | None:
    for name, one, other in parts:
        step = name.replace("~", "~0").replace("/", "~1")
        found = first_difference(one, other, f"{path}/{step}")
        if found is not None:
            return found
    return None


def read_json(content: bytes, file: str = "") -> Json:
    """Read JSON strictly: no duplicate keys, floats, null, or absurd nesting.

    Raises:
        InvalidInputError: The bytes are not such JSON, with line and column.
    """
    try:
        text = content.decode("utf-8")
        _demand_shallow(text)
        value = json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            parse_int=_small_integer,
        )
        return _without_null(value)
    except UnicodeDecodeError as error:
        raise refusal("json.not_utf8", Place(file=file), position=str(error.start)) from error
    except json.JSONDecodeError as error:
        place = Place(file=file, line=error.lineno, column=error.colno)
        raise refusal("json.syntax", place, cause=error.msg) from error
    except _UnfitJsonError as error:
        raise refusal(error.message, Place(file=file), **error.values) from error


_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BRACKET = re.compile(r"[\[\]{}]")


class _UnfitJsonError(ValueError):
    """JSON that parses and yet cannot be one of ours."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def _demand_shallow(text: str) -> None:
    # Before parsing: the parser's own recursion must not be what refuses.
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEEPEST:
            raise _UnfitJsonError("json.too_deep", limit=str(DEEPEST))


def _without_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _UnfitJsonError("json.duplicate_key", key=twice)
    return members


def _without_null(value: Json | None) -> Json:
    if value is None:
        raise _UnfitJsonError("json.null")
    if isinstance(value, dict):
        for member in value.values():
            _without_null(member)
    elif isinstance(value, list):
        for item in value:
            _without_null(item)
    return value


def _refuse_number(text: str) -> NoReturn:
    raise _UnfitJsonError("json.number", number=text[:40])


def _small_integer(text: str) -> int:
    # Longer texts are refused unread: converting thousands of digits is quadratic.
    if len(text) > len(str(LIMIT)) + 1 or abs(int(text)) >= LIMIT:
        raise _UnfitJsonError("json.number", number=text[:40])
    return int(text)


def _is_plain(value: Json) -> bool:
    """Tell at a glance whether a value lies in the profile, and is of the plainest types.

    Nearly all are; of the others `_demand_profile` says whether they do, and where not.
    """
    waiting: list[Iterable[Json]] = [(value,)]
    while waiting:
        for one in waiting.pop():
            if isinstance(one, str):
                if not one.isascii() and not _is_normal(one):
                    return False
            elif isinstance(one, dict):
                if not "".join(one).isascii():
                    return False
                waiting.append(one.values())
            elif isinstance(one, (list, tuple)):
                waiting.append(one)
            elif not isinstance(one, int) or abs(one) >= LIMIT:
                return False
    return True


def _is_normal(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _SURROGATE.search(text)


def _demand_profile(value: Json, path: tuple[str, ...]) -> None:
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise IntegrityError("canonical.not_nfc", path="/".join(path))
        if not value.isascii() and _SURROGATE.search(value):
            raise IntegrityError("canonical.surrogate", path="/".join(path))
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if abs(value) >= LIMIT:
            raise IntegrityError("canonical.integer", path="/".join(path))
    elif isinstance(value, Mapping):
        for key, member in value.items():
            if not key.isascii():
                raise IntegrityError("canonical.key", path="/".join((*path, key)))
            _demand_profile(member, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _demand_profile(item, (*path, str(index)))
    else:
        raise IntegrityError("canonical.kind", path="/".join(path), kind=type(value).__name__)
