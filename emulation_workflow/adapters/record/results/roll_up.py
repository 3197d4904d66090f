"""What the roll-up is made of, read for all units at once: a few statements, however many units there are."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, String, and_, bindparam, case, exists, or_, select, type_coerce

from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.adapters.record.tables.results import DifficultyRow, DifficultyStepRow, ResultVersionRow
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.obligations.obligation import DueSource, ObligationState
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.roll_up import Figure, FigureKind, Reported, UnitOnDay, UnitStanding

_ON = bindparam("on_day", type_=Date)
_WORD = bindparam("of_word", type_=String)


def _within(day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that the unit of the row was valid on `day`."""
    return and_(UnitRow.c.valid_from <= day, or_(UnitRow.c.valid_to.is_(None), UnitRow.c.valid_to >= day))


_event, _plan, _list = (ObligationRow.__table__.alias(name) for name in ("event", "plan", "list"))


def _owed(table: Any, task: str) -> ColumnElement[bool]:
    return and_(
        table.c.unit == UnitRow.c.code,
        table.c.task == bindparam(task),
        table.c.state != ObligationState.ENDED.value,
    )


_is_done = _event.c.done_on <= _ON
_is_late = and_(_is_done, _event.c.done_on > _event.c.due)
_is_moved = and_(_is_done, _event.c.source == DueSource.ORDER.value, _event.c.done_on > _event.c.plan_due)
_standing = case(
    (_is_late, FigureKind.LATE.value),
    (_is_moved, FigureKind.IN_TIME_BY_ORDER.value),
    (_is_done, FigureKind.IN_TIME.value),
    (_event.c.is_cancelled, FigureKind.NOT_OWED.value),
    # Born after the window.
    (and_(_event.c.unit.is_(None), UnitRow.c.valid_from > date.min), FigureKind.NOT_OWED.value),
    (and_(_event.c.is_suspended.is_(False), _event.c.due < _ON), FigureKind.NOT_HELD.value),
    else_=FigureKind.NOT_DUE.value,
)
"""As `domain.roll_up.standing`."""

_STANDINGS = (
    select(
        UnitRow.c.code,
        UnitRow.c.parent,
        UnitRow.c.group,
        _standing.label("stands"),
        case((_is_late, ""), (_is_moved, _event.c.order), else_="").label("by_order"),
        *(
            case((table.c.done_on <= _ON, 1), else_=0).label(name)
            for name, table in (("has_plan", _plan), ("has_list", _list))
        ),
    )
    .select_from(
        UnitRow.__table__.outerjoin(_event, _owed(_event, "event"))
        .outerjoin(_plan, _owed(_plan, "plan"))
        .outerjoin(_list, _owed(_list, "delegate_list"))
    )
    .where(UnitRow.c.level == _WORD, _within(_ON))
)
_OWING = (
    select(UnitRow.c.code, case((_event.c.done_on <= _ON, 1), else_=0).label("is_done"))
    .select_from(UnitRow.__table__.join(_event, _owed(_event, "event")))
    .where(UnitRow.c.level == _WORD, _within(_ON))
)

_later = ResultVersionRow.__table__.alias("later")
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
    .select_from(
        ResultVersionRow.__table__.join(
            UnitRow, and_(UnitRow.c.code == ResultVersionRow.c.unit, _within(ResultVersionRow.c.held_on))
        )
    )
    .where(
        ResultVersionRow.c.held_on <= _ON,
        # The latest of whoever bore the code when the conference was held.
        ~exists().where(
            _later.c.unit == ResultVersionRow.c.unit,
            _later.c.version > ResultVersionRow.c.version,
            or_(_later.c.held_on.is_(None), _within(_later.c.held_on)),
        ),
    )
    .order_by(ResultVersionRow.c.unit, ResultVersionRow.c.version)
)

_step, _next = DifficultyStepRow.__table__.alias("step"), DifficultyStepRow.__table__.alias("next")
_is_closed = exists().where(
    _step.c.difficulty == DifficultyRow.c.number,
    _step.c.done_on <= _ON,
    or_(*(_step.c.step == step.value for step in (DifficultyStep.ANSWERED, DifficultyStep.SETTLED))),
    ~exists().where(
        _next.c.difficulty == _step.c.difficulty, _next.c.position > _step.c.position, _next.c.done_on <= _ON
    ),
)
_RAISED = (
    select(*_BEARER, case((_is_closed, 0), else_=1).label("is_open"))
    .select_from(
        DifficultyRow.__table__.join(
            UnitRow, and_(UnitRow.c.code == DifficultyRow.c.unit, _within(DifficultyRow.c.raised_on))
        )
    )
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

    def standings(self, word: str, on: date, *, event: str, plan: str, delegate_list: str) -> Iterator[UnitStanding]:
        tasks = {"event": event, "plan": plan, "delegate_list": delegate_list}
        for code, parent, group, kind, order, has_plan, has_list in self._tuples(
            _STANDINGS, of_word=word, on_day=on, **tasks
        ):
            yield UnitStanding(code, parent, group, _figure(kind, order), has_plan, has_list)

    def owing(self, word: str, task: str, on: date) -> Sequence[tuple[str, bool]]:
        return [(code, bool(is_done)) for code, is_done in self._tuples(_OWING, of_word=word, on_day=on, event=task)]

    def reported(self, on: date) -> Iterator[Reported]:
        for code, level, parent, group, is_over, since, version, sha256, figures in self._tuples(_REPORTED, on_day=on):
            yield Reported(UnitOnDay(code, level, parent, group, is_over, since), version, sha256, figures)

    def raised(self, on: date) -> Iterator[tuple[UnitOnDay, bool]]:
        for *bearer, is_open in self._tuples(_RAISED, on_day=on):
            yield UnitOnDay(*bearer), bool(is_open)

    def units_of(self, word: str, on: date) -> Sequence[Unit]:
        return [Unit(**row) for row in self._rows(_UNITS_OF, of_word=word, on_day=on)]

    def register_changed(self, since: date, until: date) -> bool:
        return self._row(_CHANGES, since=since, on_day=until) is not None


@lru_cache(maxsize=4096)
def _figure(kind: str, name: str) -> Figure:
    return Figure(FigureKind(kind), name)
