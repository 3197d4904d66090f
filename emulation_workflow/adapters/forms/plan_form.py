"""The spreadsheet form on which a unit writes its plan: made for the unit, read back exactly."""

import io

from openpyxl import Workbook

from emulation_workflow.adapters.forms.cells import MINUTES, NOTE, Filled, Value
from emulation_workflow.adapters.forms.plan_form_layout import layout
from emulation_workflow.adapters.forms.sheet import draw
from emulation_workflow.adapters.schemas.plan_lookup import level_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.labels import ATTENDANCE

_PLAIN = (
    *("number", "signed_on", "signer", "submitted_by", "submitter_email"),
    *("conference_name", "held_on", "starts_at", "ends_at", "ends_on", "place"),
    *("total", "launch_period", "combined_with", "covered_by", "note"),
)
_COUNTS_FROM_NOUGHT = ("service_staff", "collective_papers", "individual_papers")


def form_bytes(
    campaign: Campaign, unit: Unit, *, parent: Unit | None = None, plan: UnitPlan | None = None, mark: str = ""
) -> bytes:
    """The unit's own form as an XLSX file; with `plan` written in, to be corrected, if one is given.

    `mark` stands above everything. Rejected for a unit the plan does not bind.
    """
    form = layout(campaign, unit, parent=parent, plan=plan)
    filled = Filled(values=conference_values(plan)) if plan is not None else given_name(campaign, unit)
    return saved(draw(form, campaign=campaign.id, unit=unit.code, filled=filled, mark=mark or mark_of(campaign)))


def mark_of(campaign: Campaign) -> str:
    return words.FICTIONAL if campaign.fictional else ""


def given_name(campaign: Campaign, unit: Unit) -> Filled:
    """What an empty form need not ask: the name, where the plan permits one only."""
    _, conference = level_of(unit, campaign)
    values = {"conference_name": conference.names[0]} if len(conference.names) == 1 else {}
    return Filled(values=values, given=frozenset(values))


def conference_values(plan: UnitPlan) -> dict[str, Value]:
    """`plan` as it is written in the form's fields; what is not stated stays empty."""
    values: dict[str, Value] = {key: getattr(plan, key) or None for key in _PLAIN}
    values["total"] = plan.total
    values |= {key: getattr(plan, key) or None for key in _COUNTS_FROM_NOUGHT}
    values["mode"] = ATTENDANCE[plan.mode].capitalize() if plan.mode is not None else None
    for base in ("cadres", "civil_servants", "public_employees", "employees", "as_of"):
        values[f"headcount.{base}"] = getattr(plan.headcount, base)
    for key, counts in (("delegates", plan.delegates), ("emphases", plan.emphases), ("structure", plan.structure)):
        values |= {f"{key}.{one}": count for one, count in counts.items()}
    for item in plan.agenda:
        values[f"agenda.{item.content}"] = words.YES
        values[f"agenda.{item.content} {MINUTES}"] = item.minutes
        values[f"agenda.{item.content} {NOTE}"] = item.note or None
    values |= {f"report_points.{point}": words.YES for point in plan.report_points}
    values["has_no_heroes"] = words.TRUE if plan.has_no_heroes else None
    values["is_online"] = words.YES if plan.is_online else None
    return values


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
