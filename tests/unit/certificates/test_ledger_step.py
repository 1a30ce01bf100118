"""What is said of a certificate's proof that it is in the ledger, and of what is demanded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tcei_certificates.trust import Trust, TrustedKey
from tcei_certificates.verifying import Demand, Step, StepName, StepResult, Verification, verify
from tcei_cli.verify import DEMANDS
from tcei_rules.domain.certificate import Status
from tcei_rules.keys.multikey import encode_multikey
from tcei_rules.ledger.checkpoints import Checkpoint
from tcei_rules.ledger.notes import Note, VerifierKey
from tests.certificate_samples import (
    ASKED_AT,
    LEDGER_KEY,
    ORIGIN,
    STRANGERS_KEY,
    sample_certificate,
    sample_trust,
)
from tests.proving import INDEX, entry_of, prove, witnessed_trust

CERTIFICATE = sample_certificate()
CONTENT = CERTIFICATE.to_bytes()
ENTRY = entry_of(CERTIFICATE)
PROOF = prove(ENTRY).to_bytes()
LEDGER, WITNESSES, APPROVAL = Demand.LEDGER, Demand.WITNESSES, Demand.APPROVAL
WITNESSED = witnessed_trust()


def judge(
    proof: bytes | None,
    *demands: Demand,
    trust: Trust | None = None,
    content: bytes = CONTENT,
) -> Verification:
    return verify(content, trust or sample_trust(), ASKED_AT, proof, frozenset(demands))


def ledger(
    proof: bytes | None,
    *demands: Demand,
    trust: Trust | None = None,
    content: bytes = CONTENT,
) -> Step:
    return judge(proof, *demands, trust=trust, content=content).step(StepName.LEDGER)


def failed(proof: bytes, status: Status = Status.ALTERED, trust: Trust | None = None) -> Step:
    """Hold a proof to be told as false, whether or not one was demanded."""
    verification = judge(proof, trust=trust)
    step = verification.step(StepName.LEDGER)
    assert (step.result, step.status) == (StepResult.FAILED, status)
    assert verification.status is status
    assert judge(proof, LEDGER, WITNESSES, trust=trust).step(StepName.LEDGER) == step
    return step


def test_a_proof_that_leads_to_a_signed_head_passes_and_says_where() -> None:
    verification = judge(PROOF, LEDGER)
    step = verification.step(StepName.LEDGER)

    assert step.result is StepResult.PASSED
    assert step.message == "verify.ledger.passed"
    assert step.values == {"index": str(INDEX), "size": "8"}
    assert verification.status is Status.DEMONSTRATION


def test_a_proof_is_looked_at_though_nobody_demands_one() -> None:
    assert judge(PROOF).steps == judge(PROOF, LEDGER).steps


def test_without_a_proof_only_a_demand_leaves_something_unchecked() -> None:
    assert ledger(None).result is StepResult.NOT_DEMANDED
    assert judge(None).status is Status.DEMONSTRATION
    for demand in (LEDGER, WITNESSES):
        verification = judge(None, demand)
        assert verification.step(StepName.LEDGER).message == "verify.ledger.no_proof"
        assert verification.status is Status.UNCHECKED


def test_a_quorum_in_the_trust_root_is_a_demand() -> None:
    """Or whoever takes the proof away would take the demand away, too."""
    assert ledger(None, trust=WITNESSED).message == "verify.ledger.no_proof"
    assert judge(None, trust=WITNESSED).status is Status.UNCHECKED
    assert judge(PROOF, trust=WITNESSED).status is Status.UNCHECKED


def test_a_proof_of_what_was_not_proven_itself_is_not_looked_at() -> None:
    for content in (b"", CONTENT.replace(b"Photonics", b"Phototonics")):
        step = ledger(PROOF, content=content)
        assert step.result is StepResult.UNCHECKED
        assert step.values == {"needs": StepName.PROOF}
        assert judge(PROOF, content=content).status is Status.ALTERED


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        (b"", "tlog_proof.no_checkpoint"),
        (b"\xff" * 100, "tlog_proof.no_checkpoint"),
        (PROOF[:-1], "signed_note.no_signatures"),
        (PROOF + b"\n", "signed_note.no_signatures"),
        (PROOF.replace(b"@v1", b"@v2"), "tlog_proof.header"),
        (PROOF.replace(b"index 3", b"index 03"), "tlog_proof.index"),
        (PROOF.replace(b"index 3", b"index 2"), "verify.ledger.not_included"),
        (prove(ENTRY + b" ").to_bytes(), "shape.otherwise"),
        (replace(prove(ENTRY), extra=None).to_bytes(), "verify.ledger.no_entry"),
        (replace(prove(ENTRY), extra=ENTRY + b" ").to_bytes(), "verify.ledger.not_included"),
        (prove(b"3").to_bytes(), "verify.ledger.other_kind"),
        (prove(b"[]").to_bytes(), "verify.ledger.other_kind"),
        (prove(b"{").to_bytes(), "json.syntax"),
        (prove(entry_of(CERTIFICATE, "decision")).to_bytes(), "verify.ledger.other_kind"),
        (prove(b'{"kind":"certificate"}').to_bytes(), "shape.missing"),
    ],
)  # fmt: skip
def test_a_proof_that_proves_something_else_is_altered(proof: bytes, message: str) -> None:
    assert failed(proof).message == message


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"certificate": "01KAVZ0GT0G6V0S1ZJ3Q2M4N5Q"}, "id, certificate"),
        ({"number": "DEMO-2026-G-0048"}, "number"),
        ({"decision": "01KAVZ0GT0G6V0S1ZJ3Q2M4N5Q"}, "decision"),
        ({"holder": "01KAVZ0GT0G6V0S1ZJ3Q2M4N5Q"}, "holder"),
        ({"label": "bronze"}, "label"),
        ({"issued_at": "2026-11-24T17:59:59Z"}, "issued_at, recorded_at"),
        ({"demonstration": False}, "demonstration"),
        ({"credential": "sha256:" + "0" * 64}, "credential"),
    ],
)
def test_an_entry_that_says_something_else_is_another_certificate_s(
    change: dict[str, object], named: str
) -> None:
    step = failed(prove(entry_of(CERTIFICATE, **change)).to_bytes())

    assert step.message == "verify.ledger.other"
    assert step.values["names"] == named


def test_the_proof_of_another_certificate_is_refused() -> None:
    other = sample_certificate(id="01KAVZ0GT0G6V0S1ZJ3Q2M4N5Q", number="DEMO-2026-G-0048")

    assert failed(prove(entry_of(other)).to_bytes()).values["number"] == "DEMO-2026-G-0048"


def test_a_head_signed_by_a_stranger_is_unknown() -> None:
    for proof in (
        prove(ENTRY, key=STRANGERS_KEY),
        prove(ENTRY, key=STRANGERS_KEY, origin="other.example/log"),
        prove(ENTRY, origin="other.example/log"),
    ):
        step = failed(proof.to_bytes(), Status.UNKNOWN)
        assert step.message == "verify.ledger.stranger"
        assert step.values == {"origin": ORIGIN}


def test_a_signature_of_the_ledger_that_does_not_hold_is_altered() -> None:
    note = Note.parse(prove(ENTRY).checkpoint)
    other = Note(note.text.replace("\n8\n", "\n9\n"), note.signatures)
    proof = replace(prove(ENTRY), checkpoint=other.to_bytes())

    assert failed(proof.to_bytes()).message == "signed_note.false_signature"


def test_a_key_of_the_ledger_that_signed_no_head_is_no_help() -> None:
    """A ledger's key over a text that is no checkpoint at all."""
    key = VerifierKey.of(ORIGIN, 1, LEDGER_KEY.public.raw)
    text = "hello\n"
    signature = Note.parse(prove(ENTRY).checkpoint).signatures[0]
    note = Note(text, (replace(signature, signature=LEDGER_KEY.sign(text.encode())),))
    assert note.verified_by(key)
    proof = replace(prove(ENTRY), checkpoint=note.to_bytes())

    assert failed(proof.to_bytes()).message == "checkpoint.lines"


def test_a_quorum_that_is_met_is_told_with_names_and_times() -> None:
    step = ledger(prove(ENTRY, ("one", "two")).to_bytes(), trust=WITNESSED)

    assert step.result is StepResult.PASSED
    assert step.message == "verify.ledger.witnessed"
    assert step.values["witnesses"] == "one 2026-11-25T09:46:40Z, two 2026-11-25T09:46:40Z"


def test_a_quorum_that_is_not_met_could_not_be_checked() -> None:
    proof = prove(ENTRY, ("two",)).to_bytes()
    step = ledger(proof, trust=WITNESSED)

    assert (step.result, step.status) == (StepResult.UNCHECKED, Status.UNCHECKED)
    assert step.message == "verify.ledger.unwitnessed"
    assert step.values["missing"] == "one"
    any_one = witnessed_trust("group some any one two\nquorum some\n")
    assert ledger(proof, trust=any_one).result is StepResult.PASSED


def test_witnesses_that_nobody_named_cannot_be_demanded() -> None:
    proof = prove(ENTRY, ("one",)).to_bytes()

    assert ledger(proof, WITNESSES).message == "verify.ledger.no_witnesses"
    assert judge(proof, WITNESSES).status is Status.UNCHECKED


def test_a_false_cosignature_is_altered_even_if_there_are_enough_others() -> None:
    note = Note.parse(prove(ENTRY, ("one", "two")).checkpoint)
    own, first, second = note.signatures
    note = Note(note.text, (own, first, replace(second, signature=first.signature)))
    proof = replace(prove(ENTRY), checkpoint=note.to_bytes())
    trust = witnessed_trust("group some any one two\nquorum some\n")

    assert failed(proof.to_bytes(), trust=trust).message == "cosignature.false"


def test_a_cosignature_of_a_time_that_no_calendar_has_is_told_all_the_same() -> None:
    proof = prove(ENTRY, ("one", "two"), at=2**63 - 1).to_bytes()

    assert "9999-12-31T23:59:59Z" in ledger(proof, trust=WITNESSED).values["witnesses"]


def test_a_key_of_the_ledger_before_the_present_one_counts() -> None:
    trust = sample_trust()
    later = TrustedKey.of(encode_multikey(STRANGERS_KEY.public), trust.ledger[0].starts)
    both = trust.model_copy(update={"ledger": (*trust.ledger, later)})

    for key in (LEDGER_KEY, STRANGERS_KEY):
        assert ledger(prove(ENTRY, key=key).to_bytes(), trust=both).result is StepResult.PASSED


def test_an_approval_that_is_demanded_could_not_be_checked() -> None:
    verification = judge(PROOF, APPROVAL)
    step = verification.step(StepName.CRITERIA)

    assert step.result is StepResult.UNCHECKED
    assert verification.status is Status.UNCHECKED
    assert judge(PROOF).step(StepName.CRITERIA).result is StepResult.NOT_DEMANDED


def test_the_command_offers_every_demand_there_is() -> None:
    assert tuple(DEMANDS) == tuple(Demand)


def test_a_head_with_extensions_is_a_head() -> None:
    """Whoever reads an extension reads what the ledger signed (C2SP tlog-checkpoint)."""
    checkpoint = Checkpoint.parse(Note.parse(prove(ENTRY).checkpoint).text)
    extended = replace(checkpoint, extensions=("seen",))
    signature = Note.parse(prove(ENTRY).checkpoint).signatures[0]
    signed = replace(signature, signature=LEDGER_KEY.sign(extended.text.encode()))
    proof = replace(prove(ENTRY), checkpoint=Note(extended.text, (signed,)).to_bytes())

    assert ledger(proof.to_bytes()).result is StepResult.PASSED
