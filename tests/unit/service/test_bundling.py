"""Gathering everything about one decision into one file."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from tcei_rules.domain.decision import CertificateRecord
from tcei_rules.errors import NotFoundError
from tcei_rules.ledger.tlog_proofs import TlogProof, proof_holds
from tcei_rules.service.audit.report import State
from tcei_rules.service.bundle.layout import read_sums
from tcei_rules.service.bundle.report import BundleCheck
from tcei_rules.service.bundle.zipping import unpacked
from tcei_rules.service.bundling import Bundled, Bundling
from tcei_rules.service.certifying import IssuedCertificate
from tcei_rules.service.deciding import Decided
from tcei_rules.service.erasing import Erasing
from tests.bundles import checked, failed, gold_bundle, gold_files, remarks
from tests.certificate_samples import sample_trust
from tests.home import Office, bronze_answers, gold_answers


def bundle(office: Office, name: str, language: str = "en") -> Bundled:
    return Bundling(office.desk).bundle(name, language)


def granted(office: Office) -> tuple[Decided, IssuedCertificate]:
    decided = office.grant_gold()
    return decided, office.certify(decided)


def test_the_same_bytes_come_out_twice_whatever_the_decision_is_called_by(office: Office) -> None:
    decided, issued = granted(office)
    office.sign_head()

    names = (decided.record.decision, decided.record.case, issued.record.number)
    contents = {bundle(office, one).content for one in names}
    contents.add(bundle(office.beside(), issued.record.certificate).content)

    assert len(contents) == 1


def test_all_that_the_decision_rests_on_is_there_and_nothing_else(office: Office) -> None:
    office.grant_gold("Krakenholm software cluster")
    decided, _ = granted(office)
    office.sign_head()

    files = unpacked(bundle(office, decided.record.decision).content).files
    entries = [json.loads(files[name]) for name in files if name.startswith("entries/")]

    kinds = sorted(one["kind"] for one in entries)
    assert kinds == sorted(
        ["genesis", "publication", "case", "assessment", "decision", "certificate"]
        + ["membership"] * 4
    )
    cases = {one["content"]["case"] for one in entries if "case" in one["content"]}
    assert cases == {decided.record.case}


def test_the_zip_is_sorted_stored_and_without_times() -> None:
    with ZipFile(BytesIO(gold_bundle().content)) as archive:
        infos = archive.infolist()

    assert [one.filename for one in infos] == sorted(one.filename for one in infos)
    assert {one.compress_type for one in infos} == {ZIP_STORED}
    assert {one.date_time for one in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_every_opening_is_called_by_its_own_sha256() -> None:
    files = gold_files()
    openings = [name for name in files if name.startswith("openings/")]

    assert len(openings) == 9
    for name in openings:
        assert hashlib.sha256(files[name]).hexdigest() == name.removeprefix("openings/")


def test_the_sums_are_those_of_all_other_files() -> None:
    files = gold_files()
    sums = read_sums(files.pop("SHA256SUMS"))

    assert sums == {one: hashlib.sha256(content).hexdigest() for one, content in files.items()}


def test_every_proof_leads_to_the_one_head() -> None:
    files, key = gold_files(), sample_trust().ledger_keys[0]
    for name in [one for one in files if one.startswith("entries/")]:
        proof = TlogProof.parse(
            files[name.replace("entries", "proofs").replace("json", "tlog-proof")]
        )
        assert proof.checkpoint == files["checkpoint"]
        assert proof_holds(files[name], proof, key)


def test_the_certificate_lies_there_with_a_proof_that_stands_alone() -> None:
    files, key = gold_files(), sample_trust().ledger_keys[0]
    proof = TlogProof.parse(files["certificate.tlog-proof"])

    assert proof.extra is not None
    assert proof_holds(proof.extra, proof, key)
    record = CertificateRecord.model_validate(json.loads(proof.extra)["content"])
    assert record.number.encode() in files["certificate.json"]


def test_the_explanation_is_in_the_language_asked_for(office: Office) -> None:
    decided, _ = granted(office)
    office.sign_head()
    made = bundle(office, decided.record.decision, "de")

    assert "Gewährung" in unpacked(made.content).files["explanation.txt"].decode()
    assert checked(made.content).state is State.PASSED


def test_without_a_signed_head_there_is_no_bundle(office: Office) -> None:
    decided = office.grant_gold()

    with pytest.raises(NotFoundError) as told:
        bundle(office, decided.record.decision)
    assert told.value.message == "ledger.no_head"


def test_a_head_from_before_the_decision_is_not_enough(office: Office) -> None:
    office.sign_head()
    decided = office.grant_gold()

    with pytest.raises(NotFoundError) as told:
        bundle(office, decided.record.decision)
    assert told.value.message == "ledger.after_head"


def test_an_erasure_must_be_under_the_head_too(office: Office) -> None:
    decided, _ = granted(office)
    office.sign_head()
    Erasing(office.desk).erase(decided.record.case)

    with pytest.raises(NotFoundError) as told:
        bundle(office, decided.record.decision)
    assert told.value.message == "ledger.after_head"


def test_of_an_erased_case_everything_is_there_but_what_was_erased(office: Office) -> None:
    decided, _ = granted(office)
    Erasing(office.desk).erase(decided.record.case)
    office.sign_head()
    made = bundle(office, decided.record.decision)
    files = unpacked(made.content).files

    assert made.erased == 4
    readme = files["README.txt"].decode()
    assert "ERASED" in readme
    assert decided.record.facts in readme
    assert f"openings/{decided.record.facts[7:]}" not in files
    assert "erased" in files["explanation.txt"].decode()
    report = checked(made.content)
    assert report.state is State.UNCHECKED
    assert failed(report) == set()
    replay = report.result(BundleCheck.REPLAY)
    assert replay.state is State.UNCHECKED
    assert remarks(replay) == {"bundle.replay.erased"}
    assert "bundle.openings.erased" in remarks(report.result(BundleCheck.OPENINGS))


def test_a_refusal_has_a_bundle_without_certificate(office: Office) -> None:
    frozen = office.freeze(bronze_answers(), office.add())
    decided = office.decide(frozen, refuse=True, reason="The levels are not there yet")
    office.sign_head()
    made = bundle(office, decided.record.decision)
    report = checked(made.content)

    assert report.state is State.PASSED, report
    assert remarks(report.result(BundleCheck.CERTIFICATE)) == {"bundle.certificate.none"}
    files = unpacked(made.content).files
    assert "certificate.json" not in files
    assert "The levels are not there yet" in files["explanation.txt"].decode()


def test_a_case_without_decision_is_told(office: Office) -> None:
    frozen = office.freeze(gold_answers(), office.add())
    office.sign_head()

    with pytest.raises(NotFoundError) as told:
        bundle(office, frozen.case.id)
    assert told.value.message == "bundle.undecided"


@pytest.mark.parametrize("name", ["", "nobody", "01000000000000000000000000", "openings/../x"])
def test_what_is_no_decision_is_told(office: Office, name: str) -> None:
    office.sign_head()

    with pytest.raises(NotFoundError) as told:
        bundle(office, name)
    assert told.value.message == "bundle.absent"
