"""Alembic's environment: the connection is handed in by ``run`` and ``new``."""

from typing import Any

from alembic import context

from records.tables import metadata


def _ours(_item: Any, name: str | None, _kind: str, reflected: bool, _compared: Any) -> bool:
    """Keyword search is written by hand in 0001: a virtual table on SQLite, a generated column on PostgreSQL."""
    searches = (name or "").startswith("chunk_text") or (reflected and name in {"search", "chunks_search"})
    return not searches and name != "alembic_version"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=_ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
