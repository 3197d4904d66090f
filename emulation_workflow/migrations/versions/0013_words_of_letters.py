"""Plan versions bear their digest as rows that give authority do, and letters in words that of their words."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; whoever upgrades has the key, and puts in those of the rows there."""
    op.add_column("plan_version", sa.Column("mac", sa.String, nullable=True))
    op.add_column("letter", sa.Column("words_mac", sa.String, nullable=True))
