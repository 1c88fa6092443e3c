"""PostgreSQL itself refuses two bookings of one person at one time.

The writer's lock and its look (``records.bookings``) come first; this holds even for a writer that forgets them. An
exclusion constraint wants operators for every part, and plain GiST has none for text without btree_gist, so who and
which seat become a range of one number. SQLite has one writer at a time and needs nothing.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WHO = "hashtextextended(workspace || '/' || bot || '/' || staff || '/' || seat, 0)"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist ("
            f"int8range({_WHO}, {_WHO}, '[]') WITH &&, int8range(busy_from, busy_to) WITH &&"
            ") WHERE (state = 'booked')"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
