"""Numbers and bytes as the texts of a log spell them: each in exactly one way.

One spelling each, so that nobody can change a signed text or a proof without
changing what it says.

Source: C2SP tlog-checkpoint and tlog-proof (decimals without leading zeros);
RFC 4648, section 4, and section 3.5 on the bits that must be zero.
"""

import re
from base64 import b64decode, b64encode

_DECIMAL = re.compile(r"0|[1-9][0-9]*")


def decode_decimal(text: str, most: int) -> int | None:
    """Return the number, or nothing if it is spelt otherwise or larger than the most."""
    # The length first: converting thousands of digits is quadratic.
    if len(text) > len(str(most)) or not _DECIMAL.fullmatch(text):
        return None
    number = int(text)
    return number if number <= most else None


def encode_base64(content: bytes) -> str:
    """Return bytes in standard base64, padded."""
    return b64encode(content).decode("ascii")


def decode_base64(text: str) -> bytes | None:
    """Return the bytes, or nothing if they are spelt otherwise than `encode_base64` does."""
    try:
        content = b64decode(text, validate=True)
    except ValueError:
        return None
    return content if encode_base64(content) == text else None
