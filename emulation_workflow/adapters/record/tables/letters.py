"""The record's tables of letters, whom they go to and what goes with them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from emulation_workflow.adapters.record.columns import Instant
from emulation_workflow.adapters.record.tables.base import BY_KEY, Record, index_where


class LetterRow(Record, table=True):
    """A letter and what became of it.

    `facts` are those that fill it, until it is put into words; `fault` says why it could not be. `plan_version`: the
    version it is about. `awaits_run`: it holds a link to the case's run. `owner` and `lease_until`: whose claim it is
    and how long. `tried_at`: when it was last claimed. `in_reply_to`: the Message-ID of the message that it answers,
    if it does.
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
