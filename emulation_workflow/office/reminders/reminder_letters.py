"""What reminders say: made of the steps they were written for, when they are put into words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Ladder, Recipient, Rung
from emulation_workflow.domain.mail import Draft
from emulation_workflow.domain.registers import Official, Unit, formal_name
from emulation_workflow.domain.schedule.ladder import ABOVE, BY_NAME, OWN, answers_to_parent
from emulation_workflow.domain.schedule.standing import DueItem, ReminderLine
from emulation_workflow.messages import reminders as words
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.obligations import due_words, limit_words
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

RANKS = tuple(reversed(Recipient))
"""Recipients by rank, in which letters address them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Units by code, and the officials who are written to by name, by address: what letters call people by.

    Units are looked up one by one: a letter names a few, and a country's register has thousands.
    """

    campaign: Campaign
    unit: Callable[[str], Unit | None]
    people: Mapping[str, Official]

    def addressee(self, line: ReminderLine) -> dict[str, str] | None:
        """Return whom a line is for, a body or a person with a title; None if the register has neither any more."""
        recipient, derived = line.step.recipient, line.item.derived
        if recipient in BY_NAME:
            official = self.people.get(line.step.email.lower())
            return letter_context.to_official(official) if official else None
        code = (derived.parent or "") if recipient in ABOVE else derived.unit
        unit = self.unit(code) if code else None
        return letter_context.to_unit(self.campaign, unit) if unit else None

    def name(self, line: ReminderLine, recipient: Recipient) -> str:
        """Return what another recipient of the same obligation's step is called."""
        code = line.item.derived.parent
        if recipient in ABOVE and code and (parent := self.unit(code)) is not None:
            return formal_name(self.campaign, parent)
        return recipient_name(self.campaign, recipient)


def _known(record: Transaction, campaign: Campaign, ladder: Ladder, on: date) -> _Known:
    roles = [role for role in (ladder.committee, ladder.board) if role]
    people = [official for role in roles for official in in_office(record.register, role, on)]
    return _Known(
        campaign=campaign,
        unit=lambda code: record.register.unit(code, on),
        people={official.email.lower(): official for official in reversed(people)},
    )


def reminder_context(record: Transaction, office: Office, draft: Draft) -> letter_context.Context:
    """Return the context of one reminder, as of the day it was caused.

    LookupError if the campaign has no ladder any more, or nothing is left on record that the letter could list.
    """
    campaign, ladder, on = office.campaign, office.campaign.ladder, draft.written_at.date()
    lines = record.standings.lines_of(draft.number, on)
    if ladder is None or not lines:
        raise LookupError("nothing is known that this letter could list")
    own = _once(line for line in lines if line.step.recipient in OWN)
    others = _once(line for line in lines if line.step.recipient not in OWN)
    shown = own[: ladder.most_items]
    known = _known(record, campaign, ladder, on)
    late = sum(line.item.days_late(on) > 0 for line in (*own, *others))
    return {
        "addressees": _addressees(known, lines) or [{"name": to.name, "title": ""} for to in draft.letter.to],
        "is_report": all(line.step.recipient in BY_NAME for line in lines),
        "basis": [letter_context.clause(campaign, ladder.rule)] if ladder.rule else [],
        "as_of": letter_context.day(on),
        "own": [_line(known, ladder, line, on) for line in shown],
        "others": by_task(_line(known, ladder, line, on) for line in others[: ladder.most_items - len(shown)]),
        "left_out": max(len(own) + len(others) - ladder.most_items, 0),
        "late": late,
        "soon": len(own) + len(others) - late,
        "asked": filled(_asked(others), campaign),
    }


def item_context(campaign: Campaign, item: DueItem, on: date) -> letter_context.Context:
    """Return one obligation as letters and tables show it.

    A task or rule that the campaign file has dropped since is shown by its id, until obligations are derived anew.
    """
    task = next((task for task in campaign.tasks if task.id == item.derived.task), None)
    return {
        "unit": item.unit_name,
        "task": task.name if task else item.derived.task,
        "clause": next((rule.clause for rule in campaign.rules if rule.id == item.derived.rule), ""),
        "due": due_words(item.derived, task, campaign),
        "standing": words.days_words(item.days_late(on)),
        "is_late": item.days_late(on) > 0,
        "evidence": task.evidence if task else "",
    }


def by_task(lines: Iterable[letter_context.Context]) -> list[letter_context.Context]:
    """Return lines that differ in nothing but their unit as one, with all its `units`: 100 communes, one paragraph."""
    groups: dict[str, tuple[letter_context.Context, list[object]]] = {}
    for line in lines:
        shared = {name: value for name, value in line.items() if name != "unit"}
        groups.setdefault(repr(sorted(shared.items())), (shared, []))[1].append(line["unit"])
    return [{**shared, "units": units} for shared, units in groups.values()]


def recipient_name(campaign: Campaign, recipient: Recipient) -> str:
    """Return what a recipient is called; Board and Committee by the campaign's name for their role."""
    roles = {}
    if campaign.ladder is not None:
        roles = {Recipient.BOARD: campaign.ladder.board, Recipient.COMMITTEE: campaign.ladder.committee}
    role = roles.get(recipient)
    return campaign.role(role).name if role else words.RECIPIENTS[recipient]


def rung_of(ladder: Ladder, level: str, group: str, number: int) -> Rung:
    """Return the rung of this number, or the highest there is now, of the ladder of units of this level and group."""
    rungs = ladder.rungs_of(level, group)
    return rungs[min(number, len(rungs)) - 1]


def _addressees(known: _Known, lines: Sequence[ReminderLine]) -> list[dict[str, str]]:
    """Return each once whom this letter's lines are for, by rank."""
    by_rank = sorted(lines, key=lambda line: RANKS.index(line.step.recipient))
    named = [addressee for line in by_rank if (addressee := known.addressee(line)) is not None]
    return list({addressee["name"]: addressee for addressee in named}.values())


def _line(known: _Known, ladder: Ladder, line: ReminderLine, on: date) -> letter_context.Context:
    derived, recipient = line.item.derived, line.step.recipient
    rung = rung_of(ladder, derived.level, derived.group, line.step.rung)
    written_to = [other for other in (*rung.to, *rung.cc) if other is not recipient]
    left_out = {*OWN, *(() if answers_to_parent(known.campaign.level(derived.level)) else ABOVE)}
    also = [known.name(line, other) for other in written_to if other not in left_out]
    if recipient not in OWN and any(other in OWN for other in written_to):
        also.append(words.THE_UNITS)
    task = next((task for task in known.campaign.tasks if task.id == derived.task), None)
    due = limit_words(derived, task, known.campaign)
    return {
        **item_context(known.campaign, line.item, on),
        "due": due,
        "day": letter_context.day(line.item.due),
        "rung": rung.name,
        "also": also,
    }


def _once(lines: Iterable[ReminderLine]) -> list[ReminderLine]:
    """Return each obligation once: to the unit and to its head at the same address it is one line."""
    first: dict[tuple[str, str], ReminderLine] = {}
    for line in lines:
        first.setdefault((line.step.unit, line.step.task), line)
    return list(first.values())


def _asked(others: Sequence[ReminderLine]) -> str:
    if others and all(line.step.recipient is Recipient.COMMITTEE for line in others):
        return words.REPORTED
    if any(line.step.recipient is Recipient.BOARD and not line.step.is_copy for line in others):
        return words.ASKED_OF_BOARD
    if any(line.step.recipient in ABOVE for line in others):
        return words.ASKED_OF_UPPER
    return words.FOR_INFORMATION if others else ""
