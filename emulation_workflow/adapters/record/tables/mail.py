"""The record's tables of letters and what goes out with them, of incoming mail, and of the Board's own list."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import BY_KEY, Instant, Record, index_where


class LetterRow(Record, table=True):
    """A letter and what became of it.

    `facts` are those that fill it, until it is put into words; `fault` says why it could not be. `plan_version`: the
    version it is about. `awaits_run`: it holds a link. `owner` and `lease_until`: whose claim it is
    and how long. `tried_at`: when it was last claimed. `in_reply_to`: the Message-ID of the message that it answers,
    if it does. `words_mac` and `envelope_mac`: what it says, and to whom, is compared with these (see `letters.macs`).
    """

    __tablename__ = "letter"
    __table_args__ = (Index(None, "state", "number"), index_where("plan_version IS NULL", "kind", "written_at"))

    number: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    unit: str = Field(index=True)
    plan_version: int | None
    code_ref: str
    facts: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    fault: str | None
    awaits_run: bool
    subject: str
    text: str
    html: str
    in_reply_to: str | None
    written_at: datetime = Field(sa_type=Instant)
    state: str
    attempts: int
    owner: str | None
    lease_until: datetime | None = Field(sa_type=Instant)
    tried_at: datetime | None = Field(sa_type=Instant)
    next_try_at: datetime | None = Field(sa_type=Instant)
    sent_at: datetime | None = Field(sa_type=Instant)
    words_mac: str | None
    envelope_mac: str | None


class LetterRecipientRow(Record, table=True):
    """One address of a letter. `state` is empty until the first outcome; `words` and `code` are the server's."""

    __tablename__ = "letter_recipient"
    __table_args__ = BY_KEY

    letter: int = Field(primary_key=True, foreign_key="letter.number")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    is_copy: bool
    name: str
    email: str
    state: str | None
    code: int
    words: str


class LetterEnclosureRow(Record, table=True):
    """A file that goes with a letter, in order from 0; its bytes are kept by their hash."""

    __tablename__ = "letter_enclosure"

    letter: int = Field(primary_key=True, foreign_key="letter.number")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str
    mime_type: str
    sha256: str = Field(foreign_key="kept_file.sha256")


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
