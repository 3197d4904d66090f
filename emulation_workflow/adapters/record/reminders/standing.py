"""Where obligations stand on a day: counts, lists and the lines of reminders, from the record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Date, and_, bindparam, case, distinct, func, literal_column, or_, select
from sqlalchemy.orm import aliased, join, outerjoin
from sqlmodel import col

from emulation_workflow.adapters.record.reminders.conditions import is_valid
from emulation_workflow.adapters.record.reminders.sweep import STEP_COLUMNS, step_of
from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.obligations import ObligationRow, RungSpentRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, ObligationState
from emulation_workflow.domain.schedule.standing import DueCount, DueItem, DueStanding, DueTotals, ReminderLine

_ON = bindparam("on_day", type_=Date)
_SOON = bindparam("soon", type_=Date)
_OWED = col(ObligationRow.state) != ObligationState.ENDED.value

_standing = case(
    (col(ObligationRow.done_on) <= _ON, DueStanding.DONE.value),
    (col(ObligationRow.is_cancelled), DueStanding.CANCELLED.value),
    (col(ObligationRow.is_suspended), DueStanding.SUSPENDED.value),
    (col(ObligationRow.due).is_(None), DueStanding.NOT_STATED.value),
    (col(ObligationRow.due) < _ON, DueStanding.OVERDUE.value),
    (col(ObligationRow.due) <= _SOON, DueStanding.SOON.value),
    else_=DueStanding.LATER.value,
)

_OWN, _ABOVE = aliased(UnitRow, name="own"), aliased(UnitRow, name="above")


_WITH_NAMES = outerjoin(
    outerjoin(ObligationRow, _OWN, and_(col(_OWN.code) == col(ObligationRow.unit), is_valid(_OWN, _ON))),
    _ABOVE,
    and_(col(_ABOVE.code) == col(ObligationRow.parent), is_valid(_ABOVE, _ON)),
)
_ABOVE_NAME = func.coalesce(col(_ABOVE.name), "")
_DERIVED = tuple(field.name for field in fields(Derived))
_ITEM = (
    *(getattr(ObligationRow, name) for name in _DERIVED),
    func.coalesce(col(_OWN.name), col(ObligationRow.unit)).label("unit_name"),
    _ABOVE_NAME.label("above"),
    col(ObligationRow.rung),
    col(ObligationRow.waiting_on),
    col(ObligationRow.waiting_since),
)
_IN_ORDER = (col(ObligationRow.due), col(ObligationRow.unit), col(ObligationRow.task))

_PRESSING = (
    select(*_ITEM)
    .select_from(_WITH_NAMES)
    .where(_OWED, or_(*(_standing == standing.value for standing in (DueStanding.OVERDUE, DueStanding.SOON))))
    .order_by(*_IN_ORDER)
)
_OVERDUE_OF = (
    select(*_ITEM)
    .select_from(_WITH_NAMES)
    .where(
        _OWED,
        _standing == DueStanding.OVERDUE.value,
        or_(
            col(ObligationRow.unit) == bindparam("of_unit"),
            col(ObligationRow.level).in_(bindparam("of_levels", expanding=True)),
        ),
    )
    .order_by(*_IN_ORDER)
)
_COUNTS = (
    select(
        col(ObligationRow.level),
        col(ObligationRow.group),
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
_OVERDUE, _DUE_SOON = (_standing == standing.value for standing in (DueStanding.OVERDUE, DueStanding.SOON))
_TOTALS = select(
    func.count().label("owed"),
    func.count(case((_OVERDUE, 1))).label("overdue"),
    func.count(distinct(case((_OVERDUE, col(ObligationRow.unit))))).label("units_late"),
    func.count(case((_DUE_SOON, 1))).label("soon"),
).where(_OWED)
_STEPS = select(*_ITEM, *(getattr(RungSpentRow, name).label(f"step_{name}") for name in STEP_COLUMNS)).select_from(
    join(
        RungSpentRow,
        _WITH_NAMES,
        and_(col(ObligationRow.unit) == col(RungSpentRow.unit), col(ObligationRow.task) == col(RungSpentRow.task)),
    )
)
_LINES = _STEPS.where(col(RungSpentRow.letter) == bindparam("of_letter")).order_by(
    col(RungSpentRow.due), col(RungSpentRow.unit), col(RungSpentRow.task), col(RungSpentRow.is_copy)
)
_UNREACHABLE = _STEPS.where(col(RungSpentRow.day) == _ON, col(RungSpentRow.letter).is_(None)).order_by(
    col(RungSpentRow.unit), col(RungSpentRow.task)
)


class StandingTables(OnConnection):
    """`ports.Standings` on the tables."""

    def tallies(self, on: date, *, soon: date) -> Sequence[DueCount]:
        rows = self._rows(_COUNTS, on_day=on, soon=soon)
        return [DueCount(**row | {"standing": DueStanding(row["standing"])}) for row in rows]

    def totals(self, on: date, *, soon: date) -> DueTotals:
        [row] = self._rows(_TOTALS, on_day=on, soon=soon)
        return DueTotals(**row)

    def pressing(self, on: date, *, soon: date) -> Sequence[DueItem]:
        return [_item(row) for row in self._rows(_PRESSING, on_day=on, soon=soon)]

    def overdue_of(self, unit: str, levels: Collection[str], on: date) -> Sequence[DueItem]:
        return [_item(row) for row in self._rows(_OVERDUE_OF, of_unit=unit, of_levels=list(levels), on_day=on, soon=on)]

    def lines_of(self, letter: int, on: date) -> Sequence[ReminderLine]:
        return [_line(row) for row in self._rows(_LINES, of_letter=letter, on_day=on)]

    def without_address(self, on: date) -> Sequence[ReminderLine]:
        return [_line(row) for row in self._rows(_UNREACHABLE, on_day=on)]


def _item(row: Mapping[str, Any]) -> DueItem:
    derived = {name: row[name] for name in _DERIVED} | {"source": DueSource(row["source"])}
    shown = {column.key: row[column.key] for column in _ITEM if column.key not in _DERIVED}
    return DueItem(derived=Derived(**derived), due=row["due"], **shown)


def _line(row: Mapping[str, Any]) -> ReminderLine:
    step = step_of({name: row[f"step_{name}"] for name in STEP_COLUMNS})
    # Its day may have been moved since: the letter speaks of the day it was written for.
    return ReminderLine(step=step, item=_item({**row, "due": step.due}))
