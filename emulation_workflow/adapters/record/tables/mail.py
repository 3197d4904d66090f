"""The record's tables of what comes by mail, of what goes out enclosed, and of the Board's own list."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from emulation_workflow.adapters.record.columns import Instant
from emulation_workflow.adapters.record.tables.base import Record


class IncomingMailRow(Record, table=True):
    """A message that came in and what became of it; never changed. `key` tells it from every other message.

    `sha256` is of the original, which is kept. `answer` is the key of the letter that answers it, "" if none does.
    """

    __tablename__ = "incoming_mail"
    __table_args__ = (Index(None, "sender", "received_at"),)

    number: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    sha256: str = Field(foreign_key="kept_file.sha256")
    message_id: str
    sender: str
    subject: str
    received_at: datetime = Field(sa_type=Instant)
    fate: str
    unit: str = Field(index=True)
    answer: str


class MailSeenRow(Record, table=True):
    """That the message at this place of the mailbox was seen to; `place` names the folder and its validity."""

    __tablename__ = "mail_seen"

    place: str = Field(primary_key=True)
    uid: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    mail: int = Field(foreign_key="incoming_mail.number")


class BouncedAddressRow(Record, table=True):
    """An address whose server said for good that it takes no letters, in `words`; the latest bounce counts."""

    __tablename__ = "bounced_address"

    email: str = Field(primary_key=True)
    bounced_at: datetime = Field(sa_type=Instant)
    words: str


class BoardItemRow(Record, table=True):
    """Something that the Board's staff have to see to themselves. `key` keeps one cause from being listed twice."""

    __tablename__ = "board_item"

    number: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    unit: str = Field(index=True)
    facts: dict[str, Any] = Field(sa_type=JSON)
    opened_at: datetime = Field(sa_type=Instant)
    mail: int | None = Field(foreign_key="incoming_mail.number")
    closed_at: datetime | None = Field(sa_type=Instant)
    closed_by: str
    note: str
