"""The pilots' chain: "kế hoạch tổ chức gửi Ban thẩm định, trình Ủy ban nhân dân tỉnh có ý kiến trước khi thực hiện".

The flow reads the case from the record and never keeps it. Each time it runs it takes one turn from the top: the
answers that came go to the office, whoever acts next is written to, and the run is left waiting for them. It may be
run twice, at once, or die anywhere: a turn changes nothing that is already done.
"""

from collections.abc import Mapping
from typing import Any, NoReturn
from uuid import UUID

from prefect.client.schemas.objects import FlowRun, State
from prefect.runtime import flow_run
from prefect.states import Completed

from emulation_workflow.domain.approval.transitions import Case, decisions_at, stage_name, transitions
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.screens.cases import asks_day, state_words
from flows.running import (
    PilotForm,
    Question,
    StoredAnswer,
    context,
    decision_form,
    done,
    office_flow,
    office_step,
    publish_case_sheet,
    question_page,
    read_answer,
    runs,
    send_letters,
    waiting,
)


def _pilot_words(request: PilotForm | Mapping[str, Any]) -> str:
    """Return the pilot as it was chosen; read leniently, as a run may be older than today's form."""
    return request.pilot if isinstance(request, PilotForm) else str(request.get("pilot", ""))


def _run_name() -> str:
    return run_words.APPROVAL_RUN.format(unit=_pilot_words(flow_run.parameters.get("request", {})))


@office_flow(runs.APPROVAL, run_name=_run_name, validate_parameters=False)
async def pilot_approval(request: PilotForm) -> State[None]:
    """Đưa kế hoạch của một đơn vị làm điểm qua thẩm định, cho ý kiến, xác nhận, đến khi đơn vị được thực hiện.

    Trong lúc chờ, tên trạng thái cho biết đang chờ ai. Người có thẩm quyền mở menu ⋮, chọn Resume để trả lời.
    """
    known = chain.pilot_of_run(context.office(), waiting.run_id())
    pilot = known or context.pilot_code(_pilot_words(request))
    for answer in await waiting.stored_answers():
        record_answer(pilot, answer)
        await waiting.forget(answer)
    now = chain.case_of(context.office(), pilot)
    if waiting.run_id() in chain.former_runs_of(context.office(), pilot):
        return _ended(pilot)
    if other := await runs.other_run_at(now, waiting.run_id()):
        return _leave_it_to(other, pilot)
    case = assign_run(pilot)
    await send_letters()
    sheet_id = await publish_case_sheet(pilot)
    if not case.is_settled:
        await wait_for_whoever_acts_next(case, sheet_id)
    return done(run_words.PROCEED.format(unit=context.unit_of(pilot).name, version=case.version))


@office_step(name="Ghi nhận câu trả lời")
def record_answer(pilot: str, stored: StoredAnswer) -> None:
    """Have an answer judged: applied or refused, once, and in the record either way."""
    office, question = context.office(), stored.question
    stages = {stage for stage, _, _ in transitions(office.gate)}
    stage = next((known for known in stages if waiting.slug(known) == question.stage), question.stage)
    try:
        answer = read_answer(stored.given, question, stage)
    except Rejected as rejected:
        chain.refuse_unreadable(
            office,
            pilot,
            stage=stage,
            version=question.version,
            question_number=question.question_number,
            problems=rejected.problems,
        )
    else:
        chain.decide(office, pilot, answer)


@office_step(name="Nhận hồ sơ")
def assign_run(pilot: str) -> Case:
    """Note in the record that this run is at the case; the office writes to whoever may act and was not asked yet."""
    return chain.assign_run(context.office(), pilot, waiting.run_id())


async def wait_for_whoever_acts_next(case: Case, sheet_id: UUID | None) -> NoReturn:
    """Suspend with the form of this stage; without one while the unit is waited for: its plan comes by the intake."""
    office = context.office()
    name = stage_name(office.gate, case.stage)
    acts = decisions_at(office.gate, case.stage)
    try:
        sheet = case_sheet(office, case.unit)
        message = state_words(office, sheet)
        if not acts:
            await waiting.wait(name, message=message)
        question = Question(stage=case.stage, version=case.version, question_number=case.question_number)
        form = decision_form(acts, asks_day=asks_day(office, sheet))
        await waiting.ask(question, form, words=question_page(sheet, sheet_id), waiting=name, message=message)
    finally:
        # Whoever moved the case while this run was being suspended found no suspended run to wake.
        if chain.case_of(office, case.unit).lock != case.lock:
            await runs.wake(waiting.run_id())


def _ended(pilot: str) -> State[None]:
    words = run_words.CASE_OF_FORMER_UNIT.format(code=pilot, unit=context.unit_of(pilot).name)
    return Completed(name=run_words.FORMER_UNIT, message=words)


def _leave_it_to(other: FlowRun, pilot: str) -> State[None]:
    link = context.settings().run_link(str(other.id))
    words = run_words.ANOTHER_RUN_IS_AT_IT.format(unit=context.unit_of(pilot).name, link=link)
    return Completed(name=run_words.ANOTHER_RUN, message=words)
