"""What reminders say: made of the steps they were written for, when they are put into words."""

from collections.abc import Iterable, Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign, DueKind, Ladder, Recipient, Rung
from emulation_workflow.domain.mail import Draft
from emulation_workflow.domain.schedule.ladder import ABOVE, OWN, answers_to_parent
from emulation_workflow.domain.schedule.standing import DueItem, ReminderLine
from emulation_workflow.messages import reminders as words
from emulation_workflow.messages.obligations import due_words
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Standings


def reminder_context(standings: Standings, office: Office, draft: Draft) -> letter_context.Context:
    """Return the context of one reminder, as of the day it was caused.

    LookupError if the campaign has no ladder any more, or nothing is left on record that the letter could list.
    """
    campaign, ladder, on = office.campaign, office.campaign.ladder, draft.written_at.date()
    lines = standings.lines_of(draft.number, on)
    if ladder is None or not lines:
        raise LookupError("nothing is known that this letter could list")
    own = _once(line for line in lines if line.step.recipient in OWN)
    others = _once(line for line in lines if line.step.recipient not in OWN)
    shown = own[: ladder.most_items]
    late = sum(line.item.days_late(on) > 0 for line in (*own, *others))
    return {
        "addressees": [{"name": recipient.name, "title": ""} for recipient in draft.letter.to],
        "basis": [letter_context.clause(campaign, ladder.rule)] if ladder.rule else [],
        "as_of": letter_context.day(on),
        "own": [_line(campaign, ladder, line, on) for line in shown],
        "others": by_task(_line(campaign, ladder, line, on) for line in others[: ladder.most_items - len(shown)]),
        "left_out": max(len(own) + len(others) - ladder.most_items, 0),
        "late": late,
        "soon": len(own) + len(others) - late,
        "asked": _asked(others),
        "decided_by": ladder.decided_by.rstrip("."),
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
        "due": due_words(item.derived, task.due if task else DueKind.NOT_STATED),
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


def _line(campaign: Campaign, ladder: Ladder, line: ReminderLine, on: date) -> letter_context.Context:
    derived, recipient = line.item.derived, line.step.recipient
    rung = rung_of(ladder, derived.level, derived.group, line.step.rung)
    left_out = {recipient, *(OWN if recipient in OWN else ())}
    if not answers_to_parent(campaign.level(derived.level)):
        left_out.update(ABOVE)
    also = [recipient_name(campaign, other) for other in (*rung.to, *rung.cc) if other not in left_out]
    return {**item_context(campaign, line.item, on), "rung": rung.name, "also": also}


def _once(lines: Iterable[ReminderLine]) -> list[ReminderLine]:
    """Return each obligation once: to the unit and to its head at the same address it is one line."""
    first: dict[tuple[str, str], ReminderLine] = {}
    for line in lines:
        first.setdefault((line.step.unit, line.step.task), line)
    return list(first.values())


def _asked(others: Sequence[ReminderLine]) -> str:
    if any(line.step.recipient is Recipient.BOARD and not line.step.is_copy for line in others):
        return words.ASKED_OF_BOARD
    if any(line.step.recipient in ABOVE for line in others):
        return words.ASKED_OF_UPPER
    return words.FOR_INFORMATION if others else ""
