"""Erasures: what stood behind some commitments was removed, on purpose and for ever."""

from typing import Annotated

from pydantic import Field

from tcei_rules.domain.model import Digest, FormatOne, Model, Ulid


class ErasureRecord(Model):
    """The public part of an erasure: which commitments can no longer be opened.

    It names the case and no reason: a reason could say what was to be forgotten.
    """

    format: FormatOne = 1
    case: Ulid
    commitments: Annotated[tuple[Digest, ...], Field(min_length=1)]
    """Rising, each once."""
