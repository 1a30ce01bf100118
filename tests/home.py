"""An office for tests: a real database and real rulesets, with time and chance that stand still.

`Office` gives the use cases as the commands have them, without processes and
without age. `empty_database` and `full_database` are made once and copied.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from tcei_certificates.issuing import CredentialIssuer
from tcei_rules.domain.decision import DecisionKind
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.network import Network
from tcei_rules.language.nodes import Tree
from tcei_rules.service.assessing import Application, Assessing, FrozenAssessment
from tcei_rules.service.certifying import Certifying, IssuedCertificate
from tcei_rules.service.deciding import Decided, Deciding, Wish
from tcei_rules.service.desk import Desk
from tcei_rules.service.founding import Founding
from tcei_rules.service.heads import Head, Heads, LedgerSigner
from tcei_rules.service.organising import Organising
from tcei_rules.service.publishing import Published, Publishing, freeze
from tcei_rules.service.registering import Registering
from tcei_rules.service.rulesets import FoundRuleset, Rulesets
from tcei_rules.service.withdrawing import AboutCertificate, Measure, Measured, Withdrawing
from tcei_rules.store import disagreements
from tcei_rules.store.database import Database
from tcei_rules.store.ruleset_files import (
    CASES_SUFFIX,
    RulesetFiles,
    RulesetText,
    shipped_rulesets,
)
from tests.certificate_samples import (
    DEMONSTRATION_KEY,
    LEDGER_KEY,
    ORIGIN,
    sample_issuer,
    sample_trust,
)
from tests.fixed import NOW, CountedChance, FixedClock

DAWN = "2000-01-01T00:00:00Z"
"""When the ledger of tests begins."""
FOUNDERS_COUNT = 10**12
"""Where the chance of founding counts from, so that the office's own begins at 1."""

ASSESSORS = ("Alva Ahlberg", "Bo Bering")
DECIDER, CONFIRMER = "Cleo Castellane", "Dov Draper"
HOLDER = "Lanternmere water cluster"
FIRST_NUMBER = "DEMO-ECEI-2026-0001"
"""Of the first certificate of an office."""

MEASURES: dict[str, AboutCertificate] = {
    "suspend": DecisionKind.SUSPEND,
    "reinstate": DecisionKind.REINSTATE,
    "withdraw": DecisionKind.WITHDRAW,
}

JUDGED = (
    "1.1.0", "1.1.1", "1.2", "2.1", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.3", "2.4", "2.5",
    "2.6", "2.7", "3.1", "4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5", "4.1.6", "4.2", "4.3",
    "4.4", "4.5", "4.6.1", "4.6.2", "5.1", "5.2", "5.3",
)  # fmt: skip
"""The judged indicators of ecei/2.0.0."""

PLAIN = """
language: 1
scheme: plain
version: "1.0.0"
title: Plain label, which rests on no placeholder
in_force: {from: 2020-01-01}
sources: {book: {title: Book of the plain label}}
facts:
  staff: {kind: number, decimals: 2, unit: FTE, max: 1000, title: Staff}
labels:
  - id: bronze
    title: Plain Bronze
    requires:
      - {id: bronze.staff, that: {fact: staff, at_least: 0.5 FTE}, basis: {official: book}}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: {official: book}}]
  - id: silver
    title: Plain Silver
    includes: bronze
    requires:
      - {id: silver.staff, that: {fact: staff, at_least: 2 FTE}, basis: {official: book}}
    validity: [{months: 24, from: assessed_on, until: end_of_month, basis: {official: book}}]
"""


class Shelf(RulesetFiles):
    """Ruleset files by name that lie in memory."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.texts))

    def examples(self) -> tuple[str, ...]:
        return ()

    def read(self, name: str) -> RulesetText:
        return RulesetText(name, self.texts[name].encode(), None, f"{name}{CASES_SUFFIX}")


@cache
def shipped_texts() -> dict[str, str]:
    """Return the text of every shipped ruleset."""
    files = RulesetFiles(shipped_rulesets())
    return {name: files.read(name).content.decode() for name in files.names()}


@cache
def shared_rulesets() -> Rulesets:
    """Return the shipped rulesets and the plain one, each read once in a process."""
    return Rulesets(Shelf({**shipped_texts(), "plain/1.0.0": PLAIN}))


_prepared: dict[str, Evaluation] = {}


def both_evaluators(ruleset: Ruleset) -> Evaluation:
    """Return both evaluators in this process; a network is made once and kept."""
    if ruleset.digest not in _prepared:
        _prepared[ruleset.digest] = Evaluation(ruleset, Network(ruleset))
    return _prepared[ruleset.digest]


# Answers


def members(industry: int = 26, research: int = 4, public: int = 2) -> list[Tree]:
    """Return a list of members, all of them committed."""
    kinds = {"industry": industry, "research": research, "public": public}
    return [
        {"type": kind, "signed": "yes", "pays": "no", "active": "no"}
        for kind, count in kinds.items()
        for _ in range(count)
    ]


def gold_answers(
    on: str = "2026-10-15",
    filed_on: str = "2026-09-01",
    interview_on: str = "2026-09-20",
    panel: tuple[str, ...] = ASSESSORS,
    **facts: Tree,
) -> dict[str, Tree]:
    """Return answers under ecei/2.0.0 that earn Bronze and Gold, with other facts on top."""
    # The lower of two levels counts: 29 judged ones at 4, 32 members 4, 41.5 % 5: 121 of 150.
    levels: list[Tree] = ["5", "4", "4", "4"]
    answered: dict[str, Tree] = {
        "interview_on": interview_on,
        "staff": "2.5 FTE",
        "members": members(),
        "eccp_profile": "yes",
        "english_website": "yes",
        "private_share": "41.5 %",
        "assessors": str(len(panel)),
        "foreign_assessors": "1",
    }
    for indicator in JUDGED:
        answered[indicator] = dict(zip(panel, levels, strict=False))
    stated: list[Tree] = list(panel)
    return {"on": on, "filed_on": filed_on, "panel": stated, "facts": answered | facts}


def with_facts(answers: Mapping[str, Tree], facts: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return the answers with other facts on top, of whatever name."""
    answered = answers["facts"]
    assert isinstance(answered, dict)
    return {**answers, "facts": {**answered, **facts}}


def with_reasons(answers: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return the answers with a reason beside every level, as real cases need them."""
    answered = answers["facts"]
    assert isinstance(answered, dict)
    reasoned: dict[str, Tree] = {}
    for indicator in JUDGED:
        levels = answered[indicator]
        assert isinstance(levels, dict)
        reasoned[indicator] = {
            name: {"level": level, "reason": "Seen on site"} for name, level in levels.items()
        }
    return with_facts(answers, reasoned)


def bronze_answers(**changes: Any) -> dict[str, Tree]:
    """Return answers that earn Bronze and leave Gold open."""
    answers = gold_answers(**changes)
    facts = answers["facts"]
    assert isinstance(facts, dict)
    return answers | {"facts": {name: one for name, one in facts.items() if name not in JUDGED}}


def plain_answers(staff: str = "2 FTE", on: str = "2026-10-15") -> dict[str, Tree]:
    """Return answers under plain/1.0.0, which rests on no placeholder."""
    return {"on": on, "panel": list[Tree](ASSESSORS), "facts": {"staff": staff}}


def as_json(tree: Tree) -> bytes:
    """Write answers as JSON."""
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()


def as_yaml(tree: Tree) -> bytes:
    """Write answers as a person would write them: YAML in block style."""
    return ("\n".join(_lines(tree, 0)) + "\n").encode()


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.% -]*")


def _lines(tree: Tree, indent: int) -> Iterator[str]:
    margin = "  " * indent
    if tree in ({}, []):
        yield margin + ("{}" if isinstance(tree, dict) else "[]")
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str) or not value:
                yield f"{margin}{_scalar(key)}: {next(_lines(value, 0))}"
            else:
                yield f"{margin}{_scalar(key)}:"
                yield from _lines(value, indent + 1)
    elif isinstance(tree, list):
        for item in tree:
            first, *more = _lines(item, indent + 1)
            yield f"{margin}- {first.lstrip()}"
            yield from more
    else:
        yield margin + _scalar(tree)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


# Databases


@cache
def empty_database() -> bytes:
    """Return the file of a database without rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "tcei.db")
        database = Database(f"sqlite:///{path}")
        database.create()
        database.close()
        return path.read_bytes()


@cache
def founded_database() -> bytes:
    """Return the file of a database with a trust root; every shared ruleset is published."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "tcei.db")
        path.write_bytes(empty_database())
        found(f"sqlite:///{path}")
        return path.read_bytes()


def found(url: str) -> None:
    """Give an empty database a trust root, and publish every shared ruleset."""
    with closing(Database(url)) as database:
        desk = Desk(
            database=database,
            rulesets=shared_rulesets(),
            clock=FixedClock(DAWN),
            chance=CountedChance(FOUNDERS_COUNT),
        )
        Founding(desk).establish(sample_trust())
        for name in desk.rulesets.names():
            publish(desk, desk.rulesets.find(name))


def since_founding(path: Path) -> list[tuple[Any, ...]]:
    """Return the records that came after the trust root and the shared rulesets."""
    return rows_of(path, "record")[1 + len(shared_rulesets().names()) :]


def publish(desk: Desk, found: FoundRuleset) -> Published:
    """Publish a version as it is, whatever its check and its cases say."""
    # Past whatever a test lets happen before the office's own writes.
    with closing(Database(desk.database.url)) as database:
        return database.write(lambda connection: freeze(desk, connection, found))


@cache
def full_database() -> bytes:
    """Return the file of a database with a row or more in every table."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        fill(office)
        office.database.close()
        return office.path.read_bytes()


def fill(office: Office) -> None:
    """Write a row or more into every table."""
    office.registering.import_(HOLDERS, "holders.csv", "ecei", NOW[:10])
    held = office.grant_gold()
    office.certify(held)
    office.measure("suspend")
    office.measure("reinstate")
    office.sign_head()
    office.database.write(
        lambda connection: disagreements.keep_disagreement(
            connection,
            disagreement=office.chance.ulid(NOW),
            assessment=held.record.assessment,
            ruleset=held.record.ruleset,
            first="gold",
            second="none",
            trace="node 1",
        )
    )


HOLDERS = b"""\
name,country,sector,label,valid_until,assessed_or_awarded,score_pct,certificate_id,source,\
source_kind,confidence,note
Moonbeammoor water cluster,Poland,Water,BRONZE,2020-03-31,2018-03-10,,,https://example.org/1,\
official list,verbatim,
Krakenholm software cluster,Norway,ICT,GOLD,2027-05-31,2025-05-02,84,,https://example.org/2,\
official list,verbatim,
"""
"""Two published labels of fictional holders."""


def raw(path: Path, *, recursive_triggers: bool = False) -> closing[sqlite3.Connection]:
    """Open the file as anyone could who has it: plain SQLite, none of our settings."""
    connection = sqlite3.connect(path, isolation_level=None)
    if recursive_triggers:
        connection.execute("PRAGMA recursive_triggers = ON")
    return closing(connection)


def entries_beside_organisations(path: Path) -> str:
    """Return what all records say, but for those that add an organisation by its id."""
    return "\n".join(row[4] for row in rows_of(path, "record") if row[2] != "organisation")


def rows_of(path: Path, table: str) -> list[tuple[Any, ...]]:
    """Return all rows of a table, as stored."""
    with raw(path) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def dump(path: Path) -> list[str]:
    """Return everything that a database holds, as SQL."""
    with raw(path) as connection:
        return list(connection.iterdump())


class HookedDatabase(Database):
    """A database before whose next writes something else happens, as by another program."""

    def __init__(self, url: str, *, rehearse: bool = False) -> None:
        super().__init__(url, rehearse=rehearse)
        self.before_writes: list[Callable[[], object]] = []

    def write(self, work: Callable[[Connection], Any]) -> Any:
        if self.before_writes:
            self.before_writes.pop(0)()
        return super().write(work)


# The office


@dataclass(slots=True)
class Office:
    """All use cases over one database: a file, or what an address says."""

    folder: Path
    clock: FixedClock = field(default_factory=FixedClock)
    chance: CountedChance = field(default_factory=CountedChance)
    rulesets: Rulesets = field(default_factory=shared_rulesets)
    evaluations: Callable[[Ruleset], Evaluation] = both_evaluators
    url: str = ""
    database: HookedDatabase = field(init=False)

    def __post_init__(self) -> None:
        if not self.url and not self.path.exists():
            self.path.write_bytes(founded_database())
        self.database = HookedDatabase(self.url or f"sqlite:///{self.path}")

    @property
    def path(self) -> Path:
        return self.folder / "tcei.db"

    @property
    def desk(self) -> Desk:
        return Desk(
            database=self.database, rulesets=self.rulesets, clock=self.clock, chance=self.chance
        )

    @property
    def organising(self) -> Organising:
        return Organising(self.desk)

    def sign_head(self) -> Head:
        """Sign the present head of the ledger."""
        return self.heads.sign(LedgerSigner(ORIGIN, LEDGER_KEY))

    @property
    def publishing(self) -> Publishing:
        return Publishing(self.desk)

    @property
    def heads(self) -> Heads:
        return Heads(self.desk)

    @property
    def assessing(self) -> Assessing:
        return Assessing(self.desk)

    @property
    def deciding(self) -> Deciding:
        return Deciding(self.desk, self.evaluations)

    @property
    def certifying(self) -> Certifying:
        return Certifying(self.desk)

    @property
    def withdrawing(self) -> Withdrawing:
        return Withdrawing(self.desk)

    @property
    def registering(self) -> Registering:
        return Registering(self.desk)

    def add(self, name: str = HOLDER, **attributes: str) -> str:
        """Add an organisation; return its id."""
        return self.organising.add({"name": name, **attributes}).id

    def add_long_ago(self, name: str = HOLDER) -> str:
        """Add an organisation before anything else happened; return its id."""
        now, self.clock.moment = self.clock.moment, DAWN
        added = self.add(name)
        self.clock.moment = now
        return added

    def freeze(
        self,
        answers: Tree,
        organisation: str = HOLDER,
        sought: str | None = "gold",
        *,
        scheme: str = "ecei",
        demonstration: bool = True,
        version: str | None = None,
        assessors: tuple[str, ...] = (),
    ) -> FrozenAssessment:
        """Open a case and freeze its assessment."""
        application = Application(
            organisation=organisation,
            scheme=scheme,
            sought=sought,
            demonstration=demonstration,
            version=version,
            assessors=assessors,
        )
        found, read = self.assessing.read(as_yaml(answers), "answers.yaml", application)
        publish(self.desk, found)
        return self.assessing.store(found, read, application)

    def decide(
        self,
        frozen: FrozenAssessment,
        *,
        by: str = DECIDER,
        confirmed_by: str = CONFIRMER,
        label: str | None = None,
        refuse: bool = False,
        reason: str | None = None,
    ) -> Decided:
        """Record a decision."""
        wish = Wish(decider=by, confirmer=confirmed_by, label=label, refuse=refuse, reason=reason)
        return self.deciding.record(frozen.record.assessment, wish)

    def certify(
        self, decided: Decided, issuer: CredentialIssuer | None = None
    ) -> IssuedCertificate:
        """Issue the certificate of a decision."""
        return self.certifying.issue(decided.record.decision, issuer or office_issuer())

    def measure(self, kind: str, number: str = FIRST_NUMBER, **said: str) -> Measured:
        """Suspend, reinstate or withdraw a certificate."""
        people = {"decider": DECIDER, "confirmer": CONFIRMER, "reason": "Under review"}
        return self.withdrawing.record(
            Measure(kind=MEASURES[kind], certificate=number, **people | said)
        )

    def grant_gold(self, organisation: str = HOLDER) -> Decided:
        """Add an organisation and grant it Gold."""
        return self.decide(self.freeze(gold_answers(), self.add(organisation)))

    def beside(self) -> Office:
        """Return another office at the same database, as another program would be."""
        chance = CountedChance(self.chance.count + 1_000_000)
        return Office(self.folder, self.clock, chance, self.rulesets, self.evaluations, self.url)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        with raw(self.path) as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            ).fetchall()
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for (table,) in tables
            }

    @contextmanager
    def nothing_stored(self) -> Generator[None]:
        """Hold whatever happens inside to leave no row behind, not even in part."""
        before = dump(self.path)
        yield
        assert dump(self.path) == before


def office_issuer() -> CredentialIssuer:
    """Return the demonstration issuer, whose key is authorised for all times that tests use."""
    return CredentialIssuer(sample_issuer(starts="2000-01-01T00:00:00Z"), DEMONSTRATION_KEY)
