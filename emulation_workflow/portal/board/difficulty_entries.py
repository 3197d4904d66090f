"""What units ask help with, and each step of it, entered at the desk."""

from collections.abc import Sequence
from datetime import date

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import DifficultyStep, StepTaken
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.difficulties import step_names
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.messages.screens import difficulties as difficulty_words
from emulation_workflow.messages.screens.board_entries import difficulty_rows
from emulation_workflow.office import clerk_entries
from emulation_workflow.office.difficulties import handling
from emulation_workflow.office.difficulties.difficulty_queries import difficulties_on, units_of
from emulation_workflow.office.difficulties.letters import holder_and_age
from emulation_workflow.office.office import Office
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.entry_kinds import (
    CHOICE,
    DAY,
    NOTE,
    UNIT_BOX,
    DeskEntry,
    EntryField,
    EntryTaken,
    Given,
    LookedAt,
    chosen,
    today,
    unit_of,
)
from emulation_workflow.screens import difficulties as difficulty_screen


def difficulty_fields(_office: Office) -> Sequence[EntryField]:
    of = difficulty_words.FIELDS
    return [
        EntryField(key="unit", words=of["unit"], box=UNIT_BOX),
        EntryField(key="words", words=of["words"], box=NOTE),
        EntryField(key="raised_on", words=of["raised_on"], box=DAY),
        EntryField(key="source", words=of["source"]),
    ]


def _raised_on(office: Office, given: Given) -> date:
    return typed.day(given.one("raised_on"), difficulty_words.FIELDS["raised_on"].title) or today(office)


def _look_at_difficulty(office: Office, given: Given) -> LookedAt:
    raised_on = _raised_on(office, given)
    unit = unit_of(office, given, raised_on, difficulty_words.FIELDS["unit"].title)
    if not given.one("words"):
        raise Rejected(Problem(code=ProblemCode.DIFFICULTY_WORDS_MISSING))
    return LookedAt(
        rows=difficulty_rows(unit=unit.name, words=given.one("words"), raised_on=raised_on, source=given.one("source"))
    )


def _raise(office: Office, given: Given, _code: str) -> EntryTaken:
    raised_on = _raised_on(office, given)
    unit = unit_of(office, given, raised_on, difficulty_words.FIELDS["unit"].title)
    taken = handling.raise_difficulty(
        office,
        unit=unit.code,
        words=given.one("words"),
        raised_on=raised_on,
        source=given.one("source"),
        by=given.by,
        channel=Channel.PAGE,
    )
    told = difficulty_words.RAISED if taken.is_new else difficulty_words.RAISED_BEFORE
    return EntryTaken(words=told.format(number=taken.difficulty.number, unit=unit.name))


def step_fields(office: Office) -> Sequence[EntryField]:
    of = difficulty_words.FIELDS
    kept = difficulties_on(office, date.max, closed_too=True)
    units, now = units_of(office, kept), today(office)
    in_order = sorted(kept, key=lambda each: (not each.holder_on(now), each.number))
    choices = {str(each.number): difficulty_screen.choice(each, units[each.number]) for each in in_order}
    steps = {step.value: name for step, name in step_names(office.campaign).items()}
    return [
        EntryField(key="difficulty", words=FieldWords(title=of["difficulty"].title), box=CHOICE, choices=choices),
        EntryField(key="step", words=of["step"], box=CHOICE, choices=steps),
        EntryField(key="done_on", words=of["done_on"], box=DAY),
        EntryField(key="document", words=of["document"]),
        EntryField(key="answer", words=of["answer"], box=NOTE),
    ]


def _step(office: Office, given: Given) -> tuple[int, StepTaken]:
    fields = step_fields(office)
    number = int(chosen(given, fields, "difficulty", otherwise=ProblemCode.NOTHING_CHOSEN))
    step = DifficultyStep(chosen(given, fields, "step", otherwise=ProblemCode.DIFFICULTY_STEP_MISSING))
    return number, handling.step_taken(
        office,
        step,
        done_on=typed.day(given.one("done_on"), difficulty_words.FIELDS["done_on"].title) or today(office),
        by=given.by,
        document=given.one("document"),
        words=given.one("answer"),
    )


def _look_at_step(office: Office, given: Given) -> LookedAt:
    entry = handling.step_entry(office, *_step(office, given))
    return LookedAt(rows=entry.rows if entry else ())


def _ask_for_step(office: Office, given: Given) -> None:
    if entry := handling.step_entry(office, *_step(office, given)):
        clerk_entries.request_code(office, entry)


def _take_step(office: Office, given: Given, code: str) -> EntryTaken:
    number, step = _step(office, given)
    taken = handling.record_step(office, number, step, code=code, channel=Channel.PAGE)
    told = difficulty_words.STEP_TAKEN if taken.is_new else difficulty_words.STEP_BEFORE
    standing = holder_and_age(office.campaign, taken.difficulty, today(office))
    return EntryTaken(words=told.format(number=number, standing=standing))


DIFFICULTY_ENTRY = DeskEntry(
    slug="kho-khan",
    words=difficulty_words.FIELDS["raising_form"],
    fields=difficulty_fields,
    look=_look_at_difficulty,
    record=_raise,
)
STEP_ENTRY = DeskEntry(
    slug="xu-ly-kho-khan",
    words=difficulty_words.FIELDS["step_entry"],
    fields=step_fields,
    look=_look_at_step,
    ask_code=_ask_for_step,
    record=_take_step,
)
