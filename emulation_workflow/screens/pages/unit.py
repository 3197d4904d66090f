"""A unit's own page."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.domain.approval.transitions import DRAFTING
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.domain.mail import LetterStatus
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.submissions import PlanVersion, ResultVersion
from emulation_workflow.messages import obligations as words
from emulation_workflow.messages.labels import CHANNELS
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.difficulties.letters import holder_name
from emulation_workflow.office.entrance.units import UnitSheet
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.screens.cases import by_verdict
from emulation_workflow.screens.letters import moment
from emulation_workflow.screens.obligations import task_name, waited_for

_FIRST = (ObligationState.OVERDUE, ObligationState.PENDING, ObligationState.SUSPENDED)


def unit_context(office: Office, sheet: UnitSheet, *, zone: ZoneInfo) -> dict[str, Any]:
    """Return the context of the page: what is owed first, what is late before what is not."""
    campaign, today, names = office.campaign, office.clock.now().date(), {sheet.unit.code: sheet.unit.name}
    ordered = sorted(sheet.obligations, key=_by_urgency)
    rows = [obligation_cells(campaign, obligation, names) for obligation in ordered]
    return {
        "unit": sheet.unit.code,
        "unit_name": sheet.unit.name,
        "is_bound": is_bound(campaign, sheet.unit),
        "owed": [row for row in rows if not row["is_settled"]],
        "settled": [row for row in rows if row["is_settled"]],
        "plan": sheet.plan and _version(campaign, sheet.plan, sheet.plan.plan, zone),
        "stage_name": office.stage_name(sheet.case) if sheet.case else "",
        "holder": sheet.holder if sheet.holder != sheet.unit.name else "",
        "is_cleared": bool(sheet.case and sheet.case.is_settled),
        "can_take_back": sheet.case is not None and sheet.case.stage != DRAFTING,
        "asked_changes": sheet.case.asked_changes if sheet.case else "",
        "report": sheet.report and _version(campaign, sheet.report, sheet.report.report.conference, zone),
        "letters": [_letter(letter, zone) for letter in reversed(sheet.letters)],
        "difficulties": [_difficulty(campaign, kept, today) for kept in reversed(sheet.difficulties)],
        "below": [
            {
                "code": below.unit.code,
                "name": below.unit.name,
                "open": below.open,
                "overdue": below.overdue,
                "planned_on": letter_context.day(below.planned_on),
                "is_pilot": below.is_pilot,
                "stage": below.stage_name,
            }
            for below in sheet.below
        ],
    }


def obligation_cells(campaign: Campaign, obligation: Obligation, names: dict[str, str]) -> dict[str, Any]:
    """Return what is owed: task, clause, state in words and by name, due day, who is waited for."""
    derived = obligation.derived
    task = next((task for task in campaign.tasks if task.id == derived.task), None)
    return {
        "task": task_name(derived.task, campaign),
        "clause": next((rule.clause for rule in campaign.rules if rule.id == derived.rule), derived.rule),
        "state": obligation.state.value,
        "standing": words.standing_words(obligation),
        "due": words.due_words(derived, task, campaign),
        "is_stated": derived.due is not None,
        "holder": waited_for(obligation, campaign, names) if obligation.is_open else "",
        "is_settled": obligation.state not in _FIRST,
    }


def _by_urgency(obligation: Obligation) -> tuple[int, date, str]:
    place = _FIRST.index(obligation.state) if obligation.state in _FIRST else len(_FIRST)
    return place, obligation.derived.due or date.max, obligation.derived.task


def _version(
    campaign: Campaign, version: PlanVersion | ResultVersion, conference: Any, zone: ZoneInfo
) -> dict[str, Any]:
    return {
        "number": version.version,
        "paper": {"number": conference.number, "date": letter_context.day(conference.signed_on)},
        "conference": letter_context.conference(conference),
        "received_at": moment(version.received_at, zone),
        "channel": filled(CHANNELS[_channel(version.channel)], campaign),
        "groups": by_verdict(campaign, version.findings),
    }


def _channel(value: str) -> Any:
    return next(channel for channel in CHANNELS if channel == value)


def _letter(letter: LetterStatus, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "number": letter.number,
        "subject": letter.subject or run_words.LETTERS[letter.kind],
        "written_at": moment(letter.written_at, zone),
        "state": run_words.DELIVERIES[letter.state],
        "can_be_read": bool(letter.subject),
    }


def _difficulty(campaign: Campaign, kept: Difficulty, today: date) -> dict[str, Any]:
    holder = kept.holder_on(today)
    return {
        "words": kept.words,
        "raised_on": letter_context.day(kept.raised_on),
        "holder": holder_name(campaign, holder) if holder else "",
        "answers": _answers(kept),
    }


def _answers(kept: Difficulty) -> Sequence[dict[str, str]]:
    return [
        {"words": step.words, "document": step.document, "day": letter_context.day(step.done_on)}
        for step in kept.steps
        if step.words or step.document
    ]
