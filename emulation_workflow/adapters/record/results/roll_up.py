"""What the roll-up is made of, read for all units at once: a few statements, however many units there are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, String, and_, bindparam, case, exists, or_, select, type_coerce
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from emulation_workflow.adapters.record.sql import OnConnection, without_mac
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.adapters.record.tables.results import DifficultyRow, DifficultyStepRow, ResultVersionRow
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.obligations.obligation import DueSource, ObligationState
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.roll_up import Figure, FigureKind, Reported, UnitOnDay, UnitStanding

_ON = bindparam("on_day", type_=Date)
_WORD = bindparam("of_word", type_=String)


def _within(day: ColumnElement[Any] | Mapped[Any]) -> ColumnElement[bool]:
    """Return the condition that the unit of the row was valid on `day`."""
    return and_(UnitRow.c.valid_from <= day, or_(UnitRow.c.valid_to.is_(None), UnitRow.c.valid_to >= day))


_event = aliased(ObligationRow, name="event")
_OWED_EVENT = and_(
    col(_event.unit) == UnitRow.c.code,
    col(_event.task) == bindparam("event"),
    col(_event.state) != ObligationState.ENDED.value,
)
_is_done = col(_event.done_on) <= _ON
_is_late = and_(_is_done, col(_event.done_on) > col(_event.due))
_is_moved = and_(
    _is_done,
    col(_event.source) == DueSource.ORDER.value,
    or_(
        col(_event.done_on) > col(_event.plan_due),
        and_(col(_event.plan_due).is_(None), col(_event.due).is_not(None)),
    ),
)
_standing = case(
    (_is_late, FigureKind.LATE.value),
    (_is_moved, FigureKind.IN_TIME_BY_ORDER.value),
    (_is_done, FigureKind.IN_TIME.value),
    (col(_event.is_cancelled), FigureKind.NOT_OWED.value),
    # Born after the window.
    (and_(col(_event.unit).is_(None), UnitRow.c.valid_from > date.min), FigureKind.NOT_OWED.value),
    (and_(col(_event.is_suspended).is_(False), col(_event.due) < _ON), FigureKind.NOT_HELD.value),
    else_=FigureKind.NOT_DUE.value,
)
"""As `domain.roll_up.standing`."""

_STANDINGS = (
    select(
        UnitRow.c.code,
        UnitRow.c.parent,
        UnitRow.c.group,
        _standing.label("stands"),
        case((_is_late, ""), (_is_moved, col(_event.order)), else_="").label("by_order"),
    )
    .select_from(UnitRow)
    .outerjoin(_event, _OWED_EVENT)
    .where(UnitRow.c.level == _WORD, _within(_ON))
)
_DONE = select(ObligationRow.c.unit, ObligationRow.c.task).where(
    ObligationRow.c.task.in_(bindparam("tasks", expanding=True)),
    ObligationRow.c.state != ObligationState.ENDED.value,
    ObligationRow.c.done_on <= _ON,
)
_OWING = (
    select(UnitRow.c.code, case((col(_event.done_on) <= _ON, 1), else_=0).label("is_done"))
    .select_from(UnitRow)
    .join(_event, _OWED_EVENT)
    .where(UnitRow.c.level == _WORD, _within(_ON))
)

_later = aliased(ResultVersionRow, name="later")
_is_over = UnitRow.c.valid_to < _ON
_BEARER = (
    UnitRow.c.code,
    UnitRow.c.level,
    UnitRow.c.parent,
    UnitRow.c.group,
    case((_is_over, 1), else_=0).label("is_over"),
    # The first day is part of a key, and only that of units that are over is asked for: most rows turn no day.
    type_coerce(case((_is_over, UnitRow.c.valid_from), else_=None), UnitRow.c.valid_from.type).label("valid_from"),
)
_REPORTED = (
    select(*_BEARER, ResultVersionRow.c.version, ResultVersionRow.c.sha256, ResultVersionRow.c.figures)
    .select_from(ResultVersionRow)
    .join(UnitRow, and_(UnitRow.c.code == ResultVersionRow.c.unit, _within(ResultVersionRow.c.held_on)))
    .where(
        ResultVersionRow.c.held_on <= _ON,
        # The latest of whoever bore the code when the conference was held.
        ~exists().where(
            col(_later.unit) == ResultVersionRow.c.unit,
            col(_later.version) > ResultVersionRow.c.version,
            or_(col(_later.held_on).is_(None), _within(col(_later.held_on))),
        ),
    )
    .order_by(ResultVersionRow.c.unit, ResultVersionRow.c.version)
)

_step, _next = aliased(DifficultyStepRow, name="step"), aliased(DifficultyStepRow, name="next")
_is_closed = exists().where(
    col(_step.difficulty) == DifficultyRow.c.number,
    col(_step.done_on) <= _ON,
    or_(*(col(_step.step) == step.value for step in (DifficultyStep.ANSWERED, DifficultyStep.SETTLED))),
    ~exists().where(
        col(_next.difficulty) == col(_step.difficulty),
        col(_next.position) > col(_step.position),
        col(_next.done_on) <= _ON,
    ),
)
_RAISED = (
    select(*_BEARER, case((_is_closed, 0), else_=1).label("is_open"))
    .select_from(DifficultyRow)
    .join(UnitRow, and_(UnitRow.c.code == DifficultyRow.c.unit, _within(DifficultyRow.c.raised_on)))
    .where(DifficultyRow.c.raised_on <= _ON)
    .order_by(DifficultyRow.c.number)
)

_UNITS_OF = select(UnitRow).where(UnitRow.c.level == _WORD, _within(_ON)).order_by(UnitRow.c.code)
_SINCE = bindparam("since", type_=Date)
_CHANGES = (
    select(UnitRow.c.code)
    .where(
        or_(
            and_(UnitRow.c.valid_from > _SINCE, UnitRow.c.valid_from <= _ON),
            and_(UnitRow.c.valid_to >= _SINCE, UnitRow.c.valid_to < _ON),
        )
    )
    .limit(1)
)


class RollUpTables(OnConnection):
    """`ports.RollUps` on the tables."""

    def standings(self, word: str, on: date, *, event: str) -> Iterator[UnitStanding]:
        for code, parent, group, kind, order in self._tuples(_STANDINGS, of_word=word, on_day=on, event=event):
            yield UnitStanding(code, parent, group, _figure(kind, order))

    def done(self, tasks: Sequence[str], on: date) -> Mapping[str, Collection[str]]:
        found: dict[str, set[str]] = {task: set() for task in tasks}
        for unit, task in self._tuples(_DONE, tasks=list(tasks), on_day=on):
            found[task].add(unit)
        return found

    def owing(self, word: str, task: str, on: date) -> Sequence[tuple[str, bool]]:
        return [(code, bool(is_done)) for code, is_done in self._tuples(_OWING, of_word=word, on_day=on, event=task)]

    def reported(self, on: date) -> Iterator[Reported]:
        for code, level, parent, group, is_over, since, version, sha256, figures in self._tuples(_REPORTED, on_day=on):
            yield Reported(UnitOnDay(code, level, parent, group, is_over, since), version, sha256, figures)

    def raised(self, on: date) -> Iterator[tuple[UnitOnDay, bool]]:
        for *bearer, is_open in self._tuples(_RAISED, on_day=on):
            yield UnitOnDay(*bearer), bool(is_open)

    def units_of(self, word: str, on: date) -> Sequence[Unit]:
        return [Unit(**without_mac(row)) for row in self._rows(_UNITS_OF, of_word=word, on_day=on)]

    def register_changed(self, since: date, until: date) -> bool:
        return self._row(_CHANGES, since=since, on_day=until) is not None


@lru_cache(maxsize=4096)
def _figure(kind: str, name: str) -> Figure:
    return Figure(FigureKind(kind), name)
