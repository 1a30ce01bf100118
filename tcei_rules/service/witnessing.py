"""Witnessing: an outside party says that it saw a ledger only grow.

A witness keeps the last head that it cosigned, and cosigns another one only if
that tree continues it. So nobody can be shown a ledger that this witness
cosigned and that differs from what it cosigned before.

Source: C2SP tlog-cosignature.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from tcei_rules.errors import IntegrityError, InvalidInputError, NotAllowedError, NotFoundError
from tcei_rules.keys.signer import Signer
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint_by
from tcei_rules.ledger.cosignatures import cosign, cosignature_of
from tcei_rules.ledger.encoding import encode_base64
from tcei_rules.ledger.notes import COSIGNATURE_V1, Note, VerifierKey
from tcei_rules.ledger.proofs import consistency_holds
from tcei_rules.ledger.tiles import TileNodes
from tcei_rules.ledger.tree import Nodes, consistency_proof, root_at
from tcei_rules.service.exporting import CHECKPOINT
from tcei_rules.service.ports import Clock
from tcei_rules.store.files import read_file
from tcei_rules.store.witness_folder import WitnessFolder

T = TypeVar("T")

TILES_KEPT = 64
"""As many as the proofs for one head read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """A head that the witness cosigned."""

    checkpoint: Checkpoint
    note: Note
    """With the signatures it came with, and the witness's."""
    at: str
    before: Checkpoint | None
    """The last one that was cosigned; nothing the first time, when there was none to compare."""


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Cosigns heads of ledgers of others."""

    folder: WitnessFolder
    clock: Clock

    def key(self, signer: Signer) -> VerifierKey:
        """Return the key that others put into their policies."""
        return VerifierKey(self.folder.name(), COSIGNATURE_V1, signer.public)

    def cosign(self, exported: Path, keys: Sequence[VerifierKey], signer: Signer) -> Cosigned:
        """Cosign the head of an exported ledger, if it continues the last one that was cosigned.

        Args:
            exported: The folder of the export, with its checkpoint and tiles.
            keys: The ledger's, as the witness got them by another way.
            signer: Holds the witness's key.

        Raises:
            NotFoundError: A file of the export, or the witness, is not there.
            InvalidInputError: The ledger did not sign the head.
            NotAllowedError: The clock shows a time before the last cosignature.
            IntegrityError: The head contradicts the last one, or the tiles do
                not lead to it. What contradicts is kept as evidence.
        """
        key = self.key(signer)
        with self.folder.lock():
            checkpoint, note = open_checkpoint_by(read_file(exported / CHECKPOINT), keys)
            before = self._before(keys)
            if before is not None:
                self._demand_same_past(exported, before, (checkpoint, note))
            else:
                _demand_whole(_nodes(exported, checkpoint), checkpoint)
            at = self._moment(before[1] if before else None, key)
            others = tuple(one for one in note.signatures if not one.is_by(key))
            seconds = int(datetime.fromisoformat(at).timestamp())
            own = cosign(checkpoint, key.name, signer, seconds)
            whole = Note(note.text, (*others, own))
            # Kept before it is given away: a cosignature that was forgotten would be worth nothing.
            self.folder.keep(checkpoint.origin, whole.to_bytes())
        return Cosigned(
            checkpoint=checkpoint, note=whole, at=at, before=before[0] if before else None
        )

    def _before(self, keys: Sequence[VerifierKey]) -> tuple[Checkpoint, Note] | None:
        origin = keys[0].name
        content = self.folder.last(origin)
        if content is None:
            return None
        try:
            note = Note.parse(content)
            return Checkpoint.parse(note.text), note
        except InvalidInputError as error:
            raise IntegrityError("witness.head_damaged", origin=origin) from error

    def _demand_same_past(
        self, exported: Path, before: tuple[Checkpoint, Note], now: tuple[Checkpoint, Note]
    ) -> None:
        (last, last_note), (head, note) = before, now
        message = _contradiction(last, head)
        if message is None:
            nodes = _nodes(exported, head)
            _demand_whole(nodes, head)
            message = None if _continues(nodes, last, head) else "witness.not_continued"
        if message is not None:
            evidence = self.folder.keep_evidence(last_note.to_bytes(), note.to_bytes())
            raise IntegrityError(
                message,
                origin=head.origin,
                before=str(last.size),
                root_before=encode_base64(last.root),
                now=str(head.size),
                root_now=encode_base64(head.root),
                evidence=str(evidence),
            )

    def _moment(self, last: Note | None, key: VerifierKey) -> str:
        now = self.clock.now()
        cosigned = cosignature_of(last, key) if last else None
        if cosigned is not None and now < cosigned.moment:
            raise NotAllowedError("witness.clock", now=now, last=cosigned.moment)
        return now


def _contradiction(last: Checkpoint, now: Checkpoint) -> str | None:
    """Return what two heads contradict each other in, as far as it shows without tiles."""
    if now.size < last.size:
        return "witness.rolled_back"
    if now.size == last.size and now.root != last.root:
        return "witness.two_heads"
    return None


def _nodes(exported: Path, checkpoint: Checkpoint) -> Nodes:
    @lru_cache(maxsize=TILES_KEPT)
    def read(path: str) -> bytes:
        return read_file(exported / path)

    return TileNodes(read, checkpoint.size)


def _demand_whole(nodes: Nodes, checkpoint: Checkpoint) -> None:
    """Refuse tiles that do not lead to their own head: nothing can be said by them."""
    if _looked_up(checkpoint, lambda: root_at(nodes, checkpoint.size)) != checkpoint.root:
        raise IntegrityError("witness.tiles", size=str(checkpoint.size))


def _continues(nodes: Nodes, last: Checkpoint, now: Checkpoint) -> bool:
    """Tell whether the tree now begins with the last one; where it does not, that is proven.

    Raises:
        IntegrityError: The tiles are not those of the head, so neither is proven.
    """
    if not last.size:
        return True
    proof = _looked_up(now, lambda: consistency_proof(nodes, last.size, now.size))
    if consistency_holds(last.size, last.root, now.size, now.root, proof):
        return True
    root = _looked_up(now, lambda: root_at(nodes, last.size))
    if not consistency_holds(last.size, root, now.size, now.root, proof):
        raise IntegrityError("witness.tiles", size=str(now.size))
    return False


def _looked_up(checkpoint: Checkpoint, look: Callable[[], T]) -> T:
    try:
        return look()
    except (NotFoundError, InvalidInputError) as error:
        raise IntegrityError("witness.incomplete", size=str(checkpoint.size)) from error
