"""Difficulties that units meet: received by the Board, answered, or taken to the People's Committee (III, last).

The plan asks that they be dealt with in time and gives no limit in days: their age is shown, and none is overdue.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import STEPS, Difficulty, DifficultyStep, StepTaken
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.messages.difficulties import STAGES, step_names
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.screens.board_entries import difficulty_rows, step_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, confirm, tell_clerk, tell_named
from emulation_workflow.office.difficulties.letters import ANSWERS, notify_of_answer
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.office.refusals import RefusedOnRecord
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyRecorded:
    """A difficulty as it is now. `is_new` False: this was recorded before and nothing was written."""

    difficulty: Difficulty
    is_new: bool


def raise_difficulty(
    office: Office, *, unit: str, words: str, raised_on: date, by: str, channel: Channel, source: str = ""
) -> DifficultyRecorded:
    """Record, in one transaction, what a unit told the Board in its own words, from the paper `source`.

    Rejected without words or a name, for a day ahead or before the plan, or a unit that the register does not know
    then.
    """
    refuse_any([*_blank(words=words, by=by), *_raised_then(office, raised_on, office.clock.now().date())])
    with office.store.act() as record:
        if record.register.unit(unit, raised_on) is None:
            raise Rejected(Problem(code=ProblemCode.UNIT_UNKNOWN, params={"unit": unit}))
        difficulty = _new(office, unit=unit, words=words, raised_on=raised_on, source=source, by=by)
        is_new = _keep(record, office, difficulty, channel)
        return DifficultyRecorded(difficulty=record.difficulties.same_as(difficulty) or difficulty, is_new=is_new)


def raise_within(
    record: Transaction,
    office: Office,
    *,
    unit: str,
    words: str,
    raised_on: date,
    source: str,
    by: str,
    channel: Channel,
) -> bool:
    """Record a difficulty that a unit's report names, within that report's act; False if it is recorded already."""
    if not words.strip():
        return False
    difficulty = _new(office, unit=unit, words=words, raised_on=raised_on, source=source, by=by)
    return _keep(record, office, difficulty, channel)


def step_taken(
    office: Office, step: DifficultyStep, *, done_on: date, by: str, document: str = "", words: str = ""
) -> StepTaken:
    """Return the step as it is entered now."""
    return StepTaken(
        step=step,
        done_on=done_on,
        recorded_at=office.clock.now(),
        recorded_by=by.strip(),
        document=document.strip(),
        words=words.strip(),
    )


def step_entry(office: Office, number: int, taken: StepTaken) -> ClerkEntry | None:
    """Return the step as its clerk confirms it, by its very words; None if it was recorded last already.

    Rejected for a step that is not open, a day ahead or before the last step's, or without a name, a document or words,
    a reason to reopen.
    """
    return office.read(lambda record: _judge(record, office, number, taken)[1])


def record_step(office: Office, number: int, taken: StepTaken, *, code: str, channel: Channel) -> DifficultyRecorded:
    """Record one step by the table of steps in one transaction; an answer is sent to the unit with it.

    `code` is the clerk's own for these very words. Rejected as in `step_entry`, or without the code. The step recorded
    last, given again, is not written again, and needs no code.
    """
    with office.store.act() as record:
        before, entry = _judge(record, office, number, taken)
        if entry is None:
            return DifficultyRecorded(difficulty=before, is_new=False)
        at = taken.recorded_at
        confirmed, problems = confirm(record, office, entry, code, channel=channel, at=at)
        if confirmed is not None:
            position = record.difficulties.add_step(number, taken)
            after = replace(before, steps=(*before.steps, taken))
            row = record.ledger.append(_entry(office, after, channel, taken, confirmed.code_sent_to))
            if taken.step in ANSWERS:
                notify_of_answer(record, office, after, position)
            tell_clerk(record, office, entry, confirmed, row, channel=channel, at=at)
            return DifficultyRecorded(difficulty=after, is_new=True)
    raise RefusedOnRecord(*problems)


def _judge(record: Transaction, office: Office, number: int, taken: StepTaken) -> tuple[Difficulty, ClerkEntry | None]:
    before = record.difficulties.get(number)
    if before is None:
        raise Rejected(Problem(code=ProblemCode.DIFFICULTY_UNKNOWN, params={"number": number}))
    if before.steps and _says_the_same(taken, before.steps[-1]):
        return before, None
    refuse_any(
        [
            *_blank(words="-", by=taken.recorded_by),
            *_out_of_turn(office.campaign, before, taken, taken.recorded_at.date()),
            *_unexplained(taken),
        ]
    )
    rows = step_rows(
        unit=_unit_name(record, before),
        number=number,
        words=before.words,
        step=step_names(office.campaign)[taken.step],
        done_on=taken.done_on,
        document=taken.document,
        answer=taken.words,
    )
    return before, ClerkEntry(
        what="difficulty_step", about=str(number), rows=rows, by=taken.recorded_by, unit=before.unit
    )


def _unit_name(record: Transaction, difficulty: Difficulty) -> str:
    unit = record.register.unit(difficulty.unit, difficulty.raised_on)
    return unit.name if unit else difficulty.unit


def _new(office: Office, *, unit: str, words: str, raised_on: date, source: str, by: str) -> Difficulty:
    return Difficulty(
        unit=unit,
        words=words.strip(),
        raised_on=raised_on,
        recorded_at=office.clock.now(),
        recorded_by=by.strip(),
        source=source.strip(),
    )


def _keep(record: Transaction, office: Office, difficulty: Difficulty, channel: Channel) -> bool:
    if record.difficulties.same_as(difficulty) is not None:
        return False
    number = record.difficulties.add(difficulty)
    record.ledger.append(by_word(office, _entry(office, replace(difficulty, number=number), channel)))
    rows = difficulty_rows(
        unit=_unit_name(record, difficulty),
        words=difficulty.words,
        raised_on=difficulty.raised_on,
        source=difficulty.source,
    )
    entry = ClerkEntry(what="difficulty", about=str(number), rows=rows, by=difficulty.recorded_by, unit=difficulty.unit)
    tell_named(record, office, entry, channel=channel, at=difficulty.recorded_at)
    return True


def _blank(*, words: str, by: str) -> Iterator[Problem]:
    if not words.strip():
        yield Problem(code=ProblemCode.DIFFICULTY_WORDS_MISSING)
    if not by.strip():
        yield Problem(code=ProblemCode.DIFFICULTY_BY_MISSING)


def _raised_then(office: Office, raised_on: date, today: date) -> Iterator[Problem]:
    opens = office.campaign.effective_from
    if raised_on > today:
        yield Problem(code=ProblemCode.DIFFICULTY_DAY_AHEAD, params={"day": raised_on, "today": today})
    if raised_on < opens:
        yield Problem(code=ProblemCode.DIFFICULTY_BEFORE_PLAN, params={"day": raised_on, "opens": opens})


def _out_of_turn(campaign: Campaign, before: Difficulty, taken: StepTaken, today: date) -> Iterator[Problem]:
    if (before.stage, taken.step) not in STEPS:
        step, stage = step_names(campaign)[taken.step], filled(STAGES[before.stage], campaign)
        params = {"number": before.number, "step": step, "stage": stage}
        yield Problem(code=ProblemCode.DIFFICULTY_STEP_NOT_OPEN, params=params)
    if taken.done_on > today:
        yield Problem(code=ProblemCode.DIFFICULTY_DAY_AHEAD, params={"day": taken.done_on, "today": today})
    if taken.done_on < before.since:
        yield Problem(code=ProblemCode.DIFFICULTY_DAY_BEFORE, params={"day": taken.done_on, "since": before.since})


def _unexplained(taken: StepTaken) -> Iterator[Problem]:
    if taken.step is DifficultyStep.REOPENED and not taken.words:
        yield Problem(code=ProblemCode.DIFFICULTY_REASON_MISSING)
    elif not (taken.document or taken.words):
        yield Problem(code=ProblemCode.DIFFICULTY_STEP_EMPTY)


def _says_the_same(taken: StepTaken, last: StepTaken) -> bool:
    return replace(taken, recorded_at=last.recorded_at, recorded_by=last.recorded_by) == last


def _entry(
    office: Office, difficulty: Difficulty, channel: Channel, taken: StepTaken | None = None, code_sent_to: str = ""
) -> LedgerEntry:
    """Return the ledger row of what was raised, or of the step `taken`."""
    at: datetime = taken.recorded_at if taken else difficulty.recorded_at
    day = taken.done_on if taken else difficulty.raised_on
    details = {
        "difficulty": difficulty.number,
        "day": day.isoformat(),
        "words": taken.words if taken else difficulty.words,
        "document": taken.document if taken else difficulty.source,
        "code_sent_to": code_sent_to,
    }
    return LedgerEntry(
        kind=LedgerKind.DIFFICULTY,
        at=at,
        actor=taken.recorded_by if taken else difficulty.recorded_by,
        what=f"difficulty_{taken.step.value}" if taken else "difficulty_raised",
        unit=difficulty.unit,
        channel=channel.value,
        campaign_sha256=office.campaign.sha256,
        details={name: value for name, value in details.items() if value},
    )
