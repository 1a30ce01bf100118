from __future__ import annotations

from tcei_rules.wording.page import Page
from tcei_rules.wording.page_text import WIDTH, as_text


def test_headings_are_underlined_and_stand_apart() -> None:
    page = Page()
    page.title("Title")
    page.item("Text")
    page.heading("Part")
    page.item("More")
    page.item("Deeper", 2)

    assert as_text(page) == "Title\n=====\n\nText\n\nPart\n----\n\n  More\n    Deeper\n"


def test_what_stands_in_a_part_stands_further_in() -> None:
    page = Page()
    page.heading("Part")
    page.heading("Thing", 3)
    page.item("Said of it")
    page.heading("Small thing", 4)
    page.item("Said of that")

    assert as_text(page).splitlines()[3:] == [
        "  Thing",
        "    Said of it",
        "",
        "    Small thing",
        "      Said of that",
    ]


def test_a_paragraph_stands_apart() -> None:
    page = Page()
    page.item("Before")
    page.paragraph("Apart")
    page.item("After")

    assert as_text(page) == "Before\n\nApart\n\nAfter\n"


def test_a_long_line_goes_on_further_in_and_keeps_its_words_whole() -> None:
    page = Page()
    address = "https://example.org/" + "a-b" * 40
    page.heading("Part")
    page.item(f"see {address} and self-employed {'word ' * 20}")
    first, second, *rest = as_text(page).splitlines()[3:]

    assert first == "  see"
    assert second == f"      {address}"
    assert all(line.startswith("      ") and len(line) <= WIDTH for line in rest)


def test_line_breaks_stay() -> None:
    page = Page()
    page.item("one\ntwo", 2)

    assert as_text(page) == "  one\n  two\n"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    page = Page()
    page.table([("a", "bbb", ""), ("aaaa", "b", "note " * 30)], depth=2)
    lines = as_text(page).splitlines()

    assert lines[0] == "  a     bbb"
    assert lines[1].startswith("  aaaa  b    note note")
    assert lines[2].startswith("             note")
    assert all(len(line) <= WIDTH for line in lines)


def test_a_table_begins_with_its_header_and_stands_apart_from_another() -> None:
    page = Page()
    page.table([("0 %", "1")], ("From", "Points"))
    page.table([("x", "y")])

    assert as_text(page) == "From  Points\n0 %   1\n\nx  y\n"
