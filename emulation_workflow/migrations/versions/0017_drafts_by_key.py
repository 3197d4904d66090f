"""Each draft bears the digest of its cells by the office's key: a unit sends it as it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room; the upgrade seals what is there, and writes the digests with it."""
    op.add_column("draft", sa.Column("mac", sa.String, nullable=True))
