"""A day that the Board sets where the plan leaves it open, entered at the desk."""

from collections.abc import Sequence

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.board_dates import DateSet, may_be_dated
from emulation_workflow.messages.problems import board_dates as date_words
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import clerk_entries
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.board_dates import date_entry, preview_board_date, set_board_date
from emulation_workflow.office.office import Office
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.entry_kinds import (
    CHOICE,
    DAY,
    NOTE,
    SEVERAL,
    DeskEntry,
    EntryField,
    EntryTaken,
    Given,
    LookedAt,
    chosen,
)
from emulation_workflow.screens.obligations import change_rows


def date_fields(office: Office) -> Sequence[EntryField]:
    of = date_words.FIELDS
    tasks = {task.id: task.name for task in office.campaign.tasks if may_be_dated(task)}
    levels = {level.id: level.name for level in office.campaign.levels}
    kinds = {date_words.SET: date_words.SET, date_words.TAKE_BACK: date_words.TAKE_BACK}
    return [
        EntryField(key="task", words=of["task"], box=CHOICE, choices=tasks),
        EntryField(key="levels", words=of["levels"], box=SEVERAL, choices=levels),
        EntryField(key="day", words=of["day"], box=DAY),
        EntryField(key="number", words=of["number"]),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
        EntryField(key="entry", words=of["entry"], box=CHOICE, choices=kinds),
        EntryField(key="note", words=of["note"], box=NOTE),
    ]


def _date(office: Office, given: Given) -> DateSet:
    of, fields = date_words.FIELDS, date_fields(office)
    entry = chosen(given, fields, "entry", otherwise=ProblemCode.BOARD_DATE_ENTRY_MISSING)
    due = typed.day(given.one("day"), of["day"].title) if entry == date_words.SET else None
    if due is None and entry == date_words.SET:
        raise Rejected(Problem(code=ProblemCode.BOARD_DATE_DAY_MISSING, where=of["day"].title))
    return DateSet(
        task=chosen(given, fields, "task", otherwise=ProblemCode.BOARD_DATE_TASK_MISSING),
        levels=tuple(given.several("levels")),
        day=due,
        document=given.one("number"),
        signed_on=typed.day(given.one("signed_on"), of["signed_on"].title),
        set_by=given.by,
        set_at=office.clock.now(),
        note=given.one("note"),
    )


def _look_at_date(office: Office, given: Given) -> LookedAt:
    date_set = _date(office, given)
    outcome = preview_board_date(office, date_set)
    changes = [
        "; ".join(f"{name}: {value}" for name, value in row.items() if value)
        for row in change_rows(office.campaign, outcome.change, register.unit_names(office))
    ]
    effects = [(words.WOULD_CHANGE, changes or [words.NOTHING_CHANGES])]
    return LookedAt(rows=date_entry(office, date_set).rows, effects=effects)


def _set_date(office: Office, given: Given, code: str) -> EntryTaken:
    date_set = _date(office, given)
    taken = set_board_date(office, date_set, code=code, channel=Channel.PAGE)
    told = date_words.STANDS if not taken.is_new else date_words.WAS_SET if date_set.day else date_words.WAS_TAKEN_BACK
    return EntryTaken(
        words=told.format(
            task=office.campaign.task(date_set.task).name,
            day=day(date_set.day) if date_set.day else "",
            changed=len(taken.change.added) + len(taken.change.changed),
        )
    )


DATE_ENTRY = DeskEntry(
    slug="moc-thoi-gian",
    words=date_words.FIELDS["form"],
    fields=date_fields,
    look=_look_at_date,
    ask_code=lambda office, given: clerk_entries.request_code(office, date_entry(office, _date(office, given))),
    record=_set_date,
)
