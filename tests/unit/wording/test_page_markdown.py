from __future__ import annotations

import pytest

from tcei_rules.wording.page import Page
from tcei_rules.wording.page_markdown import as_markdown


def test_headings_lists_and_tables_have_their_marks() -> None:
    page = Page()
    page.title("Title")
    page.paragraph("Apart")
    page.heading("Part")
    page.item("one")
    page.item("of one", 2)
    page.heading("Thing", 4)
    page.table([("0 %", "1")], ("From", "Points"))

    assert as_markdown(page) == (
        "# Title\n\nApart\n\n## Part\n\n- one\n  - of one\n\n#### Thing\n\n"
        "| From | Points |\n| --- | --- |\n| 0 % | 1 |\n"
    )


def test_a_table_without_header_has_an_empty_one() -> None:
    page = Page()
    page.table([("a", "b")])

    assert as_markdown(page) == "|  |  |\n| --- | --- |\n| a | b |\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a_b *c* `d` [e] <f> | # & ~", r"a\_b \*c\* \`d\` \[e\] \<f\> \| \# \& \~"),
        ("1. May", r"1\. May"),
        ("12) and", r"12\) and"),
        ("2019-11-15", "2019-11-15"),
        ("0.5 FTE", "0.5 FTE"),
        ("- dash", r"\- dash"),
        ("+ plus", r"\+ plus"),
        ("--- line", r"\--- line"),
        ("-5 to 5", "-5 to 5"),
        ("https://example.org/a_b", "<https://example.org/a_b>"),
        ("see https://example.org", "see https://example.org"),
        ("one\ntwo", "one\\\n  two"),
    ],
)
def test_a_text_is_read_as_it_is(text: str, written: str) -> None:
    page = Page()
    page.item(text)

    assert as_markdown(page) == f"- {written}\n"


def test_a_heading_and_a_cell_are_one_line() -> None:
    page = Page()
    page.heading("one\ntwo")
    page.table([("a\nb", "c")])

    assert as_markdown(page).splitlines()[0] == "## one two"
    assert as_markdown(page).splitlines()[-1] == "| a b | c |"
