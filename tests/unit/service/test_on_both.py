"""The whole path comes out the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from tcei_rules.ledger.notes import ED25519, VerifierKey
from tcei_rules.ledger.tlog_proofs import TlogProof, proof_holds
from tests.certificate_samples import LEDGER_KEY, ORIGIN
from tests.home import HOLDER, HOLDERS, Office, gold_answers
from tests.places import Place


def walk(office: Office) -> tuple[bytes, bytes, bytes]:
    """Freeze, decide, certify, sign the head; return certificate, head, proof."""
    decided = office.decide(office.freeze(gold_answers(), office.add(HOLDER)))
    issued = office.certify(decided)
    head = office.sign_head()
    proof = office.heads.proof(issued.record.certificate)
    return issued.content, head.content, proof.to_bytes()


def test_from_answers_to_a_proof(founded_place: Place) -> None:
    proof = TlogProof.parse(walk(founded_place.office())[2])

    assert proof.extra is not None
    key = VerifierKey(ORIGIN, ED25519, LEDGER_KEY.public)
    assert proof_holds(proof.extra, proof, key)


def test_every_byte_is_the_same_on_both(founded_place: Place, tmp_path: Path) -> None:
    """Ids, digests, certificate, head and proof: nothing depends on where they are kept."""
    folder = tmp_path / "file"
    folder.mkdir()
    file = Office(folder)

    try:
        assert walk(founded_place.office(count=0)) == walk(file)
    finally:
        file.database.close()


def test_what_was_recorded_is_read_back(founded_place: Place) -> None:
    office = founded_place.office()
    decided = office.grant_gold()
    issued = office.certify(decided)

    other = founded_place.office(count=5_000)
    assert other.deciding.show(decided.record.decision) == decided
    assert other.certifying.find(issued.record.number) == issued
    assert other.certify(decided).issued_before


def test_published_labels_come_in_the_same_order(founded_place: Place, tmp_path: Path) -> None:
    """Also names that languages sort otherwise than their characters are numbered."""
    rows = HOLDERS.decode().splitlines(keepends=True)
    named = [rows[1].replace("Moonbeammoor", name) for name in ("Zeta", "Émile", "alpha", "Öre")]
    table = "".join([rows[0], *named]).encode()
    folder = tmp_path / "file"
    folder.mkdir()
    file, office = Office(folder), founded_place.office()

    try:
        for one in (file, office):
            one.registering.import_(table, "holders.csv", "ecei", "2026-11-24")
        found = [
            [entry.name for entry in one.registering.search("", "ecei", "2026-11-24", None)]
            for one in (file, office)
        ]
    finally:
        file.database.close()

    assert found[0] == found[1]
    assert len(found[0]) == 4
