"""A booking may take several places of a class or a room: ``seats``, counted from ``seat``.

PostgreSQL refuses two bookings that share one of them: the range of one number, which said whose and which place, is
that of all places of a booking. The lowest twelve bits of who are left free for the place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_WHO = "(hashtextextended(workspace || '/' || bot || '/' || staff, 0) & ~4095::bigint)"


def upgrade() -> None:
    op.add_column("bookings", sa.Column("seats", sa.Integer(), server_default="1", nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
        op.execute(
            "ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist ("
            f"int8range({_WHO} + seat, {_WHO} + seat + seats) WITH &&, int8range(busy_from, busy_to) WITH &&"
            ") WHERE (state IN ('booked', 'pending'))"
        )
