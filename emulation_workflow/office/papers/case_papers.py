"""Papers on a gated pilot's plan (III.1): the Board's appraisal and submission, the Committee's draft opinion."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from emulation_workflow.domain.approval.decisions import Decision
from emulation_workflow.domain.approval.transitions import DRAFTING, OPINIONS, Act
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.papers.paper import Cell, Paper, PaperTable
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.domain.submissions import PlanVersion, UnitPlan
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import day_words, nth_words
from emulation_workflow.messages.forms.choices import asks_mode
from emulation_workflow.messages.labels import ATTENDANCE, VERDICTS
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import (
    ANSWERED,
    ENDORSED,
    INPUT_PLAN,
    NO_OPINION,
    NOT_APPRAISED,
    PROPOSALS,
    SIGNED,
    WITHDRAWN,
    session_words,
)
from emulation_workflow.office.approval.sheets import CaseSheet, case_sheet
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import (
    PaperRequest,
    board,
    committee,
    compose_paper,
    dated_early,
    needed_unit,
)

SHOWN_FIRST = (Verdict.BREACH, Verdict.ASK, Verdict.NOT_SPECIFIED, Verdict.NOTE, Verdict.OK)
UNSETTLED = (Verdict.ASK, Verdict.NOT_SPECIFIED)
APPRAISALS = (Act.ENDORSE, Act.SEND_BACK)


def appraisal_report(office: Office, request: PaperRequest) -> Paper:
    """Return the Board's report on the plan it appraised: each rule with clause, finding, proposal; what is open.

    It is a draft until the Board has endorsed this version, or sent it back.
    """
    sheet, version = _case(office, request, (Act.ENDORSE,))
    judged = _decision([taken for taken in sheet.taken if taken.version == version.version], APPRAISALS)
    draft = _unappraised(office, request, version, judged)
    return _paper(office, request, sheet, version, {"findings": _findings_table(office, version.findings)}, draft=draft)


def submission(office: Office, request: PaperRequest) -> Paper:
    """Return the Board's submission of the plan to the Committee, with report and draft of the opinion."""
    _need_opinion(office)
    sheet, version = _case(office, request, (Act.ENDORSE,))
    draft = _unappraised(office, request, version, _decision(_counted(sheet, version), (Act.ENDORSE,)))
    return _paper(office, request, sheet, version, {}, draft=draft)


def opinion(office: Office, request: PaperRequest) -> Paper:
    """Return the Committee's letter: the opinion on record, or before there is any, a draft with the three answers."""
    _need_opinion(office)
    sheet, version = _case(office, request, OPINIONS)
    counted = _counted(sheet, version)
    answered = _decision(counted, OPINIONS)
    if answered:
        draft = _dated_early(request, version, filled(ANSWERED, office.campaign), answered)
    else:
        judged = _decision(counted, (Act.ENDORSE,))
        draft = _unappraised(office, request, version, judged) or filled(NO_OPINION, office.campaign)
    return _paper(office, request, sheet, version, {}, draft=draft, of_committee=True)


def _need_opinion(office: Office) -> None:
    if office.gate.opining is None:
        raise Rejected(Problem(code=ProblemCode.PAPER_OF_NO_STEP, params={"plan": office.campaign.plan.number}))


def _unappraised(office: Office, request: PaperRequest, version: PlanVersion, judged: Decision | None) -> str:
    """Return why a paper that rests on this appraisal of the Board's is a draft, "" if it is not."""
    if judged is None:
        return filled(NOT_APPRAISED, office.campaign)
    return _dated_early(request, version, filled(ENDORSED, office.campaign), judged)


def _dated_early(request: PaperRequest, version: PlanVersion, what: str, decision: Decision) -> str:
    """Return why a paper dated before the plan that it names, or before what was decided on it, is a draft."""
    return dated_early(request, SIGNED, version.plan.signed_on) or dated_early(request, what, decision.at.date())


def _case(office: Office, request: PaperRequest, acts: Collection[Act]) -> tuple[CaseSheet, PlanVersion]:
    """Return the case and the version that one of `acts` was about, if one counts; else the version under way.

    What the Board confirms after changes were asked for never went to the Committee.
    """
    sheet = case_sheet(office, needed_unit(request))
    judged = _decision(sheet.standing, acts)
    number = judged.version if judged else sheet.case.version
    version = next((version for version in sheet.versions if version.version == number), None)
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
    draft: str,
    of_committee: bool = False,
) -> Paper:
    campaign = office.campaign
    names = {"board": board(campaign).name, "committee": committee(campaign).name}
    return compose_paper(
        office,
        request,
        name=f"{sheet.unit.name} {sheet.unit.code} lần {version.version}",
        issuer=committee(campaign) if of_committee else board(campaign),
        context=names | _context(office, sheet, version),
        tables={"plan": _plan_table(office, sheet, version.plan)} | more if not of_committee else {},
        inputs=((INPUT_PLAN.format(unit=sheet.unit.name, version=nth_words(version.version)), version.sha256),),
        draft=WITHDRAWN if _is_withdrawn(sheet, version) else draft,
    )


def _is_withdrawn(sheet: CaseSheet, version: PlanVersion) -> bool:
    """Return whether the unit took this version back: nobody has sent it back, and yet it is the unit's again."""
    if sheet.case.stage != DRAFTING or version.version != sheet.case.version:
        return False
    last = next((decision for decision in reversed(sheet.taken) if decision.version == version.version), None)
    return last is None or last.leads_to != DRAFTING


def _context(office: Office, sheet: CaseSheet, version: PlanVersion) -> dict[str, Any]:
    plan = version.plan
    gate = office.gate
    counted = _counted(sheet, version)
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
        "breaches": _sentences(office.campaign, version.findings, (Verdict.BREACH,)),
        "unsettled": _sentences(office.campaign, version.findings, UNSETTLED),
        "director": _director(office.campaign, sheet),
        "endorsement": _said(_decision(counted, (Act.ENDORSE,))),
        "returned": _said(_decision(counted, APPRAISALS)),
        "opinion": _said(_decision(counted, OPINIONS)),
        "asked_changes": sheet.case.asked_changes,
        "is_submitted": gate.opining is not None,
        "proposed_day": _proposed_day(sheet, plan),
        "fixed_day": day_words(sheet.case.fixed_day) if sheet.case.fixed_day else "",
        "held_on": day_words(plan.held_on) if plan.held_on else "",
        "is_given_no_window": sheet.pilot_without_day is not None,
    }


def _counted(sheet: CaseSheet, version: PlanVersion) -> list[Decision]:
    """Return what counts from a former version, and all on this one, even if it was sent back: it is shown."""
    counted = [decision for decision in sheet.standing if decision.version != version.version]
    return counted + [decision for decision in sheet.taken if decision.version == version.version]


def _decision(decisions: Sequence[Decision], acts: Collection[Act]) -> Decision | None:
    return next((decision for decision in reversed(decisions) if decision.act in acts), None)


def _said(decision: Decision | None) -> dict[str, str]:
    """Return a decision as templates know it, in empty words where none was taken."""
    return (
        {"act": decision.act.value, "reason": decision.reason.rstrip(" .")} if decision else {"act": "", "reason": ""}
    )


def _director(campaign: Campaign, sheet: CaseSheet) -> str:
    """Return who directs the pilot, where that is a body of its own."""
    own, director = (board(campaign).id, committee(campaign).id), sheet.pilot.director if sheet.pilot else ""
    return next((body.name for body in campaign.bodies if body.id == director and body.id not in own), "")


def _proposed_day(sheet: CaseSheet, plan: UnitPlan) -> str:
    """Return what is proposed for a pilot that the plan gives no time, in the campaign's words (A07); else ""."""
    pilot = sheet.pilot_without_day
    return pilot.proposal_words.rstrip(" .") if pilot and plan.held_on else ""


def _groups(findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    for verdict in SHOWN_FIRST:
        number = sum(finding.verdict is verdict for finding in findings)
        if number:
            yield {"name": VERDICTS[verdict].lower(), "number": number}


def _sentences(campaign: Campaign, findings: Sequence[Finding], verdicts: Sequence[Verdict]) -> list[dict[str, str]]:
    return [
        {"clause": finding.clause, "sentence": finding_sentence(finding, campaign).rstrip(" ."), "rule": finding.rule}
        for verdict in verdicts
        for finding in findings
        if finding.verdict is verdict
    ]


def _findings_table(office: Office, findings: Sequence[Finding]) -> PaperTable:
    rows: list[tuple[Cell, ...]] = [
        (
            finding.clause,
            office.campaign.rule(finding.rule).quote,
            finding_sentence(finding, office.campaign),
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
    # Who attends is asked of some levels only: no other left it out.
    has_mode = plan.mode is not None or (level and level.conference and asks_mode(level.conference))
    rows = [
        (tables.CONFERENCE, plan.conference_name),
        (tables.DAY, session_words(plan.held_on, plan.starts_at, plan.ends_at, office.campaign.half_day)),
        (tables.PLACE, plan.place),
        *([(tables.MODE, ATTENDANCE[plan.mode] if plan.mode else "")] if has_mode else []),
        (tables.DELEGATES, str(plan.delegates_total)),
        (tables.COMPOSITION, "; ".join(composition)),
        (tables.AGENDA, "; ".join(agenda)),
    ]
    return tables.table(tables.PLAN, [(name, capitalised(value or tables.NOT_STATED)) for name, value in rows])
