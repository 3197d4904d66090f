"""A decider signs on paper: staff enter the document (số, ngày, người ký), confirmed by a code for its very words."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.entries import DocumentEntry
from emulation_workflow.domain.approval.transitions import OfficialDocument
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.names import decisions_of_gate
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import entries
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.entries import entry_words
from emulation_workflow.office.approval.sheets import is_in_document
from emulation_workflow.office.refusals import RefusedOnRecord
from flows.running import (
    IfChosen,
    act_named,
    choice_field,
    choices,
    context,
    continue_case,
    day_in,
    done,
    office_flow,
    office_step,
    person_field,
    text_field,
    titled,
)
from flows.running.own_code import code_for_words, forget_code


def _decisions() -> list[str]:
    """Return the names of the decisions that this campaign's gate knows."""
    return [*decisions_of_gate(context.office().gate).values()]


class DocumentForm(BaseModel):
    """The document, as it is typed."""

    model_config = titled(run_words.FIELDS["paper_form"])

    pilot: IfChosen = choice_field(run_words.FIELDS["pilot"], choices.pilot_names)
    decision: str = choice_field(run_words.FIELDS["recorded_decision"], _decisions)
    number: str = text_field(run_words.FIELDS["recorded_number"])
    signed_on: str = text_field(run_words.FIELDS["recorded_day"])
    signer: IfChosen = person_field(run_words.FIELDS["signer"])
    reason: str = text_field(run_words.FIELDS["reason"])
    fixed_day: str = text_field(run_words.FIELDS["fixed_day"])
    entered_by: IfChosen = person_field(run_words.FIELDS["entered_by"])


@office_flow(
    "Ghi nhận văn bản giấy", run_name="Văn bản {request.number} – {request.pilot}", attempt="paper", at_end=forget_code
)
async def document_entry(request: DocumentForm) -> State[None]:
    """Nhập văn bản đã ký (số, ngày, người ký) thay cho việc người có thẩm quyền tự trả lời phiếu.

    Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn Resume và điền mã đó.
    """
    pilot, entry = context.pilot_code(request.pilot), read_entry(request)
    if is_in_document(context.office(), pilot, entry.act, request.number):
        return done(run_words.PAPER_STANDS.format(number=request.number))
    rows = entry_words(context.office(), pilot, entry)
    code = await code_for_words(rows, lambda: request_code(pilot, entry))
    outcome = record(pilot, entry, code)
    await continue_case(pilot)
    if outcome.problems:
        raise RefusedOnRecord(*outcome.problems)
    taken = run_words.PAPER_WAITS if outcome.is_pending else run_words.PAPER_TAKEN
    return done(taken.format(number=request.number, unit=request.pilot))


def read_entry(request: DocumentForm) -> DocumentEntry:
    """Return the decision on paper that was typed. Rejected with what cannot be read."""
    signer = context.official(request.signer) if request.signer else None
    is_name = signer is not None and searchable(request.signer) == searchable(signer.name)
    return DocumentEntry(
        act=act_named(request.decision, missing=ProblemCode.PAPER_ACT_MISSING),
        signer=signer.number if signer else "",
        entered_by=context.official_number(request.entered_by),
        paper=OfficialDocument(
            number=request.number,
            signed_on=day_in(request.signed_on, run_words.FIELDS["recorded_day"]),
            signer=signer.name if signer and not is_name else request.signer,
        ),
        reason=request.reason,
        fixed_day=day_in(request.fixed_day, run_words.FIELDS["fixed_day"]),
    )


@office_step(name="Gửi mã cho người nhập")
def request_code(pilot: str, entry: DocumentEntry) -> AnswerOutcome:
    """Write to the recorder in one transaction. Run twice it writes twice, and only the last code counts."""
    return entries.request_code(context.office(), pilot, entry)


@office_step(name="Ghi nhận văn bản")
def record(pilot: str, entry: DocumentEntry, code: str) -> AnswerOutcome:
    """Record the decision with both names, or that it waits, or the refusal, in one transaction."""
    return entries.record_paper(context.office(), pilot, entry, code=code)
