"""The Board sets a day where the plan names none, or takes it back (A12)."""

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.obligations.board_dates import DateSet, may_be_dated
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.messages.problems import board_dates as words
from emulation_workflow.messages.screens import obligations, run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.board_dates import BoardDateOutcome, set_board_date
from flows.obligations.obligation_update import change_rows
from flows.running import context
from flows.running.forms import day_in, text_field, titled
from flows.running.steps import office_step, refused


def _tasks() -> list[Task]:
    return [task for task in context.office().campaign.tasks if may_be_dated(task)]


LEVELS = {level.name: level.id for level in context.office().campaign.levels}
"""Levels by the names that the form offers."""


class BoardDateForm(BaseModel):
    """Which task, at which levels, by when, by which paper."""

    model_config = titled(words.FORM)

    task: str = text_field(words.TASK, choices=[run_words.NOT_CHOSEN, *(task.name for task in _tasks())])
    levels: list[str] = Field(
        default=[],
        title=words.LEVELS.title,
        description=words.LEVELS.about,
        json_schema_extra={"items": {"type": "string", "enum": list(LEVELS)}},
    )
    day: str = text_field(words.DAY)
    number: str = text_field(words.NUMBER)
    signed_on: str = text_field(words.SIGNED_ON)
    entry: str = text_field(words.ENTRY, choices=[run_words.NOT_CHOSEN, words.SET, words.TAKE_BACK])
    note: str = text_field(words.NOTE)
    entered_by: str = text_field(words.ENTERED_BY)
    preview: bool = Field(default=False, title=obligations.PREVIEW.title, description=obligations.PREVIEW.about)


@flow(name="Đặt mốc thời gian của Ban", flow_run_name="Mốc của Ban – {request.task}")
async def board_date(request: BoardDateForm) -> State[None]:
    """Đặt hạn cho một nhiệm vụ mà kế hoạch của tỉnh không nêu hạn, theo văn bản của Ban; hoặc bỏ mốc đã đặt.

    Nghĩa vụ của các đơn vị được xác định lại ngay; thay đổi ở bảng “Thay đổi về nghĩa vụ” (mục Artifacts).
    """
    try:
        row = date_of(request)
        taken = take(row, preview=request.preview)
    except Rejected as rejected:
        return refused(rejected)
    message = _words(row, taken, preview=request.preview)
    if taken.change:
        about = obligations.CHANGES_ABOUT.format(day=day(context.today()), words=message)
        await acreate_table_artifact(key="thay-doi-nghia-vu", table=change_rows(taken.change), description=about)
    return Completed(name=run_words.DONE, message=message)


def date_of(request: BoardDateForm) -> DateSet:
    """What the form says. Rejected with the field that is missing or cannot be read."""
    if request.entry not in (words.SET, words.TAKE_BACK):
        raise Rejected(Problem(code=ProblemCode.BOARD_DATE_ENTRY_MISSING, where=words.ENTRY.title))
    due = day_in(request.day, words.DAY) if request.entry == words.SET else None
    if due is None and request.entry == words.SET:
        raise Rejected(Problem(code=ProblemCode.BOARD_DATE_DAY_MISSING, where=words.DAY.title))
    return DateSet(
        task=_task(request.task).id,
        levels=tuple(LEVELS.get(name, name) for name in request.levels),
        day=due,
        document=request.number,
        signed_on=day_in(request.signed_on, words.SIGNED_ON),
        set_by=context.official_number(request.entered_by),
        set_at=context.office().clock.now(),
        note=request.note,
    )


@office_step(name="Đặt mốc của Ban")
def take(row: DateSet, *, preview: bool) -> BoardDateOutcome:
    """One transaction (or one look); the same again changes nothing."""
    return set_board_date(context.office(), row, channel=Channel.RUN_FORM, dry_run=preview)


def _task(name: str) -> Task:
    for task in _tasks():
        if searchable(name) in (searchable(task.name), searchable(task.id)):
            return task
    raise Rejected(Problem(code=ProblemCode.BOARD_DATE_TASK_MISSING, where=words.TASK.title))


def _words(row: DateSet, taken: BoardDateOutcome, *, preview: bool) -> str:
    if not taken.is_new:
        told = words.STANDS
    elif preview:
        told = words.FORESEEN
    else:
        told = words.WAS_SET if row.day else words.WAS_TAKEN_BACK
    task = context.office().campaign.task(row.task)
    changed = len(taken.change.added) + len(taken.change.changed)
    return told.format(task=task.name, day=day(row.day) if row.day else "", changed=changed)
