"""Replaying: past decisions are judged once more, from nothing but what is recorded.

What is looked at first is looked at with the least trust: the row against its
entry in the ledger, then the criteria, then the inputs, and only then what the
engine makes of them. The first difference says of which kind it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection

from tcei_rules.domain.assessment import Assessment, History
from tcei_rules.domain.canonical import (
    Json,
    canonical,
    first_difference,
    read_json,
    sha256,
    standing_at,
)
from tcei_rules.domain.decision import DecisionRecord
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.model import Model
from tcei_rules.domain.outcome import Outcome, pack
from tcei_rules.domain.record import Record, RecordKind, entry
from tcei_rules.domain.replay import MOST_LISTED, Replay, ReplayedDecision, ReplayReport
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.errors import IntegrityError, InvalidInputError, NotFoundError
from tcei_rules.language.ruleset import read_ruleset
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.tree import root_at
from tcei_rules.service.audit.report import State
from tcei_rules.service.deciding import Evaluations
from tcei_rules.service.desk import Desk
from tcei_rules.store import nodes, records
from tcei_rules.store.kept_rulesets import kept_ruleset
from tcei_rules.store.records import Raw

M = TypeVar("M", bound=Model)

AT_ONCE = 200
"""Decisions that are gathered in one look at the database; no more are ever in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What became of one decision."""

    decision: str
    result: Replay
    path: str = ""
    """Where the first difference lies, as a JSON Pointer."""
    expected: str = ""
    """What was recorded there."""
    found: str = ""
    """What it came to now, or stands there now."""
    label: str | None = None
    """The label that the decision grants."""
    ruleset: str = ""
    """Name of the version, where it could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """What a decision rests on, read from the record; the engine has not looked yet."""

    decision: DecisionRecord
    ruleset: Ruleset
    assessment: Assessment
    history: History
    outcome: Json
    packed: Json


class _Otherwise(Exception):  # noqa: N818 -- a result that ends the replay of one, no failure
    def __init__(self, result: Replay, path: str = "", expected: str = "", found: str = "") -> None:
        super().__init__(result)
        self.result = result
        self.path = path
        self.expected = expected
        self.found = found


@dataclass(slots=True)
class Tally:
    """What all replays came to, while they go on."""

    results: Counter[Replay] = field(default_factory=Counter[Replay])
    others: list[Replayed] = field(default_factory=list[Replayed])

    def add(self, one: Replayed) -> None:
        """Count one decision; the first ones that differ are kept."""
        self.results[one.result] += 1
        if one.result is not Replay.SAME and len(self.others) < MOST_LISTED:
            self.others.append(one)

    @property
    def total(self) -> int:
        """Return how many decisions were replayed."""
        return self.results.total()

    @property
    def same(self) -> int:
        """Return how many came out the same."""
        return self.results[Replay.SAME]

    @property
    def erased(self) -> int:
        """Return how many could not be checked, since their inputs were erased."""
        return self.results[Replay.ERASED]

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing came out otherwise; erased inputs cannot."""
        return self.total == self.same + self.erased

    @property
    def state(self) -> State:
        """Return the gravest of what all of them came to."""
        if not self.is_clean:
            return State.FAILED
        return State.UNCHECKED if self.erased else State.PASSED


class Replaying:
    """Judges recorded decisions once more, and says what differs first."""

    def __init__(self, desk: Desk, evaluations: Evaluations) -> None:
        self._desk = desk
        self._evaluations = evaluations
        self._criteria: dict[str, tuple[bytes, Ruleset]] = {}
        """Texts as they stood there when they were read, with what they say, by digest."""

    def replay(self, decision: str) -> Replayed:
        """Judge one decision once more.

        Raises:
            NotFoundError: There is no such decision.
        """

        def gather(connection: Connection) -> _Gathered | Replayed:
            row = records.raw_by_id(connection, decision)
            if row is None or row.kind != RecordKind.DECISION:
                raise NotFoundError("decision.absent", id=decision)
            return self._gather(connection, row)

        return self._judged(self._desk.database.read(gather))

    def replay_all(self) -> Iterator[Replayed]:
        """Judge every decision once more, in the order of the ledger; memory stays flat."""
        found = self._some(0)
        while found:
            yield from (self._judged(one) for _, one in found)
            found = self._some(found[-1][0] + 1)

    def count(self) -> int:
        """Return how many decisions there are."""
        return self._desk.database.read(lambda c: records.count(c, RecordKind.DECISION))

    def report(self, tally: Tally) -> Record:
        """Record what the replay of all decisions came to, as an entry of the ledger.

        Args:
            tally: Of decisions in the order of the ledger, from the first one on.
        """
        return self._desk.database.write(lambda connection: self._report(connection, tally))

    def _report(self, connection: Connection, tally: Tally) -> Record:
        now, size = self._desk.moment(connection), nodes.size(connection)
        # A decision that came since was not looked at: the report is of what is before it.
        next_one = records.index_of(connection, RecordKind.DECISION, tally.total)
        if next_one is not None:
            size = next_one
        report = ReplayReport(
            replayed_at=now,
            size=size,
            root=f"sha256:{root_at(nodes.StoredNodes(connection), size).hex()}",
            results=dict(sorted(tally.results.items())),
            others=tuple(
                ReplayedDecision(decision=one.decision, result=one.result, path=one.path)
                for one in tally.others
            ),
        )
        report_id = self._desk.chance.ulid(now)
        return records.append(connection, report_id, RecordKind.REPLAY, report, now)

    def _some(self, first: int) -> list[tuple[int, _Gathered | Replayed]]:
        """Return the next decisions from a ledger index on, each with its own index."""

        def gather(connection: Connection) -> list[tuple[int, _Gathered | Replayed]]:
            rows = records.raw(connection, first=first, kind=RecordKind.DECISION)
            return [
                (row.ledger_index, self._gather(connection, row)) for row in islice(rows, AT_ONCE)
            ]

        return self._desk.database.read(gather)

    def _gather(self, connection: Connection, row: Raw) -> _Gathered | Replayed:
        try:
            decision = _entered(connection, row)
            return _Gathered(
                decision=decision,
                ruleset=self._ruleset(connection, decision),
                assessment=_opened(connection, decision, decision.facts, Assessment),
                history=_opened(connection, decision, decision.history, History),
                outcome=_opened(connection, decision, decision.outcome, Outcome).members(),
                packed=_json(connection, decision, decision.packed),
            )
        except _Otherwise as stop:
            return _replayed(row.id, stop)

    def _ruleset(self, connection: Connection, decision: DecisionRecord) -> Ruleset:
        """Return the criteria as they stand there now, whatever was read of them before."""
        digest, content = decision.ruleset, kept_ruleset(connection, decision.ruleset)
        if content is None:
            raise _Otherwise(Replay.RULESET, "/ruleset", digest, "not kept")
        if digest not in self._criteria or self._criteria[digest][0] != content:
            self._criteria[digest] = content, _criteria(content, digest)
        return self._criteria[digest][1]

    def _judged(self, gathered: _Gathered | Replayed) -> Replayed:
        if isinstance(gathered, Replayed):
            return gathered
        try:
            self._judge(gathered)
        except _Otherwise as stop:
            return _replayed(gathered.decision.decision, stop, gathered)
        return _replayed(gathered.decision.decision, _Otherwise(Replay.SAME), gathered)

    def _judge(self, gathered: _Gathered) -> None:
        try:
            evaluation = self._evaluations(gathered.ruleset)
            outcome = evaluation.judge(gathered.assessment, gathered.history)
        except InvalidInputError as error:
            # What was judged once is legal under its version; now it is not.
            told = error.mistakes[0].message
            raise _Otherwise(Replay.INPUT, "/facts", "legal answers", told) from error
        except IntegrityError as error:
            raise _Otherwise(Replay.ENGINE, "", "one result", error.message) from error
        _demand_same("/outcome", gathered.outcome, outcome.members())
        _demand_same("/packed", gathered.packed, pack(outcome).members())


def _entered(connection: Connection, row: Raw) -> DecisionRecord:
    """Return a decision that stands as it was entered into the ledger."""
    leaf = nodes.leaf(connection, row.ledger_index)
    now = leaf_hash(entry(row.id, row.kind, row.content, row.recorded_at))
    if leaf != now:
        raise _Otherwise(Replay.RECORD, "", "no entry" if leaf is None else leaf.hex(), now.hex())
    if sha256(row.content.encode()) != row.digest:
        raise _Otherwise(Replay.RECORD, "/digest", sha256(row.content.encode()), row.digest)
    try:
        return DecisionRecord.model_validate_json(row.content)
    except ValidationError as error:
        raise _Otherwise(Replay.RECORD, "", "a decision", error.errors()[0]["type"]) from error


def _criteria(content: object, digest: str) -> Ruleset:
    """Return what a text says that must have a digest."""
    try:
        # Bytes, or somebody else wrote it.
        ruleset = read_ruleset(content, digest).ruleset if isinstance(content, bytes) else None
    except InvalidInputError as error:
        raise _Otherwise(Replay.RULESET, "/ruleset", digest, "no ruleset") from error
    if ruleset is None or ruleset.digest != digest:
        raise _Otherwise(Replay.RULESET, "/ruleset", digest, "another text")
    return ruleset


def _json(connection: Connection, decision: DecisionRecord, commitment: str) -> Json:
    name = next(name for name, value in decision.members().items() if value == commitment)
    try:
        content = records.open_commitment(connection, commitment)
    except (IntegrityError, ValidationError) as error:
        raise _Otherwise(Replay.INPUT, f"/{name}", commitment, "another opening") from error
    if content is None:
        try:
            is_erased = _is_erased(connection, decision, commitment)
        except (IntegrityError, ValidationError) as error:
            raise _Otherwise(Replay.RECORD, f"/{name}", "an erasure", "another record") from error
        if is_erased:
            raise _Otherwise(Replay.ERASED, f"/{name}")
        raise _Otherwise(Replay.INPUT, f"/{name}", commitment, "nothing")
    return read_json(content.encode())


def _opened(connection: Connection, decision: DecisionRecord, commitment: str, model: type[M]) -> M:
    return model.model_validate_json(canonical(_json(connection, decision, commitment)))


def _is_erased(connection: Connection, decision: DecisionRecord, commitment: str) -> bool:
    """Tell whether the ledger says that what stood there was removed on purpose."""
    return any(
        commitment in records.public_part(one, ErasureRecord).commitments
        for one in records.of_case(connection, RecordKind.ERASURE, decision.case)
    )


def _demand_same(where: str, recorded: Json, now: Json) -> None:
    path = first_difference(recorded, now)
    if path is not None:
        expected, found = standing_at(recorded, path), standing_at(now, path)
        raise _Otherwise(Replay.ENGINE, where + path, expected, found)


def _replayed(decision: str, stop: _Otherwise, gathered: _Gathered | None = None) -> Replayed:
    return Replayed(
        decision=decision,
        result=stop.result,
        path=stop.path,
        expected=stop.expected,
        found=stop.found,
        label=gathered.decision.label if gathered else None,
        ruleset=gathered.ruleset.name if gathered else "",
    )
