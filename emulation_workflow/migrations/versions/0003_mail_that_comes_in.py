"""Mail that comes in, enclosures of letters, addresses that bounced, and the Board's own list."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Keep all files together, and make the tables of the mailbox."""
    _files()
    _letters()
    _mail()
    _board()


def _files() -> None:
    op.rename_table("plan_file", "kept_file")
    # SQLite keeps no name by which a primary key could be taken hold of.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE kept_file RENAME CONSTRAINT pk_plan_file TO pk_kept_file")


def _letters() -> None:
    op.add_column("letter", sa.Column("in_reply_to", sa.String))
    op.create_table(
        "letter_enclosure",
        sa.Column("letter", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("mime_type", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("letter", "position", name="pk_letter_enclosure"),
        sa.ForeignKeyConstraint(["letter"], ["letter.number"], name="fk_letter_enclosure_letter"),
        sa.ForeignKeyConstraint(["sha256"], ["kept_file.sha256"], name="fk_letter_enclosure_sha256"),
    )


def _mail() -> None:
    op.create_table(
        "incoming_mail",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("message_id", sa.String, nullable=False),
        sa.Column("sender", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("fate", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("answer", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_incoming_mail"),
        sa.UniqueConstraint("key", name="uq_incoming_mail_key"),
        sa.ForeignKeyConstraint(["sha256"], ["kept_file.sha256"], name="fk_incoming_mail_sha256"),
    )
    op.create_index("ix_incoming_mail_sender_received_at", "incoming_mail", ["sender", "received_at"])
    op.create_index("ix_incoming_mail_unit", "incoming_mail", ["unit"])
    op.create_table(
        "mail_seen",
        sa.Column("place", sa.String, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("mail", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("place", "uid", name="pk_mail_seen"),
        sa.ForeignKeyConstraint(["mail"], ["incoming_mail.number"], name="fk_mail_seen_mail"),
    )
    op.create_table(
        "bounced_address",
        sa.Column("email", sa.String, nullable=False),
        sa.Column("bounced_at", INSTANT, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_bounced_address"),
    )


def _board() -> None:
    op.create_table(
        "board_item",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("mail", sa.Integer),
        sa.Column("closed_at", INSTANT),
        sa.Column("closed_by", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_board_item"),
        sa.UniqueConstraint("key", name="uq_board_item_key"),
        sa.ForeignKeyConstraint(["mail"], ["incoming_mail.number"], name="fk_board_item_mail"),
    )
    op.create_index("ix_board_item_unit", "board_item", ["unit"])
