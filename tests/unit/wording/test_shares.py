from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.wording.shares import cut_percent


@pytest.mark.parametrize(
    ("points", "maximum", "percent"),
    [
        (79_999, 100_000, "79.9"),
        (80_000, 100_000, "80.0"),
        (0, 150, "0.0"),
        (150, 150, "100.0"),
        (2, 3, "66.6"),
        (1, 2_000, "0.0"),
    ],
)
def test_a_share_is_cut_and_never_rounded_up(points: int, maximum: int, percent: str) -> None:
    """docs/ruleset-language.md, 4.12: 79.999 % is 79.9 %."""
    assert cut_percent(points, maximum) == percent


def test_what_must_not_be_exceeded_is_cut_up() -> None:
    """docs/ruleset-language.md, 4.12: 50.001 % is 50.1 % under `at_most: 50 %`."""
    assert cut_percent(50_001, 100_000, up=True) == "50.1"
    assert cut_percent(50_000, 100_000, up=True) == "50.0"


def test_decimals_keep_their_zeros() -> None:
    assert cut_percent(1, 1000, 3) == "0.100"
    assert cut_percent(1, 3, 0) == "33"


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 6))
def test_what_is_shown_is_never_on_the_better_side(
    points: int, maximum: int, decimals: int
) -> None:
    share = Fraction(points * 100, maximum)
    step = Fraction(1, 10**decimals)

    assert 0 <= share - Fraction(cut_percent(points, maximum, decimals)) < step
    assert 0 <= Fraction(cut_percent(points, maximum, decimals, up=True)) - share < step
