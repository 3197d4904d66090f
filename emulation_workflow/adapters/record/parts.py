"""Several questions answered by one statement: rows of several tables, each under the name of its part."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Dialect, Select, Text, cast, literal_column, null, select, text, union_all
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from emulation_workflow.adapters.record.sql import Row

_DIALECTS: Mapping[str, Callable[..., Dialect]] = {"sqlite": SQLiteDialect, "postgresql": PGDialect}


class Parts:
    """Columns of several tables, each table's under a name; a joint column serves those of one type, one of each part.

    So the joint rows are hardly wider than the widest part.
    """

    def __init__(self, **parts: Iterable[ColumnElement[Any]]) -> None:
        self._types: list[TypeEngine[Any]] = []
        self._places = {name: self._placed(columns) for name, columns in parts.items()}
        self._keys = {
            name: [(str(column.key), 1 + place) for place, column in placed.items()]
            for name, placed in self._places.items()
        }

    def _placed(self, columns: Iterable[ColumnElement[Any]]) -> dict[int, ColumnElement[Any]]:
        """Return the columns by place: each at the first of its type that no other has taken."""
        placed: dict[int, ColumnElement[Any]] = {}
        for column in columns:
            places = (place for place, kind in enumerate(self._types) if type(kind) is type(column.type))
            free = next((place for place in places if place not in placed), None)
            if free is None:
                free = len(self._types)
                self._types.append(column.type)
            placed[free] = column
        return placed

    def select(self, name: str) -> Select[Any]:
        """Return the statement that selects one part, to be united with the others', that of the first part first.

        The first one's columns tell the types. The others' empty ones are bare: SQLAlchemy looks at the whole statement
        at each use.
        """
        placed, is_first = self._places[name], name == next(iter(self._places))
        empty = (cast(null(), kind) if is_first else null() for kind in self._types)
        columns = (placed.get(place, nothing) for place, nothing in enumerate(empty))
        return select(literal_column(f"'{name}'", Text()), *columns)

    def unite(self, selected: Sequence[Select[Any]], dialect: str) -> TextualSelect:
        """Return the parts' statements as one, in the text that SQLAlchemy makes of it for this dialect.

        At each use SQLAlchemy goes through the whole of a statement to find its text; a text it takes as it is.
        """
        made = union_all(*selected).compile(dialect=_DIALECTS[dialect](paramstyle="named"))
        columns = (Column(f"c{place}", kind) for place, kind in enumerate((Text(), *self._types)))
        given = {name: value for name, value in made.params.items() if value is not None}
        return text(str(made)).bindparams(**given).columns(*columns)

    def rows(self, found: Iterable[Sequence[Any]]) -> dict[str, list[Row]]:
        """Return each part's rows, by the columns' keys."""
        rows: dict[str, list[Row]] = {name: [] for name in self._places}
        for row in found:
            rows[row[0]].append({key: row[place] for key, place in self._keys[row[0]]})
        return rows
