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
        "CREATE VIRTUAL TABLE chunk_text USING fts5(words, heading_words, content='chunks', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')",
        "INSERT INTO chunk_text(chunk_text, rank) VALUES ('secure-delete', 1)",
        "CREATE TRIGGER chunk_text_insert AFTER INSERT ON chunks BEGIN "
        "INSERT INTO chunk_text(rowid, words, heading_words) VALUES (new.id, new.words, new.heading_words); END",
        "CREATE TRIGGER chunk_text_delete AFTER DELETE ON chunks BEGIN "
        "INSERT INTO chunk_text(chunk_text, rowid, words, heading_words) VALUES ('delete', old.id, old.words, old.heading_words); END",
        "CREATE TRIGGER chunk_text_update AFTER UPDATE OF words, heading_words ON chunks BEGIN "
        "INSERT INTO chunk_text(chunk_text, rowid, words, heading_words) VALUES ('delete', old.id, old.words, old.heading_words); "
        "INSERT INTO chunk_text(rowid, words, heading_words) VALUES (new.id, new.words, new.heading_words); END",
    ),
    "postgresql": (
        "ALTER TABLE chunks ADD COLUMN search tsvector "
        "GENERATED ALWAYS AS (setweight(to_tsvector('simple', heading_words), 'A') || "
        "to_tsvector('simple', words)) STORED",
        "CREATE INDEX chunks_search ON chunks USING gin (search)",
    ),
}
