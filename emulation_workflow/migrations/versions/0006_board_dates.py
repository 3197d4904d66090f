"""Days that the Board sets where the plan names none."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of the Board's dates; nothing that stands is touched."""
    op.create_table(
        "board_date",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("levels", sa.JSON, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("signed_on", sa.Date),
        sa.Column("set_by", sa.String, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_board_date"),
    )
