"""Heads of the ledger: signing them, collecting cosignatures, and proofs that lead to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from tcei_rules.domain.record import Record
from tcei_rules.errors import IntegrityError, NotAllowedError, NotFoundError
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from tcei_rules.ledger.notes import Note, VerifierKey
from tcei_rules.ledger.tlog_proofs import TlogProof
from tcei_rules.ledger.tree import inclusion_proof, root_at
from tcei_rules.service.desk import Desk
from tcei_rules.store import checkpoints, nodes, records


@dataclass(frozen=True, slots=True)
class LedgerSigner:
    """Who signs heads: the ledger's name, and its key."""

    origin: str
    signer: Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A signed head."""

    checkpoint: Checkpoint
    note: Note
    signed_before: bool = field(default=False, compare=False)
    """It was there already; the ledger has not grown since."""

    @property
    def content(self) -> bytes:
        """Return the signed note."""
        return self.note.to_bytes()


class Heads:
    """Signs heads, and gives proofs of entries under them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sign(self, ledger: LedgerSigner) -> Head:
        """Sign the present head; asked again before the ledger grew, the same one is given.

        Raises:
            IntegrityError: The tree no longer leads from the last head to the present one.
        """
        return self._desk.database.write(lambda connection: self._sign(connection, ledger))

    def _sign(self, connection: Connection, ledger: LedgerSigner) -> Head:
        frontier = nodes.frontier(connection)
        checkpoint = Checkpoint(ledger.origin, frontier.size, frontier.root())
        last = _latest(connection)
        if last is not None and last.checkpoint == checkpoint:
            return last
        if last is not None:
            _demand_growth(connection, last.checkpoint, checkpoint)
        note = sign_checkpoint(checkpoint, ledger.signer)
        checkpoints.keep(connection, checkpoint.size, note.to_bytes().decode())
        return Head(checkpoint=checkpoint, note=note)

    def latest(self) -> Head:
        """Return the latest signed head.

        Raises:
            NotFoundError: None was ever signed.
        """
        return self._desk.database.read(_demand_latest)

    def collect(self, content: bytes, key: VerifierKey) -> Head:
        """Keep the cosignatures that witnesses put under the latest head.

        Args:
            content: The head as they gave it back.
            key: The ledger's.

        Raises:
            InvalidInputError: It is no head of this ledger.
            NotAllowedError: It is of another tree than the latest head.
        """
        checkpoint, note = open_checkpoint(content, key)
        return self._desk.database.write(lambda connection: _collect(connection, checkpoint, note))

    def proof(self, record_id: str) -> TlogProof:
        """Return the proof that a record is in the ledger, with the entry itself as extra data.

        Raises:
            NotFoundError: There is no such record, or no head was signed since.
        """
        return self._desk.database.read(lambda connection: proof_of(connection, record_id))


def proof_of(connection: Connection, record_id: str) -> TlogProof:
    """Return the proof that a record is in the ledger, under the latest signed head.

    Raises:
        NotFoundError: There is no such record, or no head was signed since.
    """
    record, head = records.find(connection, record_id), _demand_latest(connection)
    if record is None:
        raise NotFoundError("record.absent", id=record_id)
    return proof_under(connection, record, head)


def proof_under(connection: Connection, record: Record, head: Head) -> TlogProof:
    """Return the proof that a record is in the ledger under a head.

    Raises:
        NotFoundError: The record came after that head.
    """
    index, size = record.ledger_index, head.checkpoint.size
    if index >= size:
        raise NotFoundError("ledger.after_head", id=record.id, index=str(index), size=str(size))
    proof = inclusion_proof(nodes.StoredNodes(connection), index, size)
    return TlogProof(index, proof, head.content, record.entry)


def latest_head(connection: Connection) -> Head:
    """Return the latest signed head.

    Raises:
        NotFoundError: None was ever signed.
    """
    return _demand_latest(connection)


def _latest(connection: Connection) -> Head | None:
    content = checkpoints.latest(connection)
    if content is None:
        return None
    note = Note.parse(content.encode())
    return Head(checkpoint=Checkpoint.parse(note.text), note=note, signed_before=True)


def _demand_latest(connection: Connection) -> Head:
    head = _latest(connection)
    if head is None:
        raise NotFoundError("ledger.no_head")
    return head


def _demand_growth(connection: Connection, last: Checkpoint, now: Checkpoint) -> None:
    """Refuse to sign a head that does not continue the last one: that would be a second truth."""
    stored = nodes.StoredNodes(connection)
    if now.size < last.size or root_at(stored, last.size) != last.root:
        raise IntegrityError("ledger.forked", size=str(last.size))


def _collect(connection: Connection, checkpoint: Checkpoint, note: Note) -> Head:
    last = _demand_latest(connection)
    if checkpoint != last.checkpoint:
        raise NotAllowedError(
            "ledger.other_head", size=str(checkpoint.size), latest=str(last.checkpoint.size)
        )
    known = set(last.note.signatures)
    fresh = [one for one in note.signatures if one not in known]
    whole = last.note.signed_also(*fresh)
    checkpoints.keep(connection, checkpoint.size, whole.to_bytes().decode())
    return Head(checkpoint=checkpoint, note=whole, signed_before=not fresh)
