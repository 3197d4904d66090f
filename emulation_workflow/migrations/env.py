"""Run by Alembic: brings the database on the connection it is handed to the revision asked for."""

from alembic import context

from emulation_workflow.adapters.record.tables import Record

context.configure(connection=context.config.attributes["connection"], target_metadata=Record.metadata)
with context.begin_transaction():
    context.run_migrations()
