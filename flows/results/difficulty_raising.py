"""Difficulties that units put to the Board are received (III, last paragraph)."""

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.messages.screens import difficulties as words
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.difficulties import handling
from emulation_workflow.office.difficulties.handling import DifficultyRecorded
from flows.results.difficulty_step import publish_difficulties
from flows.running import (
    IfChosen,
    choice_field,
    choices,
    context,
    day_in,
    done,
    office_flow,
    office_step,
    person_field,
    text_field,
    titled,
)


class DifficultyForm(BaseModel):
    """What a unit told the Board, as it is typed."""

    model_config = titled(words.FIELDS["raising_form"])

    unit: IfChosen = choice_field(words.FIELDS["unit"], choices.owing_units)
    content: str = text_field(words.FIELDS["words"])
    raised_on: str = text_field(words.FIELDS["raised_on"])
    source: str = text_field(words.FIELDS["source"])
    entered_by: IfChosen = person_field(words.FIELDS["entered_by"])


@office_flow("Ghi nhận khó khăn, vướng mắc", run_name="Khó khăn, vướng mắc – {request.unit}")
async def difficulty_raising(request: DifficultyForm) -> State[None]:
    """Ghi nhận khó khăn, vướng mắc mà đơn vị phản ánh: đúng lời của đơn vị, ngày, văn bản.

    Cùng nội dung của một đơn vị chỉ ghi một lần. Bảng “Khó khăn, vướng mắc” (mục Artifacts) cho biết việc
    nào đang ở đâu.
    """
    taken = record_difficulty(request)
    await publish_difficulties()
    outcome = words.RAISED if taken.is_new else words.RAISED_BEFORE
    return done(outcome.format(number=taken.difficulty.number, unit=request.unit))


@office_step(name="Ghi nhận khó khăn, vướng mắc")
def record_difficulty(request: DifficultyForm) -> DifficultyRecorded:
    """Record it in one transaction; the same words of the unit change nothing."""
    office, raised_on = context.office(), day_in(request.raised_on, words.FIELDS["raised_on"]) or context.today()
    return handling.raise_difficulty(
        office,
        unit=find_unit(request.unit, register.units(office), day=raised_on, where=words.FIELDS["unit"].title).code,
        words=request.content,
        raised_on=raised_on,
        source=request.source,
        by=context.official_number(request.entered_by),
        channel=Channel.RUN_FORM,
    )
