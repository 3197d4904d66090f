"""The Board sets a day where the plan names none, or takes it back (A12)."""

from prefect.client.schemas.objects import State

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.messages.problems import board_dates as words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.board_dates import BoardDateOutcome, set_board_date
from flows.obligations.board_date_form import BoardDateForm, date_of
from flows.obligations.obligation_update import publish_change
from flows.running import (
    context,
    done,
    office_flow,
    office_step,
)


@office_flow("Đặt mốc thời gian của Ban", run_name="Mốc của Ban – {request.task}")
async def board_date(request: BoardDateForm) -> State[None]:
    """Đặt hạn cho một nhiệm vụ mà kế hoạch của tỉnh không nêu hạn, theo văn bản của Ban; hoặc bỏ mốc đã đặt.

    Nghĩa vụ của các đơn vị được xác định lại ngay; thay đổi ở bảng “Thay đổi về nghĩa vụ” (mục Artifacts).
    """
    date_set = date_of(request)
    taken = record(date_set, preview=request.preview)
    message = _words(date_set, taken, preview=request.preview)
    if taken.change:
        await publish_change(taken.change, message)
    return done(message)


@office_step(name="Đặt mốc của Ban")
def record(date_set: DateSet, *, preview: bool) -> BoardDateOutcome:
    """Record the day in one transaction, or only look; the same again changes nothing."""
    return set_board_date(context.office(), date_set, channel=Channel.RUN_FORM, dry_run=preview)


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
