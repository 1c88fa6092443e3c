"""Bring a database to the newest schema, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from records.errors import NewerDatabase

_LOCK = 7_238_001_449  # any number, the same in every process


def migrate(connection: sa.Connection) -> None:
    """Run what is missing; nothing when the schema is the newest already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabase(
            f"The database has schema {current}, which this version does not know. Start the newer version again."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
