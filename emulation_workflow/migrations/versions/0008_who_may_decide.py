"""Where codes went and what they rest on; papers that wait for a second pair of eyes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add to codes their address and standing, both empty for those that were issued before: these count no more."""
    for name in ("address", "standing"):
        op.add_column("code_issue", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.create_table(
        "pending_paper",
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("signer", sa.String, nullable=False),
        sa.Column("entered_by", sa.String, nullable=False),
        sa.Column("paper_number", sa.String, nullable=False),
        sa.Column("paper_signed_on", sa.Date),
        sa.Column("paper_signer", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("fixed_day", sa.Date),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("settled_by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_pending_paper"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pending_paper_unit", "pending_paper", ["unit"])
