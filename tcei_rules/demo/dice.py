"""Chance that comes out the same on every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws that follow from a seed alone.

    Only `Random.random` is drawn from, whose sequence is promised not to change.
    """

    def __init__(self, seed: str) -> None:
        # Nothing secret hangs on it: the cohort is meant to be the same every time.
        self._random = Random(seed)  # noqa: S311

    def whole(self, lowest: int, highest: int) -> int:
        """Return a whole number, both ends included."""
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def pick(self, among: Sequence[T]) -> T:
        """Return one of them."""
        return among[self.whole(0, len(among) - 1)]

    def chance(self, percent: int) -> bool:
        """Tell whether it happens, in so many of a hundred cases."""
        return self.whole(1, 100) <= percent

    def shuffled(self, among: Sequence[T]) -> list[T]:
        """Return all of them in another order."""
        waiting, done = list(among), list[T]()
        while waiting:
            done.append(waiting.pop(self.whole(0, len(waiting) - 1)))
        return done
