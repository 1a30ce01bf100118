"""The fictional cohort: always the same, legal under the ruleset, and of every outcome."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tcei_rules.demo.cohort import LATEST, Applicant, cohort
from tcei_rules.demo.fiction import LABELS, PASS_MARK
from tcei_rules.demo.holders import published_holders
from tcei_rules.demo.stories import STORIES
from tcei_rules.domain.assessment import Award, Statement
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.days import add_months, format_day, parse_day
from tcei_rules.domain.outcome import Finding, Outcome, Verdict
from tcei_rules.domain.ruleset import TOTAL, Ruleset
from tcei_rules.engine.derived import Deriver
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import UsageError
from tcei_rules.language.answering import CONSENSUS, REASON, Answering
from tcei_rules.language.log import MistakeLog
from tcei_rules.language.nodes import node_of
from tcei_rules.language.ruleset import read_ruleset
from tcei_rules.language.statements import read_statement

SHIPPED = Path(__file__).parents[3] / "rulesets" / "ecei"

GRANTED, REFUSED, OPEN = Verdict.GRANTED, Verdict.REFUSED, Verdict.INCONCLUSIVE
EXPECTED = {
    "plain": GRANTED,
    "fifteen_members": GRANTED,
    "fourteen_members": REFUSED,
    "half_position": GRANTED,
    "below_half_position": REFUSED,
    "benchmark_only": GRANTED,
    "no_interview_day": OPEN,
    "no_profile": REFUSED,
    "waived_members": GRANTED,
    "renewal": GRANTED,
    "late_renewal": GRANTED,
    "eighteen_months": GRANTED,
    "twenty_four_months": GRANTED,
    "day_too_early": REFUSED,
    "day_too_late": REFUSED,
    "two_areas": REFUSED,
    "not_comparable": OPEN,
    "improvement_waived": GRANTED,
    "below_baseline": REFUSED,
    "no_effects": OPEN,
    "one_member_type": REFUSED,
    "waived_staff": GRANTED,
    "silver_renewal": GRANTED,
    "strong": GRANTED,
    "weak": REFUSED,
    "points_119": REFUSED,
    "points_120": GRANTED,
    "points_121": GRANTED,
    "one_level_missing": OPEN,
    "unsettled": OPEN,
    "below_minimum": REFUSED,
    "after_bronze": GRANTED,
    "same_country_panel": REFUSED,
    "waived_website": GRANTED,
    "gold_renewal": GRANTED,
}
"""What the label sought comes to, by story."""


def shipped(version: str) -> Ruleset:
    name = f"{version}.yaml"
    return read_ruleset((SHIPPED / name).read_bytes(), name).ruleset


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return shipped("2.0.0")


@pytest.fixture(scope="module")
def applicants(ruleset: Ruleset) -> tuple[Applicant, ...]:
    return cohort(ruleset)


@pytest.fixture(scope="module")
def outcomes(ruleset: Ruleset, applicants: tuple[Applicant, ...]) -> list[Outcome]:
    evaluation = Evaluation(ruleset)
    return [evaluation.preview(one.assessment, one.history) for one in applicants]


def content(applicants: tuple[Applicant, ...]) -> list[bytes]:
    return [
        canonical(
            {
                "sought": one.sought,
                "story": one.story,
                "attributes": one.attributes.members(),
                "assessment": one.assessment.members(),
                "history": one.history.members(),
            }
        )
        for one in applicants
    ]


def verdict(applicant: Applicant, outcome: Outcome) -> Verdict:
    return next(one.verdict for one in outcome.verdicts if one.label == applicant.sought)


def with_story(applicants: tuple[Applicant, ...], story: str) -> Applicant:
    return next(one for one in applicants if one.story == story)


def answer(applicant: Applicant, fact: str) -> object:
    return next(one.answer for one in applicant.assessment.statements if one.fact == fact)


def interview(statements: tuple[Statement, ...]) -> int:
    found = next(one.answer for one in statements if one.fact == "interview_on")
    assert isinstance(found, str)
    return parse_day(found)


def behind(award: Award) -> tuple[Statement, ...]:
    assert award.assessment is not None
    return award.assessment.statements


def test_the_same_seed_gives_the_same_cohort_byte_for_byte(
    applicants: tuple[Applicant, ...],
) -> None:
    assert content(cohort(shipped("2.0.0"))) == content(applicants)


def test_another_seed_gives_other_figures_to_the_same_stories(
    ruleset: Ruleset, applicants: tuple[Applicant, ...]
) -> None:
    other = cohort(ruleset, seed=7)

    assert not set(content(other)) & set(content(applicants))
    assert [one.story for one in other] == [one.story for one in applicants]


def test_a_smaller_cohort_is_the_beginning_of_a_larger_one(
    ruleset: Ruleset, applicants: tuple[Applicant, ...]
) -> None:
    assert content(cohort(ruleset, size=10)) == content(applicants)[:10]
    assert cohort(ruleset, size=0) == ()


def test_a_third_seeks_each_label_and_every_story_is_told(
    applicants: tuple[Applicant, ...],
) -> None:
    assert Counter(one.sought for one in applicants) == dict.fromkeys(LABELS, 16)
    told = {(one.sought, one.story) for one in applicants}
    assert told == {(label, name) for label in LABELS for name, _ in STORIES[label]}


@pytest.mark.parametrize("seed", [2026, 1, 2, 3])
@pytest.mark.parametrize("latest", [LATEST, "2028-02-29"])
def test_every_story_ends_as_it_must(ruleset: Ruleset, seed: int, latest: str) -> None:
    evaluation = Evaluation(ruleset)
    found = {
        (one.story, verdict(one, evaluation.preview(one.assessment, one.history)))
        for one in cohort(ruleset, seed, latest=latest)
    }

    assert found == set(EXPECTED.items())


def test_every_outcome_occurs_for_every_label(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome]
) -> None:
    found = {
        (one.sought, verdict(one, outcome))
        for one, outcome in zip(applicants, outcomes, strict=True)
    }

    assert found == {(label, verdict) for label in LABELS for verdict in Verdict}
    assert {outcome.label for outcome in outcomes} == {None, "bronze", "silver", "gold"}


def test_what_is_granted_can_still_be_certified_after_the_latest_assessment(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome]
) -> None:
    for one, outcome in zip(applicants, outcomes, strict=True):
        if one.sought in outcome.granted:
            term = outcome.term(one.sought)
            assert term is not None
            assert term.valid_until > format_day(add_months(parse_day(LATEST), 12))


def test_organisations_lie_on_both_sides_and_are_nobody_real(
    applicants: tuple[Applicant, ...],
) -> None:
    names = [one.attributes.name for one in applicants]
    american = [one for one in applicants if one.attributes.country in {"US", "CA", "MX"}]

    assert len(set(names)) == len(names)
    assert not set(names) & {one.label.name for one in published_holders()}
    assert 15 <= len(american) <= 33
    for one in applicants:
        country, region = one.attributes.country, one.attributes.region
        assert country is not None
        assert region is not None
        assert region.startswith(country)
        assert ("-" in region) == (one in american)
        assert one.attributes.sector
        assert one.assessment.attributes == one.attributes


def test_names_stay_apart_in_a_cohort_larger_than_the_places(ruleset: Ruleset) -> None:
    many = cohort(ruleset, size=120)

    assert len({one.attributes.name for one in many}) == 120


def test_the_days_of_an_application_follow_each_other(applicants: tuple[Applicant, ...]) -> None:
    for one in applicants:
        assert "2025-06-01" < one.filed_on < one.assessed_on <= LATEST
        for award in one.history.awards:
            assert award.demonstration
            assert award.valid_from < one.assessed_on
            assert award.valid_from < award.valid_until
        assert one.history.demonstration
        assert one.read.assessment is one.assessment
        assert one.read.history is one.history


@pytest.mark.parametrize(
    ("story", "fact", "expected"),
    [("half_position", "staff", "0.5 FTE"), ("below_half_position", "staff", "0.49 FTE")],
)
def test_figures_lie_exactly_at_their_boundary(
    applicants: tuple[Applicant, ...], story: str, fact: str, expected: str
) -> None:
    assert answer(with_story(applicants, story), fact) == expected


@pytest.mark.parametrize(("story", "members"), [("fourteen_members", 14), ("fifteen_members", 15)])
def test_members_lie_exactly_at_their_boundary(
    ruleset: Ruleset, applicants: tuple[Applicant, ...], story: str, members: int
) -> None:
    one = with_story(applicants, story)

    readings = Deriver(ruleset).derive(one.assessment, one.history)

    assert readings.values["committed_members"] == members


@pytest.mark.parametrize("points", [PASS_MARK - 1, PASS_MARK, PASS_MARK + 1])
def test_points_lie_exactly_at_their_boundary(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome], points: int
) -> None:
    index = applicants.index(with_story(applicants, f"points_{points}"))

    assert [one.points for one in outcomes[index].scores if one.id == TOTAL] == [points]


@pytest.mark.parametrize(
    ("story", "months", "days"),
    [
        ("eighteen_months", 18, 0),
        ("day_too_early", 18, 1),
        ("twenty_four_months", 24, 0),
        ("day_too_late", 24, -1),
    ],
)
def test_interviews_lie_exactly_at_their_distance(
    applicants: tuple[Applicant, ...], story: str, months: int, days: int
) -> None:
    one = with_story(applicants, story)
    (award,) = one.history.awards

    first, second = interview(behind(award)), interview(one.assessment.statements)

    assert add_months(first - days, months) == second


def test_answers_are_in_the_one_spelling_that_is_stored(
    ruleset: Ruleset, applicants: tuple[Applicant, ...]
) -> None:
    facts = {fact.name: fact for fact in ruleset.asked}
    for one in applicants:
        log = MistakeLog()
        answering = Answering(one.panel, parse_day(one.assessed_on), log)
        for statement in one.assessment.statements:
            if statement.answer is not None:
                node = node_of(statement.answer)
                again = read_statement(facts[statement.fact], node, answering)
                assert again == statement
        assert not log.mistakes


def test_panels_are_two_people_who_judge_each_for_themselves(
    applicants: tuple[Applicant, ...],
) -> None:
    judgements: list[dict[str, object]] = []
    for one in applicants:
        assert len(set(one.panel)) == 2
        for statement in one.assessment.statements:
            if isinstance(statement.answer, dict):
                judgements.append(dict(statement.answer))
                assert set(statement.answer) <= {*one.panel, CONSENSUS, REASON}

    settled = [one for one in judgements if CONSENSUS in one]
    apart = [one for one in judgements if len({*one.values()}) == 2 and CONSENSUS not in one]
    assert 60 <= len(settled) <= 200
    assert all(one[REASON] for one in settled)
    assert len(apart) > 200


def test_waivers_take_effect_where_a_story_has_one(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome]
) -> None:
    found = {
        one.story: [
            requirement.id
            for requirement in outcome.requirements
            if requirement.finding is Finding.WAIVED
        ]
        for one, outcome in zip(applicants, outcomes, strict=True)
        if one.assessment.waivers
    }

    assert found == {
        "waived_members": ["eligibility.members"],
        "waived_staff": ["eligibility.staff"],
        "waived_website": ["eligibility.website"],
        "improvement_waived": ["silver.improved"],
    }


def test_those_who_seek_silver_held_bronze_and_have_improved_since(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome]
) -> None:
    for one, outcome in zip(applicants, outcomes, strict=True):
        if one.sought != "silver":
            continue
        assert one.history.awards[0].label == "bronze"
        improved = next(x for x in outcome.requirements if x.id == "silver.improved")
        expected = {
            "not_comparable": Finding.INCONCLUSIVE,
            "improvement_waived": Finding.WAIVED,
            "two_areas": Finding.NOT_MET,
        }
        assert improved.finding is expected.get(one.story, Finding.MET)


@pytest.mark.parametrize("story", ["renewal", "silver_renewal", "gold_renewal"])
def test_a_renewal_runs_on_from_the_award_before(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome], story: str
) -> None:
    one = with_story(applicants, story)
    term = outcomes[applicants.index(one)].term(one.sought)
    last = one.history.awards[-1]

    assert term is not None
    assert last.label == one.sought
    assert term.runs_on_from == format_day(parse_day(last.valid_until) + 1)


def test_a_late_renewal_counts_as_new(
    applicants: tuple[Applicant, ...], outcomes: list[Outcome]
) -> None:
    one = with_story(applicants, "late_renewal")
    term = outcomes[applicants.index(one)].term("bronze")

    assert term is not None
    assert term.runs_on_from is None


def test_a_ruleset_that_lacks_what_is_answered_is_refused_with_all_that_is_missing() -> None:
    with pytest.raises(UsageError) as caught:
        cohort(shipped("1.0.0"))

    assert caught.value.message == "cohort.missing"
    assert caught.value.values["ruleset"] == "ecei/1.0.0"
    missing = caught.value.values["missing"].split(", ")
    assert {"`members`", "`eligibility.staff`", "`silver`"} < set(missing)
    assert "`interview_on`" not in missing


def test_earlier_awards_must_fall_into_the_time_of_the_ruleset(ruleset: Ruleset) -> None:
    with pytest.raises(UsageError) as caught:
        cohort(ruleset, latest="2025-11-14")

    assert caught.value.message == "cohort.too_early"
    assert cohort(ruleset, latest="2025-11-15")


def test_a_ruleset_under_which_nobody_earns_the_earlier_label_is_refused() -> None:
    text = (SHIPPED / "2.0.0.yaml").read_text(encoding="utf-8")
    harder = read_ruleset(text.replace("at_least: 0.5 FTE", "at_least: 900 FTE").encode(), "x")

    with pytest.raises(UsageError) as caught:
        cohort(harder.ruleset)

    assert (caught.value.message, caught.value.values["label"]) == ("cohort.no_award", "bronze")


def test_a_ruleset_under_which_the_points_cannot_be_reached_is_refused(ruleset: Ruleset) -> None:
    doubled = tuple(one.model_copy(update={"weight": 2}) for one in ruleset.indicators)

    with pytest.raises(UsageError) as caught:
        cohort(ruleset.model_copy(update={"indicators": doubled}))

    assert caught.value.message == "cohort.points"
