# ruff: noqa: E501 -- YAML stands here as authors write it
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.wording.explaining import explain, summary
from tcei_rules.wording.missing import Missing

ReadRules: TypeAlias = Callable[..., Ruleset]
Judge: TypeAlias = Callable[[Ruleset, str], Outcome]

GRANTED = """
on: 2024-05-10
facts:
  interview: 2024-05-10
  staff: 0.75
  website: not applicable
  form: association
  topics: [energy]
  areas: [w1]
  near: 12.5 %
  w1: 1
  w2: 2
  members: [{type: small, pays: yes, since: 2020-01-01}]
"""

REFUSED = """
on: 2024-05-10
facts:
  interview: 2024-03-31
  staff: 0.75
  website: yes
  form: other
  topics: [energy]
  near: not applicable
  w1: 1
  members: [{type: small, pays: yes, since: 2020-01-01}]
waivers: [{requirement: first.web, by: committee, reason: not needed}]
history: [{label: bronze, valid_from: 2022-01-05, valid_until: 2023-01-31, facts: {interview: 2022-01-01}}]
"""

NOTHING = "{on: 2024-05-10, facts: {}}"


@pytest.mark.parametrize(
    ("answers", "file"),
    [(GRANTED, "granted.txt"), (REFUSED, "refused.txt"), (NOTHING, "nothing.txt")],
)
def test_an_outcome_says_what_and_why(full: Ruleset, judge: Judge, answers: str, file: str) -> None:
    expected = Path(__file__).with_name(file).read_text(encoding="utf-8")

    assert explain(full, judge(full, answers)) == expected


def verdict_line(ruleset: Ruleset, outcome: Outcome, language: str = "en") -> str:
    """Return what an explanation begins with."""
    return explain(ruleset, outcome, language).splitlines()[0]


def test_an_outcome_is_explained_in_german(full: Ruleset, judge: Judge) -> None:
    expected = Path(__file__).with_name("refused.de.txt").read_text(encoding="utf-8")

    assert explain(full, judge(full, REFUSED), "de") == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Silver ist gewährt"),
        ("fr", "Silver est accordé"),
        ("es", "Silver: concedido"),
    ],
)
def test_the_verdict_is_told_in_every_language(
    full: Ruleset, judge: Judge, language: str, line: str
) -> None:
    assert verdict_line(full, judge(full, GRANTED), language) == line


def test_the_verdict_is_one_line(full: Ruleset, judge: Judge) -> None:
    assert verdict_line(full, judge(full, GRANTED)) == "Silver is granted"
    assert verdict_line(full, judge(full, REFUSED)) == "No label: refused"
    assert verdict_line(full, judge(full, NOTHING)) == (
        "No label yet: Benchmarking interview, Staff, English website and 5 more not answered"
    )


def test_a_label_granted_tells_of_those_still_open(
    full: Ruleset, judge: Judge, change: ReadRules
) -> None:
    answers = (
        GRANTED.replace("  w2: 2\n", "").replace("w1: 1", "w1: 5").replace("[energy]", "[health]")
    )
    *lower, gold = full.labels
    only_score = gold.model_copy(update={"requires": gold.requires[3:4]})
    ruleset = change(full, labels=(*lower, only_score))

    assert verdict_line(ruleset, judge(ruleset, answers)) == (
        "Silver is granted; still open: Gold; Good service not answered"
    )
    assert summary(judge(ruleset, answers), ruleset) == (
        "fair/2.0: Silver is granted, valid until 2030-12-31; still open: Gold"
    )


def test_a_history_nobody_looked_up_leaves_a_label_open(rules: ReadRules, judge: Judge) -> None:
    ruleset = rules("{holds: ecei/bronze, on: filed_on}", labels=2)
    outcome = judge(ruleset, NOTHING)

    assert verdict_line(ruleset, outcome) == "No label yet; still open: Bronze and Silver"
    assert (
        "  Bronze or higher of the scheme ecei, valid on the day of filing"
        " — the history of ecei was not\n      looked up: inconclusive\n"
    ) in explain(ruleset, outcome)


def test_a_summary_has_score_and_last_valid_day(full: Ruleset, judge: Judge) -> None:
    assert summary(judge(full, GRANTED), full) == (
        "fair/2.0: Silver is granted, 11 of 21 points (52.3 %), valid until 2030-12-31"
    )
    assert summary(judge(full, REFUSED), full) == "fair/2.0: No label: refused"


def test_a_term_that_runs_on_says_from_when(rules: ReadRules, judge: Judge) -> None:
    ruleset = rules(labels=1)
    outcome = judge(
        ruleset,
        """
        on: 2024-05-10
        facts: {interview: 2024-05-01, staff: 1}
        history: [{label: bronze, valid_from: 2021-05-05, valid_until: 2023-05-31}]
        """,
    )

    assert verdict_line(ruleset, outcome) == "Bronze is granted"
    assert "\nValid until 2026-05-31, running on from 2023-06-01\n" in explain(ruleset, outcome)


def test_a_term_that_is_not_known_is_told(rules: ReadRules, judge: Judge) -> None:
    ruleset = rules(labels=1)
    outcome = judge(ruleset, "{on: 2024-05-10, facts: {staff: 1}}")

    assert (
        "\nUntil when Bronze is valid is not known: something it counts from is open\n"
    ) in explain(ruleset, outcome)


@pytest.mark.parametrize(
    ("that", "facts", "told"),
    [
        (
            "{fact: paying, at_least: 15}",
            "members: [{type: small, pays: yes, since: 2020-01-01}]",
            "Paying members: at least 15 — is 1: not met",
        ),
        (
            "{fact: interview, at_least: 1 month, after: ahead}",
            "interview: 2024-03-31, ahead: 2024-02-29",
            (
                "Benchmarking interview: at least 1 month after next meeting"
                " — is 2024-03-31, 1 month and 2 days after 2024-02-29: met"
            ),
        ),
        (
            "{fact: interview, at_least: 1 month, after: ahead}",
            "interview: 2024-02-28, ahead: 2024-02-29",
            (
                "Benchmarking interview: at least 1 month after next meeting"
                " — is 2024-02-28, 1 day before 2024-02-29: not met"
            ),
        ),
        (
            "{fact: interview, at_least: 18 months, after: ahead}",
            "interview: 2020-02-29, ahead: 2018-08-31",
            (
                "Benchmarking interview: at least 18 months after next meeting"
                " — is 2020-02-29, 18 months after 2018-08-31: met"
            ),
        ),
        (
            "{every_indicator: {tag: baseline}, reach: minimum}",
            "w1: 0, w2: 2",
            (
                "Every indicator tagged baseline reaches its minimum: not met"
                " w1 Clear roles: 0 points instead of 1 Silver:"
            ),
        ),
        (
            "{every_indicator: {tag: core}, reach: full}",
            "w2: 2",
            "w2 Good service: 2 points instead of 5",
        ),
        (
            "{every_indicator: {tag: core}, reach: full}",
            "w2: 1",
            "w2 Good service 1 of 5 below its minimum of 2; counts 2 times",
        ),
        ("{fact: remarks, answered: yes}", "remarks: some", "Remarks: stated: met"),
        (
            "{fact: remarks, answered: yes}",
            "",
            "Remarks: stated — not answered: inconclusive",
        ),
        (
            "{score: work, at_least: 4 points}",
            "w1: 1, w2: 1",
            "Score in Daily work: at least 4 points — is 3 of 15 points: not met",
        ),
        (
            "{score: work, at_least: 80 %}",
            "w1: 1, w2: 1",
            "Score in Daily work: at least 80 % — is 3 of 15 points (20.0 %): not met",
        ),
        (
            "{score: work, more_than: 26.6 %}",
            "w1: 4, w2: 0",
            "Score in Daily work: more than 26.6 % — is 4 of 15 points (26.67 %): met",
        ),
        (
            "{holds: silver, on: filed_on}",
            "",
            "Silver or higher, valid on the day of filing — on 2024-05-10: not met",
        ),
        (
            "{at_least: 1, indicators: all, reach: full}",
            "w1: 5, w2: 1",
            "At least 1 of the indicators reach their full points: met",
        ),
    ],
)
def test_a_requirement_tells_what_it_looked_at(
    rules: ReadRules, judge: Judge, that: str, facts: str, told: str
) -> None:
    ruleset = rules(that)
    outcome = judge(ruleset, f"{{on: 2024-05-10, facts: {{{facts}}}}}")

    assert f" {told} " in f" {' '.join(explain(ruleset, outcome).split())} "


def test_an_open_condition_of_a_waiver_is_told(full: Ruleset, judge: Judge) -> None:
    """Not met by itself, and a waiver is there whose `if` is open: inconclusive."""
    answers = REFUSED.replace("website: yes", "website: no")
    lines = explain(full, judge(full, answers)).splitlines()
    place = lines.index("  People can read it: inconclusive")

    assert lines[place + 1 : place + 3] == [
        "    English website: yes — is no: not met",
        "      a waiver was given, and whether it counts is open",
    ]


def test_a_gate_that_is_not_met_leads(full: Ruleset, judge: Judge) -> None:
    text = explain(full, judge(full, REFUSED))

    assert text.index("Second things: not met\n---") < text.index("First things: met\n---")


def test_a_waived_requirement_shows_what_it_came_to_by_itself(full: Ruleset, judge: Judge) -> None:
    answers = REFUSED.replace("website: yes", "website: no").replace("staff: 0.75", "remarks: some")

    assert ("  People can read it: waived\n    English website: yes — is no: not met\n") in explain(
        full, judge(full, answers)
    )


@pytest.mark.parametrize(
    ("that", "missing"),
    [
        ("{fact: paying, at_least: 1}", ("members",)),
        ("{fact: chosen, at_least: 1}", ("topics",)),
        ("{any: [{fact: staff, at_least: 1}, {fact: form, is: other}]}", ("staff", "form")),
        ("{score: total, at_least: 10 %}", ("form", "near", "w1", "w2")),
        ("{every_indicator: {tag: core}, reach: minimum}", ("w2",)),
        ("{maximum: total, at_least: 17 points}", ("form", "near", "w1", "w2")),
    ],
)
def test_what_is_missing_is_what_is_asked_for(
    rules: ReadRules, judge: Judge, that: str, missing: tuple[str, ...]
) -> None:
    ruleset = rules(that, labels=2)

    assert Missing(ruleset, judge(ruleset, NOTHING)).of_open_labels() == missing


def test_an_open_day_before_which_was_improved_is_asked_for(rules: ReadRules, judge: Judge) -> None:
    """Otherwise a label is open and nobody knows what to answer."""
    that = "{at_least: 1, indicators: all, improved_since: bronze, before: interview}"
    ruleset = rules(that, "not_applicable: not_met", labels=2)
    answers = GRANTED.replace("  interview: 2024-05-10\n", "")

    assert Missing(ruleset, judge(ruleset, answers)).of_open_labels() == ("interview",)


def test_a_fact_an_earlier_assessment_lacked_cannot_be_asked_for(
    rules: ReadRules, judge: Judge
) -> None:
    """The derived fact itself is named, and not the day that is answered."""
    that = "{fact: interview, at_least: 18 months, after: first_interview}"
    ruleset = rules(that, "not_applicable: not_met", labels=2)
    history = (
        "[{label: bronze, valid_from: 2022-01-05, valid_until: 2023-01-31, facts: {staff: 1}}]"
    )
    answers = f"{{on: 2024-05-10, facts: {{interview: 2024-03-31}}, history: {history}}}"

    assert Missing(ruleset, judge(ruleset, answers)).of_open_labels() == ("first_interview",)
    assert Missing(ruleset, judge(ruleset, NOTHING)).of_open_labels() == ("interview",)
