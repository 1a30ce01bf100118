# ruff: noqa: E501 -- YAML stands here as authors write it
"""A small ruleset that has every form, and what it makes of answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tcei_rules.domain.outcome import Outcome
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.language.assessments import read_assessment
from tcei_rules.language.ruleset import read_ruleset

ReadRules: TypeAlias = Callable[..., Ruleset]
Judge: TypeAlias = Callable[[Ruleset, str], Outcome]

RULESET = """
language: 1
scheme: fair
version: "2.0"
title: {en: Fair label, de: Faires Siegel}
supersedes: {version: "1.0", choice_until: 2024-03-31, certificates_until: 2027-12-31, dropped: [age]}
in_force: {from: 2024-01-01, until: 2026-12-31}
recognises: {ecei: [bronze, silver, gold]}
sources:
  silver: {title: Silver label, publisher: ESCA, date: 2019-11-20, url: "https://example.org/silver"}
  memo: {title: Memo of 2023}
scales:
  quality: {lowest: 0, highest: 5, agree_within: 1, take: lower}
facts:
  interview: {kind: date, title: Benchmarking interview, better: {neither: too soon and too late both fail}}
  staff: {kind: number, decimals: 2, unit: FTE, max: 1000, title: Staff, question: How many?, was: people}
  website: {kind: yes_no, title: English website, stated_by: office, not_applicable: allowed}
  form: {kind: choice, options: [association: Association, company: Company, other: Other], title: Legal form}
  topics: {kind: choices, options: [energy, health], title: Topics, benchmark: yes}
  areas: {kind: choices, options: indicators, title: Improved areas}
  near: {kind: percent, decimals: 1, title: Members nearby, not_applicable: allowed}
  remarks: {kind: text}
  ahead: {kind: date, future: allowed, title: Next meeting}
  members:
    kind: list
    title: Members
    least: 1
    most: 50
    each:
      type: {kind: choice, options: [small, large], title: Type}
      pays: {kind: yes_no, title: Pays}
      since: {kind: date}
derived:
  paying: {title: Paying members, count: members, where: {any: [{field: pays, is: yes}, {all: [{field: type, is: [small, large]}, {field: since, at_least: 2020-01-01}]}]}, basis: placeholder}
  types: {title: Types of members, count: members, different: type}
  large_types: {title: Types of large members, count: members, different: type, where: {field: type, is: large}, basis: {official: memo}}
  chosen: {title: Chosen topics, count: topics}
  bronze_end: {title: End of the last Bronze, last: bronze, take: valid_until}
  any_start: {title: Begin of the last label, last: any, take: valid_from, was: nothing}
  first_interview: {title: Interview of the last Bronze, last: bronze, before: interview, take: interview}
dimensions:
  work: {title: Daily work, maximum: 15 points}
  money: {title: Money, maximum: 6 points}
indicators:
  - {id: w1, title: Clear roles, dimension: work, asks: {kind: judgement, scale: quality, anchors: {"0": nothing written, "5": written and known}}, minimum: 1, tags: [baseline], basis: {official: silver}, points_basis: placeholder}
  - {id: w2, title: Good service, dimension: work, asks: {kind: judgement, scale: quality}, weight: 2, minimum: 2, tags: [baseline, core], basis: {inferred: [silver, memo]}, points_basis: placeholder}
  - {id: m1, title: Members nearby, dimension: money, fact: near, not_applicable: excluded, better: lower, steps: [{from: 0 %, points: 5}, {from: 50 %, points: 0}], basis: placeholder, points_basis: placeholder}
  - {id: m2, title: Right form, dimension: money, fact: form, steps: [{is: association, points: 1}, {is: company, points: 1}, {is: other, points: 0}], basis: placeholder, points_basis: placeholder}
GATES
labels:
  - id: bronze
    title: Bronze
    requires:
      - {id: here, that: THAT, basis: {official: silver}MORE}
    validity:
      - {if: {fact: interview, at_most: 12 months, after: bronze_end}, months: 36, from: bronze_end, until: end_of_month, basis: {inferred: silver}}
      - {months: 24, from: interview, until: same_day, basis: placeholder}
  - id: silver
    title: Dedicated to fairness
    includes: bronze
    requires: []
    validity: [{until: 2030-12-31, basis: placeholder}]
  - id: gold
    title: Proven
    stands_alone: Gold can follow Bronze directly
    requires: GOLD
    validity: [{months: 1, from: assessed_on, until: end_of_month, basis: placeholder}]
"""

SOME_STAFF = "{fact: staff, at_least: 0.5 FTE}"
ALSO_GOLD = f"[{{id: g0, that: {SOME_STAFF}, basis: {{official: silver}}}}]"


def changed(ruleset: Ruleset, **update: object) -> Ruleset:
    """Return the ruleset with other parts, and nothing remembered of those it had."""
    return Ruleset.model_validate_json(ruleset.model_copy(update=update).model_dump_json())


@pytest.fixture
def change() -> Callable[..., Ruleset]:
    return changed


@pytest.fixture
def rules() -> ReadRules:
    """Read the sample with the condition of its requirement `here`, and what else stands in it."""

    def read(
        that: str = SOME_STAFF,
        more: str = "",
        gates: str = "",
        gold: str = ALSO_GOLD,
        labels: int = 3,
    ) -> Ruleset:
        text = RULESET.replace("THAT", that).replace("MORE", f", {more}" if more else "")
        text = text.replace("GATES", f"gates: {gates}" if gates else "").replace("GOLD", gold)
        ruleset = read_ruleset(text.encode(), "fair.yaml").ruleset
        return changed(ruleset, labels=ruleset.labels[:labels])

    return read


@pytest.fixture
def judge() -> Judge:
    def judged(ruleset: Ruleset, answers: str) -> Outcome:
        read = read_assessment(answers.encode(), "answers.yaml", ruleset)
        return Evaluation(ruleset).preview(read.assessment, read.history)

    return judged


GATES = (
    "[{id: first, title: First things, requires: ["
    "{id: first.web, title: People can read it, that: {fact: website, is: yes},"
    " not_applicable: met, waivable: {by: [assessor, committee], if: {fact: remarks, answered: yes}},"
    " basis: {secondary: memo}}]},"
    " {id: second, title: Second things, requires: ["
    "{id: second.form, that: {fact: form, is: [association, company]}, waivable: {by: committee},"
    " basis: placeholder}]}]"
)

GOLD = """[
 {id: g1, title: Enough of everything, that: {all: [{any: [{fact: near, at_most: 50 %}, {holds: ecei/silver, on: filed_on}]}, {at_least: 1, of: [{fact: interview, at_least: 18 months, after: bronze_end}, {fact: topics, has: health}]}]}, not_applicable: not_met, basis: placeholder},
 {id: g2, that: {every_indicator: all, reach: 3 points}, basis: placeholder},
 {id: g3, that: {at_least: 1, indicators: {chosen_in: areas}, improved_since: bronze}, not_applicable: met, basis: placeholder},
 {id: g4, title: Not too good, that: {score: total, at_most: 33.33 %}, basis: placeholder},
 {id: g5, that: {maximum: total, at_least: 20 points}, basis: placeholder},
 {id: g6, that: {fact: interview, at_most: 20 days, before: assessed_on}, basis: placeholder}]"""


@pytest.fixture
def full(rules: ReadRules) -> Ruleset:
    """The sample with gates and all that gold demands."""
    return rules(gates=GATES, gold=GOLD)
