"""Check where the unit stands in the plan: its level and group, whether it is a pilot, whom its plan must pass."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import Campaign, CheckKind, Pilot, RuleKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.checks.stated import is_numbered, is_stated
from emulation_workflow.domain.findings import Finding, Verdict


def check_scope(examination: Examination) -> Iterator[Finding]:
    """Check that the plan binds the unit's level, and names the unit or a group that it belongs to (A26)."""
    unit, level = examination.unit, examination.level
    yield examination.finding(level.rule, Verdict.OK, "level_bound", unit=unit.name, level=level.name)
    if not level.scope_rule or not level.scope_groups:
        return
    if examination.pilot is not None and examination.pilot.units:
        yield examination.finding(level.scope_rule, Verdict.OK, "named_by_plan", unit=unit.name)
    elif not unit.group:
        yield examination.finding(level.scope_rule, Verdict.ASK, "group_not_known", unit=unit.name)
    elif unit.group in level.scope_groups:
        yield examination.finding(level.scope_rule, Verdict.OK, "group_in_scope", group=unit.group)
    else:
        yield examination.finding(level.scope_rule, Verdict.ASK, "group_outside_scope", group=unit.group)


def check_pilot(examination: Examination) -> Iterator[Finding]:
    """State what a pilot has besides: its director and the lessons it owes. Its level's rules still apply (A10)."""
    pilot = examination.pilot
    if pilot is None:
        return
    director = _director(examination.campaign, pilot)
    yield examination.finding(pilot.rule, Verdict.OK, "pilot_directed", director=director)
    if lessons := pilot.lessons_rule:
        # Where one rule both places the pilot and asks for its lessons, the reminder must not cover the verdict.
        judged_already = lessons in (pilot.rule, pilot.window_rule)
        yield examination.finding(lessons, Verdict.OK if judged_already else Verdict.NOTE, "lessons_owed")
    rule = examination.rule_for(CheckKind.PILOT_NUMBER)
    if rule and not pilot.units:
        is_open = examination.campaign.rule(rule).kind is RuleKind.OPEN
        verdict, code = (
            (Verdict.NOT_SPECIFIED, "pilot_number_open") if is_open else (Verdict.NOTE, "pilot_number_stated")
        )
        yield examination.finding(rule, verdict, code, at_least=pilot.at_least)


def _director(campaign: Campaign, pilot: Pilot) -> str:
    """Return the name of the body that directs the pilot; a level's name where each of its units directs its own."""
    names = {level.id: level.name for level in campaign.levels} | {body.id: body.name for body in campaign.bodies}
    return names.get(pilot.director, pilot.director)


def check_gate(examination: Examination) -> Iterator[Finding]:
    """State that a gated plan passes the gate first, and that no other plan needs appraisal (R126, A11)."""
    gate = examination.campaign.gate
    if gate is not None and examination.is_gated:
        roles = [examination.campaign.role(step.role).name for step in gate.steps]
        yield examination.finding(gate.rule, Verdict.NOTE, "gate_first", roles=roles)
        for step, role in zip(gate.steps, roles, strict=True):
            yield examination.finding(step.rule, Verdict.NOTE, "gate_step", step=step.waiting, role=role)
    elif rule := examination.rule_for(CheckKind.NO_APPRAISAL):
        yield examination.finding(rule, Verdict.OK, "no_appraisal_needed")


def check_plan_paper(examination: Examination) -> Iterator[Finding]:
    """Check that the unit has a plan of its own with number, date and signer (R121).

    What is missing is asked for, not refused: a number is given only when the plan is issued.
    """
    if not (rule := examination.rule_for(CheckKind.PLAN_PAPER)):
        return
    plan, basis = examination.plan, examination.campaign.plan
    stated = {"number": is_numbered(plan.number), "date": plan.signed_on, "signer": is_stated(plan.signer)}
    missing = [part for part, value in stated.items() if not value]
    if missing:
        yield examination.finding(rule, Verdict.ASK, "paper_incomplete", missing=missing)
    elif plan.signed_on is not None and plan.signed_on < examination.campaign.effective_from:
        params = {"signed": plan.signed_on, "basis": basis.number, "from_day": basis.date}
        yield examination.finding(rule, Verdict.ASK, "signed_before_the_plan", **params)
    else:
        params = {"number": plan.number, "day": plan.signed_on, "signer": plan.signer}
        yield examination.finding(rule, Verdict.OK, "paper_complete", **params)
