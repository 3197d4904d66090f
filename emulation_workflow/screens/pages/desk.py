"""The Board's desk: what waits, what is late, which letters stay, who is registered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail import RUN_LINK_MARK, LetterKind, LetterStatus, Rendered, with_codes
from emulation_workflow.domain.registers import Official, searchable
from emulation_workflow.domain.schedule.standing import DueItem
from emulation_workflow.messages.board_list import ITEM_KINDS, item_sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import NO_LINK, WORDS_FORGOTTEN
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.pressing import Pressing
from emulation_workflow.screens.letters import letter_row, moment
from emulation_workflow.screens.obligations import task_name

MOST_LATE = 200
"""Overdue tasks that one page shows; the rest is counted."""


def desk_context(now: Pressing, *, zone: ZoneInfo) -> dict[str, Any]:
    """Return what the desk begins with."""
    kinds = dict.fromkeys(item.kind for item in now.items)
    return {
        "on": day_words(now.on),
        "cases": [
            {
                "unit": case.code,
                "name": case.unit,
                "stage": case.stage,
                "holder": case.holder,
                "since": moment(case.since, zone),
            }
            for case in now.cases
        ],
        "is_derived": now.due.owed > 0,
        "overdue": now.due.overdue,
        "units_late": now.due.units_late,
        "soon": now.due.soon,
        "soon_until": day_words(now.soon_until),
        "letters": [
            {"state": run_words.DELIVERIES[state], "number": number} for state, number in sorted(now.letters.items())
        ],
        "items": [{"kind": ITEM_KINDS[kind], "number": sum(item.kind is kind for item in now.items)} for kind in kinds],
    }


def late_rows(campaign: Campaign, items: Sequence[DueItem], on: date) -> list[dict[str, Any]]:
    """Return what is overdue, or soon due, in the order of the days."""
    return [
        {
            "unit": item.derived.unit,
            "name": item.unit_name,
            "task": task_name(item.derived.task, campaign),
            "due": day_words(item.due),
            "days": item.days_late(on),
        }
        for item in items[:MOST_LATE]
    ]


def unsent_rows(letters: Iterable[LetterStatus], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Return the letters that did not leave, with what keeps them."""
    return [
        letter_row(letter, zone)
        | {
            "number": letter.number,
            "subject": letter.subject or run_words.LETTERS[letter.kind],
            "can_be_read": letter.kind is not LetterKind.SIGN_IN,
        }
        for letter in letters
    ]


def letter_page(letter: LetterStatus, words: Rendered | None, zone: ZoneInfo) -> dict[str, Any]:
    """Return one letter, whole: whom it is to, what became of it, its words; where a code stood, that one did."""
    text = with_codes(words.text, lambda _: run_words.HIDDEN_CODE) or WORDS_FORGOTTEN if words else ""
    return letter_row(letter, zone) | {
        "number": letter.number,
        "unit": letter.unit,
        "subject": letter.subject or run_words.LETTERS[letter.kind],
        "copies": ", ".join(filter(None, (each.email or each.name for each in letter.cc))),
        "text": text.replace(RUN_LINK_MARK, NO_LINK),
    }


def item_rows(items: Iterable[BoardItem], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Return the Board's own list."""
    return [
        {
            "number": item.number,
            "kind": ITEM_KINDS[item.kind],
            "sentence": item_sentence(item),
            "opened_at": moment(item.opened_at, zone),
        }
        for item in items
    ]


def people_rows(
    campaign: Campaign, officials: Iterable[Official], units: Mapping[str, str], on: date
) -> list[dict[str, Any]]:
    """Return who is registered: for which role and unit, from when until when, and who stands in for them."""
    roles, known = {role.id: role.name for role in campaign.roles}, list(officials)
    names = {official.number: official.name for official in known}
    return [
        {
            "number": official.number,
            "name": official.name,
            "title": official.title,
            "role": roles.get(official.role, official.role),
            "unit": units.get(official.unit or "", ""),
            "email": official.email,
            "from": letter_context.day(official.valid_from),
            "to": letter_context.day(official.valid_to),
            "is_valid": official.is_valid_on(on),
            "substitutes": [
                {
                    "name": names.get(period.substitute, period.substitute),
                    "from": day_words(period.start),
                    "to": day_words(period.end),
                }
                for period in official.substitutions
                if period.end >= on
            ],
        }
        for official in sorted(known, key=lambda one: (not one.is_valid_on(on), one.role, searchable(one.name)))
    ]
