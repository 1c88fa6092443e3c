"""The first schema. Written by ``records.migrations.new``; keyword search, at the end, by hand."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('signature', sa.String(length=128), nullable=True),
    sa.PrimaryKeyConstraint('seq'),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_audit_workspace'), 'audit', ['workspace'], unique=False)
    op.create_table('workspaces',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=False),
    sa.Column('key_version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('bots',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('public_id', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('draft', sa.Text(), nullable=False),
    sa.Column('draft_changed_at', sa.BigInteger(), nullable=False),
    sa.Column('live_version', sa.Integer(), nullable=True),
    sa.Column('knowledge_base', sa.String(length=40), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('archived_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('public_id'),
    sa.UniqueConstraint('workspace', 'key'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_bots_workspace'), 'bots', ['workspace'], unique=False)
    op.create_table('invitations',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False),
    sa.Column('used_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('token_hash'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_invitations_workspace'), 'invitations', ['workspace'], unique=False)
    op.create_table('jobs',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('progress', sa.Float(), nullable=False),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_jobs_workspace'), 'jobs', ['workspace'], unique=False)
    op.create_table('knowledge_bases',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('embedding_model', sa.String(length=80), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('workspace', 'name'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_knowledge_bases_workspace'), 'knowledge_bases', ['workspace'], unique=False)
    op.create_table('members',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('email_index', sa.String(length=64), nullable=False),
    sa.Column('sealed_email', sa.LargeBinary(), nullable=False),
    sa.Column('sealed_name', sa.LargeBinary(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('disabled_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('email_index'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_members_workspace'), 'members', ['workspace'], unique=False)
    op.create_table('persons',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('erased_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_persons_workspace'), 'persons', ['workspace'], unique=False)
    op.create_table('secrets',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('sealed_value', sa.LargeBinary(), nullable=False),
    sa.Column('last4', sa.String(length=4), nullable=False),
    sa.Column('set_by', sa.String(length=40), nullable=False),
    sa.Column('set_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('workspace', 'name'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_secrets_workspace'), 'secrets', ['workspace'], unique=False)
    op.create_table('bookings',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('service', sa.String(length=80), nullable=False),
    sa.Column('staff', sa.String(length=80), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.BigInteger(), nullable=False),
    sa.Column('ends_at', sa.BigInteger(), nullable=False),
    sa.Column('busy_from', sa.BigInteger(), nullable=False),
    sa.Column('busy_to', sa.BigInteger(), nullable=False),
    sa.Column('zone', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('held_until', sa.BigInteger(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('idempotency_key', sa.String(length=120), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('workspace', 'idempotency_key'),
    sqlite_with_rowid=True
    )
    op.create_index('bookings_busy', 'bookings', ['bot', 'staff', 'busy_from'], unique=False)
    op.create_index(op.f('ix_bookings_bot'), 'bookings', ['bot'], unique=False)
    op.create_index(op.f('ix_bookings_conversation'), 'bookings', ['conversation'], unique=False)
    op.create_index(op.f('ix_bookings_workspace'), 'bookings', ['workspace'], unique=False)
    op.create_table('bot_versions',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('file', sa.Text(), nullable=False),
    sa.Column('notice_hash', sa.String(length=64), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('published_by', sa.String(length=40), nullable=False),
    sa.Column('published_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('bot', 'number'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_bot_versions_bot'), 'bot_versions', ['bot'], unique=False)
    op.create_index(op.f('ix_bot_versions_workspace'), 'bot_versions', ['workspace'], unique=False)
    op.create_table('conversations',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('origin', sa.Text(), nullable=True),
    sa.Column('subject_index', sa.String(length=64), nullable=True),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('timezone', sa.String(length=60), nullable=True),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=False),
    sa.Column('last_at', sa.BigInteger(), nullable=False),
    sa.Column('closed_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_conversations_bot'), 'conversations', ['bot'], unique=False)
    op.create_index(op.f('ix_conversations_person'), 'conversations', ['person'], unique=False)
    op.create_index(op.f('ix_conversations_started_at'), 'conversations', ['started_at'], unique=False)
    op.create_index(op.f('ix_conversations_subject_index'), 'conversations', ['subject_index'], unique=False)
    op.create_index(op.f('ix_conversations_workspace'), 'conversations', ['workspace'], unique=False)
    op.create_table('login_sessions',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('member', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('seen_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['member'], ['members.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('token_hash'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_login_sessions_member'), 'login_sessions', ['member'], unique=False)
    op.create_index(op.f('ix_login_sessions_workspace'), 'login_sessions', ['workspace'], unique=False)
    op.create_table('notices',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('bot', 'hash', 'language'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_notices_bot'), 'notices', ['bot'], unique=False)
    op.create_index(op.f('ix_notices_workspace'), 'notices', ['workspace'], unique=False)
    op.create_table('responses',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('conversation', sa.String(length=40), nullable=True),
    sa.Column('link', sa.String(length=64), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=False),
    sa.Column('finished_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('link'),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_responses_bot'), 'responses', ['bot'], unique=False)
    op.create_index(op.f('ix_responses_conversation'), 'responses', ['conversation'], unique=False)
    op.create_index(op.f('ix_responses_workspace'), 'responses', ['workspace'], unique=False)
    op.create_table('sources',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('knowledge_base', sa.String(length=40), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('language', sa.String(length=10), nullable=True),
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('licence', sa.Text(), nullable=False),
    sa.Column('added_by', sa.String(length=40), nullable=False),
    sa.Column('added_at', sa.BigInteger(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('bytes', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('on_finding', sa.String(length=20), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('error', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['knowledge_base'], ['knowledge_bases.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('knowledge_base', 'key'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_sources_knowledge_base'), 'sources', ['knowledge_base'], unique=False)
    op.create_index(op.f('ix_sources_workspace'), 'sources', ['workspace'], unique=False)
    op.create_table('answers',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('response', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('question', sa.String(length=80), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['response'], ['responses.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('response', 'question'),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_answers_bot'), 'answers', ['bot'], unique=False)
    op.create_index(op.f('ix_answers_response'), 'answers', ['response'], unique=False)
    op.create_index(op.f('ix_answers_workspace'), 'answers', ['workspace'], unique=False)
    op.create_table('chunks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('knowledge_base', sa.String(length=40), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('heading', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('heading_words', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=True),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('model', sa.String(length=80), nullable=False),
    sa.Column('sealed_vector', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['knowledge_base'], ['knowledge_bases.id'], ),
    sa.ForeignKeyConstraint(['source'], ['sources.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_chunks_knowledge_base'), 'chunks', ['knowledge_base'], unique=False)
    op.create_index(op.f('ix_chunks_source'), 'chunks', ['source'], unique=False)
    op.create_index(op.f('ix_chunks_workspace'), 'chunks', ['workspace'], unique=False)
    op.create_table('consents',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('notice_hash', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('method', sa.String(length=20), nullable=False),
    sa.Column('given_at', sa.BigInteger(), nullable=False),
    sa.Column('withdrawn_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], ),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_consents_conversation'), 'consents', ['conversation'], unique=False)
    op.create_index(op.f('ix_consents_person'), 'consents', ['person'], unique=False)
    op.create_index(op.f('ix_consents_workspace'), 'consents', ['workspace'], unique=False)
    op.create_table('handovers',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('turn', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('contact', sa.String(length=80), nullable=True),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_handovers_bot'), 'handovers', ['bot'], unique=False)
    op.create_index(op.f('ix_handovers_conversation'), 'handovers', ['conversation'], unique=False)
    op.create_index(op.f('ix_handovers_workspace'), 'handovers', ['workspace'], unique=False)
    op.create_table('turns',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=80), nullable=False),
    sa.Column('message_hash', sa.String(length=64), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('citations', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('asking', sa.String(length=80), nullable=True),
    sa.Column('abstained', sa.Boolean(), nullable=False),
    sa.Column('abstain_reason', sa.String(length=20), nullable=False),
    sa.Column('blocked', sa.Boolean(), nullable=False),
    sa.Column('block_reason', sa.String(length=80), nullable=False),
    sa.Column('handed_over', sa.Boolean(), nullable=False),
    sa.Column('handover_reason', sa.String(length=20), nullable=False),
    sa.Column('notice', sa.Text(), nullable=False),
    sa.Column('model', sa.String(length=80), nullable=False),
    sa.Column('milliseconds', sa.JSON(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('finished_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('conversation', 'message_id'),
    sa.UniqueConstraint('conversation', 'number'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_turns_at'), 'turns', ['at'], unique=False)
    op.create_index(op.f('ix_turns_bot'), 'turns', ['bot'], unique=False)
    op.create_index(op.f('ix_turns_conversation'), 'turns', ['conversation'], unique=False)
    op.create_index(op.f('ix_turns_workspace'), 'turns', ['workspace'], unique=False)
    op.create_table('vault_entries',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('placeholder', sa.String(length=80), nullable=False),
    sa.Column('entity', sa.String(length=60), nullable=False),
    sa.Column('value_index', sa.String(length=64), nullable=False),
    sa.Column('sealed_value', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['conversation'], ['conversations.id'], ),
    sa.ForeignKeyConstraint(['person'], ['persons.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('conversation', 'placeholder'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_vault_entries_conversation'), 'vault_entries', ['conversation'], unique=False)
    op.create_index(op.f('ix_vault_entries_person'), 'vault_entries', ['person'], unique=False)
    op.create_index(op.f('ix_vault_entries_workspace'), 'vault_entries', ['workspace'], unique=False)
    op.create_index('vault_entries_value', 'vault_entries', ['conversation', 'entity', 'value_index'], unique=False)
    op.create_table('ledger',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('turn', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('entity', sa.String(length=60), nullable=False),
    sa.Column('action', sa.String(length=10), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['turn'], ['turns.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_ledger_at'), 'ledger', ['at'], unique=False)
    op.create_index(op.f('ix_ledger_bot'), 'ledger', ['bot'], unique=False)
    op.create_index(op.f('ix_ledger_turn'), 'ledger', ['turn'], unique=False)
    op.create_index(op.f('ix_ledger_workspace'), 'ledger', ['workspace'], unique=False)
    op.create_table('ratings',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('turn', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('thumb', sa.String(length=4), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['turn'], ['turns.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('turn'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_ratings_bot'), 'ratings', ['bot'], unique=False)
    op.create_index(op.f('ix_ratings_workspace'), 'ratings', ['workspace'], unique=False)
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
