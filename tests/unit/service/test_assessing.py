"""From a file of answers to a frozen assessment: names become ids, the day chooses the version."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tcei_rules.domain.assessment import NO_HISTORY, State
from tcei_rules.domain.decision import AssessmentRecord, CaseRecord, MembershipRecord
from tcei_rules.domain.fact import Role
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.language.answers import Answers
from tcei_rules.language.nodes import Tree
from tcei_rules.service.assessing import Application, FrozenAssessment
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store import people, records
from tcei_rules.wording import say_error
from tests.fixed import NOW
from tests.home import (
    ASSESSORS,
    HOLDER,
    JUDGED,
    PLAIN,
    HookedDatabase,
    Office,
    Shelf,
    as_json,
    as_yaml,
    bronze_answers,
    dump,
    entries_beside_organisations,
    gold_answers,
    plain_answers,
    publish,
    rows_of,
    since_founding,
    with_facts,
    with_reasons,
)

UNTOLD = "Improved in ways that only members know"


@pytest.fixture
def office(office: Office) -> Office:
    """Give an office that knows an organisation."""
    office.add_long_ago()
    return office


def refused(office: Office, answers: Tree, *args: Any, **options: Any) -> NotAllowedError:
    """Try to freeze what is not allowed; nothing of it may be stored."""
    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.freeze(answers, *args, **options)
    assert say_error(caught.value)
    return caught.value


def statement(frozen: FrozenAssessment, fact: str) -> Any:
    return next(one for one in frozen.assessment.statements if one.fact == fact)


def test_a_case_and_its_assessment_are_recorded_in_one_piece(office: Office) -> None:
    frozen = office.freeze(gold_answers())

    kinds = [row[2] for row in since_founding(office.path)]
    assert kinds == ["organisation", "membership", "membership", "case", "assessment"]
    assert frozen.case.version == "2.0.0"
    assert frozen.case.sought == "gold"
    assert frozen.record.frozen_at == NOW
    assert office.assessing.show(frozen.record.assessment) == frozen


def test_names_of_assessors_become_ids_everywhere(office: Office) -> None:
    frozen = office.freeze(gold_answers())

    first, second = frozen.assessment.panel
    assert frozen.record.assessors == (first, second)
    assert statement(frozen, "2.4").answer == {first: "5", second: "4"}
    assert not any(name in str(frozen.assessment) for name in ASSESSORS)


def test_consensus_and_reason_keep_their_place_when_names_become_ids(office: Office) -> None:
    levels: Tree = {
        ASSESSORS[0]: "5", ASSESSORS[1]: "3", "consensus": "4", "reason": "The minutes settle it",
    }  # fmt: skip

    frozen = office.freeze(with_facts(gold_answers(), {"2.4": levels}))

    first, second = frozen.assessment.panel
    assert statement(frozen, "2.4").answer == {
        first: "5", second: "3", "consensus": "4", "reason": "The minutes settle it",
    }  # fmt: skip
    assert office.deciding.preview(frozen.record.assessment).outcome.label == "gold"


def test_reasons_of_levels_stay_when_names_become_ids(office: Office) -> None:
    levels: Tree = {ASSESSORS[0]: {"level": "5", "reason": "All seen"}, ASSESSORS[1]: "4"}

    frozen = office.freeze(with_facts(gold_answers(), {"2.4": levels}))

    first, second = frozen.assessment.panel
    assert statement(frozen, "2.4").answer == {
        first: {"level": "5", "reason": "All seen"}, second: "4",
    }  # fmt: skip


def test_a_real_case_needs_the_reason_of_every_level(office: Office) -> None:
    """All levels that lack one are named at once."""
    own: Tree = {ASSESSORS[0]: {"level": "5", "reason": "All seen"}, ASSESSORS[1]: "4"}
    answers = with_facts(gold_answers(), {"2.4": own})

    refusal = refused(office, answers, demonstration=False)

    assert refusal.message == "assessment.no_reasons"
    assert "2.4" in refusal.values["facts"].split(", ")
    assert len(refusal.values["facts"].split(", ")) == len(JUDGED)


JUDGING = """
language: 1
scheme: judged
version: "1.0.0"
title: Judged label
in_force: {from: 2020-01-01}
sources: {book: {title: Book of the judged label}}
scales: {grade: {lowest: 1, highest: 5, agree_within: 1, take: lower}}
facts:
  staff: {kind: number, max: 1000}
  export: {kind: judgement, scale: grade, not_applicable: allowed, title: Export}
labels:
  - id: bronze
    title: Bronze
    requires:
      - {id: bronze.staff, that: {fact: staff, at_least: 1}, basis: {official: book}}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: {official: book}}]
"""


@pytest.fixture
def judging(office: Office) -> Office:
    """Give an office whose ruleset has one judged fact, which may not apply."""
    office.rulesets = Rulesets(Shelf({"judged/1.0.0": JUDGING}))
    publish(office.desk, office.rulesets.find("judged/1.0.0"))
    return office


def export(stated: Tree) -> Tree:
    return {"on": "2026-10-15", "panel": list(ASSESSORS), "facts": {"export": stated}}


def test_that_nothing_applies_needs_a_reason_in_a_real_case(judging: Office) -> None:
    """It can be worth more than a level: what does not apply may count as met."""
    error = refused(
        judging, export("not applicable"), scheme="judged", sought="bronze", demonstration=False
    )

    assert (error.message, error.values["facts"]) == ("assessment.no_reasons", "export")


def test_that_nothing_applies_can_have_its_reasons(judging: Office) -> None:
    own: Tree = {"level": "not applicable", "reason": "Sells to neighbours only"}

    frozen = judging.freeze(
        export(dict.fromkeys(ASSESSORS, own)), scheme="judged", sought="bronze", demonstration=False
    )

    assert list(statement(frozen, "export").answer.values()) == [own, own]
    judging.deciding.preview(frozen.record.assessment)


def test_what_nobody_judged_needs_no_reason(judging: Office) -> None:
    frozen = judging.freeze(
        export("unanswered"), scheme="judged", sought="bronze", demonstration=False
    )

    assert statement(frozen, "export").state is State.UNANSWERED


def test_no_name_beside_the_panel_gets_into_the_record(judging: Office) -> None:
    """What reads files refuses it; whoever stores without a file must not get past."""
    application = Application(
        organisation=HOLDER, scheme="judged", sought="bronze", demonstration=True
    )
    levels: Tree = dict.fromkeys(ASSESSORS, "4")
    found, read = judging.assessing.read(as_yaml(export(levels)), "a.yaml", application)
    (stated,) = read.assessment.statements
    stated = stated.model_copy(update={"answer": {"Someone Else": "4"}})
    assessment = read.assessment.model_copy(update={"statements": (stated,)})

    with judging.nothing_stored(), pytest.raises(KeyError):
        judging.assessing.store(found, replace(read, assessment=assessment), application)


def test_a_real_case_with_all_reasons_is_frozen(office: Office) -> None:
    answers = gold_answers()

    frozen = office.freeze(with_reasons(answers), demonstration=False)

    plain = office.freeze(answers)
    assert [
        office.deciding.preview(one.record.assessment).outcome.label for one in (frozen, plain)
    ] == ["gold", "gold"]


def test_an_assessor_keeps_the_id_in_the_next_case(office: Office) -> None:
    first = office.freeze(gold_answers())
    again = office.freeze(gold_answers(panel=("BO  bering", "Someone New")))

    assert again.assessment.panel[0] == first.assessment.panel[1]
    assert len(rows_of(office.path, "person")) == 3
    assert len(rows_of(office.path, "membership")) == 3


def test_a_level_for_the_whole_panel_stays_one_level(office: Office) -> None:
    frozen = office.freeze(with_facts(gold_answers(panel=ASSESSORS[:1]), {"2.4": "4"}))

    assert statement(frozen, "2.4").answer == "4"


def test_the_command_can_name_who_assessed_where_the_file_does_not(office: Office) -> None:
    answers = plain_answers()
    del answers["panel"]

    frozen = office.freeze(answers, scheme="plain", sought="bronze", assessors=("Alva Ahlberg",))

    assert len(frozen.assessment.panel) == 1
    assert frozen.assessment.panel == frozen.record.assessors


def test_levels_by_the_nameless_assessor_are_those_of_the_one_who_is_named(
    office: Office,
) -> None:
    """A file without a panel knows one, `assessor`; no case may be frozen that nobody can judge."""
    answers = gold_answers(panel=("assessor",))
    del answers["panel"]

    frozen = office.freeze(answers, assessors=("Alva Ahlberg",))

    assert office.deciding.preview(frozen.record.assessment).outcome.label == "bronze"


def test_levels_by_the_nameless_assessor_of_two_are_refused_or_can_be_judged(
    office: Office,
) -> None:
    answers = gold_answers(panel=("assessor",))
    del answers["panel"]

    for stated in (answers, with_facts(bronze_without_panel(), {"2.4": "4"})):
        error = refused(office, stated, assessors=ASSESSORS)
        assert error.message == "assessment.nameless_levels"
        assert "Bo Bering" in say_error(error)


def bronze_without_panel() -> dict[str, Tree]:
    """Return answers without levels that name nobody."""
    answers = bronze_answers()
    del answers["panel"]
    return answers


def test_without_levels_the_command_can_name_several(office: Office) -> None:
    frozen = office.freeze(bronze_without_panel(), sought="bronze", assessors=ASSESSORS)

    assert len(frozen.record.assessors) == 2


def test_an_assessor_of_the_command_can_have_any_name(office: Office) -> None:
    """`consensus` means something in a file only."""
    answers = gold_answers(panel=("assessor",))
    del answers["panel"]
    levels: Tree = {"assessor": "5", "consensus": "4", "reason": "together"}

    frozen = office.freeze(with_facts(answers, {"2.4": levels}), assessors=("consensus",))

    (person,) = frozen.assessment.panel
    assert statement(frozen, "2.4").answer == {person: "5", "consensus": "4", "reason": "together"}


@pytest.mark.parametrize("panel", [None, ("assessor",)])
def test_somebody_must_have_assessed(office: Office, panel: tuple[str, ...] | None) -> None:
    answers = gold_answers(panel=("assessor",))
    if panel is None:
        del answers["panel"]

    assert refused(office, answers).message == "assessment.no_assessor"


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_somebody_has_a_name(office: Office, name: str) -> None:
    answers = plain_answers()
    del answers["panel"]

    with office.nothing_stored(), pytest.raises((NotAllowedError, InvalidInputError)):
        office.freeze(answers, scheme="plain", sought=None, assessors=(name,))


@pytest.mark.parametrize("given", [("Alva Ahlberg",), (*ASSESSORS, "Third"), ("Someone", "Else")])
def test_file_and_command_cannot_name_different_panels(
    office: Office, given: tuple[str, ...]
) -> None:
    assert refused(office, gold_answers(), assessors=given).message == "assessment.other_panel"


def test_file_and_command_can_name_the_same_panel(office: Office) -> None:
    frozen = office.freeze(gold_answers(), assessors=(ASSESSORS[1], ASSESSORS[0]))

    assert len(frozen.assessment.panel) == 2


def test_nobody_assesses_twice(office: Office) -> None:
    answers = gold_answers(panel=("Alva Ahlberg", "ALVA  AHLBERG"))

    assert refused(office, answers).message == "assessment.same_assessor"


@pytest.mark.parametrize(
    "other", ["Alva\u200b Ahlberg", "Alva Ahlberg\u00ad", "Alva\u2060 Ahlberg"]
)
def test_invisible_signs_make_no_second_person(office: Office, other: str) -> None:
    """A name that looks the same on every screen is the same person."""
    frozen = office.freeze(plain_answers(), scheme="plain", sought="bronze", demonstration=False)

    with pytest.raises((NotAllowedError, InvalidInputError)):
        office.decide(frozen, by=other)


def test_an_organisation_must_be_known(office: Office) -> None:
    with office.nothing_stored(), pytest.raises(NotFoundError) as caught:
        office.freeze(gold_answers(), "Nobody e.V.")

    assert caught.value.message == "organisation.absent"
    assert "Nobody e.V." in say_error(caught.value)


def test_an_organisation_is_named_by_id_too(office: Office) -> None:
    organisation = office.organising.show(HOLDER).id

    assert office.freeze(gold_answers(), organisation).case.organisation == organisation


@pytest.mark.parametrize("label", ["platinum", "", "Gold", "none"])
def test_a_label_must_be_one_of_the_version(office: Office, label: str) -> None:
    error = refused(office, gold_answers(), sought=label)

    assert error.message == "label.absent"
    assert "bronze, silver, gold" in say_error(error)


def test_silver_cannot_be_sought_where_there_was_none(office: Office) -> None:
    """ecei/1.0.0 knows Bronze and Gold."""
    answers: Tree = {"on": "2013-05-01", "panel": ["Alva"], "facts": {}}

    assert refused(office, answers, sought="silver").message == "label.absent"


def test_a_case_can_seek_the_benchmark_only(office: Office) -> None:
    frozen = office.freeze(gold_answers(), sought=None)

    assert frozen.case.sought is None
    assert office.assessing.show(frozen.record.assessment) == frozen


@pytest.mark.parametrize(
    ("filed_on", "version"),
    [
        ("2012-04-18", "1.0.0"),
        ("2013-12-31", "1.0.0"),
        ("2014-01-01", "1.1.0"),
        ("2019-11-14", "1.1.0"),
        ("2019-11-15", "2.0.0"),
        ("2026-11-24", "2.0.0"),
    ],
)
def test_the_day_of_filing_chooses_the_version(office: Office, filed_on: str, version: str) -> None:
    answers: Tree = {"on": "2026-11-24", "filed_on": filed_on, "panel": ["Alva"], "facts": {}}

    frozen = office.freeze(answers, sought="bronze")

    assert (frozen.case.version, frozen.assessment.version) == (version, version)
    assert frozen.ruleset == office.rulesets.find(f"ecei/{version}").ruleset.digest
    kept = next(row for row in rows_of(office.path, "ruleset") if row[0] == frozen.ruleset)
    assert kept[1:3] == ("ecei", version)


def test_not_stated_the_day_of_filing_is_the_day_assessed(office: Office) -> None:
    frozen = office.freeze({"on": "2019-11-14", "panel": ["Alva"], "facts": {}}, sought=None)

    assert frozen.case.filed_on == "2019-11-14"
    assert frozen.case.version == "1.1.0"


def test_nothing_is_filed_before_the_first_version(office: Office) -> None:
    error = refused(office, gold_answers(filed_on="2012-04-17"))

    assert error.message == "scheme.not_yet"
    assert "2012-04-17" in say_error(error)


def test_a_version_that_was_not_in_force_cannot_be_chosen(office: Office) -> None:
    error = refused(office, gold_answers(), version="1.0.0")

    assert error.message == "ruleset.not_in_force"
    assert "ecei/2.0.0" in say_error(error)
    assert office.freeze(gold_answers(), version="2.0.0").case.version == "2.0.0"


def test_a_scheme_must_be_known(office: Office) -> None:
    with office.nothing_stored(), pytest.raises(NotFoundError, match="scheme"):
        office.freeze(gold_answers(), scheme="nope")


def test_mistakes_of_the_file_are_told_all_at_once(office: Office) -> None:
    answers = gold_answers(staff="2.505 FTE", eccp_profile="NO", private_share="141 %", wrong="1")

    with office.nothing_stored(), pytest.raises(InvalidInputError) as caught:
        office.freeze(answers)

    assert sorted(one.message for one in caught.value.mistakes) == [
        "answer.range", "number.decimals", "unknown.name", "yes_no.not_one",
    ]  # fmt: skip
    assert all(one.place.line for one in caught.value.mistakes)


@pytest.mark.parametrize("later", ["2026-11-25", "2999-10-15", "9999-12-31"])
def test_nothing_is_frozen_that_speaks_of_a_day_to_come(office: Office, later: str) -> None:
    """An assessment says what was found; the office's day is 2026-11-24."""
    with office.nothing_stored(), pytest.raises((NotAllowedError, InvalidInputError)):
        office.freeze(gold_answers(on=later))


def test_json_and_yaml_say_the_same(office: Office) -> None:
    answers = gold_answers(effects=UNTOLD, improved_areas=["2.4", "4.3"], staff="0.5 FTE")
    application = Application(organisation=HOLDER, scheme="ecei", sought="gold", demonstration=True)

    _, from_yaml = office.assessing.read(as_yaml(answers), "a.yaml", application)
    _, from_json = office.assessing.read(as_json(answers), "a.json", application)

    assert from_yaml == from_json


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_json_is_read_however_a_program_escapes_it(office: Office, ensure_ascii: bool) -> None:
    """Most programs write a sign beyond the first 65,536 as two escapes."""
    text = "Łódź 😀 and /"
    content = json.dumps(
        {"on": "2026-10-15", "panel": ["Alva"], "facts": {"effects": text}},
        ensure_ascii=ensure_ascii,
        indent="\t",
    )
    application = Application(organisation=HOLDER, scheme="ecei", sought=None, demonstration=True)

    _, read = office.assessing.read(content.encode(), "a.json", application)

    assert read.assessment.statements[0].answer == text


def test_what_was_not_stated_is_not_there_and_what_was_left_open_is(office: Office) -> None:
    frozen = office.freeze(gold_answers(staff="unanswered"))

    stated = {one.fact: one.state for one in frozen.assessment.statements}
    assert stated["staff"] is State.UNANSWERED
    assert "effects" not in stated


def test_levels_are_stated_by_the_assessors(office: Office) -> None:
    """Whoever states a fact must be told apart from whom it is about."""
    frozen = office.freeze(gold_answers())

    assert statement(frozen, "2.4").role == "assessor"
    assert statement(frozen, "staff").role == "organisation"


def test_a_level_of_the_whole_panel_is_stated_by_the_assessors_too(office: Office) -> None:
    answers = gold_answers(panel=ASSESSORS[:1])
    frozen = office.freeze(with_facts(answers, {"2.4": "4", "2.5": "unanswered"}))

    assert statement(frozen, "2.4").role == statement(frozen, "2.5").role == "assessor"


def waived(office: Office, on: str, **options: Any) -> FrozenAssessment:
    """Freeze answers with a waiver of some day."""
    waiver: Tree = {"requirement": "bronze.staff", "by": "committee", "reason": "new", "on": on}
    answers: Tree = {**plain_answers(), "waivers": [waiver]}
    return office.freeze(answers, scheme="plain", sought="bronze", **options)


def test_a_waiver_of_today_counts_in_a_demonstration(office: Office) -> None:
    assert waived(office, NOW[:10]).assessment.waivers[0].on == NOW[:10]


def test_a_waiver_of_a_day_to_come_is_none_yet(office: Office) -> None:
    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        waived(office, "2026-11-25")

    assert caught.value.message == "waiver.future"
    assert "bronze.staff" in say_error(caught.value)


def test_a_waiver_by_nobody_counts_in_no_real_case(office: Office) -> None:
    """An exception is by somebody. Source: docs/ruleset-language.md, "Cases and mistakes"."""
    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        waived(office, "2026-10-15", demonstration=False)

    assert caught.value.message == "waiver.nobody"
    assert "committee" in say_error(caught.value)


def by_wilma(office: Office, on: str) -> FrozenAssessment:
    """Freeze a real case with a waiver that names its person."""
    waiver: Tree = {
        "requirement": "bronze.staff", "by": "committee", "person": "Wilma Waiver", "reason": "new",
        "on": on,
    }  # fmt: skip
    answers: Tree = {**plain_answers(), "waivers": [waiver]}
    return office.freeze(answers, scheme="plain", sought="bronze", demonstration=False)


def test_a_waiver_in_a_real_case_is_by_the_person_the_file_names(office: Office) -> None:
    (waiver,) = by_wilma(office, NOW[:10]).assessment.waivers

    wilma = office.database.read(lambda c: people.find_person(c, "Wilma Waiver"))
    assert (waiver.person, waiver.by, waiver.reason) == (wilma, Role.COMMITTEE, "new")


def test_who_waived_had_the_role_on_that_day(office: Office) -> None:
    """People have a role from the day on which it is first recorded."""
    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        by_wilma(office, "2026-10-15")

    assert caught.value.message == "waiver.not_yet"
    assert "committee" in say_error(caught.value)


def test_a_role_that_was_had_before_counts(office: Office) -> None:
    office.database.write(
        lambda c: office.desk.person(c, "Wilma Waiver", "committee", "2026-10-01T09:00:00Z")
    )

    assert by_wilma(office, "2026-10-15").assessment.waivers[0].person is not None


def waived_by(office: Office, person: str, role: str, **options: Any) -> FrozenAssessment:
    """Freeze a case with a waiver of today by a person."""
    waiver: Tree = {
        "requirement": "bronze.staff", "by": role, "person": person, "reason": "new",
        "on": NOW[:10],
    }  # fmt: skip
    answers: Tree = {**plain_answers(), "waivers": [waiver]}
    return office.freeze(answers, scheme="plain", sought="bronze", **options)


@pytest.mark.parametrize("role", ["committee", "programme_office", "decision_maker"])
@pytest.mark.parametrize("demonstration", [True, False])
def test_nobody_waives_what_they_assess(office: Office, role: str, demonstration: bool) -> None:
    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        waived_by(office, ASSESSORS[0].upper(), role, demonstration=demonstration)

    assert caught.value.message == "waiver.own_panel"
    assert "bronze.staff" in say_error(caught.value)


def test_what_is_for_assessors_to_waive_one_of_the_panel_waives(office: Office) -> None:
    frozen = waived_by(office, ASSESSORS[0], "assessor")

    assert frozen.assessment.waivers[0].person in frozen.assessment.panel


def test_every_waiver_has_its_giver_or_none(office: Office) -> None:
    """A list of givers that is too short must not make waivers by nobody in silence."""
    application = Application(
        organisation=HOLDER, scheme="plain", sought="bronze", demonstration=True
    )
    waiver: Tree = {"requirement": "bronze.staff", "by": "committee", "reason": "new"}
    answers: Tree = {**plain_answers(), "waivers": [waiver]}
    found, read = office.assessing.read(as_yaml(answers), "answers.yaml", application)

    with office.nothing_stored(), pytest.raises(ValueError, match="zip"):
        office.assessing.store(found, replace(read, waived_by=()), application)


def test_stated_history_is_kept_beside_the_answers(office: Office) -> None:
    history: Tree = [
        {"label": "bronze", "valid_from": "2020-01-01", "valid_until": "2022-12-31"},
        {"scheme": "other", "label": "a", "valid_from": "2020-01-01", "valid_until": "2020-12-31"},
    ]
    answers: Tree = {**gold_answers(), "history": history, "looked_up": ["other"]}

    frozen = office.freeze(answers)

    assert [award.scheme for award in frozen.stated_history.awards] == ["ecei", "other"]
    assert frozen.stated_history.looked_up == ("other",)
    assert office.assessing.show(frozen.record.assessment).stated_history == frozen.stated_history


def test_nothing_is_stored_that_was_read_under_another_version(office: Office) -> None:
    """Whoever reads answers may choose any version; the day of filing chooses what counts."""
    application = Application(organisation=HOLDER, scheme="ecei", sought="gold", demonstration=True)
    found, read = office.assessing.read(as_yaml(gold_answers()), "answers.yaml", application)
    older = office.rulesets.find("ecei/1.1.0")
    answered = read.assessment.model_copy(update={"version": "1.1.0"})

    for ruleset, answers in (older, read), (found, replace(read, assessment=answered)):
        with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
            office.assessing.store(ruleset, answers, application)
        assert caught.value.message == "ruleset.not_in_force"
        assert "ecei/2.0.0" in say_error(caught.value)


def test_what_was_read_before_a_version_took_over_is_read_again(office: Office) -> None:
    """The day of storing counts, also where the file was read a second before midnight."""
    text = PLAIN.replace('version: "1.0.0"', 'version: "2.0.0"').replace(
        "from: 2020-01-01", "from: 2026-11-25"
    )
    text = text.replace("\nsources:", '\nsupersedes: {version: "1.0.0", pending: new}\nsources:', 1)
    office.rulesets = Rulesets(Shelf({"plain/1.0.0": PLAIN, "plain/2.0.0": text}))
    application = Application(
        organisation=HOLDER, scheme="plain", sought="bronze", demonstration=True
    )
    found, read = office.assessing.read(as_yaml(plain_answers()), "answers.yaml", application)
    office.clock.moment = "2026-11-25T00:00:00Z"

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.assessing.store(found, read, application)

    assert caught.value.message == "ruleset.not_in_force"


BEFORE = ("Nils Before", "Olga Earlier")


@pytest.mark.parametrize("panel", [BEFORE, BEFORE[:1]])
@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
def test_nobody_is_named_who_assessed_before(
    office: Office, panel: tuple[str, ...], version: str
) -> None:
    """They are people, too, and never asked to be in this record."""
    levels: Tree = {name: {"level": "3", "reason": "Seen"} for name in panel}
    award: Tree = {
        "label": "bronze", "valid_from": "2020-01-01", "valid_until": "2022-12-31",
        "version": version, "panel": list(panel),
        "facts": {"2.4": levels, "2.5": "4", "staff": "2 FTE"},
    }  # fmt: skip
    answers: Tree = {**gold_answers(), "history": [award]}

    frozen = office.freeze(answers)

    behind = frozen.stated_history.awards[0].assessment
    assert behind is not None
    said = {one.fact: one.answer for one in behind.statements}
    numbered = ("assessor",) if len(panel) == 1 else ("assessor 1", "assessor 2")
    assert behind.panel == numbered
    assert said["2.4"] == {name: {"level": "3", "reason": "Seen"} for name in numbered}
    assert said["staff"] == "2 FTE"
    everything = "\n".join(dump(office.path))
    assert not any(name in everything for name in BEFORE)


def test_what_was_judged_before_is_worth_the_same_without_names(office: Office) -> None:
    levels: Tree = {BEFORE[0]: "2", BEFORE[1]: "3"}
    apart: Tree = {BEFORE[0]: "2", BEFORE[1]: "5"}
    award: Tree = {
        "label": "bronze", "valid_from": "2020-01-01", "valid_until": "2022-12-31",
        "panel": list(BEFORE), "facts": {"2.4": levels, "2.5": apart},
    }  # fmt: skip
    application = Application(organisation=HOLDER, scheme="ecei", sought="gold", demonstration=True)
    content = as_yaml({**gold_answers(), "history": [award]})
    found, read = office.assessing.read(content, "answers.yaml", application)
    named = read.history.awards[0].assessment
    unnamed = office.assessing.store(found, read, application).stated_history.awards[0].assessment

    assert named is not None
    assert unnamed is not None
    assert Answers(found.ruleset).carry(named) == Answers(found.ruleset).carry(unnamed)


def test_without_history_there_is_no_commitment_to_one(office: Office) -> None:
    frozen = office.freeze(gold_answers())

    assert frozen.record.history is None
    assert frozen.stated_history == NO_HISTORY


def test_attributes_are_copied_as_they_were(office: Office) -> None:
    office.add("Krakenholm", country="NO", founded="2001-01-01")

    frozen = office.freeze(gold_answers(), "krakenholm")

    assert frozen.assessment.attributes == office.organising.show("Krakenholm").attributes


def test_entries_name_nobody(office: Office) -> None:
    """Names, facts and the organisation are committed to; the record holds none of them."""
    organisation = office.organising.show(HOLDER).id
    office.freeze(gold_answers(effects=UNTOLD, recognised_by="The Moonbeam Programme"))

    contents = "\n".join(row[4] for row in rows_of(office.path, "record"))

    for word in (*ASSESSORS, HOLDER, UNTOLD, "Moonbeam", "2.5 FTE", "41.5", "industry"):
        assert word not in contents
    assert organisation not in entries_beside_organisations(office.path)
    assert {row[2] for row in since_founding(office.path)} == {
        "organisation", "membership", "case", "assessment",
    }  # fmt: skip


def test_the_same_answers_are_committed_to_under_another_salt(office: Office) -> None:
    """Otherwise anyone could find few-valued facts by trying."""
    first, second = office.freeze(gold_answers()), office.freeze(gold_answers())

    assert first.assessment == second.assessment
    assert first.record.facts != second.record.facts


def test_public_parts_read_back_as_their_models(office: Office) -> None:
    frozen = office.freeze(gold_answers())

    def read(connection: Any) -> tuple[object, ...]:
        return (
            records.demand(connection, RecordKind.CASE, frozen.case.id, CaseRecord),
            records.demand(
                connection, RecordKind.ASSESSMENT, frozen.record.assessment, AssessmentRecord
            ),
            *(
                records.public_part(one, MembershipRecord).role
                for one in records.of_kind(connection, RecordKind.MEMBERSHIP)
            ),
        )

    case, assessment, *roles = office.database.read(read)
    assert isinstance(case, CaseRecord)
    assert assessment == frozen.record
    assert roles == ["assessor", "assessor"]


def test_there_is_no_assessment_of_another_id(office: Office) -> None:
    frozen = office.freeze(bronze_answers(), sought="bronze")

    for other in ("", "01NONE", frozen.case.id):
        with pytest.raises(NotFoundError) as caught:
            office.assessing.show(other)
        assert caught.value.message == "assessment.absent"


def test_a_rehearsal_stores_nothing(office: Office) -> None:
    office.database = HookedDatabase(f"sqlite:///{office.path}", rehearse=True)

    with office.nothing_stored():
        assert office.freeze(gold_answers()).record.frozen_at == NOW
