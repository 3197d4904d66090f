"""Whom a form asks, and a declared field as that unit is asked for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE, Value
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
from emulation_workflow.messages.names import filled

_ENTRY_KINDS: Mapping[FieldKind, EntryKind] = {
    FieldKind.TEXT: EntryKind.LINE,
    FieldKind.PERSON: EntryKind.LINE,
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

_BESIDE_A_ROW = (f" {MINUTES}", f" {NOTE}")
"""What the keys of values end with that stand beside a row's own."""


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
        """Return whether the plan asks for the field at the unit's level, or the field has a value to hold."""
        field = self.kind.fields[key]
        is_asked = field.asked_by(self.campaign) and field.asked_at(self.conference)
        return is_asked or self.values.get(key) is not None

    def own_words(self, key: str, choices: Collection[str]) -> list[str]:
        """Return the rows of a field that the values name besides the choices, in the unit's own words."""
        named = (name.removeprefix(f"{key}.") for name in self.values if name.startswith(f"{key}."))
        rows = (name for name in named if not name.endswith(_BESIDE_A_ROW))
        return [name for name in rows if name not in choices] if self.kind.fields[key].takes_own_words else []

    def entry(self, path: str, /, **changes: Any) -> FormEntry:
        """Return the field as it is declared, with `changes`."""
        field = self.kind.fields[path]
        choices = field.answers if field.kind is FieldKind.YES_NO else _LISTS.get(field.kind, ())
        if field.kind is FieldKind.SUGGESTED:
            choices = tuple(choice.name for choice in field.choices(self.campaign, self.level))
        entry = FormEntry(
            key=path,
            label=field.label or field.title,
            kind=_ENTRY_KINDS.get(field.kind, EntryKind.CHOICE),
            hint=field.about if field.hint is None else field.hint,
            clause=self.clause_of(field),
            choices=choices,
            only_choices=field.kind is not FieldKind.SUGGESTED,
            width=field.width,
        )
        changed = replace(entry, **changes)
        return replace(changed, hint=filled(changed.hint, self.campaign))
