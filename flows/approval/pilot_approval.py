"""The pilots' chain: "kế hoạch tổ chức gửi Ban thẩm định, trình Ủy ban nhân dân tỉnh có ý kiến trước khi thực hiện".

The flow reads the case from the record and never keeps it. Each time it runs it takes one turn from the top: the
answers that came go to the office, whoever acts next is written to, and the run is left waiting for them. It may be
run twice, at once, or die anywhere: a turn changes nothing that is already done.
"""

from collections.abc import Mapping
from typing import Any

from prefect import get_run_logger
from prefect.client.schemas.objects import FlowRun, State
from prefect.runtime import flow_run
from prefect.states import Completed

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from flows.approval.case_question import is_contested, record_answer, wait_for_whoever_acts_next
from flows.running import (
    PilotForm,
    choices,
    context,
    done,
    office_flow,
    office_step,
    publish_case_sheet,
    runs,
    send_letters,
    waiting,
)


def _pilot_words(request: PilotForm | Mapping[str, Any]) -> str:
    """Return the pilot as it was chosen; read leniently, as a run may be older than today's form."""
    return request.pilot if isinstance(request, PilotForm) else str(choices.chosen(request.get("pilot", "")))


def _run_name() -> str:
    return run_words.APPROVAL_RUN.format(unit=_pilot_words(flow_run.parameters.get("request", {})))


@office_flow(runs.APPROVAL, run_name=_run_name, validate_parameters=False)
async def pilot_approval(request: PilotForm) -> State[None]:
    """Đưa kế hoạch của một đơn vị qua các bước mà Kế hoạch quy định, đến khi đơn vị được thực hiện.

    Trong lúc chờ, tên trạng thái cho biết đang chờ ai. Người có thẩm quyền mở menu ⋮, chọn Resume để trả lời.
    """
    known = chain.pilot_of_run(context.office(), waiting.run_id())
    pilot = known or context.pilot_code(_pilot_words(request))
    if not chain.has_to_pass(context.office(), pilot):
        return _released(pilot)
    answers = await waiting.stored_answers()
    for answer in answers:
        record_answer(pilot, answer, is_only=not is_contested(answer, answers), return_state=True)
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
    return done(run_words.PROCEED.format(unit=context.unit_of(pilot).name, version=nth_words(case.version)))


@office_step(name="Nhận hồ sơ")
def assign_run(pilot: str) -> Case:
    """Note in the record that this run is at the case; the office writes to whoever may act and was not asked yet."""
    case = chain.assign_run(context.office(), pilot, waiting.run_id())
    get_run_logger().info("Case %s: version %s, at %s.", pilot, case.version, case.stage)
    return case


def _ended(pilot: str) -> State[None]:
    words = run_words.CASE_OF_FORMER_UNIT.format(code=pilot, unit=context.unit_of(pilot).name)
    return Completed(name=run_words.FORMER_UNIT, message=words)


def _released(pilot: str) -> State[None]:
    words = context.in_words(run_words.CASE_OF_RELEASED).format(unit=context.unit_of(pilot).name)
    return Completed(name=run_words.FORMER_UNIT, message=words)


def _leave_it_to(other: FlowRun, pilot: str) -> State[None]:
    link = context.settings().run_link(str(other.id))
    words = run_words.ANOTHER_RUN_IS_AT_IT.format(unit=context.unit_of(pilot).name, link=link)
    return Completed(name=run_words.ANOTHER_RUN, message=words)
