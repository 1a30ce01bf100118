"""RFC 8785 and the vectors of its author.

Each of his six files holds something that our profile leaves out on purpose;
what they hold inside it must come out as published.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tcei_rules.domain.canonical import Json, canonical, read_json
from tcei_rules.errors import IntegrityError, InvalidInputError
from tests.vectors import vectors

OUTSIDE = {
    "arrays": "null",
    "french": "keys that are not ASCII",
    "structures": "a float, 56.0",
    "unicode": "a text that is not NFC",
    "values": "floats and null",
    "weird": "keys that are not ASCII",
}


def parts(value: Json) -> Iterator[Json]:
    """Every value in a value, from the outside in."""
    yield value
    if isinstance(value, Mapping):
        for member in value.values():
            yield from parts(member)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from parts(item)


def bytes_of(value: Json) -> bytes | None:
    try:
        return canonical(value)
    except IntegrityError:
        return None


def published(name: str) -> tuple[bytes, bytes]:
    folder = vectors("json-canonicalization", "testdata")
    output = Path(folder, "outhex", f"{name}.txt").read_text(encoding="ascii")
    return Path(folder, "input", f"{name}.json").read_bytes(), bytes.fromhex(output)


def test_every_published_file_is_named_here() -> None:
    folder = vectors("json-canonicalization", "testdata", "input")

    assert {path.stem for path in folder.iterdir()} == set(OUTSIDE)


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_lies_outside_the_profile_is_refused_and_never_written_otherwise(name: str) -> None:
    content, _ = published(name)

    with pytest.raises((InvalidInputError, IntegrityError)):
        canonical(read_json(content))


@pytest.mark.parametrize(
    ("name", "least"),
    [("arrays", 3), ("french", 4), ("structures", 11), ("unicode", 0), ("values", 3), ("weird", 9)],
)
def test_the_parts_inside_the_profile_come_out_as_published(name: str, least: int) -> None:
    """RFC 8785 writes a part the same wherever it stands."""
    content, output = published(name)
    inside = [found for part in parts(json.loads(content)) if (found := bytes_of(part))]

    assert len(inside) >= least
    for written in inside:
        assert written in output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # RFC 8785, section 3.2.2.2: the string of its sample
        (
            r'"\u20ac$\u000F\u000aA' + "'" + r'\u0042\u0022\u005c\\\"\/"',
            '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
        ),
        # RFC 8785, section 3.2.2.2: the two-character escapes, and no others
        (r'"\u0008\u0009\u000a\u000c\u000d\u001f\u007f"', '"\\b\\t\\n\\f\\r\\u001f\x7f"'),
        # RFC 8785, section 3.2.2.1: literals
        (r"[true,false]", "[true,false]"),
        # RFC 8785, appendix B: whole numbers below 2^53
        (r"[0,-0,9007199254740991,-9007199254740991]", "[0,0,9007199254740991,-9007199254740991]"),
        # RFC 8785, section 3.2.3: members sorted by code units, not by any language
        (
            r'{"sin":"a","peach":"b","1":"c","":"d","\n":"e","</script>":"f","A":"g","a":"h"}',
            r'{"":"d","\n":"e","1":"c","</script>":"f","A":"g","a":"h","peach":"b","sin":"a"}',
        ),
    ],
)
def test_the_samples_of_the_rfc_come_out_as_published(text: str, expected: str) -> None:
    assert canonical(read_json(text.encode())).decode() == expected
