"""Calendar arithmetic; the worked examples are those of docs/ruleset-language.md, 4.6 and 4.9."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcei_rules.domain.days import (
    FIRST,
    LAST,
    Until,
    add_months,
    end_of_month,
    end_of_term,
    format_day,
    months_between,
    parse_day,
)

days = st.integers(parse_day("1900-01-01"), parse_day("2100-12-31"))


def later(day: str, months: int) -> str:
    return format_day(add_months(parse_day(day), months))


def apart(earlier: str, day: str) -> int:
    return months_between(parse_day(earlier), parse_day(day))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2020-01-31", 2, "2020-03-31"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2018-08-31", 18, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("2021-02-28", 36, "2024-02-28"),
        ("2020-03-31", -1, "2020-02-29"),
        ("2020-03-30", -1, "2020-02-29"),
        ("2019-12-31", 0, "2019-12-31"),
        ("2000-02-29", 1200, "2100-02-28"),
    ],
)
def test_months_on_it_is_the_same_day_or_the_last_of_a_shorter_month(
    day: str, months: int, expected: str
) -> None:
    assert later(day, months) == expected


def test_months_are_counted_from_the_original_day_and_never_in_stages() -> None:
    assert later("2020-01-31", 2) != later(later("2020-01-31", 1), 1)


@pytest.mark.parametrize(
    ("earlier", "day", "expected"),
    [
        ("2018-08-31", "2020-02-29", 18),
        ("2018-08-31", "2020-02-28", 17),
        ("2020-01-31", "2020-02-29", 1),
        ("2020-01-01", "2020-12-31", 11),
        ("2020-01-01", "2021-01-01", 12),
        ("2020-03-31", "2020-03-30", -1),
        ("2020-03-31", "2020-02-29", -1),
        ("2020-03-31", "2020-02-28", -2),
        ("2020-02-29", "2021-02-27", 11),
        ("2020-02-29", "2021-02-28", 12),
    ],
)
def test_months_between_are_the_most_that_fit(earlier: str, day: str, expected: int) -> None:
    assert apart(earlier, day) == expected


def test_a_year_to_its_last_day_is_eleven_months_and_thirty_days() -> None:
    eleven_on = add_months(parse_day("2023-01-01"), 11)

    assert parse_day("2023-12-31") - eleven_on == 30


@given(days, days)
def test_months_between_is_the_largest_n_with_d_plus_n_not_after_the_day(
    earlier: int, day: int
) -> None:
    months = months_between(earlier, day)

    assert add_months(earlier, months) <= day < add_months(earlier, months + 1)


@given(days, st.integers(-600, 600))
def test_months_on_keeps_the_month_arithmetic_and_at_most_shortens_the_day(
    day: int, months: int
) -> None:
    start, end = date.fromordinal(day), date.fromordinal(add_months(day, months))

    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@given(days, days, st.integers(0, 600))
def test_of_two_days_the_later_stays_the_later(one: int, other: int, months: int) -> None:
    first, second = sorted((one, other))

    assert add_months(first, months) <= add_months(second, months)


@pytest.mark.parametrize(
    ("start", "months", "until", "expected"),
    [
        ("2019-07-25", 24, Until.SAME_DAY, "2021-07-25"),
        ("2020-12-31", 36, Until.END_OF_MONTH, "2023-12-31"),
        ("2020-12-18", 36, Until.END_OF_MONTH, "2023-12-31"),
        ("2012-04-18", 24, Until.END_OF_MONTH, "2014-04-30"),
        ("2014-04-30", 36, Until.END_OF_MONTH, "2017-04-30"),
        ("2017-04-30", 36, Until.END_OF_MONTH, "2020-04-30"),
        ("2020-04-30", 36, Until.END_OF_MONTH, "2023-04-30"),
        ("2023-02-10", 24, Until.END_OF_MONTH, "2025-02-28"),
        ("2021-02-28", 36, Until.SAME_DAY, "2024-02-28"),
        ("2021-02-28", 36, Until.END_OF_MONTH, "2024-02-29"),
    ],
)
def test_terms_end_as_in_the_published_cases(
    start: str, months: int, until: Until, expected: str
) -> None:
    assert format_day(end_of_term(parse_day(start), months, until)) == expected


@pytest.mark.parametrize("day", ["2020-02-01", "2020-02-29", "2020-02-15"])
def test_the_end_of_the_month_is_its_last_day(day: str) -> None:
    assert format_day(end_of_month(parse_day(day))) == "2020-02-29"


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-29", "2020-13-01", "2020-00-10", "2020-01-32", "0000-01-01", "20200101",
        "2020-1-1", "2020-W05-1", "2020-W051", "2020-01-01T00:00", " 2020-01-01", "2020-01-01\n",
        "02.01.2020", "", "٢٠٢٠-01-01", "-001-01-01", "12020-01-01",
    ],
)  # fmt: skip
def test_days_that_do_not_exist_or_are_spelt_otherwise_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_day(text)


@given(st.integers(FIRST, LAST))
def test_days_read_back_as_they_were_written(day: int) -> None:
    assert parse_day(format_day(day)) == day


def test_beyond_the_calendar_it_stays_at_its_ends() -> None:
    assert add_months(parse_day("9999-12-31"), 1) == LAST
    assert add_months(parse_day("0001-01-01"), -1) == FIRST
    assert add_months(parse_day("2020-01-01"), 10**6) == LAST
    assert end_of_month(LAST) == LAST
