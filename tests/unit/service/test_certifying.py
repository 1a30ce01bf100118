"""Certificates: recorded before they are signed, one for a decision, numbered without a gap."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tcei_certificates.issuing import CredentialIssuer, demonstration_trust
from tcei_certificates.verifying import verify
from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.domain.certificate import CertificateContent, Status
from tcei_rules.domain.decision import CertificateRecord, DecisionRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.outcome import Validity
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    UnreachableError,
)
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.keys.key_file import Purpose
from tcei_rules.keys.keyring import Keyring
from tcei_rules.service.certifying import IssuedCertificate
from tcei_rules.service.deciding import Decided
from tcei_rules.store import certificates, records
from tcei_rules.wording import say_error
from tests.certificate_samples import (
    DEMONSTRATION_KEY,
    sample_content,
    sample_issuer,
    sample_trust,
)
from tests.fast_sealing import FastSealing
from tests.fixed import NOW
from tests.home import (
    HOLDER,
    Office,
    bronze_answers,
    entries_beside_organisations,
    gold_answers,
    office_issuer,
    plain_answers,
    raw,
    rows_of,
)

LATER = "2026-12-01T08:00:00Z"
WORDS = "correct horse battery staple"


@pytest.fixture
def gold(office: Office) -> Decided:
    """Give a decision that grants Gold."""
    return office.grant_gold()


@dataclass
class Breaking:
    """An issuer whose device fails at the first signatures."""

    failures: int = 1
    asked: list[tuple[bytes, str]] = field(default_factory=list[tuple[bytes, str]])

    def prepare(self, content: CertificateContent) -> bytes:
        return office_issuer().prepare(content)

    def stated(self, prepared: bytes) -> CertificateContent | None:
        return office_issuer().stated(prepared)

    def sign(self, prepared: bytes, created: str) -> bytes:
        self.asked.append((prepared, created))
        if len(self.asked) <= self.failures:
            raise UnreachableError("keyring.too_slow")
        return office_issuer().sign(prepared, created)


def status(issued: IssuedCertificate, at: str = NOW) -> Status:
    trust = sample_trust(office_issuer().issuer)
    return verify(issued.content, trust, at).status


def test_a_certificate_says_what_was_decided(office: Office, gold: Decided) -> None:
    issued = office.certify(gold)

    trust = sample_trust(office_issuer().issuer)
    content = verify(issued.content, trust, NOW).content
    assert content is not None
    assert content.number == issued.record.number == "DEMO-ECEI-2026-0001"
    assert (content.label, content.holder_name) == ("gold", HOLDER)
    assert content.valid_until == "2028-10-31"
    assert content.decision == gold.record.decision
    assert content.ruleset == gold.record.ruleset
    assert [one.id for one in content.results] == ["gold.score"]
    assert status(issued) is Status.DEMONSTRATION


def test_the_record_commits_to_what_was_signed(office: Office, gold: Decided) -> None:
    issued = office.certify(gold)

    members = json.loads(issued.content)
    del members["proof"]
    prepared = json.dumps(members, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert sha256(prepared.encode()) == issued.record.credential
    assert rows_of(office.path, "certificate_prepared")[0][1] == prepared.encode()


def test_the_holder_is_named_from_the_certificate_on_and_not_before(
    office: Office, gold: Decided
) -> None:
    before = entries_beside_organisations(office.path)
    office.certify(gold)
    after = rows_of(office.path, "record")[-1]

    assert gold.case.organisation not in before
    assert after[2] == "certificate"
    assert gold.case.organisation in after[4]
    assert HOLDER not in "".join(row[4] for row in rows_of(office.path, "record"))


def test_numbers_have_no_gap_and_begin_anew_each_year(office: Office) -> None:
    office.add()
    numbers: list[str] = []
    for moment in (
        NOW,
        NOW,
        "2026-12-31T23:59:59Z",
        "2027-01-01T00:00:00Z",
        "2027-05-01T10:00:00Z",
    ):
        office.clock.moment = moment
        decided = office.decide(office.freeze(gold_answers()))
        numbers.append(office.certify(decided).record.number)

    assert numbers == [
        "DEMO-ECEI-2026-0001", "DEMO-ECEI-2026-0002", "DEMO-ECEI-2026-0003",
        "DEMO-ECEI-2027-0001", "DEMO-ECEI-2027-0002",
    ]  # fmt: skip


def test_a_certificate_that_fails_takes_no_number(office: Office, gold: Decided) -> None:
    for failing in (office.decide(office.freeze(gold_answers(staff="0.1 FTE"))), None):
        with pytest.raises((NotAllowedError, NotFoundError)):
            office.certifying.issue(
                failing.record.decision if failing else "01NONE", office_issuer()
            )

    assert office.certify(gold).record.number == "DEMO-ECEI-2026-0001"


# Crashes and repeats


def test_a_certificate_cut_off_before_signing_is_finished_by_calling_again(
    office: Office, gold: Decided
) -> None:
    breaking = Breaking()
    with pytest.raises(UnreachableError):
        office.certifying.issue(gold.record.decision, breaking)
    (waiting,) = office.certifying.list("9999-12-31")
    with pytest.raises(NotFoundError) as caught:
        office.certifying.find(waiting.number)
    assert caught.value.message == "certificate.unsigned"
    assert waiting.number in say_error(caught.value)

    office.clock.moment = LATER
    issued = office.certifying.issue(gold.record.decision, breaking)

    assert issued.record == waiting
    assert breaking.asked[0] == breaking.asked[1]
    assert issued.content == office_issuer().sign(breaking.asked[0][0], NOW)
    assert status(issued, LATER) is Status.DEMONSTRATION
    assert office.certifying.find(waiting.number) == issued


def test_the_same_bytes_come_of_a_path_without_and_with_a_crash(tmp_path: Path) -> None:
    contents: set[bytes] = set()
    for failures in range(3):
        folder = tmp_path / str(failures)
        folder.mkdir()
        office = Office(folder)
        gold = office.grant_gold()
        breaking = Breaking(failures)
        for _ in range(failures):
            with pytest.raises(UnreachableError):
                office.certifying.issue(gold.record.decision, breaking)
        contents.add(office.certifying.issue(gold.record.decision, breaking).content)

    assert len(contents) == 1


def test_a_waiting_certificate_keeps_its_number_among_others(office: Office, gold: Decided) -> None:
    with pytest.raises(UnreachableError):
        office.certifying.issue(gold.record.decision, Breaking())
    second = office.certify(office.decide(office.freeze(gold_answers())))
    first = office.certify(gold)

    assert first.record.number == "DEMO-ECEI-2026-0001"
    assert second.record.number == "DEMO-ECEI-2026-0002"


def test_a_certificate_is_issued_once_and_handed_out_again(office: Office, gold: Decided) -> None:
    """Whoever could not write the file asks again, also later and in another language."""
    first = office.certify(gold)
    office.clock.moment = LATER

    with office.nothing_stored():
        again = office.certifying.issue(gold.record.decision, office_issuer(), "de")

    assert again == first
    assert (first.issued_before, again.issued_before) == (False, True)


def test_a_certificate_that_another_program_issues_meanwhile_is_told_as_that(
    office: Office, gold: Decided
) -> None:
    """Between looking and recording: both get the same bytes, and one is told it was there."""
    done: list[IssuedCertificate] = []
    office.database.before_writes.append(lambda: done.append(office.beside().certify(gold)))

    issued = office.certify(gold)

    assert [issued] == done
    assert issued.issued_before
    assert len(office.certifying.list("9999-12-31")) == 1


def test_a_certificate_that_another_program_signs_meanwhile_is_the_same(
    office: Office, gold: Decided
) -> None:
    """Between recording and signing: whoever is second finds the work done."""
    beside = office.beside()
    done: list[IssuedCertificate] = []
    office.database.before_writes += [lambda: None, lambda: done.append(beside.certify(gold))]

    issued = office.certify(gold)

    assert [issued] == done
    assert issued.issued_before


def test_many_who_issue_at_once_issue_one(office: Office, gold: Decided) -> None:
    offices = [office.beside() for _ in range(6)]

    def issue(one: Office) -> IssuedCertificate:
        return one.certify(gold)

    with ThreadPoolExecutor(6) as pool:
        issued = list(pool.map(issue, offices))

    assert {one.content for one in issued} == {issued[0].content}
    assert sorted(one.issued_before for one in issued) == [False, *[True] * 5]
    (record,) = office.certifying.list("9999-12-31")
    assert office.certifying.find(record.number).record == record


# What has none


def test_a_refusal_has_no_certificate(office: Office) -> None:
    office.add()
    refusal = office.decide(office.freeze(gold_answers(staff="0.49 FTE")))

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.certify(refusal)

    assert caught.value.message == "certificate.nothing_granted"


def test_a_real_case_has_none_yet(office: Office) -> None:
    office.add()
    real = office.decide(
        office.freeze(plain_answers(), scheme="plain", sought="silver", demonstration=False)
    )

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.certify(real)

    assert caught.value.message == "certificate.real_not_yet"


def test_there_is_none_of_what_is_no_decision(office: Office, gold: Decided) -> None:
    for other in ("", "01NONE", gold.case.id, gold.record.assessment):
        with office.nothing_stored(), pytest.raises(NotFoundError) as caught:
            office.certifying.issue(other, office_issuer())
        assert caught.value.message == "decision.absent"


def forge(office: Office, table: str, **changes: Any) -> None:
    """Change a row of a table as someone would who removes the guards first."""
    with raw(office.path) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in found.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for column, value in changes.items():
            connection.execute(f"UPDATE {table} SET {column} = ?", [value])


def not_believed(office: Office, decision: str) -> str:
    """Try to certify what was forged; nothing may be stored."""
    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.certifying.issue(decision, office_issuer())
    assert decision in say_error(caught.value)
    return caught.value.message


@pytest.mark.parametrize("column", ["decider", "confirmer", "assessment_id", "case_id"])
def test_a_decision_whose_constraints_say_otherwise_has_none(
    office: Office, gold: Decided, column: str
) -> None:
    forge(office, "decision", **{column: gold.record.assessment[:-1] + "X"})

    assert not_believed(office, gold.record.decision) == "decision.unconstrained"


def test_a_decision_without_its_constraints_has_none(office: Office, gold: Decided) -> None:
    """A record alone can be inserted by anyone who has the file."""
    forge(office, "decision")
    with raw(office.path) as connection:
        connection.execute("DELETE FROM decision_part")

    assert not_believed(office, gold.record.decision) == "decision.unconstrained"


@pytest.mark.parametrize("part", ["assessor", "decider", "confirmer"])
def test_a_decision_that_lacks_the_part_of_one_person_has_none(
    office: Office, gold: Decided, part: str
) -> None:
    """Without the rows of the assessors, one of them could have decided."""
    forge(office, "decision")
    with raw(office.path) as connection:
        connection.execute("DELETE FROM decision_part WHERE part = ?", [part])

    assert not_believed(office, gold.record.decision) == "decision.unconstrained"


def test_a_decision_in_which_someone_else_plays_a_part_has_none(
    office: Office, gold: Decided
) -> None:
    with raw(office.path) as connection:
        connection.execute(
            "INSERT INTO decision_part VALUES (?, '01SOMEONE', 'assessor')", [gold.record.decision]
        )

    assert not_believed(office, gold.record.decision) == "decision.unconstrained"


def inserted(office: Office, gold: Decided, **changes: Any) -> str:
    """Insert a second decision past this program, with all its constraints; return its id."""
    id_ = "01" + "9" * 24
    members = gold.record.members() | {"decision": id_} | changes
    content = canonical(members)
    made = DecisionRecord.model_validate_json(content)
    # As an entry of the ledger, or nothing could be recorded after it.
    office.database.write(lambda c: records.append(c, id_, RecordKind.DECISION, made, NOW))
    with raw(office.path) as connection:
        people = (members["decider"], members["confirmer"])
        connection.execute(
            "INSERT INTO decision VALUES (?, ?, ?, 3, 3, ?, ?)",
            [id_, members["case"], members["assessment"], *people],
        )
        assessment = office.assessing.show(members["assessment"]).record
        parts = [*zip(people, ("decider", "confirmer"), strict=True),
                 *((assessor, "assessor") for assessor in assessment.assessors)]  # fmt: skip
        for person, part in parts:
            connection.execute("INSERT INTO decision_part VALUES (?, ?, ?)", [id_, person, part])
    return id_


def test_a_label_that_the_outcome_does_not_grant_has_none(office: Office) -> None:
    office.add()
    refused = office.decide(office.freeze(gold_answers(staff="0.49 FTE")))
    again = office.freeze(gold_answers(staff="0.49 FTE")).record

    forged = inserted(
        office, refused, kind="grant", label="gold", assessment=again.assessment, case=again.case,
        facts=again.facts, validity={"valid_from": NOW[:10], "valid_until": "2028-10-31"},
    )  # fmt: skip

    assert not_believed(office, forged) == "decision.never_granted"


def test_a_decision_on_the_answers_of_another_case_has_none(office: Office, gold: Decided) -> None:
    other = office.freeze(gold_answers(staff="0.49 FTE")).record

    forged = inserted(office, gold, assessment=other.assessment, case=other.case)

    assert not_believed(office, forged) == "decision.of_another"


def keep(office: Office, value: Model) -> str:
    """Keep an opening past this program; return the commitment."""
    salt = office.chance.salt()
    kept: str = office.database.write(lambda c: records.keep(c, value.members(), salt))
    return kept


def test_a_decision_whose_outcome_was_made_up_has_none(office: Office, gold: Decided) -> None:
    """The outcome grants Gold, and the answers do not."""
    other = office.freeze(gold_answers(staff="0.49 FTE")).record

    forged = inserted(
        office, gold, assessment=other.assessment, case=other.case, facts=other.facts,
        outcome=keep(office, gold.outcome),
    )  # fmt: skip

    assert not_believed(office, forged) == "decision.recomputed"


def test_a_decision_under_another_ruleset_than_its_case_has_none(
    office: Office, gold: Decided
) -> None:
    """An outcome can be had under any version that was ever kept."""
    other = office.freeze(plain_answers(), scheme="plain", sought="silver")

    again = office.freeze(gold_answers()).record
    plain = office.deciding.preview(other.record.assessment)
    forged = inserted(
        office, gold, assessment=again.assessment, case=again.case, facts=again.facts,
        ruleset=other.ruleset, label="silver", outcome=keep(office, plain.outcome),
    )  # fmt: skip

    assert not_believed(office, forged) == "decision.of_another"


def test_a_label_above_the_one_sought_has_none(office: Office, gold: Decided) -> None:
    again = office.freeze(gold_answers(), sought="bronze").record

    forged = inserted(office, gold, assessment=again.assessment, case=again.case, facts=again.facts)

    assert not_believed(office, forged) == "decision.never_sought"


@pytest.mark.parametrize(
    "validity",
    [
        {"valid_from": "2026-11-24", "valid_until": "2028-11-01"},
        {"valid_from": "2026-11-23", "valid_until": "2028-10-31"},
    ],
)
def test_a_label_that_is_valid_longer_than_its_term_has_none(
    office: Office, gold: Decided, validity: dict[str, str]
) -> None:
    again = office.freeze(gold_answers()).record

    forged = inserted(
        office, gold, assessment=again.assessment, case=again.case, facts=again.facts,
        validity=validity,
    )  # fmt: skip

    assert not_believed(office, forged) == "decision.never_valid"


def test_what_was_prepared_and_changed_is_not_signed(office: Office, gold: Decided) -> None:
    with pytest.raises(UnreachableError):
        office.certifying.issue(gold.record.decision, Breaking())
    (waiting,) = office.certifying.list("9999-12-31")
    prepared = rows_of(office.path, "certificate_prepared")[0][1]
    forge(office, "certificate_prepared", content=prepared.replace(b"Lantern", b"Kraken!"))

    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.certify(gold)

    assert caught.value.message == "certificate.prepared"
    assert waiting.number in say_error(caught.value)


def insert_certificate(office: Office, content: CertificateContent) -> None:
    """Insert a certificate past this program, with all its rows, which fit each other."""
    prepared = office_issuer().prepare(content)
    record = CertificateRecord(
        certificate=content.id,
        number=content.number,
        decision=content.decision,
        holder=content.holder,
        label=content.label,
        validity=Validity(valid_from=content.valid_from, valid_until=content.valid_until),
        issued_at=content.issued_at,
        demonstration=True,
        credential=sha256(prepared),
    )
    office.database.write(
        lambda c: records.append(c, content.id, RecordKind.CERTIFICATE, record, NOW)
    )
    office.database.write(lambda c: certificates.keep_prepared(c, content.id, prepared))


def not_signed(office: Office, decision: str) -> str:
    """Try to sign what was forged; nothing may be stored."""
    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.certifying.issue(decision, office_issuer())
    assert say_error(caught.value)
    return caught.value.message


def honest(office: Office, decided: Decided) -> CertificateContent:
    """Return what the certificate of a decision would state."""
    asked: list[CertificateContent] = []

    class Asked(Breaking):
        def prepare(self, content: CertificateContent) -> bytes:
            asked.append(content)
            raise UnreachableError("keyring.too_slow")

    with pytest.raises(UnreachableError):
        office.certifying.issue(decided.record.decision, Asked())
    return asked[0]


def test_what_was_prepared_past_this_program_and_is_the_same_is_signed(
    office: Office, gold: Decided
) -> None:
    """So that the next test cannot pass for another reason than the one it names."""
    insert_certificate(office, honest(office, gold))

    assert status(office.certify(gold)) is Status.DEMONSTRATION


@pytest.mark.parametrize(
    "stated",
    [
        {"holder": "01" + "7" * 24},
        {"holder_name": "Krakenholm software cluster"},
        {"label": "silver"},
        {"label_title": "Platinum"},
        {"scheme_title": "Another scheme"},
        {"narrative": "Everything was met."},
        {"valid_until": "2099-12-31"},
        {"valid_from": "2020-01-01"},
        {"ruleset": "sha256:" + "0" * 64},
        {"version": "9.9.9"},
        {"decision_digest": "sha256:" + "0" * 64},
        {"issued_at": "2026-11-24T17:59:59Z"},
        {"language": "de"},
        {"results": ()},
    ],
)
def test_a_forged_certificate_is_not_signed_whatever_it_states_otherwise(
    office: Office, gold: Decided, stated: dict[str, Any]
) -> None:
    """Record and prepared bytes fit each other; they do not fit the decision."""
    insert_certificate(office, honest(office, gold).model_copy(update=stated))

    assert not_signed(office, gold.record.decision) == "certificate.of_another"


def test_what_another_issuer_prepared_is_not_signed(office: Office, gold: Decided) -> None:
    breaking = Breaking()
    with pytest.raises(UnreachableError):
        office.certifying.issue(gold.record.decision, breaking)
    renamed = office_issuer().issuer.model_copy(update={"name": "Someone Else"})

    with office.nothing_stored(), pytest.raises(IntegrityError) as caught:
        office.certify(gold, CredentialIssuer(renamed, DEMONSTRATION_KEY))

    assert caught.value.message == "certificate.prepared"


def test_a_forged_certificate_of_a_forged_decision_is_not_signed(office: Office) -> None:
    office.add()
    refused = office.decide(office.freeze(gold_answers(staff="0.49 FTE")))
    again = office.freeze(gold_answers(staff="0.49 FTE")).record
    decision = inserted(
        office, refused, kind="grant", label="gold", assessment=again.assessment, case=again.case,
        facts=again.facts, validity={"valid_from": NOW[:10], "valid_until": "2028-10-31"},
    )  # fmt: skip
    insert_certificate(office, sample_content(decision=decision))

    assert not_signed(office, decision) == "decision.never_granted"


def test_nothing_is_recorded_that_cannot_be_prepared(office: Office, gold: Decided) -> None:
    class Refusing(Breaking):
        def prepare(self, content: CertificateContent) -> bytes:
            raise NotAllowedError("certificate.real", number=content.number)

    with office.nothing_stored(), pytest.raises(NotAllowedError):
        office.certifying.issue(gold.record.decision, Refusing())

    assert office.certify(gold).record.number == "DEMO-ECEI-2026-0001"


@pytest.mark.parametrize(
    "name",
    [
        "Łódź–Île-de-France Photonics e. V.",
        '"Quoted" <b>&amp; Sons</b> \\ Co.',
        "クラスター 集積",
        "مجموعة المياه",
        "😀 Cluster",
        "O'Neill; DROP TABLE record; --",
        "x" * 1_000,
    ],
)
def test_whoever_can_be_added_can_be_certified(office: Office, name: str) -> None:
    issued = office.certify(office.grant_gold(name))

    content = verify(issued.content, sample_trust(office_issuer().issuer), NOW).content
    assert content is not None
    assert content.holder_name == name


def test_random_names_that_can_be_added_can_be_certified(office: Office) -> None:
    """If a name cannot stand in a certificate, it must be refused when it is added."""
    chance = random.Random(7)  # noqa: S311 -- nothing here is secret
    decided: list[Decided] = []
    for _ in range(20):
        signs = [chance.randrange(1, 0x250) if chance.random() < 0.5
                 else chance.randrange(0x300, 0x2100) for _ in range(6)]  # fmt: skip
        name = "".join(map(chr, signs))
        try:
            decided.append(office.grant_gold(name))
        except (InvalidInputError, ConflictError):
            continue

    assert len(decided) >= 5, "too few names can be added for this to say anything"
    for one in decided:
        office.certify(one)


# Finding


def test_a_certificate_is_found_by_number_and_id(office: Office, gold: Decided) -> None:
    issued = office.certify(gold)

    assert office.certifying.find(issued.record.number) == issued
    assert office.certifying.find(issued.record.certificate) == issued
    for other in ("", "DEMO-ECEI-2026-0002", gold.record.decision, issued.record.number.lower()):
        with pytest.raises(NotFoundError) as caught:
            office.certifying.find(other)
        assert caught.value.message == "certificate.absent"


def test_the_list_is_as_of_the_end_of_a_day(office: Office, gold: Decided) -> None:
    issued = office.certify(gold).record

    assert office.certifying.list("2026-11-23") == []
    assert office.certifying.list("2026-11-24") == [issued]


def test_a_certificate_speaks_the_language_it_was_asked_in(office: Office, gold: Decided) -> None:
    issued = office.certifying.issue(gold.record.decision, office_issuer(), "de")

    achievement = json.loads(issued.content)["credentialSubject"]["achievement"]
    assert achievement["inLanguage"] == "de"
    assert "15. November 2019" in achievement["description"]


# Keys


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    """Give a keyring whose keys were made an hour before."""
    keyring = Keyring.create(tmp_path / "keys", FastSealing())
    keyring.new(Purpose.LEDGER, WORDS, at="2026-11-24T17:00:00Z")
    keyring.new(Purpose.DEMONSTRATION, WORDS, at="2026-11-24T17:00:00Z")
    return keyring


def issuer_of(keyring: Keyring) -> CredentialIssuer:
    """Return the issuer as the commands wire it."""
    (issuer,) = demonstration_trust(
        "labels.example/ledger", "did:web:demonstration.example", "Label Office", keyring.list()
    ).issuers
    return CredentialIssuer(issuer, keyring.load(Purpose.DEMONSTRATION, WORDS))


def judged(issued: IssuedCertificate, keyring: Keyring, at: str) -> Status:
    return verify(issued.content, sample_trust(issuer_of(keyring).issuer), at).status


@pytest.mark.parametrize("rotated_at", ["2026-11-24T18:00:01Z", "2027-01-01T00:00:00Z"])
def test_a_certificate_outlives_the_key_that_signed_it(
    office: Office, gold: Decided, keyring: Keyring, rotated_at: str
) -> None:
    issued = office.certify(gold, issuer_of(keyring))

    keyring.rotate(Purpose.DEMONSTRATION, WORDS, at=rotated_at)

    assert judged(issued, keyring, "2027-01-02T00:00:00Z") is Status.DEMONSTRATION


def test_a_key_that_is_rotated_in_the_second_it_signed_in_has_signed(
    office: Office, gold: Decided, keyring: Keyring
) -> None:
    """Two commands in a script need less than a second between them."""
    issued = office.certify(gold, issuer_of(keyring))

    keyring.rotate(Purpose.DEMONSTRATION, WORDS, at=NOW)

    assert judged(issued, keyring, LATER) is Status.DEMONSTRATION


@pytest.mark.parametrize(
    ("created", "retired", "message"),
    [
        (None, None, "certificate.key_unknown"),
        ("2026-11-24T18:00:01Z", None, "certificate.key_early"),
        ("2026-11-24T16:00:00Z", "2026-11-24T17:59:59Z", "certificate.key_ended"),
    ],
)
def test_a_key_that_no_verifier_accepts_signs_nothing(
    office: Office, gold: Decided, created: str | None, retired: str | None, message: str
) -> None:
    """trust.json was not written anew, or the clock is wrong: told before anything is recorded."""
    if created is None:
        issuer = sample_issuer(key=SigningKey.make(), starts="2000-01-01T00:00:00Z")
    else:
        issuer = sample_issuer(starts=created, ends=retired)

    with office.nothing_stored(), pytest.raises(NotAllowedError) as caught:
        office.certify(gold, CredentialIssuer(issuer, DEMONSTRATION_KEY))

    assert caught.value.message == message
    assert say_error(caught.value)


def test_a_waiting_certificate_is_signed_by_the_next_key(
    office: Office, gold: Decided, keyring: Keyring
) -> None:
    with pytest.raises(UnreachableError):
        office.certifying.issue(gold.record.decision, Breaking())
    keyring.rotate(Purpose.DEMONSTRATION, WORDS, at="2026-11-30T00:00:00Z")
    office.clock.moment = LATER

    issued = office.certify(gold, issuer_of(keyring))

    assert judged(issued, keyring, LATER) is Status.DEMONSTRATION


def test_the_certificate_of_bronze_has_no_score(office: Office) -> None:
    office.add()
    decided = office.decide(office.freeze(bronze_answers(), sought="bronze"))

    issued = office.certify(decided)

    assert json.loads(issued.content)["credentialSubject"]["result"] == []
    assert status(issued) is Status.DEMONSTRATION
