"""Alembic's entry: the connection is handed in, never made here."""

from alembic import context

from tcei_rules.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
