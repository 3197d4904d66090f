"""What conferences brought: reports and their figures, delegate lists, difficulties, publications."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of results, and let units be found by their level; nothing that stands is changed."""
    op.create_index("ix_unit_level", "unit", ["level"])
    of_no_version = sa.text("plan_version IS NULL")
    op.create_index(
        "ix_letter_kind_written_at",
        "letter",
        ["kind", "written_at"],
        sqlite_where=of_no_version,
        postgresql_where=of_no_version,
    )
    _results()
    _delegates()
    _difficulties()
    _publications()


def _results() -> None:
    op.create_table(
        "result_version",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("held_on", sa.Date),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("campaign_sha256", sa.String, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("lessons", sa.String),
        sa.PrimaryKeyConstraint("unit", "version", name="pk_result_version"),
    )


def _delegates() -> None:
    op.create_table(
        "delegate_list",
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("upper", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("minutes", sa.String, nullable=False),
        sa.Column("adopted_on", sa.Date),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("received_by", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("official", sa.Integer, nullable=False),
        sa.Column("reserves", sa.Integer, nullable=False),
        sa.Column("women", sa.Integer, nullable=False),
        sa.Column("minorities", sa.Integer, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("erased_at", INSTANT),
        sa.PrimaryKeyConstraint("kind", "unit", "version", name="pk_delegate_list"),
    )
    op.create_index("ix_delegate_list_upper", "delegate_list", ["upper"])
    op.create_table(
        "delegate",
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("sent_by", sa.String, nullable=False),
        sa.Column("born", sa.Integer),
        sa.Column("gender", sa.String),
        sa.Column("ethnicity", sa.String, nullable=False),
        sa.Column("post", sa.String, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("is_reserve", sa.Boolean, nullable=False),
        sa.Column("replaces", sa.String, nullable=False),
        sa.Column("namesake", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "unit", "version"],
            ["delegate_list.kind", "delegate_list.unit", "delegate_list.version"],
            name="fk_delegate_kind",
        ),
        sa.PrimaryKeyConstraint("kind", "unit", "version", "position", name="pk_delegate"),
    )
    op.create_table(
        "quota",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("upper", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("signed_on", sa.Date),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quota"),
    )
    op.create_index("ix_quota_upper_unit", "quota", ["upper", "unit"])


def _difficulties() -> None:
    op.create_table(
        "difficulty",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_difficulty"),
        sa.UniqueConstraint("key", name="uq_difficulty_key"),
    )
    op.create_index("ix_difficulty_unit", "difficulty", ["unit"])
    op.create_table(
        "difficulty_step",
        sa.Column("difficulty", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["difficulty"], ["difficulty.number"], name="fk_difficulty_step_difficulty"),
        sa.PrimaryKeyConstraint("difficulty", "position", name="pk_difficulty_step"),
    )


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("published_by", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("signed_on", sa.Date),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_publication"),
    )
    op.create_table(
        "lessons_told",
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("director", sa.String, nullable=False),
        sa.Column("letter", sa.Integer, nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letter.number"], name="fk_lessons_told_letter"),
        sa.PrimaryKeyConstraint("unit", "task", "director", name="pk_lessons_told"),
    )
    op.create_index("ix_lessons_told_letter", "lessons_told", ["letter"])
