"""A one-time link may be for a new password of somebody who has an account."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("member", sa.String(length=40), nullable=True))
