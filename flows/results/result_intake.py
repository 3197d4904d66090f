"""Reports come in: what was held, honoured and learnt, as the units report it (II.3, III.3)."""

from dataclasses import replace
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from emulation_workflow.adapters.schemas.plan_on_screen import parse_typed_as
from emulation_workflow.adapters.schemas.result_choices import report_form_of
from emulation_workflow.adapters.schemas.result_lookup import report_of, report_place
from emulation_workflow.adapters.schemas.result_schema import ResultForm
from emulation_workflow.adapters.schemas.values import Line
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.messages import results as words
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.results.report_receipt import ReportReceived, receive_report
from flows.running import context
from flows.running.forms import unit_chosen, unit_field
from flows.running.letters import send_letters
from flows.running.steps import office_step, refused

_InTheCampaignsWords: Any = report_form_of(context.office().campaign, on_screen=True)


class ReportRequest(_InTheCampaignsWords):  # type: ignore[misc]  # the campaign's words are known only at run time
    """The report's form with units, categories, contents and names to choose from."""

    unit: Line = unit_field(REPORT_FIELDS["unit"])


def _run_name() -> str:
    """By the unit as it was chosen; nothing is known of it yet."""
    unit = unit_chosen()
    return words.RUN.format(unit=unit) if unit else words.RUN_OF_NOBODY


@flow(name="Tiếp nhận báo cáo kết quả", flow_run_name=_run_name, validate_parameters=False)
async def result_intake(request: ReportRequest) -> State[None]:
    """Nhập báo cáo kết quả hội nghị của một đơn vị: đối chiếu, lưu thành một bản, ghi nhận đã tổ chức, báo lại đơn vị.

    Gửi lại để đính chính thì điền thêm mục cuối: bản trước sai chỗ nào. Bản cũ vẫn được lưu nguyên văn.
    """
    try:
        received = receive(typed_report(request))
    except Rejected as rejected:
        return refused(rejected)
    await send_letters()
    return Completed(name=run_words.DONE, message=_words(received))


def typed_report(request: ResultForm | dict[str, Any]) -> ResultReport:
    """The report as typed. Rejected with every fault found, as the form's own check can be switched off."""
    form = request if isinstance(request, ResultForm) else parse_typed_as(ResultForm, request, where=report_place)
    office = context.office()
    with office.store.look() as record:
        return report_of(form, campaign=office.campaign, units=record.register.units())


@office_step(name="Ghi nhận báo cáo kết quả")
def receive(report: ResultReport) -> ReportReceived:
    """One transaction: version, findings, evidence, difficulties and letter; the same again changes nothing."""
    return receive_report(context.office(), report, channel=Channel.INTAKE_FORM)


def _words(received: ReportReceived) -> str:
    told = words.TAKEN if received.is_new else words.STANDS
    said = told.format(unit=received.unit.name, version=received.version.version)
    if not received.not_settled:
        return said
    reasons = context.said([replace(problem, where="") for problem in received.not_settled])
    return f"{said} {words.NOT_SETTLED.format(reasons=reasons)}"
