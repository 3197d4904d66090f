"""The Board's word that two people of one name are two people: who has the name of a plan's author may then decide."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.entries import NamesakeEntry
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import entries
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.entries import entry_words
from emulation_workflow.office.refusals import RefusedOnRecord
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    context,
    done,
    office_flow,
    office_step,
    person_field,
    send_letters,
    text_field,
    titled,
)
from flows.running.own_code import code_for_words, forget_code


class NamesakeForm(BaseModel):
    """Who has the name of the plan's author, and how it is known that these are two people."""

    model_config = titled(run_words.FIELDS["namesake_form"])

    pilot: IfChosen = choice_field(run_words.FIELDS["pilot"], choices.pilot_names)
    official: IfChosen = person_field(run_words.FIELDS["namesake"])
    reason: str = text_field(run_words.FIELDS["namesake_reason"])
    entered_by: IfChosen = person_field(run_words.FIELDS["entered_by"])


@office_flow(
    "Xác nhận không cùng một người",
    run_name="Không cùng một người – {request.pilot}",
    attempt="namesake",
    at_end=forget_code,
)
async def namesake(request: NamesakeForm) -> State[None]:
    """Ghi nhận: người có thẩm quyền trùng họ tên với người ký, người gửi kế hoạch là người khác, nên được trả lời.

    Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn Resume và điền mã đó.
    """
    pilot = context.pilot_code(request.pilot)
    entry = NamesakeEntry(
        official=context.official_number(request.official),
        entered_by=context.official_number(request.entered_by),
        reason=request.reason,
    )
    rows = entry_words(context.office(), pilot, entry)
    outcome = tell_apart(pilot, entry, await code_for_words(rows, lambda: request_code(pilot, entry)))
    await send_letters()
    if not outcome.applied:
        raise RefusedOnRecord(*outcome.problems)
    return done(run_words.TOLD_APART.format(name=context.official(request.official).name, unit=request.pilot))


@office_step(name="Gửi mã cho người nhập")
def request_code(pilot: str, entry: NamesakeEntry) -> AnswerOutcome:
    """Write to the recorder in one transaction. Run twice it writes twice, and only the last code counts."""
    return entries.request_code(context.office(), pilot, entry)


@office_step(name="Ghi nhận không cùng một người")
def tell_apart(pilot: str, entry: NamesakeEntry, code: str) -> AnswerOutcome:
    """Write the Board's word down, or the refusal, in one transaction."""
    return entries.tell_apart(context.office(), pilot, entry, code=code)
