"""A decider signs on paper: staff enter the official document (số, ngày, người ký), confirmed by their own code."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import DECISIONS, Act, OfficialPaper, transitions
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.chain import Outcome
from emulation_workflow.office.approval.sheets import case_sheet
from flows.running import context
from flows.running.acting import continue_case
from flows.running.forms import PILOT_NAMES, act_named, day_in, text_field, titled
from flows.running.own_code import forget_code, own_code
from flows.running.steps import office_step, refused


def _recordable() -> list[Act]:
    """The decisions this campaign's gate knows, in the order of their names' first appearance."""
    return list(dict.fromkeys(act for _, _, act in transitions(context.office().gate) if act in DECISIONS))


class PaperForm(BaseModel):
    """The document, as it is typed."""

    model_config = titled(run_words.PAPER_FORM)

    pilot: str = text_field(run_words.PILOT, choices=PILOT_NAMES, required=True)
    decision: str = text_field(
        run_words.RECORDED_DECISION, choices=[run_words.NOT_CHOSEN, *(ACTS[act] for act in _recordable())]
    )
    number: str = text_field(run_words.RECORDED_NUMBER)
    signed_on: str = text_field(run_words.RECORDED_DAY)
    signer: str = text_field(run_words.SIGNER)
    reason: str = text_field(run_words.REASON)
    fixed_day: str = text_field(run_words.FIXED_DAY)
    entered_by: str = text_field(run_words.ENTERED_BY)


@flow(name="Ghi nhận văn bản giấy", flow_run_name="Văn bản {request.number} – {request.pilot}")
async def paper_decision(request: PaperForm) -> State[None]:
    """Nhập văn bản đã ký (số, ngày, người ký) thay cho việc người có thẩm quyền tự trả lời phiếu.

    Sau khi chạy, người nhập mở menu ⋮, chọn Resume và điền mã xác nhận của chính mình.
    """
    try:
        pilot = context.pilot_code(request.pilot)
        act = act_named(request.decision, missing=ProblemCode.PAPER_ACT_MISSING)
        if is_recorded(pilot, act, request.number):
            return Completed(name=run_words.DONE, message=run_words.PAPER_STANDS.format(number=request.number))
        context.official_number(request.entered_by)
        outcome = record(pilot, act, request, await own_code())
    except Rejected as rejected:
        return refused(rejected)
    await forget_code()
    await continue_case(pilot)
    if not outcome.applied:
        return refused(Rejected(*outcome.problems))
    words = run_words.PAPER_TAKEN.format(number=request.number, unit=request.pilot)
    return Completed(name=run_words.DONE, message=words)


def is_recorded(pilot: str, act: Act, number: str) -> bool:
    """Whether this very document is in the record: the flow ran before and died after the act, or it comes twice."""
    return any(
        one.act is act and one.paper.number == number and one.entered_by
        for one in case_sheet(context.office(), pilot).standing
    )


@office_step(name="Ghi nhận văn bản")
def record(pilot: str, act: Act, request: PaperForm, code: str) -> Outcome:
    """One transaction: the decision with both names, or the refusal."""
    return chain.record_paper(
        context.office(),
        pilot,
        act=act,
        signer=context.official_number(request.signer) if request.signer else "",
        entered_by=context.official_number(request.entered_by),
        code=code,
        paper=OfficialPaper(
            number=request.number, signed_on=day_in(request.signed_on, run_words.RECORDED_DAY), signer=request.signer
        ),
        reason=request.reason,
        fixed_day=day_in(request.fixed_day, run_words.FIXED_DAY),
    )
