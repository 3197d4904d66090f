"""The Board sets a day where the plan names none, or takes it back (A12)."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.board_dates import DateSet, may_be_dated
from emulation_workflow.messages.problems import board_dates as words
from emulation_workflow.messages.screens import obligations
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.board_dates import BoardDateOutcome, set_board_date
from flows.obligations.obligation_update import publish_change
from flows.running import (
    choice_field,
    choose_several,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    preview_field,
    task_named,
    text_field,
    titled,
)


def _tasks() -> list[Task]:
    return [task for task in context.office().campaign.tasks if may_be_dated(task)]


def _levels() -> dict[str, str]:
    """Return the levels' ids by the names that the form offers."""
    return {level.name: level.id for level in context.office().campaign.levels}


class BoardDateForm(BaseModel):
    """Which task, at which levels, by when, by which paper."""

    model_config = titled(words.FIELDS["form"])

    task: str = choice_field(words.FIELDS["task"], lambda: [task.name for task in _tasks()])
    levels: list[str] = choose_several(words.FIELDS["levels"], _levels)
    day: str = text_field(words.FIELDS["day"])
    number: str = text_field(words.FIELDS["number"])
    signed_on: str = text_field(words.FIELDS["signed_on"])
    entry: str = choice_field(words.FIELDS["entry"], lambda: [words.SET, words.TAKE_BACK])
    note: str = text_field(words.FIELDS["note"])
    entered_by: str = text_field(words.FIELDS["entered_by"])
    preview: bool = preview_field(obligations.FIELDS["preview"])


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


def date_of(request: BoardDateForm) -> DateSet:
    """Return what the form says. Rejected with the field that is missing or cannot be read."""
    if request.entry not in (words.SET, words.TAKE_BACK):
        raise Rejected(Problem(code=ProblemCode.BOARD_DATE_ENTRY_MISSING, where=words.FIELDS["entry"].title))
    due = day_in(request.day, words.FIELDS["day"]) if request.entry == words.SET else None
    if due is None and request.entry == words.SET:
        raise Rejected(Problem(code=ProblemCode.BOARD_DATE_DAY_MISSING, where=words.FIELDS["day"].title))
    no_task, levels = Problem(code=ProblemCode.BOARD_DATE_TASK_MISSING, where=words.FIELDS["task"].title), _levels()
    return DateSet(
        task=task_named(request.task, _tasks(), otherwise=no_task).id,
        levels=tuple(levels.get(name, name) for name in request.levels),
        day=due,
        document=request.number,
        signed_on=day_in(request.signed_on, words.FIELDS["signed_on"]),
        set_by=context.official_number(request.entered_by),
        set_at=context.office().clock.now(),
        note=request.note,
    )


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
