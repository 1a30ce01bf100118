"""Days that are known in part, and labels as others published them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.published import (
    Confidence,
    Days,
    PartialDay,
    PublishedLabel,
    SourceKind,
    parse_partial_day,
)

SOURCE = "https://holders.example/news"


def label(**members: object) -> PublishedLabel:
    known = {
        "name": "Organisation",
        "label": "gold",
        "source": SOURCE,
        "source_kind": SourceKind.NEWS,
        "confidence": Confidence.SECONDARY,
    }
    return PublishedLabel.model_validate(known | members)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        ("2018-Q1", "2018-01-01", "2018-03-31"),
        ("2018-Q2", "2018-04-01", "2018-06-30"),
        ("2018-Q3", "2018-07-01", "2018-09-30"),
        ("2018-Q4", "2018-10-01", "2018-12-31"),
        ("2013-06", "2013-06-01", "2013-06-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2013-10-31", "2013-10-31", "2013-10-31"),
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-Q4", "9999-10-01", "9999-12-31"),
    ],
)
def test_a_day_known_in_part_is_all_the_days_it_can_mean(text: str, first: str, last: str) -> None:
    partial = parse_partial_day(text)

    assert (format_day(partial.first), format_day(partial.last)) == (first, last)
    assert partial.text == text


@pytest.mark.parametrize(
    "text",
    [
        "", " 2013", "2013 ", "2013\n", "213", "20130", "0000", "2013-00", "2013-13", "2013-6",
        "2013-02-29", "2013-02-30", "2013-10-1", "2013-1001", "20131001", "2018-Q0", "2018-Q5",
        "2018-q2", "2018Q2", "2018-Q2-01", "2013-10-31T00:00", "-2013", "about 2013", "2013/06",
        "２０１３", "2013-W05",
    ],
)  # fmt: skip
def test_what_is_spelt_otherwise_or_not_in_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="PartialDay"):
        parse_partial_day(text)


@given(st.dates())
def test_every_day_lies_in_its_month_its_quarter_and_its_year(day: date) -> None:
    ordinal, iso = day.toordinal(), day.isoformat()
    texts = (iso, iso[:7], f"{iso[:4]}-Q{(day.month + 2) // 3}", iso[:4])

    spans = [PartialDay(text).days for text in texts]

    assert spans[0] == Days(ordinal, ordinal)
    assert all(wide.covers(narrow) for narrow, wide in pairwise(spans))


@given(st.dates(max_value=date(9998, 12, 31)), st.sampled_from(["month", "quarter", "year"]))
def test_after_the_last_day_of_a_time_the_next_one_begins(day: date, kind: str) -> None:
    def spell(when: date) -> str:
        spelt = {
            "month": when.isoformat()[:7],
            "quarter": f"{when.isoformat()[:4]}-Q{(when.month + 2) // 3}",
            "year": when.isoformat()[:4],
        }
        return spelt[kind]

    this = PartialDay(spell(day))
    after = date.fromordinal(this.last) + timedelta(days=1)

    assert PartialDay(spell(after)).first == this.last + 1


spans = st.tuples(st.integers(1, 60), st.integers(0, 40)).map(
    lambda drawn: Days(drawn[0], drawn[0] + drawn[1])
)


@given(spans, spans)
def test_ranges_of_days_cover_and_overlap_as_their_days_do(one: Days, other: Days) -> None:
    mine, others = (set(range(days.first, days.last + 1)) for days in (one, other))

    assert one.covers(other) == (mine >= others)
    assert one.overlaps(other) == bool(mine & others) == other.overlaps(one)


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 800))
@settings(deadline=None)
def test_a_range_names_every_month_it_touches_once(first: date, length: int) -> None:
    days = Days(first.toordinal(), first.toordinal() + length)
    each = range(days.first, days.last + 1)

    assert days.months() == tuple(dict.fromkeys(format_day(day)[:7] for day in each))


def test_a_range_is_written_as_a_day_or_as_two() -> None:
    day, later = parse_day("2013-10-01"), parse_day("2013-10-31")

    assert str(Days(day, day)) == "2013-10-01"
    assert str(Days(day, later)) == "2013-10-01/2013-10-31"


def test_a_published_label_is_written_with_what_is_known_and_read_back() -> None:
    published = label(
        country="Germany",
        assessed=PartialDay("2013-06"),
        valid_until=PartialDay("2015-Q2"),
        score="85.3",
    )

    assert published.members() == {
        "name": "Organisation",
        "country": "Germany",
        "label": "gold",
        "valid_until": "2015-Q2",
        "assessed": "2013-06",
        "score": "85.3",
        "source": SOURCE,
        "source_kind": "holder or programme news",
        "confidence": "secondary",
    }
    assert PublishedLabel.model_validate_json(canonical(published.members())) == published
    assert published != label()


@pytest.mark.parametrize("score", ["0", "9", "84", "100", "85.3", "100.0", "0.5"])
def test_a_score_is_kept_as_decimal_text(score: str) -> None:
    assert label(score=score).score == score


@pytest.mark.parametrize(
    "members",
    [
        {"score": 84},
        {"score": 85.3},
        {"score": "101"},
        {"score": "100.1"},
        {"score": "084"},
        {"score": "85,3"},
        {"score": "85.3 %"},
        {"score": "-1"},
        {"score": "8e1"},
        {"score": ".5"},
        {"score": "80.\n"},
        {"label": "GOLD"},
        {"label": ""},
        {"name": ""},
        {"country": ""},
        {"source": ""},
        {"source": "holders.example"},
        {"source": "javascript:alert(1)"},
        {"source_kind": "rumour"},
        {"assessed": PartialDay("2016"), "valid_until": PartialDay("2015")},
        {"holder": "Somebody"},
    ],
)
def test_what_no_source_can_have_said_is_refused(members: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        label(**members)


def test_an_end_within_the_time_of_award_is_possible() -> None:
    published = label(assessed=PartialDay("2015"), valid_until=PartialDay("2015-06-01"))

    assert published.valid_until == PartialDay("2015-06-01")
