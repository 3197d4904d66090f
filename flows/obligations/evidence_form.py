"""The form of what a unit has done, and the evidence that is read from it."""

from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE
from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.office.register_queries import units
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    context,
    day_in,
    person_field,
    task_named,
    text_field,
    titled,
)


def _tasks() -> list[Task]:
    return [task for task in context.office().campaign.tasks if task.settled_by in BY_EVIDENCE]


class ResultForm(BaseModel):
    """Evidence as it is typed; Prefect's server knows the form by this name."""

    model_config = titled(words.FIELDS["result_form"])

    unit: IfChosen = choice_field(words.FIELDS["unit"], choices.owing_units)
    task: str = choice_field(words.FIELDS["task"], lambda: [task.name for task in _tasks()])
    done_on: str = text_field(words.FIELDS["done_on"])
    number: str = text_field(words.FIELDS["number"])
    signed_on: str = text_field(words.FIELDS["signed_on"])
    link: str = text_field(words.FIELDS["link"])
    source: str = text_field(words.FIELDS["source"])
    note: str = text_field(words.FIELDS["note"])
    entry: str = choice_field(words.FIELDS["entry"], lambda: [words.RECORD, words.WITHDRAW])
    entered_by: IfChosen = person_field(words.FIELDS["entered_by"])


def evidence_of(request: ResultForm) -> Evidence:
    """Return what the form says. Rejected with the field that cannot be read."""
    office = context.office()
    done_on = day_in(request.done_on, words.FIELDS["done_on"])
    if done_on is None:
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_DAY_MISSING, where=words.FIELDS["done_on"].title))
    if request.entry not in (words.RECORD, words.WITHDRAW):
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_ENTRY_MISSING, where=words.FIELDS["entry"].title))
    no_task = Problem(code=ProblemCode.EVIDENCE_TASK_MISSING, where=words.FIELDS["task"].title)
    return Evidence(
        unit=find_unit(request.unit, units(office), day=done_on, where=words.FIELDS["unit"].title).code,
        task=task_named(request.task, _tasks(), otherwise=no_task).id,
        done_on=done_on,
        recorded_at=office.clock.now(),
        recorded_by=context.official_number(request.entered_by),
        number=request.number,
        signed_on=day_in(request.signed_on, words.FIELDS["signed_on"]),
        link=request.link,
        source=request.source,
        withdrawn=request.entry == words.WITHDRAW,
        note=request.note,
    )
