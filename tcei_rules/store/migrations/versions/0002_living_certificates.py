"""What happens to certificates after their issue: decisions, and lists of their status."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from tcei_rules.store.dialects import DIALECTS, TEXT, Dialect
from tcei_rules.store.guards import (
    certificate_decision_guards,
    insert_only,
    only_of_certificates,
    only_of_records,
)

revision = "certificates_0002"
down_revision = "ledger_0001"
branch_labels = None
depends_on = None


def guards(dialect: Dialect) -> Iterator[str]:
    """Yield the statements that make rows final."""
    yield from certificate_decision_guards(dialect)
    yield from insert_only(dialect, "certificate_decision", ("id",), ("certificate_id", "position"))
    yield from only_of_records(dialect, "certificate_decision", "certificate decision")
    yield from insert_only(
        dialect,
        "status_index",
        ("certificate_id",),
        ("list", "position"),
        ("list", "list_index"),
    )
    yield from only_of_certificates(dialect, "status_index")
    yield from insert_only(dialect, "status_list", ("id",), ("list", "version"))
    yield from only_of_records(dialect, "status_list", "status")


def upgrade() -> None:
    """Create the tables and their guards."""
    op.create_table(
        "certificate_decision",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("certificate_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("decider", TEXT, nullable=False),
        sa.Column("confirmer", TEXT, nullable=False),
        sa.CheckConstraint("decider <> confirmer", name=op.f("ck_certificate_decision_two_people")),
        sa.CheckConstraint(
            "kind IN ('suspend', 'reinstate', 'withdraw')",
            name=op.f("ck_certificate_decision_kind"),
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_certificate_decision_from_zero")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["record.id"], name=op.f("fk_certificate_decision_certificate_id")
        ),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_certificate_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_decision")),
        sa.UniqueConstraint(
            "certificate_id",
            "position",
            name=op.f("uq_certificate_decision_certificate_id_position"),
        ),
    )
    op.create_table(
        "status_index",
        sa.Column("certificate_id", TEXT, nullable=False),
        sa.Column("list", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("list_index", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_status_index_from_zero")),
        sa.CheckConstraint(
            "list_index BETWEEN 0 AND 131071", name=op.f("ck_status_index_within_the_list")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["record.id"], name=op.f("fk_status_index_certificate_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_status_index")),
        sa.UniqueConstraint("list", "list_index", name=op.f("uq_status_index_list_list_index")),
        sa.UniqueConstraint("list", "position", name=op.f("uq_status_index_list_position")),
    )
    op.create_table(
        "status_list",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("list", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_status_list_from_one")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_status_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_list")),
        sa.UniqueConstraint("list", "version", name=op.f("uq_status_list_list_version")),
    )
    for statement in guards(DIALECTS[op.get_bind().dialect.name]):
        op.execute(statement)


def downgrade() -> None:
    """There is no way back: what was decided about certificates stays decided."""
    raise NotImplementedError
