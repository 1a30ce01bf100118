from __future__ import annotations

from tcei_rules.wording.page import WIDTH, Page


def test_headings_are_underlined_and_stand_apart() -> None:
    page = Page()
    page.title("Title")
    page.line("Text")
    page.heading("Part")
    page.line("More", 2)

    assert page.text() == "Title\n=====\n\nText\n\nPart\n----\n\n  More\n"


def test_a_long_line_goes_on_further_in_and_keeps_its_words_whole() -> None:
    page = Page()
    address = "https://example.org/" + "a-b" * 40
    page.line(f"see {address} and self-employed {'word ' * 20}", 2)
    first, second, *rest = page.text().splitlines()

    assert first == "  see"
    assert second == f"      {address}"
    assert all(line.startswith("      ") and len(line) <= WIDTH for line in rest)


def test_line_breaks_stay() -> None:
    page = Page()
    page.line("one\ntwo", 1)

    assert page.text() == " one\n two\n"


def test_gaps_do_not_add_up() -> None:
    page = Page()
    page.gap()
    page.line("a")
    page.gap()
    page.gap()
    page.line("b")
    page.gap()

    assert page.text() == "a\n\nb\n"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    page = Page()
    page.table([("a", "bbb", ""), ("aaaa", "b", "note " * 30)], 2)
    lines = page.text().splitlines()

    assert lines[0] == "  a     bbb"
    assert lines[1].startswith("  aaaa  b    note note")
    assert lines[2].startswith("             note")
    assert all(len(line) <= WIDTH for line in lines)
