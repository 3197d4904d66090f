"""What the parts of a transaction share: the connection, and rows as plain values.

Statements are built once, at import, with bound parameters. SQLAlchemy compiles each once, and the driver is handed the
result: an act is some twenty statements, and SQLAlchemy's own way of executing them takes longer than the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Dialect, Executable
from sqlalchemy.sql.compiler import SQLCompiler

from emulation_workflow.adapters.record.engine import Line, execute

Row = dict[str, Any]
Names = tuple[str, ...]
Turn = Callable[[Any], Any]


def values_of(value: object) -> dict[str, object]:
    """A slotted dataclass's fields by name, as they are."""
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]  # every slotted one has them


class Compiled:
    """A statement in one database's words, given values of these names.

    It knows which values have to be turned into what the driver takes, and back. A list of unknown length cannot be
    given (`column.in_(…)`): ask for a join or a subquery instead.
    """

    def __init__(self, statement: Executable, dialect: Dialect, names: Names) -> None:
        compiled = cast("SQLCompiler", statement.compile(dialect=dialect, column_keys=names))  # type: ignore[attr-defined]  # of all that compiles
        if compiled.post_compile_params:
            raise TypeError(f"a list of unknown length cannot be given: {compiled}")
        binds = {name: compiled.binds[name] for name in compiled.params}
        columns = tuple(getattr(statement, "exported_columns", ()))
        self.text = str(compiled)
        turns = _turns((name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in binds.items())
        own = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        self._own = tuple(turns[name](value) if name in turns else value for name, value in own.items())
        self._to_driver = tuple((names.index(name), turn) for name, turn in turns.items() if name not in own)
        at_hand = (*names, *own)
        self._names = at_hand if compiled.positiontup is None else None
        # As the driver is handed them mostly: nothing has then to be put in order.
        is_in_order = tuple(compiled.positiontup or ()) == at_hand
        self._order = None if is_in_order else tuple(at_hand.index(name) for name in compiled.positiontup or ())
        self._columns = tuple(column.key for column in columns)
        self._from_driver = tuple(
            _turns(
                (column.key, column.type.dialect_impl(dialect).result_processor(dialect, None)) for column in columns
            ).items()
        )

    def bound(self, values: Iterable[object]) -> Sequence[object] | Mapping[str, object]:
        """`values`, in the order of their names, and those of the statement's own, as the driver takes them."""
        given = [*values, *self._own]
        for place, turn in self._to_driver:
            given[place] = turn(given[place])
        if self._names is not None:
            return dict(zip(self._names, given, strict=True))
        return given if self._order is None else [given[place] for place in self._order]

    def tuples(self, found: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """What the driver found, in the order of the columns."""
        if not self._from_driver:
            return found
        turned: list[Sequence[Any]] = []
        places = [(self._columns.index(name), turn) for name, turn in self._from_driver]
        for row in found:
            one = list(row)
            for place, turn in places:
                one[place] = turn(one[place])
            turned.append(one)
        return turned

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Row]:
        """What the driver found, by column."""
        rows = [dict(zip(self._columns, row, strict=True)) for row in found]
        for name, turn in self._from_driver:
            for row in rows:
                row[name] = turn(row[name])
        return rows


@lru_cache(maxsize=1024)
def _compiled(statement: Executable, dialect: Dialect, names: Names) -> Compiled:
    return Compiled(statement, dialect, names)


def _turns(types: Iterable[tuple[str, Turn | None]]) -> dict[str, Turn]:
    """The names whose values the driver does not take, or give, as they are."""
    return {name: turn for name, turn in types if turn is not None}


class OnConnection:
    """A part of a transaction, on the transaction's line.

    Faults of the database are raised as SQLAlchemy's (`sqlalchemy.exc.DBAPIError`), whatever the driver.
    """

    def __init__(self, line: Line) -> None:
        self._dialect, self._driver = line

    def _rows(self, statement: Executable, **values: object) -> list[Row]:
        compiled = _compiled(statement, self._dialect, tuple(values))
        found = execute(self._dialect, self._driver.execute, compiled.text, compiled.bound(values.values()))
        return compiled.rows(found.fetchall())

    def _tuples(self, statement: Executable, **values: object) -> Sequence[Sequence[Any]]:
        """As `_rows`, without names: for statements that find very many."""
        compiled = _compiled(statement, self._dialect, tuple(values))
        found = execute(self._dialect, self._driver.execute, compiled.text, compiled.bound(values.values()))
        return compiled.tuples(found.fetchall())

    def _row(self, statement: Executable, **values: object) -> Row | None:
        """The one row there is, if any."""
        rows = self._rows(statement, **values)
        return rows[0] if rows else None

    def _write(self, statement: Executable, **values: object) -> int:
        """How many rows were written."""
        compiled = _compiled(statement, self._dialect, tuple(values))
        return int(
            execute(self._dialect, self._driver.execute, compiled.text, compiled.bound(values.values())).rowcount
        )

    def _write_all(self, statement: Executable, rows: Sequence[Row]) -> None:
        """Once for each of `rows`, all of which name the same values."""
        if rows:
            names = tuple(rows[0])
            compiled = _compiled(statement, self._dialect, names)
            several = [compiled.bound(row[name] for name in names) for row in rows]
            execute(self._dialect, self._driver.cursor().executemany, compiled.text, several)
