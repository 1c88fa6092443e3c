"""A person answers in the talk itself: who took it, what they said, how it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_lines",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("workspace", sa.String(length=40), nullable=False),
        sa.Column("conversation", sa.String(length=40), nullable=False),
        sa.Column("bot", sa.String(length=40), nullable=False),
        sa.Column("turn", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("member", sa.String(length=40), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["bot"], ["bots.id"]),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"]),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation", "number"),
        sqlite_with_rowid=True,
    )
    for column in ("bot", "conversation", "workspace"):
        op.create_index(op.f(f"ix_person_lines_{column}"), "person_lines", [column], unique=False)
    op.add_column("conversations", sa.Column("taken_by", sa.String(length=40), nullable=True))
    op.add_column("turns", sa.Column("to_person", sa.Boolean(), server_default=sa.false(), nullable=False))
    for column in ("taken_at", "answered_at", "offered_at", "ended_at"):
        op.add_column("handovers", sa.Column(column, sa.BigInteger(), nullable=True))
    op.add_column("handovers", sa.Column("taken_by", sa.String(length=40), nullable=True))
    op.add_column("handovers", sa.Column("seen", sa.Integer(), server_default="0", nullable=False))
    op.add_column("handovers", sa.Column("outcome", sa.String(length=20), server_default="", nullable=False))
    op.create_index(op.f("ix_handovers_turn"), "handovers", ["turn"], unique=False)
