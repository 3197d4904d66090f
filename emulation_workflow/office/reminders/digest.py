"""What the Board's staff are told each working day, and what they are shown of any day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import Ladder, Level
from emulation_workflow.domain.mail import Addressee, Letter, LetterKind
from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.domain.schedule.ladder import can_remind
from emulation_workflow.domain.schedule.standing import DueCount, DueItem, DueStanding, ReminderLine
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.difficulties import HOLDERS
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.difficulties.letters import holder_name
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.posting import post
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.reminder_letters import by_task, item_context, recipient_name
from emulation_workflow.ports import Transaction

UNIT = "unit"
MOST_TOLD = 4
"""Tasks, places and cases of a kind in a day's letter: it is read standing; the day's pages have all."""
PRESSING = ("late", "soon", "letters", "unreachable", "difficulties", "elsewhere")
"""What there is to tell of; without any of it a day is quiet."""
SOON = 10
"""Working days that count as soon where the campaign has no ladder that says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Where everything stands on `on`: counts, what is overdue, what is due by `soon_until`, what waits elsewhere.

    The lists are in the order of their due days. `elsewhere`: obligations that wait for another party than the unit.
    """

    on: date
    soon_until: date
    tallies: tuple[DueCount, ...]
    overdue: tuple[DueItem, ...]
    soon: tuple[DueItem, ...]

    @property
    def elsewhere(self) -> tuple[DueItem, ...]:
        return tuple(item for item in (*self.overdue, *self.soon) if item.waiting_on != UNIT)

    def count(self, standing: DueStanding, level: Level | None = None) -> int:
        return sum(
            tally.number
            for tally in self.tallies
            if tally.standing is standing and (level is None or tally.level == level.id)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many working days each party has held one unit's task; `now_with` holds it now ("" once done).

    `days` in the order in which the parties first held it; a turn counts from the day after it began to its last.
    """

    unit: str
    task: str
    days: tuple[tuple[str, int], ...]
    now_with: str


def overview(office: Office, on: date) -> Overview:
    """Return where obligations stand on any day, as the record knows them now."""
    return office.read(lambda record: _overview(record, office, on))


def post_digest(office: Office) -> bool:
    """Write the day's letter to the Board's officials: one a working day, whoever asks for it how often.

    Return whether it was written now. There is none on a day off, before the campaign, or without a ladder that names
    the Board. Where there is nothing to tell of, a line goes out on the first working day of a week alone.
    """
    at, ladder = office.clock.now(), office.campaign.ladder
    on = at.date()
    if ladder is None or not can_remind(office.calendar, today=on, opens=office.campaign.effective_from):
        return False
    with office.store.act() as record:
        staff = in_office(record.register, ladder.board, on)
        if not staff:
            return False
        told = _digest(record, office, ladder, on)
        if not any(told[name] for name in PRESSING) and not _begins_week(office, on):
            return False
        letter = Letter(
            key=f"{office.campaign.id}/digest/{on.isoformat()}",
            kind=LetterKind.DIGEST,
            to=tuple(Addressee(name=official.name, email=official.email) for official in staff),
            context={
                "addressees": [letter_context.to_official(official) for official in staff],
                **told,
            },
        )
        return post(record, letter, at=at)


def held(office: Office) -> list[Held]:
    """Return how long unit, Board and Committee each held what has passed between them, oldest unit code first."""
    now = office.clock.now()
    with office.store.look() as record:
        past = record.obligations.holding_times()
        units = {turn.unit for turn in past} | set(office.plan_in_force(record).gated_units)
        present = record.obligations.of_units(units) if units else ()
    moved = {(turn.unit, turn.task) for turn in past}
    now_at = {(obligation.derived.unit, obligation.derived.task): obligation for obligation in present}
    turns = [(turn.unit, turn.task, turn.holder, turn.since, turn.until) for turn in past]
    turns += [
        (*key, obligation.waiting_on, obligation.waiting_since, now)
        for key, obligation in now_at.items()
        if obligation.is_open and (obligation.waiting_on != UNIT or key in moved)
    ]
    totals: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for unit, task, holder, since, until in turns:
        totals[unit, task][holder] += max(office.calendar.working_days_between(since.date(), until.date()), 0)
    return [
        Held(unit=key[0], task=key[1], days=tuple(days.items()), now_with=_now_with(now_at.get(key)))
        for key, days in sorted(totals.items())
    ]


def _begins_week(office: Office, on: date) -> bool:
    return office.calendar.add_working_days(on, -1).isocalendar()[:2] != on.isocalendar()[:2]


def _now_with(obligation: Obligation | None) -> str:
    return obligation.waiting_on if obligation is not None and obligation.is_open else ""


def soon_after(office: Office, on: date) -> date:
    """Return the last day of what is due soon."""
    ladder = office.campaign.ladder
    return office.calendar.add_working_days(on, ladder.soon if ladder else SOON)


def _overview(record: Transaction, office: Office, on: date) -> Overview:
    soon_until = soon_after(office, on)
    pressing = record.standings.pressing(on, soon=soon_until)
    return Overview(
        on=on,
        soon_until=soon_until,
        tallies=tuple(record.standings.tallies(on, soon=soon_until)),
        overdue=tuple(item for item in pressing if item.days_late(on) > 0),
        soon=tuple(item for item in pressing if item.days_late(on) <= 0),
    )


def _digest(record: Transaction, office: Office, ladder: Ladder, on: date) -> letter_context.Context:
    now, most = _overview(record, office, on), min(ladder.most_items, MOST_TOLD)
    missed = record.standings.without_address(on)
    return {
        "basis": [letter_context.clause(office.campaign, ladder.rule)] if ladder.rule else [],
        "as_of": letter_context.day(on),
        "soon_until": letter_context.day(now.soon_until),
        "late": len(now.overdue),
        "soon": len(now.soon),
        "letters": record.sweep.letters_of(on),
        "levels": [_level(now, level) for level in office.campaign.levels if _concerns(now, level)],
        **_listed(office, "overdue", now.overdue, on),
        **_listed(office, "due_soon", now.soon, on),
        "unreachable": [_missed(office, line) for line in missed[:most]],
        "unreachable_left_out": max(len(missed) - most, 0),
        "difficulties": _difficulties(record, office, on),
        "elsewhere": [_elsewhere(office, item) for item in now.elsewhere[:most]],
    }


def _difficulties(record: Transaction, office: Office, on: date) -> list[letter_context.Context]:
    """Return how many difficulties are open with whom, and the oldest of them."""
    waiting = [
        difficulty
        for difficulty in record.difficulties.all()
        if difficulty.holder_on(on) and difficulty.raised_on <= on
    ]
    found = []
    for holder in HOLDERS:
        theirs = [difficulty for difficulty in waiting if difficulty.holder_on(on) == holder]
        if theirs:
            oldest = min(theirs, key=lambda difficulty: (difficulty.raised_on, difficulty.number))
            unit = record.register.unit(oldest.unit, on) or record.register.unit(oldest.unit, oldest.raised_on)
            found.append(
                {
                    "holder": holder_name(office.campaign, holder),
                    "number": len(theirs),
                    "oldest": oldest.number,
                    "unit": unit.name if unit else oldest.unit,
                    "raised_on": letter_context.day(oldest.raised_on),
                    "age": oldest.age_on(on),
                }
            )
    return found


def _concerns(now: Overview, level: Level) -> bool:
    return any(tally.level == level.id for tally in now.tallies)


def _level(now: Overview, level: Level) -> letter_context.Context:
    counts = {standing.value: now.count(standing, level) for standing in DueStanding}
    return {"name": capitalised(level.name), **counts}


def _listed(office: Office, name: str, items: Sequence[DueItem], on: date) -> letter_context.Context:
    """Return what presses most, by task, and how many of the items that leaves out: the pages have them all."""
    lines = [item_context(office.campaign, item, on) for item in items]
    told = by_task(lines)[:MOST_TOLD]
    shown = {(line["task"], line["due"], line["standing"]) for line in told}
    left_out = [line for line in lines if (line["task"], line["due"], line["standing"]) not in shown]
    return {name: told, f"{name}_left_out": len(left_out)}


def _missed(office: Office, line: ReminderLine) -> letter_context.Context:
    shown = item_context(office.campaign, line.item, line.item.due)
    return {**shown, "recipient": recipient_name(office.campaign, line.step.recipient)}


def _elsewhere(office: Office, item: DueItem) -> letter_context.Context:
    return {
        **item_context(office.campaign, item, item.due),
        "holder": office.campaign.role(item.waiting_on).name,
        "since": letter_context.day(item.waiting_since),
    }
