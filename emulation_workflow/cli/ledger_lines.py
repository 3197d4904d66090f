"""A row of the record as lines that staff can read."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval import stage_name
from emulation_workflow.domain.campaign import Gate
from emulation_workflow.domain.ledger import EntryKind, SealedEntry
from emulation_workflow.domain.records import Verdict
from emulation_workflow.messages import ledger as words
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import CHANNELS, VERDICTS

_INDENT = " " * 8


def lines(row: SealedEntry, gate: Gate | None, people: Mapping[str, str]) -> Iterator[str]:
    """The row: what happened and when, by whom, what came of it, its seal. `people` are officials' names by number."""
    body: dict[str, Any] = json.loads(row.body)
    kind, event = words.ENTRY_KINDS[EntryKind(body["kind"])], words.EVENTS.get(body["what"], body["what"])
    version = [words.VERSION.format(version=body["version"])] if body["version"] else []
    yield f"{row.number:>6}  {datetime.fromisoformat(body['at']):%d/%m/%Y %H:%M}  {kind}: {event}"
    yield _INDENT + ", ".join([_actor(body, people), *_channel(body), *version])
    for detail in _details(body["facts"], gate):
        yield _INDENT + detail
    yield _INDENT + words.SEAL.format(seal=row.seal)


def _actor(body: dict[str, Any], people: Mapping[str, str]) -> str:
    facts, actor = body["facts"], body["actor"]
    name = facts.get("name") or people.get(actor, "")
    told = f"{name} ({actor})" if name else words.ACTORS.get(actor, actor)
    if body["on_behalf_of"]:
        principal = facts.get("on_behalf_of_name") or people.get(body["on_behalf_of"], body["on_behalf_of"])
        told += " " + words.ON_BEHALF.format(name=principal)
    return told


def _channel(body: dict[str, Any]) -> list[str]:
    return [CHANNELS[channel] for channel in CHANNELS if channel == body["channel"]]


def _details(facts: dict[str, Any], gate: Gate | None) -> Iterator[str]:
    if gate is not None and "from" in facts and "to" in facts:
        yield words.STAGES.format(start=stage_name(gate, facts["from"]), end=stage_name(gate, facts["to"]))
    if facts.get("entered_by_name"):
        yield words.ENTERED_BY.format(name=facts["entered_by_name"])
    if facts.get("reason"):
        yield words.REASON.format(reason=facts["reason"])
    if facts.get("paper_number"):
        day = facts.get("paper_signed_on")
        yield words.PAPER.format(
            number=facts["paper_number"], day=_day(day) if day else "…", signer=facts.get("paper_signer") or "…"
        )
    if facts.get("fixed_day"):
        yield words.FIXED_DAY.format(day=_day(facts["fixed_day"]))
    for sentence in facts.get("said", ()):
        yield words.SAID.format(sentence=sentence)
    if isinstance(facts.get("findings"), dict):
        counts = (f"{VERDICTS[Verdict(verdict)]} {count}" for verdict, count in facts["findings"].items())
        yield words.FINDINGS.format(counts=", ".join(counts))


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text))
