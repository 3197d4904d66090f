"""The spreadsheet forms on which a unit writes its plan and its result report: made for the unit, read back exactly."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE, Filled, Value
from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.sheet import drawn
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import ResultReport, UnitForm
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms import result_form
from emulation_workflow.messages.forms.fields import FieldKind, FormField, parts_of
from emulation_workflow.messages.forms.plan_fields import FIELDS
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS
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
        return field.yes if value else None
    if field.kind in _LABELS and value:
        return _LABELS[field.kind][value].capitalize()
    return value or None


def form_bytes(
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    plan: UnitPlan | None = None,
    by_when: str = "",
    mark: str = "",
) -> bytes:
    """Return the unit's own form as an XLSX file; with `plan` written in, to be corrected, if one is given.

    `by_when` says until when it has to be sent, `mark` stands above everything. Rejected for a unit the plan does not
    bind.
    """
    filled = filled_plan(plan)
    return drawn(PLAN_FORM, campaign, unit, filled, parent=parent, by_when=by_when, mark=mark)


def filled_plan(plan: UnitPlan | None) -> Filled:
    """Return what the plan's form holds to begin with: the plan itself; nothing is stated for the unit."""
    return written(plan, FIELDS) if plan is not None else Filled()


def filled_report(plan: UnitPlan | None, report: ResultReport | None) -> Filled:
    """Return what the report's form holds to begin with: the report, or beside its fields what `plan` foresaw."""
    if report is not None:
        return written(report, REPORT_FIELDS)
    return _beside(plan) if plan is not None else Filled()


def result_form_bytes(
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    plan: UnitPlan | None = None,
    report: ResultReport | None = None,
    in_force: Window | None = None,
    by_when: str = "",
    mark: str = "",
) -> bytes:
    """Return the unit's own form as an XLSX file, with `report` written in, or beside empty cells what `plan` foresaw.

    `in_force` is the window that an order has put in place of the plan's; `by_when` says until when it has to be sent,
    `mark` stands above everything. Rejected for a unit the plan does not bind.
    """
    filled = filled_report(plan, report)
    return drawn(RESULT_FORM, campaign, unit, filled, parent=parent, in_force=in_force, by_when=by_when, mark=mark)


def _beside(plan: UnitPlan) -> Filled:
    """Return what of a plan foresees the conference; the paper's own head and notes are no part of a report."""
    stated = {key: value for key, value in written(plan, REPORT_FIELDS).values.items() if value is not None}
    values = {key: value for key, value in stated.items() if REPORT_FIELDS[key.partition(".")[0]].is_foreseen}
    source = result_form.PLAN_OF.format(number=plan.number) if plan.number else result_form.PLAN_WITHOUT_NUMBER
    return Filled(planned=values, planned_in=words.PLANNED_IN.format(plan=source))
