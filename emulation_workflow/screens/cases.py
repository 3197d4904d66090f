"""A case as people read it: its sheet, the words above the form that asks for a decision, and what comes next."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.domain.approval.entries import PendingPaper
from emulation_workflow.domain.approval.transitions import CLEARED, Act, Channel, acting_role, decisions_at
from emulation_workflow.domain.campaign import Campaign, StepKind
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers import Decider
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.messages import order_words
from emulation_workflow.messages.labels import ACTS, CHANNELS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.sheets import CaseSheet
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.office import Office
from emulation_workflow.screens.letters import letter_row, moment

VERDICT_ORDER = (Verdict.BREACH, Verdict.ASK, Verdict.NOT_SPECIFIED, Verdict.NOTE, Verdict.OK)

WEIGHS = (Verdict.BREACH, Verdict.ASK, Verdict.NOT_SPECIFIED)
"""What a decider has to weigh; the rest is on the sheet."""


def question_context(office: Office, sheet: CaseSheet, *, zone: ZoneInfo, sheet_link: str) -> dict[str, Any]:
    """Return the context of the page above the decision form: plan, findings, why the last answer was refused."""
    asked_for = {
        "asks_day": asks_day(office, sheet),
        "proposal_words": sheet.pilot.proposal_words,
        "sheet_link": sheet_link,
    }
    return _shared_context(office, sheet, zone) | asked_for


def sheet_context(
    office: Office, sheet: CaseSheet, *, zone: ZoneInfo, run_link: Callable[[str | None], str]
) -> dict[str, Any]:
    """Return the context of the page that shows the whole case; hours are those of `zone`."""
    case, campaign = sheet.case, office.campaign
    return _shared_context(office, sheet, zone) | {
        "since": moment(case.since, zone),
        "ball_holder": sheet.ball_holder,
        "next_step": next_step(office, sheet),
        "fixed_day": letter_context.day(case.fixed_day),
        "fixed_by": case.fixed_by,
        "run_link": run_link(case.run_id) if case.run_id else "",
        "basis": letter_context.basis(campaign, sheet.unit),
        "versions": [_version(version, zone) for version in sheet.versions],
        "decisions": [
            letter_context.decision(campaign, decision)
            | {
                "version": decision.version,
                "channel": CHANNELS[Channel(decision.channel)],
                "entered_by": decision.entered_by,
            }
            for decision in sheet.taken
        ],
        "letters": [letter_row(letter, zone) for letter in sheet.letters],
    }


def _shared_context(office: Office, sheet: CaseSheet, zone: ZoneInfo) -> dict[str, Any]:
    latest = next((version for version in sheet.versions if version.version == sheet.case.version), None)
    return {
        "unit_name": sheet.unit.name,
        "stage_name": sheet.stage_name,
        "version": _version(latest, zone) if latest else None,
        "groups": _by_verdict(office.campaign, latest.findings) if latest else [],
        "asked_changes": sheet.case.asked_changes,
        "decisions": [letter_context.decision(office.campaign, decision) for decision in sheet.standing],
        "may_act": [_person(decider) for decider in sheet.may_act],
        "refused": last_refusal(sheet),
        "pending": [_pending(paper, clerk, zone) for paper, clerk in sheet.pending],
        "by_order": order_words.when_and_by_whom(sheet.terms) if sheet.terms.is_by_order else "",
    }


def asks_day(office: Office, sheet: CaseSheet) -> bool:
    """Return whether an opinion is asked now that may fix the day of a pilot that the plan gives none (A07)."""
    step = office.gate.step(sheet.case.stage)
    return step is not None and step.kind is StepKind.OPINION and sheet.pilot.window is None


def next_step(office: Office, sheet: CaseSheet) -> str:
    """Return what is to be done next, in a sentence for staff."""
    if sheet.case.stage == CLEARED:
        return run_words.NEXT_PROCEED
    acts = decisions_at(office.gate, sheet.case.stage)
    if not acts:
        return run_words.NEXT_UNIT.format(version=sheet.case.version + 1)
    role = acting_role(office.gate, sheet.case.stage) or ""
    names = " / ".join(ACTS[act] for act in acts)
    return run_words.NEXT_DECISION.format(role=office.campaign.role(role).name, choices=names)


def last_refusal(sheet: CaseSheet) -> list[str]:
    """Return why the last answer did not count, in sentences; nothing once an act has followed it."""
    bodies = [json.loads(row.body) for row in sheet.rows]
    acts = [body for body in bodies if body["kind"] in (LedgerKind.ACT.value, LedgerKind.REFUSED.value)]
    if not acts or acts[-1]["kind"] != LedgerKind.REFUSED.value:
        return []
    return list(acts[-1]["facts"].get("said", []))


def state_words(office: Office, sheet: CaseSheet) -> str:
    """Return what a waiting run's own page says: why the last answer did not count, else what is to be done next."""
    reasons = last_refusal(sheet)
    return run_words.LAST_REFUSAL.format(reasons=" ".join(reasons)) if reasons else next_step(office, sheet)


def _by_verdict(campaign: Campaign, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    ordered = sorted(findings, key=lambda finding: VERDICT_ORDER.index(finding.verdict))
    return [
        {"name": rows[0]["verdict_name"], "rows": rows, "weighs": verdict in WEIGHS}
        for verdict, group in groupby(ordered, key=lambda finding: finding.verdict)
        if (rows := letter_context.findings(campaign, list(group)))
    ]


def _version(version: PlanVersion, zone: ZoneInfo) -> dict[str, Any]:
    plan = version.plan
    return {
        "number": version.version,
        "sha256": version.sha256,
        "paper": {"number": plan.number, "date": letter_context.day(plan.signed_on), "signer": plan.signer},
        "conference": letter_context.conference(plan),
        "received_on": letter_context.day(version.received_at),
        "received_at": moment(version.received_at, zone),
        "breaches": sum(finding.verdict is Verdict.BREACH for finding in version.findings),
    }


def _pending(paper: PendingPaper, clerk: str, zone: ZoneInfo) -> str:
    return run_words.PENDING_PAPER.format(
        number=paper.paper_number,
        day=letter_context.day(paper.paper_signed_on),
        act=ACTS[Act(paper.act)],
        signer=paper.paper_signer,
        clerk=clerk,
        at=moment(paper.entered_at, zone),
    )


def _person(decider: Decider) -> str:
    official, principal = decider.official, decider.on_behalf_of
    named = f"{official.name} ({official.title})" if official.title else official.name
    return run_words.ON_BEHALF.format(person=named, principal=principal.name) if principal else named
