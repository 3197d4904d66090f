"""A decider signs on paper: staff enter the official document (số, ngày, người ký), confirmed by their own code."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import DECISIONS, Act, OfficialDocument, transitions
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.chain import AnswerOutcome
from emulation_workflow.office.approval.sheets import case_sheet
from flows.running import (
    act_named,
    choice_field,
    choices,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    required_choice,
    text_field,
    titled,
)
from flows.running.own_code import act_with_own_code


def _decisions() -> list[str]:
    """Return the names of the decisions that this campaign's gate knows."""
    acts = dict.fromkeys(act for _, _, act in transitions(context.office().gate) if act in DECISIONS)
    return [ACTS[act] for act in acts]


class PaperForm(BaseModel):
    """The document, as it is typed."""

    model_config = titled(run_words.FIELDS["paper_form"])

    pilot: str = required_choice(run_words.FIELDS["pilot"], choices.pilot_names)
    decision: str = choice_field(run_words.FIELDS["recorded_decision"], _decisions)
    number: str = text_field(run_words.FIELDS["recorded_number"])
    signed_on: str = text_field(run_words.FIELDS["recorded_day"])
    signer: str = text_field(run_words.FIELDS["signer"])
    reason: str = text_field(run_words.FIELDS["reason"])
    fixed_day: str = text_field(run_words.FIELDS["fixed_day"])
    entered_by: str = text_field(run_words.FIELDS["entered_by"])


@office_flow("Ghi nhận văn bản giấy", run_name="Văn bản {request.number} – {request.pilot}")
async def paper_decision(request: PaperForm) -> State[None]:
    """Nhập văn bản đã ký (số, ngày, người ký) thay cho việc người có thẩm quyền tự trả lời phiếu.

    Sau khi chạy, người nhập mở menu ⋮, chọn Resume và điền mã xác nhận của chính mình.
    """
    pilot = context.pilot_code(request.pilot)
    act = act_named(request.decision, missing=ProblemCode.PAPER_ACT_MISSING)
    if is_recorded(pilot, act, request.number):
        return done(run_words.PAPER_STANDS.format(number=request.number))
    await act_with_own_code(pilot, request.entered_by, lambda code: record(pilot, act, request, code))
    return done(run_words.PAPER_TAKEN.format(number=request.number, unit=request.pilot))


def is_recorded(pilot: str, act: Act, number: str) -> bool:
    """Return whether this very document is in the record: the run was repeated after the act, or it comes twice."""
    return any(
        decision.act is act and decision.paper.number == number and decision.entered_by
        for decision in case_sheet(context.office(), pilot).standing
    )


@office_step(name="Ghi nhận văn bản")
def record(pilot: str, act: Act, request: PaperForm, code: str) -> AnswerOutcome:
    """Record the decision with both names, or the refusal, in one transaction."""
    return chain.record_paper(
        context.office(),
        pilot,
        act=act,
        signer=context.official_number(request.signer) if request.signer else "",
        entered_by=context.official_number(request.entered_by),
        code=code,
        paper=OfficialDocument(
            number=request.number,
            signed_on=day_in(request.signed_on, run_words.FIELDS["recorded_day"]),
            signer=request.signer,
        ),
        reason=request.reason,
        fixed_day=day_in(request.fixed_day, run_words.FIELDS["fixed_day"]),
    )
