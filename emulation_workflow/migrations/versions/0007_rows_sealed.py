"""From here on every row is sealed: what stands already is sealed at the upgrade, and no table changes for it."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave all as it is: the sealing itself is done after every revision, by whoever upgrades."""
