"""The first schema."""

from alembic import op

from records.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


# Keyword search over chunks. SQLite: an FTS5 table that reads its text from chunks, kept by triggers; deleted words
# are overwritten (secure-delete). PostgreSQL: a generated column.
SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE chunk_text USING fts5(text, heading, content='chunks', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')",
        "INSERT INTO chunk_text(chunk_text, rank) VALUES ('secure-delete', 1)",
        "CREATE TRIGGER chunk_text_insert AFTER INSERT ON chunks BEGIN "
        "INSERT INTO chunk_text(rowid, text, heading) VALUES (new.id, new.text, new.heading); END",
        "CREATE TRIGGER chunk_text_delete AFTER DELETE ON chunks BEGIN "
        "INSERT INTO chunk_text(chunk_text, rowid, text, heading) VALUES ('delete', old.id, old.text, old.heading); END",
        "CREATE TRIGGER chunk_text_update AFTER UPDATE OF text, heading ON chunks BEGIN "
        "INSERT INTO chunk_text(chunk_text, rowid, text, heading) VALUES ('delete', old.id, old.text, old.heading); "
        "INSERT INTO chunk_text(rowid, text, heading) VALUES (new.id, new.text, new.heading); END",
    ),
    "postgresql": (
        "ALTER TABLE chunks ADD COLUMN search tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', heading || ' ' || text)) STORED",
        "CREATE INDEX chunks_search ON chunks USING gin (search)",
    ),
}
