"""Orders may say more: approximate windows, suspensions until an event, kinds and parts of units, names, contents."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what orders may say from now on; those entered before say none of it."""
    op.add_column("plan_order", sa.Column("more", sa.JSON, nullable=True))
