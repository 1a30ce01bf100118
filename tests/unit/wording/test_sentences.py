from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tcei_rules.domain.basis import Basis, Standing
from tcei_rules.domain.fact import Role
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.wording.sentences import Speaker
from tests.small_rulesets import ruleset as small

ReadRules: TypeAlias = Callable[..., Ruleset]

LATER = "not_applicable: not_met"


@pytest.mark.parametrize(
    ("that", "sentence"),
    [
        ("{fact: staff, at_least: 0.5 FTE}", "Staff: at least 0.5 FTE"),
        ("{fact: staff, more_than: 1}", "Staff: more than 1 FTE"),
        ("{fact: staff, at_most: 10}", "Staff: at most 10 FTE"),
        ("{fact: staff, less_than: 10}", "Staff: less than 10 FTE"),
        (
            "{fact: staff, more_than: 1 FTE, at_most: 2 FTE}",
            "Staff: more than 1 FTE and at most 2 FTE",
        ),
        ("{fact: paying, at_least: 15}", "Paying members: at least 15"),
        ("{fact: w1, at_least: 3}", "Clear roles: at least 3"),
        ("{fact: ahead, at_least: 2024-01-01}", "Next meeting: not before 2024-01-01"),
        ("{fact: ahead, more_than: 2024-01-01}", "Next meeting: after 2024-01-01"),
        ("{fact: ahead, at_most: 2024-01-01}", "Next meeting: not after 2024-01-01"),
        ("{fact: ahead, less_than: 2024-01-01}", "Next meeting: before 2024-01-01"),
        ("{fact: form, is: association}", "Legal form: Association"),
        (
            "{fact: form, is: [association, company, other]}",
            "Legal form: Association, Company or Other",
        ),
        ("{fact: topics, has: [energy, health]}", "Topics: with energy or health"),
        ("{fact: remarks, answered: yes}", "remarks: stated"),
        ("{score: total, at_least: 79.5 %}", "Total score: at least 79.5 %"),
        ("{score: work, at_least: 1 points}", "Score in Daily work: at least 1 point"),
        ("{maximum: total, at_least: 17 points}", "Reachable points in total: at least 17 points"),
        ("{maximum: money, at_least: 2 points}", "Reachable points in Money: at least 2 points"),
        (
            "{fact: interview, at_most: 1 month, before: assessed_on}",
            "Benchmarking interview: at most 1 month before the day of the assessment",
        ),
        (
            "{fact: interview, less_than: 30 days, after: filed_on}",
            "Benchmarking interview: less than 30 days after the day of filing",
        ),
        (
            "{fact: assessed_on, at_most: 2 years, after: interview}",
            "the day of the assessment: at most 2 years after benchmarking interview",
        ),
    ],
)
def test_a_comparison_has_title_comparator_and_value(
    rules: ReadRules, that: str, sentence: str
) -> None:
    """docs/ruleset-language.md, "Conditions": *title: comparator value*."""
    ruleset = rules(that)

    assert Speaker(ruleset).condition(ruleset.requirements[0].that) == sentence


@pytest.mark.parametrize(
    ("that", "sentence"),
    [
        (
            "{fact: interview, at_least: 18 months, at_most: 24 months, after: first_interview}",
            (
                "Benchmarking interview: at least 18 months and at most 24 months"
                " after interview of the last Bronze"
            ),
        ),
        ("{fact: website, is: yes}", "English website: yes"),
        ("{fact: website, is: no}", "English website: no"),
        (
            "{at_least: 3, indicators: {chosen_in: areas}, improved_since: bronze}",
            (
                "at least 3 of the indicators chosen in Improved areas"
                " have more points than at the last Bronze"
            ),
        ),
        (
            (
                "{at_least: 1, indicators: {tag: baseline}, reach: minimum, improved_since: silver,"
                " before: filed_on}"
            ),
            (
                "at least 1 of the indicators tagged baseline reach their minimum"
                " and have more points than at the last Silver begun before the day of filing"
            ),
        ),
    ],
)
def test_what_may_not_apply_is_said_like_the_rest(
    rules: ReadRules, that: str, sentence: str
) -> None:
    ruleset = rules(that, LATER)

    assert Speaker(ruleset).condition(ruleset.requirements[0].that) == sentence


@pytest.mark.parametrize(
    ("that", "sentence"),
    [
        (
            "{all: [{fact: staff, at_least: 1}, {fact: types, at_least: 2}]}",
            "Staff: at least 1 FTE, and Types of members: at least 2",
        ),
        (
            (
                "{any: [{fact: staff, at_least: 1}, {fact: types, at_least: 2},"
                " {fact: form, is: other}]}"
            ),
            "either Staff: at least 1 FTE, or Types of members: at least 2, or Legal form: Other",
        ),
        (
            (
                "{at_least: 2, of: [{fact: staff, at_least: 1}, {fact: types, at_least: 2},"
                " {all: [{fact: form, is: other}, {fact: chosen, at_least: 1}]}]}"
            ),
            (
                "at least 2 of: Staff: at least 1 FTE; Types of members: at least 2;"
                " (Legal form: Other, and Chosen topics: at least 1)"
            ),
        ),
        ("{any: [{fact: staff, at_least: 1}]}", "Staff: at least 1 FTE"),
        ("{every_indicator: all, reach: minimum}", "every indicator reaches its minimum"),
        (
            "{every_indicator: {tag: baseline}, reach: minimum}",
            "every indicator tagged baseline reaches its minimum",
        ),
        (
            "{every_indicator: {dimension: work}, reach: full}",
            "every indicator of Daily work reaches its full points",
        ),
        (
            "{every_indicator: {ids: [w1, w2]}, reach: 3 points}",
            "each of the indicators w1 and w2 reaches at least 3 points",
        ),
        (
            "{at_least: 2, indicators: all, reach: 1 points}",
            "at least 2 of the indicators reach at least 1 point",
        ),
        (
            "{at_least: 1, indicators: {dimension: work}, reach: full}",
            "at least 1 of the indicators of Daily work reach their full points",
        ),
        (
            "{at_least: 1, indicators: {ids: [w1, w2, m1]}, reach: full}",
            "at least 1 of the indicators w1, w2 and m1 reach their full points",
        ),
        (
            "{holds: silver, on: assessed_on}",
            "Silver or higher, valid on the day of the assessment",
        ),
        ("{holds: gold, on: filed_on}", "Gold, valid on the day of filing"),
        (
            "{holds: ecei/bronze, on: interview}",
            "Bronze or higher of the scheme ecei, valid on benchmarking interview",
        ),
    ],
)
def test_other_forms_are_one_sentence_each(rules: ReadRules, that: str, sentence: str) -> None:
    ruleset = rules(that)

    assert Speaker(ruleset).condition(ruleset.requirements[0].that) == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "paying",
            (
                "number of members with: either Pays: yes, or (Type: small or large,"
                " and since: not before 2020-01-01)"
            ),
        ),
        ("types", "number of different values of type among members"),
        ("large_types", "number of different values of type among members with: Type: large"),
        ("chosen", "number of options chosen in topics"),
        ("bronze_end", "last valid day of the last Bronze"),
        ("any_start", "first valid day of the last label"),
        (
            "first_interview",
            "benchmarking interview of the last Bronze begun before benchmarking interview",
        ),
    ],
)
def test_a_derived_fact_says_how_it_is_worked_out(
    rules: ReadRules, name: str, sentence: str
) -> None:
    ruleset = rules()
    derived = next(one for one in ruleset.derived if one.name == name)

    assert Speaker(ruleset).derivation(derived) == sentence


@pytest.mark.parametrize(
    ("of", "whole", "sentence"),
    [
        ("paid", "members", "share of paid in members"),
        ("private", "public", "share of private in public"),
        ("private", "members", "private per members"),
        ("staff", "members", "staff per members"),
    ],
)
def test_a_share_in_a_unit_is_no_share_of_a_whole(of: str, whole: str, sentence: str) -> None:
    own = small(
        facts=(
            "paid: {kind: count}\nmembers: {kind: count}\nprivate: {kind: percent}\n"
            "public: {kind: percent}\nstaff: {kind: number, unit: FTE, max: 9}"
        ),
        derived=f"d: {{share: {of}, of: {whole}}}",
    )

    assert Speaker(own).derivation(own.derived[0]) == sentence


def test_a_requirement_is_its_sentence_under_its_title(rules: ReadRules) -> None:
    untitled, titled = rules(), rules(more="title: Enough people")

    assert Speaker(untitled).requirement(untitled.requirements[0]) == "Staff: at least 0.5 FTE"
    assert (
        Speaker(titled).requirement(titled.requirements[0])
        == "Enough people\nStaff: at least 0.5 FTE"
    )


def test_validity_is_said_term_by_term(rules: ReadRules) -> None:
    ruleset = rules()
    speaker = Speaker(ruleset)

    assert speaker.validity(ruleset.label("bronze")) == (
        (
            "if Benchmarking interview: at most 12 months after end of the last Bronze: "
            "36 months from end of the last Bronze, to the end of the month"
        ),
        "otherwise: 24 months from benchmarking interview",
    )
    assert speaker.validity(ruleset.label("silver")) == ("until 2030-12-31",)
    assert speaker.validity(ruleset.label("gold")) == (
        "1 month from the day of the assessment, to the end of the month",
    )


def test_a_basis_names_publisher_and_title_of_its_sources(rules: ReadRules) -> None:
    speaker = Speaker(rules())
    both = Basis(standing=Standing.INFERRED, sources=("silver", "memo"))

    assert speaker.basis(both) == "inferred: ESCA, Silver label; Memo of 2023"
    assert speaker.basis_by_id(both) == "inferred: silver and memo"
    for said in (speaker.basis, speaker.basis_by_id):
        assert said(Basis(standing=Standing.PLACEHOLDER)) == "placeholder"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("staff", "Staff"),
        ("paying", "Paying members"),
        ("remarks", "remarks"),
        ("w1", "Clear roles"),
        ("assessed_on", "the day of the assessment"),
        ("filed_on", "the day of filing"),
        ("score:total", "Total score"),
        ("score:work", "Score in Daily work"),
        ("nobody", "nobody"),
    ],
)
def test_everything_a_condition_looks_at_has_a_title(
    rules: ReadRules, name: str, title: str
) -> None:
    assert Speaker(rules()).title(name) == title


def test_names_and_abbreviations_keep_their_capitals_inside_a_sentence(rules: ReadRules) -> None:
    ruleset = rules("{fact: interview, at_most: 2 days, after: ahead}")

    def after(title: str) -> str:
        facts = tuple(
            one.model_copy(
                update={"title": one.title.model_copy(update={"texts": (("en", title),)})}
            )
            if one.name == "ahead" and one.title
            else one
            for one in ruleset.facts
        )
        speaker = Speaker(ruleset.model_copy(update={"facts": facts}))
        return speaker.condition(ruleset.requirements[0].that).partition(" after ")[2]

    assert after("Next meeting") == "next meeting"
    assert after("ECCP profile") == "ECCP profile"
    assert after("Bronze award") == "Bronze award"
    assert after("the foundation") == "the foundation"


def test_a_german_title_keeps_its_capital_even_in_an_english_sentence(rules: ReadRules) -> None:
    ruleset = rules("{fact: interview, at_most: 2 days, after: ahead}")
    german = next(one for one in ruleset.facts if one.name == "ahead").model_copy(
        update={"title": ruleset.title.model_copy(update={"texts": (("de", "Nächstes Treffen"),)})}
    )
    facts = tuple(german if one.name == "ahead" else one for one in ruleset.facts)
    speaker = Speaker(ruleset.model_copy(update={"facts": facts}))

    assert speaker.condition(ruleset.requirements[0].that).endswith("after Nächstes Treffen")


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name(rules: ReadRules, role: Role) -> None:
    assert Speaker(rules()).role(role)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Staff: mindestens 0.5 FTE"),
        ("fr", "Staff\N{NO-BREAK SPACE}: au moins 0.5 FTE"),
        ("es", "Staff: al menos 0.5 FTE"),
        ("fi", "Staff: at least 0.5 FTE"),
    ],
)
def test_sentences_follow_the_language_and_titles_where_the_ruleset_has_them(
    rules: ReadRules, language: str, sentence: str
) -> None:
    ruleset = rules()

    assert ruleset.title.in_language("de") == "Faires Siegel"
    assert Speaker(ruleset, language).condition(ruleset.requirements[0].that) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Benchmarking interview: höchstens 12 Monate nach „End of the last Bronze“"),
        (
            "fr",
            "Benchmarking interview : au plus 12 mois après « End of the last Bronze »",
        ),
        ("es", "Benchmarking interview: como máximo 12 meses después de «End of the last Bronze»"),
    ],
)
def test_a_title_inside_a_sentence_is_quoted_as_it_is_headed(
    rules: ReadRules, language: str, sentence: str
) -> None:
    ruleset = rules("{fact: interview, at_most: 12 months, after: bronze_end}", LATER)
    said = Speaker(ruleset, language).condition(ruleset.requirements[0].that)

    assert said.replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_what_rests_on_placeholders_is_for_demonstration_only(rules: ReadRules) -> None:
    assert Speaker(rules()).demonstration() == (
        "for demonstration only: 8 rules are placeholders, made up until the real ones are known"
    )


@pytest.mark.parametrize(
    ("language", "none"),
    [("en", "0 points"), ("de", "0 Punkte"), ("fr", "0 point"), ("es", "0 puntos")],
)
def test_nothing_is_counted_as_the_language_counts_it(
    rules: ReadRules, language: str, none: str
) -> None:
    assert Speaker(rules(), language).some(0, "points") == none
