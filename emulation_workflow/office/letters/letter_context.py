"""The context that fills letters: plain values, with days and findings already in words."""

from collections.abc import Sequence
from datetime import date, datetime

from emulation_workflow.domain.approval.decisions import Decision
from emulation_workflow.domain.approval.transitions import OPINIONS_IN_FAVOUR, OfficialDocument
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.mail import Letter
from emulation_workflow.domain.registers import Official, Unit, formal_name
from emulation_workflow.domain.submissions import Party, PlanVersion, ResultVersion, UnitPlan
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import ATTENDANCE, VERDICTS
from emulation_workflow.messages.names import act_words, gate_words, plan_named
from emulation_workflow.messages.papers.papers import session_hours

Context = dict[str, object]


def day(value: date | datetime | None) -> str:
    """Return the day as papers write it; "" where there is none."""
    return day_words(value) if value else ""


def to_unit(campaign: Campaign, unit: Unit) -> dict[str, str]:
    """Return a unit as a letter is addressed to it: a body, never a place."""
    return {"name": formal_name(campaign, unit), "title": ""}


def to_official(official: Official) -> dict[str, str]:
    """Return a person as a letter is addressed to them: with their title."""
    return {"name": official.name, "title": official.title}


def copied_to(letter: Letter) -> list[str]:
    """Return who else gets the letter, as it names them."""
    return [addressee.name for addressee in letter.cc]


def short_name(campaign: Campaign, name: str) -> str:
    """Return what a body is called for short: "UBND tỉnh"; its name if the campaign knows no other."""
    return next((body.short_name for body in campaign.bodies if body.name == name and body.short_name), name)


def of_campaign(campaign: Campaign, *, on: date) -> Context:
    """Return what every letter carries: the plan that everything rests on, and who writes."""
    return {
        "campaign_title": campaign.title,
        "plan_named": plan_named(campaign),
        "plan_date": day(campaign.plan.date),
        "plan_issuer": campaign.plan.issuer,
        "plan_issuer_short": short_name(campaign, campaign.plan.issuer),
        "from_name": campaign.letters.from_name,
        "board": campaign.board_name,
        "opinion": dict(gate_words(campaign)),
        "signature": list(campaign.letters.signature),
        "contact": campaign.letters.contact,
        "written_on": day(on),
    }


def of_plan(campaign: Campaign, unit: Unit, version: PlanVersion) -> Context:
    """Return what a plan's version says, which never changes, and the clauses that a letter about it rests on."""
    plan = version.plan
    return {
        "basis": basis(campaign, unit),
        "unit_name": formal_name(campaign, unit),
        "version": version.version,
        "plan_paper": paper(OfficialDocument(number=plan.number, signed_on=plan.signed_on, signer=plan.signer)),
        "conference": conference(plan),
        "findings": findings(campaign, version.findings),
    }


def of_result(campaign: Campaign, version: ResultVersion) -> Context:
    """Return what a report's version says, which never changes."""
    report = version.report
    held = report.conference
    signed = OfficialDocument(number=held.number, signed_on=held.signed_on, signer=held.signer)
    return {
        "version": version.version,
        "report_paper": paper(signed),
        "conference": conference(held),
        "papers": len(report.papers),
        "collectives": sum(honour.kind is Party.COLLECTIVE for honour in report.honours),
        "individuals": sum(honour.kind is Party.INDIVIDUAL for honour in report.honours),
        "difficulties": list(report.difficulties),
        "correction": report.correction,
        "findings": findings(campaign, version.findings),
    }


def basis(campaign: Campaign, unit: Unit) -> list[dict[str, str]]:
    """Return the clauses a letter about this unit's plan rests on: the gate's steps, then its pilot's or level's.

    `campaign`: the plan in force.
    """
    level = campaign.level_of(unit.level)
    pilot = campaign.pilot_of(unit.code, level=level.id if level else "", designated=unit.pilot)
    is_gated = level is not None and campaign.has_to_pass(level, pilot)
    ids = [*(step.rule for step in campaign.gate.steps), campaign.gate.rule] if campaign.gate and is_gated else []
    if pilot is not None:
        ids.append(pilot.rule)
    elif level is not None:
        ids.append(level.rule)
    return [clause(campaign, rule_id) for rule_id in dict.fromkeys(ids)]


def clause(campaign: Campaign, rule_id: str) -> dict[str, str]:
    """Return a rule's clause and quotation."""
    rule = campaign.rule(rule_id)
    return {"clause": rule.clause, "quote": rule.quote}


def paper(document: OfficialDocument) -> dict[str, str]:
    """Return an official document's number, day and signer in words."""
    return {"number": document.number, "date": day(document.signed_on), "signer": document.signer}


def findings(campaign: Campaign, found: Sequence[Finding]) -> list[dict[str, str]]:
    """Return findings with clause and sentence, as letters list them."""
    return [
        {
            "rule": finding.rule,
            "clause": finding.clause,
            "verdict": finding.verdict.value,
            "verdict_name": VERDICTS[finding.verdict],
            "message": finding_sentence(finding, campaign),
            "quote": campaign.rule(finding.rule).quote,
        }
        for finding in found
    ]


def conference(plan: UnitPlan) -> Context:
    """Return the conference that a plan or report describes, in words."""
    return {
        "name": plan.conference_name,
        "held_on": day(plan.held_on),
        "time": session_hours(plan.starts_at, plan.ends_at),
        "place": plan.place,
        "delegates": plan.delegates_total,
        "mode": ATTENDANCE[plan.mode] if plan.mode else "",
    }


def decision(campaign: Campaign, decided: Decision) -> Context:
    """Return a decision in words: who decided what, when, by which document and why."""
    return {
        "role_name": campaign.role(decided.role).name,
        "act_name": act_words(campaign.gate, decided.stage, decided.act),
        "is_opinion": decided.act in OPINIONS_IN_FAVOUR,
        "decided_by": {"name": decided.name, "title": decided.title, "on_behalf_of": decided.on_behalf_of},
        "decided_on": day(decided.at),
        "reason": decided.reason,
        "paper": paper(decided.paper),
    }


def no_due_day() -> dict[str, str]:
    """Return the empty due day of a step that the plan gives no time; only the Board's own day is shown (A12)."""
    return {"due": "", "due_source": ""}
