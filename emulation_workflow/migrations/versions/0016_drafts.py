"""What units have typed on their page and not sent yet."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty: nothing could be typed before."""
    op.create_table(
        "draft",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("typed", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("unit", "form", name="pk_draft"),
    )
