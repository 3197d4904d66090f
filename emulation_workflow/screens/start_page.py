"""The start page `hom-nay`, as staff read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.messages.board_list import ITEM_KINDS
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.pressing import Pressing
from emulation_workflow.screens.letters import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledRound:
    """A round that starts by itself: how its last run ended and when, and when it runs next; both aware, None if never.

    `is_frequent`: it comes several times an hour, so that a time would only make the page another one.
    """

    name: str
    last: datetime | None
    ended_well: bool
    next: datetime | None
    is_frequent: bool
    link: str


def headline(now: Pressing) -> str:
    """Return in a line how much waits."""
    return run_words.START_PAGE_HEADLINE.format(
        day=day_words(now.on),
        cases=len(now.cases),
        overdue=now.due.overdue,
        letters=sum(now.letters.values()),
        items=len(now.items),
    )


def start_context(
    now: Pressing,
    *,
    at: datetime,
    set_aside: int,
    rounds: Iterable[ScheduledRound],
    zone: ZoneInfo,
    run_link: Callable[[str | None], str],
    boards: Mapping[str, str],
) -> dict[str, Any]:
    """Return the page's context; hours are those of `zone`, `boards` the addresses of other pages by their keys."""
    kinds = dict.fromkeys(item.kind for item in now.items)
    return {
        "at": moment(at, zone),
        "cases": [
            {
                "unit": case.unit,
                "stage": case.stage,
                "holder": case.holder,
                "since": moment(case.since, zone),
                "link": run_link(case.run_id) if case.run_id else "",
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
        "set_aside": set_aside,
        "items": [
            {
                "kind": ITEM_KINDS[kind],
                "number": sum(item.kind is kind for item in now.items),
                "since": moment(min(item.opened_at for item in now.items if item.kind is kind), zone),
            }
            for kind in kinds
        ],
        "rounds": [_round(found, zone) for found in rounds],
        "boards": boards,
    }


def _round(found: ScheduledRound, zone: ZoneInfo) -> dict[str, str]:
    ended = run_words.ROUND_WELL if found.ended_well else run_words.ROUND_ILL
    last = run_words.ROUND_NEVER
    if found.last is not None:
        last = ended if found.is_frequent else f"{moment(found.last, zone)}, {ended}"
    after = run_words.ROUND_OFTEN if found.is_frequent and found.next else moment(found.next, zone)
    return {"name": found.name, "last": last, "next": after or run_words.ROUND_UNPLANNED, "link": found.link}
