from __future__ import annotations

import re
from html.parser import HTMLParser

from tcei_rules.wording.page import Page
from tcei_rules.wording.page_html import as_html

VOID = frozenset({"meta", "br"})


class Outline(HTMLParser):
    """Which elements a document has, and whether each is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.within: set[tuple[str, str]] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)
        if self._open:
            self.within.add((self._open[-1], tag))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def close(self) -> None:
        super().close()
        assert not self._open


def outline(document: str) -> Outline:
    read = Outline()
    read.feed(document)
    read.close()
    return read


def sample() -> Page:
    page = Page("de")
    page.title("Ein <Titel> & mehr")
    page.paragraph("Nur zur Demonstration")
    page.heading("Teil")
    page.item("eins")
    page.item("davon", 2)
    page.item("weiter davon", 3)
    page.item("zwei\nZeilen")
    page.heading("Ding", 3)
    page.item("https://example.org/?a=1&b=2")
    page.table([("0 %", "1")], ("Ab", "Punkte"))
    return page


def test_the_page_stands_alone_in_its_language() -> None:
    document = as_html(sample())

    assert document.startswith('<!DOCTYPE html>\n<html lang="de">\n')
    assert "<title>Ein &lt;Titel&gt; &amp; mehr</title>" in document
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(| on[a-z]+=", document)


def test_every_element_is_closed_and_lists_are_lists() -> None:
    found = outline(as_html(sample()))

    assert found.tags.count("h1") == 1
    assert found.tags.count("main") == 1
    assert {inner for outer, inner in found.within if outer == "ul"} == {"li"}
    assert ("li", "ul") in found.within
    assert {outer for outer, inner in found.within if inner == "li"} == {"ul"}


def test_deeper_items_stand_inside_those_that_they_belong_to() -> None:
    document = as_html(sample()).replace("\n", "")

    assert (
        "<ul><li>eins<ul><li>davon<ul><li>weiter davon</li></ul></li></ul></li>"
        "<li>zwei<br>Zeilen</li></ul>"
    ) in document


def test_a_table_says_what_columns_and_rows_are_about() -> None:
    document = as_html(sample())

    assert '<tr><th scope="col">Ab</th><th scope="col">Punkte</th></tr>' in document
    assert '<tr><th scope="row">0 %</th><td>1</td></tr>' in document


def test_an_address_is_a_link_and_nothing_else_is() -> None:
    page = Page()
    page.item('https://example.org/"onclick="x')
    page.item("javascript:alert(1)")
    document = as_html(page)

    assert document.count("<a ") == 1
    assert 'href="https://example.org/&quot;onclick=&quot;x"' in document


def test_without_a_title_the_page_is_still_whole() -> None:
    document = as_html(Page())

    assert outline(document).tags[:2] == ["html", "head"]
    assert document.rstrip().endswith("</html>")
