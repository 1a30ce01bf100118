"""Parts that add up to 100, other units by exact factors, countries, renamed options.

Source: docs/ruleset-language.md, 3.1, 4.10 and 4.12.
"""

from __future__ import annotations

import pytest

from tcei_rules.domain.assessment import Answer, Assessment, Award, History, Statement
from tcei_rules.domain.countries import COUNTRIES
from tcei_rules.domain.value import NOT_APPLICABLE, UNANSWERED, Value
from tcei_rules.errors import InvalidInputError
from tcei_rules.language.assessments import ReadAssessment
from tests.small_rulesets import answered, judged, judged_read, requiring, ruleset

FUNDING = (
    "funding: {kind: parts, options: [state, dues, services], decimals: 1, not_applicable: allowed}"
)
OWN = ruleset(facts=FUNDING, derived="own: {sum: [funding.dues, funding.services]}")


def value(name: str, answers: str) -> Value:
    return judged(OWN, answers).readings.values[name]


def test_each_part_is_a_percentage_of_its_own() -> None:
    answers = "funding: {state: 60.5 %, dues: 9.5, services: 30 %}"

    assert value("funding.state", answers) == 605
    assert value("own", answers) == 395
    assert answered(OWN, answers).assessment.statements[0].answer == {
        "state": "60.5 %", "dues": "9.5 %", "services": "30 %",
    }  # fmt: skip


def test_an_absence_is_that_of_every_part() -> None:
    assert value("funding.state", "") is UNANSWERED
    assert value("own", "") is UNANSWERED
    assert value("funding.dues", "funding: not applicable") is NOT_APPLICABLE
    assert value("own", "funding: not applicable") is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("{state: 60, dues: 9, services: 30}", "parts.sum"),
        ("{state: 60, dues: 10, services: 30.1}", "parts.sum"),
        ("{state: 60, dues: 40}", "parts.missing"),
        ("{state: 60, dues: 40, servces: 0, services: 0}", "unknown.name.suggest"),
        ("{state: 60.55, dues: 39.45, services: 0}", "number.decimals"),
        ("{state: 110, dues: -10, services: 0}", "answer.range"),
        ("{state: [60], dues: 40, services: 0}", "shape.scalar"),
        ("60", "shape.mapping"),
    ],
)
def test_parts_that_miss_100_are_refused(answer: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        answered(OWN, f"funding: {answer}")

    assert message in [one.message for one in error.value.mistakes]


def test_a_part_is_compared_like_any_percentage() -> None:
    own = requiring("{fact: funding.dues, at_least: 9.5 %}", "{fact: funding, answered: yes}",
                    facts=FUNDING.replace(", not_applicable: allowed", ""))  # fmt: skip

    met = "funding: {state: 60.5, dues: 9.5, services: 30}"
    assert judged(own, met).words == ["met", "met"]
    assert judged(own, met.replace("60.5", "60.6").replace("9.5", "9.4")).words == [
        "not met",
        "met",
    ]
    assert judged(own, "").words == ["open", "open"]


DISTANCE = (
    "d: {kind: number, decimals: 1, unit: km, max: 1000, also: {mi: 1.609344}, basis: placeholder}"
)


@pytest.mark.parametrize(
    ("answer", "kept", "stored"),
    [
        ("31 mi", 49_889_664_0, "31 mi"),
        ("0.5 mi", 804_672_0, "0.5 mi"),
        ("50 km", 50_000_000_0, "50 km"),
        ("49.9", 49_900_000_0, "49.9 km"),
        ("1 000 km", 1000_000_000_0, "1000 km"),
    ],
)
def test_another_unit_converts_exactly(answer: str, kept: int, stored: Answer) -> None:
    own = ruleset(facts=DISTANCE)
    read = answered(own, f"d: {answer}")

    assert judged_read(own, read).readings.values["d"] == kept
    assert read.assessment.statements[0].answer == stored


@pytest.mark.parametrize(
    ("answer", "expected"), [("31 mi", "met"), ("31.1 mi", "not met"), ("50 km", "met"),
                             ("50.1 km", "not met")]
)  # fmt: skip
def test_thresholds_are_in_the_facts_own_unit(answer: str, expected: str) -> None:
    own = requiring("{fact: d, at_most: 50 km}", facts=DISTANCE)

    assert judged(own, f"d: {answer}").words == [expected]


@pytest.mark.parametrize("answer", ["622 mi", "31 yd", "31.55 mi", "-1 mi"])
def test_other_units_have_the_bounds_of_their_fact(answer: str) -> None:
    with pytest.raises(InvalidInputError):
        answered(ruleset(facts=DISTANCE), f"d: {answer}")


def test_countries_are_options() -> None:
    own = requiring("{fact: c, is: [NO, US]}", facts="c: {kind: choice, options: iso-3166}")

    assert judged(own, "c: NO").words == ["met"]
    assert judged(own, "c: DE").words == ["not met"]
    assert len(COUNTRIES) == len(set(COUNTRIES)) == 249
    assert list(COUNTRIES) == sorted(COUNTRIES)


RENAMED = (
    "form: {kind: choice, options: [association, company],"
    " was: {fact: legal, options: {verein: association}}}"
)


@pytest.mark.parametrize(
    ("version", "fact", "old", "expected"),
    [
        ("1", "legal", "verein", 0),
        ("1", "legal", "company", 1),
        ("1", "legal", "club", UNANSWERED),
        ("2", "form", "company", 1),
    ],
)
def test_an_old_option_is_read_as_what_it_is_called_now(
    version: str, fact: str, old: str, expected: Value
) -> None:
    own = ruleset(facts=RENAMED, derived="then: {last: bronze, take: form}")
    behind = Assessment(
        version=version, assessed_on="2018-01-01", filed_on="2018-01-01", panel=("anna",),
        statements=(Statement(fact=fact, answer=old),),
    )  # fmt: skip
    award = Award(
        scheme="demo", label="bronze", valid_from="2018-01-01", valid_until="2019-12-31",
        assessment=behind,
    )  # fmt: skip
    read = ReadAssessment(answered(own).assessment, History(awards=(award,)))

    assert judged_read(own, read).readings.values["then"] == expected
