"""Where the unit stands in the plan: its level and group, whether it is a pilot, whom its plan must pass."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import Campaign, CheckKind, Pilot
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict


def check_scope(x: Examination) -> Iterator[Finding]:
    """The unit is of a level the plan binds, and named by the plan or a member of a group that it names (A26)."""
    yield x.found(x.level.rule, Verdict.OK, "level_bound", unit=x.unit.name, level=x.level.name)
    if not x.level.scope_rule or not x.level.scope_groups:
        return
    if x.pilot is not None and x.pilot.units:
        yield x.found(x.level.scope_rule, Verdict.OK, "named_by_plan", unit=x.unit.name)
    elif not x.unit.group:
        yield x.found(x.level.scope_rule, Verdict.ASK, "group_not_known", unit=x.unit.name)
    elif x.unit.group in x.level.scope_groups:
        yield x.found(x.level.scope_rule, Verdict.OK, "group_in_scope", group=x.unit.group)
    else:
        yield x.found(x.level.scope_rule, Verdict.ASK, "group_outside_scope", group=x.unit.group)


def check_pilot(x: Examination) -> Iterator[Finding]:
    """What being a pilot adds: its director, the lessons it owes. All else of its level still applies (A10)."""
    if x.pilot is None:
        return
    yield x.found(x.pilot.rule, Verdict.OK, "pilot_directed", director=_director(x.campaign, x.pilot))
    if lessons := x.pilot.lessons_rule:
        # Where one rule both places the pilot and asks for its lessons, the reminder must not cover the verdict.
        judged_already = lessons in (x.pilot.rule, x.pilot.window_rule)
        yield x.found(lessons, Verdict.OK if judged_already else Verdict.NOTE, "lessons_owed")
    rule = x.rule_for(CheckKind.PILOT_NUMBER)
    if rule and not x.pilot.units:
        yield x.found(rule, Verdict.NOT_SPECIFIED, "pilot_number_open", at_least=x.pilot.at_least)


def _director(campaign: Campaign, pilot: Pilot) -> str:
    """The body that directs the pilot by its name; a level's where each unit of that level directs its own."""
    names = {level.id: level.name for level in campaign.levels} | {body.id: body.name for body in campaign.bodies}
    return names.get(pilot.director, pilot.director)


def check_gate(x: Examination) -> Iterator[Finding]:
    """A gated pilot's plan passes the gate first; of everybody else no appraisal may be demanded (R126, A11)."""
    gate = x.campaign.gate
    if gate is not None and x.is_gated:
        roles = [x.campaign.role(step.role).name for step in gate.steps]
        yield x.found(gate.rule, Verdict.NOTE, "gate_first", roles=roles)
        for step, role in zip(gate.steps, roles, strict=True):
            yield x.found(step.rule, Verdict.NOTE, "gate_step", step=step.waiting, role=role)
    elif rule := x.rule_for(CheckKind.NO_APPRAISAL):
        yield x.found(rule, Verdict.OK, "no_appraisal_needed")


def check_plan_paper(x: Examination) -> Iterator[Finding]:
    """The unit has a plan of its own with number, date and signer (R121).

    What is missing is asked for, not refused: a number is given only when the plan is issued.
    """
    if not (rule := x.rule_for(CheckKind.PLAN_PAPER)):
        return
    plan, basis = x.plan, x.campaign.plan
    stated = {"number": plan.number.strip(), "date": plan.signed_on, "signer": plan.signer.strip()}
    missing = [part for part, value in stated.items() if not value]
    if missing:
        yield x.found(rule, Verdict.ASK, "paper_incomplete", missing=missing)
    elif plan.signed_on is not None and plan.signed_on < x.campaign.effective_from:
        facts = {"signed": plan.signed_on.isoformat(), "basis": basis.number, "from_day": basis.date.isoformat()}
        yield x.found(rule, Verdict.ASK, "signed_before_the_plan", **facts)
    else:
        day = plan.signed_on.isoformat() if plan.signed_on else ""
        yield x.found(rule, Verdict.OK, "paper_complete", number=plan.number, day=day, signer=plan.signer)
