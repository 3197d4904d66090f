"""A case as people read it: its sheet, the words above the form that asks for a decision, and what comes next."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from emulation_workflow.domain.approval.entries import Check, PendingDocument
from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    NEEDS_REASON,
    Act,
    Channel,
    acting_role,
)
from emulation_workflow.domain.campaign import Campaign, StepKind
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers import Decider
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.messages import order_words
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.labels import CHANNELS
from emulation_workflow.messages.names import act_words, decision_words, filled
from emulation_workflow.messages.screens import run_words
from emulation_workflow.messages.screens.entries import CHECKS
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
        "proposal_words": sheet.pilot.proposal_words if sheet.pilot else "",
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
        "holder_of_case": sheet.holder_of_case,
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
                "channel": filled(CHANNELS[Channel(decision.channel)], campaign),
                "entered_by": decision.entered_by,
            }
            for decision in sheet.taken
        ],
        "letters": [letter_row(letter, zone) for letter in sheet.letters],
    }


def page_context(office: Office, sheet: CaseSheet, *, zone: ZoneInfo, names_people: bool) -> dict[str, Any]:
    """Return the context of the page on which a case is read and answered; for whoever is unknown, without names."""
    case, campaign = sheet.case, office.campaign
    version = next((version for version in sheet.versions if version.version == case.version), None)
    shown = _shared_context(office, sheet, zone) | {
        "unit": sheet.unit.code,
        "stage": case.stage,
        "since": moment(case.since, zone),
        "holder": sheet.holder_of_case,
        "asks_day": asks_day(office, sheet),
        "proposal_words": sheet.pilot.proposal_words if sheet.pilot else "",
        "answers": [
            {"act": act.value, "name": name, "needs_reason": act in NEEDS_REASON}
            for act, name in decision_words(office.gate, case.stage).items()
        ],
        "taken": [
            letter_context.decision(campaign, decision)
            | {"version": decision.version, "channel": filled(CHANNELS[Channel(decision.channel)], campaign)}
            for decision in sheet.taken
        ],
        "attachments": version.plan.attachments if version else (),
        "to_check": [
            {
                "number": paper.paper_number,
                "day": letter_context.day(paper.paper_signed_on),
                "act_name": act_words(office.gate, paper.stage, Act(paper.act)),
            }
            for paper, _ in sheet.pending
        ],
        "checks": [{"check": check.value, "name": CHECKS[check]} for check in (Check.CONFIRM, Check.REFUSE)],
        "basis": letter_context.basis(campaign, sheet.unit),
        "names_people": names_people,
    }
    plan = version.plan if version else None
    return shown if names_people else _without_people(shown, (plan.signer, plan.submitted_by) if plan else ())


def _without_people(shown: dict[str, Any], named: Sequence[str]) -> dict[str, Any]:
    """Return the same without names and titles of people, those whom its plan names among them."""
    nobody = {"name": "", "title": "", "on_behalf_of": ""}

    def bare(paper: dict[str, str]) -> dict[str, str]:
        return paper | {"signer": ""}

    def unnamed(row: dict[str, str]) -> dict[str, str]:
        message = row["message"]
        for name in filter(None, named):
            message = message.replace(name, run_words.NAME_LEFT_OUT)
        return row | {"message": message}

    version = shown["version"]
    groups = [group | {"rows": [unnamed(row) for row in group["rows"]]} for group in shown["groups"]]
    decided = {
        name: [row | {"decided_by": nobody, "paper": bare(row["paper"])} for row in shown[name]]
        for name in ("decisions", "taken")
    }
    return (
        shown
        | decided
        | {
            "version": version and version | {"paper": bare(version["paper"])},
            "groups": groups,
            "may_act": [],
            "refused": [],
            "pending": [run_words.PENDING_WITHOUT_NAMES for _ in shown["pending"]],
        }
    )


def _shared_context(office: Office, sheet: CaseSheet, zone: ZoneInfo) -> dict[str, Any]:
    latest = next((version for version in sheet.versions if version.version == sheet.case.version), None)
    return {
        "unit_name": sheet.unit.name,
        "stage_name": sheet.stage_name,
        "version": _version(latest, zone) if latest else None,
        "groups": by_verdict(office.campaign, latest.findings) if latest else [],
        "asked_changes": sheet.case.asked_changes,
        "decisions": [letter_context.decision(office.campaign, decision) for decision in sheet.standing],
        "may_act": [_person(decider) for decider in sheet.may_act],
        "refused": last_refusal(sheet),
        "pending": [_pending(office, paper, clerk, zone) for paper, clerk in sheet.pending],
        "by_order": order_words.when_and_by_whom(sheet.terms) if sheet.terms.is_by_order else "",
    }


def asks_day(office: Office, sheet: CaseSheet) -> bool:
    """Return whether an opinion is asked now that may fix the day of a pilot that the plan gives none (A07)."""
    step = office.gate.step(sheet.case.stage)
    return step is not None and step.kind is StepKind.OPINION and sheet.pilot_without_day is not None


def next_step(office: Office, sheet: CaseSheet, *, pages: str = "") -> str:
    """Return what is to be done next, for staff to read; `pages`: where decisions are taken, if not in Prefect."""
    if sheet.case.stage == CLEARED:
        return run_words.NEXT_PROCEED
    decisions = decision_words(office.gate, sheet.case.stage)
    if not decisions:
        return run_words.NEXT_UNIT.format(version=nth_words(sheet.case.version + 1))
    role = acting_role(office.gate, sheet.case.stage) or ""
    names = " / ".join(decisions.values())
    words = run_words.NEXT_DECISION_ON_PAGE if pages else run_words.NEXT_DECISION
    return words.format(role=office.campaign.role(role).name, choices=names, link=pages)


def last_refusal(sheet: CaseSheet) -> list[str]:
    """Return why the last answer did not count, in sentences; nothing once an act has followed it."""
    bodies = [json.loads(row.body) for row in sheet.rows]
    acts = [body for body in bodies if body["kind"] in (LedgerKind.ACT.value, LedgerKind.REFUSED.value)]
    if not acts or acts[-1]["kind"] != LedgerKind.REFUSED.value:
        return []
    return list(acts[-1]["facts"].get("said", []))


def state_words(office: Office, sheet: CaseSheet, *, pages: str = "") -> str:
    """Return what a waiting run's own page says: why the last answer did not count, else what is to be done next."""
    reasons = last_refusal(sheet)
    return (
        run_words.LAST_REFUSAL.format(reasons=" ".join(reasons)) if reasons else next_step(office, sheet, pages=pages)
    )


def state_name(sheet: CaseSheet) -> str:
    """Return the name of a waiting run's state: its stage, and that the last answer did not count if one did not.

    Why it did not would run out of the dialog in which people answer: the run's message, its log and its form say it.
    """
    words = run_words.NOT_RECORDED_WHILE_WAITING if last_refusal(sheet) else "{stage}"
    return words.format(stage=sheet.stage_name)


def by_verdict(campaign: Campaign, findings: Sequence[Finding]) -> list[dict[str, Any]]:
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
        "paper": {"number": plan.number, "date": letter_context.day(plan.signed_on), "signer": plan.signer},
        "conference": letter_context.conference(plan),
        "received_on": letter_context.day(version.received_at),
        "received_at": moment(version.received_at, zone),
        "breaches": sum(finding.verdict is Verdict.BREACH for finding in version.findings),
    }


def _pending(office: Office, paper: PendingDocument, clerk: str, zone: ZoneInfo) -> str:
    return run_words.PENDING_PAPER.format(
        number=paper.paper_number,
        day=letter_context.day(paper.paper_signed_on),
        act=act_words(office.gate, paper.stage, Act(paper.act)),
        signer=paper.paper_signer,
        clerk=clerk,
        at=moment(paper.entered_at, zone),
    )


def _person(decider: Decider) -> str:
    official, principal = decider.official, decider.on_behalf_of
    named = f"{official.name} ({official.title})" if official.title else official.name
    return run_words.ON_BEHALF.format(person=named, principal=principal.name) if principal else named
