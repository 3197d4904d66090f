"""The Board sets a day where the plan names none, or takes it back (A12)."""

from prefect.client.schemas.objects import State

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.messages.problems import board_dates as words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.board_dates import (
    BoardDateOutcome,
    date_entry,
    preview_board_date,
    set_board_date,
)
from flows.obligations.board_date_form import BoardDateForm, date_of
from flows.obligations.obligation_update import publish_change
from flows.running import (
    context,
    done,
    office_flow,
    office_step,
)
from flows.running.own_code import code_for_entry, forget_code


@office_flow(
    "Đặt mốc thời gian của {board}", run_name="Mốc thời gian – {request.task}", attempt="board_date", at_end=forget_code
)
async def board_date(request: BoardDateForm) -> State[None]:
    """Đặt hạn cho một nhiệm vụ mà kế hoạch chung không nêu hạn, theo văn bản đặt mốc; hoặc bỏ mốc đã đặt.

    Sau khi chạy, người nhập nhận mã cho đúng nội dung đã nhập, mở menu ⋮, chọn Resume và điền mã đó. Nghĩa vụ của các
    đơn vị được xác định lại ngay; thay đổi ở bảng “Thay đổi về nghĩa vụ” (mục Artifacts).
    """
    date_set = date_of(request)
    taken = preview(date_set)
    if taken.is_new and not request.preview:
        taken = record(date_set, await code_for_entry(date_entry(context.office(), date_set)))
    message = _words(date_set, taken, preview=request.preview)
    if taken.change:
        await publish_change(taken.change, message, preview=request.preview)
    return done(message)


@office_step(name="Xem trước")
def preview(date_set: DateSet) -> BoardDateOutcome:
    """Return what the day would change; nothing is written."""
    return preview_board_date(context.office(), date_set)


@office_step(name="Đặt mốc")
def record(date_set: DateSet, code: str) -> BoardDateOutcome:
    """Record the day, or the refusal, in one transaction; the same again changes nothing. Its code counts once."""
    return set_board_date(context.office(), date_set, code=code, channel=Channel.RUN_FORM)


def _words(date_set: DateSet, taken: BoardDateOutcome, *, preview: bool) -> str:
    if not taken.is_new:
        outcome = words.STANDS
    elif preview:
        outcome = words.FORESEEN
    else:
        outcome = words.WAS_SET if date_set.day else words.WAS_TAKEN_BACK
    return outcome.format(
        task=context.office().campaign.task(date_set.task).name,
        day=day(date_set.day) if date_set.day else "",
        changed=len(taken.change.added) + len(taken.change.changed),
    )
