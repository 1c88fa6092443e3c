"""Bookings: what is told outside, who waits for a time, secret feed addresses, calendars elsewhere.

A requested booking takes its time as well, so PostgreSQL refuses an overlap with one too.
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

_WHO = "hashtextextended(workspace || '/' || bot || '/' || staff || '/' || seat, 0)"


def _no_overlap(states: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
        op.execute(
            "ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist ("
            f"int8range({_WHO}, {_WHO}, '[]') WITH &&, int8range(busy_from, busy_to) WITH &&"
            f") WHERE (state IN ({states}))"
        )


def upgrade() -> None:
    op.create_table('feeds',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('with_details', sa.Boolean(), nullable=False),
    sa.Column('made_by', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('read_at', sa.BigInteger(), nullable=True),
    sa.Column('revoked_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('token_hash'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_feeds_bot'), 'feeds', ['bot'], unique=False)
    op.create_index(op.f('ix_feeds_workspace'), 'feeds', ['workspace'], unique=False)
    op.create_table('outbox',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('event', sa.String(length=20), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_outbox_bot'), 'outbox', ['bot'], unique=False)
    op.create_index(op.f('ix_outbox_due_at'), 'outbox', ['due_at'], unique=False)
    op.create_index(op.f('ix_outbox_subject'), 'outbox', ['subject'], unique=False)
    op.create_index(op.f('ix_outbox_workspace'), 'outbox', ['workspace'], unique=False)
    op.create_table('outside_calendars',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('staff', sa.String(length=80), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('sealed_login', sa.LargeBinary(), nullable=False),
    sa.Column('marker', sa.Text(), nullable=False),
    sa.Column('read_at', sa.BigInteger(), nullable=True),
    sa.Column('next_at', sa.BigInteger(), nullable=False),
    sa.Column('error', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_outside_calendars_bot'), 'outside_calendars', ['bot'], unique=False)
    op.create_index(op.f('ix_outside_calendars_workspace'), 'outside_calendars', ['workspace'], unique=False)
    op.create_table('waiting_list',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('wish', sa.JSON(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('offered', sa.JSON(), nullable=False),
    sa.Column('offered_until', sa.BigInteger(), nullable=True),
    sa.Column('until', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_waiting_list_bot'), 'waiting_list', ['bot'], unique=False)
    op.create_index(op.f('ix_waiting_list_code_hash'), 'waiting_list', ['code_hash'], unique=False)
    op.create_index(op.f('ix_waiting_list_conversation'), 'waiting_list', ['conversation'], unique=False)
    op.create_index(op.f('ix_waiting_list_workspace'), 'waiting_list', ['workspace'], unique=False)
    op.create_table('outside_times',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('calendar', sa.String(length=40), nullable=False),
    sa.Column('staff', sa.String(length=80), nullable=False),
    sa.Column('busy_from', sa.BigInteger(), nullable=False),
    sa.Column('busy_to', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['calendar'], ['outside_calendars.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_outside_times_bot'), 'outside_times', ['bot'], unique=False)
    op.create_index(op.f('ix_outside_times_busy_from'), 'outside_times', ['busy_from'], unique=False)
    op.create_index(op.f('ix_outside_times_calendar'), 'outside_times', ['calendar'], unique=False)
    op.create_index(op.f('ix_outside_times_workspace'), 'outside_times', ['workspace'], unique=False)
    op.add_column('bookings', sa.Column('made_by', sa.String(length=20), server_default='chat', nullable=False))
    _no_overlap("'booked', 'pending'")
