"""A row of the record as staff read it."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval.transitions import Act, stage_name
from emulation_workflow.domain.campaign import Campaign, Gate
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.record.ledger import LedgerKind, SealedEntry
from emulation_workflow.messages import ledger as words
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.labels import CHANNELS, VERDICTS
from emulation_workflow.messages.names import act_words, filled

Details = Mapping[str, Any]


def entry_row(
    row: SealedEntry, campaign: Campaign | None, people: Mapping[str, str]
) -> tuple[int, datetime | None, str]:
    """Return the row's number, when it was, and each on a line: what happened, by whom, what came of it, its seal.

    `people` are officials' names by number. A row that somebody has changed is shown as one that cannot be read.
    """
    try:
        body = json.loads(row.body)
        at, lines = datetime.fromisoformat(body["at"]), list(_lines(body, campaign, people))
    except (KeyError, TypeError, ValueError):
        at, lines = None, [words.UNREADABLE]
    return row.number, at, "\n".join([*lines, words.SEAL.format(seal=row.seal)])


def _lines(body: dict[str, Any], campaign: Campaign | None, people: Mapping[str, str]) -> Iterator[str]:
    details = body["facts"]
    kind, event = words.ENTRY_KINDS[LedgerKind(body["kind"])], _event(body["what"], details, campaign)
    version = [words.VERSION.format(version=nth_words(body["version"]))] if body["version"] else []
    yield f"{kind}: {event}"
    yield ", ".join([_actor(body, people), *_channel(body, campaign), *version])
    yield from _of_case(details, campaign.gate if campaign else None)
    yield from (said(details) for name, said in _SENTENCES.items() if details.get(name) not in (None, ""))


def _event(what: str, details: Details, campaign: Campaign | None) -> str:
    if what == Act.ENDORSE and campaign is not None:
        return act_words(campaign.gate, details.get("from", ""), Act.ENDORSE)
    return words.EVENTS.get(what, what)


def _actor(body: dict[str, Any], people: Mapping[str, str]) -> str:
    details, actor = body["facts"], body["actor"]
    name = details.get("name") or people.get(actor, "")
    shown = f"{name} ({actor})" if name else words.ACTORS.get(actor, actor)
    if body["on_behalf_of"]:
        principal = details.get("on_behalf_of_name") or people.get(body["on_behalf_of"], body["on_behalf_of"])
        shown += " " + words.ON_BEHALF.format(name=principal)
    return shown


def _channel(body: dict[str, Any], campaign: Campaign | None) -> list[str]:
    return [filled(CHANNELS[channel], campaign) for channel in CHANNELS if channel == body["channel"]]


def _of_case(details: Details, gate: Gate | None) -> Iterator[str]:
    if gate is not None and "from" in details and "to" in details:
        yield words.STAGES.format(start=stage_name(gate, details["from"]), end=stage_name(gate, details["to"]))
    if isinstance(details.get("findings"), dict):
        counts = (f"{VERDICTS[Verdict(verdict)]} {count}" for verdict, count in details["findings"].items())
        yield words.FINDINGS.format(counts=", ".join(counts))
    for sentence in details.get("said", ()):
        yield words.SAID.format(sentence=sentence)


def _stated(details: Details, *names: str) -> str:
    return "; ".join(details[name] for name in names if details.get(name))


_SENTENCES: Mapping[str, Callable[[Details], str]] = {
    "entered_by_name": lambda details: words.ENTERED_BY.format(name=details["entered_by_name"]),
    "confirmed_by_name": lambda details: words.CONFIRMED_BY.format(name=details["confirmed_by_name"]),
    "code_sent_to": lambda details: words.CODE_SENT_TO.format(address=details["code_sent_to"]),
    "confirmation_sent_to": lambda details: words.CODE_SENT_TO.format(address=details["confirmation_sent_to"]),
    "claimed": lambda details: words.CLAIMED.format(name=details["claimed"]),
    "reason": lambda details: words.REASON.format(reason=details["reason"]),
    "paper_number": lambda details: words.PAPER.format(
        number=details["paper_number"],
        day=_day(details.get("paper_signed_on")),
        signer=details.get("paper_signer") or "…",
    ),
    "fixed_day": lambda details: words.FIXED_DAY.format(day=_day(details["fixed_day"])),
    "owed_anew": lambda details: words.REGISTER_CHANGE.format(
        added=sum(details["owed_anew"].values()),
        changed=sum(len(group["units"]) for group in details["owed_otherwise"]),
    ),
    "date_task": lambda details: words.BOARD_DATE.format(task=details["task_name"], day=_day(details["set_day"])),
    "done_on": lambda details: words.EVIDENCE.format(
        task=details["task"], day=_day(details["done_on"]), shown=_stated(details, "number", "link", "source", "note")
    ),
    "difficulty": lambda details: words.DIFFICULTY.format(
        number=details["difficulty"], day=_day(details["day"]), shown=_stated(details, "document", "words")
    ),
    "official": lambda details: words.DELEGATES.format(**details),
    "rows": lambda details: words.ROWS.format(
        rows=sum(map(len, details["rows"].values())), tables=len(details["rows"])
    ),
    "people": lambda details: words.PEOPLE.format(people=details["people"]),
    "quota": lambda details: words.QUOTA.format(quota=details["quota"], document=details["document"]),
    "changed": lambda details: words.REGISTER_CHANGE.format(
        added=len(details["added"]), changed=len(details["changed"])
    ),
    "count": lambda details: words.CODES.format(count=details["count"]),
    "rungs": lambda details: words.SWEPT.format(**{**details, "day": _day(details["day"])}),
    "told": lambda details: words.LESSONS.format(told=details["told"], lessons=details["lessons"]),
    "was_sent": lambda details: words.DOUBT[details["was_sent"]].format(number=details["number"]),
}
"""What came of it, by the detail whose presence says so, in the order in which it is shown."""


def _day(text: str | None) -> str:
    return day_words(date.fromisoformat(text)) if text else "…"
