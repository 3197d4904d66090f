"""The layout of a unit's form: the declared fields that its level is asked for, each with what the plan orders."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from emulation_workflow.adapters.forms.cells import Value
from emulation_workflow.adapters.forms.context import FormContext
from emulation_workflow.adapters.forms.hints import basis, day_hint, half_day_hint, name_hint, size_hint
from emulation_workflow.adapters.forms.layout import EntryKind, FormEntry, FormKind, FormTable, Layout, Section
from emulation_workflow.adapters.schemas.plan_lookup import level_of
from emulation_workflow.domain.campaign import (
    Campaign,
    CategoryKind,
    Presence,
    Window,
)
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.domain.schedule.ladder import answers_to_parent
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.choices import headcount_hint
from emulation_workflow.messages.forms.fields import FieldKind, FormSection, arranged, parts_of
from emulation_workflow.messages.names import filled

_LEAST_NOTES = 5
"""Rows for a list of texts; more where more are stated."""


def layout(
    kind: FormKind,
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    values: Mapping[str, Value],
    rows: Collection[str] = (),
    in_force: Window | None = None,
    by_when: str = "",
) -> Layout:
    """Return the form of `unit`, with every field that `values` need and every table that has `rows`.

    Rejected if the campaign does not bind it.
    """
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
    keys = [key for key in arranged(kind.fields) if "." not in key]
    sections = [_section(context, section, keys) for section in FormSection if section in kind.sections]
    return Layout(
        kind=kind,
        basis=basis(campaign),
        given=tuple(_given(context, parent, by_when)),
        sections=tuple(section for section in sections if section.entries),
        tables=tuple(
            _table(context, key)
            for key in keys
            if kind.fields[key].kind is FieldKind.TABLE and (kind.fields[key].asked_by(campaign) or key in rows)
        ),
    )


def _given(context: FormContext, parent: Unit | None, by_when: str) -> Iterator[tuple[str, str, str]]:
    """Yield what the form says of the unit itself: label, value, clause."""
    pilot, gate = context.pilot, context.campaign.gate
    yield words.UNIT, context.unit.name, ""
    yield words.CODE, context.unit.code, ""
    yield words.LEVEL, words.joined([context.level.name]), context.level.clause
    if parent is not None and answers_to_parent(context.level):
        yield words.PARENT, parent.name, ""
    if pilot is not None:
        yield words.PILOT, context.quote(pilot.rule), context.clause(pilot.rule)
    if gate is not None and context.kind.shows_gate and context.campaign.has_to_pass(context.level, pilot):
        rules = [step.rule for step in gate.steps]
        yield words.GATE, ", ".join(dict.fromkeys(map(context.quote, rules))), context.clause(*rules)
    if by_when:
        yield words.BY_WHEN, by_when, ""
    if parent is not None and answers_to_parent(context.level):
        yield words.ASK, formal_name(context.campaign, parent), ""
    letters = context.campaign.letters
    yield words.SEND_TO, "; ".join(filter(None, (letters.from_name, letters.reply_to, letters.contact))), ""


def _table(context: FormContext, key: str) -> FormTable:
    field = context.kind.fields[key]
    parts = {f"{key}.{part}" for part in parts_of(key, context.kind.fields)}
    columns = tuple(context.entry(path) for path in arranged(context.kind.fields) if path in parts)
    return FormTable(
        key=key,
        title=field.title,
        hint=filled(field.about, context.campaign),
        clause=context.clause_of(field),
        columns=columns,
    )


def _section(context: FormContext, section: FormSection, keys: Sequence[str]) -> Section:
    declared = [key for key in keys if context.kind.fields[key].section is section]
    entries = tuple(entry for key in declared for entry in _entries(context, key))
    return Section(title=context.kind.sections[section], entries=entries)


def _entries(context: FormContext, key: str) -> Iterator[FormEntry]:
    """Yield the rows of a field: one for each of its parts, or itself if it is asked for."""
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
    choices = tuple(context.kind.fields[key].choices(context.campaign, context.level))
    for choice in choices:
        path, clause = f"{key}.{choice.id}", context.clause(choice.rule)
        yield context.entry(key, key=path, label=choice.label, hint=choice.hint, clause=clause)
    for words_of_unit in context.own_words(key, {choice.id for choice in choices}):
        yield context.entry(key, key=f"{key}.{words_of_unit}", label=words_of_unit, hint="", clause="")
    if key == "delegates" and choices:
        caps = {branch.at_most for branch in context.conference.size.branches}
        cap = max((cap for cap in caps if cap), default=None) if None not in caps else None
        yield FormEntry(key="", label=words.SUM_LABEL, kind=EntryKind.SUM, at_most=cap)


def _notes(context: FormContext, key: str) -> Iterator[FormEntry]:
    stated = sum(name.startswith(f"{key}.") for name in context.values)
    if not (stated or context.asks_for(key)):
        return
    for number in range(1, max(_LEAST_NOTES, stated + 1) + 1):
        label = f"{context.kind.fields[key].title} {number}"
        yield context.entry(key, key=f"{key}.{number}", label=label, hint="", lines=2)


def _headcount(context: FormContext, key: str) -> Iterator[FormEntry]:
    """Yield the usual counts where one decides: first those that are added up, then those to compare (A02)."""
    conference, parts = context.conference, parts_of(key, context.kind.fields)
    stated = [part for part in parts if context.values.get(f"{key}.{part}") is not None]
    for base in dict.fromkeys((*conference.headcounts, *(part for part in stated if part != "as_of"))):
        if base in parts:
            hint, rule = headcount_hint(conference, base)
            yield context.entry(f"{key}.{base}", hint=hint, clause=context.clause(rule))
    if conference.headcounts or stated:
        yield context.entry(f"{key}.as_of")


def _day(context: FormContext) -> dict[str, Any]:
    """Return the unit's own window: a pilot's stands in place of the general one."""
    rules, pilot = context.conference, context.pilot
    window: Window | None = rules.window
    rule = rules.window_rule
    if pilot is not None and pilot.window is not None:
        window, rule = pilot.window, pilot.window_rule or pilot.rule
    elif pilot is not None and context.in_force is None and context.campaign.is_day_left_open(pilot):
        window, rule = None, pilot.rule
    hint = day_hint(context.campaign, rules, pilot, context.in_force)
    return {"hint": hint, "clause": context.clause(rule), "window": context.in_force or window}


def _size_clause(context: FormContext) -> str:
    return context.clause(*(branch.rule for branch in context.conference.size.branches))


def _total(context: FormContext) -> dict[str, Any]:
    size = "" if context.asks_for("mode") else size_hint(context.campaign, context.conference.size)
    shares = (share.words for share in context.conference.shares)
    hint = words.joined([size or context.kind.fields["total"].about, *shares])
    return {"hint": hint, "clause": _size_clause(context)}


def _heroes_clause(context: FormContext) -> str:
    heroes = [category for category in context.conference.composition if category.kind == CategoryKind.HERO]
    return context.clause(*(category.rule for category in heroes if category.presence is Presence.IF_ANY))


def _session(context: FormContext) -> dict[str, Any]:
    return {"clause": context.clause(context.conference.session_rule)}


def _launch(context: FormContext, part: str) -> dict[str, Any]:
    period = context.campaign.launch_period
    if period is None:
        return {}
    return {part: words.LAUNCH.format(period=period.words) if part == "hint" else context.clause(period.rule)}


_OF_CAMPAIGN: Mapping[str, Callable[[FormContext], dict[str, Any]]] = {
    "conference_name": lambda context: {"hint": name_hint(context.conference, context.unit.group)},
    "held_on": _day,
    "starts_at": lambda context: _session(context) | {"hint": half_day_hint(context.campaign, context.conference)},
    "ends_at": _session,
    "mode": lambda context: {
        "hint": size_hint(context.campaign, context.conference.size),
        "clause": _size_clause(context),
    },
    "total": _total,
    "has_no_heroes": lambda context: {"clause": _heroes_clause(context)},
    "launch_period": lambda context: _launch(context, "hint"),
    "launched": lambda context: _launch(context, "clause"),
}
"""What the campaign says of single fields, beyond their declarations."""
