"""What units have done is recorded: a document, a link, a day; with who enters it and from what (III.3: "theo dõi")."""

from prefect.client.schemas.objects import State

from emulation_workflow import bootstrap
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.messages.obligations import standing_words
from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.office.obligations.evidence import EvidenceRecorded, record_evidence
from emulation_workflow.office.obligations.obligation_queries import obligation
from emulation_workflow.office.register_queries import unit_name
from emulation_workflow.office.reminders.report_requests import request_report_now
from flows.obligations.evidence_form import ResultForm, evidence_of
from flows.running import (
    context,
    done,
    office_flow,
    office_step,
    send_letters,
)


@office_flow("Ghi nhận kết quả thực hiện", run_name="Kết quả – {request.unit}")
async def evidence_entry(request: ResultForm) -> State[None]:
    """Ghi nhận một đơn vị đã thực hiện một nhiệm vụ (ngày, văn bản, đường dẫn), hoặc rút kết quả ghi nhầm.

    Nơi có kế hoạch phải qua các bước xem xét chỉ được ghi nhận đã tổ chức sau khi kế hoạch đủ điều kiện thực
    hiện. Kết quả đã ghi vẫn được lưu.
    """
    evidence = evidence_of(request)
    taken = record(evidence)
    if ask_for_reports():
        await send_letters()
    return done(_words(evidence, taken))


@office_step(name="Ghi nhận kết quả")
def record(evidence: Evidence) -> EvidenceRecorded:
    """Record the evidence and what it settles in one transaction; the same again changes nothing."""
    return record_evidence(context.office(), [evidence], channel=Channel.RUN_FORM)


@office_step(name="Đề nghị báo cáo kết quả")
def ask_for_reports() -> int:
    """Ask each unit whose conference is known to have been held for its report at once, with its form."""
    return request_report_now(context.office(), forms=bootstrap.forms(context.settings()))


def _words(evidence: Evidence, taken: EvidenceRecorded) -> str:
    office = context.office()
    outcome = words.STANDS if taken.same else words.WITHDRAWN if evidence.withdrawn else words.RECORDED
    return outcome.format(
        task=office.campaign.task(evidence.task).name,
        unit=unit_name(office, evidence.unit, evidence.done_on),
        standing=standing_words(obligation(office, evidence.unit, evidence.task)),
    )
