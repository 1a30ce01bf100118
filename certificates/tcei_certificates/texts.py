"""The texts a certificate is made of.

Each rule comes from a verifier seen to fail: control characters break the RDF
form, and a text that is not NFC looks like another and hashes otherwise.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from tcei_certificates.reading import refused
from tcei_rules.domain.days import parse_day

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"[\t\n\u2028\u2029]")


def _plain(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        raise refused("text.not_nfc")
    if _CONTROL.search(text):
        raise refused("text.control")
    return text


def _unbroken(text: str) -> str:
    if _BREAK.search(text):
        raise refused("text.broken")
    return text


def _on_a_day(moment: str) -> str:
    try:
        parse_day(moment[:10])
    except ValueError as error:
        raise refused("text.no_such_day", day=moment[:10]) from error
    return moment


_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_UUID = "urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_plain)]
"""Not empty, NFC, no control characters but line feed and tab."""

Line = Annotated[Text, AfterValidator(_unbroken)]
"""A text on one line."""

Moment = Annotated[str, StringConstraints(pattern=f"^{_DAY}T{_TIME}Z$"), AfterValidator(_on_a_day)]
"""A time in UTC, to the second, of a day that exists; moments sort as texts."""

FirstMoment = Annotated[
    str, StringConstraints(pattern=f"^{_DAY}T00:00:00Z$"), AfterValidator(_on_a_day)
]
"""The first second of a day."""

LastMoment = Annotated[
    str, StringConstraints(pattern=f"^{_DAY}T23:59:59Z$"), AfterValidator(_on_a_day)
]
"""The last second of a day: a last valid day is valid to its end."""

Urn = Annotated[str, StringConstraints(pattern=f"^{_UUID}$")]
"""`urn:uuid:` and a UUID in lower case."""

Node = Annotated[str, StringConstraints(pattern=f"^{_UUID}#[A-Za-z0-9_.-]+$")]
"""A part of what has a `Urn`."""

Base58 = Annotated[str, StringConstraints(pattern="^z[1-9A-HJ-NP-Za-km-z]+$", max_length=96)]
"""Bytes in multibase base58btc; a signature has at most 89 characters."""
