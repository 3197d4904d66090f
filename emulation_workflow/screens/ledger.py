"""A row of the record as staff read it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval.transitions import stage_name
from emulation_workflow.domain.campaign import Gate
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.record.ledger import LedgerKind, SealedEntry
from emulation_workflow.messages import ledger as words
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import CHANNELS, VERDICTS


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
    for details in (_of_decision, _of_obligations, _of_difficulty, _of_delegates, _of_office):
        yield from details(facts)


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


def _of_case(facts: dict[str, Any], gate: Gate | None) -> Iterator[str]:
    if gate is not None and "from" in facts and "to" in facts:
        yield words.STAGES.format(start=stage_name(gate, facts["from"]), end=stage_name(gate, facts["to"]))
    if isinstance(facts.get("findings"), dict):
        counts = (f"{VERDICTS[Verdict(verdict)]} {count}" for verdict, count in facts["findings"].items())
        yield words.FINDINGS.format(counts=", ".join(counts))
    for sentence in facts.get("said", ()):
        yield words.SAID.format(sentence=sentence)


def _of_decision(facts: dict[str, Any]) -> Iterator[str]:
    if facts.get("entered_by_name"):
        yield words.ENTERED_BY.format(name=facts["entered_by_name"])
    if facts.get("reason"):
        yield words.REASON.format(reason=facts["reason"])
    if facts.get("paper_number"):
        yield words.PAPER.format(
            number=facts["paper_number"],
            day=_day(facts.get("paper_signed_on")),
            signer=facts.get("paper_signer") or "…",
        )
    if facts.get("fixed_day"):
        yield words.FIXED_DAY.format(day=_day(facts["fixed_day"]))


def _of_obligations(facts: dict[str, Any]) -> Iterator[str]:
    if "owed_anew" in facts:
        changed = sum(len(group["units"]) for group in facts["owed_otherwise"])
        yield words.REGISTER_CHANGE.format(added=sum(facts["owed_anew"].values()), changed=changed)
    if "date_task" in facts:
        yield words.BOARD_DATE.format(task=facts["task_name"], day=_day(facts["set_day"]))
    if "done_on" in facts:
        shown = [facts[name] for name in ("number", "link", "source", "note") if facts.get(name)]
        yield words.EVIDENCE.format(task=facts["task"], day=_day(facts["done_on"]), shown="; ".join(shown))


def _of_difficulty(facts: dict[str, Any]) -> Iterator[str]:
    if "difficulty" in facts:
        shown = [facts[name] for name in ("document", "words") if facts.get(name)]
        yield words.DIFFICULTY.format(number=facts["difficulty"], day=_day(facts["day"]), shown="; ".join(shown))


def _of_delegates(facts: dict[str, Any]) -> Iterator[str]:
    if "official" in facts:
        yield words.DELEGATES.format(**facts)
    if "people" in facts:
        yield words.PEOPLE.format(people=facts["people"])
    if "quota" in facts:
        yield words.QUOTA.format(quota=facts["quota"], document=facts["document"])


def _of_office(facts: dict[str, Any]) -> Iterator[str]:
    if "added" in facts and "changed" in facts:
        yield words.REGISTER_CHANGE.format(added=len(facts["added"]), changed=len(facts["changed"]))
    if "count" in facts:
        yield words.CODES.format(count=facts["count"])
    if "rungs" in facts:
        counts = {name: facts[name] for name in ("overdue", "rungs", "letters", "unreachable")}
        yield words.SWEPT.format(day=_day(facts["day"]), **counts)
    if facts.get("told"):
        yield words.LESSONS.format(told=facts["told"], lessons=facts["lessons"])
    if "was_sent" in facts:
        yield words.DOUBT[facts["was_sent"]].format(number=facts["number"])


def _day(text: str | None) -> str:
    return day_words(date.fromisoformat(text)) if text else "…"
