from __future__ import annotations

import pytest

from tcei_rules.errors import InvalidInputError, Mistake, Place
from tcei_rules.language.ruleset import read_ruleset
from tcei_rules.wording.places import render_mistake, say_place


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(file="a.yaml", line=3, column=10), "a.yaml:3:10"),
        (Place(file="a.yaml", line=3), "a.yaml:3"),
        (Place(file="a.yaml"), "a.yaml"),
        (Place(path=("facts", "staff")), "facts → staff"),
        (Place(file="trust.json", path=("issuers", "0", "name")), "trust.json: issuers → 0 → name"),
        (Place(file="labels.csv", line=7, path=("source",)), "labels.csv:7: source"),
        (Place(), ""),
        (Place(file="a\x1b[31m.yaml", line=1), "a\ufffd[31m.yaml:1"),
    ],
)
def test_a_place_is_as_exact_as_it_is_known(place: Place, text: str) -> None:
    assert say_place(place) == text


def test_a_mistake_shows_its_line_and_a_mark_under_the_column() -> None:
    """docs: the example in the pages on experience, section 2."""
    with pytest.raises(InvalidInputError) as caught:
        read_ruleset(b"language: 1\nscheme: fair\nversion: 2.10\n", "fair.yaml")
    mistake = next(one for one in caught.value.mistakes if one.message == "text.quotes")

    assert render_mistake(mistake) == (
        'fair.yaml:3:10: version must be text: write "2.10" in quotes, or it reads as 2.1\n'
        "    3 | version: 2.10\n"
        "      |          ^"
    )


def test_a_mistake_without_a_line_is_one_line() -> None:
    values = {"name": "staff"}
    place = Place(path=("facts", "staff"))
    mistake = Mistake(message="answer.always_applies", values=values, place=place)

    assert render_mistake(mistake) == (
        "facts → staff: `staff` always applies; answer it, or leave it out"
    )


def test_a_mistake_without_a_place_is_its_sentence() -> None:
    mistake = Mistake(message="keyring.short_passphrase", values={"shortest": "12"})

    assert render_mistake(mistake) == "a passphrase must have at least 12 characters"


def test_a_note_says_that_it_is_one() -> None:
    place = Place(file="f", line=1)
    note = Mistake(message="note.unread", values={"name": "region"}, place=place, note=True)

    assert render_mistake(note) == (
        "f:1: note: `region` is asked but nothing reads it; remove it, or say `benchmark: yes`"
    )


def _rendered(excerpt: str, column: int | None) -> list[str]:
    place = Place(file="f", line=12, column=column, excerpt=excerpt)
    return render_mistake(Mistake(message="yaml.key", place=place)).split("\n")[1:]


@pytest.mark.parametrize("column", [1, 40, 100, 101, 150, 199, 200, 201])
def test_a_long_line_is_cut_around_the_column(column: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(200))
    shown, mark = _rendered(line, column)

    assert len(shown) <= len("   12 | ") + 100
    assert mark.endswith("^")
    marked = shown[len(mark) - 1 :][:1]
    assert marked == line[column - 1 : column]
    assert shown.startswith("   12 | …") is (column > 51)
    assert shown.endswith("…") is (column < 151)


def test_the_mark_stands_under_wide_and_combining_characters_as_a_terminal_shows_them() -> None:
    assert _rendered("a: 東京 x", 7) == ["   12 | a: 東京 x", "      |         ^"]
    assert _rendered("e\u0301: x", 5) == ["   12 | e\u0301: x", "      |    ^"]


def test_a_tab_takes_one_column_and_other_controls_are_replaced() -> None:
    assert _rendered("\tb: \x1b[2J", 2) == ["   12 |  b: \ufffd[2J", "      |  ^"]


def test_a_line_without_a_column_has_no_mark() -> None:
    assert _rendered("a: b", None) == ["   12 | a: b"]


def test_an_empty_line_is_not_shown() -> None:
    assert _rendered("", 1) == []


def test_what_someone_wrote_cannot_give_orders_to_a_terminal() -> None:
    mistake = Mistake(message="unknown.name", values={"what": "fact", "name": "a\x1b]0;x\x07\nb"})

    assert render_mistake(mistake) == "unknown fact `a\ufffd]0;x\ufffd\ufffdb`"
