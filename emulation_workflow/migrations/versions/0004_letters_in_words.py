"""Letters are put into words after the act that causes them: until then their facts are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Letters that stand already are in words, and need no facts."""
    op.add_column("letter", sa.Column("plan_version", sa.Integer))
    op.add_column("letter", sa.Column("facts", sa.JSON))
    op.add_column("letter", sa.Column("fault", sa.String))
