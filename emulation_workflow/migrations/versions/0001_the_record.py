"""The record: register, plans, cases, codes, letters, ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BY_KEY = {"sqlite_with_rowid": False}


def upgrade() -> None:
    """Make every table of the first version and begin the ledger."""
    _register()
    _plans()
    _cases()
    _letters()
    _ledger()


def _register() -> None:
    op.create_table(
        "unit",
        sa.Column("code", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("parent", sa.String),
        sa.Column("group", sa.String, nullable=False),
        sa.Column("pilot", sa.Boolean, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("successor", sa.String),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name="pk_unit"),
    )
    op.create_index("ix_unit_parent", "unit", ["parent"])
    op.create_table(
        "official",
        sa.Column("number", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("unit", sa.String),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("number", name="pk_official"),
    )
    op.create_table(
        "substitution",
        sa.Column("official", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("substitute", sa.String, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("official", "position", name="pk_substitution"),
        sa.ForeignKeyConstraint(["official"], ["official.number"], name="fk_substitution_official"),
        sa.ForeignKeyConstraint(["substitute"], ["official.number"], name="fk_substitution_substitute"),
    )


def _plans() -> None:
    op.create_table(
        "plan_version",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("campaign_sha256", sa.String, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("gate", sa.String),
        sa.PrimaryKeyConstraint("unit", "version", name="pk_plan_version"),
    )
    ungated = sa.text("gate IS NULL")
    op.create_index("ix_plan_version_unit", "plan_version", ["unit"], sqlite_where=ungated, postgresql_where=ungated)
    op.create_table(
        "plan_file",
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_plan_file"),
    )
    op.create_table(
        "intake",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("reason", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_intake"),
    )
    op.create_index("ix_intake_sha256", "intake", ["sha256"])


def _cases() -> None:
    op.create_table(
        "pilot_case",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("plan_sha256", sa.String, nullable=False),
        sa.Column("opinion_version", sa.Integer),
        sa.Column("asked_changes", sa.String, nullable=False),
        sa.Column("wait", sa.Integer, nullable=False),
        sa.Column("lock", sa.Integer, nullable=False),
        sa.Column("fixed_day", sa.Date),
        sa.Column("fixed_by", sa.String, nullable=False),
        sa.Column("run_id", sa.String),
        sa.PrimaryKeyConstraint("unit", name="pk_pilot_case"),
        **BY_KEY,
    )
    op.create_table(
        "code_issue",
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("official", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("void", sa.Boolean, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_code_issue"),
        **BY_KEY,
    )
    op.create_index("ix_code_issue_unit", "code_issue", ["unit"])
    op.create_table(
        "wrong_answer",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("unit", "stage", "version", name="pk_wrong_answer"),
        **BY_KEY,
    )


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("code_ref", sa.String, nullable=False),
        sa.Column("awaits_run", sa.Boolean, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("html", sa.String, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("lease_until", INSTANT),
        sa.Column("tried_at", INSTANT),
        sa.Column("next_try_at", INSTANT),
        sa.Column("sent_at", INSTANT),
        sa.PrimaryKeyConstraint("number", name="pk_letter"),
        sa.UniqueConstraint("key", name="uq_letter_key"),
    )
    op.create_index("ix_letter_state_number", "letter", ["state", "number"])
    op.create_index("ix_letter_unit", "letter", ["unit"])
    op.create_table(
        "letter_recipient",
        sa.Column("letter", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("is_copy", sa.Boolean, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("state", sa.String),
        sa.Column("code", sa.Integer, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("letter", "position", name="pk_letter_recipient"),
        sa.ForeignKeyConstraint(["letter"], ["letter.number"], name="fk_letter_recipient_letter"),
        **BY_KEY,
    )


def _ledger() -> None:
    op.create_table(
        "ledger_row",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_ledger_row"),
    )
    op.create_index("ix_ledger_row_unit", "ledger_row", ["unit"])
    head = op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_head"),
        sa.CheckConstraint("id = 1", name="ck_ledger_head_one_row"),
    )
    # Before the first row stands the seal of nothing: sixty-four noughts.
    op.bulk_insert(head, [{"id": 1, "number": 0, "seal": "0" * 64}])
