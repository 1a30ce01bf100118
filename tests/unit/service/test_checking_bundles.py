"""Bundles that somebody changed: the check that finds it, by its name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tcei_rules.domain.canonical import canonical
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.notes import COSIGNATURE_V1, Note, VerifierKey
from tcei_rules.service.audit.report import State
from tcei_rules.service.bundle.report import BundleCheck
from tcei_rules.service.bundle.zipping import packed
from tests.bundles import (
    ALL_CHECKS,
    checked,
    decision_of,
    edited,
    failed,
    gold_bundle,
    gold_files,
    of_kind,
    opening_of,
    relogged,
    remarks,
    reopened,
    together,
)
from tests.certificate_samples import (
    LEDGER_KEY,
    ORIGIN,
    STRANGERS_KEY,
    sample_issuer,
    sample_trust,
)

OTHER_ID = "01000000000000000000009999"


def test_a_whole_bundle_passes_every_check() -> None:
    report = checked(gold_bundle().content)

    assert [one.name for one in report.results] == list(ALL_CHECKS)
    assert {one.state for one in report.results} == {State.PASSED}
    assert report.pinned
    assert report.size == gold_bundle().size
    assert all(one.looked_at for one in report.results)


def test_without_a_trust_root_of_the_readers_own_it_is_said_aloud() -> None:
    report = checked(gold_bundle().content, pinned=None)

    assert report.state is State.PASSED
    assert not report.pinned
    assert remarks(report.result(BundleCheck.TRUST_ROOT)) == {"bundle.trust.not_pinned"}


def test_a_ledger_rebuilt_around_unchanged_entries_still_passes() -> None:
    """The test of the tests below: what they find is not the rebuilding itself."""
    assert failed(checked(together(relogged(gold_files())))) == set()


def test_a_forger_with_a_ledger_of_his_own_passes_only_by_his_own_trust_root() -> None:
    own = SigningKey(b"\7" * 32)
    files = gold_files()
    text = Note.parse(files["checkpoint"]).text
    forged = sign_checkpoint(Checkpoint.parse(text), own).to_bytes()
    done = {name: content.replace(files["checkpoint"], forged) for name, content in files.items()}

    assert BundleCheck.HEAD in failed(checked(together(done)))
    assert BundleCheck.HEAD in failed(checked(together(done), pinned=None))


@pytest.mark.parametrize("name", sorted(gold_files()))
def test_a_file_that_is_missing_is_found(name: str) -> None:
    files = gold_files()
    del files[name]

    found = failed(checked(packed(files) if name == "SHA256SUMS" else together(files)))
    assert BundleCheck.FILES in found or name.startswith(("entries", "proofs", "openings", "cert"))
    assert found


@pytest.mark.parametrize("name", sorted(set(gold_files()) - {"SHA256SUMS"}))
def test_a_file_that_was_changed_is_found_by_its_sum(name: str) -> None:
    files = gold_files()
    files[name] = files[name] + b" "

    assert BundleCheck.FILES in failed(checked(packed(files)))


def test_a_file_too_many_is_found() -> None:
    files = {**gold_files(), "notes.txt": b"by the way"}

    assert failed(checked(together(files))) == {BundleCheck.FILES}


def test_words_that_nobody_signed_are_told_when_they_are_others() -> None:
    files = {**gold_files(), "explanation.txt": b"Platinum is granted.\n"}
    report = checked(together(files))

    assert report.state is State.PASSED
    assert remarks(report.result(BundleCheck.FILES)) == {"bundle.explanation.other"}


def test_a_head_by_a_strangers_key_is_found() -> None:
    files = gold_files()
    text = Note.parse(files["checkpoint"]).text
    head = sign_checkpoint(Checkpoint.parse(text), STRANGERS_KEY).to_bytes()

    assert BundleCheck.HEAD in failed(checked(together({**files, "checkpoint": head})))


def test_proofs_under_another_head_are_found() -> None:
    files = gold_files()
    later = Checkpoint(ORIGIN, gold_bundle().size + 1, b"\0" * 32)
    head = sign_checkpoint(later, LEDGER_KEY).to_bytes()

    found = failed(checked(together({**files, "checkpoint": head})))
    assert found == {BundleCheck.ENTRIES, BundleCheck.CERTIFICATE}


def test_a_quorum_of_witnesses_that_is_asked_for_and_not_there_could_not_be_checked() -> None:
    key = VerifierKey("witness.example", COSIGNATURE_V1, STRANGERS_KEY.public)
    policy = f"witness w {key}\nquorum w\n"
    trust = sample_trust().model_copy(update={"witnesses": policy}).to_bytes()
    report = checked(gold_bundle().content, pinned=trust)

    assert report.state is State.UNCHECKED
    assert report.result(BundleCheck.WITNESSES).state is State.UNCHECKED
    # That this trust root is none of the ledger's is said, too.
    assert remarks(report.result(BundleCheck.TRUST_ROOT)) == {"bundle.trust.elsewhere"}


def test_another_trust_root_inside_is_found() -> None:
    other = sample_trust(sample_issuer()).to_bytes()
    files = {**gold_files(), "trust.json": other}

    assert failed(checked(together(files))) == {BundleCheck.TRUST_ROOT}


def test_no_trust_root_inside_trusts_nobody() -> None:
    files = {**gold_files(), "trust.json": b"{}"}
    report = checked(together(files), pinned=None)

    assert {BundleCheck.HEAD, BundleCheck.TRUST_ROOT} <= failed(report)


def test_the_proof_of_another_entry_is_found() -> None:
    files = gold_files()
    files["proofs/9.tlog-proof"] = files["proofs/10.tlog-proof"]

    assert failed(checked(together(files))) == {BundleCheck.ENTRIES}


def test_an_entry_that_is_not_canonical_is_found_even_under_a_head() -> None:
    files = gold_files()
    name = of_kind(files, "case")
    files[name] = files[name].replace(b",", b", ", 1)

    assert BundleCheck.ENTRIES in failed(checked(together(relogged(files))))


def test_an_entry_of_something_else_is_found() -> None:
    files = gold_files()
    entry = json.loads(files[of_kind(files, "case")])
    entry["content"]["case"] = entry["id"] = OTHER_ID
    files["entries/5.json"] = canonical(entry)

    found = failed(checked(together(relogged(files))))
    assert BundleCheck.ENTRIES in found


def test_another_opening_is_found() -> None:
    files = gold_files()
    name = opening_of(files, "facts")
    files[name] = files[name].replace(b'"2.5 FTE"', b'"9.5 FTE"')

    found = failed(checked(together(files)))
    assert BundleCheck.OPENINGS in found


def test_an_opening_that_no_entry_commits_to_is_found() -> None:
    files = {**gold_files(), "openings/" + "0" * 64: b"x" * 40}

    assert failed(checked(together(files))) == {BundleCheck.OPENINGS}


def test_an_opening_left_out_without_an_erasure_is_found() -> None:
    files = gold_files()
    del files[opening_of(files, "outcome")]

    assert BundleCheck.OPENINGS in failed(checked(together(files)))


def test_other_criteria_are_found() -> None:
    files = gold_files()
    files["ruleset.yaml"] = files["ruleset.yaml"] + b"# a remark\n"

    assert failed(checked(together(files))) == {BundleCheck.CRITERIA}


def test_criteria_that_cannot_be_read_are_found() -> None:
    files = {**gold_files(), "ruleset.yaml": b"\xff: ["}
    report = checked(together(files))

    assert failed(report) == {BundleCheck.CRITERIA}
    assert report.result(BundleCheck.REPLAY).state is State.UNCHECKED


def test_a_decision_under_other_criteria_than_its_case_is_found() -> None:
    files = edited(gold_files(), "case", lambda one: one.update(ruleset="sha256:" + "0" * 64))

    assert failed(checked(together(relogged(files)))) == {BundleCheck.CRITERIA}


def test_one_person_in_two_parts_is_found() -> None:
    decision = decision_of(gold_files())
    files = edited(gold_files(), "decision", lambda one: one.update(confirmer=decision["decider"]))

    assert BundleCheck.PEOPLE in failed(checked(together(relogged(files))))


def test_someone_without_the_role_is_found() -> None:
    files = edited(gold_files(), "decision", lambda one: one.update(confirmer=OTHER_ID))
    report = checked(together(relogged(files)))

    assert BundleCheck.PEOPLE in failed(report)


def test_a_role_taken_later_is_found() -> None:
    files = edited(gold_files(), "membership", lambda one: one.update(start="2027-01-01"))

    assert failed(checked(together(relogged(files)))) == {BundleCheck.PEOPLE}


def test_a_panel_that_the_facts_do_not_name_is_found() -> None:
    files = edited(gold_files(), "assessment", lambda one: one["assessors"].reverse())

    assert failed(checked(together(relogged(files)))) == {BundleCheck.PEOPLE}


def test_more_than_the_outcome_grants_is_found() -> None:
    def lower(outcome: Any) -> None:
        outcome["verdicts"][-1]["verdict"] = "refused"

    found = failed(checked(together(reopened(gold_files(), "outcome", lower))))
    # The certificate names the digest of the decision that it rests on.
    assert found == {BundleCheck.DECISION, BundleCheck.REPLAY, BundleCheck.CERTIFICATE}


def test_more_than_was_sought_is_found() -> None:
    files = edited(gold_files(), "case", lambda one: one.update(sought="bronze"))

    assert failed(checked(together(relogged(files)))) == {BundleCheck.DECISION}


def test_longer_than_the_outcome_grants_is_found() -> None:
    files = edited(
        gold_files(), "decision", lambda one: one["validity"].update(valid_until="2099-01-01")
    )

    found = failed(checked(together(relogged(files))))
    assert found == {BundleCheck.DECISION, BundleCheck.CERTIFICATE}


def test_a_decision_before_its_assessment_is_found() -> None:
    files = edited(
        gold_files(), "assessment", lambda one: one.update(frozen_at="2026-11-24T18:00:01Z")
    )

    assert failed(checked(together(relogged(files)))) == {BundleCheck.DECISION}


def test_another_outcome_is_found_with_the_first_differing_path() -> None:
    def raise_points(outcome: Any) -> None:
        outcome["indicators"][3]["points"] = 1

    report = checked(together(reopened(gold_files(), "outcome", raise_points)))
    (failure,) = report.result(BundleCheck.REPLAY).failures

    assert failed(report) == {BundleCheck.REPLAY, BundleCheck.CERTIFICATE}
    assert failure.what == "/outcome/indicators/3/points"
    assert failure.expected == "1"


def test_other_facts_are_judged_otherwise() -> None:
    def fewer(facts: Any) -> None:
        for one in facts["statements"]:
            if one["fact"] == "staff":
                one["answer"] = "0.1 FTE"

    report = checked(together(reopened(gold_files(), "facts", fewer)))

    assert BundleCheck.REPLAY in failed(report)


def test_facts_that_are_not_legal_answers_are_found() -> None:
    def odd(facts: Any) -> None:
        facts["statements"][0]["answer"] = "no such answer at all"

    report = checked(together(reopened(gold_files(), "facts", odd)))
    (failure,) = report.result(BundleCheck.REPLAY).failures

    assert failure.what == "/facts"


def test_without_a_second_evaluator_the_reference_judges_and_that_is_said() -> None:
    report = checked(gold_bundle().content, evaluations=Evaluation)

    assert report.state is State.PASSED
    assert remarks(report.result(BundleCheck.REPLAY)) == {"bundle.replay.reference_alone"}


def test_a_stripped_signature_of_the_certificate_is_found() -> None:
    files = gold_files()
    certificate = json.loads(files["certificate.json"])
    certificate["proof"] = []
    files["certificate.json"] = canonical(certificate)

    assert failed(checked(together(files))) == {BundleCheck.CERTIFICATE}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("label", "silver"),
        ("number", "DEMO-ECEI-2026-0002"),
        ("holder", OTHER_ID),
        ("credential", "sha256:" + "0" * 64),
        ("demonstration", False),
        ("issued_at", "2020-01-01T00:00:00Z"),
    ],
)
def test_a_certificate_that_says_otherwise_is_found(member: str, value: object) -> None:
    files = edited(gold_files(), "certificate", lambda one: one.update({member: value}))

    assert failed(checked(together(relogged(files)))) == {BundleCheck.CERTIFICATE}


def test_a_certificate_without_an_entry_is_found() -> None:
    files = gold_files()
    index = of_kind(files, "certificate")[8:-5]
    del files[f"entries/{index}.json"], files[f"proofs/{index}.tlog-proof"]

    assert failed(checked(together(files))) == {BundleCheck.CERTIFICATE}


def test_a_bundle_without_decision_gives_a_report_all_the_same() -> None:
    files = {"checkpoint": b"", "SHA256SUMS": b""}
    report = checked(together(files))

    assert report.decision == ""
    assert report.state is State.FAILED


def test_a_zip_of_something_else_is_no_bundle() -> None:
    with pytest.raises(InvalidInputError) as told:
        checked(packed({"letter.txt": b"Dear committee"}))
    assert told.value.mistakes[0].message == "bundle.other"


def test_an_opening_that_is_something_else_is_found() -> None:
    def nameless(facts: Any) -> None:
        del facts["assessed_on"]

    report = checked(together(reopened(gold_files(), "facts", nameless)))

    assert BundleCheck.OPENINGS in failed(report)


def test_facts_of_another_day_of_filing_are_found() -> None:
    files = edited(gold_files(), "case", lambda one: one.update(filed_on="2019-01-01"))

    assert failed(checked(together(relogged(files)))) == {BundleCheck.DECISION}


def test_a_start_that_is_not_the_criterias_own_is_found() -> None:
    files = edited(gold_files(), "publication", lambda one: one.update(starts="2019-01-01"))

    assert failed(checked(together(relogged(files)))) == {BundleCheck.CRITERIA}
