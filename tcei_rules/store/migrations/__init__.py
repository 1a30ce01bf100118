"""Alembic migrations; run by `tcei_rules.store.database`."""
