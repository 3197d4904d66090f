"""What differs between two versions of a plan, by the fields and in the words of its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from emulation_workflow.adapters.forms.cells import Value
from emulation_workflow.adapters.forms.entries import layout
from emulation_workflow.adapters.forms.kinds import PLAN_FORM
from emulation_workflow.adapters.forms.written import written
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.forms import forms as words

OF_PEOPLE = frozenset({"signer", "submitted_by", "submitter_email"})
"""Fields that name somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that says something else: what it is called, what it said and says; "" for nothing."""

    key: str
    label: str
    before: str
    after: str


def changes(campaign: Campaign, unit: Unit, before: UnitPlan, after: UnitPlan) -> list[Change]:
    """Return what the later plan says otherwise, in the order of the form; a table's rows are compared as a whole."""
    was, now = written(before, PLAN_FORM.fields), written(after, PLAN_FORM.fields)
    labels = _labels(campaign, unit, {**was.values, **now.values})
    found = [
        Change(key=key, label=labels.get(key, key), before=shown(was.values.get(key)), after=shown(now.values.get(key)))
        for key in sorted({*was.values, *now.values}, key=lambda key: _place(labels, key))
        if was.values.get(key) != now.values.get(key)
    ]
    found += [
        Change(
            key=key,
            label=PLAN_FORM.fields[key].title,
            before=_rows(was.rows.get(key, ())),
            after=_rows(now.rows.get(key, ())),
        )
        for key in sorted({*was.rows, *now.rows})
        if list(was.rows.get(key, ())) != list(now.rows.get(key, ()))
    ]
    files = [", ".join(file.name for file in plan.attachments) for plan in (before, after)]
    hashes = [{file.sha256 for file in plan.attachments} for plan in (before, after)]
    if hashes[0] != hashes[1]:
        found.append(Change(key="attachments", label=words.ATTACHED, before=files[0], after=files[1]))
    return found


def _labels(campaign: Campaign, unit: Unit, values: Mapping[str, Value]) -> dict[str, str]:
    form = layout(PLAN_FORM, campaign, unit, values=values)
    return {entry.key: entry.label for section in form.sections for entry in section.entries}


def _place(labels: Mapping[str, str], key: str) -> tuple[int, str]:
    order = list(labels)
    return (order.index(key) if key in labels else len(order), key)


def _rows(rows: Sequence[Mapping[str, Value]]) -> str:
    return "; ".join(", ".join(shown(cell) for cell in row.values() if cell is not None) for row in rows)


def shown(value: Value) -> str:
    """Return a value as the page shows it."""
    match value:
        case None:
            return ""
        case date():
            return day_words(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)
