"""An office whose ledger is exported, and a witness that looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint
from tcei_rules.ledger.notes import ED25519, Note, VerifierKey
from tcei_rules.ledger.tiles import TileNodes, bundles_of, read_entry_bundle
from tcei_rules.service.exporting import CHECKPOINT, Exporting
from tcei_rules.service.heads import Head
from tcei_rules.service.witnessing import Cosigned, Witnessing
from tcei_rules.store.witness_folder import WitnessFolder
from tests.appending import append_case
from tests.certificate_samples import LEDGER_KEY, ORIGIN, sample_trust
from tests.fixed import FixedClock
from tests.home import Office

LEDGER = VerifierKey(ORIGIN, ED25519, LEDGER_KEY.public)
TRUST = sample_trust().to_bytes()


def grow(office: Office, count: int) -> None:
    """Append so many records in one transaction."""
    office.database.write(
        lambda connection: [append_case(connection, office.chance) for _ in range(count)]
    )


def size_of(office: Office) -> int:
    """Return how many entries the ledger has."""
    return office.counts()["record"]


def grow_to(office: Office, size: int) -> None:
    """Append records until the ledger has so many."""
    grow(office, size - size_of(office))


def export(
    office: Office,
    folder: Path,
    head: Head | None = None,
    *,
    everything: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> int:
    """Export the ledger, under its present head; return how many files are new."""
    exporting = Exporting(office.desk, (LEDGER,))
    shown = head or office.sign_head()
    with exporting.begin(folder, shown, TRUST, everything=everything) as run:
        run.write(tick)
        return run.written


def exported_head(folder: Path) -> Checkpoint:
    """Return the head that a folder shows."""
    return Checkpoint.parse(Note.parse((folder / CHECKPOINT).read_bytes()).text)


def exported_nodes(folder: Path, size: int) -> TileNodes:
    """Return the nodes of an exported tree, out of its files alone."""
    return TileNodes(lambda path: (folder / path).read_bytes(), size)


def exported_entries(folder: Path, size: int) -> list[bytes]:
    """Return all entries of an exported tree, out of its files alone."""
    return [
        entry
        for bundle in bundles_of(size)
        for entry in read_entry_bundle((folder / bundle.path).read_bytes(), bundle.width)
    ]


@dataclass
class Onlooker:
    """A witness without age: its key is made from its name."""

    folder: Path
    name: str = "witness.example/one"
    clock: FixedClock = field(default_factory=FixedClock)

    def __post_init__(self) -> None:
        WitnessFolder(self.folder).found(self.name)

    @property
    def signer(self) -> SigningKey:
        return SigningKey(sha256(self.name.encode()).digest())

    @property
    def witnessing(self) -> Witnessing:
        return Witnessing(WitnessFolder(self.folder), self.clock)

    @property
    def key(self) -> VerifierKey:
        return self.witnessing.key(self.signer)

    def cosign(self, exported: Path) -> Cosigned:
        return self.witnessing.cosign(exported, (LEDGER,), self.signer)
