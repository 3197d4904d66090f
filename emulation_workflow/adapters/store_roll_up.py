"""Figures added up where they lie: grouped by the database, by place and level, as of a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from emulation_workflow.adapters.sql import OnConnection, Row
from emulation_workflow.adapters.tables import obligations, units
from emulation_workflow.adapters.tables_results import difficulties, difficulty_steps, result_figures, result_versions
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.figures import Figure, FigureKind
from emulation_workflow.domain.obligations import DueSource, ObligationState
from emulation_workflow.domain.register import UnitKey
from emulation_workflow.domain.roll_up import Part, Slice, VersionUsed
from emulation_workflow.domain.units import Unit

_ON = bindparam("on_day", type_=Date)
_NAMELESS: ColumnElement[str] = literal_column("''")


def _within(day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the unit of the row was valid on `day`."""
    return and_(units.c.valid_from <= day, or_(units.c.valid_to.is_(None), units.c.valid_to >= day))


_OF_LEVEL = and_(units.c.level == bindparam("of_word"), _within(_ON))
_OVER = units.c.valid_to < _ON

_owed = and_(
    obligations.c.unit == units.c.code,
    obligations.c.task == bindparam("of_task"),
    obligations.c.state != ObligationState.ENDED.value,
)
_is_done = obligations.c.done_on <= _ON
_is_late = and_(_is_done, obligations.c.done_on > obligations.c.due)
_is_moved = and_(
    _is_done, obligations.c.source == DueSource.ORDER.value, obligations.c.done_on > obligations.c.plan_due
)
_standing = case(
    (_is_late, FigureKind.LATE.value),
    (_is_moved, FigureKind.IN_TIME_BY_ORDER.value),
    (_is_done, FigureKind.IN_TIME.value),
    (obligations.c.is_cancelled, FigureKind.NOT_OWED.value),
    (and_(obligations.c.is_suspended.is_(False), obligations.c.due < _ON), FigureKind.NOT_HELD.value),
    else_=FigureKind.NOT_DUE.value,
)
"""As `domain.roll_up.standing`."""
_by_order = case((_is_late, ""), (_is_moved, obligations.c.order), else_="")

_later = result_versions.alias("later")
_reported = and_(
    result_versions.c.unit == units.c.code,
    result_versions.c.held_on <= _ON,
    _within(result_versions.c.held_on),
    ~exists().where(
        _later.c.unit == result_versions.c.unit,
        _later.c.version > result_versions.c.version,
        or_(_later.c.held_on.is_(None), _within(_later.c.held_on)),
    ),
)
"""The latest version of whoever bore the code when the conference was held."""
_figures_of = and_(
    result_figures.c.unit == result_versions.c.unit, result_figures.c.version == result_versions.c.version
)

_step, _next = difficulty_steps.alias("step"), difficulty_steps.alias("next")
_is_closed = exists().where(
    _step.c.difficulty == difficulties.c.number,
    _step.c.done_on <= _ON,
    or_(*(_step.c.step == one.value for one in (DifficultyStep.ANSWERED, DifficultyStep.SETTLED))),
    ~exists().where(
        _next.c.difficulty == _step.c.difficulty, _next.c.position > _step.c.position, _next.c.done_on <= _ON
    ),
)
_raised = and_(difficulties.c.unit == units.c.code, difficulties.c.raised_on <= _ON, _within(difficulties.c.raised_on))


class _Counted:
    """What is counted, grouped in each of the ways it is asked for."""

    def __init__(
        self,
        found: Any,
        kind: FigureKind | ColumnElement[Any],
        name: ColumnElement[Any] = _NAMELESS,
        *,
        number: ColumnElement[Any] | None = None,
        where: ColumnElement[bool] | None = None,
    ) -> None:
        self._found = found
        self._kind = literal_column(f"'{kind.value}'") if isinstance(kind, FigureKind) else kind
        self._name = name
        self._number = func.count() if number is None else number
        self._where = where
        by_place = (units.c.parent, units.c.group)
        self.by_unit = self._grouped(*by_place, units.c.code.label("unit"), of=_OF_LEVEL)
        self.folded = self._grouped(*by_place, _NAMELESS.label("unit"), of=_OF_LEVEL)
        self.over = self._grouped(units.c.code, units.c.valid_from, of=_OVER)

    def _grouped(self, *key: Any, of: ColumnElement[bool]) -> Select[Any]:
        columns = (*key, self._kind.label("kind"), self._name.label("name"))
        statement = select(*columns, self._number.label("number")).select_from(self._found).where(of)
        if self._where is not None:
            statement = statement.where(self._where)
        # By place: on PostgreSQL an expression with values bound in it is not known again.
        return statement.group_by(*(literal_column(str(place)) for place in range(1, len(columns) + 1)))


_lacks_report = and_(_is_done, ~exists().where(_reported).correlate(units))
_HOLDING = _Counted(units.outerjoin(obligations, _owed), _standing, _by_order)
_OWED = _Counted(units.join(obligations, _owed), FigureKind.LESSONS_OWED)
_DONE = _Counted(units.join(obligations, _owed), FigureKind.LESSONS, where=_is_done)
_MISSING = _Counted(units.join(obligations, _owed), FigureKind.REPORTS_MISSING, where=_lacks_report)
_LACKS = (
    select(units.c.code)
    .select_from(units.join(obligations, _owed))
    .where(units.c.code == bindparam("of_unit"), _within(_ON), _lacks_report)
)
_OF_REPORTS = (
    _Counted(units.join(result_versions, _reported), FigureKind.REPORTS),
    _Counted(
        units.join(result_versions, _reported).join(result_figures, _figures_of),
        result_figures.c.kind,
        result_figures.c.name,
        number=func.sum(result_figures.c.number),
    ),
    _Counted(units.join(difficulties, _raised), FigureKind.DIFFICULTIES),
    _Counted(units.join(difficulties, _raised), FigureKind.DIFFICULTIES_OPEN, where=~_is_closed),
)
_VERSIONS = (
    select(units.c.code, units.c.valid_from, result_versions.c.version, result_versions.c.sha256)
    .select_from(units.join(result_versions, _reported))
    .order_by(units.c.code, result_versions.c.version)
)
_USED, _USED_OVER = _VERSIONS.where(_within(_ON)), _VERSIONS.where(_OVER)
_UNITS_OF = select(units).where(_OF_LEVEL).order_by(units.c.code)
_BOUNDARY = (
    select(units.c.code)
    .where(
        or_(
            and_(units.c.valid_from > bindparam("since", type_=Date), units.c.valid_from <= _ON),
            and_(units.c.valid_to >= bindparam("since", type_=Date), units.c.valid_to < _ON),
        )
    )
    .limit(1)
)


class RollUpTables(OnConnection):
    """`ports.RollUps` on the tables."""

    def holding(self, of: Slice, task: str) -> Sequence[Part]:
        return self._parts(_HOLDING, of, of_task=task)

    def owed(self, of: Slice, task: str, kind: FigureKind) -> Sequence[Part]:
        return self._parts(_OWED, of, kind, of_task=task)

    def done(self, of: Slice, task: str, kind: FigureKind) -> Sequence[Part]:
        return self._parts(_DONE, of, kind, of_task=task)

    def reported(self, of: Slice) -> Sequence[Part]:
        return [part for counted in _OF_REPORTS for part in self._parts(counted, of)]

    def unreported(self, of: Slice, task: str) -> Sequence[Part]:
        return self._parts(_MISSING, of, of_task=task)

    def lacks_report(self, unit: str, task: str, on: date) -> bool:
        return self._row(_LACKS, of_unit=unit, of_task=task, on_day=on) is not None

    def reported_by_past(self, on: date) -> Mapping[UnitKey, Mapping[Figure, int]]:
        past: dict[UnitKey, dict[Figure, int]] = {}
        for counted in _OF_REPORTS:
            for row in self._rows(counted.over, on_day=on):
                counts = past.setdefault((row["code"], row["valid_from"]), {})
                counts[_figure(row["kind"], row["name"])] = int(row["number"])
        return past

    def versions_used(self, on: date) -> Sequence[VersionUsed]:
        return [_used(row) for row in self._rows(_USED, on_day=on)]

    def versions_of_past(self, on: date) -> Sequence[tuple[UnitKey, VersionUsed]]:
        return [((row["code"], row["valid_from"]), _used(row)) for row in self._rows(_USED_OVER, on_day=on)]

    def units_of(self, word: str, on: date) -> Sequence[Unit]:
        return [Unit(**row) for row in self._rows(_UNITS_OF, of_word=word, on_day=on)]

    def register_changed(self, since: date, until: date) -> bool:
        return self._row(_BOUNDARY, since=since, on_day=until) is not None

    def _parts(self, counted: _Counted, of: Slice, kind: FigureKind | None = None, **more: object) -> list[Part]:
        statement = counted.by_unit if of.by_unit else counted.folded
        return [_part(row, of, kind) for row in self._rows(statement, of_word=of.word, on_day=of.on, **more)]


def _used(row: Row) -> VersionUsed:
    return VersionUsed(row["code"], row["version"], row["sha256"], row["code"])


def _part(row: Row, of: Slice, kind: FigureKind | None) -> Part:
    figure = Figure(kind) if kind else _figure(row["kind"], row["name"])
    return Part(of.level, row["parent"], row["group"], row["unit"], figure, int(row["number"]))


@lru_cache(maxsize=4096)
def _figure(kind: str, name: str) -> Figure:
    return Figure(FigureKind(kind), name)
