"""A unit's form on its page: the fields that its level is asked for, part by part, and what is typed in them."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE, Filled, Value
from emulation_workflow.adapters.forms.changes import shown
from emulation_workflow.adapters.forms.entries import layout
from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.layout import MAX_ROWS, EntryKind, FormEntry, FormKind, FormTable, Layout
from emulation_workflow.adapters.forms.written import filled_plan, filled_report
from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.domain.submissions import ResultReport, Typed, UnitPlan

KINDS: Mapping[str, FormKind] = {PLAN_FORM.mark: PLAN_FORM, RESULT_FORM.mark: RESULT_FORM}
"""By the marks under which drafts are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """A part of the form: a section's fields, or a table whose rows are written one by one. `slug` is its address."""

    slug: str
    title: str
    entries: tuple[FormEntry, ...] = ()
    table: FormTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """One unit's form and what is typed in it, by the fields' keys.

    `planned` is what the unit's plan foresaw.
    """

    layout: Layout
    campaign: Campaign
    unit: Unit
    typed: Typed
    parts: tuple[PagePart, ...]
    planned: Mapping[str, Value]

    @property
    def kind(self) -> FormKind:
        return self.layout.kind

    def part(self, slug: str) -> PagePart | None:
        return next((part for part in self.parts if part.slug == slug), None)


def begun(kind: FormKind, plan: UnitPlan | None, report: ResultReport | None) -> Typed:
    """Return what a form holds that nobody has typed in yet: what was sent last, to be corrected."""
    filled = _filled(kind, plan, report)
    return Typed(
        values={key: shown(value) for key, value in filled.values.items() if value is not None},
        rows={key: [_texts(row) for row in rows] for key, rows in filled.rows.items()},
    )


def page_form(
    kind: FormKind,
    campaign: Campaign,
    unit: Unit,
    typed: Typed,
    *,
    parent: Unit | None = None,
    plan: UnitPlan | None = None,
    in_force: Window | None = None,
    by_when: str = "",
) -> PageForm:
    """Return the form with what is typed in it. Rejected if the campaign does not bind the unit.

    `in_force` is the window that an order has put in place of the plan's; `by_when` says until when it is to be sent.
    """
    stated = {key: text for key, text in typed.values.items() if text}
    rows = [key for key, of_table in typed.rows.items() if of_table]
    form = layout(kind, campaign, unit, parent=parent, values=stated, rows=rows, in_force=in_force, by_when=by_when)
    planned = _filled(kind, plan, None).planned if plan is not None else {}
    return PageForm(
        layout=form,
        campaign=campaign,
        unit=unit,
        typed=typed,
        parts=tuple(_parts(form)),
        planned=planned,
    )


def shown_marks(part: PagePart, values: Mapping[str, str]) -> dict[str, str]:
    """Return for each of the part's fields, by key, what names it together with what it says."""
    return {key: _field_mark(key, values.get(key, "").strip()) for key in _keys_in(part)}


def with_part(
    form: PageForm, part: PagePart, given: Mapping[str, str], seen: Container[str]
) -> tuple[Typed, list[str]]:
    """Return what is typed once this part's fields say what was `given`, by key, and the keys that could not.

    `seen` are the marks of what was shown to whoever typed. Their page sends every field of the part, so that one they
    left as it was stays as somebody else has typed it meanwhile; one that both have changed stays so, too, and is among
    those keys. Rejected with signs of no use.
    """
    values, others = dict(form.typed.values), list[str]()
    for key, text in usable({key: given.get(key, "").strip() for key in _keys_in(part)}).items():
        kept = values.get(key, "")
        if text == kept or _field_mark(key, text) in seen:
            continue
        if _field_mark(key, kept) in seen:
            values[key] = text
        else:
            others.append(key)
    return replace(form.typed, values=values), others


def _keys_in(part: PagePart) -> list[str]:
    return [key for entry in part.entries for key in keys_of(entry)]


def _field_mark(key: str, text: str) -> str:
    """Return the mark, by which a line ends alike wherever it comes from: a browser sends two signs for one."""
    return hashlib.sha256(f"{key}\0{text}".replace("\r\n", "\n").encode()).hexdigest()[:16]


def row_number(form: PageForm, table: FormTable, mark: str) -> int | None:
    """Return which row of the table (from 0) has this mark, None if there is none such."""
    marks = form.typed.row_marks(table.key)
    return marks.index(mark) if mark in marks else None


def with_row(form: PageForm, table: FormTable, mark: str, given: Mapping[str, str]) -> Typed:
    """Return what is typed once the table's row of that mark is as it was `given`; without a mark it is a further one.

    A row with nothing in it is taken out. One that somebody has changed meanwhile stays beside what was `given`, unless
    that is in already: a button was pressed twice. Rejected beyond MAX_ROWS.
    """
    row = usable({part: given.get(part, "").strip() for part in columns_of(table)})
    rows = [dict(kept) for kept in form.typed.rows.get(table.key, ())]
    if (number := row_number(form, table, mark)) is not None:
        rows[number] = row
    elif not mark or row not in rows:
        rows.append(row)
    kept = [each for each in rows if any(each.values())]
    if len(kept) > MAX_ROWS:
        raise Rejected(Problem(code=ProblemCode.PLAN_ROWS_TOO_MANY, where=table.title, params={"most": MAX_ROWS}))
    return replace(form.typed, rows={**form.typed.rows, table.key: kept})


def keys_of(entry: FormEntry) -> Iterator[str]:
    """Yield the keys of what is typed for one entry: an item of the agenda has three."""
    if entry.kind is EntryKind.SUM:
        return
    yield entry.key
    if entry.kind is EntryKind.AGENDA:
        yield f"{entry.key} {MINUTES}"
        yield f"{entry.key} {NOTE}"


def columns_of(table: FormTable) -> list[str]:
    """Return the keys of a row's cells."""
    return [column.key.rpartition(".")[2] for column in table.columns]


def _parts(form: Layout) -> Iterator[PagePart]:
    for section in form.sections:
        yield PagePart(slug=_slug(section.title), title=section.title, entries=section.entries)
    for table in form.tables:
        yield PagePart(slug=_slug(table.title), title=table.title, table=table)


def _slug(title: str) -> str:
    words = "".join(sign if sign.isalnum() else " " for sign in searchable(title)).split()
    return "-".join(words)


def _filled(kind: FormKind, plan: UnitPlan | None, report: ResultReport | None) -> Filled:
    return filled_plan(plan) if kind is PLAN_FORM else filled_report(plan, report)


def _texts(row: Mapping[str, Value]) -> dict[str, str]:
    return {part: shown(value) for part, value in row.items()}


def entries_of(parts: Iterable[PagePart]) -> Iterator[FormEntry]:
    """Yield the fields of all sections."""
    for part in parts:
        yield from part.entries
