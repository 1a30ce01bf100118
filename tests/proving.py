"""The entry of a certificate in a small ledger, its proof, and witnesses of its head."""

from __future__ import annotations

from collections.abc import Sequence

from tcei_certificates.credential import SignedCredential
from tcei_certificates.preparing import content_of
from tcei_certificates.trust import Trust
from tcei_rules.domain.canonical import canonical
from tcei_rules.domain.decision import CertificateRecord
from tcei_rules.domain.outcome import Validity
from tcei_rules.domain.record import RecordKind, entry
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import cosign
from tcei_rules.ledger.notes import COSIGNATURE_V1, VerifierKey
from tcei_rules.ledger.tlog_proofs import TlogProof
from tcei_rules.ledger.tree import inclusion_proof
from tests.certificate_samples import LEDGER_KEY, ORIGIN, sample_trust
from tests.growing import GrownTree

INDEX = 3
COSIGNED_AT = 1_795_600_000
"""2026-11-25T09:46:40Z."""
WITNESSES = {"one": SigningKey(b"1" * 32), "two": SigningKey(b"2" * 32)}


def record_of(credential: SignedCredential, /, **changes: object) -> CertificateRecord:
    """Return what the ledger says of a certificate, with changes."""
    content = content_of(credential)
    members: dict[str, object] = {
        "certificate": content.id,
        "number": content.number,
        "decision": content.decision,
        "holder": content.holder,
        "label": content.label,
        "validity": Validity(valid_from=content.valid_from, valid_until=content.valid_until),
        "issued_at": content.issued_at,
        "demonstration": content.demonstration,
        "credential": credential.digest,
    }
    return CertificateRecord.model_validate({**members, **changes})


def entry_of(
    credential: SignedCredential, kind: str = RecordKind.CERTIFICATE, /, **changes: object
) -> bytes:
    """Return the entry of a certificate, with changes."""
    record = record_of(credential, **changes)
    content = canonical(record.members()).decode()
    return entry(record.certificate, kind, content, record.issued_at)


def prove(
    leaf: bytes,
    cosigned_by: Sequence[str] = (),
    *,
    key: Signer = LEDGER_KEY,
    origin: str = ORIGIN,
    at: int = COSIGNED_AT,
) -> TlogProof:
    """Return the proof that a ledger of eight entries has this one."""
    entries = [str(number).encode() for number in range(8)]
    entries[INDEX] = leaf
    tree = GrownTree.of(entries)
    checkpoint = Checkpoint(origin, tree.size, tree.root())
    note = sign_checkpoint(checkpoint, key).signed_also(
        *(cosign(checkpoint, f"{name}.example", WITNESSES[name], at) for name in cosigned_by)
    )
    return TlogProof(INDEX, inclusion_proof(tree, INDEX, tree.size), note.to_bytes(), leaf)


def witness_line(name: str) -> str:
    """Return the line of a policy that names a witness."""
    key = VerifierKey(f"{name}.example", COSIGNATURE_V1, WITNESSES[name].public)
    return f"witness {name} {key}\n"


def witnessed_trust(quorum: str = "group all all one two\nquorum all\n") -> Trust:
    """Return the usual trust, with a policy that names two witnesses."""
    policy = witness_line("one") + witness_line("two") + quorum
    return sample_trust().model_copy(update={"witnesses": policy})
