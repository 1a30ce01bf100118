"""Until when a label is valid. Source: docs/ruleset-language.md, 4.9."""

from __future__ import annotations

import pytest

from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.outcome import Outcome, TermFound
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.judging import outcome_of
from tcei_rules.engine.validity import validity_from
from tests.small_rulesets import ALWAYS, judged, ruleset

FACTS = """\
interview: {kind: date}
ok: {kind: yes_no}
"""
DERIVED = """\
old_end: {last: bronze, take: valid_until}
old_start: {last: bronze, take: valid_from}
"""


def lasting(*terms: str, requires: str = ALWAYS) -> Ruleset:
    rows = "".join(f"    - {{{one}, basis: placeholder}}\n" for one in terms)
    return ruleset(
        facts=FACTS,
        derived=DERIVED,
        labels=(
            f"- id: bronze\n  title: B\n  requires: [{{id: r, that: {requires}, "
            f"basis: placeholder}}]\n  validity:\n{rows}"
        ),
    )


def outcome(own: Ruleset, facts: str = "", held: str = "", on: str = "2020-06-15") -> Outcome:
    history = f"history:\n  - {{label: bronze, {held}}}\n" if held else ""
    found = judged(own, facts, history, on)
    return outcome_of(own, found.readings, found.findings)


def until(own: Ruleset, facts: str = "", held: str = "", on: str = "2020-06-15") -> str | None:
    term = outcome(own, facts, held, on).term("bronze")
    return term.valid_until if term else None


RENEWED = "if: {fact: interview, at_most: 12 months, after: old_end}"
BRONZE = (
    f"{RENEWED}, months: 36, from: old_end, until: end_of_month",
    "months: 24, from: interview, until: end_of_month",
)


@pytest.mark.parametrize(
    ("terms", "interview", "held", "expected"),
    [
        (("months: 24, from: interview, until: same_day",), "2019-07-25", "", "2021-07-25"),
        (BRONZE, "2018-12-05", "", "2020-12-31"),
        (BRONZE, "2021-06-01", "valid_from: 2018-12-18, valid_until: 2020-12-31", "2023-12-31"),
        (BRONZE, "2021-12-31", "valid_from: 2018-12-18, valid_until: 2020-12-31", "2023-12-31"),
        (BRONZE, "2022-01-01", "valid_from: 2018-12-18, valid_until: 2020-12-31", "2024-01-31"),
        # Ahead of time it is renewed from the old end, too.
        (BRONZE, "2020-06-01", "valid_from: 2018-12-18, valid_until: 2020-12-31", "2023-12-31"),
        (BRONZE, "2021-03-01", "valid_from: 2019-02-28, valid_until: 2021-02-28", "2024-02-29"),
    ],
)
def test_the_published_cases(
    terms: tuple[str, ...], interview: str, held: str, expected: str
) -> None:
    assert until(lasting(*terms), f"interview: {interview}", held, "2022-06-01") == expected


def test_gold_renewed_within_a_year_of_each_end_keeps_the_rhythm_of_three_years() -> None:
    own = lasting(
        "if: {fact: old_end, at_most: 12 months, before: assessed_on}, months: 36, "
        "from: old_end, until: end_of_month",
        "months: 24, from: assessed_on, until: end_of_month",
    )
    ends: list[str] = []
    held = ""
    for on in ("2012-04-18", "2015-04-01", "2018-04-30", "2021-02-01"):
        end = until(own, "", held, on)
        assert end is not None
        held = f"valid_from: {on}, valid_until: {end}"
        ends.append(end)

    assert ends == ["2014-04-30", "2017-04-30", "2020-04-30", "2023-04-30"]


def test_more_than_a_year_after_the_end_it_counts_as_new() -> None:
    own = lasting(
        "if: {fact: old_end, at_most: 12 months, before: assessed_on}, months: 36, "
        "from: old_end, until: end_of_month",
        "months: 24, from: assessed_on, until: end_of_month",
    )

    assert until(own, "", "valid_from: 2019-02-01, valid_until: 2021-02-28", "2023-02-10") == (
        "2025-02-28"
    )


TERMS = (
    "if: {fact: ok, is: yes}, months: 36, from: assessed_on, until: same_day",
    "months: 12, from: assessed_on, until: same_day",
)


@pytest.mark.parametrize(
    ("answer", "expected"), [("ok: yes", "2023-06-15"), ("ok: no", "2021-06-15"), ("", None)]
)
def test_an_open_if_leaves_the_end_unknown(answer: str, expected: str | None) -> None:
    own = lasting(*TERMS)

    assert until(own, answer) == expected
    assert outcome(own, answer).label == "bronze"


def test_an_open_if_behind_one_that_is_met_is_never_asked() -> None:
    own = lasting(
        "if: {fact: assessed_on, at_least: 2020-01-01}, months: 6, from: assessed_on,"
        " until: same_day",
        *TERMS,
    )

    assert until(own) == "2020-12-15"


def test_an_open_start_leaves_the_end_unknown() -> None:
    assert until(lasting("months: 24, from: interview, until: same_day")) is None


def test_an_if_whose_subject_does_not_apply_is_not_met() -> None:
    own = lasting(
        "if: {fact: old_end, at_least: 2000-01-01}, until: 2030-12-31",
        "until: 2023-12-30",
    )

    assert until(own) == "2023-12-30"
    assert until(own, "", "valid_from: 2019-01-01, valid_until: 2021-01-01") == "2030-12-31"


def test_a_start_that_does_not_apply_leaves_the_end_unknown() -> None:
    own = lasting(
        "if: {any: [{fact: old_end, at_least: 2000-01-01}, {fact: ok, is: yes}]}, months: 1,"
        " from: old_end, until: same_day",
        "until: 2023-12-30",
    )

    assert until(own, "ok: yes") is None
    assert until(own, "ok: no") == "2023-12-30"


def test_only_granted_labels_get_a_term() -> None:
    own = lasting("until: 2023-12-30", requires="{fact: ok, is: yes}")

    assert outcome(own, "ok: no").terms == ()
    assert outcome(own).terms == ()
    assert until(own, "ok: yes") == "2023-12-30"


@pytest.mark.parametrize(
    ("start", "expected"), [("old_end", "2021-01-01"), ("old_start", None), ("assessed_on", None)]
)
def test_a_term_from_the_end_of_an_award_runs_on_from_the_day_after(
    start: str, expected: str | None
) -> None:
    own = lasting(
        f"if: {{fact: {start}, at_least: 2000-01-01}}, months: 36, from: {start}, until: same_day",
        "until: 2023-12-30",
    )

    term = outcome(own, "", "valid_from: 2019-01-01, valid_until: 2020-12-31").term("bronze")

    assert term is not None
    assert term.runs_on_from == expected


def found(until_day: str, runs_on_from: str | None = None) -> TermFound:
    return TermFound(valid_until=until_day, runs_on_from=runs_on_from)


@pytest.mark.parametrize(
    ("term", "decided_on", "expected"),
    [
        (found("2022-06-30"), "2020-06-20", ("2020-06-20", "2022-06-30")),
        (found("2020-06-20"), "2020-06-20", ("2020-06-20", "2020-06-20")),
        (found("2020-06-19"), "2020-06-20", None),
        (found("2023-12-31", "2021-01-01"), "2021-06-01", ("2021-01-01", "2023-12-31")),
        (found("2023-12-31", "2021-01-01"), "2020-06-01", ("2021-01-01", "2023-12-31")),
        (found("2023-12-31", "2021-01-01"), "2024-01-01", None),
    ],
)
def test_it_is_valid_from_the_decision_or_from_the_day_after_the_earlier_award(
    term: TermFound, decided_on: str, expected: tuple[str, str] | None
) -> None:
    validity = validity_from(term, decided_on)

    assert (validity and (validity.valid_from, validity.valid_until)) == expected


def test_the_end_of_a_leap_day_is_the_end_of_february() -> None:
    own = lasting("months: 12, from: assessed_on, until: same_day")

    assert until(own, on="2020-02-29") == "2021-02-28"
    assert format_day(parse_day("2021-02-28") + 1) == "2021-03-01"


def test_after_the_last_day_of_the_calendar_there_is_no_term() -> None:
    own = lasting(*BRONZE)
    held = "valid_from: 2018-12-18, valid_until: 9999-12-31"

    assert until(own, "interview: 2020-06-01", held) is None
