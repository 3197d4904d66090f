"""Letters bear the digest of whom they go to and what goes with them, and sealed rows say by what rows are found."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; whoever upgrades has the key, and puts in those of the letters there."""
    op.add_column("letter", sa.Column("envelope_mac", sa.String, nullable=True))
