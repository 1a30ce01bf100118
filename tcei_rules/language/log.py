"""Collecting mistakes, so that a file's author sees all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from tcei_rules.errors import InvalidInputError, Mistake, Place
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence

MOST_SUGGESTIONS = 50
"""Names that are compared with all known ones; whoever has more wrong has another file."""

T = TypeVar("T")
D = TypeVar("D")


class MistakeLog:
    """What was found wrong so far.

    Readers log, return something harmless, and go on; whoever holds the log
    calls `stop_if_any` before a result leaves the reader.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._compared = 0

    def add(self, message: str, place: Place, **values: str) -> None:
        """Log a mistake."""
        self.mistakes.append(Mistake(message=message, values=values, place=place))

    def note(self, message: str, place: Place, **values: str) -> None:
        """Log something worth knowing that stops nothing."""
        self.mistakes.append(Mistake(message=message, values=values, place=place, note=True))

    def unknown(self, what: str, name: Scalar, known: Iterable[str]) -> None:
        """Log a name that nothing has, with the nearest name that something has."""
        message, values = suggestion("unknown.name", name.text, self._candidates(known))
        self.add(message, name.place, what=what, name=name.text, **values)

    def unknown_key(self, noun: str, key: Scalar, known: Iterable[str]) -> None:
        """Log a key that nobody asks for, with the nearest one that somebody does."""
        message, values = suggestion("key.unknown", key.text, self._candidates(known))
        self.add(message, key.place, noun=noun, key=key.text, **values)

    def _candidates(self, known: Iterable[str]) -> Iterable[str]:
        self._compared += 1
        return known if self._compared <= MOST_SUGGESTIONS else ()

    def since(self, before: int) -> bool:
        """Tell whether a mistake was logged since there were that many."""
        return len(self.mistakes) > before

    @property
    def notes(self) -> tuple[Mistake, ...]:
        """Return what was only noted."""
        return tuple(one for one in self.mistakes if one.note)

    def stop_if_any(self) -> None:
        """Raise all mistakes, in the order of the file, unless there are none."""
        if any(not one.note for one in self.mistakes):
            raise InvalidInputError(tuple(sorted(self.mistakes, key=_position)))


def suggestion(message: str, name: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the message with a suggestion where a known name is near."""
    near = get_close_matches(name, tuple(known), n=1, cutoff=0.6)
    return (f"{message}.suggest", {"suggestion": near[0]}) if near else (message, {})


def _position(mistake: Mistake) -> tuple[str, int, int]:
    place = mistake.place
    return (place.file, place.line or 0, place.column or 0)


class Keys:
    """A mapping read key by key; what nobody asked for is an unknown key."""

    def __init__(self, node: Node, noun: str, log: MistakeLog) -> None:
        self.place = node.place
        self.noun = noun
        self.log = log
        self._asked: list[str] = []
        self._known = isinstance(node, Mapping)
        self.entries = node.entries if isinstance(node, Mapping) else ()
        if not isinstance(node, Mapping):
            log.add("shape.mapping", node.place, noun=noun)

    def get(self, key: str) -> Node | None:
        """Return what stands under a key, or nothing."""
        self._asked.append(key)
        return next((node for name, node in self.entries if name.text == key), None)

    def has(self, key: str) -> bool:
        """Tell whether the key is there, without asking for it."""
        return any(name.text == key for name, _ in self.entries)

    def demand(self, key: str) -> Node | None:
        """Return what stands under a key, which must be there."""
        node = self.get(key)
        if node is None and self._known:
            self.log.add("key.missing", self.place, noun=self.noun, key=key)
        return node

    def read(self, key: str, reader: Callable[[Node], T], default: D) -> T | D:
        """Read what stands under a key, or return the default."""
        node = self.get(key)
        return default if node is None else reader(node)

    def read_demanded(self, key: str, reader: Callable[[Node], T], harmless: D) -> T | D:
        """Read what must stand under a key; if it does not, log it and go on harmlessly."""
        node = self.demand(key)
        return harmless if node is None else reader(node)

    def forgive(self) -> None:
        """Let all keys be: what they mean is not known, and that was told already."""
        self._asked.extend(name.text for name, _ in self.entries)

    def close(self) -> None:
        """Log every key that was never asked for."""
        for name, _ in self.entries:
            if name.text not in self._asked:
                self.log.unknown_key(self.noun, name, self._asked)


def scalar(node: Node, noun: str, log: MistakeLog) -> Scalar:
    """Return the node as text; log it if it is something else."""
    if isinstance(node, Scalar):
        return node
    log.add("shape.scalar", node.place, noun=noun)
    return Scalar("", node.place)


def items(node: Node, noun: str, log: MistakeLog) -> tuple[Node, ...]:
    """Return the items of a sequence; log it if it is something else."""
    if isinstance(node, Sequence):
        return node.items
    log.add("shape.sequence", node.place, noun=noun)
    return ()


def one_or_more(node: Node, noun: str, log: MistakeLog) -> tuple[Scalar, ...]:
    """Return one text or a sequence of texts as texts."""
    if isinstance(node, Scalar):
        return (node,)
    return tuple(scalar(item, noun, log) for item in items(node, noun, log))


def some(node: Node, noun: str, log: MistakeLog) -> tuple[Scalar, ...]:
    """Return one text or several, each once; none at all, or one twice, is a mistake.

    A demand over nothing would be met by everybody, one named twice counted twice.
    """
    named = one_or_more(node, noun, log)
    if not named or len({one.text for one in named}) < len(named):
        log.add("some.each_once", node.place, noun=noun)
    return named
