"""The record: SQLAlchemy tables, their guards, ruleset files. Embedded default: SQLite."""
