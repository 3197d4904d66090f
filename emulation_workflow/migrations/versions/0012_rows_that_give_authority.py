"""Rows that give authority bear their own digest, so that an act sees whether one of them was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; whoever upgrades has the key, and puts in those of the rows there."""
    for table in ("unit", "official", "substitution", "pilot_case", "code_issue", "pending_paper"):
        op.add_column(table, sa.Column("mac", sa.String, nullable=True))
