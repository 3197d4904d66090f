"""Where obligations stand on a day: counts, lists and the lines of urging letters, from the record."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, func, literal_column, or_, select

from emulation_workflow.adapters.record.reminders.sweep import STEP_COLUMNS, step_of
from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.cases import obligations, rungs_spent, units
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, ObligationState
from emulation_workflow.domain.schedule.standing import DueCount, DueItem, DueStanding, ReminderLine

_ON = bindparam("on_day", type_=Date)
_SOON = bindparam("soon", type_=Date)
_OWED = obligations.c.state != ObligationState.ENDED.value

_standing = case(
    (obligations.c.done_on <= _ON, DueStanding.DONE.value),
    (obligations.c.is_cancelled, DueStanding.CANCELLED.value),
    (obligations.c.is_suspended, DueStanding.SUSPENDED.value),
    (obligations.c.due.is_(None), DueStanding.NOT_STATED.value),
    (obligations.c.due < _ON, DueStanding.OVERDUE.value),
    (obligations.c.due <= _SOON, DueStanding.SOON.value),
    else_=DueStanding.LATER.value,
)

_OWN, _ABOVE = units.alias("own"), units.alias("above")


def _is_valid(table: Any) -> ColumnElement[bool]:
    starts, ends = table.c.valid_from, table.c.valid_to
    return and_(or_(starts.is_(None), starts <= _ON), or_(ends.is_(None), ends >= _ON))


_WITH_NAMES = obligations.outerjoin(_OWN, and_(_OWN.c.code == obligations.c.unit, _is_valid(_OWN))).outerjoin(
    _ABOVE, and_(_ABOVE.c.code == obligations.c.parent, _is_valid(_ABOVE))
)
_ABOVE_NAME = func.coalesce(_ABOVE.c.name, "")
_DERIVED = tuple(field.name for field in fields(Derived))
_ITEM = (
    *(obligations.c[name] for name in _DERIVED),
    func.coalesce(_OWN.c.name, obligations.c.unit).label("unit_name"),
    _ABOVE_NAME.label("above"),
    obligations.c.rung,
    obligations.c.waiting_on,
    obligations.c.waiting_since,
)
_IN_ORDER = (obligations.c.due, obligations.c.unit, obligations.c.task)

_PRESSING = (
    select(*_ITEM)
    .select_from(_WITH_NAMES)
    .where(_OWED, or_(*(_standing == one.value for one in (DueStanding.OVERDUE, DueStanding.SOON))))
    .order_by(*_IN_ORDER)
)
_COUNTS = (
    select(
        obligations.c.level,
        obligations.c.group,
        _ABOVE_NAME.label("above"),
        _standing.label("standing"),
        func.count().label("number"),
    )
    .select_from(_WITH_NAMES)
    .where(_OWED)
    # By place: on PostgreSQL an expression with values bound in it is not known again.
    .group_by(*(literal_column(str(place)) for place in range(1, 5)))
    .order_by(*(literal_column(str(place)) for place in range(1, 5)))
)
_LINES = (
    select(*_ITEM, *(rungs_spent.c[name].label(f"step_{name}") for name in STEP_COLUMNS))
    .select_from(
        rungs_spent.join(
            _WITH_NAMES, and_(obligations.c.unit == rungs_spent.c.unit, obligations.c.task == rungs_spent.c.task)
        )
    )
    .where(rungs_spent.c.letter == bindparam("of_letter"))
    .order_by(rungs_spent.c.due, rungs_spent.c.unit, rungs_spent.c.task, rungs_spent.c.is_copy)
)
_MISSED = (
    select(*_ITEM, *(rungs_spent.c[name].label(f"step_{name}") for name in STEP_COLUMNS))
    .select_from(
        rungs_spent.join(
            _WITH_NAMES, and_(obligations.c.unit == rungs_spent.c.unit, obligations.c.task == rungs_spent.c.task)
        )
    )
    .where(rungs_spent.c.day == _ON, rungs_spent.c.letter.is_(None))
    .order_by(rungs_spent.c.unit, rungs_spent.c.task)
)


class StandingTables(OnConnection):
    """`ports.Standings` on the tables."""

    def tallies(self, on: date, *, soon: date) -> Sequence[DueCount]:
        rows = self._rows(_COUNTS, on_day=on, soon=soon)
        return [DueCount(**row | {"standing": DueStanding(row["standing"])}) for row in rows]

    def pressing(self, on: date, *, soon: date) -> Sequence[DueItem]:
        return [_item(row) for row in self._rows(_PRESSING, on_day=on, soon=soon)]

    def lines_of(self, letter: int, on: date) -> Sequence[ReminderLine]:
        return [_urged(row) for row in self._rows(_LINES, of_letter=letter, on_day=on)]

    def without_address(self, on: date) -> Sequence[ReminderLine]:
        return [_urged(row) for row in self._rows(_MISSED, on_day=on)]


def _item(row: Mapping[str, Any]) -> DueItem:
    derived = {name: row[name] for name in _DERIVED} | {"source": DueSource(row["source"])}
    shown = {column.key: row[column.key] for column in _ITEM if column.key not in _DERIVED}
    return DueItem(derived=Derived(**derived), due=row["due"], **shown)


def _urged(row: Mapping[str, Any]) -> ReminderLine:
    step = step_of({name: row[f"step_{name}"] for name in STEP_COLUMNS})
    # Its day may have been moved since: the letter speaks of the day it was written for.
    return ReminderLine(step=step, item=_item({**row, "due": step.due}))
