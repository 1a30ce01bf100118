"""The one insert-only shape of everything that matters, and its openings.

Each record is an entry of the ledger: its bytes are what the tree hashes, what
is published, and what a proof speaks of. Whatever may have to be forgotten
(facts, evidence, names, reasons) is not in a record: the record holds a
commitment, and salt and bytes lie beside it as an `Opening` that can be
erased. Every proof over the record then stays valid.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tcei_rules.domain.canonical import Json, canonical, commitment, sha256
from tcei_rules.domain.model import Digest, Instant, Model, Ulid
from tcei_rules.errors import IntegrityError


class RecordKind(StrEnum):
    """What a record speaks of; a new kind is added, an old one never changes."""

    GENESIS = "genesis"
    """The trust root that the ledger begins with."""
    KEY = "key"
    """A trust root that names other keys than the one before."""
    POLICY = "policy"
    """A trust root that demands other witnesses than the one before."""
    PUBLICATION = "publication"
    ORGANISATION = "organisation"
    IMPORT = "import"
    """Labels that others published were taken over."""
    MEMBERSHIP = "membership"
    CASE = "case"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    CERTIFICATE = "certificate"
    CERTIFICATE_DECISION = "certificate decision"
    """It was suspended, reinstated or withdrawn."""
    STATUS = "status"
    """A list of withdrawn certificates was published."""
    ERASURE = "erasure"
    REPLAY = "replay report"


TRUST_ROOTS = (RecordKind.GENESIS, RecordKind.KEY, RecordKind.POLICY)
"""Records whose content is a whole trust root; the latest one holds."""


class Record(Model):
    """A row that is written once: canonical bytes under their digest and index."""

    id: Ulid
    kind: RecordKind
    format: Annotated[int, Field(ge=1)]
    content: str
    """The canonical bytes, as UTF-8 text."""
    digest: Digest
    recorded_at: Instant
    """When it was recorded; never before the record ahead of it."""
    ledger_index: Annotated[int, Field(ge=0)]
    """Position in the one sequence of all records, from 0, without gaps."""

    @property
    def entry(self) -> bytes:
        """The record as an entry of the ledger: canonical JSON of what is recorded, and when."""
        return entry(self.id, self.kind, self.content, self.recorded_at)

    @model_validator(mode="after")
    def _digest_is_of_content(self) -> Self:
        if sha256(self.content.encode()) != self.digest:
            raise IntegrityError("record.digest", id=self.id)
        return self


def entry(record_id: str, kind: str, content: str, recorded_at: str) -> bytes:
    """Return the entry of the ledger for a record.

    The content is canonical already, and stands where its name sorts it, so
    what is put together here is canonical as a whole.
    """
    return (
        f'{{"content":{content},"id":"{record_id}","kind":"{kind}","recorded_at":"{recorded_at}"}}'
    ).encode()


class Opening(Model):
    """Salt and bytes behind a commitment; erasable."""

    commitment: Digest
    salt: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """32 random bytes, hexadecimal."""
    content: str
    """The canonical bytes that were committed to, as UTF-8 text."""

    @classmethod
    def seal(cls, value: Json, salt: bytes) -> "Opening":
        """Commit to a value under a fresh random salt."""
        content = canonical(value)
        return cls(commitment=commitment(salt, content), salt=salt.hex(), content=content.decode())

    @model_validator(mode="after")
    def _commitment_is_to_content(self) -> Self:
        if commitment(bytes.fromhex(self.salt), self.content.encode()) != self.commitment:
            raise IntegrityError("record.opening", commitment=self.commitment)
        return self
