"""Papers on a gated pilot's plan (III.1): the Board's appraisal and submission, the Committee's draft opinion."""

from collections.abc import Iterator, Sequence
from typing import Any

from emulation_workflow.domain.approval.decisions import Decision
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.papers.paper import Cell, Paper, PaperTable
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.domain.submissions import PlanVersion, UnitPlan
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import ATTENDANCE, VERDICTS
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import INPUT_PLAN, PROPOSALS, session_words
from emulation_workflow.office.approval.sheets import CaseSheet, case_sheet
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, board, committee, compose_paper, needed_unit

SHOWN_FIRST = (Verdict.BREACH, Verdict.ASK, Verdict.NOT_SPECIFIED, Verdict.NOTE, Verdict.OK)
UNSETTLED = (Verdict.ASK, Verdict.NOT_SPECIFIED)
OPINIONS = (Act.AGREE, Act.AGREE_WITH_CHANGES, Act.DISAGREE)


def appraisal_report(office: Office, request: PaperRequest) -> Paper:
    """Return the Board's report on the plan under way: each rule with clause, finding and proposal; what is open."""
    sheet, version = _case(office, request)
    return _paper(office, request, sheet, version, {"findings": _findings_table(office, version.findings)})


def submission(office: Office, request: PaperRequest) -> Paper:
    """Return the Board's submission of the plan under way to the Committee, with report and draft of the opinion."""
    sheet, version = _case(office, request)
    return _paper(office, request, sheet, version, {})


def opinion(office: Office, request: PaperRequest) -> Paper:
    """Return the Committee's letter: the opinion on record, or before there is any, a draft that agrees."""
    sheet, version = _case(office, request)
    return _paper(office, request, sheet, version, {}, of_committee=True)


def _case(office: Office, request: PaperRequest) -> tuple[CaseSheet, PlanVersion]:
    sheet = case_sheet(office, needed_unit(request))
    version = next((version for version in sheet.versions if version.version == sheet.case.version), None)
    if version is None:
        raise Rejected(Problem(code=ProblemCode.PAPER_WITHOUT_PLAN, params={"unit": sheet.unit.name}))
    return sheet, version


def _paper(
    office: Office,
    request: PaperRequest,
    sheet: CaseSheet,
    version: PlanVersion,
    more: dict[str, PaperTable],
    *,
    of_committee: bool = False,
) -> Paper:
    campaign = office.campaign
    names = {"board": board(campaign).name, "committee": committee(campaign).name}
    return compose_paper(
        office,
        request,
        name=f"{sheet.unit.code}-{version.version}",
        issuer=committee(campaign) if of_committee else board(campaign),
        context=names | _context(office, sheet, version),
        tables={"plan": _plan_table(office, sheet, version.plan)} | more if not of_committee else {},
        inputs=((INPUT_PLAN.format(unit=sheet.unit.name, version=version.version), version.sha256),),
    )


def _context(office: Office, sheet: CaseSheet, version: PlanVersion) -> dict[str, Any]:
    plan = version.plan
    gate = office.gate
    # What counts from a former version, and all on this one: a plan that was sent back counts no longer, but is shown.
    counted = [decision for decision in sheet.standing if decision.version != version.version]
    counted += [decision for decision in sheet.taken if decision.version == version.version]
    return {
        "unit": formal_name(office.campaign, sheet.unit),
        "gate_clause": office.campaign.rule(gate.rule).clause,
        "steps": [office.campaign.rule(step.rule).quote for step in gate.steps],
        "submitted": {
            "number": plan.number,
            "day": day_words(plan.signed_on) if plan.signed_on else "",
            "version": version.version,
            "received": day_words(version.received_at.date()),
        },
        "conference": plan.conference_name,
        "checked": len(version.findings),
        "groups": list(_groups(version.findings)),
        "breaches": _sentences(version.findings, (Verdict.BREACH,)),
        "unsettled": _sentences(version.findings, UNSETTLED),
        "endorsement": _decision(counted, (Act.ENDORSE,)),
        "opinion": _decision(counted, OPINIONS),
        "asked_changes": sheet.case.asked_changes,
        "proposed_day": _proposed_day(sheet, plan),
        "fixed_day": day_words(sheet.case.fixed_day) if sheet.case.fixed_day else "",
        "held_on": day_words(plan.held_on) if plan.held_on else "",
        "is_given_no_window": sheet.pilot.window is None,
    }


def _decision(decisions: Sequence[Decision], acts: Sequence[Act]) -> dict[str, str]:
    """Return the latest of these acts, or empty words where none was taken."""
    latest = next((decision for decision in reversed(decisions) if decision.act in acts), None)
    return {"act": latest.act.value, "reason": latest.reason.rstrip(" .")} if latest else {"act": "", "reason": ""}


def _proposed_day(sheet: CaseSheet, plan: UnitPlan) -> str:
    """Return what is proposed for a pilot that the plan gives no time, in the campaign's words (A07); else ""."""
    return sheet.pilot.proposal_words.rstrip(" .") if sheet.pilot.window is None and plan.held_on else ""


def _groups(findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    for verdict in SHOWN_FIRST:
        number = sum(finding.verdict is verdict for finding in findings)
        if number:
            yield {"name": VERDICTS[verdict].lower(), "number": number}


def _sentences(findings: Sequence[Finding], verdicts: Sequence[Verdict]) -> list[dict[str, str]]:
    return [
        {"clause": finding.clause, "sentence": finding_sentence(finding).rstrip(" ."), "rule": finding.rule}
        for verdict in verdicts
        for finding in findings
        if finding.verdict is verdict
    ]


def _findings_table(office: Office, findings: Sequence[Finding]) -> PaperTable:
    rows: list[tuple[Cell, ...]] = [
        (
            finding.clause,
            office.campaign.rule(finding.rule).quote,
            finding_sentence(finding),
            VERDICTS[finding.verdict],
            PROPOSALS[finding.verdict],
        )
        for finding in sorted(findings, key=lambda finding: SHOWN_FIRST.index(finding.verdict))
    ]
    return tables.numbered(tables.FINDINGS, rows)


def _plan_table(office: Office, sheet: CaseSheet, plan: UnitPlan) -> PaperTable:
    level = office.campaign.level_of(sheet.unit.level)
    categories = level.conference.composition if level and level.conference else ()
    contents = {content.id: content.name for content in office.campaign.contents}
    composition = [
        f"{category.name}: {plan.delegates[category.id]}" for category in categories if plan.delegates.get(category.id)
    ]
    agenda = [contents.get(item.content, item.content) for item in plan.agenda]
    rows: list[tuple[Cell, ...]] = [
        (tables.CONFERENCE, plan.conference_name),
        (tables.DAY, session_words(plan.held_on, plan.starts_at, plan.ends_at, office.campaign.half_day)),
        (tables.PLACE, plan.place),
        (tables.MODE, ATTENDANCE[plan.mode] if plan.mode else ""),
        (tables.DELEGATES, str(plan.delegates_total)),
        (tables.COMPOSITION, "; ".join(composition)),
        (tables.AGENDA, "; ".join(agenda)),
    ]
    return tables.table(tables.PLAN, [(name, value or tables.NOT_STATED) for name, value in rows])
