"""Units' difficulties (III, last paragraph): received by the Board, answered, or taken to the People's Committee."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, ConfigDict

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.difficulties import Difficulty, DifficultyStep
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.messages.difficulties import STEP_NAMES
from emulation_workflow.messages.screens import difficulties as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.difficulties import handling as register
from emulation_workflow.office.difficulties.handling import DifficultyRecorded
from emulation_workflow.office.difficulties.letters import holder_and_age, holder_name
from emulation_workflow.office.letters.letter_context import day
from flows.running import context
from flows.running.choices import renew_form
from flows.running.forms import day_in, text_field, titled
from flows.running.letters import send_letters
from flows.running.steps import office_step, refused

MOST_WORDS = 80
"""So much of a difficulty's words stands in a choice."""


def standing() -> Sequence[Difficulty]:
    with context.office().store.look() as record:
        return record.difficulties.all()


def choice(one: Difficulty) -> str:
    """Number, unit and words, as a form offers them."""
    short = one.words if len(one.words) <= MOST_WORDS else f"{one.words[:MOST_WORDS].rstrip()}…"
    return f"{one.number}{words.AFTER_NUMBER}{_unit_name(one)}: {' '.join(short.split())}"


def _unit_name(one: Difficulty) -> str:
    with context.office().store.look() as record:
        unit = record.register.unit(one.unit, one.raised_on)
    return unit.name if unit else one.unit


class DifficultyForm(BaseModel):
    """What a unit told the Board, as it is typed."""

    model_config = titled(words.RAISING_FORM)

    unit: str = text_field(words.UNIT, choices=context.owing_names(), required=True)
    content: str = text_field(words.WORDS)
    raised_on: str = text_field(words.RAISED_ON)
    source: str = text_field(words.SOURCE)
    entered_by: str = text_field(words.ENTERED_BY)


def _offered(schema: dict[str, Any]) -> None:
    """The difficulties that are open when the form is made."""
    schema["description"] = words.STEP_FORM.about
    choices = [run_words.NOT_CHOSEN, *(choice(one) for one in standing() if one.holder_on(date.max))]
    schema["properties"]["difficulty"] |= {"enum": choices, "default": run_words.NOT_CHOSEN}


class DifficultyStepForm(BaseModel):
    """What was done with a difficulty, as it is typed."""

    model_config = ConfigDict(
        title=words.STEP_FORM.title, json_schema_extra=_offered, extra="forbid", str_strip_whitespace=True
    )

    difficulty: str = text_field(words.DIFFICULTY)
    number: str = text_field(words.NUMBER)
    step: str = text_field(words.STEP, choices=[run_words.NOT_CHOSEN, *STEP_NAMES.values()])
    done_on: str = text_field(words.DONE_ON)
    document: str = text_field(words.DOCUMENT)
    answer: str = text_field(words.ANSWER)
    entered_by: str = text_field(words.ENTERED_BY)


@flow(name="Ghi nhận khó khăn, vướng mắc", flow_run_name="Khó khăn, vướng mắc – {request.unit}")
async def difficulty_raising(request: DifficultyForm) -> State[None]:
    """Ghi nhận khó khăn, vướng mắc mà đơn vị phản ánh qua Ban: đúng lời của đơn vị, ngày, văn bản.

    Cùng nội dung của một đơn vị chỉ ghi một lần. Bảng “Khó khăn, vướng mắc” (mục Artifacts) cho biết việc
    nào đang ở đâu.
    """
    try:
        taken = take_in(request)
    except Rejected as rejected:
        return refused(rejected)
    await publish()
    told = words.RAISED if taken.is_new else words.RAISED_BEFORE
    return Completed(name=run_words.DONE, message=told.format(number=taken.difficulty.number, unit=request.unit))


@flow(name="Xử lý khó khăn, vướng mắc", flow_run_name="Xử lý khó khăn, vướng mắc")
async def difficulty_step(request: DifficultyStepForm) -> State[None]:
    """Ghi nhận một bước xử lý: Ban trả lời, báo cáo cấp có thẩm quyền, cấp có thẩm quyền đã giải quyết, mở lại.

    Đơn vị được báo bằng thư khi Ban hoặc cấp có thẩm quyền đã trả lời.
    """
    try:
        taken = take(request)
    except Rejected as rejected:
        return refused(rejected)
    await publish()
    await send_letters()
    told = words.STEP_TAKEN if taken.is_new else words.STEP_BEFORE
    one = taken.difficulty
    message = told.format(number=one.number, standing=holder_and_age(context.office().campaign, one, context.today()))
    return Completed(name=run_words.DONE, message=message)


@office_step(name="Ghi nhận khó khăn, vướng mắc")
def take_in(request: DifficultyForm) -> DifficultyRecorded:
    """One transaction; the same words of the unit change nothing."""
    raised_on = day_in(request.raised_on, words.RAISED_ON) or context.today()
    with context.office().store.look() as record:
        unit = find_unit(request.unit, record.register.units(), day=raised_on, where=words.UNIT.title)
    return register.raise_difficulty(
        context.office(),
        unit=unit.code,
        words=request.content,
        raised_on=raised_on,
        source=request.source,
        by=context.official_number(request.entered_by),
        channel=Channel.RUN_FORM,
    )


@office_step(name="Ghi nhận bước xử lý")
def take(request: DifficultyStepForm) -> DifficultyRecorded:
    """One transaction: the step, its row, the unit's letter; the same again changes nothing."""
    return register.record_step(
        context.office(),
        number_in(request),
        step_named(request.step),
        done_on=day_in(request.done_on, words.DONE_ON) or context.today(),
        by=context.official_number(request.entered_by),
        channel=Channel.RUN_FORM,
        document=request.document,
        words=request.answer,
    )


def number_in(request: DifficultyStepForm) -> int:
    """The number that was chosen, or typed for one that is not offered."""
    chosen = "" if request.difficulty == run_words.NOT_CHOSEN else request.difficulty
    text = request.number or chosen.partition(words.AFTER_NUMBER)[0]
    if not text.strip().isdecimal() or len(text.strip()) > context.LONGEST_NUMBER:
        raise Rejected(Problem(code=ProblemCode.DIFFICULTY_UNKNOWN, params={"number": text.strip() or "?"}))
    return int(text)


def step_named(label: str) -> DifficultyStep:
    for step, name in STEP_NAMES.items():
        if name == label:
            return step
    raise Rejected(Problem(code=ProblemCode.DIFFICULTY_STEP_MISSING))


async def publish() -> None:
    """Renew the table of difficulties, and what the form of their steps offers."""
    campaign, on = context.office().campaign, context.today()
    by_age = sorted(standing(), key=lambda one: (not one.holder_on(on), one.raised_on, one.number))
    rows = [
        dict(
            zip(
                words.COLUMNS,
                (
                    one.number,
                    _unit_name(one),
                    one.words,
                    day(one.raised_on),
                    one.age_on(on),
                    holder_name(campaign, one.holder_on(on)) or words.NOBODY,
                    "; ".join(filter(None, [one.source, *(step.document for step in one.steps)])),
                ),
                strict=True,
            )
        )
        for one in by_age
    ]
    about = words.TABLE_ABOUT.format(day=day(on), open=sum(bool(one.holder_on(on)) for one in by_age))
    await acreate_table_artifact(key="kho-khan-vuong-mac", table=rows, description=about)
    await renew_form(difficulty_step)
