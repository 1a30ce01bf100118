"""How texts and objects go out: nothing that someone wrote gives orders to a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import click

ORDERS: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
"""Control characters, halves of characters, and what turns the direction of writing."""


def tell(text: str, *, err: bool = False) -> None:
    """Print a text for people; what would give orders to a terminal is replaced."""
    click.echo(ORDERS.sub("\N{REPLACEMENT CHARACTER}", text), err=err)


def tell_object(members: Mapping[str, Any]) -> None:
    """Print one JSON object on one line of standard output."""
    click.echo(spelt_out(json.dumps(members, ensure_ascii=False)))


def spelt_out(document: str) -> str:
    r"""Return the same JSON, with what would give orders to a terminal spelt out as `\u….`."""
    return ORDERS.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
