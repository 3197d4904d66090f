"""The daily sweep as staff read it: what is overdue or soon due, who gets which letter, who has held what how long."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.ladder import EscalationStep
from emulation_workflow.domain.schedule.standing import DueItem, DueStanding
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.names import plan_named
from emulation_workflow.messages.reminders import STANDINGS
from emulation_workflow.messages.screens import reminders as words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.reminders.digest import UNIT, Held, Overview
from emulation_workflow.office.reminders.reminder_letters import item_context, recipient_name, rung_of
from emulation_workflow.office.reminders.sweep import SweepPreview, SweepResult
from emulation_workflow.screens.tables import Row, row

SHOWN = (
    DueStanding.OVERDUE,
    DueStanding.SOON,
    DueStanding.LATER,
    DueStanding.NOT_STATED,
    DueStanding.SUSPENDED,
    DueStanding.DONE,
)


def result_words(campaign: Campaign, result: SweepResult, *, asked: int) -> str:
    """Return what a sweep did; `asked` units were asked for their report."""
    sentence = words.SWEPT.format(
        day=day(result.day),
        overdue=result.overdue,
        rungs=result.rungs,
        letters=result.letters,
        unreachable=result.unreachable,
        asked=asked,
    )
    if result.told:
        sentence = f"{sentence} {words.LESSONS.format(told=result.told, lessons=result.lessons)}"
    return sentence if campaign.ladder else f"{sentence} {words.NO_LADDER}"


def preview_words(preview: SweepPreview, *, asked: int) -> str:
    """Return what a sweep would do; `asked` units would be asked for their report."""
    sentence = words.FORESEEN.format(
        day=day(preview.day),
        letters=len(preview.letters),
        items=len({(step.unit, step.task) for _, steps in preview.letters for step in steps}),
        unreachable=len(preview.unreachable),
        asked=asked,
    )
    if preview.lessons:
        own_letters = {lesson.email for lesson in preview.lessons} - {email for email, _ in preview.letters}
        sentence = f"{sentence} {words.LESSONS_FORESEEN.format(told=len(preview.lessons), lessons=len(own_letters))}"
    return sentence


def preview_rows(campaign: Campaign, preview: SweepPreview, units: Mapping[str, Unit]) -> list[Row]:
    """Return a row for each letter, with the lessons that it tells, then one for each recipient without an address.

    `units` are those of the day, by code.
    """
    tellers: dict[str, dict[str, None]] = {}
    for lesson in preview.lessons:
        tellers.setdefault(lesson.email, {})[_name(units, lesson.teller)] = None
    letters = dict(preview.letters)
    letters |= {email: () for email in tellers if email not in letters}
    rows = [_letter_row(campaign, email, steps, units, tellers.get(email, ())) for email, steps in letters.items()]
    for step in preview.unreachable:
        missing = words.NO_ADDRESS.format(recipient=recipient_name(campaign, step.recipient))
        rows.append(_letter_row(campaign, missing, (step,), units, ()))
    return rows


def _letter_row(
    campaign: Campaign,
    to: str,
    steps: Sequence[EscalationStep],
    units: Mapping[str, Unit],
    tellers: Mapping[str, None] | tuple[()],
) -> Row:
    by_task = {(step.unit, step.task): step for step in steps}
    parts = [
        f"{_name(units, step.unit)}: {_task(campaign, step.task)} ({_step_of_unit(campaign, units, step)})"
        for step in by_task.values()
    ]
    if tellers:
        parts.append(words.LESSONS_OF.format(tellers=", ".join(tellers)))
    return row(words.FORESEEN_COLUMNS, to, len(by_task), "; ".join(parts))


def pressing_row(campaign: Campaign, item: DueItem, on: date) -> Row:
    """Return the row of something overdue or soon due."""
    context, derived = item_context(campaign, item, on), item.derived
    return row(
        words.PRESSING,
        context["standing"],
        context["due"],
        item.unit_name,
        context["task"],
        _holder(campaign, item.waiting_on),
        _step(campaign, item.rung, level=derived.level, group=derived.group),
        context["clause"],
        capitalised(campaign.level(derived.level).name),
        item.above,
        derived.group,
    )


def count_rows(campaign: Campaign, now: Overview) -> list[Row]:
    """Return one row for the units of a level that share the unit above them and their block."""
    counts: dict[tuple[str, str, str], Counter[DueStanding]] = {}
    for tally in now.tallies:
        key = (capitalised(campaign.level(tally.level).name), tally.above, tally.group)
        counts.setdefault(key, Counter())[tally.standing] += tally.number
    return [
        {**row(words.COUNTS, *key), **{STANDINGS[standing]: of_key[standing] for standing in SHOWN}}
        for key, of_key in counts.items()
    ]


def held_row(campaign: Campaign, held: Held, names: Mapping[str, str]) -> Row:
    """Return how long each party held one unit's task, in working days; `names` are the units' names by code."""
    times = {_holder(campaign, holder): words.WORKING_DAYS.format(days=days) for holder, days in held.days}
    now_with = _holder(campaign, held.now_with) if held.now_with else "–"
    return {**row(words.HELD, names.get(held.unit, held.unit), _task(campaign, held.task), now_with), **times}


def dispatch_context(campaign: Campaign, now: Overview) -> dict[str, Any]:
    """Return the context of the page with the draft of a reminder paper."""
    rule = campaign.ladder.rule if campaign.ladder else ""
    return {
        "letter_head": campaign.letters.from_name,
        "signature": list(campaign.letters.signature),
        "plan_named": plan_named(campaign),
        "plan_date": day(campaign.plan.date),
        "plan_issuer": campaign.plan.issuer,
        "clause": campaign.rule(rule).clause if rule else "",
        "on": day(now.on),
        "rows": [item_context(campaign, item, now.on) for item in now.overdue if item.waiting_on == UNIT],
    }


def _task(campaign: Campaign, task_id: str) -> str:
    return next((task.name for task in campaign.tasks if task.id == task_id), task_id)


def _holder(campaign: Campaign, holder: str) -> str:
    """Return who is waited for; "" for what was open on a day that is looked back at, and is done by now."""
    if not holder:
        return ""
    return words.UNIT if holder == UNIT else campaign.role(holder).name


def _name(units: Mapping[str, Unit], code: str) -> str:
    return units[code].name if code in units else code


def _step_of_unit(campaign: Campaign, units: Mapping[str, Unit], step: EscalationStep) -> str:
    unit = units.get(step.unit)
    level = campaign.level_of(unit.level) if unit else None
    return _step(campaign, step.rung, level=level.id if level else "", group=unit.group if unit else "")


def _step(campaign: Campaign, number: int, *, level: str, group: str) -> str:
    """Return the name of the escalation step that was taken last, by the ladder of this level and group; 0: none."""
    return rung_of(campaign.ladder, level, group, number).name if campaign.ladder and number else words.NO_RUNG
