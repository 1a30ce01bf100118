"""What a piece of text can mean where it stands. Source: docs/ruleset-language.md, section 2."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.domain.days import format_day
from tcei_rules.domain.spelling import spell_number
from tcei_rules.errors import NOWHERE
from tcei_rules.language import scalars
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence, Tree, node_of


def plain(text: str) -> Scalar:
    return Scalar(text, NOWHERE)


def titles(**texts: str) -> Node:
    tree: Tree = {**texts}
    return node_of(tree)


def wrong(reader: Callable[[Node, str, MistakeLog], object], node: Node) -> list[str]:
    """Return the message ids that reading logs."""
    log = MistakeLog()
    reader(node, "thing", log)
    return [one.message for one in log.mistakes]


@pytest.mark.parametrize(
    ("text", "number", "unit", "decimals"),
    [
        ("0", "0", None, 0),
        ("007", "7", None, 0),
        ("0.5", "0.5", None, 1),
        ("0.50", "0.50", None, 2),
        ("-3.25", "-3.25", None, 2),
        ("0.5 FTE", "0.5", "FTE", 1),
        ("80 %", "80", "%", 0),
        ("80%", "80", "%", 0),
        ("18 months", "18", "months", 0),
        ("100 000 000 EUR", "100000000", "EUR", 0),
        ("1 000", "1000", None, 0),
        ("12 345.678 m²", "12345.678", "m²", 3),
        ("120 points", "120", "points", 0),
        ("999999999999999999", "999999999999999999", None, 0),
        ("0.1234567890123456", "0.1234567890123456", None, 16),
    ],
)
def test_numbers_have_digits_a_point_and_perhaps_a_unit(
    text: str, number: str, unit: str | None, decimals: int
) -> None:
    log = MistakeLog()

    read = scalars.quantity(plain(text), "number", log)

    assert log.mistakes == []
    assert read is not None
    assert (read.number, read.unit, read.decimals) == (Decimal(number), unit, decimals)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0,5", "number.comma"),
        ("-12,75", "number.comma"),
        ("", "number.not_one"),
        (" ", "number.not_one"),
        ("NaN", "number.not_one"),
        ("nan", "number.not_one"),
        (".inf", "number.not_one"),
        ("-.inf", "number.not_one"),
        ("Infinity", "number.not_one"),
        ("+5", "number.not_one"),
        ("--5", "number.not_one"),
        ("- 5", "number.not_one"),
        (".5", "number.not_one"),
        ("5.", "number.not_one"),
        ("5.5.5", "number.not_one"),
        ("1,000.5", "number.not_one"),
        ("1 00", "number.not_one"),
        ("1 0000", "number.not_one"),
        ("1  000", "number.not_one"),
        ("5-6", "number.not_one"),
        ("٣", "number.not_one"),
        ("５", "number.not_one"),
        ("½", "number.not_one"),
        ("many", "number.not_one"),
        ("5\n6", "number.not_one"),
        ("1" * 19, "number.too_long"),
        ("0." + "1" * 18, "number.too_long"),
        ("9" * 100_000, "number.too_long"),
    ],
)
def test_what_is_no_number_is_refused(text: str, message: str) -> None:
    assert wrong(scalars.quantity, plain(text)) == [message]


@pytest.mark.parametrize("text", ["1e3", "1E400", "1e999", "0x1F", "1_000", "5FTE", "1'000"])
def test_what_follows_digits_directly_is_a_unit_and_never_part_of_the_number(text: str) -> None:
    """So an exponent is a unit that no fact has; no power of ten is ever taken."""
    log = MistakeLog()

    read = scalars.quantity(plain(text), "number", log)

    assert log.mistakes or (read is not None and read.unit is not None and read.number < 10)
    assert wrong(scalars.integer, plain(text)) != []


@given(st.integers(-(10**15), 10**15), st.integers(0, 9))
def test_scaled_numbers_read_back_exactly(value: int, decimals: int) -> None:
    log = MistakeLog()

    read = scalars.quantity(plain(spell_number(value, decimals)), "number", log)

    assert log.mistakes == []
    assert read is not None
    assert read.decimals <= decimals
    assert read.scaled(decimals) == value


@pytest.mark.parametrize(("text", "unit"), [("5", None), ("5 points", "points"), ("-2", "points")])
def test_whole_numbers_may_have_their_unit(text: str, unit: str | None) -> None:
    log = MistakeLog()

    assert scalars.integer(plain(text), "weight", log, unit=unit) == int(text.split(maxsplit=1)[0])
    assert log.mistakes == []


@pytest.mark.parametrize("text", ["5.0", "5.5", "5 points", "5 %"])
def test_other_numbers_are_not_whole(text: str) -> None:
    assert wrong(scalars.integer, plain(text)) == ["number.not_whole"]


def test_one_point_is_as_good_as_points() -> None:
    log = MistakeLog()

    assert scalars.integer(plain("1 point"), "reach", log, unit="points") == 1
    assert log.mistakes == []


@pytest.mark.parametrize("text", ["2020-02-29", "0001-01-01", "9999-12-31"])
def test_days_are_read(text: str) -> None:
    log = MistakeLog()

    assert format_day(scalars.day(plain(text), "day", log)) == text
    assert log.mistakes == []


@pytest.mark.parametrize(
    "text",
    ["2019-02-29", "2020-2-29", "20200229", "2020-W09-6", "29.02.2020", "2020-02-29 ", "07-31", "",
     "soon", "2020-02-29T00:00:00Z"],
)  # fmt: skip
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    assert wrong(scalars.day, plain(text)) == ["day.not_one"]


def test_yes_and_no_are_the_only_two() -> None:
    log = MistakeLog()

    assert scalars.yes_no(plain("yes"), "x", log) is True
    assert scalars.yes_no(plain("no"), "x", log) is False
    assert log.mistakes == []


@pytest.mark.parametrize("text", ["NO", "Yes", "true", "y", "1", "0", "", "on"])
def test_other_programs_words_for_yes_and_no_are_refused(text: str) -> None:
    assert wrong(scalars.yes_no, plain(text)) == ["yes_no.not_one"]


@pytest.mark.parametrize("text", ["NO", "501c3", "a", "gold.score", "C-1", "x_1", "No", "null"])
def test_ids_are_words(text: str) -> None:
    assert wrong(scalars.identifier, plain(text)) == []


@pytest.mark.parametrize(
    "text",
    ["2026.10", "1", "3.2", "1e5", "1_000", "07:30", "2019-11-15", "0o17", "0x12", ".5x"[:2],
     "1.1.0", "-1", "+1"],
)  # fmt: skip
def test_ids_that_other_programs_would_change_must_be_in_quotes(text: str) -> None:
    assert wrong(scalars.identifier, plain(text)) == ["text.quotes"]
    assert wrong(scalars.identifier, Scalar(text, NOWHERE, quoted=True)) in (
        [],
        ["text.not_an_id"],
    )


@pytest.mark.parametrize("text", ["0x1F", "0b101", "0xAB"])
def test_ids_in_hexadecimal_or_binary_must_be_in_quotes_too(text: str) -> None:
    assert wrong(scalars.identifier, plain(text)) == ["text.quotes"]


def test_what_other_programs_would_make_of_it_is_told() -> None:
    log = MistakeLog()

    scalars.identifier(plain("2026.10"), "version", log)

    assert log.mistakes[0].values["reads"] == "2026.1"


@pytest.mark.parametrize("text", ["", "-a", "a b", "ä", "a/b", ".a", "a\n", "a" + "\u0000"])
def test_other_texts_are_no_ids(text: str) -> None:
    assert wrong(scalars.identifier, plain(text)) == ["text.not_an_id"]


@pytest.mark.parametrize("text", ["a", "a1", "private_funds", "z_9"])
def test_names_are_small_letters_digits_and_underscores(text: str) -> None:
    assert wrong(scalars.name, plain(text)) == []


@pytest.mark.parametrize("text", ["", "A", "1a", "_a", "a-b", "a.b", "ä", "a ", "a\n"])
def test_other_texts_are_no_names(text: str) -> None:
    assert wrong(scalars.name, plain(text)) == ["text.not_a_name"]


def test_words_have_a_language_or_are_in_the_language_of_the_file() -> None:
    log = MistakeLog()
    both = titles(de="Mitglieder", en="Members")

    in_file = scalars.words(plain("Mitglieder"), "title", log, "de")
    in_two = scalars.words(both, "title", log, "en")

    assert log.mistakes == []
    assert in_file.texts == (("de", "Mitglieder"),)
    assert in_two.texts == (("en", "Members"), ("de", "Mitglieder"))
    assert in_two.in_language("de") == "Mitglieder"
    assert in_two.in_language("fr") == "Members"


@pytest.mark.parametrize(
    ("node", "messages"),
    [
        (plain(""), ["text.empty"]),
        (plain("   "), ["text.empty"]),
        (titles(de="Mitglieder"), ["words.original"]),
        (titles(en="Members", DE="Mitglieder"), ["words.language"]),
        (titles(en="Members", deutsch="Mitglieder"), ["words.language"]),
        (titles(en=""), ["text.empty"]),
        (Mapping((), NOWHERE), ["shape.words"]),
        (Sequence((plain("a"),), NOWHERE), ["shape.words"]),
    ],
)
def test_words_without_text_or_original_are_refused(node: Node, messages: list[str]) -> None:
    log = MistakeLog()

    scalars.words(node, "title", log, "en")

    assert [one.message for one in log.mistakes] == messages


@pytest.mark.parametrize("reader", [scalars.quantity, scalars.day, scalars.yes_no, scalars.name])
@pytest.mark.parametrize("value", [[], ["1"], {}, {"a": "1"}])
def test_a_list_or_mapping_is_no_scalar(
    reader: Callable[[Node, str, MistakeLog], object], value: Tree
) -> None:
    assert wrong(reader, node_of(value))[0] == "shape.scalar"
