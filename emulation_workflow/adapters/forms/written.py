"""What a plan or a report says, as the cells of its form say it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE, Filled, Value
from emulation_workflow.domain.submissions import UnitForm
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.fields import FieldKind, FormField, parts_of
from emulation_workflow.messages.labels import ATTENDANCE, PARTIES

_LABELS: Mapping[FieldKind, Mapping[Any, str]] = {FieldKind.MODE: ATTENDANCE, FieldKind.PARTY: PARTIES}


def written(form: UnitForm, declarations: Mapping[str, FormField]) -> Filled:
    """Return the values and rows of `form` by the fields' keys; what it does not state stays empty."""
    values: dict[str, Value] = {}
    rows: dict[str, list[dict[str, Value]]] = {}
    for key, value in _stated(form):
        field = declarations.get(key)
        if field is None:
            continue
        parts = parts_of(key, declarations)
        if field.kind is FieldKind.TABLE:
            rows[key] = [{part: _cell(kind, getattr(row, part)) for part, kind in parts.items()} for row in value]
        else:
            values |= {f"{key}{part}": cell for part, cell in _cells(field, parts, value)}
    return Filled(values=values, rows=rows)


def _stated(form: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(form):
        if field.name == "conference":
            yield from _stated(form.conference)
        else:
            yield field.name, getattr(form, field.name)


def _cells(field: FormField, parts: Mapping[str, FormField], value: Any) -> Iterator[tuple[str, Value]]:
    """Yield each cell of a field: what its key has behind the field's, and what is written in it."""
    match field.kind:
        case FieldKind.GROUP:
            yield from ((f".{part}", _cell(kind, getattr(value, part))) for part, kind in parts.items())
        case FieldKind.COUNTS:
            yield from ((f".{row}", count) for row, count in value.items())
        case FieldKind.TICKS:
            yield from ((f".{row}", words.YES) for row in value)
        case FieldKind.NOTES:
            yield from ((f".{number}", text) for number, text in enumerate(value, start=1))
        case FieldKind.AGENDA:
            for item in value:
                yield f".{item.content}", words.YES
                yield f".{item.content} {MINUTES}", item.minutes
                yield f".{item.content} {NOTE}", item.note or None
        case _:
            yield "", _cell(field, value)


def _cell(field: FormField, value: Any) -> Value:
    """Return one value as it is written; 0 stands only where it is a statement."""
    if field.kind is FieldKind.COUNT:
        count: int | None = value
        return count
    if field.kind is FieldKind.YES_NO:
        return field.answers[0] if value else None
    if field.kind in _LABELS and value:
        return _LABELS[field.kind][value].capitalize()
    return value or None
