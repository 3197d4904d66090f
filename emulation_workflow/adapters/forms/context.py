"""Whom a form asks, and a declared field as that unit is asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from emulation_workflow.adapters.forms.cells import Value
from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry, FormKind
from emulation_workflow.domain.campaign import (
    Campaign,
    Conference,
    Level,
    Pilot,
    Settlement,
    Window,
)
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.fields import FieldKind, FormField
from emulation_workflow.messages.labels import ATTENDANCE, PARTIES

_ENTRY_KINDS: Mapping[FieldKind, EntryKind] = {
    FieldKind.TEXT: EntryKind.LINE,
    FieldKind.EMAIL: EntryKind.LINE,
    FieldKind.NOTE: EntryKind.NOTE,
    FieldKind.NOTES: EntryKind.NOTE,
    FieldKind.DAY: EntryKind.DAY,
    FieldKind.HOUR: EntryKind.HOUR,
    FieldKind.COUNT: EntryKind.COUNT,
    FieldKind.COUNT_OR_ZERO: EntryKind.COUNT,
    FieldKind.COUNTS: EntryKind.COUNT,
    FieldKind.AGENDA: EntryKind.AGENDA,
}
"""The kinds of cells; all other fields are chosen from a list."""

_LISTS: Mapping[FieldKind, tuple[str, ...]] = {
    FieldKind.MODE: tuple(name.capitalize() for name in ATTENDANCE.values()),
    FieldKind.PARTY: tuple(name.capitalize() for name in PARTIES.values()),
    FieldKind.AGENDA: (words.YES, words.NO),
    FieldKind.TICKS: (words.YES, words.NO),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """Which form, whom it asks, and the `values` that it must be able to hold, by their keys.

    `in_force`: the window that an order has put in place of the plan's.
    """

    kind: FormKind
    campaign: Campaign
    unit: Unit
    level: Level
    conference: Conference
    pilot: Pilot | None
    values: Mapping[str, Value]
    in_force: Window | None = None

    def clause(self, *rules: str) -> str:
        return ", ".join(dict.fromkeys(self.campaign.rule(rule).clause for rule in rules if rule))

    def quote(self, rule: str) -> str:
        return words.QUOTE.format(quote=self.campaign.rule(rule).quote.strip('"“”'))

    def clause_of(self, field: FormField) -> str:
        """Return the clause of the task or of the first kind of rule that asks for the field."""
        if field.task is not None:
            return self._clause_of_task(field.task)
        if field.checks:
            return next((rule.clause for rule in self.campaign.rules if rule.check is field.checks[0]), "")
        return self.clause(*(choice.rule for choice in field.choices(self.campaign, self.level)))

    def _clause_of_task(self, settled_by: Settlement) -> str:
        tasks = (task for task in self.campaign.tasks if task.settled_by is settled_by and task.rule)
        return next((self.clause(task.rule) for task in tasks if not task.levels or self.level.id in task.levels), "")

    def asks_for(self, key: str) -> bool:
        """Return whether the field is asked for at the unit's level, or has a value to hold."""
        return self.kind.fields[key].asked_at(self.conference) or self.values.get(key) is not None

    def entry(self, path: str, /, **changes: Any) -> FormEntry:
        """Return the field as it is declared, with `changes`."""
        field = self.kind.fields[path]
        choices = field.answers if field.kind is FieldKind.YES_NO else _LISTS.get(field.kind, ())
        if field.kind is FieldKind.SUGGESTED:
            choices = tuple(choice.name for choice in field.choices(self.campaign, self.level))
        entry = FormEntry(
            key=path,
            label=field.title,
            kind=_ENTRY_KINDS.get(field.kind, EntryKind.CHOICE),
            hint=field.about if field.hint is None else field.hint,
            clause=self.clause_of(field),
            choices=choices,
            only_choices=field.kind is not FieldKind.SUGGESTED,
            width=field.width,
        )
        return replace(entry, **changes)
