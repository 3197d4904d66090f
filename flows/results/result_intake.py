"""Reports come in: what was held, honoured and learnt, as the units report it (II.3, III.3)."""

from dataclasses import replace
from typing import Any

from prefect.client.schemas.objects import State
from pydantic import ConfigDict

from emulation_workflow.adapters.schemas.plan_choices import parse_typed_as
from emulation_workflow.adapters.schemas.result_schema import ResultSchema, report_form_of, report_of, report_place
from emulation_workflow.adapters.schemas.values import Line
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.submissions import ResultReport
from emulation_workflow.messages import results as words
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.results.report_receipt import ReportReceived, receive_report
from flows.running import (
    choices,
    context,
    done,
    in_campaign_words,
    office_flow,
    office_step,
    reasons,
    required_choice,
    send_letters,
    unit_chosen,
)


class ReportRequest(ResultSchema):
    """The report's form with units, categories, contents and names to choose from."""

    model_config = ConfigDict(json_schema_extra=in_campaign_words(report_form_of))

    unit: Line = required_choice(REPORT_FIELDS["unit"], choices.bound_units)


def _run_name() -> str:
    """Return the run's name, by the unit as it was chosen; nothing is known of it yet."""
    unit = unit_chosen()
    return words.RUN.format(unit=unit) if unit else words.RUN_OF_NOBODY


@office_flow("Tiếp nhận báo cáo kết quả", run_name=_run_name, validate_parameters=False)
async def result_intake(request: ReportRequest) -> State[None]:
    """Nhập báo cáo kết quả hội nghị của một đơn vị: đối chiếu, lưu thành một bản, ghi nhận đã tổ chức, báo lại đơn vị.

    Gửi lại để đính chính thì điền thêm mục cuối: nội dung đính chính. Bản cũ vẫn được lưu nguyên văn.
    """
    received = receive(typed_report(request))
    await send_letters()
    return done(_words(received))


def typed_report(request: ResultSchema | dict[str, Any]) -> ResultReport:
    """Return the report as typed. Rejected with every fault of it, as the form's own check can be switched off."""
    office = context.office()
    if not isinstance(request, ResultSchema):
        request = parse_typed_as(ResultSchema, choices.chosen(request), where=report_place)
    return report_of(request, campaign=office.campaign, units=register.units(office))


@office_step(name="Ghi nhận báo cáo kết quả")
def receive(report: ResultReport) -> ReportReceived:
    """Write version, findings, evidence, difficulties and letter at once; the same again changes nothing."""
    return receive_report(context.office(), report, channel=Channel.INTAKE_FORM)


def _words(received: ReportReceived) -> str:
    outcome = words.TAKEN if received.is_new else words.STANDS
    message = outcome.format(unit=received.unit.name, version=nth_words(received.version.version))
    if not received.not_settled:
        return message
    causes = reasons([replace(problem, where="") for problem in received.not_settled])
    return f"{message} {words.NOT_SETTLED.format(reasons=causes)}"
