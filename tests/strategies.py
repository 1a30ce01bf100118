"""Rulesets and assessments made at random, for laws that must hold for all of them.

`ruleset_text` writes legal rulesets that use every form of the language, and
`boundary_assessment` answers one with values at, just below and just above
what it asks for. Both draw everything from the `Random` they are given: what
was made from a seed can be made again from its number.
"""

from __future__ import annotations

import os
from functools import lru_cache

from hypothesis import strategies as st

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.language.ruleset import read_ruleset
from tests.answering import boundary_assessment
from tests.authoring import ruleset_text
from tests.yaml_text import seeded

__all__ = [
    "SOAKING",
    "answer_seeds",
    "boundary_assessment",
    "examples",
    "random_case",
    "random_ruleset",
    "read",
    "ruleset_seeds",
    "ruleset_text",
]

SOAKING = bool(os.environ.get("TCEI_SOAK"))

ruleset_seeds = st.integers(0, 999 if SOAKING else 29)
"""Few, because reading a ruleset takes long; each is read once in a process."""
answer_seeds = st.integers(0, 2**32 - 1)


def examples(many: int) -> int:
    """Return how many examples a law is held against; in a long campaign far more."""
    return many * 100 if SOAKING else many


def read(text: str) -> Ruleset:
    """Read a ruleset that is meant to be legal."""
    return read_ruleset(text.encode(), "random.yaml").ruleset


@lru_cache(maxsize=1000)
def random_ruleset(seed: int) -> Ruleset:
    """Return the ruleset of a seed."""
    return read(ruleset_text(seeded(seed)))


def random_case(ruleset_seed: int, answer_seed: int) -> tuple[Ruleset, Assessment, History]:
    """Return a ruleset, and an assessment of it with its history, from two seeds."""
    ruleset = random_ruleset(ruleset_seed)
    return ruleset, *boundary_assessment(seeded(ruleset_seed, answer_seed), ruleset)
