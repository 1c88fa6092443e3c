"""Alembic's environment: the connection is handed in by ``records.migrations.run``."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
