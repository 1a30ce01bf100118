"""Whether a proof shows that the ledger has the entry of a certificate."""

from collections.abc import Mapping
from dataclasses import dataclass

from tcei_certificates.credential import SignedCredential
from tcei_certificates.preparing import content_of
from tcei_certificates.reading import parse
from tcei_certificates.trust import Trust
from tcei_rules.domain.canonical import read_json
from tcei_rules.domain.certificate import Status
from tcei_rules.domain.decision import CertificateRecord
from tcei_rules.domain.model import Instant, Model, Ulid
from tcei_rules.domain.record import RecordKind
from tcei_rules.errors import InvalidInputError, Mistake
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint_by
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.notes import Note
from tcei_rules.ledger.proofs import inclusion_holds
from tcei_rules.ledger.tlog_proofs import TlogProof
from tcei_rules.ledger.witness_policy import WitnessPolicy


class FalseProofError(InvalidInputError):
    """A proof was looked at, and found false: it is *altered*, or of a ledger that is *unknown*."""

    def __init__(self, status: Status, message: str, **values: str) -> None:
        super().__init__((Mistake(message=message, values=values),))
        self.status = status


class CertificateEntry(Model):
    """The entry of the ledger that speaks of a certificate."""

    content: CertificateRecord
    id: Ulid
    kind: RecordKind
    recorded_at: Instant


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """Where the entry stands, and who saw the head."""

    index: int
    size: int
    """Of the tree whose head was signed."""
    cosigned: Mapping[str, str]
    """Witnesses of the policy, and when each cosigned."""
    missing: tuple[str, ...]
    """Those who could still cosign for the quorum; none once it is met."""


def find_entry(proof: bytes, credential: SignedCredential, trust: Trust) -> FoundEntry:
    """Return where the ledger has the entry of a certificate.

    Args:
        proof: A C2SP tlog-proof whose extra data is the entry.
        credential: Its own signature holds.
        trust: Whose heads count, and which witnesses are known.

    Raises:
        FalseProofError: It does not show that.
    """
    try:
        return _find(TlogProof.parse(proof), credential, trust)
    except FalseProofError:
        raise
    except InvalidInputError as error:
        mistake = error.mistakes[0]
        raise FalseProofError(Status.ALTERED, mistake.message, **mistake.values) from error


def _find(proof: TlogProof, credential: SignedCredential, trust: Trust) -> FoundEntry:
    checkpoint, note = _open(proof.checkpoint, trust)
    if proof.extra is None:
        raise FalseProofError(Status.ALTERED, "verify.ledger.no_entry")
    leaf = leaf_hash(proof.extra)
    if not inclusion_holds(leaf, proof.index, checkpoint.size, proof.proof, checkpoint.root):
        raise FalseProofError(Status.ALTERED, "verify.ledger.not_included")
    _demand_same(_entry(proof.extra), credential)
    return _found(proof.index, checkpoint, note, trust.witness_policy)


def _open(checkpoint: bytes, trust: Trust) -> tuple[Checkpoint, Note]:
    keys = trust.ledger_keys
    note = Note.parse(checkpoint)
    if not any(note.signatures_by(key) for key in keys):
        raise FalseProofError(Status.UNKNOWN, "verify.ledger.stranger", origin=trust.origin)
    return open_checkpoint_by(checkpoint, keys)


def _entry(content: bytes) -> CertificateEntry:
    # Of what kind it is, first: the proof of another entry is told as what it is.
    read = read_json(content)
    kind = read.get("kind") if isinstance(read, Mapping) else None
    if kind != RecordKind.CERTIFICATE:
        raise FalseProofError(Status.ALTERED, "verify.ledger.other_kind", kind=str(kind))
    return parse(CertificateEntry, content)


def _demand_same(entry: CertificateEntry, credential: SignedCredential) -> None:
    """Refuse an entry that says anything else than the certificate."""
    record, content = entry.content, content_of(credential)
    pairs = {
        "id": (entry.id, content.id),
        "certificate": (record.certificate, content.id),
        "number": (record.number, content.number),
        "decision": (record.decision, content.decision),
        "holder": (record.holder, content.holder),
        "label": (record.label, content.label),
        "valid_from": (record.validity.valid_from, content.valid_from),
        "valid_until": (record.validity.valid_until, content.valid_until),
        "issued_at": (record.issued_at, content.issued_at),
        "recorded_at": (entry.recorded_at, content.issued_at),
        "demonstration": (record.demonstration, content.demonstration),
        "credential": (record.credential, credential.digest),
    }
    differing = [name for name, (recorded, stated) in pairs.items() if recorded != stated]
    if differing:
        number, names = record.number, ", ".join(differing)
        raise FalseProofError(Status.ALTERED, "verify.ledger.other", number=number, names=names)


def _found(index: int, checkpoint: Checkpoint, note: Note, policy: WitnessPolicy) -> FoundEntry:
    cosigned = {name: one.moment for name, one in policy.cosignatures(note).items()}
    return FoundEntry(index, checkpoint.size, cosigned, policy.missing(note))
