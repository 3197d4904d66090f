"""The layout of a unit's form: the declared fields that its level is asked for, each with what the plan says of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from emulation_workflow.adapters.forms.cells import Value
from emulation_workflow.adapters.forms.hints import basis, day_hint, half_day_hint, name_hint, size_hint
from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry, FormKind, FormTable, Layout, Section
from emulation_workflow.adapters.schemas.plan_lookup import level_of
from emulation_workflow.domain.campaign import (
    Campaign,
    CategoryKind,
    Conference,
    Level,
    Pilot,
    Presence,
    Settlement,
    Window,
)
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.fields import FieldKind, FormField, arranged, parts_of
from emulation_workflow.messages.labels import ATTENDANCE, PARTIES

_LEAST_NOTES = 5
"""Rows for a list of texts; more where more are stated."""

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
        """Whether the field is asked for at the unit's level, or has a value to hold."""
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


def layout(
    kind: FormKind,
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    values: Mapping[str, Value],
    in_force: Window | None = None,
) -> Layout:
    """Return the form of `unit`, with every field that `values` need. Rejected if the campaign does not bind it."""
    level, conference = level_of(unit, campaign)
    context = FormContext(
        kind=kind,
        campaign=campaign,
        unit=unit,
        level=level,
        conference=conference,
        pilot=campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot),
        values=values,
        in_force=in_force,
    )
    keys = {key: kind.fields[key] for key in arranged(kind.fields) if "." not in key}
    sections = (
        Section(title=title, entries=tuple(_entries(context, [key for key in keys if keys[key].section is section])))
        for section, title in kind.sections.items()
    )
    return Layout(
        kind=kind,
        basis=basis(campaign),
        given=tuple(_given(context, parent)),
        sections=tuple(section for section in sections if section.entries),
        tables=tuple(_table(context, key) for key, field in keys.items() if field.kind is FieldKind.TABLE),
    )


def _given(context: FormContext, parent: Unit | None) -> Iterator[tuple[str, str, str]]:
    """Yield what the form says of the unit itself: label, value, clause."""
    pilot, gate = context.pilot, context.campaign.gate
    yield words.UNIT, context.unit.name, ""
    yield words.CODE, context.unit.code, ""
    yield words.LEVEL, words.joined([context.level.name]), context.level.clause
    if parent is not None and context.level.reports_to == "parent":
        yield words.PARENT, parent.name, ""
    if pilot is not None:
        yield words.PILOT, context.quote(pilot.rule), context.clause(pilot.rule)
    if gate is not None and context.kind.shows_gate and pilot is not None and pilot.gated:
        rules = [step.rule for step in gate.steps]
        yield words.GATE, ", ".join(context.quote(rule) for rule in rules), context.clause(*rules)


def _table(context: FormContext, key: str) -> FormTable:
    field = context.kind.fields[key]
    parts = {f"{key}.{part}" for part in parts_of(key, context.kind.fields)}
    columns = tuple(context.entry(path) for path in arranged(context.kind.fields) if path in parts)
    return FormTable(key=key, title=field.title, hint=field.about, clause=context.clause_of(field), columns=columns)


def _entries(context: FormContext, keys: Sequence[str]) -> Iterator[FormEntry]:
    """Yield the rows of each field: one for each of its parts, or itself if it is asked for."""
    for key in keys:
        match context.kind.fields[key].kind:
            case FieldKind.GROUP:
                yield from _headcount(context, key)
            case FieldKind.COUNTS | FieldKind.AGENDA | FieldKind.TICKS:
                yield from _choices(context, key)
            case FieldKind.NOTES:
                yield from _notes(context, key)
            case _ if context.asks_for(key):
                yield context.entry(key, **(_OF_CAMPAIGN[key](context) if key in _OF_CAMPAIGN else {}))


def _choices(context: FormContext, key: str) -> Iterator[FormEntry]:
    for choice in context.kind.fields[key].choices(context.campaign, context.level):
        path, clause = f"{key}.{choice.id}", context.clause(choice.rule)
        yield context.entry(key, key=path, label=choice.label, hint=choice.hint, clause=clause)
    if key == "delegates":
        yield FormEntry(key="", label=words.SUM_LABEL, kind=EntryKind.SUM)


def _notes(context: FormContext, key: str) -> Iterator[FormEntry]:
    stated = sum(name.startswith(f"{key}.") for name in context.values)
    for number in range(1, max(_LEAST_NOTES, stated + 1) + 1):
        label = f"{context.kind.fields[key].title} {number}"
        yield context.entry(key, key=f"{key}.{number}", label=label, hint="", lines=2)


def _headcount(context: FormContext, key: str) -> Iterator[FormEntry]:
    """Yield the counts only where one decides the form; those that are added up first, then those to compare (A02)."""
    size = context.conference.size
    stated = [part for part in parts_of(key, context.kind.fields) if context.values.get(f"{key}.{part}") is not None]
    bases = dict.fromkeys((*size.bases, *size.other_bases, *(part for part in stated if part != "as_of")))
    for base in bases:
        is_base = base in size.bases
        hint = words.HEADCOUNT_BASE.format(words=size.base_words) if is_base else words.HEADCOUNT_OTHER
        yield context.entry(f"{key}.{base}", hint=hint, clause=context.clause(size.base_rule) if is_base else "")
    if bases or stated:
        yield context.entry(f"{key}.as_of")


def _day(context: FormContext) -> dict[str, Any]:
    """Return the unit's own window: a pilot's stands in place of the general one."""
    rules, pilot = context.conference, context.pilot
    window: Window | None = rules.window
    rule = rules.window_rule
    if pilot is not None and pilot.window is not None:
        window, rule = pilot.window, pilot.window_rule or pilot.rule
    elif pilot is not None and context.in_force is None:
        window, rule = None, pilot.rule
    hint = day_hint(rules, pilot, context.in_force)
    return {"hint": hint, "clause": context.clause(rule), "window": context.in_force or window}


def _size_clause(context: FormContext) -> str:
    return context.clause(*(branch.rule for branch in context.conference.size.branches))


def _total(context: FormContext) -> dict[str, Any]:
    size = "" if context.asks_for("mode") else size_hint(context.conference.size)
    shares = (share.words for share in context.conference.shares)
    hint = words.joined([size or context.kind.fields["total"].about, *shares])
    return {"hint": hint, "clause": _size_clause(context)}


def _heroes_clause(context: FormContext) -> str:
    composition = context.conference.composition
    heroes = [category for category in composition if category.kind is CategoryKind.HERO]
    return context.clause(*(category.rule for category in heroes if category.presence is Presence.IF_ANY))


def _session(context: FormContext) -> dict[str, Any]:
    return {"clause": context.clause(context.conference.session_rule)}


_OF_CAMPAIGN: Mapping[str, Callable[[FormContext], dict[str, Any]]] = {
    "conference_name": lambda context: {"hint": name_hint(context.conference)},
    "held_on": _day,
    "starts_at": lambda context: _session(context) | {"hint": half_day_hint(context.campaign)},
    "ends_at": _session,
    "mode": lambda context: {"hint": size_hint(context.conference.size), "clause": _size_clause(context)},
    "total": _total,
    "has_no_heroes": lambda context: {"clause": _heroes_clause(context)},
    "launch_period": lambda context: {"hint": words.LAUNCH.format(period=context.campaign.launch_period.words)},
    "launched": lambda context: {"clause": context.clause(context.campaign.launch_period.rule)},
}
"""What the campaign says of single fields, beyond their declarations."""
