"""Reading what strangers hand in: strict JSON into a strict model, every mistake with its path."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from tcei_rules.domain.canonical import canonical, read_json
from tcei_rules.domain.model import Model
from tcei_rules.errors import IntegrityError, InvalidInputError, Mistake, Place

M = TypeVar("M", bound=Model)

LONGEST_WORD = 120
"""Characters of a stranger's word that are repeated to a person."""

_REFUSED = "refused"
_MESSAGES = {"missing": "shape.missing", "extra_forbidden": "shape.unknown"}


def refused(message: str, **values: str) -> PydanticCustomError:
    """Return what a validator raises, so that its mistake gets a path and a sentence."""
    return PydanticCustomError(_REFUSED, _REFUSED, {"message": message, "values": values})


def read(model: type[M], content: bytes, file: str = "") -> M:
    """Return the model behind JSON bytes.

    Raises:
        InvalidInputError: The bytes are no such document; all mistakes are listed.
    """
    return parse(model, to_canonical(content, file), file)


def to_canonical(content: bytes, file: str = "") -> bytes:
    """Return the canonical bytes of what strict JSON says, whatever its blanks and order.

    Raises:
        InvalidInputError: It is not JSON, or not within the canonical profile.
    """
    value = read_json(content, file)
    try:
        return canonical(value)
    except IntegrityError as error:
        # In a record of ours it is a fault, in what a stranger hands in a mistake.
        mistake = Mistake(message=error.message, values=error.values, place=Place(file=file))
        raise InvalidInputError((mistake,)) from error


def parse(model: type[M], content: bytes, file: str = "") -> M:
    """Return the model behind canonical bytes, every one of which it accounts for.

    Raises:
        InvalidInputError: A member is missing, unknown or not as it should be.
    """
    try:
        found = model.model_validate_json(content)
    except ValidationError as error:
        raise invalid(error, file) from error
    # A number that passes for a truth value, a default that was not written: nothing that the
    # model would write otherwise has been understood.
    if canonical(found.members()) != content:
        raise InvalidInputError((Mistake(message="shape.otherwise", place=Place(file=file)),))
    return found


def invalid(error: ValidationError, file: str = "") -> InvalidInputError:
    """Return pydantic's findings as mistakes."""
    problems = error.errors(include_url=False, include_input=False)
    return InvalidInputError(tuple(_mistake(problem, file) for problem in problems))


def _mistake(problem: ErrorDetails, file: str) -> Mistake:
    path = tuple(printable(str(name)) for name in problem["loc"])
    message = _MESSAGES.get(problem["type"], "shape.value")
    values: dict[str, str] = {}
    if problem["type"] == _REFUSED:
        context = problem.get("ctx", {})
        message, values = context["message"], context["values"]
    place = Place(file=file, path=path)
    return Mistake(message=message, values=values | {"path": "/".join(path) or "/"}, place=place)


def printable(word: str) -> str:
    """Return a stranger's word as it may go to a terminal: short, no control characters."""
    return "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in word[:LONGEST_WORD]
    )
