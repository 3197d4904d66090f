"""What units have done is recorded: a document, a link, a day; with who enters it and from what (III.3: "theo dõi")."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit, searchable
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE
from emulation_workflow.messages.obligations import standing_words
from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.obligations.evidence import EvidenceRecorded, record_evidence
from emulation_workflow.office.reminders.report_requests import request_report_now
from flows.running import context
from flows.running.forms import day_in, text_field, titled
from flows.running.letters import send_letters
from flows.running.steps import office_step, refused


def _tasks() -> list[Task]:
    return [task for task in context.office().campaign.tasks if task.settled_by in BY_EVIDENCE]


class ResultForm(BaseModel):
    """What was done, as it is typed."""

    model_config = titled(words.RESULT_FORM)

    unit: str = text_field(words.UNIT, choices=context.owing_names(), required=True)
    task: str = text_field(words.TASK, choices=[run_words.NOT_CHOSEN, *(task.name for task in _tasks())])
    done_on: str = text_field(words.DONE_ON)
    number: str = text_field(words.NUMBER)
    signed_on: str = text_field(words.SIGNED_ON)
    link: str = text_field(words.LINK)
    source: str = text_field(words.SOURCE)
    note: str = text_field(words.NOTE)
    entry: str = text_field(words.ENTRY, choices=[run_words.NOT_CHOSEN, words.RECORD, words.WITHDRAW])
    entered_by: str = text_field(words.ENTERED_BY)


@flow(name="Ghi nhận kết quả thực hiện", flow_run_name="Kết quả – {request.unit}")
async def results(request: ResultForm) -> State[None]:
    """Ghi nhận một đơn vị đã thực hiện một nhiệm vụ (ngày, văn bản, đường dẫn), hoặc rút kết quả ghi nhầm.

    Hội nghị điểm chỉ được ghi nhận đã tổ chức sau khi kế hoạch có ý kiến. Kết quả ghi trước đây vẫn được lưu.
    """
    try:
        row = evidence_of(request)
        taken = take(row)
    except Rejected as rejected:
        return refused(rejected)
    if ask_for_reports():
        await send_letters()
    return Completed(name=run_words.DONE, message=_words(row, taken))


def evidence_of(request: ResultForm) -> Evidence:
    """What the form says. Rejected with the field that cannot be read."""
    done_on = day_in(request.done_on, words.DONE_ON)
    if done_on is None:
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_DAY_MISSING, where=words.DONE_ON.title))
    if request.entry not in (words.RECORD, words.WITHDRAW):
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_ENTRY_MISSING, where=words.ENTRY.title))
    return Evidence(
        unit=_unit(request.unit, done_on).code,
        task=_task(request.task).id,
        done_on=done_on,
        recorded_at=context.office().clock.now(),
        recorded_by=context.official_number(request.entered_by),
        number=request.number,
        signed_on=day_in(request.signed_on, words.SIGNED_ON),
        link=request.link,
        source=request.source,
        withdrawn=request.entry == words.WITHDRAW,
        note=request.note,
    )


@office_step(name="Ghi nhận kết quả")
def take(row: Evidence) -> EvidenceRecorded:
    """One transaction: the evidence and what it settles; the same again changes nothing."""
    return record_evidence(context.office(), [row], channel=Channel.RUN_FORM)


@office_step(name="Đề nghị báo cáo kết quả")
def ask_for_reports() -> int:
    """Whoever's conference is known to have been held is asked for its report at once, with its form."""
    return request_report_now(context.office(), forms=bootstrap.forms(context.settings()))


def _unit(name: str, on: date) -> Unit:
    with context.office().store.look() as record:
        return find_unit(name, record.register.units(), day=on, where=words.UNIT.title)


def _task(name: str) -> Task:
    for task in _tasks():
        if searchable(name) in (searchable(task.name), searchable(task.id)):
            return task
    raise Rejected(Problem(code=ProblemCode.EVIDENCE_TASK_MISSING, where=words.TASK.title))


def _words(row: Evidence, taken: EvidenceRecorded) -> str:
    with context.office().store.look() as record:
        unit = record.register.unit(row.unit, row.done_on)
        stands = next(one for one in record.obligations.of_units([row.unit]) if one.derived.task == row.task)
    told = words.STANDS if taken.same else words.WITHDRAWN if row.withdrawn else words.RECORDED
    task = context.office().campaign.task(row.task)
    return told.format(task=task.name, unit=unit.name if unit else row.unit, standing=standing_words(stands))
