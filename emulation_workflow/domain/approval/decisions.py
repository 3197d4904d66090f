"""Decisions, read back from the record's sealed rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval.transitions import DECISIONS, Act, OfficialDocument
from emulation_workflow.domain.record.ledger import LedgerKind, SealedEntry
from emulation_workflow.domain.record.plain_json import from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on one version: who took it, in whose name, at which stage, by which channel, on what paper.

    `at` is aware. `on_behalf_of` is the name of the official whose substitute acted, "" otherwise.
    """

    act: Act
    stage: str
    leads_to: str
    role: str
    official: str
    name: str
    title: str
    on_behalf_of: str
    at: datetime
    channel: str
    version: int
    reason: str
    paper: OfficialDocument
    entered_by: str
    fixed_day: date | None


def decisions(rows: Iterable[SealedEntry]) -> tuple[Decision, ...]:
    """Return the decisions among these rows, oldest first; submissions and withdrawals are no decisions."""
    bodies = (from_json(row.body) for row in rows)
    return tuple(_decision(body) for body in bodies if body["kind"] == LedgerKind.ACT and body["what"] in DECISIONS)


def _decision(body: dict[str, Any]) -> Decision:
    details = body["facts"]
    return Decision(
        act=Act(body["what"]),
        stage=details["from"],
        leads_to=details["to"],
        role=details["role"],
        official=body["actor"],
        name=details["name"],
        title=details["title"],
        on_behalf_of=details.get("on_behalf_of_name", ""),
        at=datetime.fromisoformat(body["at"]),
        channel=body["channel"],
        version=body["version"],
        reason=details.get("reason", ""),
        paper=OfficialDocument(
            number=details.get("paper_number", ""),
            signed_on=_day(details.get("paper_signed_on")),
            signer=details.get("paper_signer", ""),
        ),
        entered_by=details.get("entered_by_name", ""),
        fixed_day=_day(details.get("fixed_day")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
