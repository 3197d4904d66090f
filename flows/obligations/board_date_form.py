"""The form of a day that the Board sets, and the date that is read from it."""

from pydantic import BaseModel

from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.board_dates import DateSet, may_be_dated
from emulation_workflow.messages.problems import board_dates as words
from emulation_workflow.messages.screens import obligations
from flows.running import (
    IfChosen,
    choice_field,
    choose_several,
    context,
    day_in,
    person_field,
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
    entered_by: IfChosen = person_field(words.FIELDS["entered_by"])
    preview: bool = preview_field(obligations.FIELDS["preview"])


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
