"""A unit takes its plan back, or changes a cleared one: an opinion holds for one version only."""

import json

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.entries import WithdrawalEntry
from emulation_workflow.domain.approval.transitions import Act, OfficialDocument
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import entries
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.entries import entry_words
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.office.refusals import RefusedOnRecord
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    context,
    continue_case,
    day_in,
    done,
    name_in,
    office_flow,
    office_step,
    person_field,
    text_field,
    titled,
)
from flows.running.own_code import code_for_words, forget_code

TAKING_BACK = (Act.WITHDRAW.value, Act.CHANGE_PLAN.value)


class WithdrawalForm(BaseModel):
    """The unit's letter, as staff type it."""

    model_config = titled(run_words.FIELDS["withdrawal_form"])

    pilot: IfChosen = choice_field(run_words.FIELDS["pilot"], choices.pilot_names)
    number: str = text_field(run_words.FIELDS["recorded_number"])
    signed_on: str = text_field(run_words.FIELDS["recorded_day"])
    signer: str = text_field(run_words.FIELDS["unit_signer"])
    reason: str = text_field(run_words.FIELDS["withdrawal_reason"])
    entered_by: IfChosen = person_field(run_words.FIELDS["entered_by"])


@office_flow(
    "Rút hoặc thay đổi kế hoạch", run_name="Rút, thay đổi – {request.pilot}", attempt="withdrawal", at_end=forget_code
)
async def withdrawal(request: WithdrawalForm) -> State[None]:
    """Ghi nhận văn bản của đơn vị xin rút kế hoạch đang xem xét, hoặc thay đổi kế hoạch đã được thực hiện.

    Hồ sơ trở về bước đơn vị gửi kế hoạch. Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn
    Resume và điền mã đó.
    """
    pilot = context.pilot_code(request.pilot)
    if is_recorded(pilot, request.number):
        return done(run_words.PAPER_STANDS.format(number=request.number))
    entry = read_entry(request)
    rows = entry_words(context.office(), pilot, entry)
    outcome = withdraw(pilot, entry, await code_for_words(rows, lambda: request_code(pilot, entry)))
    await continue_case(pilot)
    if not outcome.applied:
        raise RefusedOnRecord(*outcome.problems)
    return done(run_words.PLAN_WITHDRAWN.format(unit=request.pilot))


def read_entry(request: WithdrawalForm) -> WithdrawalEntry:
    """Return the unit's letter that was typed. Rejected with what cannot be read."""
    return WithdrawalEntry(
        entered_by=context.official_number(request.entered_by),
        paper=OfficialDocument(
            number=request.number,
            signed_on=day_in(request.signed_on, run_words.FIELDS["recorded_day"]),
            signer=name_in(request.signer, run_words.FIELDS["unit_signer"]),
        ),
        reason=request.reason,
    )


def is_recorded(pilot: str, number: str) -> bool:
    """Return whether this very letter is in the record: the run was repeated after the act, or it comes twice."""
    bodies = [json.loads(row.body) for row in case_sheet(context.office(), pilot).rows]
    taken_back = [body for body in bodies if body["kind"] == LedgerKind.ACT.value and body["what"] in TAKING_BACK]
    return any(body["facts"].get("paper_number") == number for body in taken_back) and bool(number)


@office_step(name="Gửi mã cho người nhập")
def request_code(pilot: str, entry: WithdrawalEntry) -> AnswerOutcome:
    """Write to the recorder in one transaction. Run twice it writes twice, and only the last code counts."""
    return entries.request_code(context.office(), pilot, entry)


@office_step(name="Ghi nhận việc rút kế hoạch")
def withdraw(pilot: str, entry: WithdrawalEntry, code: str) -> AnswerOutcome:
    """Begin the case anew, or record the refusal, in one transaction. Run twice, its code counts once."""
    return entries.withdraw(context.office(), pilot, entry, code=code)
