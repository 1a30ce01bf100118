"""Everything that can go wrong, grouped by who can mend it.

```text
TceiError
├── InvalidInputError   the caller can mend it: all mistakes at once, each with its place
├── UsageError          a command or call was put together wrongly
├── NotFoundError       no such ruleset, organisation, decision, certificate, key
├── NotAllowedError     a rule of the process forbids it
├── ConflictError       it clashes with what is already there
├── UnreachableError    a file, folder or database cannot be used right now
└── IntegrityError      stored bytes no longer match their digest, or two evaluators differ
```

An error carries a message id and values, never a sentence: sentences are
written in `tcei_rules.wording`, in the reader's language. A refusal by a
ruleset is no error but a value (`tcei_rules.domain.outcome`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: a file with line and column, or a path of names."""

    file: str = ""
    line: int | None = None
    """Counted from 1."""
    column: int | None = None
    """Counted from 1, in characters."""
    path: tuple[str, ...] = ()
    """Names from the root of the document, for what has no lines."""
    excerpt: str = ""
    """The line as it stands in the file."""


NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing a person wrote that cannot stand, and where."""

    message: str
    """Id of the sentence in `tcei_rules.wording`."""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    place: Place = NOWHERE
    note: bool = False
    """A note is told, and stops nothing."""


def cause_of(error: OSError) -> str:
    """Return what the operating system says; some errors have a class and no text."""
    return error.strerror or type(error).__name__


class TceiError(Exception):
    """What this project raises on purpose.

    Args:
        message: Id of the sentence in `tcei_rules.wording`.
        values: What the sentence names.
    """

    kind: ClassVar[str] = "fault"

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message, values)
        self.message = message
        self.values: Mapping[str, str] = MappingProxyType(values)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors pass from process to process; their attributes, not their arguments, make them.
        state = {**self.__dict__, "values": dict(self.values)}
        return _restored, (type(self), state)


def _restored(kind: type[TceiError], state: dict[str, object]) -> TceiError:
    error = kind.__new__(kind, state["message"], state["values"])
    error.__dict__.update(state)
    return error


class InvalidInputError(TceiError):
    """What was handed in has mistakes; all of them are listed."""

    kind = "invalid_input"

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("input.mistakes", count=str(len(mistakes)))
        self.mistakes = mistakes


def refusal(message: str, place: Place = NOWHERE, **values: str) -> InvalidInputError:
    """Return the error for a single mistake."""
    return InvalidInputError((Mistake(message=message, values=values, place=place),))


class UsageError(TceiError):
    """A command or call was put together wrongly."""

    kind = "usage"


class NotFoundError(TceiError):
    """There is no such thing."""

    kind = "not_found"


class NotAllowedError(TceiError):
    """A rule of the certification process forbids it."""

    kind = "not_allowed"


class ConflictError(TceiError):
    """It clashes with what is already there."""

    kind = "conflict"


class UnreachableError(TceiError):
    """A file, folder or database cannot be used right now."""

    kind = "unreachable"


class IntegrityError(TceiError):
    """What must be equal is not: stored bytes and their digest, or two evaluators."""

    kind = "integrity"
