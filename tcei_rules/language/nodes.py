"""YAML text as a tree in which every scalar is text with its place.

Built from parser events, so that `NO` stays Norway, `2026.10` keeps its zero
and nothing is ever constructed, followed or expanded. Aliases, tags and
absurd nesting are mistakes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from tcei_rules.domain.assessment import Answer
from tcei_rules.errors import InvalidInputError, Mistake, Place, refusal

LARGEST_BYTES = 500_000
"""Over ten times the largest file we ship; more is refused before it is parsed."""

DEEPEST = 32
"""Nesting; the language needs about ten."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One piece of text."""

    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in order."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and what stands under them, in the file's order, duplicates removed."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """Return what stands under a key."""
        return next((node for name, node in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"


def tree(node: Node) -> Tree:
    """Return the node as plain values, without places; what the digest is over."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [tree(item) for item in node.items]
        case Mapping():
            return {key.text: tree(value) for key, value in node.entries}


def node_of(value: Answer | Tree, path: tuple[str, ...] = ()) -> Node:
    """Return an answer as it is stored, or a tree, as nodes.

    Places then are paths of names instead of lines.
    """
    place = Place(path=path)
    if isinstance(value, dict):
        return Mapping(
            tuple((Scalar(key, place), node_of(one, (*path, key))) for key, one in value.items()),
            place,
        )
    if isinstance(value, tuple | list):
        items = enumerate(value, 1)
        return Sequence(tuple(node_of(one, (*path, str(n))) for n, one in items), place)
    return Scalar(value, place, quoted=True)


def compose(content: bytes, file: str) -> Node:
    """Parse YAML 1.2 into nodes.

    Raises:
        InvalidInputError: It is not YAML of the kind read here; duplicate keys,
            aliases and tags are all named at once, a syntax error ends the reading.
    """
    composer = _Composer(file, _text(content, file))
    root = composer.compose()
    if composer.mistakes:
        raise InvalidInputError(tuple(composer.mistakes))
    return root


def _text(content: bytes, file: str) -> str:
    if len(content) > LARGEST_BYTES:
        size = f"{len(content) / 1_000_000:.1f}"
        raise refusal("yaml.too_large", Place(file=file), size=size)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal("yaml.not_utf8", Place(file=file, line=line)) from error


@dataclass(slots=True)
class _Open:
    """A sequence or mapping that has begun and not yet ended."""

    place: Place
    is_mapping: bool
    flow: bool
    children: list[Node]


class _Composer:
    """Builds nodes from parser events without recursion."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = text.split("\n")
        self.mistakes: list[Mistake] = []

    def compose(self) -> Node:
        stack: list[_Open] = []
        root: Node | None = None
        for event in self._events():
            finished = self._take(event, stack)
            if finished is None:
                continue
            if stack:
                stack[-1].children.append(finished)
            elif root is None:
                root = finished
            else:
                self.mistake("yaml.documents", finished.place)
        return root if root is not None else Scalar("", Place(file=self.file, line=1, column=1))

    def _events(self) -> Iterator[Any]:
        from ruamel.yaml import YAML  # noqa: PLC0415 -- 60 ms, only when a file is read
        from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

        # The parser comes without types of its own.
        parser: Any = YAML(typ="safe", pure=True)
        try:
            yield from parser.parse(self.text)
        except MarkedYAMLError as error:
            raise InvalidInputError((*self.mistakes, self._marked(error))) from error
        except (YAMLError, ValueError, RecursionError) as error:
            # ValueError and RecursionError escape the parser on hostile text.
            raise InvalidInputError(
                (*self.mistakes, _syntax(_first_line(error), Place(file=self.file)))
            ) from error

    def _marked(self, error: Any) -> Mistake:
        mark = error.problem_mark or error.context_mark
        place = self._place(mark) if mark else Place(file=self.file)
        return _syntax(str(error.problem or error.context), place)

    def _take(self, event: Any, stack: list[_Open]) -> Node | None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._refuse_extras(event)
            return self._scalar(event)
        if kind in {"SequenceStartEvent", "MappingStartEvent"}:
            self._refuse_extras(event)
            place = self._place(event.start_mark)
            if len(stack) >= DEEPEST:
                raise refusal("yaml.too_deep", place, limit=str(DEEPEST))
            flow = bool(event.flow_style)
            stack.append(_Open(place, kind == "MappingStartEvent", flow, []))
        elif kind in {"SequenceEndEvent", "MappingEndEvent"}:
            return self._close(stack.pop())
        elif kind == "AliasEvent":
            place = self._place(event.start_mark)
            self.mistake("yaml.alias", place, name=str(event.anchor))
            return Scalar("", place, quoted=True)
        return None

    def _scalar(self, event: Any) -> Scalar:
        place = self._place(event.start_mark)
        # Escapes such as "\\ud800" or "\\u0000" come after the decoding, so look again.
        text = unicodedata.normalize("NFC", _joined(event.value))
        strange = next((c for c in text if unicodedata.category(c) in {"Cs", "Cc"}), None)
        if strange is not None and strange not in "\n\t":
            self.mistake("yaml.control", place, code=f"U+{ord(strange):04X}")
        return Scalar(text, place, event.style is not None)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self.mistake("yaml.anchor", self._place(event.start_mark), name=str(event.anchor))
        tag = getattr(event, "ctag", None)
        if tag is not None and str(tag) not in {"", "None", "!"}:
            self.mistake("yaml.tag", self._place(event.start_mark), tag=str(tag))

    def _close(self, opened: _Open) -> Node:
        if not opened.is_mapping:
            return Sequence(tuple(opened.children), opened.place)
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(opened.children[::2], opened.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.mistake("yaml.key", key.place)
            elif key.text in entries:
                first = entries[key.text][0].place.line
                self.mistake("yaml.duplicate_key", key.place, key=key.text, first=str(first))
            else:
                if opened.flow and value == Scalar("", value.place):
                    self.mistake("yaml.comma", key.place, key=key.text)
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), opened.place)

    def mistake(self, message: str, place: Place, **values: str) -> None:
        self.mistakes.append(Mistake(message=message, values=values, place=place))

    def _place(self, mark: Any) -> Place:
        line, column = int(mark.line), int(mark.column)
        excerpt = self.lines[line].rstrip("\r") if line < len(self.lines) else ""
        return Place(file=self.file, line=line + 1, column=column + 1, excerpt=excerpt)


def _joined(text: str) -> str:
    """Return the text with halves of a sign as one: JSON writes most signs beyond U+FFFF so."""
    if not any(unicodedata.category(character) == "Cs" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _syntax(cause: str, place: Place) -> Mistake:
    return Mistake(message="yaml.syntax", values={"cause": cause}, place=place)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
