"""Time and chance that stand still."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

NOW = "2026-11-24T18:00:00Z"


@dataclass(slots=True)
class FixedClock:
    """A clock that is set by hand."""

    moment: str = NOW

    def now(self) -> str:
        return self.moment


@dataclass(slots=True)
class CountedChance:
    """Chance that counts: ids rise in the order in which they are asked for."""

    count: int = 0

    def ulid(self, at: str) -> str:
        del at
        self.count += 1
        return f"01{self.count:024d}"

    def salt(self) -> bytes:
        self.count += 1
        return sha256(str(self.count).encode()).digest()
