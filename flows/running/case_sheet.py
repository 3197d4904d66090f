"""A case as people read it: the sheet beside its run, and the words above the form that asks for a decision."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import acreate_markdown_artifact

from emulation_workflow.domain.approval.transitions import CLEARED, Channel, acting_role, decisions_at
from emulation_workflow.domain.campaign import StepKind
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.mail.letters import LetterStatus
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers.units import Decider, searchable
from emulation_workflow.domain.submissions.received import PlanVersion
from emulation_workflow.messages import order_words
from emulation_workflow.messages.days import moment_words
from emulation_workflow.messages.labels import ACTS, CHANNELS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.sheets import CaseSheet, case_sheet
from emulation_workflow.office.letters import letter_context
from flows.running import context
from flows.running.pages import page, said_of
from flows.running.waiting import slug

VERDICT_ORDER = (Verdict.BREACH, Verdict.ASK, Verdict.NOT_SPECIFIED, Verdict.NOTE, Verdict.OK)

WEIGHS = (Verdict.BREACH, Verdict.ASK, Verdict.NOT_SPECIFIED)
"""What a decider has to weigh; the rest is on the sheet."""


async def publish_case_sheet(unit_code: str) -> UUID | None:
    """Put the case's sheet, as it is now, among the artifacts; the last one shows. No case stops for its sheet.

    Returns the artifact's id, None if there is none.
    """
    try:
        return await _publish(case_sheet(context.office(), unit_code))
    except Exception:  # noqa: BLE001 - see above
        get_run_logger().exception("The case sheet of unit %s was not renewed.", unit_code)
        return None


async def _publish(sheet: CaseSheet) -> UUID:
    return await acreate_markdown_artifact(
        key=_key(sheet),
        markdown=page("case_sheet", _sheet_facts(sheet)),
        description=run_words.SHEET_ABOUT.format(unit=sheet.unit.name, stage=sheet.stage_name),
    )


def _key(sheet: CaseSheet) -> str:
    """Prefect takes a-z, 0-9 and dashes; the heading bears the name as it is spelled."""
    return f"ho-so-{slug(searchable(sheet.unit.name))}"


def question_words(sheet: CaseSheet, sheet_id: UUID | None) -> str:
    """The Markdown above the decision form: the plan, what the checks found, and why the last answer did not count.

    `sheet_id`: the artifact that shows the whole case; without it the question leads to all that ever showed it.
    """
    shown = f"artifact/{sheet_id}" if sheet_id else f"key/{_key(sheet)}"
    asked_for = {
        "asks_day": asks_day(sheet),
        "proposal_words": sheet.pilot.proposal_words,
        "sheet_link": f"{context.settings().prefect_ui_url}/v2/artifacts/{shown}",
    }
    return page("question", _shared_facts(sheet) | asked_for)


def asks_day(sheet: CaseSheet) -> bool:
    """Whether an opinion is asked now that may fix the day of a pilot that the plan gives none (A07)."""
    step = context.office().gate.step(sheet.case.stage)
    return step is not None and step.kind is StepKind.OPINION and sheet.pilot.window is None


def _shared_facts(sheet: CaseSheet) -> dict[str, Any]:
    campaign = context.office().campaign
    latest = next((one for one in sheet.versions if one.version == sheet.case.version), None)
    return {
        "unit_name": sheet.unit.name,
        "stage_name": sheet.stage_name,
        "version": _version(latest) if latest else None,
        "groups": _grouped(latest.findings) if latest else [],
        "asked_changes": sheet.case.asked_changes,
        "decisions": [letter_context.decision(campaign, one) for one in sheet.standing],
        "may_act": [_person(one) for one in sheet.may_act],
        "refused": last_refusal(sheet),
        "by_order": order_words.when_and_by_whom(sheet.terms) if sheet.terms.is_by_order else "",
    }


def _sheet_facts(sheet: CaseSheet) -> dict[str, Any]:
    office, case = context.office(), sheet.case
    return _shared_facts(sheet) | {
        "since": _moment(case.since),
        "ball_holder": sheet.ball_holder,
        "next_step": next_step(sheet),
        "fixed_day": letter_context.day(case.fixed_day),
        "fixed_by": case.fixed_by,
        "run_link": context.settings().run_link(case.run_id) if case.run_id else "",
        "basis": letter_context.basis(office.campaign, sheet.unit),
        "versions": [_version(one) for one in sheet.versions],
        "decisions": [
            letter_context.decision(office.campaign, one)
            | {"version": one.version, "channel": CHANNELS[Channel(one.channel)], "entered_by": one.entered_by}
            for one in sheet.taken
        ],
        "letters": [_letter(one) for one in sheet.letters],
    }


def next_step(sheet: CaseSheet) -> str:
    """What is to be done next, in a sentence for staff."""
    gate = context.office().gate
    if sheet.case.stage == CLEARED:
        return run_words.NEXT_PROCEED
    acts = decisions_at(gate, sheet.case.stage)
    if acts:
        role = acting_role(gate, sheet.case.stage) or ""
        choices = " / ".join(ACTS[act] for act in acts)
        return run_words.NEXT_DECISION.format(role=context.office().campaign.role(role).name, choices=choices)
    return run_words.NEXT_UNIT.format(version=sheet.case.version + 1)


def last_refusal(sheet: CaseSheet) -> list[str]:
    """Why the last answer did not count, in sentences; nothing once an act has followed it."""
    bodies = [json.loads(row.body) for row in sheet.rows]
    acts = [body for body in bodies if body["kind"] in (LedgerKind.ACT.value, LedgerKind.REFUSED.value)]
    if not acts or acts[-1]["kind"] != LedgerKind.REFUSED.value:
        return []
    return list(acts[-1]["facts"].get("said", []))


def state_words(sheet: CaseSheet) -> str:
    """What the waiting run's own page says: why the last answer did not count, else whose turn it is."""
    reasons = last_refusal(sheet)
    return run_words.LAST_REFUSAL.format(reasons=" ".join(reasons)) if reasons else next_step(sheet)


def _grouped(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    campaign = context.office().campaign
    ordered = sorted(findings, key=lambda one: VERDICT_ORDER.index(one.verdict))
    return [
        {"name": rows[0]["verdict_name"], "rows": rows, "weighs": verdict in WEIGHS}
        for verdict, group in groupby(ordered, key=lambda one: one.verdict)
        if (rows := letter_context.findings(campaign, list(group)))
    ]


def _version(version: PlanVersion) -> dict[str, Any]:
    plan = version.plan
    return {
        "number": version.version,
        "sha256": version.sha256,
        "paper": {"number": plan.number, "date": letter_context.day(plan.signed_on), "signer": plan.signer},
        "conference": letter_context.conference(plan),
        "received_on": letter_context.day(version.received_at),
        "received_at": _moment(version.received_at),
        "breaches": sum(one.verdict is Verdict.BREACH for one in version.findings),
    }


def _letter(letter: LetterStatus) -> dict[str, str]:
    return {
        "kind": run_words.LETTERS[letter.kind],
        "to": ", ".join(f"{one.name} <{one.email or run_words.NO_ADDRESS}>" for one in (*letter.to, *letter.cc)),
        "written_at": _moment(letter.written_at),
        "state": run_words.DELIVERIES[letter.state],
        "sent_at": _moment(letter.sent_at),
        "words": said_of(letter),
    }


def _person(decider: Decider) -> str:
    official, principal = decider.official, decider.on_behalf_of
    named = f"{official.name} ({official.title})" if official.title else official.name
    return run_words.ON_BEHALF.format(person=named, principal=principal.name) if principal else named


def _moment(at: datetime | None) -> str:
    zone = context.settings().time_zone
    return moment_words(at.astimezone(zone)) if at else ""
