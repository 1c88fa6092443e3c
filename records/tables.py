"""Every table of the database. A row belongs to a workspace; the filter is applied in ``records.store``.

Times are whole milliseconds since the epoch in UTC. Columns named ``sealed_*`` hold AES-256-GCM boxes of
``records.sealing``; ``*_index`` holds a keyed blind index; texts of turns and chunks are cleared text.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

metadata = sa.MetaData()

_JSON = sa.JSON


def _table(name: str, *columns: sa.schema.SchemaItem, ordered: bool = True) -> Table:
    """A table whose first columns are the row's id and its workspace.

    ``ordered=False`` keeps no order of insertion on SQLite (WITHOUT ROWID: rows lie by their random id), so that
    anonymous answers cannot be lined up with the conversations they came from.
    """
    return Table(
        name,
        metadata,
        Column("id", String(40), primary_key=True),
        Column("workspace", String(40), ForeignKey("workspaces.id"), nullable=False, index=True),
        *columns,
        sqlite_with_rowid=ordered,
    )


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False, default=1),
    Column("created_at", BigInteger, nullable=False),
)

# People of the business

members = _table(
    "members",
    Column("email_index", String(64), nullable=False, unique=True),
    Column("sealed_email", LargeBinary, nullable=False),
    Column("sealed_name", LargeBinary, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)

invitations = _table(
    "invitations",
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("member", String(40)),  # whose password it sets; none: it makes an account
)

login_sessions = _table(
    "login_sessions",
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("member", String(40), ForeignKey("members.id"), nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
)

secrets = _table(
    "secrets",
    Column("name", String(60), nullable=False),
    Column("sealed_value", LargeBinary, nullable=False),
    Column("last4", String(4), nullable=False),
    Column("set_by", String(40), nullable=False),
    Column("set_at", BigInteger, nullable=False),
    sa.UniqueConstraint("workspace", "name"),
)

# Bots

bots = _table(
    "bots",
    Column("key", String(80), nullable=False),  # the bot file's id
    Column("public_id", String(40), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("draft", Text, nullable=False),  # the bot file as YAML
    Column("draft_changed_at", BigInteger, nullable=False),
    Column("live_version", Integer),
    Column("knowledge_base", String(40)),
    Column("created_at", BigInteger, nullable=False),
    Column("archived_at", BigInteger),
    sa.UniqueConstraint("workspace", "key"),
)

bot_versions = _table(
    "bot_versions",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("notice_hash", String(64), nullable=False),
    Column("report", _JSON, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("published_by", String(40), nullable=False),
    Column("published_at", BigInteger, nullable=False),
    sa.UniqueConstraint("bot", "number"),
)

notices = _table(
    "notices",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("hash", String(64), nullable=False),
    Column("language", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    sa.UniqueConstraint("bot", "hash", "language"),
)

# Knowledge

knowledge_bases = _table(
    "knowledge_bases",
    Column("name", Text, nullable=False),
    Column("embedding_model", String(80), nullable=False),
    Column("generation", Integer, nullable=False, default=1),
    Column("created_at", BigInteger, nullable=False),
    sa.UniqueConstraint("workspace", "name"),
)

sources = _table(
    "sources",
    Column("knowledge_base", String(40), ForeignKey("knowledge_bases.id"), nullable=False, index=True),
    Column("key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("language", String(10)),
    Column("origin", Text, nullable=False),
    Column("licence", Text, nullable=False, default=""),
    Column("added_by", String(40), nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("bytes", Integer, nullable=False, default=0),
    Column("status", String(20), nullable=False),
    Column("on_finding", String(20), nullable=False),
    Column("findings", _JSON, nullable=False),
    Column("error", Text),
    Column("kind", String(20), nullable=False, server_default="file"),  # file, page, answer, text
    Column("owner", Text, nullable=False, server_default=""),  # whose words these are
    Column("site", String(40), index=True),  # the web address it was read from, when it is kept in step
    Column("report", _JSON),  # what was found where, and what was done: [kind, place, action, count]
    Column("changed", _JSON),  # the pieces of its last reading: added, gone, kept
    Column("read_at", BigInteger),
    sa.UniqueConstraint("knowledge_base", "key"),
)

# Sealed uploads that wait to be read, or for a decision about what was found in them; gone as soon as it is made.
originals = _table(
    "originals",
    Column("source", String(40), nullable=False, unique=True),
    Column("sealed_upload", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

# Web addresses that are read again and again: one page, or a website with its pages as sources.
sites = _table(
    "sites",
    Column("knowledge_base", String(40), ForeignKey("knowledge_bases.id"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("settings", _JSON, nullable=False),
    Column("every_hours", Integer, nullable=False, default=0),  # 0: only when asked to
    Column("next_at", BigInteger),
    Column("read_at", BigInteger),
    Column("outcome", _JSON),  # of the last reading: pages new, changed, same, gone, failed
    Column("error", Text),
    Column("added_by", String(40), nullable=False),
    Column("added_at", BigInteger, nullable=False),
    sa.UniqueConstraint("knowledge_base", "address"),
)

# Test questions an owner keeps, with the source that should answer ("" when nothing does), and how each run went.
bench_questions = _table(
    "bench_questions",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("question", Text, nullable=False),  # cleared
    Column("source", Text, nullable=False, default=""),  # a source's key
    Column("created_at", BigInteger, nullable=False),
)

bench_runs = _table(
    "bench_runs",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("why", String(80), nullable=False),
    Column("result", _JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Turns without an answer that somebody has dealt with: an answer was written, or it was put aside.
gap_marks = _table(
    "gap_marks",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("turn", String(40), nullable=False, unique=True),
    Column("how", String(20), nullable=False),  # answered, aside
    Column("at", BigInteger, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("workspace", String(40), ForeignKey("workspaces.id"), nullable=False, index=True),
    Column("knowledge_base", String(40), ForeignKey("knowledge_bases.id"), nullable=False, index=True),
    Column("source", String(40), ForeignKey("sources.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False, default=""),  # the text as knowledge.words searches it: folded, stemmed
    Column("heading_words", Text, nullable=False, default=""),
    Column("language", String(10)),
    Column("enabled", Boolean, nullable=False, default=True),
    Column("page", Integer),
    Column("made_from", String(64), nullable=False, server_default=""),  # hash of the piece as the file has it
    Column("edited_at", BigInteger),
    Column("model", String(80), nullable=False),
    Column("sealed_vector", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Keyword search (made by the migration, filled by triggers): the FTS5 table on SQLite, joined by rowid == chunks.id and
# asked by ``sa.text("chunk_text MATCH :words")``; the generated tsvector column of chunks on PostgreSQL.
chunk_text = sa.table("chunk_text", sa.column("rowid", Integer), sa.column("text", Text), sa.column("heading", Text))

# Talk

persons = _table(
    "persons",
    Column("wrapped_key", LargeBinary),  # NULL once erased: nothing sealed for this person can be read again
    Column("created_at", BigInteger, nullable=False),
    Column("erased_at", BigInteger),
)

conversations = _table(
    "conversations",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("version", Integer),  # NULL for a talk with the draft
    Column("person", String(40), ForeignKey("persons.id"), nullable=False, index=True),
    Column("channel", String(20), nullable=False),  # widget, api, preview, cli
    Column("origin", Text),
    Column("subject_index", String(64), index=True),
    Column("language", String(10), nullable=False),
    Column("timezone", String(60)),
    Column("state", _JSON, nullable=False),
    Column("outcome", String(20), nullable=False, default="open"),
    Column("started_at", BigInteger, nullable=False, index=True),
    Column("last_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("taken_by", String(40)),  # the member who answers in this talk now; the bot does not
)

turns = _table(
    "turns",
    Column("conversation", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("message_id", String(80), nullable=False),
    Column("message_hash", String(64), nullable=False),  # keyed; a repeat with another body is a conflict
    Column("message", Text, nullable=False),
    Column("reply", Text, nullable=False, default=""),
    Column("state", String(20), nullable=False),  # open, complete, cut, failed
    Column("citations", _JSON, nullable=False),
    Column("choices", _JSON, nullable=False),
    Column("asking", String(80)),
    Column("abstained", Boolean, nullable=False, default=False),
    Column("abstain_reason", String(20), nullable=False, default=""),
    Column("blocked", Boolean, nullable=False, default=False),
    Column("block_reason", String(80), nullable=False, default=""),
    Column("handed_over", Boolean, nullable=False, default=False),
    Column("handover_reason", String(20), nullable=False, default=""),
    Column("to_person", Boolean, nullable=False, default=False, server_default=sa.false()),  # said to a person
    Column("notice", Text, nullable=False, default=""),
    Column("model", String(80), nullable=False, default=""),
    Column("milliseconds", _JSON, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("finished_at", BigInteger),
    sa.UniqueConstraint("conversation", "message_id"),
    sa.UniqueConstraint("conversation", "number"),
)

ledger = _table(
    "ledger",  # the privacy ledger: what the guardrails did, counts only
    Column("turn", String(40), ForeignKey("turns.id"), nullable=False, index=True),
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("entity", String(60), nullable=False),
    Column("action", String(10), nullable=False),
    Column("count", Integer, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)

vault_entries = _table(
    "vault_entries",
    Column("conversation", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("person", String(40), ForeignKey("persons.id"), nullable=False, index=True),
    Column("placeholder", String(80), nullable=False),
    Column("entity", String(60), nullable=False),
    Column("value_index", String(64), nullable=False),
    Column("sealed_value", LargeBinary, nullable=False),
    sa.UniqueConstraint("conversation", "placeholder"),
    # Not unique by value: two messages sent at once may each give the same value a placeholder, and both are in texts.
    Index("vault_entries_value", "conversation", "entity", "value_index"),
)

consents = _table(
    "consents",
    Column("conversation", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("person", String(40), ForeignKey("persons.id"), nullable=False, index=True),
    Column("purpose", String(40), nullable=False),
    Column("notice_hash", String(64), nullable=False),
    Column("language", String(10), nullable=False),
    Column("wording", Text, nullable=False),
    Column("method", String(20), nullable=False),
    Column("given_at", BigInteger, nullable=False),
    Column("withdrawn_at", BigInteger),
)

ratings = _table(
    "ratings",
    Column("turn", String(40), ForeignKey("turns.id"), nullable=False, unique=True),
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("thumb", String(4), nullable=False),  # up, down
    Column("reason", String(40), nullable=False, default=""),
    Column("comment", Text, nullable=False, default=""),  # cleared
    Column("at", BigInteger, nullable=False),
)

handovers = _table(
    "handovers",
    Column("conversation", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("turn", String(40), nullable=False, index=True),
    Column("reason", String(20), nullable=False),
    Column("state", String(20), nullable=False),  # waiting, taken, done
    Column("contact", String(80)),  # a placeholder of the conversation's vault
    Column("at", BigInteger, nullable=False),
    Column("taken_by", String(40)),  # the last member who took it
    Column("taken_at", BigInteger),
    Column("answered_at", BigInteger),  # a person's first words in the talk
    Column("offered_at", BigInteger),  # nobody had come in time: the visitor was asked where to answer
    Column("seen", Integer, nullable=False, default=0, server_default="0"),  # the last message that staff have seen
    Column("outcome", String(20), nullable=False, default="", server_default=""),  # how it ended
    Column("ended_at", BigInteger),
)

# What people of the business did in a talk, in its order: came, said, left, ended it; or nobody came.
person_lines = _table(
    "person_lines",
    Column("conversation", String(40), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("turn", String(40), nullable=False),  # the visitor's last message before it
    Column("number", Integer, nullable=False),
    Column("kind", String(20), nullable=False),  # joined, said, left, ended, nobody
    Column("text", Text, nullable=False, default=""),  # cleared
    Column("member", String(40)),
    Column("at", BigInteger, nullable=False),
    sa.UniqueConstraint("conversation", "number"),
)

# Booking

bookings = _table(
    "bookings",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("conversation", String(40), nullable=False, index=True),
    Column("person", String(40), nullable=False),
    Column("service", String(80), nullable=False),
    Column("staff", String(80), nullable=False),
    Column("seat", Integer, nullable=False, default=0),  # the first of its places, where a service has several
    Column("seats", Integer, nullable=False, default=1, server_default="1"),  # how many of them
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("busy_from", BigInteger, nullable=False),  # with buffers
    Column("busy_to", BigInteger, nullable=False),
    Column("zone", String(60), nullable=False),
    Column("state", String(20), nullable=False),  # held, pending, booked, cancelled, no_show
    Column("held_until", BigInteger),  # also until when a pending one waits to be accepted
    Column("details", _JSON, nullable=False),  # detail id → placeholder or cleared text
    Column("code_hash", String(64), nullable=False, default=""),
    Column("idempotency_key", String(120)),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("made_by", String(20), nullable=False, server_default="chat"),  # chat, desk
    sa.UniqueConstraint("workspace", "idempotency_key"),
)
Index("bookings_busy", bookings.c.bot, bookings.c.staff, bookings.c.busy_from)

# What is to be told outside: written in the commit of the booking it is about, delivered by a thread of the server.
outbox = _table(
    "outbox",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("subject", String(40), nullable=False, index=True),  # the booking, or the entry of the waiting list
    Column("number", Integer, nullable=False),  # order among those of the subject
    Column("channel", String(20), nullable=False),  # mail, webhook, calendar, waiting
    Column("event", String(20), nullable=False),
    Column("detail", _JSON, nullable=False),  # never a value
    Column("state", String(20), nullable=False),  # waiting, sending, sent, failed, dropped
    Column("due_at", BigInteger, nullable=False, index=True),  # not before; later after a failed try
    Column("tries", Integer, nullable=False, default=0),
    Column("error", String(200), nullable=False, default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

# Who waits for a time that is not free now.
waiting_list = _table(
    "waiting_list",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("conversation", String(40), nullable=False, index=True),
    Column("person", String(40), nullable=False),
    Column("wish", _JSON, nullable=False),  # service, staff, days and clock times that suit
    Column("details", _JSON, nullable=False),  # as a booking's
    Column("code_hash", String(64), nullable=False, index=True),
    Column("state", String(20), nullable=False),  # waiting, offered, taken, left
    Column("offered", _JSON, nullable=False),  # start and resource of the time kept for them; those they let pass
    Column("offered_until", BigInteger),
    Column("until", BigInteger, nullable=False),  # the end of the last day that suits
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

# Secret addresses under which a calendar program reads the bookings of a bot.
feeds = _table(
    "feeds",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("with_details", Boolean, nullable=False, default=False),
    Column("made_by", String(40), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("read_at", BigInteger),
    Column("revoked_at", BigInteger),
)

# Calendars elsewhere that are kept in step: bookings are written there, and what is busy there blocks times here.
outside_calendars = _table(
    "outside_calendars",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("staff", String(80), nullable=False),  # whose it is; "" the whole business's
    Column("address", Text, nullable=False),
    Column("sealed_login", LargeBinary, nullable=False),
    Column("marker", Text, nullable=False, default=""),  # what the server calls its present state
    Column("read_at", BigInteger),
    Column("next_at", BigInteger, nullable=False),
    Column("error", String(200), nullable=False, default=""),
    Column("created_at", BigInteger, nullable=False),
)

outside_times = _table(
    "outside_times",
    Column("bot", String(40), nullable=False, index=True),
    Column("calendar", String(40), ForeignKey("outside_calendars.id"), nullable=False, index=True),
    Column("staff", String(80), nullable=False),
    Column("busy_from", BigInteger, nullable=False, index=True),
    Column("busy_to", BigInteger, nullable=False),
)

# Survey

responses = _table(
    "responses",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("version", Integer),
    Column("conversation", String(40), index=True),  # NULL when the survey is anonymous
    Column("link", String(64), unique=True),  # one-way, from an open talk; cleared at the end
    Column("state", String(20), nullable=False),  # partial, complete, stopped
    Column("started_at", BigInteger, nullable=False),  # the day only, when anonymous
    Column("finished_at", BigInteger),
    ordered=False,
)

answers = _table(
    "answers",
    Column("response", String(40), ForeignKey("responses.id"), nullable=False, index=True),
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("question", String(80), nullable=False),
    Column("value", _JSON),  # NULL: skipped
    sa.UniqueConstraint("response", "question"),
    ordered=False,
)

# The right to answer a survey once: an invitation by link, or somebody signed in, as a keyed hash. It says that it was
# used, never by which response or when; ``link`` is the open talk's, as in responses, and cleared with it.
survey_tickets = _table(
    "survey_tickets",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("batch", String(40), nullable=False),  # the links made together; "" for somebody signed in
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("expires_at", BigInteger),
    Column("used", Boolean, nullable=False, default=False),
    Column("link", String(64), index=True),
    ordered=False,
)

# Links made together: how many, by whom, what for.
survey_batches = _table(
    "survey_batches",
    Column("bot", String(40), ForeignKey("bots.id"), nullable=False, index=True),
    Column("name", String(80), nullable=False, default=""),
    Column("made_by", String(40), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
)

# Around them

jobs = _table(
    "jobs",
    Column("kind", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("state", String(20), nullable=False),  # waiting, running, done, failed, cancelled
    Column("detail", _JSON),
    Column("progress", Float, nullable=False, default=0.0),
    Column("error", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("workspace", String(40), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(80), nullable=False),  # member id, "visitor:<pseudonym>" or "system"
    Column("action", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("detail", _JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("signature", String(128)),
    sqlite_autoincrement=True,
)
