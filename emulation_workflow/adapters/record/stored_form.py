"""Rows in the very form in which SQLite stores them, whichever database they are in: what their digests are of.

The same cells come of values about to be written (`stored_cells`) and of columns read back (`as_stored`).
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    String,
    Table,
    Text,
    case,
    cast,
    extract,
    func,
    type_coerce,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import NULLTYPE

from emulation_workflow.domain.record.plain_json import as_json

_SQLITE = sqlite.dialect(json_serializer=as_json)


def stored_cells(table: Table, values: Mapping[str, Any]) -> tuple[object, ...]:
    """Return the row that these values by column key make, in the order of the table's columns."""
    get = values.get
    return tuple([process(get(key)) if process else get(key) for key, process in _processors(table)])


@cache
def as_stored(table: Table, dialect: str) -> tuple[ColumnElement[Any], ...]:
    """Return the table's columns as they read in stored form, each under its own name."""
    return tuple(_as_stored(column, dialect).label(column.name) for column in table.columns)


@cache
def key_places(table: Table) -> tuple[int, ...]:
    """Return where the columns of the primary key stand among all."""
    return tuple(place for place, column in enumerate(table.columns) if column.primary_key)


@cache
def _processors(table: Table) -> tuple[tuple[str, Callable[[Any], object] | None], ...]:
    return tuple((str(column.key), _processor(column)) for column in table.columns)


def _processor(column: Column[Any]) -> Callable[[Any], object] | None:
    """Return what makes of a value what SQLite would store in this column; None for what it stores as it is."""
    process = column.type.dialect_impl(_SQLITE).bind_processor(_SQLITE)
    if process is not None:
        return process
    as_type = str if isinstance(column.type, String) else int if isinstance(column.type, Integer) else None
    return None if as_type is None else lambda value: None if value is None else as_type(value)


def _as_stored(column: Column[Any], dialect: str) -> ColumnElement[Any]:
    kind = column.type if dialect == "postgresql" else NULLTYPE
    impl = getattr(kind, "impl_instance", kind)
    match impl:
        case Boolean():
            return cast(column, Integer)
        case DateTime():
            return _in_our_era(func.timezone("UTC", column, type_=DateTime()), "YYYY-MM-DD HH24:MI:SS.US")
        case Date():
            return _in_our_era(column, "YYYY-MM-DD")
        case JSON():
            return cast(column, Text)
        case _:
            return type_coerce(column, NULLTYPE)


def _in_our_era(moment: ColumnElement[Any], form: str) -> ColumnElement[Any]:
    """Return the moment in this form, which knows neither BC nor infinity: whatever is outside it reads otherwise."""
    is_in_it = func.isfinite(moment, type_=Boolean()) & (extract("year", moment) > 0)
    return case((is_in_it, func.to_char(moment, form, type_=Text())), else_=cast(moment, Text))
