"""Conditions that several statements about reminders share."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, func, or_, select
from sqlmodel import col

from emulation_workflow.adapters.record.tables.mail import BouncedAddressRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, UnitRow

BOUNCED = select(func.lower(col(BouncedAddressRow.email)))
"""The addresses that take no letters, in lower case."""


def is_valid(row: type[UnitRow] | type[OfficialRow], day: BindParameter[Any]) -> ColumnElement[bool]:
    """Return whether the entry of the register is valid on `day`."""
    starts, ends = col(row.valid_from), col(row.valid_to)
    return and_(or_(starts.is_(None), starts <= day), or_(ends.is_(None), ends >= day))
