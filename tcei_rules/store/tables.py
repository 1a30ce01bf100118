"""The tables, as the migrations leave them.

`record` is the one insert-only shape, and each of its rows an entry of the
ledger, whose hashes lie in `node`; what may have to be forgotten lies in
`opening`, `application`, `person` and `disagreement`, and can be erased there:
nothing refers to a row of them. `guards.py` holds what makes rows final, the
migrations which rows that are.
"""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from tcei_rules.store.dialects import TEXT, Member

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _member(column: str, member: str) -> Column[str]:
    """Return a column read from the canonical bytes, to search by."""
    return Column(column, TEXT, Computed(Member(member), persisted=True))


def _one_a_kind(kind: str, *columns: Column[str]) -> None:
    """Allow one record of a kind for what some columns say together."""
    of_kind = RECORD.c.kind == kind
    name = "_".join(("uq", kind, *(column.name for column in columns)))
    Index(name, *columns, unique=True, sqlite_where=of_kind, postgresql_where=of_kind)


RECORD = Table(
    "record",
    METADATA,
    Column("ledger_index", Integer, primary_key=True, autoincrement=False),
    Column("id", TEXT, nullable=False, unique=True),
    Column("kind", TEXT, nullable=False),
    Column("format", Integer, nullable=False),
    Column("content", TEXT, nullable=False),
    Column("digest", TEXT, nullable=False),
    Column("recorded_at", TEXT, nullable=False),
    _member("case_id", "case"),
    _member("assessment_id", "assessment"),
    _member("decision_id", "decision"),
    _member("number", "number"),
    _member("ruleset_digest", "ruleset"),
    _member("scheme", "scheme"),
    _member("version", "version"),
    CheckConstraint("ledger_index >= 0", name="index_from_zero"),
)
Index("ix_record_kind", RECORD.c.kind, RECORD.c.ledger_index)
Index("ix_record_case_id", RECORD.c.case_id)
_one_a_kind("certificate", RECORD.c.decision_id)
_one_a_kind("certificate", RECORD.c.number)
_one_a_kind("publication", RECORD.c.scheme, RECORD.c.version)

NODE = Table(
    "node",
    METADATA,
    # The hash of the complete subtree of 2^level entries that begins at position * 2^level.
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    CheckConstraint("length(hash) = 32", name="sha256"),
    sqlite_with_rowid=False,
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("digest", TEXT, primary_key=True),
    Column("size", Integer, nullable=False, index=True),
    Column("content", TEXT, nullable=False),
)

OPENING = Table(
    "opening",
    METADATA,
    Column("commitment", TEXT, primary_key=True),
    Column("salt", TEXT, nullable=False),
    Column("content", TEXT, nullable=False),
)

RULESET = Table(
    "ruleset",
    METADATA,
    Column("digest", TEXT, primary_key=True),
    Column("scheme", TEXT, nullable=False),
    Column("version", TEXT, nullable=False),
    Column("file_digest", TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

PERSON = Table(
    "person",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("name_key", TEXT, nullable=False, unique=True),
)

MEMBERSHIP = Table(
    "membership",
    METADATA,
    Column("person_id", TEXT, nullable=False),
    Column("role", TEXT, nullable=False),
    Column("start", TEXT, nullable=False),
    PrimaryKeyConstraint("person_id", "role", "start"),
)

ORGANISATION = Table(
    "organisation",
    METADATA,
    Column("id", TEXT, primary_key=True),
)

ATTRIBUTES = Table(
    "organisation_attributes",
    METADATA,
    Column("organisation_id", TEXT, ForeignKey("organisation.id"), nullable=False),
    Column("start", TEXT, nullable=False),
    Column("name_key", TEXT, nullable=False, index=True),
    Column("content", TEXT, nullable=False),
    PrimaryKeyConstraint("organisation_id", "start"),
)

APPLICATION = Table(
    "application",
    METADATA,
    Column("case_id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("organisation_id", TEXT, ForeignKey("organisation.id"), nullable=False, index=True),
)

DECISION = Table(
    "decision",
    METADATA,
    Column("id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("case_id", TEXT, ForeignKey("record.id"), nullable=False, index=True),
    Column("assessment_id", TEXT, ForeignKey("record.id"), nullable=False, unique=True),
    Column("granted_rank", Integer, nullable=False),
    Column("outcome_rank", Integer, nullable=False),
    Column("decider", TEXT, nullable=False),
    Column("confirmer", TEXT, nullable=False),
    CheckConstraint("granted_rank <= outcome_rank", name="never_above_outcome"),
    CheckConstraint("decider <> confirmer", name="two_people"),
)

PART = Table(
    "decision_part",
    METADATA,
    # One person plays one part in a decision: assessor, decider or confirmer.
    Column("decision_id", TEXT, ForeignKey("decision.id"), nullable=False),
    Column("person_id", TEXT, nullable=False),
    Column("part", TEXT, nullable=False),
    PrimaryKeyConstraint("decision_id", "person_id"),
    CheckConstraint("part IN ('assessor', 'decider', 'confirmer')", name="part"),
)

CERTIFICATE_FILE = Table(
    "certificate_file",
    METADATA,
    Column("certificate_id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

PREPARED = Table(
    "certificate_prepared",
    METADATA,
    Column("certificate_id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

CERTIFICATE_DECISION = Table(
    "certificate_decision",
    METADATA,
    # What a record about a certificate says, to find the last one of it.
    Column("id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("certificate_id", TEXT, ForeignKey("record.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("decider", TEXT, nullable=False),
    Column("confirmer", TEXT, nullable=False),
    UniqueConstraint("certificate_id", "position"),
    CheckConstraint("decider <> confirmer", name="two_people"),
    CheckConstraint("kind IN ('suspend', 'reinstate', 'withdraw')", name="kind"),
    CheckConstraint("position >= 0", name="from_zero"),
)

STATUS_INDEX = Table(
    "status_index",
    METADATA,
    # Where the bit of a certificate is; positions count them, so that a list's number is known.
    Column("certificate_id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("list", TEXT, nullable=False),
    Column("position", Integer, nullable=False),
    Column("list_index", Integer, nullable=False),
    UniqueConstraint("list", "list_index"),
    UniqueConstraint("list", "position"),
    CheckConstraint("position >= 0", name="from_zero"),
    CheckConstraint("list_index BETWEEN 0 AND 131071", name="within_the_list"),
)

STATUS_LIST = Table(
    "status_list",
    METADATA,
    # Every version of every list, as it was published.
    Column("id", TEXT, ForeignKey("record.id"), primary_key=True),
    Column("list", TEXT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("list", "version"),
    CheckConstraint("version >= 1", name="from_one"),
)

PUBLISHED = Table(
    "published_label",
    METADATA,
    Column("digest", TEXT, primary_key=True),
    Column("scheme", TEXT, nullable=False),
    Column("name_key", TEXT, nullable=False, index=True),
    Column("content", TEXT, nullable=False),
)

DISAGREEMENT = Table(
    "disagreement",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("assessment_id", TEXT, ForeignKey("record.id"), nullable=False),
    Column("ruleset", TEXT, nullable=False),
    Column("first", TEXT, nullable=False),
    Column("second", TEXT, nullable=False),
    Column("trace", TEXT, nullable=False),
)

ERASABLE: Final = ("opening", "application", "person", "disagreement")
"""The tables whose rows can be erased; those of every other one are for ever."""
