"""Trees as YAML text, in flow or block style, quoted or not, as it comes."""

from __future__ import annotations

import json
import re
from random import Random

from tcei_rules.language.nodes import Tree


class Quoted(str):
    """Text that must be in quotes where it stands."""

    __slots__ = ()


class Plain(str):
    """Text that must not be in quotes, because it then means something else."""

    __slots__ = ()


def seeded(*seeds: int) -> Random:
    """Return a source of chance that can be made again from its seeds."""
    return Random("-".join(map(str, seeds)))  # noqa: S311 -- nothing here is secret


_PLAIN = re.compile(r"-?[A-Za-z0-9][A-Za-z0-9_./%-]*( [A-Za-z0-9_./%-]+)*")


def yaml(tree: Tree, random: Random, indent: int = 0) -> str:
    """Write a tree as YAML, in flow or block style as it comes."""
    if isinstance(tree, str):
        return _scalar(tree, random)
    block = bool(tree) and (indent == 0 or random.random() < 0.4 / indent)
    if not block:
        return _flow(tree, random)
    margin = "\n" + "  " * indent
    if isinstance(tree, dict):
        lines = [
            f"{_scalar(key, random)}:{_under(one, random, indent)}" for key, one in tree.items()
        ]
    else:
        lines = [f"- {_flow(one, random)}" for one in tree]
    return margin.join(["", *lines]) if indent else "\n".join(lines) + "\n"


def _under(tree: Tree, random: Random, indent: int) -> str:
    text = yaml(tree, random, indent + 1)
    return text if text.startswith("\n") else f" {text}"


def _flow(tree: Tree, random: Random) -> str:
    if isinstance(tree, str):
        return _scalar(tree, random)
    if isinstance(tree, dict):
        pairs = [f"{_scalar(key, random)}: {_flow(one, random)}" for key, one in tree.items()]
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(_flow(one, random) for one in tree) + "]"


def _scalar(text: str, random: Random) -> str:
    fits = not isinstance(text, Quoted) and _PLAIN.fullmatch(text)
    if isinstance(text, Plain) or (fits and random.random() < 0.9):
        return text
    single = "'" + text.replace("'", "''") + "'"
    return single if random.random() < 0.3 else json.dumps(text, ensure_ascii=False)


def spelt(value: int, decimals: int, random: Random | None = None) -> str:
    """Write value ÷ 10^decimals; at random with more zeros, or with blanks between thousands."""
    sign = "-" if value < 0 else ""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    if random is None or random.random() < 0.7:
        fraction = fraction.rstrip("0")
    elif len(whole) > 3 and random.random() < 0.5:
        whole = f"{int(whole):,}".replace(",", " ")
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
