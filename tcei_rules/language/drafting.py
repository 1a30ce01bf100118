"""The next version of a ruleset as a copy: comments and order stay, what is spent goes.

Source: docs/ruleset-language.md, "Versions".
"""

from __future__ import annotations

import io
from typing import Any

SPENT = "was"
"""Names of the version before: in its successor they would be names of the one before that."""
WIDEST = 4096
"""Longer than any line, so that none is broken anew."""


def next_version(content: bytes, version: str, start: str) -> bytes:
    """Return a ruleset's file as the draft of the version that follows it.

    Args:
        content: A file that was read without mistakes, and is no overlay.
        version: Of the draft.
        start: The day from which it is to be in force, `YYYY-MM-DD`.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 -- only where a draft is made
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

    yaml: Any = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDEST
    tree: Any = yaml.load(content)
    old = str(tree["version"])
    tree["version"] = DoubleQuotedScalarString(version)
    tree["in_force"] = _flow(CommentedMap(), {"from": start})
    tree["supersedes"] = _flow(CommentedMap(), {"version": DoubleQuotedScalarString(old)})
    for section in ("facts", "derived"):
        named: dict[str, Any] = tree.get(section) or {}
        for one in named.values():
            _forget(one)
    for section in ("indicators", "gates", "labels"):
        listed: list[Any] = tree.get(section) or []
        for one in listed:
            _forget(one)
    out = io.BytesIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _flow(mapping: Any, values: dict[str, str]) -> Any:
    mapping.update(values)
    mapping.fa.set_flow_style()
    return mapping


def _forget(part: Any) -> None:
    """Take out `was`, here and in what is inside: fields, questions, requirements."""
    part.pop(SPENT, None)
    fields: dict[str, Any] = part.get("each") or {}
    requirements: list[Any] = part.get("requires") or []
    inside = [*fields.values(), *requirements]
    if part.get("asks"):
        inside.append(part["asks"])
    for one in inside:
        _forget(one)
