"""How a form's parts and fields are shown: what is asked, what is typed, and what is wrong beside each field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE
from emulation_workflow.adapters.forms.changes import shown
from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry, FormTable
from emulation_workflow.adapters.page_forms.page_form import PageForm, PagePart, row_number
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.fields import FieldKind

Beside = Sequence[tuple[str, str]]
"""What is wrong: the field's key, and words."""
Notes = Sequence[tuple[str, str, str]]
"""What was found: the field's key, verdict, words."""


def overview_context(form: PageForm, beside: Beside, notes: Notes) -> dict[str, Any]:
    """Return the context of the page that shows how far each part is filled."""
    parts = [_part_row(form, part, beside, notes) for part in form.parts]
    known = {fault for part in parts for fault in part["faults"]}
    return {
        "given": [{"label": label, "text": text, "clause": clause} for label, text, clause in form.layout.given],
        "basis": form.layout.basis,
        "parts_of_form": parts,
        "faults": [text for _, text in beside if text not in known],
    }


def _part_row(form: PageForm, part: PagePart, beside: Beside, notes: Notes) -> dict[str, Any]:
    faults = [text for key, text in beside if _is_in(part, key)]
    found = [text for key, _, text in notes if _is_in(part, key)]
    if part.table is not None:
        filled, asked = len(form.typed.rows.get(part.table.key, ())), 0
    else:
        entries = [entry for entry in part.entries if entry.kind is not EntryKind.SUM]
        filled, asked = sum(bool(form.typed.values.get(entry.key)) for entry in entries), len(entries)
    return {
        "slug": part.slug,
        "title": part.title,
        "filled": filled,
        "asked": asked,
        "faults": faults,
        "found": len(found),
    }


def _is_in(part: PagePart, key: str) -> bool:
    """Return whether the part has the field with this key, or some of its rows."""
    if part.table is not None:
        return key.partition(".")[0] == part.table.key
    return any(key and (entry.key == key or entry.key.startswith(f"{key}.")) for entry in part.entries)


def part_context(form: PageForm, part: PagePart, beside: Beside, notes: Notes) -> dict[str, Any]:
    """Return the context of one part's fields."""
    return {"fields": list(_fields(form, part, beside, notes)), "table": None}


def _fields(form: PageForm, part: PagePart, beside: Beside, notes: Notes) -> Iterator[dict[str, Any]]:
    told: set[str] = set()
    for entry in part.entries:
        name = entry.key.partition(".")[0]
        keys = {entry.key} if name in told else {entry.key, name}
        here = [(verdict, text) for key, verdict, text in notes if key in keys] if entry.key else []
        told.add(name)
        faults = [text for key, text in beside if key == entry.key]
        yield _field(form, entry) | {"faults": faults, "notes": [{"verdict": v, "text": text} for v, text in here]}


def _field(form: PageForm, entry: FormEntry) -> dict[str, Any]:
    name = entry.key.partition(".")[0]
    kind = form.kind.fields[name].kind if name else None
    value = form.typed.values.get(entry.key, "")
    planned = form.planned.get(entry.key)
    return {
        "key": entry.key,
        "label": entry.label,
        "hint": words.joined([entry.hint, words.PLANNED.format(value=shown(planned)) if planned is not None else ""]),
        "clause": entry.clause,
        "value": value,
        "box": _box(entry, kind),
        "choices": entry.choices,
        "yes": words.YES,
        "on_agenda": form.kind.on_agenda,
        "minutes_key": f"{entry.key} {MINUTES}",
        "note_key": f"{entry.key} {NOTE}",
        "minutes": form.typed.values.get(f"{entry.key} {MINUTES}", ""),
        "note": form.typed.values.get(f"{entry.key} {NOTE}", ""),
        "sum": _sum(form, entry) if entry.kind is EntryKind.SUM else None,
    }


def _box(entry: FormEntry, kind: FieldKind | None) -> str:
    """Return what is typed or chosen in: the name of a piece of the template."""
    if entry.kind in (EntryKind.SUM, EntryKind.AGENDA, EntryKind.NOTE, EntryKind.COUNT, EntryKind.DAY, EntryKind.HOUR):
        return entry.kind.value
    if kind is FieldKind.TICKS:
        return "tick"
    if entry.choices:
        return "choice" if entry.only_choices else "suggested"
    return "line"


def _sum(form: PageForm, entry: FormEntry) -> dict[str, Any]:
    """Return what the counts above add up to, and whether that is more than is permitted."""
    counts = [text for key, text in form.typed.values.items() if key.startswith("delegates.")]
    total = sum(int(text) for text in counts if text.isdecimal() and len(text) < 7)  # noqa: PLR2004 - no count is longer
    is_over = entry.at_most is not None and total > entry.at_most
    return {"total": total, "over": words.OVER_CAP.format(cap=entry.at_most) if is_over else ""}


def row_context(
    form: PageForm, table: FormTable, beside: Beside, *, row: str, given: Mapping[str, str]
) -> dict[str, Any]:
    """Return the context of a table: the rows that are in, and the fields of the one that is being written."""
    rows = [dict(kept) for kept in form.typed.rows.get(table.key, ())]
    number = row_number(form, table, row)
    now = dict(given) or (rows[number] if number is not None else {})
    columns = [(column, column.key.rpartition(".")[2]) for column in table.columns]
    return {
        "table": {"title": table.title, "hint": table.hint, "clause": table.clause},
        "columns": [column.label for column, _ in columns],
        "rows": [
            {
                "mark": mark,
                "cells": [kept.get(part, "") for _, part in columns],
                "faults": [text for key, text in beside if _is_of_row(key, table.key, place)],
            }
            for place, (kept, mark) in enumerate(zip(rows, form.typed.row_marks(table.key), strict=True))
        ],
        "row": number,
        "mark": row,
        "fields": [
            {
                "key": part,
                "label": column.label,
                "hint": column.hint,
                "clause": "",
                "value": now.get(part, ""),
                "box": _box(column, form.kind.fields[column.key].kind),
                "choices": column.choices,
                "faults": [text for key, text in beside if key == f"{table.key}.{number}.{part}"],
                "notes": [],
            }
            for column, part in columns
        ],
    }


def _is_of_row(key: str, table: str, number: int) -> bool:
    return key == f"{table}.{number}" or key.startswith(f"{table}.{number}.")
