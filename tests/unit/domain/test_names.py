"""Names as they are kept, and the keys under which they are found."""

from __future__ import annotations

import pytest

from tcei_rules.domain.names import clean_name, name_key


@pytest.mark.parametrize(
    "name",
    ["Mira\U000e0100", "Mira\u180b", "Mi\u2800ra", "Mi\u3164ra", "\ufe0f", "\u200d", " ", ""],
)
def test_what_nobody_can_see_is_no_part_of_a_name(name: str) -> None:
    assert clean_name(name) is None


@pytest.mark.parametrize("name", ["Mira", "Ærø 2", "عـلي", "नि", "東京", "❤️ Verein"])
def test_names_of_all_scripts_are_names(name: str) -> None:
    assert clean_name(name) == name
    assert name_key(name)


@pytest.mark.parametrize("letter", ["\u0390", "\u03b0", "\u1fb6", "\u1e96", "\u0149", "ß", "ſ"])
def test_capitals_have_the_key_of_their_letters(letter: str) -> None:
    assert name_key(letter.upper()) == name_key(letter)
