"""Laws of the ruleset language (docs/ruleset-language.md, "Laws") for every form there is."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.analysis.directions import Direction, directions
from tcei_rules.domain.assessment import Assessment, History, State, Statement, Waiver
from tcei_rules.domain.condition import TimeSubject
from tcei_rules.domain.days import later, parse_day
from tcei_rules.domain.fact import (
    ChoiceMeasure,
    JudgementMeasure,
    Measure,
    NumberMeasure,
    Role,
    ShareMeasure,
)
from tcei_rules.domain.outcome import Finding, Outcome, Scored, Verdict, pack
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.domain.value import UNANSWERED, Ratio, Value
from tcei_rules.engine.derived import Deriver
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.findings import MET, NOT_MET, NOTED, OPEN, WAIVED, Findings
from tcei_rules.engine.network import Network
from tcei_rules.engine.reference import Reference, at_least_met
from tcei_rules.engine.rete import step_bands
from tcei_rules.language.assessments import read_assessment
from tcei_rules.language.nodes import Tree
from tests.answering import Answerer, Interest
from tests.authoring import Author
from tests.directions import raised
from tests.strategies import (
    answer_seeds,
    examples,
    random_case,
    random_ruleset,
    read,
    ruleset_seeds,
)
from tests.yaml_text import Plain, Quoted, seeded, yaml

# Reading a ruleset takes a tenth of a second the first time.
unhurried = settings(deadline=None, max_examples=examples(100))

RANK = {Verdict.REFUSED: 0, Verdict.INCONCLUSIVE: 1, Verdict.GRANTED: 2}


@lru_cache(maxsize=100)
def evaluation(ruleset_seed: int) -> Evaluation:
    return Evaluation(random_ruleset(ruleset_seed))


def judged(ruleset_seed: int, answer_seed: int) -> tuple[Ruleset, Outcome]:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    return ruleset, evaluation(ruleset_seed).preview(assessment, history)


# --- Steps ---------------------------------------------------------------------------------


@given(ruleset_seeds)
@unhurried
def test_every_value_falls_into_exactly_one_step(ruleset_seed: int) -> None:
    ruleset = random_ruleset(ruleset_seed)
    reference = Reference(ruleset)
    legal = ruleset.measures
    first: dict[str, Value] = dict.fromkeys(legal, UNANSWERED)
    for position, indicator in enumerate(ruleset.indicators):
        measure = legal[indicator.reads.name]
        if indicator.time_unit is not None or isinstance(measure, ShareMeasure):
            continue
        cuts = [step.at for step in indicator.steps]
        near = {cut + beside for cut in cuts for beside in (-1, 0, 1)}
        for value in sorted(near & _range(measure, near)):
            values = {**first, indicator.reads.name: value}
            reached = [step.points for step in indicator.steps if step.at <= value]

            assert reference.points(values)[position] == reached[-1]
            if indicator.by_option:
                assert cuts == list(range(len(cuts)))
            else:
                bands = step_bands([(step.at, step.points) for step in indicator.steps])
                inside = [
                    points for low, above, points in bands
                    if (low is None or low <= value) and (above is None or value < above)
                ]  # fmt: skip
                assert inside == [reached[-1]]


@given(ruleset_seeds, st.integers(0, 400), st.integers(1, 400))
@unhurried
def test_steps_over_a_share_decide_as_exactly_as_comparing_would(
    ruleset_seed: int, part: int, whole: int
) -> None:
    ruleset = random_ruleset(ruleset_seed)
    reference = Reference(ruleset)
    for position, indicator in enumerate(ruleset.indicators):
        name = indicator.reads.name
        measure = ruleset.measures[name]
        if indicator.time_unit is None and isinstance(measure, ShareMeasure):
            values: dict[str, Value] = dict.fromkeys(ruleset.measures, UNANSWERED)
            values[name] = Ratio(part, whole)
            share = Fraction(part * measure.up, whole * measure.down)
            scale = 10**indicator.cut_decimals
            reached = [one.points for one in indicator.steps if share >= Fraction(one.at, scale)]

            assert reference.points(values)[position] == reached[-1]


@given(ruleset_seeds, st.integers(730_000, 740_000), st.integers(-900, 900))
@unhurried
def test_a_time_reaches_a_step_as_soon_as_its_units_are_over(
    ruleset_seed: int, start: int, days: int
) -> None:
    ruleset = random_ruleset(ruleset_seed)
    reference = Reference(ruleset)
    for position, indicator in enumerate(ruleset.indicators):
        reads, unit = indicator.reads, indicator.time_unit
        if unit is None or not isinstance(reads, TimeSubject):
            continue
        first, second = (
            (reads.reference, reads.name) if reads.direction == "after"
            else (reads.name, reads.reference)
        )  # fmt: skip
        values: dict[str, Value] = dict.fromkeys(ruleset.measures, UNANSWERED)
        values |= {first: start, second: start + days}
        points = [indicator.steps[0].points]
        points += [
            one.points for one in indicator.steps if later(start, one.at, unit) <= start + days
        ]

        assert reference.points(values)[position] == points[-1]


def _range(measure: Measure, values: set[int]) -> set[int]:
    """Return which values can be answers."""
    match measure:
        case NumberMeasure(lowest=lowest, highest=highest):
            return {one for one in values if lowest <= one <= highest}
        case JudgementMeasure(scale=scale):
            return {one for one in values if scale.lowest <= one <= scale.highest}
        case ChoiceMeasure(options=options):
            return {one for one in values if 0 <= one < len(options)}
        case _:
            return values & {0, 1}


# --- Three values --------------------------------------------------------------------------

KLEENE = [
    (MET, MET, MET, MET),
    (MET, OPEN, OPEN, MET),
    (MET, NOT_MET, NOT_MET, MET),
    (OPEN, OPEN, OPEN, OPEN),
    (OPEN, NOT_MET, NOT_MET, OPEN),
    (NOT_MET, NOT_MET, NOT_MET, NOT_MET),
]
"""A, B, and what *all* and *any* of them come to: the table of 4.1."""


@lru_cache
def two_members() -> tuple[Ruleset, Reference, Network, Deriver]:
    ruleset = read(
        """
language: 1
scheme: demo
version: "1"
title: Two facts
in_force: {from: 2020-01-01}
facts: {a: {kind: yes_no}, b: {kind: yes_no}}
labels:
  - id: bronze
    title: Bronze
    requires:
      - {id: all, that: {all: [{fact: a, is: yes}, {fact: b, is: yes}]}, basis: placeholder}
      - {id: any, that: {any: [{fact: a, is: yes}, {fact: b, is: yes}]}, basis: placeholder}
      - id: one
        that: {at_least: 1, of: [{fact: a, is: yes}, {fact: b, is: yes}]}
        basis: placeholder
      - id: two
        that: {at_least: 2, of: [{fact: a, is: yes}, {fact: b, is: yes}]}
        basis: placeholder
    validity: [{months: 24, from: assessed_on, until: same_day, basis: placeholder}]
"""
    )
    return ruleset, Reference(ruleset), Network(ruleset), Deriver(ruleset)


@pytest.mark.parametrize(("a", "b", "both", "either"), KLEENE)
@pytest.mark.parametrize("swapped", [False, True])
def test_combinations_follow_the_table_of_three_values(
    a: int, b: int, both: int, either: int, swapped: bool
) -> None:
    _, reference, network, deriver = two_members()
    answers = {NOT_MET: "no", MET: "yes"}
    said = {"a": b, "b": a} if swapped else {"a": a, "b": b}
    assessment = Assessment(
        version="1",
        assessed_on="2020-06-01",
        filed_on="2020-06-01",
        panel=("anna",),
        statements=tuple(
            Statement(fact=name, answer=answers[one])
            for name, one in said.items()
            if one in answers
        ),
    )

    readings = deriver.derive(assessment, History())

    assert reference.evaluate(readings).requirements == (both, either, either, both)
    assert network.evaluate(readings).requirements == (both, either, either, both)


@given(st.integers(0, 7), st.lists(st.sampled_from((NOT_MET, OPEN, MET)), max_size=6))
def test_at_least_k_is_what_holds_however_open_members_turn_out(
    at_least: int, truths: list[int]
) -> None:
    settled = product(*[(NOT_MET, MET) if one == OPEN else (one,) for one in truths])
    results = {one.count(MET) >= at_least for one in settled}

    expected = OPEN if len(results) > 1 else MET if results == {True} else NOT_MET
    assert at_least_met(at_least, truths) == expected


# --- Unanswered ----------------------------------------------------------------------------


@given(ruleset_seeds, answer_seeds, answer_seeds)
@settings(deadline=None, max_examples=examples(200))
def test_an_unanswered_fact_never_grants_and_never_refuses(
    ruleset_seed: int, answer_seed: int, chosen: int
) -> None:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    random = seeded(chosen)
    share = random.choice((0.05, 0.3, 1.0))
    kept = [one for one in assessment.statements if random.random() > share]
    silent = assessment.model_copy(update={"statements": tuple(kept)})

    before = evaluation(ruleset_seed).preview(silent, history)
    answered = evaluation(ruleset_seed).preview(assessment, history)

    assert [*_turned(before, answered)] == []
    assert len(before.indicators) == len(ruleset.indicators)


def _turned(before: Outcome, after: Outcome) -> list[str]:
    """Return what was decided without an answer and came out otherwise with it."""
    turned = [
        f"{a.label}: {a.verdict}, then {b.verdict}"
        for a, b in zip(before.verdicts, after.verdicts, strict=True)
        if a.verdict is not Verdict.INCONCLUSIVE and a != b
    ]
    for a, b in zip(before.requirements, after.requirements, strict=True):
        counted = {Finding.WAIVED: Finding.MET, Finding.NOTED: Finding.NOT_MET}
        one, other = (counted.get(finding, finding) for finding in (a.finding, b.finding))
        if one is not Finding.INCONCLUSIVE and one is not other:
            turned.append(f"{a.id}: {a.finding}, then {b.finding}")
        for x, y in zip(a.conditions, b.conditions, strict=True):
            if x not in (OPEN, y):
                turned.append(f"a condition of {a.id}: {x}, then {y}")
    for c, d in zip(before.indicators, after.indicators, strict=True):
        if c.finding is not Scored.NOT_KNOWN and c != d:
            turned.append(f"{c.id}: {c.points}, then {d.points}")
    return turned


# --- Direction -----------------------------------------------------------------------------


@given(ruleset_seeds, answer_seeds, answer_seeds)
@settings(deadline=None, max_examples=examples(200))
def test_what_is_read_one_way_never_turns_a_label_the_other_way(
    ruleset_seed: int, answer_seed: int, chosen: int
) -> None:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    random = seeded(chosen)
    ways = directions(ruleset)
    moved = 0
    for statement in assessment.statements:
        way = ways.get(statement.fact, Direction.BOTH)
        fact = next(one for one in ruleset.asked if one.name == statement.fact)
        better = raised(fact, statement, assessment, random)
        if way is Direction.BOTH or better is None:
            continue
        moved += 1
        statements = [better if one is statement else one for one in assessment.statements]
        higher = assessment.model_copy(update={"statements": tuple(statements)})
        was = evaluation(ruleset_seed).preview(assessment, history)
        now = evaluation(ruleset_seed).preview(higher, history)

        for a, b in zip(was.verdicts, now.verdicts, strict=True):
            change = RANK[b.verdict] - RANK[a.verdict]
            assert change >= 0 if way is Direction.UP else change <= 0, statement.fact


def test_facts_are_read_in_both_ways_in_the_rulesets_at_hand() -> None:
    ways = [way for seed in range(20) for way in directions(random_ruleset(seed)).values()]

    assert min(ways.count(way) for way in Direction) > 10


# --- Labels --------------------------------------------------------------------------------


@given(ruleset_seeds, answer_seeds)
@unhurried
def test_a_label_that_includes_another_is_never_granted_without_it(
    ruleset_seed: int, answer_seed: int
) -> None:
    ruleset, outcome = judged(ruleset_seed, answer_seed)
    verdicts = {one.label: RANK[one.verdict] for one in outcome.verdicts}

    for label in ruleset.labels:
        if label.includes:
            assert verdicts[label.id] <= verdicts[label.includes]


@given(ruleset_seeds, answer_seeds)
@unhurried
def test_a_label_is_all_of_its_gates_and_requirements_and_waived_counts_as_met(
    ruleset_seed: int, answer_seed: int
) -> None:
    ruleset, outcome = judged(ruleset_seed, answer_seed)
    counted = {
        Finding.NOT_MET: 0, Finding.INCONCLUSIVE: 1, Finding.MET: 2, Finding.WAIVED: 2,
    }  # fmt: skip
    advisory = {one.id for one in ruleset.requirements if one.advisory}
    findings = {
        one.id: 2 if one.id in advisory else counted[one.finding] for one in outcome.requirements
    }
    gates = [one.id for gate in ruleset.gates for one in gate.requires]

    for label, verdict in zip(ruleset.labels, outcome.verdicts, strict=True):
        demanded, lower = [*gates], label
        while True:
            demanded += [one.id for one in lower.requires]
            if lower.includes is None:
                break
            lower = ruleset.label(lower.includes)
        assert RANK[verdict.verdict] == min((findings[one] for one in demanded), default=2)


@given(ruleset_seeds, answer_seeds)
@unhurried
def test_a_waiver_never_lowers_and_the_wrong_role_waives_nothing(
    ruleset_seed: int, answer_seed: int
) -> None:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    judge = evaluation(ruleset_seed).preview
    without = judge(assessment.model_copy(update={"waivers": ()}), history)
    waivers = [
        Waiver(requirement=one.id, by=role, reason="so it is", on="2020-01-01")
        for one in ruleset.requirements
        for role in (Role.PROGRAMME_OFFICE, Role.ASSESSOR, Role.DECISION_MAKER, Role.COMMITTEE)
    ]
    right = [
        one for one in waivers
        if any(
            one.requirement == own.id and own.waivable and one.by in own.waivable.by
            for own in ruleset.requirements
        )
    ]  # fmt: skip
    wrong = [one for one in waivers if one not in right]

    given_all = judge(assessment.model_copy(update={"waivers": tuple(right)}), history)
    given_wrongly = judge(assessment.model_copy(update={"waivers": tuple(wrong)}), history)

    assert given_wrongly == without
    for a, b in zip(without.verdicts, given_all.verdicts, strict=True):
        assert RANK[a.verdict] <= RANK[b.verdict]


# --- Order ---------------------------------------------------------------------------------


@given(st.integers(0, 9), answer_seeds)
@settings(deadline=None, max_examples=examples(50))
def test_the_order_of_facts_indicators_and_requirements_changes_nothing(
    ruleset_seed: int, answer_seed: int
) -> None:
    _, assessment, history = random_case(ruleset_seed, answer_seed)

    one = evaluation(ruleset_seed).preview(assessment, history)
    other = _shuffled_evaluation(ruleset_seed).preview(assessment, history)

    assert _by_name(one) == _by_name(other)


@lru_cache
def _shuffled_evaluation(ruleset_seed: int) -> Evaluation:
    """Return the ruleset with facts, indicators and requirements in another order."""
    tree = Author(seeded(ruleset_seed)).write()
    random = seeded(ruleset_seed, 1)
    assert isinstance(tree, dict)
    for section in ("facts", "derived", "dimensions", "sources"):
        members = tree[section]
        assert isinstance(members, dict)
        names = list(members)
        random.shuffle(names)
        tree[section] = {name: members[name] for name in names}
    indicators, gates, labels = tree["indicators"], tree["gates"], tree["labels"]
    assert isinstance(indicators, list)
    random.shuffle(indicators)
    for groups in (gates, labels):
        assert isinstance(groups, list)
        for group in groups:
            assert isinstance(group, dict)
            requires = group["requires"]
            assert isinstance(requires, list)
            random.shuffle(requires)
    return Evaluation(read(yaml(tree, random)))


def _by_name(outcome: Outcome) -> dict[str, object]:
    # Chosen options are shown in the order of the options, which may be the indicators.
    shown = {
        one.id: [(own.subject, sorted(own.value.split(", "))) for own in one.looked_at]
        for one in outcome.requirements
    }
    return {
        "verdicts": outcome.verdicts,
        "terms": outcome.terms,
        "indicators": {one.id: one for one in outcome.indicators},
        "scores": {one.id: one for one in outcome.scores},
        "requirements": {
            one.id: (one.finding, one.conditions, shown[one.id]) for one in outcome.requirements
        },
    }


@given(ruleset_seeds, answer_seeds, answer_seeds)
@unhurried
def test_the_order_of_answers_changes_no_byte_of_the_outcome(
    ruleset_seed: int, answer_seed: int, chosen: int
) -> None:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    unsettled = History(
        awards=tuple(one.model_copy(update={"assessment": None}) for one in history.awards),
        looked_up=history.looked_up,
    )
    judge = evaluation(ruleset_seed).preview
    outcomes = {judge(assessment, unsettled).canonical()}
    for seed in (chosen, chosen + 1):
        text = answers_text(assessment, unsettled, seed)
        again = read_assessment(text.encode(), "answers.yaml", ruleset)
        outcomes.add(judge(again.assessment, again.history).canonical())

    assert len(outcomes) == 1


def answers_text(assessment: Assessment, history: History, seed: int) -> str:
    """Write answers as a file, in some order."""
    random = seeded(seed)
    statements = list(assessment.statements)
    random.shuffle(statements)
    waivers: list[Tree] = [
        {"requirement": Quoted(one.requirement), "by": one.by.value, "reason": one.reason}
        for one in assessment.waivers
    ]
    awards: list[Tree] = []
    for one in history.awards:
        award: dict[str, Tree] = {
            "label": one.label, "scheme": one.scheme, "valid_until": one.valid_until,
            "valid_from": one.valid_from, "demonstration": "yes" if one.demonstration else "no",
        }  # fmt: skip
        if one.withdrawn_on:
            award["withdrawn"] = one.withdrawn_on
        award["suspended"] = [
            {"from": own.start, "until": own.until} if own.until else {"from": own.start}
            for own in one.suspensions
        ]
        awards.append(award)
    random.shuffle(waivers)
    sections: dict[str, Tree] = {
        "on": assessment.assessed_on,
        "filed_on": assessment.filed_on,
        "panel": list(assessment.panel),
        "facts": {Quoted(one.fact): _said(one) for one in statements},
        "waivers": waivers,
        "history": awards,
        "looked_up": list(history.looked_up),
    }
    names = list(sections)
    random.shuffle(names)
    return yaml({name: sections[name] for name in names}, random)


def _said(statement: Statement) -> Tree:
    if statement.state is not State.ANSWERED:
        return Plain(statement.state.value)
    return _quoted(statement.members()["answer"])


def _quoted(answer: Tree) -> Tree:
    if isinstance(answer, dict):
        return {Quoted(key): _quoted(one) for key, one in answer.items()}
    if isinstance(answer, list):
        return [_quoted(one) for one in answer]
    return Quoted(answer)


# --- The packed outcome --------------------------------------------------------------------


@given(ruleset_seeds, answer_seeds, answer_seeds)
@unhurried
def test_packed_outcomes_are_equal_exactly_if_verdicts_and_findings_are(
    ruleset_seed: int, answer_seed: int, chosen: int
) -> None:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    judge = evaluation(ruleset_seed).preview
    answerer = Answerer(
        random=seeded(chosen), ruleset=ruleset, interest=Interest.of(ruleset),
        panel=assessment.panel, assessed_on=parse_day(assessment.assessed_on),
        days=[parse_day(assessment.assessed_on)], generous=0.5, silent=0.1,
    )  # fmt: skip
    one = judge(assessment, history)
    for fact in ruleset.asked:
        said = {own.fact: own for own in assessment.statements if own.fact != fact.name}
        statement = answerer.statement(fact)
        if statement:
            said[fact.name] = statement
        statements = tuple(said[name] for name in sorted(said))
        other = judge(assessment.model_copy(update={"statements": statements}), history)

        assert (pack(one) == pack(other)) == (_found(one) == _found(other))


def _found(outcome: Outcome) -> object:
    return (
        [one.verdict for one in outcome.verdicts],
        [(one.finding, one.points) for one in outcome.indicators],
        [one.finding for one in outcome.requirements],
    )


@given(ruleset_seeds, answer_seeds)
@unhurried
def test_the_outcome_says_what_the_findings_say(ruleset_seed: int, answer_seed: int) -> None:
    ruleset, assessment, history = random_case(ruleset_seed, answer_seed)
    readings = Deriver(ruleset).derive(assessment, history)
    findings: Findings = Reference(ruleset).evaluate(readings)
    outcome = evaluation(ruleset_seed).preview(assessment, history)

    truths = [truth for one in outcome.requirements for truth in one.conditions]
    assert tuple(truths) == findings.truths
    assert (outcome.label is None) == (findings.label == -1)
    if outcome.label is not None:
        assert ruleset.labels[findings.label].id == outcome.label
    for own, found in zip(outcome.requirements, findings.requirements, strict=True):
        alone = own.conditions[0]
        noted = own.finding is Finding.NOTED and (alone, found) == (NOT_MET, NOTED)
        waived = (found == WAIVED and alone != MET) or (alone, found) == (NOT_MET, OPEN)
        assert found == alone or waived or noted
