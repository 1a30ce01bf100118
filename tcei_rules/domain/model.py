"""What every stored, hashed or signed model has in common."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class Model(BaseModel):
    """Frozen and strict; a member it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    def members(self) -> dict[str, Any]:
        """Return the members as JSON values; absent members are never written."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
"""SHA-256 as `sha256:` and 64 lower-case hexadecimal digits."""


def _is_in_the_calendar(moment: str) -> str:
    datetime.fromisoformat(moment)
    return moment


Instant = Annotated[
    str,
    # ASCII digits only: moments are compared as text.
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"),
    AfterValidator(_is_in_the_calendar),
]
"""A time in UTC, to the second: `2026-11-24T18:00:00Z`."""

Ulid = Annotated[str, StringConstraints(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]
"""A ULID: 26 characters of Crockford's base 32."""

FormatOne = Annotated[int, Field(ge=1, le=1)]
"""The first format of a record; writers of old formats stay for ever."""
