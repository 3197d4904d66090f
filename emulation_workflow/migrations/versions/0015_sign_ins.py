"""Who asked for a link to the pages, and which sessions were opened with one."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table, empty: nobody could sign in before."""
    op.create_table(
        "sign_in",
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("mac", sa.String),
        sa.PrimaryKeyConstraint("ref", name="pk_sign_in"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sign_in_address_asked_at", "sign_in", ["address", "asked_at"])
    op.create_index("ix_sign_in_asked_at", "sign_in", ["asked_at"])
