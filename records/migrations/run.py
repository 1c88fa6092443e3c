"""Bring a database to the newest schema, inside the caller's transaction.

Revisions are numbers, and files of ``versions`` begin with theirs. So a database that is up to date is recognized
without loading Alembic, which costs half a second of every start.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from records.errors import NewerDatabase

_FOLDER = Path(__file__).parent
_LOCK = 7_238_001_449  # any number, the same in every process
_version = sa.table("alembic_version", sa.column("version_num", sa.String))


def migrate(connection: sa.Connection) -> None:
    """Run what is missing; nothing when the schema is the newest already."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    current, known = _current(connection), revisions()
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise NewerDatabase(
            f"The database has schema {current}, which this version does not know. Start the newer version again."
        )
    _upgrade(connection)


def revisions() -> list[str]:
    """Every revision, oldest first."""
    return sorted(path.name.split("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py"))


def _current(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.select(_version.c.version_num)).scalar_one_or_none()
    return str(found) if found is not None else None


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see the top of this file
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
