"""Heads of the ledger: signing them, collecting cosignatures, and proofs that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from tcei_rules.domain.record import Record
from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint_by, sign_checkpoint
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.notes import Note, VerifierKey
from tcei_rules.ledger.tlog_proofs import TlogProof
from tcei_rules.ledger.tree import inclusion_proof, root_at
from tcei_rules.ledger.witness_policy import WitnessPolicy
from tcei_rules.service.desk import Desk
from tcei_rules.service.ports import KeptHeads
from tcei_rules.store import checkpoints, nodes, records


@dataclass(frozen=True, slots=True)
class LedgerSigner:
    """Who signs heads: the ledger's name, and its key."""

    origin: str
    signer: Signer


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A signed head that was kept outside of database and backup."""

    where: str
    """The file in which it lies."""
    content: bytes


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
    """Signs heads, and gives proofs of entries under them.

    Args:
        desk: With the record's database.
        kept: Where heads are kept outside it; without, the database is all there is.
    """

    def __init__(self, desk: Desk, kept: KeptHeads | None = None) -> None:
        self._desk = desk
        self._kept = kept

    def sign(self, ledger: LedgerSigner) -> Head:
        """Sign the present head; asked again before the ledger grew, the same one is given.

        Raises:
            IntegrityError: The tree does not lead from the last head, in the
                database or kept outside, to the present one.
        """
        return self._desk.database.write(lambda connection: self._sign(connection, ledger))

    def _sign(self, connection: Connection, ledger: LedgerSigner) -> Head:
        frontier = nodes.frontier(connection)
        checkpoint = Checkpoint(ledger.origin, frontier.size, frontier.root())
        last, kept = _latest(connection), self._kept.latest() if self._kept else None
        for before in (kept, last.checkpoint if last else None):
            if before is not None:
                _demand_growth(connection, before, checkpoint)
        if last is not None and last.checkpoint == checkpoint:
            self._keep(last)
            return last
        note = sign_checkpoint(checkpoint, ledger.signer)
        head = Head(checkpoint=checkpoint, note=note)
        # Outside first: nobody sees a head that is not kept, even if the machine stops in between.
        self._keep(head)
        checkpoints.keep(connection, checkpoint.size, head.content.decode())
        return head

    def _keep(self, head: Head) -> None:
        if self._kept is not None:
            self._kept.keep(head.checkpoint.size, head.content)

    def latest(self) -> Head:
        """Return the latest signed head.

        Raises:
            NotFoundError: None was ever signed.
        """
        return self._desk.database.read(_demand_latest)

    def present(self, signer: Callable[[], LedgerSigner]) -> Head:
        """Return the head of the whole ledger; the signer is asked for if it is not signed yet.

        Raises:
            IntegrityError: As for `sign`.
        """
        size = self._desk.database.read(nodes.size)
        return self._covering(size, signer)

    def collect(self, content: bytes, keys: Sequence[VerifierKey], policy: WitnessPolicy) -> Head:
        """Keep the cosignatures that witnesses of the policy put under the latest head.

        What others signed is left out: nobody here could tell whether it holds.

        Args:
            content: The head as they gave it back.
            keys: The ledger's.
            policy: Names the witnesses.

        Raises:
            InvalidInputError: It is no head of this ledger, a witness's cosignature
                does not hold, or there are too many signatures.
            NotAllowedError: It is of another tree than the latest head.
        """
        checkpoint, note = open_checkpoint_by(content, keys)
        policy.cosignatures(note)  # each holds, or it is told
        return self._desk.database.write(
            lambda connection: self._collect(connection, checkpoint, note, policy)
        )

    def _collect(
        self, connection: Connection, checkpoint: Checkpoint, note: Note, policy: WitnessPolicy
    ) -> Head:
        last = _demand_latest(connection)
        if checkpoint != last.checkpoint:
            raise NotAllowedError(
                "ledger.other_head", size=str(checkpoint.size), latest=str(last.checkpoint.size)
            )
        # One cosignature a witness is enough, and keeps the note small.
        fresh = [
            note.signatures_by(one.key)[0]
            for one in policy.witnesses
            if note.signatures_by(one.key) and not last.note.signatures_by(one.key)
        ]
        # Read as it will be read: with too many signatures it could never be again.
        whole = Note.parse(last.note.signed_also(*fresh).to_bytes())
        head = Head(checkpoint=checkpoint, note=whole, signed_before=not fresh)
        self._keep(head)
        checkpoints.keep(connection, checkpoint.size, head.content.decode())
        return head

    def proof(self, record_id: str, signer: Callable[[], LedgerSigner] | None = None) -> TlogProof:
        """Return the proof that a record is in the ledger, with the entry itself as extra data.

        Args:
            record_id: Of the record, or a certificate's number.
            signer: Asked for only if the record came after the latest head.

        Raises:
            NotFoundError: There is no such record, or no head was signed since.
            IntegrityError: As for `sign`.
        """
        database = self._desk.database
        record = database.read(lambda connection: _named(connection, record_id))
        head = self._covering(record.ledger_index + 1, signer) if signer else self.latest()
        return database.read(lambda connection: proof_under(connection, record, head))

    def _covering(self, size: int, signer: Callable[[], LedgerSigner]) -> Head:
        """Return the latest head if its tree has so many entries, or else sign the present one."""
        last = self._desk.database.read(_latest)
        if last is None or last.checkpoint.size < size:
            return self.sign(signer())
        return last


def proof_of(connection: Connection, record_id: str) -> TlogProof:
    """Return the proof that a record is in the ledger, under the latest signed head.

    Raises:
        NotFoundError: There is no such record, or no head was signed since.
    """
    record, head = _named(connection, record_id), _demand_latest(connection)
    return proof_under(connection, record, head)


def proof_under(connection: Connection, record: Record, head: Head) -> TlogProof:
    """Return the proof that a record is in the ledger under a head.

    Raises:
        NotFoundError: The record came after that head.
        IntegrityError: It is not the entry that the tree has at its index.
    """
    index, size = record.ledger_index, head.checkpoint.size
    if nodes.leaf(connection, index) != leaf_hash(record.entry):
        raise IntegrityError("record.other_entry", id=record.id, index=str(index))
    if index >= size:
        raise NotFoundError("ledger.after_head", id=record.id, index=str(index), size=str(size))
    proof = inclusion_proof(nodes.StoredNodes(connection), index, size)
    return TlogProof(index, proof, head.content, record.entry)


def _named(connection: Connection, name: str) -> Record:
    """Return the record with an id, or of the certificate with a number."""
    record = records.find(connection, name) or records.certificate_numbered(connection, name)
    if record is None:
        raise NotFoundError("record.absent", id=name)
    return record


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
    try:
        note = Note.parse(content.encode())
        checkpoint = Checkpoint.parse(note.text)
    except InvalidInputError as error:
        raise IntegrityError("ledger.head_damaged") from error
    return Head(checkpoint=checkpoint, note=note, signed_before=True)


def _demand_latest(connection: Connection) -> Head:
    head = _latest(connection)
    if head is None:
        raise NotFoundError("ledger.no_head")
    return head


def _demand_growth(connection: Connection, last: Checkpoint, now: Checkpoint) -> None:
    """Refuse to sign a head that does not continue the last one: that would be a second truth."""
    stored = nodes.StoredNodes(connection)
    if now.size < last.size:
        raise IntegrityError("ledger.shorter", size=str(now.size), last=str(last.size))
    if root_at(stored, last.size) != last.root:
        raise IntegrityError("ledger.forked", size=str(last.size))
