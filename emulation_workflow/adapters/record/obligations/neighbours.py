"""The days of other units' conferences, each set of them in one statement."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Executable,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.cases import PilotCaseRow, PlanVersionRow
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.registers import Unit
from emulation_workflow.ports import Circle, CircleKind

_UNIT = tuple(Unit.__slots__)
# The body is text: PostgreSQL takes it for JSON where it is told so, SQLite by itself.
PLANNED_ON = cast(PlanVersionRow.c.body, JSON().with_variant(Text(), "sqlite"))["held_on"].as_string()
_versions = aliased(PlanVersionRow)
LATEST_PLAN = select(func.max(col(_versions.version))).where(col(_versions.unit) == UnitRow.c.code).scalar_subquery()
IS_WITHDRAWN = exists().where(PilotCaseRow.c.unit == PlanVersionRow.c.unit, PilotCaseRow.c.plan_sha256 == "")

# From the few that have a day to their units: of a level with many units most may have none.
_IS_DONE = ObligationRow.c.state == ObligationState.DONE.value
_UNGATED = union(
    *(
        select(table.c.unit).where(condition, ~exists().where(PilotCaseRow.c.unit == table.c.unit))
        for table, condition in ((PlanVersionRow, PlanVersionRow.c.gate.is_(None)), (ObligationRow, _IS_DONE))
    )
)


class NeighbourTables(OnConnection):
    """`ports.Neighbours` on the tables."""

    def days(self, circles: Sequence[Circle], on: date) -> Sequence[Neighbour]:
        if not circles:
            return ()
        values = {
            f"{name}_{place}": value
            for place, circle in enumerate(circles)
            for name, value in (("of", circle.of), ("task", circle.task))
        }
        statement = _days_of(tuple(circle.kind for circle in circles))
        return _neighbours(self._rows(statement, **values), on)


@cache
def _days_of(kinds: tuple[CircleKind, ...]) -> Executable:
    """Return the one statement that asks about circles of these kinds."""
    selects = [_days(kind, bindparam(f"of_{place}"), place) for place, kind in enumerate(kinds)]
    return union_all(*selects) if len(selects) > 1 else selects[0]


def _days(kind: CircleKind, of: BindParameter[Any], place: int) -> Select[Any]:
    match kind:
        case CircleKind.UNIT:
            in_circle = UnitRow.c.code == of
        case CircleKind.UNDER:
            in_circle = UnitRow.c.parent == of
        case CircleKind.LEVEL:
            in_circle = UnitRow.c.level == of
        case CircleKind.UNGATED_OF_LEVEL:
            # The level is named with nothing behind it, or SQLite would begin with the level's units after all.
            in_circle = and_(UnitRow.c.code.in_(_UNGATED), UnitRow.c.level.concat(literal_column("''")) == of)
    task = bindparam(f"task_{place}", type_=Text())
    return (
        select(
            *(UnitRow.c[name] for name in _UNIT),
            ObligationRow.c.done_on,
            PlanVersionRow.c.received_at,
            PLANNED_ON.label("planned_on"),
        )
        .outerjoin(ObligationRow, and_(ObligationRow.c.unit == UnitRow.c.code, ObligationRow.c.task == task))
        .outerjoin(
            PlanVersionRow,
            and_(PlanVersionRow.c.unit == UnitRow.c.code, PlanVersionRow.c.version == LATEST_PLAN, ~IS_WITHDRAWN),
        )
        .where(in_circle, or_(ObligationRow.c.done_on.is_not(None), PlanVersionRow.c.unit.is_not(None)))
    )


def _neighbours(rows: Sequence[dict[str, Any]], on: date) -> Sequence[Neighbour]:
    """Return the units valid on the day whose conference has a day: when it was held, or else what the plan names."""
    found = [(Unit(**{name: row[name] for name in _UNIT}), row) for row in rows]
    return [
        Neighbour(unit=unit, held_on=day) for unit, row in found if unit.is_valid_on(on) and (day := _day(unit, row))
    ]


def _day(unit: Unit, row: dict[str, Any]) -> date | None:
    # A plan is that of whoever bore the code when it came: codes are reused in time.
    held: date | None = row["done_on"]
    if held is not None or row["planned_on"] is None or not unit.is_valid_on(row["received_at"].date()):
        return held
    return date.fromisoformat(row["planned_on"])
