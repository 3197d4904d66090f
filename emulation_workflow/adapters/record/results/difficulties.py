"""The register of difficulties in the record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from emulation_workflow.adapters.record.sql import OnConnection, Row, insert_into, values_of
from emulation_workflow.adapters.record.tables.results import DifficultyRow, DifficultyStepRow
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep, StepTaken

_KEPT = tuple(column for column in DifficultyRow.c if column.name != "key")
_ALL = select(*_KEPT).order_by(DifficultyRow.c.number)
_NUMBERED = _ALL.where(DifficultyRow.c.number == bindparam("of_number"))
_OF_UNIT = _ALL.where(DifficultyRow.c.unit == bindparam("of_unit"))
_WITH_KEY = _ALL.where(DifficultyRow.c.key == bindparam("of_key"))

_STEPS = select(DifficultyStepRow).order_by(DifficultyStepRow.c.difficulty, DifficultyStepRow.c.position)
_STEPS_OF = _STEPS.where(DifficultyStepRow.c.difficulty == bindparam("of_number"))
_LAST = select(func.coalesce(func.max(DifficultyStepRow.c.position), 0).label("position")).where(
    DifficultyStepRow.c.difficulty == bindparam("of_number")
)


class DifficultyTables(OnConnection):
    """`ports.Difficulties` on the tables."""

    def get(self, number: int) -> Difficulty | None:
        row = self._row(_NUMBERED, of_number=number)
        return _difficulty(row, self._rows(_STEPS_OF, of_number=number)) if row else None

    def all(self, unit: str | None = None) -> Sequence[Difficulty]:
        rows = self._rows(_ALL) if unit is None else self._rows(_OF_UNIT, of_unit=unit)
        steps: Mapping[int, list[Row]] = _by_difficulty(self._rows(_STEPS)) if rows else {}
        return [_difficulty(row, steps.get(row["number"], ())) for row in rows]

    def same_as(self, difficulty: Difficulty) -> Difficulty | None:
        row = self._row(_WITH_KEY, of_key=difficulty.key)
        return _difficulty(row, self._rows(_STEPS_OF, of_number=row["number"])) if row else None

    def add(self, difficulty: Difficulty) -> int:
        values = values_of(difficulty) | {"key": difficulty.key}
        del values["number"], values["steps"]
        [(number,)] = self._write(insert_into(DifficultyRow), **values)
        return int(number)

    def add_step(self, number: int, taken: StepTaken) -> int:
        last = self._row(_LAST, of_number=number)
        position = (int(last["position"]) if last else 0) + 1
        values = values_of(taken) | {"step": taken.step.value}
        self._insert(DifficultyStepRow, [{"difficulty": number, "position": position, **values}])
        return position


def _by_difficulty(rows: Sequence[Row]) -> Mapping[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["difficulty"]].append(row)
    return found


def _difficulty(row: Row, steps: Sequence[Row]) -> Difficulty:
    return Difficulty(**row, steps=tuple(_step(step) for step in steps))


def _step(row: Mapping[str, Any]) -> StepTaken:
    values = {name: row[name] for name in StepTaken.__slots__}
    return StepTaken(**values | {"step": DifficultyStep(row["step"])})
