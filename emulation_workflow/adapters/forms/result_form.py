"""The spreadsheet form on which a unit reports on its conference: made for the unit, read back exactly."""

from dataclasses import replace

from emulation_workflow.adapters.forms.cells import Filled, Value
from emulation_workflow.adapters.forms.plan_form import conference_values, given_name, mark_of, saved
from emulation_workflow.adapters.forms.result_form_layout import layout
from emulation_workflow.adapters.forms.sheet import draw
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import Honour, PaperGiven, ResultReport
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms import result_form
from emulation_workflow.messages.labels import PARTIES

_OWN = ("launched", "minutes", "lessons", "shortcomings", "correction")


def result_form_bytes(
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    plan: UnitPlan | None = None,
    report: ResultReport | None = None,
    in_force: Window | None = None,
    mark: str = "",
) -> bytes:
    """The unit's own form as an XLSX file; with `report` written in, or else what `plan` foresaw, to be corrected.

    What is the plan's is marked; a form that says no more than that is read as empty. `in_force` is the window that an
    order has put in place of the plan's, `mark` stands above everything. Rejected for a unit the plan does not bind.
    """
    planned = as_planned(plan) if plan is not None else None
    form = layout(campaign, unit, parent=parent, conference=planned, report=report, in_force=in_force)
    if report is not None:
        filled = _filled(report)
    elif planned is not None:
        filled = _prefilled(planned, plan.number if plan is not None else "")
    else:
        filled = given_name(campaign, unit)
    return saved(draw(form, campaign=campaign.id, unit=unit.code, filled=filled, mark=mark or mark_of(campaign)))


def as_planned(plan: UnitPlan) -> UnitPlan:
    """What of a plan foresees the conference; the paper's own head and notes are no part of a report."""
    return replace(
        plan,
        number="",
        signed_on=None,
        signer="",
        report_points=(),
        collective_papers=0,
        individual_papers=0,
        covered_by="",
        note="",
        attachments=(),
    )


def _prefilled(planned: UnitPlan, number: str) -> Filled:
    values = {key: value for key, value in conference_values(planned).items() if value is not None}
    plan = result_form.PLAN_OF.format(number=number) if number else result_form.PLAN_WITHOUT_NUMBER
    return Filled(values=values, given=frozenset(values), taken_from=words.TAKEN_FROM_PLAN.format(plan=plan))


def _filled(report: ResultReport) -> Filled:
    values = conference_values(report.conference)
    values |= {key: getattr(report, key) or None for key in _OWN}
    values |= {f"difficulties.{number}": words for number, words in enumerate(report.difficulties, start=1)}
    rows = {"papers": [_paper(one) for one in report.papers], "honours": [_honour(one) for one in report.honours]}
    return Filled(values=values, rows=rows)


def _paper(paper: PaperGiven) -> dict[str, Value]:
    return {
        "title": paper.title or None,
        "field": paper.field or None,
        "author": paper.author or None,
        "kind": PARTIES[paper.kind].capitalize(),
    }


def _honour(honour: Honour) -> dict[str, Value]:
    lines = ("honoured", "award", "decision", "put_forward", "field", "movement", "fostering")
    return {
        **{key: getattr(honour, key) or None for key in lines},
        "kind": PARTIES[honour.kind].capitalize(),
        "signed_on": honour.signed_on,
    }
