"""Seals by the office's key: whoever has the database alone can make none."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the MAC of its seal to each sealed row; whoever upgrades has the key, and puts in those of the rows there."""
    op.add_column("ledger_row", sa.Column("mac", sa.String, nullable=False, server_default=""))
