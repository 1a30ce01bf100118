"""Reading tables of published labels, and the table that is shipped."""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.demo.holders import FILE, holders_table, published_holders
from tcei_rules.domain.published import Confidence, PartialDay, PublishedLabel, SourceKind
from tcei_rules.errors import InvalidInputError
from tcei_rules.language import holders
from tcei_rules.language.holders import COLUMNS, read_holders

HEADER = ",".join(COLUMNS)
GOOD = {
    "name": "Organisation",
    "label": "GOLD",
    "source": "https://holders.example/news",
    "source_kind": "official list",
    "confidence": "verbatim",
}


def row(**cells: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([(GOOD | cells).get(one, "") for one in COLUMNS])
    return out.getvalue().removesuffix("\r\n")


def table(*rows: str, header: str = HEADER) -> bytes:
    return "".join(line + "\r\n" for line in (header, *rows)).encode()


def mistakes(content: bytes) -> list[tuple[str, int | None, str]]:
    """Return message, line and column of everything that is wrong."""
    with pytest.raises(InvalidInputError) as caught:
        read_holders(content, "table.csv")
    assert {one.place.file for one in caught.value.mistakes} == {"table.csv"}
    return [
        (one.message, one.place.line, "/".join(one.place.path)) for one in caught.value.mistakes
    ]


def test_a_row_becomes_a_published_label_with_its_place() -> None:
    content = table(
        row(
            name="Größe, Maß & Co",
            country="Norway",
            sector="ICT",
            label="BRONZE",
            valid_until="2017-06",
            assessed_or_awarded="2015",
            score_pct="85.3",
            certificate_id="N-1",
            note='said "twice"',
        )
    )

    (read,) = read_holders(content, "table.csv")

    assert read.label == PublishedLabel(
        name="Größe, Maß & Co",
        country="Norway",
        sector="ICT",
        label="bronze",
        valid_until=PartialDay("2017-06"),
        assessed=PartialDay("2015"),
        score="85.3",
        certificate="N-1",
        source="https://holders.example/news",
        source_kind=SourceKind.OFFICIAL_LIST,
        confidence=Confidence.VERBATIM,
        note='said "twice"',
    )
    assert (read.place.file, read.place.line) == ("table.csv", 2)


def test_an_empty_cell_says_nothing() -> None:
    (read,) = read_holders(table(row()), "table.csv")

    assert set(read.label.members()) == {"name", "label", "source", "source_kind", "confidence"}


def test_letters_are_composed_and_a_byte_order_mark_means_nothing() -> None:
    content = b"\xef\xbb\xbf" + table(row(name="Ko\u0308ln"))

    assert read_holders(content, "table.csv")[0].label.name == "K\u00f6ln"


def test_line_ends_of_either_kind_and_a_missing_last_one_are_read() -> None:
    content = table(row(name="A"), row(name="B"))

    for other in (content.replace(b"\r\n", b"\n"), content.rstrip()):
        assert [one.label.name for one in read_holders(other, "table.csv")] == ["A", "B"]


def test_a_table_without_rows_holds_no_labels() -> None:
    assert read_holders(table(), "table.csv") == ()


@pytest.mark.parametrize(
    ("cells", "message", "column"),
    [
        ({"name": ""}, "text.empty", "name"),
        ({"name": " Organisation"}, "holders.blanks", "name"),
        ({"note": "two\nlines"}, "holders.control", "note"),
        ({"country": "Nor\x00way"}, "holders.control", "country"),
        ({"label": ""}, "text.empty", "label"),
        ({"label": "GOLDEN"}, "unknown.name.suggest", "label"),
        ({"label": "gold"}, "unknown.name", "label"),
        ({"label": "PLATINUM"}, "unknown.name", "label"),
        ({"valid_until": "2015-13"}, "holders.day", "valid_until"),
        ({"assessed_or_awarded": "June 2015"}, "holders.day", "assessed_or_awarded"),
        ({"assessed_or_awarded": "2015-Q5"}, "holders.day", "assessed_or_awarded"),
        ({"valid_until": "2014", "assessed_or_awarded": "2015"}, "holders.order", "valid_until"),
        ({"score_pct": "85,3"}, "holders.score", "score_pct"),
        ({"score_pct": "101"}, "holders.score", "score_pct"),
        ({"score_pct": "85 %"}, "holders.score", "score_pct"),
        ({"source": ""}, "text.empty", "source"),
        ({"source": "holders.example"}, "source.url", "source"),
        ({"source": "javascript:alert(1)"}, "source.url", "source"),
        ({"source_kind": "official lists"}, "unknown.name.suggest", "source_kind"),
        ({"source_kind": ""}, "text.empty", "source_kind"),
        ({"confidence": "certain"}, "unknown.name", "confidence"),
    ],
)
def test_a_cell_that_cannot_stand_is_named_with_line_and_column(
    cells: dict[str, str], message: str, column: str
) -> None:
    assert mistakes(table(row(name="Before"), row(**cells))) == [(message, 3, column)]


def test_every_mistake_of_every_row_is_told_at_once() -> None:
    content = table(
        row(name="", label="TIN"),
        row(name="Sound"),
        row(score_pct="much", valid_until="soon"),
        "too,few",
    )

    assert mistakes(content) == [
        ("text.empty", 2, "name"),
        ("unknown.name", 2, "label"),
        ("holders.day", 4, "valid_until"),
        ("holders.score", 4, "score_pct"),
        ("holders.cells", 5, ""),
    ]


def test_the_same_row_twice_is_a_mistake() -> None:
    content = table(row(name="A"), row(name="B"), row(name="A"))

    with pytest.raises(InvalidInputError) as caught:
        read_holders(content, "table.csv")

    (mistake,) = caught.value.mistakes
    assert (mistake.message, mistake.place.line) == ("holders.twice", 4)
    assert mistake.values == {"name": "A", "first": "2"}


def test_a_row_stands_where_it_begins() -> None:
    content = table(row(note="one\ntwo\nthree"), row(label="TIN"))

    assert mistakes(content) == [("holders.control", 2, "note"), ("unknown.name", 5, "label")]


@pytest.mark.parametrize(
    ("header", "messages"),
    [
        ("", ["holders.column_missing"] * 12),
        (HEADER.replace("sector,", ""), ["holders.column_missing"]),
        (HEADER + ",extra", ["unknown.name"]),
        (HEADER.replace("score_pct", "score"), ["unknown.name.suggest", "holders.column_missing"]),
        (HEADER + ",name", ["holders.column_twice"]),
        (HEADER.replace("name,country", "country,name"), ["holders.column_order"]),
        (HEADER.replace(",", ";"), ["unknown.name"] + ["holders.column_missing"] * 12),
        (HEADER.upper(), ["unknown.name"] * 12 + ["holders.column_missing"] * 12),
    ],
)
def test_a_header_must_be_exactly_ours(header: str, messages: list[str]) -> None:
    found = mistakes(table(row(label="TIN"), header=header))

    assert [message for message, _, _ in found] == messages
    assert {line for _, line, _ in found} == {1}


def test_an_empty_file_lacks_all_columns() -> None:
    assert mistakes(b"") == [("holders.column_missing", 1, "")] * 12


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (table('"Organisation"x,,,GOLD'), 2),
        (table(row(), '"never ended'), 3),
        (table(row(name="A"), "A" * 200_000), 3),
    ],
)
def test_what_cannot_be_split_into_cells_ends_the_reading(content: bytes, line: int) -> None:
    assert mistakes(content) == [("csv.broken", line, "")]


def test_other_encodings_are_refused_with_the_line() -> None:
    content = table(row(name="A"), row(name="Köln")).decode().encode("latin-1")

    assert mistakes(content) == [("csv.not_utf8", 3, "")]


def test_absurdly_large_tables_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "MOST_ROWS", 2)

    assert len(read_holders(table(row(name="A"), row(name="B")), "table.csv")) == 2
    assert mistakes(table(row(name="A"), row(name="B"), row(name="C"))) == [
        ("holders.too_many", 4, "")
    ]

    monkeypatch.setattr(holders, "LARGEST_BYTES", 100)
    assert mistakes(table(row())) == [("holders.too_large", None, "")]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(deadline=None)
def test_whatever_is_handed_in_is_read_or_refused_as_input(content: bytes) -> None:
    for tried in (content, HEADER.encode() + b"\n" + content):
        with suppress(InvalidInputError):
            read_holders(tried, "table.csv")


def test_the_shipped_table_is_the_collected_one_byte_for_byte() -> None:
    digest = "88f6c4f9ba56435cf0ef683eb7db4d3f949ad8fd49b046f8ef01aa0d4521c6f0"

    assert sha256(holders_table()).hexdigest() == digest


def test_all_shipped_labels_can_be_read() -> None:
    """Source: docs/scheme.md, "Label holders"."""
    read = published_holders()

    assert len(read) == 184
    assert Counter(one.label.label for one in read) == {"bronze": 100, "silver": 30, "gold": 54}
    assert len({one.label.name for one in read}) == 166
    assert sum(one.label.score is not None for one in read) == 13
    assert sum(one.label.certificate is not None for one in read) == 3
    assert (read[0].place.file, read[0].place.line) == (FILE, 2)
    assert read[-1].place.line == 185
