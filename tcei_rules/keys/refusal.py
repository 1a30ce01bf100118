"""The error for one thing that was handed in and cannot stand."""

from tcei_rules.errors import InvalidInputError, Mistake


def refusal(message: str, **values: str) -> InvalidInputError:
    """Return the error for a single mistake without a place."""
    return InvalidInputError((Mistake(message=message, values=values),))
