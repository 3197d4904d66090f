"""Find the conferences without a report though it is time, in one statement whatever the number of units."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, Text, and_, bindparam, exists, func, or_, select
from sqlmodel import col

from emulation_workflow.adapters.record.obligations.neighbours import IS_WITHDRAWN, LATEST_PLAN, PLANNED_ON
from emulation_workflow.adapters.record.reminders.conditions import is_valid
from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.base import Instant
from emulation_workflow.adapters.record.tables.cases import PlanVersionRow
from emulation_workflow.adapters.record.tables.mail import LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.adapters.record.tables.results import ResultVersionRow
from emulation_workflow.domain.approval.transitions import UNIT
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, ObligationState
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.report_requests import Awaited

_UNIT = tuple(Unit.__slots__)
_DERIVED = tuple(name for name in Derived.__slots__ if name != "unit")
_TODAY = bindparam("today", type_=Date)

# As all that is written to many on a day; only such letters can be found by their kind and day.
_IS_OF_NO_VERSION = col(LetterRow.plan_version).is_(None)

_ASKED = (
    select(col(LetterRow.unit), func.max(col(LetterRow.written_at)).label("asked_at"))
    .where(col(LetterRow.kind) == LetterKind.RESULT_ASKED.value, _IS_OF_NO_VERSION)
    .group_by(col(LetterRow.unit))
    .subquery()
)
_HAS_REPORT = exists().where(
    col(ResultVersionRow.unit) == col(UnitRow.code),
    or_(
        col(UnitRow.valid_from).is_(None),
        col(ResultVersionRow.held_on).is_(None),
        col(ResultVersionRow.held_on) >= col(UnitRow.valid_from),
    ),
)
_IS_HELD = (col(ObligationRow.state) == ObligationState.DONE.value) & or_(
    col(UnitRow.valid_from).is_(None), col(ObligationRow.done_on) >= col(UnitRow.valid_from)
)
_IS_OVER = (
    or_(*(col(ObligationRow.state) == state.value for state in (ObligationState.PENDING, ObligationState.OVERDUE)))
    & (col(ObligationRow.waiting_on) == UNIT)
    & or_(col(ObligationRow.due) < _TODAY, bindparam("today_text", type_=Text()) > PLANNED_ON)
)


@cache
def _awaited_of(tasks: tuple[str, ...]) -> Select[Any]:
    return (
        select(
            *(getattr(UnitRow, name) for name in _UNIT),
            *(getattr(ObligationRow, name).label(f"of_{name}") for name in _DERIVED),
            col(ObligationRow.done_on),
            col(PlanVersionRow.version),
            col(PlanVersionRow.received_at),
            PLANNED_ON.label("planned_on"),
            _ASKED.c.asked_at,
        )
        .join(ObligationRow, and_(col(ObligationRow.unit) == col(UnitRow.code), col(ObligationRow.task).in_(tasks)))
        .outerjoin(
            PlanVersionRow,
            and_(
                col(PlanVersionRow.unit) == col(UnitRow.code), col(PlanVersionRow.version) == LATEST_PLAN, ~IS_WITHDRAWN
            ),
        )
        .outerjoin(_ASKED, _ASKED.c.unit == col(UnitRow.code))
        .where(
            is_valid(UnitRow, _TODAY),
            ~_HAS_REPORT,
            or_(_IS_HELD, _IS_OVER),
        )
        .order_by(col(UnitRow.code))
    )


@cache
def _addressed_by(kinds: tuple[str, ...]) -> Select[Any]:
    return (
        select(col(LetterRecipientRow.email))
        .join(LetterRow, col(LetterRow.number) == col(LetterRecipientRow.letter))
        .where(
            col(LetterRow.kind).in_(kinds),
            _IS_OF_NO_VERSION,
            col(LetterRow.written_at) >= bindparam("since", type_=Instant),
        )
        .distinct()
    )


class AskingTables(OnConnection):
    """`ports.ReportRequests` on the tables."""

    def awaited(self, tasks: Collection[str], on: date) -> Sequence[Awaited]:
        rows = self._rows(_awaited_of(tuple(sorted(tasks))), today=on, today_text=on.isoformat())
        return [_awaited(row) for row in rows]

    def addressed_since(self, moment: datetime, kinds: Collection[LetterKind]) -> Collection[str]:
        rows = self._rows(_addressed_by(tuple(kind.value for kind in kinds)), since=moment)
        return {row["email"].lower() for row in rows}


def _awaited(row: dict[str, Any]) -> Awaited:
    unit = Unit(**{name: row[name] for name in _UNIT})
    derived = {name: row[f"of_{name}"] for name in _DERIVED}
    # A plan is that of whoever bore the code when it came: codes are reused in time.
    has_plan = row["version"] is not None and unit.is_valid_on(row["received_at"].date())
    planned_on = date.fromisoformat(row["planned_on"]) if has_plan and row["planned_on"] else None
    return Awaited(
        unit=unit,
        derived=Derived(unit=unit.code, **{**derived, "source": DueSource(derived["source"])}),
        held_on=row["done_on"],
        plan_version=row["version"] if has_plan else None,
        planned_on=planned_on,
        asked_on=row["asked_at"].date() if row["asked_at"] else None,
    )
