"""The record's tables through time, by Alembic."""

HEAD = "0017"
"""The latest revision: known without Alembic, so that a process whose record is up to date need not load it."""
