"""Collecting: only lines of witnesses that the policy knows are kept, and only such as hold."""

from __future__ import annotations

import pytest

from tcei_rules.ledger.cosignatures import cosign
from tcei_rules.ledger.notes import (
    COSIGNATURE_V1,
    ED25519,
    FalseSignatureError,
    NoteSignature,
    VerifierKey,
    sign_note,
)
from tcei_rules.ledger.witness_policy import WitnessPolicy
from tcei_rules.service.heads import Head
from tests.certificate_samples import LEDGER_KEY, ORIGIN, REAL_KEY, STRANGERS_KEY
from tests.home import Office

KEY = VerifierKey(ORIGIN, ED25519, LEDGER_KEY.public)
KNOWN, STRANGER = "known.example", "stranger.example"
POLICY = WitnessPolicy.parse(
    f"witness known {VerifierKey(KNOWN, COSIGNATURE_V1, REAL_KEY.public)}\nquorum known\n"
)


def collect(office: Office, head: Head, *lines: NoteSignature) -> Head:
    return office.heads.collect(head.note.signed_also(*lines).to_bytes(), (KEY,), POLICY)


def known(head: Head, at: int = 1) -> NoteSignature:
    return cosign(head.checkpoint, KNOWN, REAL_KEY, at)


def test_lines_of_others_are_left_out(office: Office) -> None:
    """Nobody here could tell whether they hold: a stranger's, one that reuses a name, a note's."""
    head = office.sign_head()
    strange = (
        cosign(head.checkpoint, STRANGER, STRANGERS_KEY, 1),
        cosign(head.checkpoint, KNOWN, STRANGERS_KEY, 1),
        sign_note(head.note.text, KNOWN, REAL_KEY),
        sign_note(head.note.text, STRANGER, STRANGERS_KEY),
    )

    collected = collect(office, head, *strange, known(head))

    assert collected.note.signatures == (*head.note.signatures, known(head))
    assert office.heads.latest() == collected
    assert POLICY.is_met(collected.note)


def test_of_strangers_alone_nothing_is_kept(office: Office) -> None:
    head = office.sign_head()

    with office.nothing_stored():
        same = collect(office, head, cosign(head.checkpoint, STRANGER, STRANGERS_KEY, 1))

    assert (same, same.signed_before) == (head, True)


@pytest.mark.parametrize("what", ["another key's", "of another moment", "cut off", "empty"])
def test_a_known_witness_s_line_that_does_not_hold_is_told_and_nothing_kept(
    office: Office, what: str
) -> None:
    head = office.sign_head()
    true = known(head)
    signatures = {
        "another key's": cosign(head.checkpoint, KNOWN, STRANGERS_KEY, 1).signature,
        "of another moment": bytes(7) + b"\x02" + true.signature[8:],
        "cut off": true.signature[:-1],
        "empty": bytes(72),
    }
    false = NoteSignature(true.name, true.key_id, signatures[what])

    for lines in ((false,), (true, false), (false, true)):
        with office.nothing_stored(), pytest.raises(FalseSignatureError):
            collect(office, head, *lines)


def test_a_cosignature_of_another_head_does_not_hold(office: Office) -> None:
    early = office.sign_head()
    office.add()
    late = office.sign_head()

    with office.nothing_stored(), pytest.raises(FalseSignatureError):
        collect(office, late, known(early))


def test_of_two_by_one_witness_one_is_kept(office: Office) -> None:
    head = office.sign_head()

    collected = collect(office, head, known(head, 1), known(head, 2))
    again = collect(office, head, known(head, 3))

    assert collected.note.signatures == (*head.note.signatures, known(head, 1))
    assert again == collected
