"""Which conferences have no report though it is time, in one statement whatever the number of units."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, exists, false, func, or_, select

from emulation_workflow.adapters.record.obligations.neighbours import IS_WITHDRAWN, LATEST_PLAN, PLANNED_ON
from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.cases import (
    letter_recipients,
    letters,
    obligations,
    plan_versions,
    units,
)
from emulation_workflow.adapters.record.tables.results import result_versions
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.obligations.obligation import Derived, DueSource, ObligationState
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.report_requests import Awaited

HOLDS_THE_BALL = "unit"
_UNIT = tuple(Unit.__slots__)
_DERIVED = tuple(name for name in Derived.__slots__ if name != "unit")
_TODAY = bindparam("today", type_=units.c.valid_from.type)

# As all that is written to many on a day; only such letters can be found by their kind and day.
_IS_OF_NO_VERSION = letters.c.plan_version.is_(None)

_ASKED = (
    select(letters.c.unit, func.max(letters.c.written_at).label("asked_at"))
    .where(letters.c.kind == LetterKind.RESULT_ASKED.value, _IS_OF_NO_VERSION)
    .group_by(letters.c.unit)
    .subquery()
)
_HAS_REPORT = exists().where(
    result_versions.c.unit == units.c.code,
    or_(
        units.c.valid_from.is_(None),
        result_versions.c.held_on.is_(None),
        result_versions.c.held_on >= units.c.valid_from,
    ),
)
_IS_HELD = (obligations.c.state == ObligationState.DONE.value) & or_(
    units.c.valid_from.is_(None), obligations.c.done_on >= units.c.valid_from
)
_IS_OVER = (
    or_(*(obligations.c.state == state.value for state in (ObligationState.PENDING, ObligationState.OVERDUE)))
    & (obligations.c.waiting_on == HOLDS_THE_BALL)
    & or_(obligations.c.due < _TODAY, bindparam("today_text", type_=Text()) > PLANNED_ON)
)


def _is_one_of(column: ColumnElement[Any], values: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(false(), *(column == value for value in values))


@cache
def _awaited_of(tasks: tuple[str, ...]) -> Select[Any]:
    return (
        select(
            *(units.c[name] for name in _UNIT),
            *(obligations.c[name].label(f"of_{name}") for name in _DERIVED),
            obligations.c.done_on,
            plan_versions.c.version,
            plan_versions.c.received_at,
            PLANNED_ON.label("planned_on"),
            _ASKED.c.asked_at,
        )
        .join(obligations, and_(obligations.c.unit == units.c.code, _is_one_of(obligations.c.task, tasks)))
        .outerjoin(
            plan_versions,
            and_(plan_versions.c.unit == units.c.code, plan_versions.c.version == LATEST_PLAN, ~IS_WITHDRAWN),
        )
        .outerjoin(_ASKED, _ASKED.c.unit == units.c.code)
        .where(
            or_(units.c.valid_from.is_(None), units.c.valid_from <= _TODAY),
            or_(units.c.valid_to.is_(None), units.c.valid_to >= _TODAY),
            ~_HAS_REPORT,
            or_(_IS_HELD, _IS_OVER),
        )
        .order_by(units.c.code)
    )


@cache
def _addressed_by(kinds: tuple[str, ...]) -> Select[Any]:
    return (
        select(letter_recipients.c.email)
        .join(letters, letters.c.number == letter_recipients.c.letter)
        .where(
            _is_one_of(letters.c.kind, kinds),
            _IS_OF_NO_VERSION,
            letters.c.written_at >= bindparam("since", type_=letters.c.written_at.type),
        )
        .distinct()
    )


class AskingTables(OnConnection):
    """`ports.Asking` on the tables."""

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
