"""Plans come in: "các cơ quan, đơn vị, địa phương xây dựng kế hoạch cụ thể để triển khai thực hiện" (III.1).

Here by the form on screen; files come in by mail/folder_intake.py and mail/mailbox_reading.py.
"""

from typing import Any

from prefect.client.schemas.objects import State
from pydantic import ConfigDict

from emulation_workflow.adapters.schemas.plan_choices import form_of, parse_typed
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.adapters.schemas.values import Line
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.forms.plan_fields import FIELDS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.plans.plan_receipt import PlanReceived, receive_plan
from flows.running import (
    after_receipt,
    choices,
    context,
    done,
    in_campaign_words,
    office_flow,
    office_step,
    required_choice,
    unit_chosen,
)


class PlanRequest(PlanSchema):
    """The plan's form with units, categories, contents and names to choose from."""

    model_config = ConfigDict(json_schema_extra=in_campaign_words(form_of))

    unit: Line = required_choice(FIELDS["unit"], choices.bound_units)


def _run_name() -> str:
    """Return the run's name, by the unit as it was chosen; nothing is known of it yet."""
    unit = unit_chosen()
    return run_words.PLAN_RUN.format(unit=unit) if unit else run_words.PLAN_RUN_OF_NOBODY


@office_flow("Tiếp nhận kế hoạch", run_name=_run_name, validate_parameters=False)
async def plan_intake(request: PlanRequest) -> State[None]:
    """Nhập kế hoạch của một đơn vị: kiểm tra theo kế hoạch chung, lưu thành một bản và báo lại cho đơn vị."""
    received = receive(typed_plan(request))
    await after_receipt(received)
    words = run_words.PLAN_TAKEN if received.is_new else run_words.PLAN_STANDS
    return done(words.format(unit=received.unit.name, version=nth_words(received.version.version)))


def typed_plan(request: PlanSchema | dict[str, Any]) -> UnitPlan:
    """Return the plan as typed. Rejected with every fault of it, as the form's own check can be switched off.

    Staff who leave out the conference's day can ask the unit for it; without it there is next to nothing to check.
    """
    office = context.office()
    form = request if isinstance(request, PlanSchema) else parse_typed(choices.chosen(request))
    plan = plan_of(form, campaign=office.campaign, units=register.units(office))
    if plan.held_on is None:
        raise Rejected(Problem(code=ProblemCode.PLAN_CONFERENCE_DAY_MISSING, where=FIELDS["held_on"].title))
    return plan


@office_step(name="Ghi nhận kế hoạch")
def receive(plan: UnitPlan) -> PlanReceived:
    """Write version, findings, case and letters in one transaction; the same plan again changes nothing."""
    return receive_plan(context.office(), plan, channel=Channel.INTAKE_FORM)
