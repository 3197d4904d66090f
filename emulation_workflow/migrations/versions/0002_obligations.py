"""What units owe: obligations, their evidence, the ladder's rungs, who held the ball, orders."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables that the sweep, the ladder and the orders work on."""
    _obligations()
    _ladder()
    _orders()


def _obligations() -> None:
    op.create_table(
        "obligation",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("parent", sa.String),
        sa.Column("group", sa.String, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("start", sa.Date),
        sa.Column("due", sa.Date),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("source_words", sa.String, nullable=False),
        sa.Column("plan_start", sa.Date),
        sa.Column("plan_due", sa.Date),
        sa.Column("order", sa.String, nullable=False),
        sa.Column("is_suspended", sa.Boolean, nullable=False),
        sa.Column("is_cancelled", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("ball", sa.String, nullable=False),
        sa.Column("ball_since", INSTANT, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("unit", "task", name="pk_obligation"),
    )
    op.create_index("ix_obligation_state_due", "obligation", ["state", "due"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("signed_on", sa.Date),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("file_sha256", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_unit_task", "evidence", ["unit", "task"])


def _ladder() -> None:
    op.create_table(
        "rung_spent",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("rung", sa.Integer, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("is_copy", sa.Boolean, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("letter", sa.Integer),
        sa.PrimaryKeyConstraint("unit", "task", "due", "rung", "recipient", "email", name="pk_rung_spent"),
        sa.ForeignKeyConstraint(["letter"], ["letter.number"], name="fk_rung_spent_letter"),
    )
    op.create_index("ix_rung_spent_day", "rung_spent", ["day"])
    in_letters = sa.text("letter IS NOT NULL")
    op.create_index(
        "ix_rung_spent_letter", "rung_spent", ["letter"], sqlite_where=in_letters, postgresql_where=in_letters
    )
    op.create_table(
        "ball_time",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("unit", "task", "since", name="pk_ball_time"),
    )


def _orders() -> None:
    op.create_table(
        "plan_order",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("point", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("signer", sa.String, nullable=False),
        sa.Column("levels", sa.JSON, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("tasks", sa.JSON, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("window_start", sa.Date),
        sa.Column("window_end", sa.Date),
        sa.Column("window_words", sa.String, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("mode", sa.String),
        sa.Column("at_most", sa.Integer),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("entered_by", sa.String, nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_order"),
        sa.UniqueConstraint(
            "issuer", "number", "signed_on", "point", name="uq_plan_order_issuer_number_signed_on_point"
        ),
    )
