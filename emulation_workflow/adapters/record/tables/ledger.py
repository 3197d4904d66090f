"""The record's tables of the hash-chained rows and their head."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import EMPTY_BEFORE, Record


class LedgerRow(Record, table=True):
    """A sealed row; `unit` repeats what the body says, to be searched by; `mac` is the seal's by the office's key."""

    __tablename__ = "ledger_row"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    unit: str = Field(index=True)
    body: str
    previous: str
    seal: str
    mac: str = Field(default="", sa_column_kwargs=EMPTY_BEFORE)


class LedgerHeadRow(Record, table=True):
    """Number and seal of the last row, kept apart so that a dropped tail shows."""

    __tablename__ = "ledger_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int
    seal: str
