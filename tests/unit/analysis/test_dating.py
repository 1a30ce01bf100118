"""Published labels under the rules of their date, on a small scheme and on the shipped one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.analysis.dating import (
    About,
    Agreement,
    DatedLabel,
    DateKind,
    Fit,
    Placing,
    Status,
    date_label,
    summary,
)
from tcei_rules.demo.holders import published_holders
from tcei_rules.domain.days import add_months, end_of_month, format_day, parse_day
from tcei_rules.domain.published import (
    Confidence,
    Days,
    PartialDay,
    PublishedLabel,
    SourceKind,
    parse_partial_day,
)
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.language.ruleset import read_ruleset

SHIPPED = Path(__file__).parents[3] / "rulesets" / "ecei"
SOURCE = "https://holders.example/news"
LATER = "2030-01-01"

HEAD = """
language: 1
scheme: s
version: "{version}"
title: A scheme
in_force: {in_force}
facts:
  interview: {{kind: date, title: Interview}}
  quality: {{kind: count, max: 30, title: Quality}}
dimensions: {{all: {{title: All, maximum: 150 points}}}}
indicators:
  - id: "1"
    title: Quality
    dimension: all
    fact: quality
    steps: [{{from: 0, points: 0}}, {{from: 10, points: 5}}]
    weight: 30
    basis: placeholder
    points_basis: placeholder
"""
BRONZE = """  - id: bronze
    title: Bronze
    requires: [{{id: bronze.held, that: {{fact: interview, answered: yes}}, basis: placeholder}}]
    validity: {validity}
"""
GOLD = """  - id: gold
    title: Gold
    stands_alone: It does
    requires: [{{id: gold.score, that: {score}, basis: placeholder}}]
    validity: [{{months: 24, from: assessed_on, until: same_day, basis: placeholder}}]
"""
SAME_DAY = "[{months: 24, from: interview, until: same_day, basis: placeholder}]"
RENEWABLE = """
      - if: {fact: interview, at_most: 12 months, after: bronze_end}
        months: 36
        from: bronze_end
        until: end_of_month
        basis: placeholder
      - {months: 24, from: interview, until: end_of_month, basis: placeholder}"""
ENDS = """
derived:
  bronze_end: {title: End of Bronze, last: bronze, before: interview, take: valid_until}
"""


def version(
    number: str,
    start: str,
    *,
    until: str = "",
    bronze: str = SAME_DAY,
    score: str = "{score: total, at_least: 120 points}",
    labels: tuple[str, ...] = ("bronze", "gold"),
    more: str = "",
) -> Ruleset:
    in_force = f"{{from: {start}{f', until: {until}' if until else ''}}}"
    text = HEAD.format(version=number, in_force=in_force)
    text += ENDS if "bronze_end" in bronze else ""
    text += more + "labels:\n"
    if "bronze" in labels:
        text += BRONZE.format(validity=bronze)
    if "gold" in labels:
        gold = GOLD.format(score=score)
        text += gold if "bronze" in labels else gold.replace("    stands_alone: It does\n", "")
    return read_ruleset(text.encode(), f"{number}.yaml").ruleset


FIRST = version("1", "2012-04-18")
SECOND = version("2", "2019-11-15", bronze=RENEWABLE, score="{score: total, at_least: 80 %}")
BOTH = (FIRST, SECOND)


def published(
    assessed: str = "", until: str = "", *, label: str = "bronze", score: str = ""
) -> PublishedLabel:
    return PublishedLabel(
        name="Organisation",
        label=label,
        assessed=parse_partial_day(assessed) if assessed else None,
        valid_until=parse_partial_day(until) if until else None,
        score=score or None,
        source=SOURCE,
        source_kind=SourceKind.NEWS,
        confidence=Confidence.SECONDARY,
    )


def dated(
    assessed: str = "",
    until: str = "",
    *,
    label: str = "bronze",
    score: str = "",
    on: str = LATER,
    rulesets: tuple[Ruleset, ...] = BOTH,
) -> DatedLabel:
    what = published(assessed, until, label=label, score=score)
    return date_label(what, rulesets, parse_day(on))


def text(days: Days | None) -> str:
    return "" if days is None else str(days)


@pytest.mark.parametrize(
    ("assessed", "until", "computed", "agreement"),
    [
        ("2019-07-25", "2021-07-25", "2021-07-25", Agreement.AGREES),
        ("2019-07-25", "2021-07-26", "2021-07-25", Agreement.DISAGREES),
        ("2019-07-25", "2021-07", "2021-07-25", Agreement.AGREES),
        ("2019-07-25", "2021", "2021-07-25", Agreement.AGREES),
        ("2019-07-25", "2022", "2021-07-25", Agreement.DISAGREES),
        ("2015", "2017-06", "2017-01-01/2017-12-31", Agreement.CONSISTENT),
        ("2015-Q2", "2017-06-30", "2017-04-01/2017-06-30", Agreement.CONSISTENT),
        ("2015-06", "2017-06", "2017-06-01/2017-06-30", Agreement.AGREES),
        ("2012-02", "", "", None),
        # From 2019-11-15 on the end is that of the month.
        ("2020-02-03", "2022-02-28", "2022-02-28", Agreement.AGREES),
        ("2020-02-03", "2022-02-03", "2022-02-28", Agreement.DISAGREES),
        # Inside the range of ends, and yet no day of award gives it.
        ("2020", "2022-05-15", "2022-01-31/2022-12-31", Agreement.DISAGREES),
        ("2020", "2022-05-31", "2022-01-31/2022-12-31", Agreement.CONSISTENT),
    ],
)
def test_a_published_end_is_compared_with_the_one_that_follows_from_the_award(
    assessed: str, until: str, computed: str, agreement: Agreement | None
) -> None:
    found = dated(assessed, until)

    assert (text(found.computed), found.agreement) == (computed, agreement)
    assert found.kind is (DateKind.AWARD_AND_EXPIRY if until else DateKind.AWARD_ONLY)


def test_of_a_year_the_months_that_fit_the_published_end_are_told() -> None:
    (fit,) = dated("2015", "2017-06").fits

    assert (fit.version, str(fit.days), fit.days.months()) == (
        "s/1",
        "2015-06-01/2015-06-30",
        ("2015-06",),
    )


@pytest.mark.parametrize(
    ("assessed", "placing", "version"),
    [
        ("2012-04-18", Placing.IN_ONE_VERSION, "s/1"),
        ("2019-11-14", Placing.IN_ONE_VERSION, "s/1"),
        ("2019-11-15", Placing.IN_ONE_VERSION, "s/2"),
        ("2019-Q1", Placing.IN_ONE_VERSION, "s/1"),
        ("2019-11", Placing.STRADDLES, None),
        ("2012", Placing.STRADDLES, None),
        ("2012-04-17", Placing.BEFORE_FIRST_VERSION, None),
        ("2011", Placing.BEFORE_FIRST_VERSION, None),
        ("", Placing.NOT_DATED, None),
    ],
)
def test_an_award_is_placed_only_if_all_its_possible_days_lie_in_one_version(
    assessed: str, placing: Placing, version: str | None
) -> None:
    found = dated(assessed)

    assert (found.placing, found.version) == (placing, version)
    assert (found.computed is None) == (version is None)


def test_before_the_first_version_no_end_is_worked_out() -> None:
    found = dated("2011-10-25")

    assert (found.kind, found.end, found.status) == (DateKind.AWARD_ONLY, None, Status.NOT_KNOWN)


def test_a_label_that_its_version_does_not_have_is_not_dated() -> None:
    found = dated("2018-Q3", label="silver")

    assert (found.placing, found.version, found.end) == (
        Placing.LABEL_NOT_IN_VERSION,
        "s/1",
        None,
    )


def test_after_a_version_that_ended_none_is_in_force() -> None:
    ended = version("1", "2012-04-18", until="2015-12-31")

    assert dated("2016-01-01", rulesets=(ended,)).placing is Placing.NO_VERSION
    assert dated("2015-12-31", rulesets=(ended,)).placing is Placing.IN_ONE_VERSION
    assert dated("2015-12-31", rulesets=()).placing is Placing.NO_VERSION


def test_the_order_in_which_versions_are_given_means_nothing() -> None:
    for assessed, until in [("2015", "2017-06"), ("", "2021-11-30"), ("2019-11", "")]:
        there, back = dated(assessed, until), dated(assessed, until, rulesets=BOTH[::-1])
        assert there == back


@pytest.mark.parametrize(
    ("assessed", "until", "on", "status"),
    [
        ("2015-06-10", "", "2015-06-09", Status.NOT_YET_VALID),
        ("2015-06-10", "", "2015-06-10", Status.VALID),
        ("2015-06-10", "", "2017-06-10", Status.VALID),
        ("2015-06-10", "", "2017-06-11", Status.EXPIRED),
        ("2015-06", "", "2015-06-15", Status.DEPENDS),
        ("2015-06", "", "2015-06-30", Status.VALID),
        ("2015-06", "", "2017-06-01", Status.VALID),
        ("2015-06", "", "2017-06-02", Status.DEPENDS),
        ("2015-06", "", "2017-06-30", Status.DEPENDS),
        ("2015-06", "", "2017-07-01", Status.EXPIRED),
        # The published end counts, also where another would follow.
        ("2015-06-10", "2016-06-10", "2016-06-11", Status.EXPIRED),
        ("", "2017-06-10", "2017-06-11", Status.EXPIRED),
        ("", "2017-06-10", "2017-06-10", Status.VALID),
        ("", "2017-06-10", "2015-06-10", Status.VALID),
        # A first award had not begun, a renewal with the same end perhaps had.
        ("", "2017-06-10", "2015-06-09", Status.NOT_KNOWN),
        ("", "2017-06", "2017-06-10", Status.DEPENDS),
        # Nothing known gives this end, so nobody knows when it began.
        ("", "2013-02-23", "2013-02-01", Status.NOT_KNOWN),
        ("", "2013-02-23", "2013-02-24", Status.EXPIRED),
        ("2011-10-25", "", "2030-01-01", Status.NOT_KNOWN),
        ("2011-10-25", "", "2011-10-24", Status.NOT_YET_VALID),
        ("", "", "2030-01-01", Status.NOT_KNOWN),
    ],
)
def test_the_status_of_a_day_depends_where_possible_days_lie_on_both_sides(
    assessed: str, until: str, on: str, status: Status
) -> None:
    assert dated(assessed, until, on=on).status is status


@pytest.mark.parametrize(
    ("until", "fits", "placing"),
    [
        ("2015-04-30", [("s/1", "2013-04-30")], Placing.IN_ONE_VERSION),
        ("2021-11-14", [("s/1", "2019-11-14")], Placing.IN_ONE_VERSION),
        ("2021-11-30", [("s/2", "2019-11-15/2019-11-30")], Placing.IN_ONE_VERSION),
        ("2023-12-31", [("s/2", "2021-12-01/2021-12-31")], Placing.IN_ONE_VERSION),
        ("2016-02-29", [], Placing.NO_AWARD_FITS),
        ("2018-02-28", [("s/1", "2016-02-28/2016-02-29")], Placing.IN_ONE_VERSION),
        (
            "2021-11",
            [("s/1", "2019-11-01/2019-11-14"), ("s/2", "2019-11-15/2019-11-30")],
            Placing.STRADDLES,
        ),
        ("2014-04-18", [("s/1", "2012-04-18")], Placing.IN_ONE_VERSION),
        ("2014-04-17", [], Placing.BEFORE_FIRST_VERSION),
        ("2021-11-20", [], Placing.NO_AWARD_FITS),
        ("2023-12-30", [], Placing.NO_AWARD_FITS),
    ],
)
def test_of_a_published_end_the_days_of_award_that_fit_it_are_searched(
    until: str, fits: list[tuple[str, str]], placing: Placing
) -> None:
    found = dated("", until)

    assert [(fit.version, str(fit.days)) for fit in found.fits] == fits
    assert (found.kind, found.placing) == (DateKind.EXPIRY_ONLY, placing)


def test_an_end_before_the_first_version_with_the_label_says_that_the_label_is_missing() -> None:
    no_bronze = version("1", "2012-04-18", labels=("gold",))

    assert dated("", "2016-05-05", rulesets=(no_bronze, SECOND)).placing is (
        Placing.LABEL_NOT_IN_VERSION
    )
    assert dated("", "2016-05-05", label="silver").placing is Placing.LABEL_NOT_IN_VERSION
    assert dated("", "2016-05-05", rulesets=()).placing is Placing.NO_VERSION


@pytest.mark.parametrize(
    ("assessed", "until", "renewable", "may_run_longer"),
    [
        ("2020-02-03", "", "2023-02-28", True),
        ("2020-Q1", "", "2023-01-31/2023-03-31", True),
        ("2020-02-03", "2022-02-28", "2023-02-28", False),
        # Awarded under the first version, renewed under the second.
        ("2018-12", "", "2021-12-01/2021-12-31", False),
        ("2016-11-15", "", "2019-11-15", False),
        # The year ran out before the second version.
        ("2016-11-14", "", "", False),
        ("2016-11", "", "", False),
        ("", "2023-12-31", "2024-12-31", False),
        ("", "", "", False),
    ],
)
def test_renewal_is_possible_as_long_as_a_version_in_force_offers_it(
    assessed: str, until: str, renewable: str, may_run_longer: bool
) -> None:
    found = dated(assessed, until)

    assert text(found.renewable_until) == renewable
    assert found.may_run_longer is may_run_longer


def test_a_renewal_stays_possible_no_longer_than_the_version_that_offers_it() -> None:
    third = version("3", "2022-06-01")

    assert text(dated("2020-02-03", rulesets=(*BOTH, third)).renewable_until) == "2022-05-31"
    assert dated("2020-07-03", rulesets=(*BOTH, third)).renewable_until is None
    assert dated("2020-02-03", label="gold").renewable_until is None


@pytest.mark.parametrize(("limit", "renewable"), [("2 years", "2024-02-28"), ("100 days", "")])
def test_the_length_of_the_window_is_read_from_the_ruleset(limit: str, renewable: str) -> None:
    other = version("2", "2019-11-15", bronze=RENEWABLE.replace("12 months", limit))

    assert text(dated("2020-02-03", rulesets=(other,)).renewable_until) == renewable


def test_a_fixed_end_is_the_end_of_every_award() -> None:
    fixed = version("1", "2012-04-18", bronze="[{until: 2023-12-30, basis: placeholder}]")

    assert text(dated("2015", rulesets=(fixed,)).computed) == "2023-12-30"
    assert dated("2015", "2023-12", rulesets=(fixed,)).agreement is Agreement.AGREES


def test_no_certificate_of_a_version_outlives_the_day_its_successor_names() -> None:
    more = 'supersedes: {version: "1", certificates_until: 2020-12-31}\n'
    second = version("2", "2019-11-15", more=more)

    assert text(dated("2019-07-25", rulesets=(FIRST, second)).computed) == "2020-12-31"
    assert text(dated("2018-07-25", rulesets=(FIRST, second)).computed) == "2020-07-25"


@pytest.mark.parametrize(
    ("score", "assessed", "rule", "passes"),
    [
        ("80", "2015", "{score: total, at_least: 120 points}", True),
        ("79.999999999", "2015", "{score: total, at_least: 120 points}", False),
        ("85.3", "2015", "{score: total, at_least: 120 points}", True),
        ("80.0", "2015", "{score: total, at_least: 80 %}", True),
        ("79.9", "2015", "{score: total, at_least: 80 %}", False),
        ("80", "2015", "{score: total, more_than: 80 %}", False),
        ("80.1", "2015", "{score: total, more_than: 80 %}", True),
        ("72.5", "2015", "{score: total, at_least: 72.5 %}", True),
        ("72.49", "2015", "{score: total, at_least: 72.5 %}", False),
        (
            "100",
            "2015",
            "{all: [{score: total, at_least: 80 %}, {score: all, at_least: 1 points}]}",
            True,
        ),
        ("0", "2015", "{score: total, at_least: 80 %}", False),
    ],
)
def test_a_published_score_is_compared_exactly(
    score: str, assessed: str, rule: str, passes: bool
) -> None:
    (check,) = dated(
        assessed, label="gold", score=score, rulesets=(version("1", "2012-04-18", score=rule),)
    ).scores

    assert check.passes is passes
    assert (check.version, check.requirement) == ("s/1", "gold.score")


@pytest.mark.parametrize(
    ("assessed", "checks"),
    [
        ("2015", [("s/1", "120 points")]),
        ("2021", [("s/2", "80 %")]),
        ("2019", [("s/1", "120 points"), ("s/2", "80 %")]),
        ("", [("s/1", "120 points"), ("s/2", "80 %")]),
        ("2011", []),
    ],
)
def test_a_score_is_held_against_every_version_that_may_be_of_its_date(
    assessed: str, checks: list[tuple[str, str]]
) -> None:
    found = dated(assessed, label="gold", score="90")

    assert [(one.version, one.threshold) for one in found.scores] == checks


def test_a_score_without_a_rule_on_the_total_is_not_judged() -> None:
    assert dated("2015", score="90").scores == ()
    assert dated("2015", label="silver", score="90").scores == ()


def test_what_cannot_be_as_published_is_listed_with_row_and_source() -> None:
    labels = [
        published("2019-07-25", "2021-07-25"),
        published("2019-07-25", "2021-07-26"),
        published("", "2021-11-20"),
        published("2015", label="gold", score="79.9"),
        published("", label="gold", score="80"),
    ]

    found = summary([date_label(one, BOTH, parse_day(LATER)) for one in labels])

    assert [
        (one.row, one.about, one.version, one.published, one.expected, one.source)
        for one in found.disagreements
    ] == [
        (2, About.EXPIRY, "s/1", "2021-07-26", "2021-07-25", SOURCE),
        (3, About.NO_AWARD_FITS, None, "2021-11-20", "", SOURCE),
        (4, About.SCORE, "s/1", "79.9 %", "120 points", SOURCE),
    ]
    assert (found.labels, found.scored, found.scores_passed) == (5, 2, 1)
    assert found.kinds[DateKind.AWARD_AND_EXPIRY] == 2
    assert found.agreements == {
        Agreement.AGREES: 1,
        Agreement.CONSISTENT: 0,
        Agreement.DISAGREES: 1,
    }
    assert found.statuses["bronze"][Status.EXPIRED] == 3
    assert found.statuses["gold"][Status.NOT_KNOWN] == 1


def test_a_score_that_passes_under_one_of_the_possible_versions_is_no_disagreement() -> None:
    strict = version("2", "2019-11-15", score="{score: total, at_least: 90 %}")
    found = date_label(published(label="gold", score="85"), (FIRST, strict), parse_day(LATER))

    assert [check.passes for check in found.scores] == [True, False]
    assert summary([found]).disagreements == ()
    assert summary([found]).scores_passed == 0


def test_of_no_labels_the_summary_counts_nothing() -> None:
    empty = summary([])

    assert (empty.labels, empty.disagreements, empty.statuses) == (0, (), {})
    assert set(empty.kinds) == set(DateKind)


days = st.integers(parse_day("2012-04-18"), parse_day("2025-12-31"))
months = days.map(lambda day: format_day(day)[:7])
partial = st.one_of(days.map(format_day), months, st.integers(2012, 2025).map(str))


@given(days)
@settings(deadline=None)
def test_the_day_of_award_is_among_those_that_fit_the_end_it_gives(day: int) -> None:
    end = dated(format_day(day)).end
    assert end is not None

    fits = dated("", format_day(end.first)).fits

    assert any(fit.days.first <= day <= fit.days.last for fit in fits)


@given(partial, st.integers(700, 1100), st.sampled_from([7, 10]))
@settings(deadline=None)
def test_ranges_agree_with_trying_every_day(assessed: str, shift: int, known: int) -> None:
    award = PartialDay(assessed).days
    until = format_day(award.first + shift)[:known]
    found = dated(assessed, until)
    if found.computed is None:
        return

    def end(day: int) -> str:
        same_day = add_months(day, 24)
        return format_day(same_day if found.version == "s/1" else end_of_month(same_day))

    fitting = [day for day in range(award.first, award.last + 1) if end(day)[:known] == until]
    span = award.last - award.first + 1
    expected = (
        Agreement.DISAGREES
        if not fitting
        else Agreement.AGREES
        if len(fitting) == span
        else Agreement.CONSISTENT
    )
    assert found.agreement is expected
    if fitting:
        assert found.fits == (Fit(found.version or "", Days(fitting[0], fitting[-1])),)


@given(partial, days)
@settings(deadline=None)
def test_a_status_that_does_not_depend_holds_for_every_possible_day(assessed: str, on: int) -> None:
    found = dated(assessed, on=format_day(on))
    if found.computed is None:
        return
    award = PartialDay(assessed).days

    each = {
        dated(format_day(day), on=format_day(on)).status
        for day in {award.first, (award.first + award.last) // 2, award.last}
    }

    if found.status is Status.DEPENDS:
        assert award.first < award.last
    else:
        assert each == {found.status}


# What was really published


@pytest.fixture(scope="module")
def shipped() -> tuple[Ruleset, ...]:
    return tuple(
        read_ruleset(path.read_bytes(), path.name).ruleset
        for path in sorted(SHIPPED.glob("[0-9]*.[0-9].yaml"))
    )


@pytest.fixture(scope="module")
def real(shipped: tuple[Ruleset, ...]) -> list[DatedLabel]:
    on = parse_day("2026-11-24")
    return [date_label(one.label, shipped, on) for one in published_holders()]


def of(real: list[DatedLabel], name: str, *, kind: DateKind) -> DatedLabel:
    (found,) = [one for one in real if one.published.name == name and one.kind is kind]
    return found


def test_the_published_labels_fall_into_their_classes(real: list[DatedLabel]) -> None:
    found = summary(real)

    assert found.kinds == {
        DateKind.AWARD_AND_EXPIRY: 2,
        DateKind.AWARD_ONLY: 77,
        DateKind.EXPIRY_ONLY: 75,
        DateKind.NOTHING: 30,
    }
    assert found.labels == sum(found.placings.values()) == 184
    assert {label: sum(of.values()) for label, of in found.statuses.items()} == {
        "bronze": 100,
        "silver": 30,
        "gold": 54,
    }


def test_no_published_label_disagrees_with_the_rules_of_its_date(real: list[DatedLabel]) -> None:
    assert summary(real).disagreements == ()


def test_the_published_labels_fall_under_the_versions_of_their_dates(
    real: list[DatedLabel],
) -> None:
    """Source: docs/scheme.md, "Published labels under the rules of their date"."""
    found = Counter((one.version, one.published.label) for one in real)

    assert {name: found[name] for name in found if name[0] is not None} == {
        ("ecei/1.0.0", "bronze"): 16,
        ("ecei/1.0.0", "gold"): 9,
        ("ecei/1.1.0", "bronze"): 51,
        ("ecei/1.1.0", "silver"): 25,
        ("ecei/1.1.0", "gold"): 14,
        ("ecei/2.0.0", "bronze"): 4,
        ("ecei/2.0.0", "silver"): 1,
        ("ecei/2.0.0", "gold"): 14,
    }
    assert summary(real).placings == {
        Placing.IN_ONE_VERSION: 134,
        Placing.STRADDLES: 2,
        Placing.BEFORE_FIRST_VERSION: 18,
        Placing.LABEL_NOT_IN_VERSION: 0,
        Placing.NO_VERSION: 0,
        Placing.NO_AWARD_FITS: 0,
        Placing.NOT_DATED: 30,
    }


def test_a_silver_of_2015_has_a_version_and_an_end(real: list[DatedLabel]) -> None:
    """The earliest Silver published; 1.0.0 had no such label."""
    stern = of(real, "BioRegio STERN", kind=DateKind.AWARD_ONLY)

    assert (stern.version, text(stern.computed)) == ("ecei/1.1.0", "2017-04-01/2017-04-30")


def test_versions_that_say_the_same_of_a_label_give_it_the_same_end(
    shipped: tuple[Ruleset, ...],
) -> None:
    """For Bronze and Gold it must not matter on which day 1.1.0 begins: that day is inferred."""
    without = [one for one in shipped if one.version != "1.1.0"]
    on = parse_day("2026-11-24")

    for one in published_holders():
        if one.label.label == "silver":
            continue
        two, three = (date_label(one.label, some, on) for some in (without, shipped))
        assert (two.computed, two.status, two.agreement) == (
            three.computed,
            three.status,
            three.agreement,
        )


def test_every_published_score_passes(real: list[DatedLabel]) -> None:
    """Source: docs/scheme.md, "Gold scores published by holders"."""
    found = summary(real)

    assert (found.scored, found.scores_passed) == (13, 13)


def test_the_bronze_of_july_2019_ends_on_the_day_published(real: list[DatedLabel]) -> None:
    """Source: docs/scheme.md, "Validity and renewal"."""
    qoot = of(real, "Qoot Cluster", kind=DateKind.AWARD_AND_EXPIRY)

    assert (qoot.version, text(qoot.computed), qoot.agreement) == (
        "ecei/1.1.0",
        "2021-07-25",
        Agreement.AGREES,
    )


def test_the_bronze_of_2015_to_june_2017_is_consistent(real: list[DatedLabel]) -> None:
    water = of(real, "Water Alliance", kind=DateKind.AWARD_AND_EXPIRY)

    assert water.agreement is Agreement.CONSISTENT
    assert [fit.days.months() for fit in water.fits] == [("2015-06",)]


def test_the_bronze_of_december_2018_could_be_renewed_until_december_2021(
    real: list[DatedLabel],
) -> None:
    sofia = of(real, "Sofia Knowledge City", kind=DateKind.AWARD_ONLY)

    assert text(sofia.computed) == "2020-12-01/2020-12-31"
    assert text(sofia.renewable_until) == "2021-12-01/2021-12-31"


def test_ends_that_only_awards_before_the_first_version_give_are_said_to_be_so(
    real: list[DatedLabel],
) -> None:
    early = [one for one in real if one.placing is Placing.BEFORE_FIRST_VERSION]

    assert {one.computed for one in early} == {None}
    assert len(early) == 18
    assert of(real, "BIOKON", kind=DateKind.AWARD_ONLY) in early
