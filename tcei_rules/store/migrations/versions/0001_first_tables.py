"""First tables: the record and the ledger, openings, people, decisions, certificates.

A database from before the ledger has no way into this one: its first record
would have to be a trust root, and was another.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from tcei_rules.store.dialects import DIALECTS, TEXT, Dialect, Member
from tcei_rules.store.guards import (
    insert_only,
    never_changed,
    only_of_certificates,
    record_guards,
)

# Not one that begins with `0001`: that is where databases from before the ledger are, and Alembic
# takes the beginning of a name for the whole.
revision = "ledger_0001"
down_revision = None
branch_labels = None
depends_on = None


def guards(dialect: Dialect) -> Iterator[str]:
    """Yield the statements that make rows final."""
    yield from insert_only(dialect, "record", ("ledger_index",), ("id",))
    yield from record_guards(dialect)
    yield from insert_only(dialect, "node", ("level", "position"))
    yield from insert_only(dialect, "checkpoint", ("digest",))
    yield from insert_only(dialect, "ruleset", ("digest",))
    yield from insert_only(dialect, "membership", ("person_id", "role", "start"))
    yield from insert_only(dialect, "organisation", ("id",))
    yield from insert_only(dialect, "organisation_attributes", ("organisation_id", "start"))
    yield from insert_only(dialect, "decision", ("id",), ("assessment_id",))
    yield from insert_only(dialect, "decision_part", ("decision_id", "person_id"))
    yield from insert_only(dialect, "certificate_prepared", ("certificate_id",))
    yield from only_of_certificates(dialect, "certificate_prepared")
    yield from insert_only(dialect, "certificate_file", ("certificate_id",))
    yield from only_of_certificates(dialect, "certificate_file")
    yield from insert_only(dialect, "published_label", ("digest",))
    yield from never_changed(dialect, "disagreement", ("id",))
    yield from never_changed(dialect, "opening", ("commitment",))
    yield from never_changed(dialect, "application", ("case_id",))
    yield from never_changed(dialect, "person", ("id",), ("name_key",))


def upgrade() -> None:
    """Create the tables and their guards."""
    op.create_table(
        "opening",
        sa.Column("commitment", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_opening")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "person",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name_key", name=op.f("uq_person_name_key")),
    )
    op.create_table(
        "membership",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("start", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "role", "start", name="pk_membership"),
    )
    op.create_table(
        "published_label",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_published_label")),
    )
    op.create_index(
        op.f("ix_published_label_name_key"), "published_label", ["name_key"], unique=False
    )
    op.create_table(
        "record",
        sa.Column("ledger_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.Column("case_id", TEXT, sa.Computed(Member("case"), persisted=True), nullable=True),
        sa.Column(
            "assessment_id",
            TEXT,
            sa.Computed(Member("assessment"), persisted=True),
            nullable=True,
        ),
        sa.Column(
            "decision_id", TEXT, sa.Computed(Member("decision"), persisted=True), nullable=True
        ),
        sa.Column("number", TEXT, sa.Computed(Member("number"), persisted=True), nullable=True),
        sa.Column(
            "ruleset_digest",
            TEXT,
            sa.Computed(Member("ruleset"), persisted=True),
            nullable=True,
        ),
        sa.Column("scheme", TEXT, sa.Computed(Member("scheme"), persisted=True), nullable=True),
        sa.Column("version", TEXT, sa.Computed(Member("version"), persisted=True), nullable=True),
        sa.CheckConstraint("ledger_index >= 0", name=op.f("ck_record_index_from_zero")),
        sa.PrimaryKeyConstraint("ledger_index", name=op.f("pk_record")),
        sa.UniqueConstraint("id", name=op.f("uq_record_id")),
    )
    op.create_index("ix_record_case_id", "record", ["case_id"], unique=False)
    op.create_index("ix_record_kind", "record", ["kind", "ledger_index"], unique=False)
    op.create_index(
        "uq_certificate_decision_id",
        "record",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'certificate'"),
        postgresql_where=sa.text("kind = 'certificate'"),
    )
    op.create_index(
        "uq_certificate_number",
        "record",
        ["number"],
        unique=True,
        sqlite_where=sa.text("kind = 'certificate'"),
        postgresql_where=sa.text("kind = 'certificate'"),
    )
    op.create_index(
        "uq_publication_scheme_version",
        "record",
        ["scheme", "version"],
        unique=True,
        sqlite_where=sa.text("kind = 'publication'"),
        postgresql_where=sa.text("kind = 'publication'"),
    )
    op.create_table(
        "node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_node_sha256")),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_node")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checkpoint",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_checkpoint")),
    )
    op.create_index(op.f("ix_checkpoint_size"), "checkpoint", ["size"], unique=False)
    op.create_table(
        "ruleset",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("file_digest", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_ruleset")),
    )
    op.create_table(
        "application",
        sa.Column("case_id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["record.id"], name=op.f("fk_application_case_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_application_organisation_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_application")),
    )
    op.create_index(
        op.f("ix_application_organisation_id"), "application", ["organisation_id"], unique=False
    )
    op.create_table(
        "certificate_file",
        sa.Column("certificate_id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["record.id"], name=op.f("fk_certificate_file_certificate_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_file")),
    )
    op.create_table(
        "certificate_prepared",
        sa.Column("certificate_id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["record.id"], name=op.f("fk_certificate_prepared_certificate_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_prepared")),
    )
    op.create_table(
        "decision",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("case_id", TEXT, nullable=False),
        sa.Column("assessment_id", TEXT, nullable=False),
        sa.Column("granted_rank", sa.Integer(), nullable=False),
        sa.Column("outcome_rank", sa.Integer(), nullable=False),
        sa.Column("decider", TEXT, nullable=False),
        sa.Column("confirmer", TEXT, nullable=False),
        sa.CheckConstraint("decider <> confirmer", name=op.f("ck_decision_two_people")),
        sa.CheckConstraint(
            "granted_rank <= outcome_rank", name=op.f("ck_decision_never_above_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["record.id"], name=op.f("fk_decision_assessment_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["record.id"], name=op.f("fk_decision_case_id")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_decision_assessment_id")),
    )
    op.create_index(op.f("ix_decision_case_id"), "decision", ["case_id"], unique=False)
    op.create_table(
        "disagreement",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("assessment_id", TEXT, nullable=False),
        sa.Column("ruleset", TEXT, nullable=False),
        sa.Column("first", TEXT, nullable=False),
        sa.Column("second", TEXT, nullable=False),
        sa.Column("trace", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["record.id"], name=op.f("fk_disagreement_assessment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disagreement")),
    )
    op.create_table(
        "organisation_attributes",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("start", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_attributes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "start", name=op.f("pk_organisation_attributes")
        ),
    )
    op.create_index(
        op.f("ix_organisation_attributes_name_key"),
        "organisation_attributes",
        ["name_key"],
        unique=False,
    )
    op.create_table(
        "decision_part",
        sa.Column("decision_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("part", TEXT, nullable=False),
        sa.CheckConstraint(
            "part IN ('assessor', 'decider', 'confirmer')", name=op.f("ck_decision_part_part")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_part_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", "person_id", name=op.f("pk_decision_part")),
    )
    for statement in guards(DIALECTS[op.get_bind().dialect.name]):
        op.execute(statement)


def downgrade() -> None:
    """There is no way back from the first tables but a new database."""
    raise NotImplementedError
