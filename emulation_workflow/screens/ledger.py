"""A row of the record as staff read it."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval.transitions import stage_name
from emulation_workflow.domain.campaign import Gate
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.record.ledger import LedgerKind, SealedEntry
from emulation_workflow.messages import ledger as words
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import CHANNELS, VERDICTS

Facts = Mapping[str, Any]


def entry_row(row: SealedEntry, gate: Gate | None, people: Mapping[str, str]) -> tuple[int, datetime | None, str]:
    """Return the row's number, when it was, and each on a line: what happened, by whom, what came of it, its seal.

    `people` are officials' names by number. A row that somebody has changed is shown as one that cannot be read.
    """
    try:
        body = json.loads(row.body)
        at, lines = datetime.fromisoformat(body["at"]), list(_lines(body, gate, people))
    except (KeyError, TypeError, ValueError):
        at, lines = None, [words.UNREADABLE]
    return row.number, at, "\n".join([*lines, words.SEAL.format(seal=row.seal)])


def _lines(body: dict[str, Any], gate: Gate | None, people: Mapping[str, str]) -> Iterator[str]:
    facts = body["facts"]
    kind, event = words.ENTRY_KINDS[LedgerKind(body["kind"])], words.EVENTS.get(body["what"], body["what"])
    version = [words.VERSION.format(version=body["version"])] if body["version"] else []
    yield f"{kind}: {event}"
    yield ", ".join([_actor(body, people), *_channel(body), *version])
    yield from _of_case(facts, gate)
    yield from (said(facts) for fact, said in _DETAILS.items() if facts.get(fact) not in (None, ""))


def _actor(body: dict[str, Any], people: Mapping[str, str]) -> str:
    facts, actor = body["facts"], body["actor"]
    name = facts.get("name") or people.get(actor, "")
    shown = f"{name} ({actor})" if name else words.ACTORS.get(actor, actor)
    if body["on_behalf_of"]:
        principal = facts.get("on_behalf_of_name") or people.get(body["on_behalf_of"], body["on_behalf_of"])
        shown += " " + words.ON_BEHALF.format(name=principal)
    return shown


def _channel(body: dict[str, Any]) -> list[str]:
    return [CHANNELS[channel] for channel in CHANNELS if channel == body["channel"]]


def _of_case(facts: Facts, gate: Gate | None) -> Iterator[str]:
    if gate is not None and "from" in facts and "to" in facts:
        yield words.STAGES.format(start=stage_name(gate, facts["from"]), end=stage_name(gate, facts["to"]))
    if isinstance(facts.get("findings"), dict):
        counts = (f"{VERDICTS[Verdict(verdict)]} {count}" for verdict, count in facts["findings"].items())
        yield words.FINDINGS.format(counts=", ".join(counts))
    for sentence in facts.get("said", ()):
        yield words.SAID.format(sentence=sentence)


def _stated(facts: Facts, *names: str) -> str:
    return "; ".join(facts[name] for name in names if facts.get(name))


_DETAILS: Mapping[str, Callable[[Facts], str]] = {
    "entered_by_name": lambda facts: words.ENTERED_BY.format(name=facts["entered_by_name"]),
    "reason": lambda facts: words.REASON.format(reason=facts["reason"]),
    "paper_number": lambda facts: words.PAPER.format(
        number=facts["paper_number"],
        day=_day(facts.get("paper_signed_on")),
        signer=facts.get("paper_signer") or "…",
    ),
    "fixed_day": lambda facts: words.FIXED_DAY.format(day=_day(facts["fixed_day"])),
    "owed_anew": lambda facts: words.REGISTER_CHANGE.format(
        added=sum(facts["owed_anew"].values()), changed=sum(len(group["units"]) for group in facts["owed_otherwise"])
    ),
    "date_task": lambda facts: words.BOARD_DATE.format(task=facts["task_name"], day=_day(facts["set_day"])),
    "done_on": lambda facts: words.EVIDENCE.format(
        task=facts["task"], day=_day(facts["done_on"]), shown=_stated(facts, "number", "link", "source", "note")
    ),
    "difficulty": lambda facts: words.DIFFICULTY.format(
        number=facts["difficulty"], day=_day(facts["day"]), shown=_stated(facts, "document", "words")
    ),
    "official": lambda facts: words.DELEGATES.format(**facts),
    "people": lambda facts: words.PEOPLE.format(people=facts["people"]),
    "quota": lambda facts: words.QUOTA.format(quota=facts["quota"], document=facts["document"]),
    "changed": lambda facts: words.REGISTER_CHANGE.format(added=len(facts["added"]), changed=len(facts["changed"])),
    "count": lambda facts: words.CODES.format(count=facts["count"]),
    "rungs": lambda facts: words.SWEPT.format(**{**facts, "day": _day(facts["day"])}),
    "told": lambda facts: words.LESSONS.format(told=facts["told"], lessons=facts["lessons"]),
    "was_sent": lambda facts: words.DOUBT[facts["was_sent"]].format(number=facts["number"]),
}
"""What came of it, by the fact whose presence says so, in the order in which it is shown."""


def _day(text: str | None) -> str:
    return day_words(date.fromisoformat(text)) if text else "…"
