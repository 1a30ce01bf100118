"""What is in a bundle: entries and openings, read strictly and believed in nothing yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from pydantic import ValidationError

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.canonical import (
    SALT_BYTES,
    Json,
    canonical,
    commitment,
    read_json,
    sha256,
)
from tcei_rules.domain.contents import MODELS, commitments
from tcei_rules.domain.decision import DecisionRecord, Reason
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.model import Model, Ulid
from tcei_rules.domain.outcome import Outcome, PackedOutcome
from tcei_rules.domain.record import Record, RecordKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import IntegrityError, InvalidInputError
from tcei_rules.language.ruleset import read_ruleset
from tcei_rules.service.bundle.layout import (
    RULESET,
    entry_indexes,
    opening_commitments,
    opening_name,
)

M = TypeVar("M", bound=Model)


class _Name(Model):
    name: str


class _Organisation(Model):
    organisation: Ulid


BEHIND: Final[Mapping[str, type[Model]]] = {
    "facts": Assessment,
    "history": History,
    "outcome": Outcome,
    "packed": PackedOutcome,
    "reason": Reason,
    "name": _Name,
    "organisation": _Organisation,
}
"""What stands behind each member that is a commitment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the ledger that is canonical and says what its kind says."""

    record: Record
    model: Model | None
    """None of a trust root: whoever pins it knows what it says."""

    def __str__(self) -> str:
        return f"{self.record.kind} {self.record.id} (entry {self.record.ledger_index})"

    @property
    def index(self) -> int:
        """Its position in the ledger."""
        return self.record.ledger_index


class Contents:
    """The files of a bundle, and what they say."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    @cached_property
    def entries(self) -> Mapping[int, Entry | None]:
        """Entries by index, rising; nothing where the file is no canonical entry."""
        names = entry_indexes(self.files)
        return {index: read_entry(index, self.files[name]) for index, name in names.items()}

    def readable(self) -> Iterator[Entry]:
        """Yield the entries that can be read, in the order of the ledger."""
        return (one for one in self.entries.values() if one is not None)

    def of(self, model: type[M]) -> list[tuple[Entry, M]]:
        """Return the entries of a kind with what they say."""
        return [(one, one.model) for one in self.readable() if isinstance(one.model, model)]

    def named(self, record_id: str, model: type[M]) -> tuple[Entry, M] | None:
        """Return the entry of that id and kind, if it is there."""
        return next((one for one in self.of(model) if one[0].record.id == record_id), None)

    @cached_property
    def decision(self) -> tuple[Entry, DecisionRecord] | None:
        """The one decision that it is about; nothing if there are none or several."""
        found = self.of(DecisionRecord)
        return found[0] if len(found) == 1 else None

    @cached_property
    def committed(self) -> Mapping[str, tuple[Entry, str]]:
        """Everything that entries commit to: by commitment, which entry and member."""
        return {
            one: (entry, member)
            for entry in self.readable()
            if entry.model is not None
            for member, one in commitments(entry.model)
        }

    @cached_property
    def erased(self) -> frozenset[str]:
        """Commitments that cannot be opened any more, as entries of the ledger say."""
        return frozenset(
            one for _, erasure in self.of(ErasureRecord) for one in erasure.commitments
        )

    @property
    def openings(self) -> Mapping[str, str]:
        """Names of openings, by commitment."""
        return opening_commitments(self.files)

    def opened(self, committed: str, model: type[M]) -> M | None:
        """Return what stands behind a commitment; nothing if it is gone, or no such thing."""
        content = opening(self.files.get(opening_name(committed), b""), committed)
        return None if content is None else _model(model, content)

    def is_readable(self, committed: str, member: str) -> bool:
        """Tell whether what stands behind a commitment is what that member commits to."""
        return self.opened(committed, BEHIND[member]) is not None

    @cached_property
    def ruleset(self) -> Ruleset | None:
        """The ruleset that the text is read as; nothing if it cannot be read."""
        try:
            return read_ruleset(self.files.get(RULESET, b""), RULESET).ruleset
        except InvalidInputError:
            return None


def read_entry(index: int, content: bytes) -> Entry | None:
    """Return the entry that bytes are; nothing if they are not exactly one."""
    try:
        record = _record(index, read_json(content))
    except (InvalidInputError, IntegrityError, ValidationError, ValueError, TypeError, KeyError):
        return None
    if record.entry != content:
        return None
    kind = MODELS.get(record.kind)
    model = None if kind is None else _model(kind, record.content.encode())
    return None if kind is not None and model is None else Entry(record=record, model=model)


def _record(index: int, members: Json) -> Record:
    if not isinstance(members, Mapping):
        raise TypeError("an entry is an object")
    public = members["content"]
    if not isinstance(public, Mapping):
        raise TypeError("what is recorded is an object")
    content = canonical(public)
    return Record.model_validate(
        {
            "id": members["id"],
            "kind": RecordKind(str(members["kind"])),
            "format": public["format"],
            "content": content.decode(),
            "digest": sha256(content),
            "recorded_at": members["recorded_at"],
            "ledger_index": index,
        }
    )


def opening(content: bytes, committed: str) -> bytes | None:
    """Return what is behind a commitment from salt and content; nothing if it is not that."""
    salt, text = content[:SALT_BYTES], content[SALT_BYTES:]
    whole = len(salt) == SALT_BYTES and commitment(salt, text) == committed
    return text if whole else None


def _model(model: type[M], content: bytes) -> M | None:
    """Return what canonical bytes say, every one of which the model accounts for."""
    try:
        found = model.model_validate_json(content)
        return found if canonical(found.members()) == content else None
    except (ValidationError, InvalidInputError, IntegrityError):
        return None
