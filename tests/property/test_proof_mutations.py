"""No change of a proof passes, and none is an exception."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tcei_certificates.verifying import Demand, StepName, StepResult, verify
from tests.certificate_samples import ASKED_AT, sample_certificate, sample_trust
from tests.proving import entry_of, prove, witnessed_trust

CERTIFICATE = sample_certificate()
CONTENT = CERTIFICATE.to_bytes()
PROOF = prove(entry_of(CERTIFICATE)).to_bytes()
COSIGNED = prove(entry_of(CERTIFICATE), ("one", "two")).to_bytes()
PLACES = st.integers(0, len(PROOF) - 1)


def result(proof: bytes) -> StepResult:
    return verify(CONTENT, sample_trust(), ASKED_AT, proof).step(StepName.LEDGER).result


def test_the_proof_as_it_is_passes() -> None:
    assert result(PROOF) is StepResult.PASSED


@given(place=PLACES, byte=st.integers(0, 255))
def test_no_proof_with_another_byte_passes(place: int, byte: int) -> None:
    changed = PROOF[:place] + bytes([byte]) + PROOF[place + 1 :]

    assert (result(changed) is StepResult.PASSED) == (changed == PROOF)


@given(place=PLACES, length=st.integers(1, 80))
def test_no_proof_from_which_something_was_cut_passes(place: int, length: int) -> None:
    assert result(PROOF[:place] + PROOF[place + length :]) is StepResult.FAILED


@given(place=PLACES, more=st.binary(min_size=1, max_size=80))
def test_no_proof_into_which_something_was_put_passes(place: int, more: bytes) -> None:
    assert result(PROOF[:place] + more + PROOF[place:]) is StepResult.FAILED


@given(proof=st.binary(max_size=300), demands=st.frozensets(st.sampled_from(list(Demand))))
def test_any_bytes_give_an_answer(proof: bytes, demands: frozenset[Demand]) -> None:
    verification = verify(CONTENT, witnessed_trust(), ASKED_AT, proof, demands)

    assert verification.step(StepName.LEDGER).result is StepResult.FAILED


@given(place=st.integers(0, len(COSIGNED) - 1), byte=st.integers(0, 255))
def test_no_cosigned_proof_with_another_byte_meets_the_quorum(place: int, byte: int) -> None:
    changed = COSIGNED[:place] + bytes([byte]) + COSIGNED[place + 1 :]
    step = verify(CONTENT, witnessed_trust(), ASKED_AT, changed).step(StepName.LEDGER)

    assert (step.result is StepResult.PASSED) == (changed == COSIGNED)
