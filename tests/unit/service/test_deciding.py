"""Decisions: two evaluators agree, two people decide, and never more than the outcome."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tcei_rules.domain.decision import Authentication, DecisionKind
from tcei_rules.domain.outcome import PackedOutcome, Validity, Verdict, pack
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.agreement import DisagreementError
from tcei_rules.engine.derived import Readings
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.findings import Findings
from tcei_rules.engine.reference import Reference
from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    NotAllowedError,
    NotFoundError,
    UsageError,
)
from tcei_rules.language.nodes import Tree
from tcei_rules.service.assessing import FrozenAssessment
from tcei_rules.service.deciding import Decided
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import records
from tcei_rules.wording import say_error
from tests.fixed import NOW
from tests.home import (
    ASSESSORS,
    CONFIRMER,
    DECIDER,
    HOLDER,
    PLAIN,
    Office,
    Shelf,
    both_evaluators,
    bronze_answers,
    entries_beside_organisations,
    gold_answers,
    plain_answers,
    rows_of,
    shipped_texts,
    with_reasons,
)

REASON = "The accounts of the last year are under review."


@pytest.fixture
def office(office: Office) -> Office:
    """Give an office that knows an organisation."""
    office.add_long_ago()
    return office


@pytest.fixture
def gold(office: Office) -> FrozenAssessment:
    """Give an assessment that seeks Gold and earns it."""
    return office.freeze(gold_answers())


def not_allowed(office: Office, frozen: FrozenAssessment, **wish: Any) -> NotAllowedError:
    """Try to decide what is not allowed; nothing of it may be stored, not even a person."""
    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.decide(frozen, **wish)
    assert say_error(caught.value)
    return caught.value


# Previews


def test_a_preview_tells_the_outcome_and_records_nothing(
    office: Office, gold: FrozenAssessment
) -> None:
    with office.nothing_stored():
        judged = office.deciding.preview(gold.record.assessment)

    assert judged.outcome.granted == ("bronze", "gold")
    assert judged.ruleset.name == "ecei/2.0.0"
    assert judged.frozen == gold


def test_a_preview_needs_no_second_evaluator(office: Office, gold: FrozenAssessment) -> None:
    office.evaluations = Evaluation

    assert office.deciding.preview(gold.record.assessment).outcome.label == "gold"


def test_there_is_nothing_to_preview_under_another_id(office: Office) -> None:
    with pytest.raises(NotFoundError, match="assessment"):
        office.deciding.preview("01NONE")


# Granting and refusing


def test_a_grant_is_recorded_with_all_that_it_rests_on(
    office: Office, gold: FrozenAssessment
) -> None:
    decided = office.decide(gold)

    made = decided.record
    assert (made.kind, made.label) == (DecisionKind.GRANT, "gold")
    assert made.validity == Validity(valid_from="2026-11-24", valid_until="2028-10-31")
    assert made.decided_at == NOW
    assert made.facts == gold.record.facts
    assert made.authentication is Authentication.LOCAL_OPERATOR
    assert made.reason is None
    assert len({made.decider, made.confirmer, *gold.record.assessors}) == 4
    assert office.deciding.show(made.decision) == decided
    assert office.deciding.list("2026-11-24") == [made]


def test_the_packed_outcome_is_committed_to(office: Office, gold: FrozenAssessment) -> None:
    decided = office.decide(gold)

    content = office.database.read(lambda c: records.open_commitment(c, decided.record.packed))

    assert content is not None
    assert PackedOutcome.model_validate_json(content) == pack(decided.outcome)


def test_what_the_outcome_refuses_is_refused_without_a_reason(office: Office) -> None:
    decided = office.decide(office.freeze(gold_answers(assessors="1")))

    assert decided.outcome.label == "bronze"
    assert (decided.record.kind, decided.record.label) == (DecisionKind.REFUSE, None)
    assert decided.record.validity is None


def test_a_refusal_can_be_asked_for_where_the_outcome_refuses(office: Office) -> None:
    decided = office.decide(office.freeze(gold_answers(staff="0.49 FTE")), refuse=True)

    assert decided.record.kind is DecisionKind.REFUSE


def test_a_grant_can_be_refused_with_a_reason(office: Office, gold: FrozenAssessment) -> None:
    decided = office.decide(gold, refuse=True, reason=REASON)

    assert (decided.record.kind, decided.record.label) == (DecisionKind.REFUSE, None)
    assert decided.outcome.label == "gold"
    assert office.deciding.show(decided.record.decision).reason == REASON


def test_a_lower_label_can_be_granted_with_a_reason(office: Office, gold: FrozenAssessment) -> None:
    decided = office.decide(gold, label="bronze", reason=REASON)

    assert decided.record.label == "bronze"
    assert decided.record.validity == Validity(valid_from="2026-11-24", valid_until="2028-09-30")
    assert decided.reason == REASON


@pytest.mark.parametrize("reason", [None, "", "  ", "\n\t"])
@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"refuse": True}, "decision.refuse_reason"),
        ({"label": "bronze"}, "decision.lower_reason"),
    ],
)
def test_less_than_the_outcome_needs_a_reason(
    office: Office,
    gold: FrozenAssessment,
    wish: dict[str, Any],
    message: str,
    reason: str | None,
) -> None:
    assert not_allowed(office, gold, **wish, reason=reason).message == message


def test_naming_the_label_sought_needs_no_reason(office: Office, gold: FrozenAssessment) -> None:
    assert office.decide(gold, label="gold").record.label == "gold"


def test_the_outcome_grants_less_than_sought_and_a_lower_label_is_granted(
    office: Office,
) -> None:
    frozen = office.freeze(gold_answers(foreign_assessors="0"))

    assert not_allowed(office, frozen, label="bronze").message == "decision.lower_reason"
    assert office.decide(frozen, label="bronze", reason=REASON).record.label == "bronze"


@pytest.mark.parametrize("label", ["silver", "gold"])
def test_more_than_the_outcome_is_never_granted(office: Office, label: str) -> None:
    frozen = office.freeze(gold_answers(assessors="1"), sought=label)

    error = not_allowed(office, frozen, label=label, reason=REASON)

    assert error.message == "decision.above_outcome"
    assert label in say_error(error)


def test_silver_is_not_below_a_gold_that_stands_alone(
    office: Office, gold: FrozenAssessment
) -> None:
    """Gold was granted without Silver, so Silver is more than the outcome grants."""
    error = not_allowed(office, gold, label="silver", reason=REASON)

    assert error.message == "decision.above_outcome"


def test_more_than_was_sought_needs_an_application_of_its_own(office: Office) -> None:
    frozen = office.freeze(gold_answers(), sought="bronze")

    error = not_allowed(office, frozen, label="gold", reason=REASON)

    assert error.message == "decision.above_sought"


@pytest.mark.parametrize("label", ["platinum", "", "Gold"])
def test_a_label_that_is_none_is_told_as_that(
    office: Office, gold: FrozenAssessment, label: str
) -> None:
    """Not as one that the outcome does not grant."""
    assert not_allowed(office, gold, label=label, reason=REASON).message == "label.absent"


def test_refusing_and_granting_cannot_be_wished_for_at_once(
    office: Office, gold: FrozenAssessment
) -> None:
    with office.nothing_stored(), pytest.raises((NotAllowedError, UsageError)):
        office.decide(gold, refuse=True, label="bronze", reason=REASON)


def test_what_is_open_is_not_granted(office: Office) -> None:
    frozen = office.freeze(bronze_answers())

    for label in (None, "gold"):
        error = not_allowed(office, frozen, label=label, reason=REASON)
        assert error.message == "decision.inconclusive"


def test_what_is_open_can_be_refused_with_a_reason(office: Office) -> None:
    frozen = office.freeze(bronze_answers())

    assert not_allowed(office, frozen, refuse=True).message == "decision.refuse_reason"
    assert office.decide(frozen, refuse=True, reason=REASON).record.label is None


def test_what_is_open_below_a_label_that_is_granted_is_refused_with_a_reason_only(
    office: Office,
) -> None:
    """Gold stands alone, so Bronze can be open below it: the outcome does not refuse Bronze."""
    frozen = office.freeze(gold_answers(interview_on="unanswered"), sought="bronze")
    outcome = office.deciding.preview(frozen.record.assessment).outcome
    verdicts = {one.label: one.verdict for one in outcome.verdicts}
    assert verdicts["bronze"] is Verdict.INCONCLUSIVE
    assert verdicts["gold"] is Verdict.GRANTED

    assert not_allowed(office, frozen, refuse=True).message == "decision.refuse_reason"


def test_a_lower_label_beside_one_that_is_open(office: Office) -> None:
    frozen = office.freeze(bronze_answers())

    assert office.decide(frozen, label="bronze", reason=REASON).record.label == "bronze"


@pytest.mark.parametrize("wish", [{}, {"label": "bronze"}, {"refuse": True}])
def test_where_only_the_benchmark_is_sought_there_is_nothing_to_decide(
    office: Office, wish: dict[str, Any]
) -> None:
    frozen = office.freeze(gold_answers(), sought=None)

    error = not_allowed(office, frozen, **wish, reason=REASON)

    assert error.message == "decision.benchmark_only"


def test_a_label_that_would_have_ended_is_not_granted(office: Office) -> None:
    frozen = office.freeze(
        gold_answers(on="2021-10-15", filed_on="2021-09-01", interview_on="2021-09-20")
    )

    error = not_allowed(office, frozen)

    assert error.message == "decision.ended"
    assert "2023-10-31" in say_error(error)


@pytest.mark.parametrize(("day", "granted"), [("2028-10-31", True), ("2028-11-01", False)])
def test_the_last_valid_day_is_the_last_day_to_decide(
    office: Office, gold: FrozenAssessment, day: str, granted: bool
) -> None:
    office.clock.moment = f"{day}T23:59:59Z"

    if granted:
        made = office.decide(gold).record
        assert made.validity == Validity(valid_from=day, valid_until=day)
    else:
        assert not_allowed(office, gold).message == "decision.ended"


def test_a_reason_is_told_where_none_was_needed_too(office: Office, gold: FrozenAssessment) -> None:
    decided = office.decide(gold, reason=REASON)

    assert office.deciding.show(decided.record.decision).reason == REASON


# Real cases


def test_a_ruleset_with_placeholders_grants_nothing_real(office: Office) -> None:
    frozen = office.freeze(with_reasons(gold_answers()), demonstration=False)

    error = not_allowed(office, frozen)

    assert error.message == "decision.placeholders"
    assert office.decide(frozen, refuse=True, reason=REASON).record.label is None


MADE_UP = "{kind: amount, unit: EUR, also: {USD: 0.9}, basis: placeholder}"


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (f"budget: {MADE_UP}", "budget"),
        (f"years: {{kind: list, each: {{income: {MADE_UP}}}}}", "years.income"),
    ],
)
def test_a_rate_that_was_made_up_grants_nothing_real(office: Office, fact: str, name: str) -> None:
    """An exchange rate is a rule of the file, of a field as much as of a fact."""
    text = PLAIN.replace("facts:\n", f"facts:\n  {fact}\n", 1).replace('"1.0.0"', '"1.1.0"', 1)
    office.rulesets = Rulesets(Shelf({"plain/1.1.0": text}))
    frozen = plain(office, demonstration=False)

    assert not_allowed(office, frozen).message == "decision.placeholders"
    assert list(office.rulesets.find("plain/1.1.0").ruleset.placeholders()) == [name]


def test_a_ruleset_without_placeholders_grants_what_is_real(office: Office) -> None:
    frozen = office.freeze(plain_answers(), scheme="plain", sought="silver", demonstration=False)

    decided = office.decide(frozen)

    assert (decided.record.label, decided.case.demonstration) == ("silver", False)


# People


@pytest.mark.parametrize("confirmer", [DECIDER, DECIDER.upper(), f"  {DECIDER}  "])
def test_nobody_both_decides_and_confirms(
    office: Office, gold: FrozenAssessment, confirmer: str
) -> None:
    assert not_allowed(office, gold, confirmed_by=confirmer).message == "people.decider_confirms"


@pytest.mark.parametrize("name", [*ASSESSORS, ASSESSORS[0].lower()])
def test_nobody_decides_or_confirms_who_assessed(
    office: Office, gold: FrozenAssessment, name: str
) -> None:
    for wish in ({"by": name}, {"confirmed_by": name}):
        error = not_allowed(office, gold, **wish)
        assert error.message == "people.assessor_decides"
        assert name in say_error(error)


def waived_by_wilma(office: Office, role: str) -> FrozenAssessment:
    waiver: Tree = {
        "requirement": "bronze.staff", "by": role, "person": "Wilma Waiver", "reason": "new",
        "on": NOW[:10],
    }  # fmt: skip
    answers: Tree = {**plain_answers(), "waivers": [waiver]}
    return office.freeze(answers, scheme="plain", sought="bronze")


@pytest.mark.parametrize("role", ["committee", "programme_office", "assessor"])
def test_nobody_decides_or_confirms_who_waived(office: Office, role: str) -> None:
    frozen = waived_by_wilma(office, role)

    for wish in ({"by": "Wilma Waiver"}, {"confirmed_by": "Wilma Waiver"}):
        error = not_allowed(office, frozen, **wish)
        assert error.message == "people.waiver_decides"
        assert "Wilma Waiver" in say_error(error)


def test_a_decision_maker_who_waived_as_such_decides(office: Office) -> None:
    frozen = waived_by_wilma(office, "decision_maker")

    assert office.decide(frozen, by="Wilma Waiver").record.label == "bronze"


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\n"])
def test_whoever_decides_or_confirms_has_a_name(
    office: Office, gold: FrozenAssessment, name: str
) -> None:
    wishes: tuple[dict[str, Any], ...] = ({"by": name}, {"confirmed_by": name})
    for wish in wishes:
        with office.nothing_stored(), pytest.raises((NotAllowedError, UsageError)):
            office.decide(gold, **wish)


def test_an_assessor_of_another_case_can_decide(office: Office) -> None:
    office.freeze(gold_answers(panel=(DECIDER, "Someone Else")))
    frozen = office.freeze(gold_answers())

    made = office.decide(frozen).record

    roles = {row[1] for row in rows_of(office.path, "membership") if row[0] == made.decider}
    assert roles == {"assessor", "decision_maker"}


def test_names_are_committed_to_and_not_told(office: Office, gold: FrozenAssessment) -> None:
    office.decide(gold, refuse=True, reason=REASON)
    organisation = office.organising.show(HOLDER).id

    contents = "\n".join(row[4] for row in rows_of(office.path, "record"))

    for word in (*ASSESSORS, DECIDER, CONFIRMER, REASON, HOLDER, "2.5 FTE", "41.5"):
        assert word not in contents
    assert organisation not in entries_beside_organisations(office.path)


def test_a_name_in_decomposed_letters_can_decide(office: Office, gold: FrozenAssessment) -> None:
    assert office.decide(gold, by="Jose\u0301 Quillfeather").record.label == "gold"


# Once and for all


def test_an_assessment_is_decided_once(office: Office, gold: FrozenAssessment) -> None:
    office.decide(gold)

    wishes: tuple[dict[str, Any], ...] = (
        {}, {"refuse": True, "reason": REASON}, {"by": "Other", "confirmed_by": "People"},
    )  # fmt: skip
    for wish in wishes:
        with office.nothing_stored(), pytest.raises(ConflictError) as caught:
            office.decide(gold, **wish)
        assert caught.value.message == "decision.made_already"
        assert gold.record.assessment in say_error(caught.value)


def test_two_who_decide_at_once_make_one_decision(office: Office, gold: FrozenAssessment) -> None:
    offices = [office.beside() for _ in range(4)]

    def decide(one: Office) -> str:
        try:
            return one.decide(gold).record.decision
        except ConflictError as error:
            return error.message

    both_evaluators(office.deciding.preview(gold.record.assessment).ruleset)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(decide, offices))

    assert sorted(results)[1:] == ["decision.made_already"] * 3
    assert len(office.deciding.list("9999-12-31")) == 1


def test_there_is_no_decision_of_another_id(office: Office, gold: FrozenAssessment) -> None:
    office.decide(gold)

    for other in ("", "01NONE", gold.record.assessment, gold.case.id):
        with pytest.raises(NotFoundError) as caught:
            office.deciding.show(other)
        assert caught.value.message == "decision.absent"


def test_the_list_is_as_of_the_end_of_a_day(office: Office, gold: FrozenAssessment) -> None:
    first = office.decide(gold).record
    office.clock.moment = "2026-12-01T00:00:00Z"
    second = office.decide(office.freeze(gold_answers())).record

    assert office.deciding.list("2026-11-23") == []
    assert office.deciding.list("2026-11-24") == [first]
    assert office.deciding.list("2026-11-30") == [first]
    assert office.deciding.list("2026-12-01") == [first, second]


# Two evaluators


@dataclass(frozen=True)
class Liar:
    """A second evaluator that sees something else."""

    ruleset: Ruleset
    lie: Callable[[Findings], Findings]

    def evaluate(self, readings: Readings) -> Findings:
        return self.lie(Reference(self.ruleset).evaluate(readings))

    def trace(self, readings: Readings) -> tuple[str, ...]:
        del readings
        return ("node 1 fired on 2", "node 2 fired on 0")


LIES: dict[str, Callable[[Findings], Findings]] = {
    "label": lambda one: replace(one, label=-1),
    "points": lambda one: replace(one, points=(one.points[0] + 1, *one.points[1:])),
    "verdict": lambda one: replace(one, verdicts=(*one.verdicts[:-1], 0)),
    "requirement": lambda one: replace(one, requirements=(3, *one.requirements[1:])),
    "truth": lambda one: replace(one, truths=(*one.truths[:-1], 1)),
    "score": lambda one: replace(one, scores=(None, *one.scores[1:])),
    "term": lambda one: replace(one, terms=((0,) * len(one.terms[0]), *one.terms[1:])),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_disagreement_keeps_both_traces_and_decides_nothing(
    office: Office, gold: FrozenAssessment, lie: str
) -> None:
    office.evaluations = lambda ruleset: Evaluation(ruleset, Liar(ruleset, LIES[lie]))
    before = office.counts()

    with pytest.raises(DisagreementError) as caught:
        office.decide(gold)

    after = office.counts()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "disagreement": 1
    }
    (row,) = rows_of(office.path, "disagreement")
    assert row[1] == gold.record.assessment
    assert row[3:] == (
        repr(caught.value.first), repr(caught.value.second),
        "node 1 fired on 2\nnode 2 fired on 0",
    )  # fmt: skip
    assert say_error(caught.value)


def test_after_a_disagreement_the_case_can_still_be_decided(
    office: Office, gold: FrozenAssessment
) -> None:
    office.evaluations = lambda ruleset: Evaluation(ruleset, Liar(ruleset, LIES["label"]))
    with pytest.raises(DisagreementError):
        office.decide(gold)

    office.evaluations = both_evaluators
    assert office.decide(gold).record.label == "gold"


def test_without_a_second_evaluator_nothing_is_recorded(
    office: Office, gold: FrozenAssessment
) -> None:
    office.evaluations = Evaluation

    assert not_allowed(office, gold).message == "network.absent"


# What was held before


def renewal(office: Office, *, demonstration: bool = True) -> tuple[Decided, FrozenAssessment]:
    """Grant and certify Bronze in 2024, and freeze the next benchmarking in 2026."""
    office.clock.moment = "2024-11-24T18:00:00Z"
    first = office.decide(
        office.freeze(
            bronze_answers(on="2024-10-15", filed_on="2024-09-01", interview_on="2024-10-10"),
            sought="bronze",
        )
    )
    office.certify(first)
    office.clock.moment = "2026-11-24T18:00:00Z"
    answers = bronze_answers(on="2026-11-20", filed_on="2026-11-10", interview_on="2026-11-15")
    return first, office.freeze(answers, sought="bronze", demonstration=demonstration)


def test_a_label_issued_here_is_renewed_from_its_end(office: Office) -> None:
    first, again = renewal(office)
    assert first.record.validity == Validity(valid_from="2024-11-24", valid_until="2026-10-31")

    decided = office.decide(again)

    assert [award.label for award in decided.history.awards] == ["bronze"]
    assert decided.history.awards[0].assessment == first.assessment
    assert decided.record.validity == Validity(valid_from="2026-11-01", valid_until="2029-10-31")
    assert office.deciding.show(decided.record.decision).history == decided.history


def test_a_demonstration_does_not_count_in_a_real_case(office: Office) -> None:
    _, again = renewal(office, demonstration=False)

    judged = office.deciding.preview(again.record.assessment)

    term = judged.outcome.term("bronze")
    assert judged.history.awards[0].demonstration
    assert not judged.history.demonstration
    assert term is not None
    # Not 36 months from the end of what was held, but 24 from the interview.
    assert (term.valid_until, term.runs_on_from) == ("2028-11-30", None)


def test_what_was_decided_and_not_issued_was_not_held(office: Office) -> None:
    office.decide(office.freeze(bronze_answers(), sought="bronze"))

    again = office.freeze(bronze_answers(), sought="bronze")

    assert office.deciding.preview(again.record.assessment).history.awards == ()


def test_what_another_organisation_held_is_not_seen(office: Office) -> None:
    renewal(office)
    office.add("Krakenholm")

    other = office.freeze(bronze_answers(), "Krakenholm", sought="bronze")

    assert office.deciding.preview(other.record.assessment).history.awards == ()


def test_stated_awards_and_own_ones_are_seen_together(office: Office) -> None:
    renewal(office)
    history: Tree = [
        {"label": "bronze", "valid_from": "2020-01-01", "valid_until": "2022-12-31"},
        {"scheme": "other", "label": "a", "valid_from": "2020-01-01", "valid_until": "2022-12-31"},
    ]

    answers: Tree = {**bronze_answers(), "history": history, "looked_up": ["other"]}
    frozen = office.freeze(answers)

    seen = office.deciding.preview(frozen.record.assessment).history
    assert [(one.scheme, one.valid_from) for one in seen.awards] == [
        ("ecei", "2020-01-01"), ("other", "2020-01-01"), ("ecei", "2024-11-24"),
    ]  # fmt: skip
    assert seen.looked_up == ("other",)


def test_a_history_that_changed_meanwhile_stops_the_decision(office: Office) -> None:
    first = office.decide(office.freeze(bronze_answers(), sought="bronze"))
    again = office.freeze(bronze_answers(), sought="bronze")
    beside = office.beside()

    office.database.before_writes.append(lambda: beside.certify(first))
    with pytest.raises(ConflictError) as caught:
        office.decide(again)

    assert caught.value.message == "decision.history_changed"
    assert len(office.deciding.list("9999-12-31")) == 1
    assert office.decide(again).history.awards[0].label == "bronze"


# Recomputing


def test_every_decision_comes_out_the_same_again(office: Office) -> None:
    made = [
        office.decide(renewal(office)[1]),
        office.decide(office.freeze(gold_answers())),
        office.decide(office.freeze(gold_answers(staff="0.49 FTE"))),
        office.decide(office.freeze(bronze_answers()), refuse=True, reason=REASON),
    ]

    for one in made:
        assert office.deciding.recompute(one.record.decision, both_evaluators)


def test_an_engine_that_judges_otherwise_is_found_out(
    office: Office, gold: FrozenAssessment
) -> None:
    decided = office.decide(gold)

    def otherwise(ruleset: Ruleset) -> Evaluation:
        stricter = ruleset.model_copy(update={"title": ruleset.title, "version": "9.9.9"})
        return Evaluation(stricter, Liar(stricter, lambda findings: findings))

    assert not office.deciding.recompute(decided.record.decision, otherwise)


def test_a_later_label_changes_no_earlier_decision(office: Office) -> None:
    """What was seen is kept by value, so a certificate issued since does not count."""
    first, _ = renewal(office)

    assert office.deciding.recompute(first.record.decision, both_evaluators)


# The ruleset behind a decision


def shelf(title: str) -> Rulesets:
    """Return rulesets of which one was edited: the same version under another digest."""
    texts = dict(shipped_texts())
    texts["ecei/2.0.0"] = texts["ecei/2.0.0"].replace("ECEI, from 15 November 2019", title, 1)
    return Rulesets(Shelf(texts))


def test_a_version_that_was_edited_meanwhile_leaves_no_decision_without_its_text(
    office: Office, gold: FrozenAssessment
) -> None:
    """The decision names a digest; its text must be kept, or nobody can recompute it."""
    office.rulesets = shelf("Edited after the answers were frozen")

    try:
        decided = office.decide(gold)
    except (ConflictError, IntegrityError, NotAllowedError):
        return
    assert office.deciding.show(decided.record.decision).ruleset.digest == decided.record.ruleset


def test_a_decision_is_shown_under_the_text_that_was_kept_with_it(
    office: Office, gold: FrozenAssessment
) -> None:
    decided = office.decide(gold)
    office.rulesets = shelf("Edited after the decision")

    shown = office.deciding.show(decided.record.decision)

    assert shown.ruleset == decided.ruleset
    assert office.deciding.recompute(decided.record.decision, both_evaluators)


def test_a_decision_rests_on_the_text_that_its_case_was_opened_under(
    office: Office, gold: FrozenAssessment
) -> None:
    office.rulesets = shelf("Edited after the answers were frozen")

    assert office.decide(gold).record.ruleset == gold.ruleset


# Versions that follow


def followed(supersedes: str) -> Rulesets:
    """Return the plain scheme with a second version, in force from December 2026."""
    following = (
        PLAIN.replace('version: "1.0.0"', 'version: "2.0.0"')
        .replace("from: 2020-01-01", "from: 2026-12-01")
        .replace("\nsources:", f'\nsupersedes: {{version: "1.0.0", {supersedes}}}\nsources:', 1)
    )
    return Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/2.0.0": following}))


def plain(office: Office, filed_on: str = "2026-10-15", **options: Any) -> FrozenAssessment:
    answers: Tree = {**plain_answers(), "filed_on": filed_on}
    return office.freeze(answers, scheme="plain", sought="silver", **options)


def test_a_label_under_an_old_version_ends_when_the_next_one_says(office: Office) -> None:
    office.rulesets = followed("certificates_until: 2027-06-30")

    decided = office.decide(plain(office))

    assert decided.record.validity == Validity(valid_from=NOW[:10], valid_until="2027-06-30")


def test_nothing_is_granted_under_an_old_version_whose_labels_have_ended(office: Office) -> None:
    office.rulesets = followed("certificates_until: 2027-06-30")
    frozen = plain(office)
    office.clock.moment = "2027-07-01T00:00:00Z"

    assert not_allowed(office, frozen).message == "decision.ended"


def test_a_label_that_was_cut_off_later_was_held_until_then(office: Office) -> None:
    office.certify(office.decide(plain(office)))
    office.rulesets = followed("certificates_until: 2027-06-30")

    again = office.deciding.preview(plain(office).record.assessment)

    assert [one.valid_until for one in again.history.awards] == ["2027-06-30"]


# The clock


@pytest.mark.parametrize("back", ["2026-11-24T17:59:59Z", "2020-01-01T00:00:00Z"])
def test_a_clock_that_was_set_back_is_not_believed(
    office: Office, gold: FrozenAssessment, back: str
) -> None:
    office.clock.moment = back

    error = not_allowed(office, gold)

    assert error.message == "clock.behind"
    assert back in say_error(error)
    assert NOW in say_error(error)


def test_what_is_frozen_after_a_decision_is_not_of_a_time_before_it(
    office: Office, gold: FrozenAssessment
) -> None:
    office.clock.moment = "2026-12-01T00:00:00Z"
    decided = office.decide(gold)
    office.clock.moment = NOW

    for act in (lambda: office.freeze(gold_answers()), lambda: office.certify(decided)):
        with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
            act()
        assert caught.value.message == "clock.behind"
