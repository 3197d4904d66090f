"""The days of other units' conferences, each set of them in one statement."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import JSON, Text, and_, bindparam, cast, exists, func, literal_column, or_, select, union

from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.cases import PilotCaseRow
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.plans import PlanVersionRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.registers.units import Unit

_UNIT = tuple(Unit.__slots__)
# The body is text: PostgreSQL takes it for JSON where it is told so, SQLite by itself.
PLANNED_ON = cast(PlanVersionRow.c.body, JSON().with_variant(Text(), "sqlite"))["held_on"].as_string()
_versions = PlanVersionRow.__table__.alias()
LATEST_PLAN = select(func.max(_versions.c.version)).where(_versions.c.unit == UnitRow.c.code).scalar_subquery()
IS_WITHDRAWN = exists().where(PilotCaseRow.c.unit == PlanVersionRow.c.unit, PilotCaseRow.c.plan_sha256 == "")

_DAYS = (
    select(
        *(UnitRow.c[name] for name in _UNIT),
        ObligationRow.c.done_on,
        PlanVersionRow.c.received_at,
        PLANNED_ON.label("planned_on"),
    )
    .outerjoin(
        ObligationRow,
        and_(ObligationRow.c.unit == UnitRow.c.code, ObligationRow.c.task == bindparam("of_task", type_=Text())),
    )
    .outerjoin(
        PlanVersionRow,
        and_(PlanVersionRow.c.unit == UnitRow.c.code, PlanVersionRow.c.version == LATEST_PLAN, ~IS_WITHDRAWN),
    )
    .where(or_(ObligationRow.c.done_on.is_not(None), PlanVersionRow.c.unit.is_not(None)))
)
_OF_UNIT = _DAYS.where(UnitRow.c.code == bindparam("of_code"))
_UNDER = _DAYS.where(UnitRow.c.parent == bindparam("of_parent"))
_AT_LEVEL = _DAYS.where(UnitRow.c.level == bindparam("of_level"))
# From the few that have a day to their units: of a level with many units most may have none.
_IS_DONE = ObligationRow.c.state == ObligationState.DONE.value
_UNGATED = union(
    *(
        select(table.c.unit).where(condition, ~exists().where(PilotCaseRow.c.unit == table.c.unit))
        for table, condition in ((PlanVersionRow, PlanVersionRow.c.gate.is_(None)), (ObligationRow, _IS_DONE))
    )
)
# The level is told with nothing behind it, or SQLite would begin with the level's units after all.
_UNGATED_AT_LEVEL = _DAYS.where(
    UnitRow.c.code.in_(_UNGATED), UnitRow.c.level.concat(literal_column("''")) == bindparam("of_level")
)


class NeighbourTables(OnConnection):
    """`ports.Neighbours` on the tables."""

    def day_of(self, code: str, *, task: str, on: date) -> Sequence[Neighbour]:
        return _neighbours(self._rows(_OF_UNIT, of_code=code, of_task=task), on)

    def days_under(self, parent: str, *, task: str, on: date) -> Sequence[Neighbour]:
        return _neighbours(self._rows(_UNDER, of_parent=parent, of_task=task), on)

    def days_at(self, level: str, *, task: str, on: date, only_ungated: bool = False) -> Sequence[Neighbour]:
        statement = _UNGATED_AT_LEVEL if only_ungated else _AT_LEVEL
        return _neighbours(self._rows(statement, of_level=level, of_task=task), on)


def _neighbours(rows: Sequence[dict[str, Any]], on: date) -> Sequence[Neighbour]:
    """Those valid on the day whose conference has a day: the one it was held on, or else the one its plan names."""
    found = [(Unit(**{name: row[name] for name in _UNIT}), row) for row in rows]
    return [
        Neighbour(unit=unit, held_on=day) for unit, row in found if unit.is_valid_on(on) and (day := _day(unit, row))
    ]


def _day(unit: Unit, row: dict[str, Any]) -> date | None:
    """A plan is that of whoever bore the code when it came: codes are reused in time."""
    held: date | None = row["done_on"]
    if held is not None or row["planned_on"] is None or not unit.is_valid_on(row["received_at"].date()):
        return held
    return date.fromisoformat(row["planned_on"])
