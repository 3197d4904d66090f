"""The record's tables. Columns bear the names of the domain's fields; the store speaks to them with Core statements."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from emulation_workflow.adapters.record.columns import FirstDay, Instant

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Every constraint has a name, so that a later migration can take hold of it on either database."""


def index_where(condition: str, *columns: str) -> Index:
    """An index of the rows of which `condition` holds: of a table with many rows, others cost nothing.

    A statement is helped by it that says the condition in the same words.
    """
    return Index(None, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


BY_KEY = {"sqlite_with_rowid": False}
"""Short rows that are looked for by their key: SQLite keeps them in its order, in one tree instead of two."""


class Record(SQLModel):
    """What all tables of the record have in common: metadata of their own."""

    metadata = MetaData(naming_convention=NAMES)


class UnitRow(Record, table=True):
    """A unit of the register; codes are reused in time, so the key is the code and its first day."""

    __tablename__ = "unit"

    code: str = Field(primary_key=True)
    valid_from: date | None = Field(primary_key=True, sa_type=FirstDay)
    valid_to: date | None
    name: str
    level: str = Field(index=True)
    kind: str
    parent: str | None = Field(index=True)
    group: str
    pilot: bool
    email: str
    head: str
    successor: str | None
    source: str
    note: str


class OfficialRow(Record, table=True):
    """A person who may act in a role."""

    __tablename__ = "official"

    number: str = Field(primary_key=True)
    name: str
    title: str
    role: str
    email: str
    unit: str | None
    valid_from: date | None
    valid_to: date | None


class SubstitutionRow(Record, table=True):
    """Who may act for an official, and on which days (both ends included); `position` counts from 0."""

    __tablename__ = "substitution"

    official: str = Field(primary_key=True, foreign_key="official.number")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    substitute: str = Field(foreign_key="official.number")
    start: date
    end: date


class PlanVersionRow(Record, table=True):
    """A plan as received. `body` is its canonical JSON, from which it is read back."""

    __tablename__ = "plan_version"
    __table_args__ = (index_where("gate IS NULL", "unit"),)

    unit: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sha256: str
    body: str
    received_at: datetime = Field(sa_type=Instant)
    channel: str
    campaign_sha256: str
    findings: list[dict[str, Any]] = Field(sa_type=JSON)
    gate: str | None


class KeptFileRow(Record, table=True):
    """The bytes of a file that came in or goes out, kept once by their hash; their name is where they are used."""

    __tablename__ = "kept_file"

    sha256: str = Field(primary_key=True)
    content: bytes


class IntakeRow(Record, table=True):
    """What became of a file that came in; the same bytes may come again, and the latest row counts."""

    __tablename__ = "intake"

    number: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(index=True)
    name: str
    size: int
    received_at: datetime = Field(sa_type=Instant)
    outcome: str
    unit: str
    version: int | None
    reason: str


class PilotCaseRow(Record, table=True):
    """A gated pilot's way through the chain. `lock` is counted up by every write."""

    __tablename__ = "pilot_case"
    __table_args__ = BY_KEY

    unit: str = Field(primary_key=True)
    stage: str
    since: datetime = Field(sa_type=Instant)
    version: int
    plan_sha256: str
    opinion_version: int | None
    asked_changes: str
    question_number: int = Field(sa_column_kwargs={"name": "wait", "key": "question_number"})
    lock: int
    fixed_day: date | None
    fixed_by: str
    run_id: str | None


class CodeIssueRow(Record, table=True):
    """That a one-time code was issued; the code itself is nowhere."""

    __tablename__ = "code_issue"
    __table_args__ = BY_KEY

    ref: str = Field(primary_key=True)
    unit: str = Field(index=True)
    official: str
    stage: str
    version: int
    issued_at: datetime = Field(sa_type=Instant)
    void: bool
    used: bool


class WrongAnswerRow(Record, table=True):
    """Wrong codes typed at one stage and version since the codes there were last locked."""

    __tablename__ = "wrong_answer"
    __table_args__ = BY_KEY

    unit: str = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    count: int


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


class ObligationRow(Record, table=True):
    """What a unit owes, as last derived, and what has become of it.

    `parent` and `group` repeat the register's, to be counted by. `rung` is the highest rung of the ladder spent for
    this due day.
    """

    __tablename__ = "obligation"
    __table_args__ = (Index(None, "state", "due"),)

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    level: str
    parent: str | None
    group: str
    rule: str
    start: date | None
    due: date | None
    source: str
    source_words: str
    plan_start: date | None
    plan_due: date | None
    order: str
    is_suspended: bool
    is_cancelled: bool
    state: str
    waiting_on: str = Field(sa_column_kwargs={"name": "ball", "key": "waiting_on"})
    waiting_since: datetime = Field(sa_type=Instant, sa_column_kwargs={"name": "ball_since", "key": "waiting_since"})
    done_on: date | None
    rung: int


class EvidenceRow(Record, table=True):
    """What was said to settle an obligation. Rows are never changed; the latest of a unit's task counts."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "unit", "task"),)

    id: int | None = Field(default=None, primary_key=True)
    unit: str
    task: str
    done_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str
    number: str
    signed_on: date | None
    link: str
    file_sha256: str
    source: str
    withdrawn: bool
    note: str


class RungSpentRow(Record, table=True):
    """That a rung of the ladder was spent on an obligation, for whom, and in which letter; never changed.

    `due` is part of the key: a due day that was moved begins the ladder anew. `letter` is None and `email` "" where
    the recipient has no valid address.
    """

    __tablename__ = "rung_spent"
    __table_args__ = (Index(None, "day"), index_where("letter IS NOT NULL", "letter"))

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    due: date = Field(primary_key=True)
    rung: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    recipient: str = Field(primary_key=True)
    email: str = Field(primary_key=True)
    is_copy: bool
    day: date
    letter: int | None = Field(foreign_key="letter.number")


class BallTimeRow(Record, table=True):
    """How long a party held the ball of an obligation: `since`..`until`. Who holds it now is in the obligation."""

    __tablename__ = "ball_time"

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    since: datetime = Field(primary_key=True, sa_type=Instant)
    holder: str
    until: datetime = Field(sa_type=Instant)


class OrderRow(Record, table=True):
    """An order that changes the plan; never changed itself. A document with several such points has a row for each."""

    __tablename__ = "plan_order"
    __table_args__ = (UniqueConstraint("issuer", "number", "signed_on", "point"),)

    id: int | None = Field(default=None, primary_key=True)
    number: str
    point: int
    kind: str
    issuer: str
    signed_on: date
    signer: str
    levels: list[str] = Field(sa_type=JSON)
    groups: list[str] = Field(sa_type=JSON)
    units: list[str] = Field(sa_type=JSON)
    tasks: list[str] = Field(sa_type=JSON)
    effective_from: date
    window_start: date | None
    window_end: date | None
    window_words: str
    until: date | None
    mode: str | None
    at_most: int | None
    reason: str
    entered_by: str
    entered_at: datetime = Field(sa_type=Instant)


class BoardDateRow(Record, table=True):
    """That the Board set a day for a task, or took it back; never changed. The latest about a level counts."""

    __tablename__ = "board_date"

    id: int | None = Field(default=None, primary_key=True)
    task: str
    levels: list[str] = Field(sa_type=JSON)
    day: date | None
    document: str
    signed_on: date | None
    set_by: str
    set_at: datetime = Field(sa_type=Instant)
    note: str


class LedgerRow(Record, table=True):
    """A sealed row; `unit` repeats what the body says, to be searched by."""

    __tablename__ = "ledger_row"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    unit: str = Field(index=True)
    body: str
    previous: str
    seal: str


class LedgerHeadRow(Record, table=True):
    """Number and seal of the last row, kept apart so that a dropped tail shows."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int
    seal: str


units = Record.metadata.tables["unit"]
officials = Record.metadata.tables["official"]
substitutions = Record.metadata.tables["substitution"]
plan_versions = Record.metadata.tables["plan_version"]
kept_files = Record.metadata.tables["kept_file"]
intakes = Record.metadata.tables["intake"]
pilot_cases = Record.metadata.tables["pilot_case"]
code_issues = Record.metadata.tables["code_issue"]
wrong_answers = Record.metadata.tables["wrong_answer"]
letters = Record.metadata.tables["letter"]
letter_recipients = Record.metadata.tables["letter_recipient"]
obligations = Record.metadata.tables["obligation"]
evidence_rows = Record.metadata.tables["evidence"]
rungs_spent = Record.metadata.tables["rung_spent"]
holding_times = Record.metadata.tables["ball_time"]
plan_orders = Record.metadata.tables["plan_order"]
board_dates = Record.metadata.tables["board_date"]
ledger_rows = Record.metadata.tables["ledger_row"]
ledger_heads = Record.metadata.tables["ledger_head"]
