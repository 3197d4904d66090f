"""A second recorder, or the signer, confirms a paper that waits for it; who entered it may take it back."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.entries import Check
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.messages.screens import run_words
from emulation_workflow.messages.screens.entries import CHECKS
from emulation_workflow.office.approval import second_pair
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.refusals import RefusedOnRecord
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    chosen_of,
    context,
    continue_case,
    done,
    office_flow,
    office_step,
    page,
    person_field,
    text_field,
    titled,
)
from flows.running.own_code import forget_code, own_code


class CheckForm(BaseModel):
    """Which paper, and what its second pair of eyes says of it."""

    model_config = titled(run_words.FIELDS["check_form"])

    pilot: IfChosen = choice_field(run_words.FIELDS["pilot"], choices.pilot_names)
    number: str = text_field(run_words.FIELDS["check_number"])
    answer: str = choice_field(run_words.FIELDS["check_answer"], CHECKS.values)
    reason: str = text_field(run_words.FIELDS["check_reason"])
    entered_by: IfChosen = person_field(run_words.FIELDS["checked_by"])


@office_flow(
    "Xác nhận văn bản giấy",
    run_name="Xác nhận văn bản {request.number} – {request.pilot}",
    attempt="check",
    at_end=forget_code,
)
async def document_check(request: CheckForm) -> State[None]:
    """Người thứ hai, hoặc người ký, xác nhận văn bản giấy đã nhập; người nhập có thể rút lại.

    Sau khi chạy, người trả lời mở menu ⋮, chọn Resume và điền mã ghi tại câu trả lời đã chọn trong thư gửi riêng.
    """
    pilot, check = context.pilot_code(request.pilot), chosen_of(CHECKS, request.answer, otherwise=NO_CHECK)
    person = context.official_number(request.entered_by)
    rows = second_pair.pending_words(context.office(), pilot, request.number)
    outcome = answer(pilot, request, person, check, await own_code(page("entry", {"rows": rows, "asked": ASKED})))
    await continue_case(pilot)
    if not outcome.applied:
        raise RefusedOnRecord(*outcome.problems)
    return done(run_words.PAPER_CHECKED.format(number=request.number, unit=request.pilot, answer=CHECKS[check]))


ASKED = run_words.CHECK_ASKED
NO_CHECK = Problem(code=ProblemCode.PAPER_CHECK_MISSING)


@office_step(name="Ghi nhận kết quả kiểm tra")
def answer(pilot: str, request: CheckForm, person: str, check: Check, code: str) -> AnswerOutcome:
    """Apply the paper, or settle it otherwise, or record the refusal, in one transaction; its code counts once."""
    return second_pair.check_paper(
        context.office(), pilot, number=request.number, by=person, check=check, code=code, reason=request.reason
    )
