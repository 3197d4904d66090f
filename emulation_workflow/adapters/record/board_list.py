"""The Board's own list in the record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.mail import BoardItemRow
from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected

_ITEMS = select(BoardItemRow).order_by(BoardItemRow.c.number)
_OPEN_ITEMS = _ITEMS.where(BoardItemRow.c.closed_at.is_(None))
_OPEN_OF_KIND = (
    select(BoardItemRow)
    .where(BoardItemRow.c.kind == bindparam("of_kind"), BoardItemRow.c.closed_at.is_(None))
    .order_by(BoardItemRow.c.number.desc())
    .limit(1)
)
_WITH_KEY = select(BoardItemRow.c.number).where(BoardItemRow.c.key == bindparam("of_key"))
_OF_CAUSE = select(BoardItemRow.c.key, BoardItemRow.c.closed_at).where(
    (BoardItemRow.c.key == bindparam("of_key")) | BoardItemRow.c.key.startswith(bindparam("begins"), autoescape=False)
)
_WITH_NUMBER = select(BoardItemRow).where(BoardItemRow.c.number == bindparam("of_number"))
_CLOSE = update(BoardItemRow).where(BoardItemRow.c.number == bindparam("of_number"))


class BoardTables(OnConnection):
    """`ports.BoardList` on the tables."""

    def add(self, item: BoardItem) -> bool:
        if self._row(_WITH_KEY, of_key=item.key) is not None:
            return False
        values = values_of(item) | {"kind": item.kind.value, "facts": dict(item.params)}
        del values["number"], values["params"]
        self._insert(BoardItemRow, [values])
        return True

    def key_now(self, key: str) -> str:
        rows = self._rows(_OF_CAUSE, of_key=key, begins=f"{key}/")
        listed = [row for row in rows if row["key"] == key or row["key"].startswith(f"{key}/")]
        still_open = next((row["key"] for row in listed if row["closed_at"] is None), "")
        return still_open or (f"{key}/{len(listed) + 1}" if listed else key)

    def items(self, *, only_open: bool = True) -> Sequence[BoardItem]:
        return [_item(row) for row in self._rows(_OPEN_ITEMS if only_open else _ITEMS)]

    def open_of(self, kind: ItemKind) -> BoardItem | None:
        return _item(row) if (row := self._row(_OPEN_OF_KIND, of_kind=kind.value)) else None

    def close(self, number: int, *, at: datetime, by: str, note: str) -> BoardItem:
        row = self._row(_WITH_NUMBER, of_number=number)
        if row is None:
            raise Rejected(Problem(code=ProblemCode.ITEM_UNKNOWN, params={"number": number}))
        if row["closed_at"] is not None:
            params = {"number": number, "by": row["closed_by"], "day": row["closed_at"].date()}
            raise Rejected(Problem(code=ProblemCode.ITEM_CLOSED, params=params))
        self._write(_CLOSE, of_number=number, closed_at=at, closed_by=by, note=note)
        return _item(row | {"closed_at": at, "closed_by": by, "note": note})


def _item(row: dict[str, Any]) -> BoardItem:
    values = row | {"kind": ItemKind(row["kind"]), "params": row["facts"]}
    del values["facts"]
    return BoardItem(**values)
