"""Papers that wait for a second pair of eyes say who entered them, as they were then."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the recorder's name to pending papers, empty for those that were entered before."""
    op.add_column("pending_paper", sa.Column("entered_by_name", sa.String, nullable=False, server_default=""))
